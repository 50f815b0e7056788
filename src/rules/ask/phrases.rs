//! Lists of phrases that are looked for together, in one walk over a text.

use super::words::{Wanted, Words, wanted};
use std::ops::Range;

/// Phrases by the letters that they begin with. A word that ends with `*` matches what begins with it.
#[derive(Debug)]
pub(in crate::rules) struct Phrases {
    /// For each first byte, in lower case, the phrases in the order of the list.
    by_letter: Vec<Vec<Phrase>>,
}

#[derive(Debug)]
struct Phrase {
    /// Its place in the list.
    at: usize,
    first: Wanted<'static>,
    rest: Vec<Wanted<'static>>,
}

impl Phrases {
    /// From a list; signs part words.
    pub(in crate::rules) fn new(list: &[&'static str]) -> Self {
        let mut by_letter: Vec<Vec<Phrase>> = Vec::new();
        by_letter.resize_with(256, Vec::new);
        for (at, phrase) in list.iter().enumerate() {
            let mut words = wanted(phrase);
            let Some(first) = words.next() else { continue };
            let same = letter(first).and_then(|letter| by_letter.get_mut(letter));
            let rest = words.map(Wanted::new).collect();
            if let Some(same) = same {
                same.push(Phrase { at, first: Wanted::new(first), rest });
            }
        }
        Self { by_letter }
    }

    /// Whether any of them stands in a text.
    pub(in crate::rules) fn stand_in(&self, words: &Words<'_>) -> bool {
        self.all(words).next().is_some()
    }

    /// Where the first of the list that stands in a text does so first.
    pub(in crate::rules) fn find_first(&self, words: &Words<'_>) -> Option<Range<usize>> {
        self.all(words).min_by_key(|(at, _)| *at).map(|(_, range)| range)
    }

    /// Where any of them stands first in a text.
    pub(in crate::rules) fn find_earliest(&self, words: &Words<'_>) -> Option<Range<usize>> {
        self.all(words).next().map(|(_, range)| range)
    }

    /// Where the one that a text begins with ends in it.
    pub(in crate::rules) fn find_opening(&self, words: &Words<'_>) -> Option<Range<usize>> {
        self.beginning(words.list()).next().map(|(_, range)| range)
    }

    /// Each that stands in a text, in the order of the text, with its place in the list.
    fn all(&self, words: &Words<'_>) -> impl Iterator<Item = (usize, Range<usize>)> {
        let list = words.list();
        (0..list.len()).filter_map(|at| list.get(at..)).flat_map(|words| self.beginning(words))
    }

    /// Each that some words begin with, in the order of the list.
    fn beginning(&self, words: &[(usize, &str)]) -> impl Iterator<Item = (usize, Range<usize>)> {
        let first = words.first().copied().unwrap_or_default();
        let same = letter(first.1).and_then(|letter| self.by_letter.get(letter)).into_iter().flatten();
        same.filter(move |phrase| phrase.first.is(first.1)).filter_map(move |phrase| {
            let behind = words.get(1..=phrase.rest.len())?;
            let follow = phrase.rest.iter().zip(behind).all(|(wanted, (_, word))| wanted.is(word));
            let last = behind.last().unwrap_or(&first);
            follow.then(|| (phrase.at, first.0..last.0 + last.1.len()))
        })
    }
}

fn letter(word: &str) -> Option<usize> {
    word.bytes().next().map(|byte| usize::from(byte.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_list_is_not_the_first_of_the_text() {
        let text = "We look into it; be careful, and didn’t Check-Lists help? Look into it.";
        let words = Words::of(text);
        let part = |range: Option<Range<usize>>| range.and_then(|range| text.get(range));
        let phrases = Phrases::new(&["be careful", "look into", "look"]);
        assert_eq!(part(phrases.find_first(&words)), Some("be careful"));
        assert_eq!(part(phrases.find_earliest(&words)), Some("look into"));
        assert_eq!(phrases.find_earliest(&words).map(|range| range.start), Some(3));
        assert_eq!(part(phrases.find_opening(&words)), None);
        assert_eq!(part(Phrases::new(&["us", "we look"]).find_opening(&words)), Some("We look"));
        assert_eq!(
            part(Phrases::new(&["didn't check list*"]).find_first(&words)),
            Some("didn’t Check-Lists")
        );
        assert!(!Phrases::new(&["into it now", "it look*ed", ""]).stand_in(&words));
        assert!(!Phrases::new(&["it was"]).stand_in(&words), "a text may end in the middle of a phrase");
    }
}
