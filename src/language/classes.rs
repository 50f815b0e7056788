//! Word classes, and the patterns in which they stand: `{person} forgot`.

use crate::language::entry::LexiconFile;
use std::collections::BTreeMap;

/// The words of each class, as parts of a regular expression.
#[derive(Debug, Clone, Default)]
pub(super) struct Classes(BTreeMap<Box<str>, Vec<Box<str>>>);

/// How deep classes may stand in classes.
const DEEPEST: usize = 5;

impl Classes {
    /// Takes in the words of a file.
    pub(super) fn extend(&mut self, file: &LexiconFile) {
        for (name, words) in file.classes.iter().flat_map(|classes| classes.iter()) {
            let words = words.iter().map(|word| word.value.clone());
            self.0.entry(name.clone()).or_default().extend(words);
        }
    }

    /// Whether there is a class of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The names of all classes.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(AsRef::as_ref)
    }

    /// A pattern with every class spelt out; the name of a class that is not there, or stands in itself, comes
    /// back as the error.
    pub(super) fn spelt_out(&self, pattern: &str) -> Result<String, String> {
        self.expand(pattern, DEEPEST)
    }

    fn expand(&self, pattern: &str, depth: usize) -> Result<String, String> {
        let mut out = String::with_capacity(pattern.len());
        let mut rest = pattern;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            match after.split_once('}').filter(|(name, _)| is_name(name) && !is_property(before)) {
                Some((name, behind)) => {
                    let words = self.0.get(name).filter(|_| depth > 0).ok_or_else(|| name.to_owned())?;
                    out.push_str("(?:");
                    for (at, word) in words.iter().enumerate() {
                        out.push_str(if at > 0 { "|" } else { "" });
                        out.push_str(&self.expand(word, depth - 1)?);
                    }
                    out.push(')');
                    rest = behind;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        Ok(out)
    }
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '_')
}

/// Whether a brace behind this text belongs to `\p{…}` or `\x{…}`.
fn is_property(before: &str) -> bool {
    [r"\p", r"\P", r"\x", r"\u", r"\U"].iter().any(|escape| before.ends_with(escape))
}
