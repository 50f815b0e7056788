//! Heading ids: from words to what may stand after `#`.

use std::collections::HashMap;

/// Ids that the page around a body uses; a heading of that name gets a number.
pub const RESERVED: &[&str] =
    &["main", "top", "nav", "menu", "toc", "search", "theme", "footer", "footnotes"];

/// Whether the page around a body may use an id: [`RESERVED`], and all that are `at-` and one word.
fn is_reserved(id: &str) -> bool {
    let word = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_lowercase());
    RESERVED.contains(&id) || id.strip_prefix("at-").is_some_and(word)
}

/// An id from a heading's text: lower case, hyphens for spaces, no punctuation, letters of any script
/// spelt in ASCII. For ASCII text it is what GitHub makes, so that links written for GitHub hold. Never empty.
pub fn slug(text: &str) -> String {
    let id = spell(text, |c| c.is_alphanumeric());
    if !id.is_empty() {
        return id;
    }
    // Nothing but signs: an emoji still has a name.
    let id = spell(text, |c| !c.is_ascii());
    if id.is_empty() { "section".to_owned() } else { id }
}

fn spell(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut id = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if c.is_ascii_alphanumeric() || c == '-' || c == '_' => id.push(c.to_ascii_lowercase()),
            _ if c.is_whitespace() => id.push('-'),
            _ if c.is_ascii() || !keep(c) => {}
            _ => spell_one(c, &mut id),
        }
    }
    let trimmed = id.trim_matches('-');
    if trimmed.len() == id.len() { id } else { trimmed.to_owned() }
}

fn spell_one(c: char, id: &mut String) {
    for ascii in deunicode::deunicode_char(c).unwrap_or_default().chars() {
        match ascii {
            _ if ascii.is_ascii_alphanumeric() => id.push(ascii.to_ascii_lowercase()),
            ' ' | '-' => id.push('-'),
            _ => {}
        }
    }
}

/// Ids that are taken, and how far the numbers behind them have got.
#[derive(Default)]
pub(super) struct Taken {
    ids: HashMap<Box<str>, u32>,
}

impl Taken {
    /// Takes an id if nobody has it.
    pub(super) fn claim(&mut self, id: &str) -> bool {
        let free = !is_reserved(id) && !self.ids.contains_key(id);
        if free {
            self.ids.insert(id.into(), 0);
        }
        free
    }

    /// Takes an id, or the same with the first free number behind it.
    pub(super) fn number(&mut self, id: &str) -> Box<str> {
        if self.claim(id) {
            return id.into();
        }
        let mut at = self.ids.get(id).copied().unwrap_or(0);
        loop {
            at = at.saturating_add(1);
            let numbered = format!("{id}-{at}");
            if self.claim(&numbered) {
                self.ids.insert(id.into(), at);
                return numbered.into();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Taken, slug};

    #[test]
    fn slugs() {
        for (text, id) in [
            ("What went wrong", "what-went-wrong"),
            ("Mitigation & Resolution", "mitigation--resolution"),
            ("Root Cause(s)", "root-causes"),
            ("09:05 client calls", "0905-client-calls"),
            ("snake_case", "snake_case"),
            ("Über uns", "uber-uns"),
            ("Привет", "privet"),
            ("北京", "bei-jing"),
            ("🚀", "rocket"),
            ("🚀 Launch", "launch"),
            ("---", "section"),
            ("!!!", "section"),
            ("", "section"),
        ] {
            assert_eq!(slug(text), id, "{text}");
        }
    }

    #[test]
    fn numbers() {
        let mut taken = Taken::default();
        assert!(taken.claim("a-1"));
        assert_eq!(&*taken.number("a"), "a");
        assert_eq!(&*taken.number("a"), "a-2");
        assert_eq!(&*taken.number("a"), "a-3");
        assert_eq!(&*taken.number("a-1"), "a-1-1");
        assert_eq!(&*taken.number("main"), "main-1");
        assert_eq!(&*taken.number("at-clock"), "at-clock-1");
        assert_eq!(&*taken.number("at-0905"), "at-0905");
    }
}
