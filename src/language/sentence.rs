//! Sentences, and where they end.

use crate::language::literal::{begins_word, is_letter};
use memchr::memchr3_iter;
use std::ops::Range;

/// A sentence as it is written, and in small letters (ASCII).
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) small: &'a str,
}

/// The first byte of each word of a text, and each `@`.
pub(super) fn words(text: &str) -> Vec<u32> {
    let mut before = b' ';
    let mut begins = |byte: u8| {
        let before = std::mem::replace(&mut before, byte);
        begins_word(byte) && (byte == b'@' || !is_letter(before))
    };
    (0..).zip(text.bytes()).filter(|(_, byte)| begins(*byte)).map(|(at, _)| at).collect()
}

/// The sentences of a passage, white space around them left out.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut signs: Vec<(usize, &str)> = memchr3_iter(b'.', b'!', b'?', text.as_bytes())
        .map(|at| (at, text.get(at..at + 1).unwrap_or_default()))
        .collect();
    if text.contains('…') {
        signs.extend(text.match_indices('…'));
        signs.sort_unstable();
    }
    for (at, sign) in signs {
        let end = at + sign.len();
        let rest = text.get(end..).unwrap_or_default();
        let closed = rest.trim_start_matches([')', ']', '"', '\'', '”', '.', '!', '?']);
        let next = closed.trim_start();
        let begins = !next.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ')'));
        let apart = closed.is_empty() || closed.starts_with(char::is_whitespace);
        if at >= start
            && begins
            && apart
            && !(sign == "." && is_abbreviation(text.get(start..at).unwrap_or_default(), next))
        {
            let end = text.len() - closed.len();
            push(&mut found, text, start..end);
            start = end;
        }
    }
    push(&mut found, text, start..text.len());
    found
}

fn push(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let sentence = text.get(range.clone()).unwrap_or_default();
    let trimmed = sentence.trim_start();
    let start = range.start + sentence.len() - trimmed.len();
    let trimmed = trimmed.trim_end();
    if !trimmed.is_empty() {
        found.push(start..start + trimmed.len());
    }
}

fn is_abbreviation(before: &str, next: &str) -> bool {
    let word = before.rsplit([' ', '(']).next().unwrap_or_default();
    let single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic) && word != "I";
    let numbered = next.starts_with(|c: char| c.is_ascii_digit());
    let word_is = |list: &[&str]| list.iter().any(|one| one.eq_ignore_ascii_case(word));
    single || word.contains('.') || word_is(ABBREVIATIONS) || (numbered && word_is(BEFORE_NUMBERS))
}

/// What ends with a full stop and no sentence where a number follows.
const BEFORE_NUMBERS: &[&str] = &["no", "nr", "fig", "vol", "est", "min", "max"];

#[rustfmt::skip]
const ABBREVIATIONS: &[&str] = &[
    "etc", "ca", "approx", "mr", "mrs", "ms", "dr", "prof", "st", "vs", "resp", "cf", "inc",
    "ltd", "co", "dept", "incl", "excl", "bzw", "z.b", "bspw", "ggf",
];

#[cfg(test)]
mod tests {
    use super::sentences;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().filter_map(|range| text.get(range)).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(split("One. Two! Three?"), ["One.", "Two!", "Three?"]);
        assert_eq!(
            split("Version 4.2.1 of e.g. the form, approx. 3 p.m. it was. Then"),
            ["Version 4.2.1 of e.g. the form, approx. 3 p.m. it was.", "Then"]
        );
        assert_eq!(
            split("(We did.) Mr. Smith saw it…  And left"),
            ["(We did.)", "Mr. Smith saw it…", "And left"]
        );
        assert_eq!(split("What?! No.."), ["What?!", "No.."]);
        assert_eq!(split("  "), Vec::<&str>::new());
    }
}
