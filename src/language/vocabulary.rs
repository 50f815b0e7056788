//! The words that patterns ask for, and what each word of a text is among them.
//!
//! Texts say the same words over and over, so what a word is gets looked up once and is then known by the word.

use crate::language::literal::Asked;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use foldhash::fast::FixedState;
use std::collections::HashMap;

/// The words that patterns ask for, by number.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    whole: HashMap<Box<[u8]>, u32, FixedState>,
    beginnings: HashMap<Box<[u8]>, u32, FixedState>,
    /// The longest beginning.
    longest: usize,
    within: Option<AhoCorasick>,
    /// For each pattern of `within`, its number, and whether the word must end with it.
    parts: Vec<(u32, bool)>,
}

impl Vocabulary {
    /// From what is asked of words, by number.
    pub(super) fn new<'a>(asked: impl Iterator<Item = (&'a Asked, u32)>) -> Self {
        let mut all = Self::default();
        let mut within = Vec::new();
        for (asked, number) in asked {
            match asked {
                Asked::Is(word) => {
                    all.whole.insert(word.as_bytes().into(), number);
                }
                Asked::Begins(word) => {
                    all.longest = all.longest.max(word.len());
                    all.beginnings.insert(word.as_bytes().into(), number);
                }
                Asked::Holds(part) | Asked::Ends(part) => {
                    within.push(part.as_ref());
                    all.parts.push((number, matches!(asked, Asked::Ends(_))));
                }
                Asked::Signs(_) => {}
            }
        }
        all.within = AhoCorasickBuilder::new().build(&within).ok().filter(|_| !within.is_empty());
        all
    }

    /// Adds the numbers of all that a word in small letters is, sorted.
    pub(super) fn tell(&self, word: &[u8], told: &mut Vec<u32>) {
        told.extend(self.whole.get(word));
        let beginnings = (1..=word.len().min(self.longest)).filter_map(|end| word.get(..end));
        told.extend(beginnings.filter_map(|beginning| self.beginnings.get(beginning)));
        for found in self.within.iter().flat_map(|within| within.find_overlapping_iter(word)) {
            let part = self.parts.get(found.pattern().as_usize());
            let part = part.filter(|(_, ends)| !ends || found.end() == word.len());
            told.extend(part.map(|(number, _)| number));
        }
        told.sort_unstable();
        told.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;
    use crate::language::literal::Asked;

    #[test]
    fn tells_what_a_word_is() {
        let asked = [
            Asked::Is("forgot".into()),
            Asked::Begins("forg".into()),
            Asked::Begins("f".into()),
            Asked::Holds("got".into()),
            Asked::Ends("ten".into()),
        ];
        let vocabulary = Vocabulary::new(asked.iter().zip(0..));
        let told = |word: &str| {
            let mut told = Vec::new();
            vocabulary.tell(word.as_bytes(), &mut told);
            told
        };
        assert_eq!(told("forgot"), [0, 1, 2, 3]);
        assert_eq!(told("forgotten"), [1, 2, 3, 4]);
        assert_eq!(told("got"), [3]);
        assert_eq!(told("tension"), [0; 0]);
        assert_eq!(told(""), [0; 0]);
    }
}
