//! Finds the patterns that can match a sentence, and where in it, in one pass over its words.
//!
//! What each word is to the patterns is known by the word, so that a sentence is a row of numbers. A pattern is found
//! where the rarest word of one of its ways is there, and the others before and behind it. Where that says at which
//! byte a match begins, the pattern need not be tried anywhere else.

mod lists;
mod phrase;
mod role;
mod row;

use crate::language::finder::lists::{Lists, Marks, Traits};
use crate::language::finder::phrase::{ALONE, Phrase, Stand};
use crate::language::finder::role::{NOTHING, Roles};
use crate::language::finder::row::Row;
use crate::language::literal::{Asked, CAPITALS, Clause, Literal, is_letter};
use crate::language::needs::{self, ANY};
use crate::language::pool::Pool;
use crate::language::sentence::Sentence;
use crate::language::vocabulary::Vocabulary;
use crate::language::word::Word;
use aho_corasick::AhoCorasick;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::ops::Range;

/// The needs of all patterns.
#[derive(Debug, Default)]
pub(super) struct Finder {
    vocabulary: Vocabulary,
    /// What is no word.
    signs: Option<AhoCorasick>,
    /// The bytes of it, and the numbers.
    sign_bytes: Vec<bool>,
    sign_numbers: Vec<u32>,
    /// Two capital letters, where a pattern asks for them.
    capitals: Option<u32>,
    /// For each number of the vocabulary, what it stands for.
    stands: Lists<Stand>,
    phrases: Vec<Phrase>,
    /// For each clause, the ways of which it is the most telling one.
    keys: Lists<u32>,
    /// Of each clause, whether it can be found by letters within a word.
    within: Vec<bool>,
    /// Of each clause, how often it is there, in some measure.
    frequencies: Vec<usize>,
    ways: Vec<Way>,
    /// The steps of all ways: clauses, and how far each can stand from the one before.
    steps: Vec<(u32, u32)>,
    /// Patterns that can match anything.
    always: Vec<u32>,
    rooms: Pool<Room>,
}

/// A way to match a pattern.
#[derive(Debug)]
struct Way {
    pattern: u32,
    /// Where its steps stand among all: the first, the most telling one, and the end.
    first: u32,
    key: u32,
    end: u32,
    /// How many bytes of a match can stand before the first step, where they are few.
    lead: Option<u32>,
}

/// A pattern that can match, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// Its number.
    pub(super) pattern: u32,
    /// The byte at which a match can begin; nothing where it may be any. That comes first.
    pub(super) start: Option<u32>,
}

/// A word of a sentence.
#[derive(Debug, Clone, Copy)]
struct Hit {
    at: u32,
    /// How many bytes before it are no letters.
    signs: u32,
    role: u32,
}

/// What one search leaves behind for the next: what it learned of words, and room.
#[derive(Debug, Default)]
pub(super) struct Room {
    roles: Roles,
    /// The role of each word of a sentence.
    heard: Vec<u32>,
    hits: Vec<Hit>,
    /// For each hit, what it and those behind it are.
    behind: Vec<Traits>,
    led: Vec<usize>,
    next: Vec<usize>,
    /// Patterns that can match anywhere.
    anywhere: Marks,
    found: Vec<Candidate>,
}

/// A sentence with more hits than this is not looked at closely: every pattern may match it.
const MANY: usize = 300;
/// If no more bytes than these can stand before the first word of a match, each of them is tried.
const LEAD: u32 = 12;

impl Finder {
    /// From patterns by their numbers, and the ways to match each.
    pub(super) fn new(needs: impl Iterator<Item = (u32, Vec<needs::Way>)>) -> Self {
        let mut finder = Self::default();
        let mut names = Names::default();
        for (pattern, ways) in needs {
            if ways.iter().any(|way| way.steps.is_empty()) {
                finder.always.push(pattern);
                continue;
            }
            for way in ways {
                let lead = Some(way.lead).filter(|lead| *lead <= LEAD);
                let steps = telling(way);
                let first = index(finder.steps.len());
                let rarest = (first..).zip(&steps).min_by_key(|(_, step)| step.clause.frequency);
                let key = rarest.map_or(first, |(at, _)| at);
                finder.steps.extend(steps.into_iter().map(|step| (names.clause(step.clause), step.reach)));
                finder.ways.push(Way { pattern, first, key, end: index(finder.steps.len()), lead });
            }
        }
        finder.learn(names);
        finder
    }

    /// Makes ready to find the words.
    fn learn(&mut self, names: Names) {
        let mut clauses: Vec<(Clause, u32)> = names.clauses.into_iter().collect();
        clauses.sort_unstable_by_key(|(_, number)| *number);
        let mut asked: HashMap<Asked, u32, FixedState> = HashMap::default();
        let mut stands: Vec<Vec<Stand>> = Vec::new();
        let mut phrases: HashMap<&Literal, u32, FixedState> = HashMap::default();
        let mut signs = Vec::new();
        for (clause, number) in &clauses {
            let mut within = false;
            for literal in clause.iter() {
                let handle = literal.handle();
                within |= matches!(handle.asked, Asked::Holds(_) | Asked::Ends(_) | Asked::Signs(_));
                let phrase = match handle.alone {
                    true => ALONE,
                    false => *phrases.entry(literal).or_insert_with(|| {
                        self.phrases.push(Phrase::new(literal, handle.at));
                        index(self.phrases.len()) - 1
                    }),
                };
                let at = *asked.entry(handle.asked).or_insert_with_key(|asked| {
                    let new = index(stands.len());
                    stands.push(Vec::new());
                    match asked {
                        Asked::Signs(text) if text.as_ref() == CAPITALS => self.capitals = Some(new),
                        Asked::Signs(text) => {
                            signs.push(text.clone());
                            self.sign_numbers.push(new);
                        }
                        _ => {}
                    }
                    new
                });
                let stand = Stand { clause: *number, phrase };
                stands.get_mut(at as usize).into_iter().for_each(|stands| stands.push(stand));
            }
            self.within.push(within);
            self.frequencies.push(clause.frequency);
        }
        for stands in stands {
            self.stands.add(stands.into_iter());
        }
        let mut keys = vec![Vec::new(); clauses.len()];
        for (number, way) in (0..).zip(&self.ways) {
            let clause = self.steps.get(way.key as usize);
            let clause = clause.and_then(|(clause, _)| keys.get_mut(*clause as usize));
            clause.into_iter().for_each(|keys: &mut Vec<u32>| keys.push(number));
        }
        for keys in keys {
            self.keys.add(keys.into_iter());
        }
        self.sign_bytes = vec![false; 256];
        for byte in signs.iter().filter_map(|sign| sign.bytes().find(|byte| !is_letter(*byte))) {
            self.sign_bytes.get_mut(usize::from(byte)).into_iter().for_each(|is| *is = true);
        }
        self.signs = AhoCorasick::new(signs.iter().map(AsRef::as_ref)).ok();
        self.vocabulary = Vocabulary::new(asked.iter().map(|(asked, number)| (asked, *number)));
    }

    /// Works with what earlier work has learned.
    pub(super) fn with_room<R>(&self, work: impl FnOnce(&mut Room) -> R) -> R {
        self.rooms.with(Room::default, work)
    }

    /// Gives back the memory that finding took.
    pub(super) fn rest(&self) {
        self.rooms.clear();
    }

    /// The patterns that can match a sentence of a text that has these words, in their order, and for each where.
    pub(super) fn find<'a>(
        &self,
        text: Sentence<'_>,
        sentence: &Range<usize>,
        words: &[Word],
        room: &'a mut Room,
    ) -> &'a [Candidate] {
        room.roles.forget();
        room.anywhere.clear();
        room.found.clear();
        room.found.extend(self.always.iter().map(|pattern| Candidate { pattern: *pattern, start: None }));
        let first = words.partition_point(|word| word.range().start < sentence.start);
        let words = words.get(first..).unwrap_or_default();
        let count = words.partition_point(|word| word.range().start < sentence.end);
        self.look(text, sentence, words.get(..count).unwrap_or_default(), room);
        let Room { roles, hits, behind, led, next, anywhere, found, .. } = room;
        let text = text.small.as_bytes().get(sentence.clone()).unwrap_or_default();
        let row = Row { finder: self, roles, hits, text };
        let traits = |hit: &Hit| roles.get(hit.role).map(|role| &role.traits);
        behind.clear();
        let mut there = Traits::default();
        for hit in hits.iter().rev() {
            traits(hit).into_iter().for_each(|traits| there.take_in(traits));
            behind.push(there);
        }
        behind.reverse();
        let mut before = Traits::default();
        let mut here = 0..0;
        for (at, hit) in hits.iter().enumerate() {
            if at == here.end {
                // What stands at the same place counts as before and behind.
                let same = hits.get(at..).unwrap_or_default();
                let same = same.iter().take_while(|other| other.at == hit.at);
                let same = same.filter_map(traits).map(|traits| before.take_in(traits)).count();
                here = at..at + same;
            }
            let (Some(role), Some(behind)) = (roles.get(hit.role), behind.get(here.start)) else { continue };
            for (phrase, keys) in role.keys_at(text, hit.at as usize) {
                if !row.has_phrase(phrase, *hit) {
                    continue;
                }
                let may_be = keys.iter().filter(|key| key.may_be(&before, behind));
                for way in may_be.flat_map(|key| role.ways_of(key)) {
                    let way = self.ways.get(*way as usize);
                    let Some(way) = way.filter(|way| !anywhere.has(way.pattern)) else { continue };
                    let from = found.len();
                    if hits.len() > MANY {
                        found.push(Candidate { pattern: way.pattern, start: None });
                    } else {
                        row.follow(way, at, [led, next], found);
                    }
                    if found.get(from).is_some_and(|found| found.start.is_none()) {
                        anywhere.add(way.pattern);
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Finds the words of a sentence that say anything, in its order.
    fn look(&self, text: Sentence<'_>, sentence: &Range<usize>, words: &[Word], room: &mut Room) {
        let (small, written) = (text.small.as_bytes(), text.text.as_bytes());
        let Room { roles, hits, heard, .. } = room;
        // All at once, so that the memory is asked for the next word before it has answered for this one.
        heard.clear();
        heard.extend(words.iter().map(|word| roles.of_word(small, *word, self)));
        hits.clear();
        let (mut end, mut signs, mut has_signs) = (sentence.start, 0, false);
        for (word, role) in words.iter().zip(heard) {
            let between = small.get(end..word.range().start).unwrap_or_default();
            has_signs |= between.iter().any(|byte| self.sign_bytes.get(usize::from(*byte)) == Some(&true));
            signs += index(between.len());
            end = word.range().end;
            let at = index(word.range().start - sentence.start);
            if *role != NOTHING {
                hits.push(Hit { at, signs, role: *role });
            }
            if let Some(capitals) = self.capitals
                && has_capitals(written, small, *word)
            {
                let role = roles.of(&[capitals], self);
                hits.push(Hit { at, signs, role });
            }
        }
        let behind = small.get(end..sentence.end).unwrap_or_default();
        has_signs |= behind.iter().any(|byte| self.sign_bytes.get(usize::from(*byte)) == Some(&true));
        if has_signs {
            self.look_for_signs(small.get(sentence.clone()).unwrap_or_default(), room);
        }
    }

    /// Finds what is no word.
    fn look_for_signs(&self, text: &[u8], room: &mut Room) {
        let found = self.signs.iter().flat_map(|signs| signs.find_overlapping_iter(text));
        let number = |pattern: usize| self.sign_numbers.get(pattern).copied();
        let found = found.filter_map(|found| Some((found.start(), number(found.pattern().as_usize())?)));
        let mut found: Vec<(usize, u32)> = found.collect();
        found.sort_unstable();
        let (mut from, mut signs) = (0, 0);
        for (at, number) in found {
            let between = text.get(from..at).unwrap_or_default();
            signs += index(between.iter().filter(|byte| !is_letter(**byte)).count());
            from = at;
            let role = room.roles.of(&[number], self);
            room.hits.push(Hit { at: index(at), signs, role });
        }
        room.hits.sort_by_key(|hit| hit.at);
    }
}

/// Numbers for clauses.
#[derive(Default)]
struct Names {
    clauses: HashMap<Clause, u32, FixedState>,
}

impl Names {
    fn clause(&mut self, clause: Clause) -> u32 {
        let new = index(self.clauses.len());
        *self.clauses.entry(clause).or_insert(new)
    }
}

/// The steps without those that spare nothing where others tell enough: words of every sentence, and what only stands
/// within words. A first step that tells where a match begins is kept.
fn telling(way: needs::Way) -> Vec<needs::Step> {
    let opens = way.lead <= LEAD;
    let rarest = way.steps.iter().map(|step| step.clause.frequency).min().unwrap_or_default();
    let mut steps: Vec<needs::Step> = Vec::new();
    let mut between = 0u32;
    for (at, step) in way.steps.into_iter().enumerate() {
        let is_kept = step.clause.frequency == rarest || (opens && at == 0);
        let is_everywhere = rarest < SOME && step.clause.frequency > MOST;
        if !is_kept && (is_everywhere || (rarest < RARE && !begins_words(&step.clause))) {
            between = between.saturating_add(step.reach);
        } else {
            let reach = step.reach.saturating_add(std::mem::take(&mut between));
            steps.push(needs::Step { reach, ..step });
        }
    }
    steps
}

/// Clauses of less than this frequency stand in few sentences.
const RARE: usize = 60;
/// Clauses of less than this frequency stand in some sentences.
const SOME: usize = 300;
/// Clauses of more than this frequency stand in most sentences.
const MOST: usize = 1_200;

/// Whether two capital letters stand side by side in a word.
fn has_capitals(written: &[u8], small: &[u8], word: Word) -> bool {
    let is_small = word.letters(written).is_some_and(|letters| word.letters(small) == Some(letters));
    let letters = written.get(word.range()).unwrap_or_default();
    !is_small && letters.windows(2).any(|two| two.iter().all(u8::is_ascii_uppercase))
}

fn begins_words(clause: &Clause) -> bool {
    clause.iter().all(|literal| literal.word().is_some() || literal.text == CAPITALS)
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(ANY)
}

#[cfg(test)]
mod tests {
    use super::{Finder, Room};
    use crate::language::needs;
    use crate::language::sentence::Sentence;
    use crate::language::word::words;
    use regex_syntax::ParserBuilder;

    #[test]
    fn finds_the_patterns_whose_words_are_there() {
        let patterns = [
            r"\b(?:we|i) (?:[a-z]+ )?forgot\b",
            r"\bforg(?:o|a)t",
            r"[a-z]+able\b",
            r".{3}",
            r"\bwas (?:not )?forgotten",
            r"(?:^|, )had (?:[a-z]+ ){0,2}known",
            r"\b(?:they|we)(?:'d| would) (?:[a-z]+ )?have\b",
        ];
        let ways = |pattern: &&str| {
            let pattern = format!("(?i-u:{pattern})");
            needs::of(&ParserBuilder::new().utf8(false).build().parse(&pattern).unwrap())
        };
        let finder = Finder::new((0..).zip(patterns.iter().map(ways)));
        let mut room = Room::default();
        let mut find = |text: &str| {
            let small = text.to_ascii_lowercase();
            let whole = Sentence { text, small: &small };
            let found = finder.find(whole, &(0..text.len()), &words(text), &mut room);
            found.iter().map(|found| (found.pattern, found.start)).collect::<Vec<_>>()
        };
        assert_eq!(find("We simply Forgot"), [(0, Some(0)), (1, Some(10)), (3, None)]);
        assert_eq!(find("It was forgotten"), [(1, Some(7)), (3, None), (4, Some(3))]);
        assert_eq!(find("unforgottable things; a table"), [(2, None), (3, None)]);
        assert_eq!(find("unforgottables"), [(3, None)]);
        assert_eq!(find(""), [(3, None)]);
        assert_eq!(find("Forgot we"), [(1, Some(0)), (3, None)], "the wrong way round");
        assert_eq!(find("We that had it all simply forgot"), [(1, Some(26)), (3, None)], "too far away");
        assert_eq!(find("Had we only known"), [(3, None), (5, Some(0))]);
        assert_eq!(find("so, had we known"), [(3, None), (5, Some(2))]);
        assert_eq!(find("We had not known"), [(3, None)]);
        assert_eq!(find("They'd surely have come"), [(3, None), (6, Some(0))]);
        assert_eq!(find("We would have come"), [(3, None), (6, Some(0))]);
        let many = find(&"we forgot it, ".repeat(500));
        assert_eq!(many, [(0, None), (1, None), (3, None)]);
    }
}
