//! Phrases that are looked for as they stand, each found by its first word.

use crate::language::word::{Word, words};
use foldhash::fast::FixedState;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

/// Phrases by their first words.
#[derive(Debug, Clone, Default)]
pub(super) struct FixedPhrases {
    /// The longest first.
    phrases: HashMap<Box<[u8]>, Vec<Phrase>, FixedState>,
    /// A bit for each first word, roughly: most words of a text begin no phrase, and here that is told at once.
    openings: Vec<u64>,
    /// Those without a word in ASCII letters.
    wordless: Vec<Phrase>,
    any_case: bool,
}

#[derive(Debug, Clone)]
struct Phrase {
    text: Box<str>,
    number: usize,
    /// Where in it the first word stands.
    at: usize,
}

/// How many bits tell what may begin a phrase, as a power of two.
const BITS: u32 = 14;

impl FixedPhrases {
    /// Phrases by their numbers; ASCII letters are found as they are written or in `any_case`. Of two that are the
    /// same, the first counts.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>, any_case: bool) -> Self {
        let mut all = Self { openings: vec![0; 1 << (BITS - 6)], any_case, ..Self::default() };
        for (number, text) in texts.enumerate().filter(|(_, text)| !text.is_empty()) {
            let text: Box<str> = if any_case { text.to_ascii_lowercase().into() } else { text.into() };
            let Some(word) = words(&text).first().copied() else {
                all.wordless.push(Phrase { text, number, at: 0 });
                continue;
            };
            let bit = all.bit(word, &text);
            all.openings.get_mut(bit / 64).into_iter().for_each(|bits| *bits |= 1 << (bit % 64));
            let first = text.as_bytes().get(word.range()).unwrap_or_default().into();
            all.phrases.entry(first).or_default().push(Phrase { text, number, at: word.range().start });
        }
        all.phrases.values_mut().for_each(|some| some.sort_by_key(|phrase| Reverse(phrase.text.len())));
        all
    }

    /// Where phrases stand in a text that has these words, and their numbers: from left to right, the longest that
    /// begins at a place, none overlapping another, no letters beside them.
    pub(super) fn find(&self, text: &str, words: &[Word]) -> Vec<(Range<usize>, usize)> {
        let mut found: Vec<(Range<usize>, usize)> = Vec::new();
        for word in words {
            let bit = self.bit(*word, text);
            if self.openings.get(bit / 64).is_some_and(|bits| bits >> (bit % 64) & 1 == 1) {
                found.extend(self.at(text, *word));
            }
        }
        for phrase in &self.wordless {
            let whole = text.match_indices(&*phrase.text).map(|(at, same)| at..at + same.len());
            found.extend(whole.filter(|range| is_word(text, range)).map(|range| (range, phrase.number)));
        }
        found.sort_by_key(|(range, _)| (range.start, Reverse(range.end)));
        let mut end = 0;
        found.retain(|(range, _)| {
            let is_free = range.start >= end;
            end = if is_free { range.end } else { end };
            is_free
        });
        found
    }

    /// The longest phrase that begins with a word of a text.
    fn at(&self, text: &str, word: Word) -> Option<(Range<usize>, usize)> {
        let written = text.as_bytes().get(word.range())?;
        let some = match self.any_case {
            true => self.phrases.get(written.to_ascii_lowercase().as_slice()),
            false => self.phrases.get(written),
        };
        some?.iter().find_map(|phrase| {
            let start = word.range().start.checked_sub(phrase.at)?;
            let range = start..start + phrase.text.len();
            let there = text.get(range.clone())?;
            let is_same = match self.any_case {
                true => there.eq_ignore_ascii_case(&phrase.text),
                false => there == &*phrase.text,
            };
            (is_same && is_word(text, &range)).then_some((range, phrase.number))
        })
    }

    /// The bit of a word.
    fn bit(&self, word: Word, text: &str) -> usize {
        const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
        // In ASCII, this makes capital letters small.
        let small = if self.any_case { 0x2020_2020_2020_2020 } else { 0 };
        ((word.opening(text.as_bytes()) | small).wrapping_mul(MIX) >> (64 - BITS)) as usize
    }
}

/// Whether a range of a text has no letters beside it.
fn is_word(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).and_then(|text| text.chars().next_back());
    let after = text.get(range.end..).and_then(|text| text.chars().next());
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    !letter(before) && !letter(after)
}

#[cfg(test)]
mod tests {
    use super::FixedPhrases;
    use crate::language::word::words;

    fn found<'t>(phrases: &[&str], any_case: bool, text: &'t str) -> Vec<(&'t str, usize)> {
        let phrases = FixedPhrases::new(phrases.iter().copied(), any_case);
        let found = phrases.find(text, &words(text)).into_iter();
        found.filter_map(|(range, number)| Some((text.get(range)?, number))).collect()
    }

    #[test]
    fn the_longest_phrase_counts_and_the_first_of_the_same() {
        let names = ["Ada", "Ada Berg", "@web", "web team", "Ada Berg", "Éva", "王伟", "née Ott"];
        let text =
            "Ada Berg and Ada asked @web: the web team, Éva, née Ott, (王伟) know. Adam, Ada_x, Ada Bergs";
        let told = [
            ("Ada Berg", 1),
            ("Ada", 0),
            ("@web", 2),
            ("web team", 3),
            ("Éva", 5),
            ("née Ott", 7),
            ("王伟", 6),
            ("Ada", 0),
        ];
        assert_eq!(found(&names, false, text), told);
        assert_eq!(found(&names, false, "ada berg"), []);
        assert_eq!(found(&["a b", "b c", ""], false, "a b c"), [("a b", 0)]);
    }

    #[test]
    fn case_does_not_count_where_any_will_do() {
        assert_eq!(
            found(&["Act of God", "IT'S"], true, "an ACT of god: it's"),
            [("ACT of god", 0), ("it's", 1)]
        );
    }
}
