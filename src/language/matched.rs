//! Which entries of a lexicon speak about a sentence, and where.

use crate::language::finder::{self, Candidate};
use crate::language::lexicon::{Entry, Lexicon, Piece};
use crate::language::sentence::{Sentence, words};
use crate::language::shape::Memory;
use crate::language::whole::Whole;
use std::cell::OnceCell;

/// An entry that speaks about a sentence.
#[derive(Debug)]
pub(super) struct Told<'a> {
    pub(super) entry: &'a Entry,
    /// Whether a branch speaks for which case counts.
    capital: bool,
    /// Where its matches begin, in this order, if that is known.
    pub(super) starts: Option<Vec<u32>>,
}

/// What one sentence leaves behind for the next.
#[derive(Debug, Default)]
pub(super) struct Room {
    finder: finder::Room,
    /// What the automaton of each piece has learned, and of what lets each entry through.
    memories: Vec<Memory>,
    unless: Vec<Memory>,
}

/// The guards and the other entries that match a sentence; guards are asked for only where there is something to
/// silence, or where `all` is wanted.
pub(super) fn matched<'a>(
    lexicon: &'a Lexicon,
    sentence: Sentence<'_>,
    all: bool,
    room: &mut Room,
) -> (Vec<&'a Entry>, Vec<Told<'a>>) {
    let Room { finder, memories, unless } = room;
    memories.resize_with(lexicon.pieces.len(), Memory::default);
    unless.resize_with(lexicon.entries.len(), Memory::default);
    let candidates = lexicon.finder.find(sentence, finder);
    let mut asking = Asking { lexicon, sentence, words: OnceCell::new(), memories, unless };
    let told = asking.speaking(candidates, false);
    let guards = if told.is_empty() && !all { Vec::new() } else { asking.speaking(candidates, true) };
    (guards.into_iter().map(|told| told.entry).collect(), told)
}

impl<'a> Told<'a> {
    /// What finds the places of the phrase, and the text in which it finds them.
    pub(super) fn finder<'t>(&self, sentence: Sentence<'t>) -> Option<(&'a Whole, &'t str)> {
        match self.entry.small().filter(|_| !self.capital) {
            Some(small) => Some((small, sentence.small)),
            None => Some((self.entry.whole()?, sentence.text)),
        }
    }
}

/// Patterns held against a sentence.
struct Asking<'a, 's> {
    lexicon: &'a Lexicon,
    sentence: Sentence<'s>,
    /// Where its words begin, once that is asked.
    words: OnceCell<Vec<u32>>,
    memories: &'s mut [Memory],
    unless: &'s mut [Memory],
}

impl<'a> Asking<'a, '_> {
    /// The entries that speak, guards or others.
    fn speaking(&mut self, candidates: &[Candidate], guards: bool) -> Vec<Told<'a>> {
        let lexicon = self.lexicon;
        let number = |one: &Candidate| lexicon.pieces.get(one.pattern as usize).map(|piece| piece.entry);
        let by_entry = candidates.chunk_by(|a, b| number(a) == number(b)).filter_map(|some| {
            let number = number(some.first()?)?;
            Some((number, lexicon.entries.get(number)?, some))
        });
        let asked = by_entry.filter(|(_, entry, _)| entry.family.is_guard() == guards);
        let speaks =
            |(number, entry, some)| self.told(entry, some).filter(|_| !self.is_let_through(number, entry));
        asked.filter_map(speaks).collect()
    }

    /// Whether an entry speaks, some of whose parts may match.
    fn told(&mut self, entry: &'a Entry, candidates: &[Candidate]) -> Option<Told<'a>> {
        let (mut capital, mut speaks, mut all_known) = (false, false, true);
        let mut begun = Vec::new();
        for some in candidates.chunk_by(|a, b| a.pattern == b.pattern) {
            let Some(one) = some.first() else { continue };
            let at = one.pattern as usize;
            let Some((Piece { shape, .. }, memory)) =
                self.lexicon.pieces.get(at).zip(self.memories.get_mut(at))
            else {
                continue;
            };
            let places = some.iter().filter_map(|one| one.start);
            let before = begun.len();
            let known =
                one.start.is_some() && shape.begins(self.sentence, places, &mut begun, memory).is_some();
            let words = || self.words.get_or_init(|| words(self.sentence.text));
            let is_in = match known {
                true => begun.len() > before,
                false => shape.is_in(self.sentence, words(), memory),
            };
            speaks |= is_in;
            capital |= is_in && !shape.small;
            all_known &= known || !is_in;
        }
        begun.sort_unstable();
        speaks.then(|| Told { entry, capital, starts: all_known.then_some(begun) })
    }

    /// Whether something else in the sentence lets a phrase through.
    fn is_let_through(&mut self, number: usize, entry: &Entry) -> bool {
        let Some((unless, memory)) = entry.unless().zip(self.unless.get_mut(number)) else { return false };
        unless.is_in(self.sentence, self.words.get_or_init(|| words(self.sentence.text)), memory)
    }
}

#[cfg(test)]
mod tests {
    use super::{Memory, matched};
    use crate::language::lexicon::{Entry, Lexicon, read};
    use crate::language::sentence::{Sentence, words};
    use rayon::prelude::*;

    /// Sentences are tried only on what the finder names, part by part: together that must be all that matches.
    #[test]
    fn no_phrase_is_overlooked() {
        let (file, _) = read(crate::language::ENGLISH_TEXT);
        let lexicon = Lexicon::new(Some(&file), &mut []);
        let telling =
            include_str!("lexicon/telling.tsv").lines().filter_map(|line| line.split('\t').next_back());
        let honest = include_str!("lexicon/honest.txt").lines();
        let examples = lexicon.entries.iter().flat_map(|entry| entry.matches.iter().chain(&entry.no_matches));
        let sentences: Vec<&str> = telling.chain(honest).chain(examples.map(AsRef::as_ref)).collect();
        let differing = sentences.par_iter().map(|text| {
            let small = text.to_ascii_lowercase();
            let sentence = Sentence { text, small: &small };
            let (guards, told) = lexicon.with_room(|room| matched(&lexicon, sentence, true, room));
            let told = |entry: &Entry| {
                guards.iter().chain(told.iter().map(|told| &told.entry)).any(|told| told.id == entry.id)
            };
            let words = words(text);
            let differs = |entry: &&Entry| {
                let matches = entry.whole().is_some_and(|whole| whole.is_in(text.as_bytes()));
                let mut memory = Memory::default();
                let mut let_through =
                    || entry.unless().is_some_and(|unless| unless.is_in(sentence, &words, &mut memory));
                let matches = matches && !let_through();
                matches != told(entry)
            };
            let differing = lexicon.entries.iter().filter(differs);
            differing.map(|entry| format!("{}: {text}", entry.id)).collect::<Vec<_>>()
        });
        let differing: Vec<String> = differing.flatten().collect();
        assert!(sentences.len() > 500 && differing.is_empty(), "{differing:#?}");
    }
}
