//! Finds the patterns that can match a sentence, in one pass over its words.
//!
//! Almost all words that patterns need begin where a word begins, or hold the beginning of one, so each word of a
//! sentence is looked up in a tree. What stands only within words is looked for beside it. A pattern is found where
//! the rarest word of one of its ways is there, and the others before and behind it.

use crate::language::literal::{CAPITALS, Clause, Literal, is_letter};
use crate::language::needs;
use crate::language::pool::Pool;
use crate::language::tree::{Tree, Word};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use std::collections::HashMap;

/// The needs of all patterns.
#[derive(Debug, Default)]
pub(super) struct Finder {
    tree: Tree,
    inside: Option<AhoCorasick>,
    /// The same, for a look whether any of them is there: mostly none is, and this looks faster.
    glance: Option<AhoCorasick>,
    /// The numbers of the literals of `inside`.
    within: Vec<u32>,
    /// Two capital letters, where a pattern asks for them.
    capitals: Option<u32>,
    literals: Vec<Known>,
    /// For each literal, the clauses in which it stands, sorted.
    clauses: Lists,
    /// For each literal, the clauses that are taken note of where it is there.
    notes: Lists,
    /// For each literal, the ways of which one of its clauses is the most telling one.
    keys: Lists,
    ways: Vec<Way>,
    /// For each way, the clauses beside its most telling one that are taken note of.
    asks: Lists,
    /// Patterns that can match anything.
    always: Vec<u32>,
    rooms: Pool<Room>,
}

/// A literal that is looked for.
#[derive(Debug)]
struct Known {
    /// What must stand before the word by which it is found.
    before: Box<[u8]>,
    /// Whether no letter stands before all of it.
    begins: bool,
    ends: bool,
    first: bool,
}

/// A way to match a pattern.
#[derive(Debug)]
struct Way {
    pattern: u32,
    /// Clauses, and how far each can stand from the one before.
    steps: Box<[(u32, u32)]>,
    /// Which of them is the most telling.
    key: usize,
}

/// Lists of numbers, one behind the other.
#[derive(Debug, Default)]
struct Lists {
    /// Where each list ends.
    ends: Vec<u32>,
    all: Vec<u32>,
}

/// A literal in a sentence.
#[derive(Debug, Clone, Copy)]
struct Hit {
    at: u32,
    /// How many bytes before it are no letters.
    signs: u32,
    literal: u32,
}

/// What one search leaves behind for the next: nothing but room.
#[derive(Debug, Default)]
struct Room {
    hits: Vec<Hit>,
    /// Which clauses are there.
    there: Marks,
    /// Which patterns were found.
    told: Marks,
    found: Vec<u32>,
    led: Vec<Hit>,
    next: Vec<Hit>,
}

/// Some numbers of a few.
#[derive(Debug, Default)]
struct Marks(Vec<u64>);

/// A word is taken note of if no more clauses than this are asked for in which it stands: those of every sentence
/// would tell of most patterns.
const NOTED: usize = 60;

/// A sentence with more hits than this is not looked at closely: every pattern may match it.
const MANY: usize = 300;

impl Finder {
    /// From the ways to match each pattern.
    pub(super) fn new(needs: impl Iterator<Item = Vec<needs::Way>>) -> Self {
        let mut finder = Self::default();
        let mut names = Names::default();
        for (pattern, ways) in (0..).zip(needs) {
            if ways.iter().any(Vec::is_empty) {
                finder.always.push(pattern);
                continue;
            }
            for way in ways {
                let steps = telling(way);
                let rarest = (0..).zip(&steps).min_by_key(|(_, step)| step.clause.frequency);
                let key = rarest.map_or(0, |(at, _)| at);
                let steps = steps.into_iter().map(|step| (names.clause(step.clause), step.reach)).collect();
                finder.ways.push(Way { pattern, steps, key });
            }
        }
        finder.learn(names);
        finder
    }

    /// Makes ready to find the literals.
    fn learn(&mut self, names: Names) {
        let mut keys = vec![Vec::new(); names.clauses.len()];
        let mut asked = vec![false; names.clauses.len()];
        for (number, way) in (0..).zip(&self.ways) {
            for (at, (clause, _)) in way.steps.iter().enumerate() {
                match at == way.key {
                    true => keys.get_mut(*clause as usize).into_iter().for_each(|key| key.push(number)),
                    false => asked.get_mut(*clause as usize).into_iter().for_each(|asked| *asked = true),
                }
            }
        }
        let mut literals: Vec<(Literal, (u32, Vec<u32>))> = names.literals.into_iter().collect();
        literals.sort_unstable_by_key(|(_, (number, _))| *number);
        let mut words = Vec::new();
        let mut inside = Vec::new();
        for (literal, (number, clauses)) in &literals {
            let at = literal.word();
            match at.and_then(|at| literal.text.as_bytes().get(at..)) {
                _ if literal.text == CAPITALS => self.capitals = Some(*number),
                Some(word) => {
                    let alone = at == Some(0) && !literal.first;
                    words.push((word, Word { number: *number, ends: literal.ends, alone }));
                }
                None => {
                    inside.push(&literal.text);
                    self.within.push(*number);
                }
            }
            let before = literal.text.bytes().take(at.unwrap_or_default()).collect();
            let Literal { begins, ends, first, .. } = *literal;
            self.literals.push(Known { before, begins, ends, first });
            self.keys.add(clauses.iter().filter_map(|clause| keys.get(*clause as usize)).flatten().copied());
            self.clauses.add(clauses.iter().copied());
            let is_asked = |clause: &&u32| asked.get(**clause as usize) == Some(&true);
            if clauses.iter().filter(is_asked).count() > NOTED {
                for clause in clauses {
                    asked.get_mut(*clause as usize).into_iter().for_each(|asked| *asked = false);
                }
            }
        }
        let is_asked = |clause: &u32| asked.get(*clause as usize) == Some(&true);
        for literal in 0..index(self.literals.len()) {
            self.notes.add(self.clauses.of(literal).iter().copied().filter(is_asked));
        }
        for way in &self.ways {
            let others = (0..).zip(&way.steps).filter(|(at, _)| *at != way.key);
            self.asks.add(others.map(|(_, (clause, _))| *clause).filter(is_asked));
        }
        self.tree = Tree::new(words);
        let mut builder = AhoCorasickBuilder::new();
        builder.ascii_case_insensitive(true);
        self.inside = builder.build(&inside).ok().filter(|_| !inside.is_empty());
        self.glance = builder.match_kind(MatchKind::LeftmostFirst).build(&inside).ok();
    }

    /// Numbers of the patterns that can match, in their order.
    pub(super) fn find(&self, sentence: &str) -> Vec<u32> {
        self.rooms.with(Room::default, |room| self.find_in(sentence, room).to_vec())
    }

    /// Gives back the memory that finding took.
    pub(super) fn rest(&self) {
        self.rooms.clear();
    }

    fn find_in<'a>(&self, sentence: &str, room: &'a mut Room) -> &'a [u32] {
        let Room { hits, found, led, next, there, told } = room;
        self.look(sentence.as_bytes(), hits);
        there.clear();
        for clause in hits.iter().flat_map(|hit| self.notes.of(hit.literal)) {
            there.add(*clause);
        }
        told.clear();
        found.clear();
        found.extend_from_slice(&self.always);
        for hit in hits.iter() {
            for &number in self.keys.of(hit.literal) {
                let Some(way) = self.ways.get(number as usize).filter(|way| !told.has(way.pattern)) else {
                    continue;
                };
                let all = self.asks.of(number).iter().all(|clause| there.has(*clause));
                if all && (hits.len() > MANY || self.leads(way, *hit, hits, led, next)) {
                    told.add(way.pattern);
                    found.push(way.pattern);
                }
            }
        }
        found.sort_unstable();
        found
    }

    /// Finds the literals of a sentence, in its order.
    fn look(&self, text: &[u8], hits: &mut Vec<Hit>) {
        hits.clear();
        let (mut before, mut signs) = (b' ', 0);
        for (at, byte) in text.iter().enumerate() {
            if !is_letter(*byte) {
                signs += 1;
            } else if !is_letter(before) {
                let from = text.get(at..).unwrap_or_default();
                self.tree.walk(from, |Word { number: literal, alone, .. }| match alone {
                    true => hits.push(Hit { at: index(at), signs, literal }),
                    false => self.tell(text, at, signs, literal, hits),
                });
            } else if byte.is_ascii_uppercase() && before.is_ascii_uppercase() {
                let literal = self.capitals.into_iter();
                hits.extend(literal.map(|literal| Hit { at: index(at - 1), signs, literal }));
            }
            before = *byte;
        }
        if self.glance.as_ref().is_some_and(|glance| glance.is_match(text)) {
            let mut signs = Signs::default();
            for found in self.inside.iter().flat_map(|inside| inside.find_overlapping_iter(text)) {
                let Some(&literal) = self.within.get(found.pattern().as_usize()) else { continue };
                let Some(known) = self.literals.get(literal as usize) else { continue };
                let ends = !known.ends || !text.get(found.end()).is_some_and(|next| is_letter(*next));
                let head = text.get(..found.start()).unwrap_or_default();
                if ends && fits(known, head) {
                    let signs = signs.before(text, found.start());
                    hits.push(Hit { at: index(found.start()), signs, literal });
                }
            }
        }
    }

    /// Takes note of a literal that was found by a word in it, if the rest is there.
    fn tell(&self, text: &[u8], at: usize, signs: u32, literal: u32, hits: &mut Vec<Hit>) {
        let Some(known) = self.literals.get(literal as usize) else { return };
        let head = text.get(..at).unwrap_or_default();
        let Some(start) = at.checked_sub(known.before.len()) else { return };
        let is_there = head.get(start..).is_some_and(|there| there.eq_ignore_ascii_case(&known.before));
        if is_there && fits(known, head.get(..start).unwrap_or_default()) {
            hits.push(Hit { at: index(start), signs, literal });
        }
    }

    /// Whether the other steps of a way stand before and behind its most telling one.
    fn leads(&self, way: &Way, key: Hit, hits: &[Hit], led: &mut Vec<Hit>, next: &mut Vec<Hit>) -> bool {
        let has = |clause: u32, hit: &Hit| self.clauses.of(hit.literal).binary_search(&clause).is_ok();
        led.clear();
        led.push(key);
        let mut reach = way.steps.get(way.key).map_or(0, |(_, reach)| *reach);
        for &(clause, before) in way.steps.iter().take(way.key).rev() {
            let near = |hit: &Hit| {
                led.iter().any(|led| hit.at < led.at && led.signs <= hit.signs.saturating_add(reach))
            };
            next.clear();
            next.extend(hits.iter().filter(|hit| hit.at < key.at && near(hit) && has(clause, hit)));
            std::mem::swap(led, next);
            if led.is_empty() {
                return false;
            }
            reach = before;
        }
        led.clear();
        led.push(key);
        for &(clause, reach) in way.steps.iter().skip(way.key + 1) {
            let near = |hit: &Hit| {
                led.iter().any(|led| led.at < hit.at && hit.signs <= led.signs.saturating_add(reach))
            };
            next.clear();
            next.extend(hits.iter().filter(|hit| hit.at > key.at && near(hit) && has(clause, hit)));
            std::mem::swap(led, next);
            if led.is_empty() {
                return false;
            }
        }
        true
    }
}

impl Lists {
    /// Adds a list.
    fn add(&mut self, list: impl Iterator<Item = u32>) {
        self.all.extend(list);
        self.ends.push(index(self.all.len()));
    }

    /// The list of this number.
    fn of(&self, number: u32) -> &[u32] {
        let end = |at: u32| self.ends.get(at as usize).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.all.get(start..end(number)).unwrap_or_default()
    }
}

impl Marks {
    /// Forgets all.
    fn clear(&mut self) {
        self.0.fill(0);
    }

    fn add(&mut self, number: u32) {
        let at = number as usize / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0.get_mut(at).into_iter().for_each(|marks| *marks |= 1 << (number % 64));
    }

    fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|marks| marks >> (number % 64) & 1 == 1)
    }
}

/// Counts the bytes that are no letters up to places that lie near each other.
#[derive(Default)]
struct Signs {
    at: usize,
    count: u32,
}

impl Signs {
    fn before(&mut self, text: &[u8], at: usize) -> u32 {
        let between = text.get(self.at.min(at)..self.at.max(at)).unwrap_or_default();
        let signs = index(between.iter().filter(|byte| !is_letter(**byte)).count());
        let count = if at < self.at { self.count.saturating_sub(signs) } else { self.count + signs };
        (self.at, self.count) = (at, count);
        count
    }
}

/// Numbers for clauses and for their literals.
#[derive(Default)]
struct Names {
    clauses: HashMap<Clause, u32>,
    literals: HashMap<Literal, (u32, Vec<u32>)>,
}

impl Names {
    fn clause(&mut self, clause: Clause) -> u32 {
        let new = index(self.clauses.len());
        if let Some(number) = self.clauses.get(&clause) {
            return *number;
        }
        for literal in clause.iter() {
            let number = index(self.literals.len());
            let (_, clauses) = self.literals.entry(literal.clone()).or_insert((number, Vec::new()));
            // Numbers grow, so that they stay sorted; a literal may stand twice in a clause.
            if clauses.last() != Some(&new) {
                clauses.push(new);
            }
        }
        self.clauses.insert(clause, new);
        new
    }
}

/// The steps without those that spare nothing where others tell enough: words of every sentence, and what only stands
/// within words.
fn telling(way: needs::Way) -> Vec<needs::Step> {
    let rarest = way.iter().map(|step| step.clause.frequency).min().unwrap_or_default();
    let mut steps: Vec<needs::Step> = Vec::new();
    let mut between = 0u32;
    for step in way {
        let is_rarest = step.clause.frequency == rarest;
        let is_everywhere = rarest < SOME && step.clause.frequency > MOST;
        if !is_rarest && (is_everywhere || (rarest < RARE && !begins_words(&step.clause))) {
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

fn begins_words(clause: &Clause) -> bool {
    clause.iter().all(|literal| literal.word().is_some() || literal.text == CAPITALS)
}

/// Whether a literal can stand behind a text.
fn fits(known: &Known, head: &[u8]) -> bool {
    let first = !known.first || head.is_empty();
    first && (!known.begins || !head.last().is_some_and(|last| is_letter(*last)))
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::Finder;
    use crate::language::needs;
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
        let finder = Finder::new(patterns.iter().map(ways));
        let find = |text: &str| finder.find(text);
        assert_eq!(find("We simply Forgot"), [0, 1, 3]);
        assert_eq!(find("It was forgotten"), [1, 3, 4]);
        assert_eq!(find("unforgottable things; a table"), [2, 3]);
        assert_eq!(find("unforgottables"), [3]);
        assert_eq!(find(""), [3]);
        assert_eq!(find("Forgot we"), [1, 3], "the wrong way round");
        assert_eq!(find("We that had it all simply forgot"), [1, 3], "too far away");
        assert_eq!(find("Had we only known"), [3, 5]);
        assert_eq!(find("so, had we known"), [3, 5]);
        assert_eq!(find("We had not known"), [3]);
        assert_eq!(find("They'd surely have come"), [3, 6]);
        assert_eq!(find("We would have come"), [3, 6]);
        assert_eq!(find(&"we forgot it, ".repeat(500)), [0, 1, 3]);
    }
}
