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
    for (open, close) in [('"', '"'), ('“', '”'), ('„', '“'), ('«', '»'), ('»', '«'), ('‹', '›')]
    {
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
    let mut from = 0;
    while let Some(range) = address(&passage.text, from) {
        from = range.end;
        passage.hide(range, "u");
    }
}

/// How long a quotation may be.
const LONGEST: usize = 4000;

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
        // A quotation is short; without a limit, many signs that nothing closes would cost the square of their number.
        let end = text.floor_char_boundary(inside.saturating_add(LONGEST));
        let rest = text.get(inside..end).unwrap_or_default();
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

/// The next web address from a place on.
fn address(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = text.get(from..)?;
    let found = [rest.find("://"), rest.find("www.")];
    let at = from + found.into_iter().flatten().min()?;
    let before = text.get(from..at)?;
    let is_margin = |c: char| c.is_whitespace() || c == '(';
    let start = before
        .char_indices()
        .rev()
        .find(|(_, c)| is_margin(*c))
        .map_or(from, |(at, c)| from + at + c.len_utf8());
    let end = text.get(at..)?.find(char::is_whitespace).map_or(text.len(), |end| at + end);
    let word = text.get(start..end)?.trim_end_matches(['.', ',', ')', ';', ':', '!', '?']);
    let end = (start + word.len()).max(at + 3);
    Some(start..end)
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
        assert_eq!(hidden("She said \"it is broken\" to us"), "She said _qqqqqqqqqqqqqq to us");
        assert_eq!(hidden("It's the client's 'old page' again"), "It's the client's _qqqqqqqqq again");
        assert_eq!(
            hidden("see (https://a.example/b) or www.c.example."),
            "see (_uuuuuuuuuuuuuuuuuu) or _uuuuuuuuuuuuu."
        );
        assert_eq!(hidden("run `rm -r` now"), "run _ccccccc now");
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
