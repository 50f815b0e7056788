//! Lists of phrases that are looked for together, in one walk over a text.

use super::words::Words;
use std::collections::HashMap;

/// Phrases by their first words. A word that ends with `*` matches what begins with it.
#[derive(Debug)]
pub(in crate::rules) struct Phrases {
    by_first: HashMap<&'static str, Vec<Vec<&'static str>>>,
    begun: Vec<(&'static str, Vec<&'static str>)>,
}

impl Phrases {
    /// From a list in lower case; hyphens part words.
    pub(in crate::rules) fn new(list: &[&'static str]) -> Self {
        let mut phrases = Self { by_first: HashMap::new(), begun: Vec::new() };
        for phrase in list {
            let mut words = phrase.split([' ', '-']);
            let Some(first) = words.next() else { continue };
            let rest: Vec<&'static str> = words.collect();
            match first.strip_suffix('*') {
                Some(begin) => phrases.begun.push((begin, rest)),
                None => phrases.by_first.entry(first).or_default().push(rest),
            }
        }
        phrases
    }

    /// Whether any of them stands in a text, which is given as [`lowered`] words.
    pub(in crate::rules) fn stand_in(&self, words: &[String]) -> bool {
        (0..words.len()).any(|at| words.get(at..).is_some_and(|text| self.begin(text)))
    }

    fn begin(&self, text: &[String]) -> bool {
        let Some((first, behind)) = text.split_first() else { return false };
        let follows = |rest: &Vec<&str>| {
            rest.len() <= behind.len() && rest.iter().zip(behind).all(|(wanted, word)| is_same(word, wanted))
        };
        self.by_first.get(first.as_str()).is_some_and(|rests| rests.iter().any(follows))
            || self.begun.iter().any(|(begin, rest)| first.starts_with(begin) && follows(rest))
    }
}

/// The words of a text as the lists are written.
pub(in crate::rules) fn lowered(words: &Words<'_>) -> Vec<String> {
    words.iter().map(|word| word.replace('’', "'").to_lowercase()).collect()
}

fn is_same(word: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(begin) => word.starts_with(begin),
        None => word == wanted,
    }
}
