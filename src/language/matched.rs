//! Which entries of a lexicon speak about some sentences, and where.
//!
//! Each entry is held against all sentences that it may speak about before the next one is: what its automata learn of
//! texts is then learned once, and stays at hand while it is asked for.

use crate::language::finder::Candidate;
use crate::language::lexicon::{Entry, Lexicon, Piece};
use crate::language::sentence::{Sentence, words};
use crate::language::shape::Memory;
use crate::language::whole::Place;
use crate::language::workers::Workers;
use std::ops::Range;
use std::sync::OnceLock;

/// A sentence that some patterns may match.
#[derive(Debug)]
pub(super) struct Line<'t> {
    pub(super) sentence: Sentence<'t>,
    candidates: &'t [Candidate],
    /// Where its words begin, once that is asked.
    words: OnceLock<Vec<u32>>,
}

/// An entry that speaks about a sentence.
#[derive(Debug)]
pub(super) struct Told<'a> {
    /// Which of the sentences.
    pub(super) line: usize,
    /// Which of the entries.
    number: usize,
    pub(super) entry: &'a Entry,
    /// Where it finds what it speaks about; guards do not tell.
    pub(super) places: Vec<Place>,
}

/// Candidates of one entry in one sentence.
struct Ask<'t> {
    line: usize,
    number: usize,
    candidates: &'t [Candidate],
}

/// What the parts of an entry say about a sentence.
#[derive(Debug, Clone)]
struct Answer {
    speaks: bool,
    /// Whether a part speaks for which case counts.
    capital: bool,
    /// Where matches begin, if that is known of all parts that speak.
    begun: Vec<u32>,
    all_known: bool,
}

/// An entry is held against so many sentences at once; others may hold it against more of them at the same time.
const AT_ONCE: usize = 128;
/// How many places of one entry in one sentence are told.
const MOST: usize = 20;

impl<'t> Line<'t> {
    pub(super) fn new(sentence: Sentence<'t>, candidates: &'t [Candidate]) -> Self {
        Self { sentence, candidates, words: OnceLock::new() }
    }

    /// What is asked about it, entry by entry.
    fn asks(&self, line: usize, lexicon: &Lexicon) -> impl Iterator<Item = Ask<'t>> {
        let number = |one: &Candidate| lexicon.entry_of(one);
        let by_entry = self.candidates.chunk_by(move |a, b| number(a) == number(b));
        by_entry.filter_map(move |candidates| {
            Some(Ask { line, number: candidates.first().and_then(number)?, candidates })
        })
    }

    fn words(&self) -> &[u32] {
        self.words.get_or_init(|| words(self.sentence.text))
    }
}

/// The entries that speak about some sentences, by sentence and then in their order.
pub(super) fn told<'a, 't>(lexicon: &'a Lexicon, lines: &[Line<'t>], workers: Workers) -> Vec<Told<'a>> {
    let numbered: Vec<(usize, &Line<'t>)> = lines.iter().enumerate().collect();
    let asks = |lines: &[(usize, &Line<'t>)]| -> Vec<Ask<'t>> {
        lines.iter().flat_map(|(at, line)| line.asks(*at, lexicon)).collect()
    };
    let asks = workers.each(numbered.chunks(AT_ONCE).collect(), asks);
    let mut asks: Vec<Ask<'_>> = asks.into_iter().flatten().collect();
    asks.sort_by_key(|ask| ask.number);
    let by_entry = asks.chunk_by(|a, b| a.number == b.number);
    let shares: Vec<&[Ask<'_>]> = by_entry.flat_map(|asks| asks.chunks(AT_ONCE)).collect();
    let told = workers.each(shares, |asks| speaking(lexicon, lines, asks));
    let mut told: Vec<Told<'a>> = told.into_iter().flatten().collect();
    told.sort_by_key(|told| (told.line, told.number));
    told
}

/// Holds one entry against the sentences that it is asked about.
fn speaking<'a>(lexicon: &'a Lexicon, lines: &[Line<'_>], asks: &[Ask<'_>]) -> Vec<Told<'a>> {
    let number = asks.first().map_or(0, |ask| ask.number);
    let Some(entry) = lexicon.entries.get(number) else { return Vec::new() };
    let parts = asks.iter().enumerate().flat_map(|(at, ask)| {
        let by_part = ask.candidates.chunk_by(|a, b| a.pattern == b.pattern);
        by_part.filter_map(move |candidates| Some((candidates.first()?.pattern, at, candidates)))
    });
    let mut parts: Vec<(u32, usize, &[Candidate])> = parts.collect();
    parts.sort_by_key(|(pattern, ..)| *pattern);
    let mut answers = vec![Answer::SILENCE; asks.len()];
    for some in parts.chunk_by(|a, b| a.0 == b.0) {
        let piece = some.first().and_then(|(pattern, ..)| lexicon.pieces.get(*pattern as usize));
        let Some(piece) = piece else { continue };
        piece.memories.with(Memory::default, |memory| {
            for (_, at, candidates) in some {
                let line = asks.get(*at).and_then(|ask| lines.get(ask.line));
                if let (Some(line), Some(answer)) = (line, answers.get_mut(*at)) {
                    answer.hear(piece, line, candidates, memory);
                }
            }
        });
    }
    let said = asks.iter().zip(answers).filter(|(_, answer)| answer.speaks);
    let mut said: Vec<(&Line<'_>, &Ask<'_>, Answer)> =
        said.filter_map(|(ask, answer)| Some((lines.get(ask.line)?, ask, answer))).collect();
    if let Some(unless) = entry.unless.as_ref().filter(|_| !said.is_empty()) {
        unless.memories.with(Memory::default, |memory| {
            said.retain(|(line, ..)| !unless.shape().is_in(line.sentence, line.words(), memory));
        });
    }
    let told = said.into_iter().map(|(line, ask, answer)| {
        let places = if entry.family.is_guard() { Vec::new() } else { answer.places(entry, line.sentence) };
        Told { line: ask.line, number, entry, places }
    });
    told.collect()
}

impl Answer {
    const SILENCE: Self = Self { speaks: false, capital: false, begun: Vec::new(), all_known: true };

    /// Holds a part of an entry against a sentence.
    fn hear(&mut self, piece: &Piece, line: &Line<'_>, candidates: &[Candidate], memory: &mut Memory) {
        let shape = &piece.shape;
        let before = self.begun.len();
        let can_be_known = candidates.first().is_some_and(|one| one.start.is_some());
        let starts = candidates.iter().filter_map(|one| one.start);
        let known = can_be_known && shape.begins(line.sentence, starts, &mut self.begun, memory).is_some();
        let is_in = match known {
            true => self.begun.len() > before,
            false => shape.is_in(line.sentence, line.words(), memory),
        };
        self.speaks |= is_in;
        self.capital |= is_in && !shape.small;
        self.all_known &= known || !is_in;
    }

    /// Where the phrase stands, without white space and commas at its ends.
    fn places(mut self, entry: &Entry, sentence: Sentence<'_>) -> Vec<Place> {
        let small = entry.small().filter(|_| !self.capital).map(|small| (small, sentence.small));
        let Some((whole, text)) = small.or_else(|| Some((entry.whole()?, sentence.text))) else {
            return Vec::new();
        };
        self.begun.sort_unstable();
        let starts = self.all_known.then_some(self.begun);
        let places = whole.places(text.as_bytes(), MOST, starts.as_deref()).into_iter();
        let trimmed = places.map(|(range, who)| (trimmed(text, range), who.map(|who| trimmed(text, who))));
        trimmed.filter(|(range, _)| !range.is_empty()).collect()
    }
}

/// A range without white space and commas at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let is_margin = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':');
    let found = text.get(range.clone()).unwrap_or_default();
    let start = range.start + found.len() - found.trim_start_matches(is_margin).len();
    start..(start + found.trim_matches(is_margin).len())
}

#[cfg(test)]
mod tests {
    use super::{Line, Memory, told};
    use crate::language::finder::{Candidate, Finder};
    use crate::language::lexicon::{Entry, Lexicon, read};
    use crate::language::sentence::Sentence;
    use crate::language::word::words;
    use crate::language::workers::Workers;
    use std::collections::HashSet;

    /// Sentences are tried only on what the finder names, part by part: together that must be all that matches.
    #[test]
    fn no_phrase_is_overlooked() {
        let (file, _) = read(crate::language::ENGLISH_TEXT);
        let lexicon = Lexicon::new(Some(&file), &mut []);
        let telling =
            include_str!("lexicon/telling.tsv").lines().filter_map(|line| line.split('\t').next_back());
        let honest = include_str!("lexicon/honest.txt").lines();
        let examples = lexicon.entries.iter().flat_map(|entry| entry.matches.iter().chain(&entry.no_matches));
        let texts: Vec<&str> = telling.chain(honest).chain(examples.map(AsRef::as_ref)).collect();
        let small: Vec<String> = texts.iter().map(|text| text.to_ascii_lowercase()).collect();
        let sentences = texts.iter().zip(&small).map(|(text, small)| Sentence { text, small });
        let find = |finder: &Finder, it: Sentence<'_>| {
            finder.with_room(|room| finder.find(it, &(0..it.text.len()), &words(it.text), room).to_vec())
        };
        let find = |it| {
            let mut found = [find(&lexicon.finder, it), find(&lexicon.guards, it)].concat();
            found.sort_unstable();
            found
        };
        let found: Vec<Vec<Candidate>> = sentences.clone().map(find).collect();
        let lines: Vec<Line<'_>> =
            sentences.zip(&found).map(|(sentence, found)| Line::new(sentence, found)).collect();
        let told = told(&lexicon, &lines, Workers::All);
        let told: HashSet<(usize, &str)> =
            told.iter().map(|told| (told.line, told.entry.id.as_ref())).collect();
        let mut differing = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let Sentence { text, .. } = line.sentence;
            let speaks = |entry: &&Entry| {
                let matches = entry.whole().is_some_and(|whole| whole.is_in(text.as_bytes()));
                let is_in = |shape: &super::super::shape::Shape| {
                    shape.is_in(line.sentence, line.words(), &mut Memory::default())
                };
                matches && !entry.unless.as_ref().is_some_and(|unless| is_in(unless.shape()))
            };
            let differs = |entry: &&Entry| speaks(entry) != told.contains(&(at, entry.id.as_ref()));
            let these = lexicon.entries.iter().filter(differs);
            differing.extend(these.map(|entry| format!("{}: {text}", entry.id)));
        }
        assert!(texts.len() > 500 && differing.is_empty(), "{differing:#?}");
    }
}
