//! Hides what is not our voice: quotations, code in values, addresses.

use crate::language::passage::Passage;
use std::ops::Range;

/// Hides quotations and addresses, and code between backticks.
pub(super) fn hide(passage: &mut Passage) {
    if passage.text.contains('`') {
        for range in pairs(&passage.text, '`', '`', |_| true) {
            passage.hide(range, "c");
        }
    }
    for (open, close) in [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('‹', '›')] {
        if passage.text.contains(open) {
            for range in pairs(&passage.text, open, close, |_| true) {
                passage.hide(range, "q");
            }
        }
    }
    for open in ['‘', '\''] {
        if passage.text.contains(open) {
            for range in pairs(&passage.text, open, '\'', is_spoken) {
                passage.hide(range, "q");
            }
        }
    }
    while let Some(range) = address(&passage.text) {
        passage.hide(range, "u");
    }
}

/// From each opening sign at the start of a word to the next closing one at the end of a word.
fn pairs(text: &str, open: char, close: char, wanted: fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..).and_then(|rest| rest.find(open)).map(|at| from + at) {
        let inside = start + open.len_utf8();
        from = inside;
        let opens = text.get(..start).and_then(|text| text.chars().next_back());
        if opens.is_some_and(char::is_alphanumeric) && open != '`' {
            continue;
        }
        let rest = text.get(inside..).unwrap_or_default();
        let ends = rest.match_indices(close).map(|(at, _)| inside + at).find(|end| {
            let next = text.get(end + close.len_utf8()..).and_then(|rest| rest.chars().next());
            close == '`' || !next.is_some_and(char::is_alphanumeric)
        });
        if let Some(end) = ends.filter(|end| text.get(inside..*end).is_some_and(wanted)) {
            found.push(start..end + close.len_utf8());
            from = end + close.len_utf8();
        }
    }
    found
}

/// Whether what stands between single signs is a quotation, and not what lies between two apostrophes.
fn is_spoken(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(char::is_whitespace) && !text.ends_with(char::is_whitespace)
}

/// The next web address.
fn address(text: &str) -> Option<Range<usize>> {
    let at = text.find("://").or_else(|| text.find("www."))?;
    let start = text.get(..at)?.rfind(|c: char| c.is_whitespace() || c == '(').map_or(0, |at| at + 1);
    let end = text.get(at..)?.find(char::is_whitespace).map_or(text.len(), |end| at + end);
    let word = text.get(start..end)?.trim_end_matches(['.', ',', ')', ';', ':', '!', '?']);
    let end = (start + word.len()).max(at + 3);
    Some(start..end)
}
