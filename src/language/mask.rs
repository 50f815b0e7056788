//! Hides what is not our voice: quotations, code in values, addresses.

use crate::language::passage::Passage;
use memchr::memchr3;
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// Hides quotations and addresses, and code between backticks.
pub(super) fn hide(passage: &mut Passage) {
    // Most passages have none of the signs, and need not be searched for each.
    let is_ascii = passage.text.is_ascii();
    let has_sign = memchr3(b'`', b'"', b'\'', passage.text.as_bytes()).is_some();
    // A value of the front matter is no Markdown, yet a quotation is written there as in Markdown.
    if passage.text.starts_with("> ") {
        passage.hide(0..passage.text.len(), "q");
    }
    let mut pairs_of = |open: char, close: char, letter: &str, wanted: fn(&str) -> bool| {
        if passage.text.contains(open) {
            for range in pairs(&passage.text, open, close, wanted) {
                passage.hide(range, letter);
            }
        }
    };
    if !is_ascii || has_sign {
        pairs_of('`', '`', "c", |_| true);
        for (open, close) in [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('‹', '›')]
        {
            pairs_of(open, close, "q", |_| true);
        }
        pairs_of('‘', '\'', "q", is_spoken);
        pairs_of('\'', '\'', "q", is_spoken);
    }
    for range in addresses(&passage.text) {
        passage.hide(range, "u");
    }
}

/// From each opening sign at the start of a word to the next closing one at the end of a word.
fn pairs(text: &str, open: char, close: char, wanted: fn(&str) -> bool) -> Vec<Range<usize>> {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let ends = text.match_indices(close).map(|(at, _)| at).filter(|at| {
        let next = text.get(at + close.len_utf8()..).and_then(|rest| rest.chars().next());
        close == '`' || !is_letter(next)
    });
    let mut ends = ends.peekable();
    let mut found = Vec::new();
    let mut from = 0;
    for (start, _) in text.match_indices(open) {
        let inside = start + open.len_utf8();
        let before = text.get(..start).and_then(|text| text.chars().next_back());
        if start < from || (is_letter(before) && open != '`') {
            continue;
        }
        while ends.next_if(|end| *end < inside).is_some() {}
        let Some(&end) = ends.peek() else { break };
        if text.get(inside..end).is_some_and(wanted) {
            from = end + close.len_utf8();
            found.push(start..from);
        }
    }
    found
}

/// Whether what stands between single signs is a quotation, and not what lies between two apostrophes.
fn is_spoken(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace)
}

static SIGNS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["://", "www."].map(Finder::new));

/// Web addresses.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let mut signs: Vec<usize> = SIGNS.iter().flat_map(|sign| sign.find_iter(text.as_bytes())).collect();
    signs.sort_unstable();
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in signs {
        let from = found.last().map_or(0, |last| last.end);
        let Some(before) = text.get(from..at) else { continue };
        let margin = before.char_indices().rev().find(|(_, c)| c.is_whitespace() || *c == '(');
        let start = margin.map_or(from, |(at, c)| from + at + c.len_utf8());
        let rest = text.get(at..).unwrap_or_default();
        let word = rest.split(char::is_whitespace).next().unwrap_or_default();
        let word = word.trim_end_matches(['.', ',', ')', ';', ':', '!', '?']);
        found.push(start..at + word.len().max(3));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hidden(text: &str) -> String {
        let mut passage = Passage::of(text);
        hide(&mut passage);
        passage.text
    }

    #[test]
    fn what_is_not_our_voice_is_hidden() {
        assert_eq!(hidden("She said \"it is broken\" to us"), "She said _qqqqqqqqqqqqq to us");
        assert_eq!(hidden("It's the client's 'old page' again"), "It's the client's _qqqqqqqqq again");
        assert_eq!(
            hidden("see (https://a.example/b) or www.c.example."),
            "see (_uuuuuuuuuuuuuuuuuu) or _uuuuuuuuuuuu."
        );
        assert_eq!(hidden("run `rm -r` now"), "run _cccccc now");
        assert_eq!(hidden("> You broke it."), "_qqqqqqqqqqqqq.");
        assert_eq!(hidden("a \" alone"), "a \" alone");
        assert_eq!(hidden("the 5\" disk and the 7\" disk"), "the 5\" disk and the 7\" disk");
    }

    #[test]
    fn many_signs_that_nothing_closes_take_no_time() {
        let start = std::time::Instant::now();
        for text in [" “", " 'a", " ://", " (www.", "\"", " `"] {
            hidden(&text.repeat(100_000));
        }
        assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    }
}
