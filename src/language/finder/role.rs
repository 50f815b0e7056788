//! What a word of a text is to the patterns. It is worked out once and then known by the word.

use crate::language::finder::lists::{Marks, Traits};
use crate::language::finder::phrase::{ALONE, Beside, Stand};
use crate::language::finder::{Finder, index};
use crate::language::word::Word;
use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::iter;

/// What is known of words.
#[derive(Debug, Default)]
pub(super) struct Roles {
    roles: Vec<Role>,
    /// The roles of words by their letters, where these are few.
    words: HashMap<u128, u32, FixedState>,
    /// Those that were met last, each at its [`place`], and their roles: most words of a text are a few.
    recent: Vec<u128>,
    recent_roles: Vec<u32>,
    /// The roles by the numbers of the vocabulary that they stand for.
    known: HashMap<Box<[u32]>, u32, FixedState>,
    /// Room for such numbers.
    told: Vec<u32>,
}

/// What a word is to the patterns: words that are the same to all of them have one role.
#[derive(Debug, Default)]
pub(super) struct Role {
    /// The clauses in which it stands, roughly.
    pub(super) traits: Traits,
    /// The clauses in which it is enough.
    pub(super) alone: Marks,
    /// The phrases by which it stands in a clause, sorted.
    phrases: Box<[Stand]>,
    /// The ways of which it is the most telling word, one list behind the other.
    ways: Box<[u32]>,
    /// What these ask for, one list behind the other.
    keys: Box<[Key]>,
    /// How many of those need no phrase.
    free: usize,
    /// The phrases that the others need, by what stands beside the word.
    tellings: Box<[Telling]>,
    /// Where to look for what stands beside it, and where the list of those phrases ends.
    looks: Box<[(Beside, u32)]>,
}

/// A phrase by which a word is the most telling one of some ways.
#[derive(Debug, Clone, Copy)]
struct Telling {
    phrase: u32,
    /// What stands beside the word.
    letters: u16,
    /// Where the list of the keys begins, and ends.
    keys: (u32, u32),
}

/// The rarest clauses beside the most telling one of some ways: mostly one of them is not there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    asks: Asks,
    /// Where the list of the ways begins, and ends.
    ways: (u32, u32),
}

/// Two clauses that a way asks for; those before its most telling one come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Asks {
    clauses: [u32; 2],
    before: u8,
}

/// So many words are kept in mind.
const WORDS: usize = 1 << 15;
/// So many roles are kept in mind.
const ROLES: usize = 1 << 14;
/// So many words are at hand.
const RECENT: usize = 1 << 13;
/// The role of a word that says nothing.
pub(super) const NOTHING: u32 = u32::MAX;

impl Roles {
    /// The role of this number.
    pub(super) fn get(&self, role: u32) -> Option<&Role> {
        self.roles.get(role as usize)
    }

    /// Forgets everything if it has become much; numbers of roles are good until then.
    pub(super) fn forget(&mut self) {
        if self.roles.len() >= ROLES {
            *self = Self::default();
        }
    }

    /// The role of a word of a text in small letters.
    pub(super) fn of_word(&mut self, text: &[u8], word: Word, finder: &Finder) -> u32 {
        let Some(letters) = word.letters(text) else { return self.of_new(text, word, finder) };
        let place = place(letters);
        if self.recent.get(place) == Some(&letters)
            && let Some(role) = self.recent_roles.get(place)
        {
            return *role;
        }
        self.of_rare(text, word, letters, finder)
    }

    /// The role of a word that was not met lately.
    #[cold]
    fn of_rare(&mut self, text: &[u8], word: Word, letters: u128, finder: &Finder) -> u32 {
        let role = match self.words.get(&letters) {
            Some(role) => *role,
            None => {
                let role = self.of_new(text, word, finder);
                if self.words.len() >= WORDS {
                    self.words.clear();
                }
                self.words.insert(letters, role);
                role
            }
        };
        self.recent.resize(RECENT, 0);
        self.recent_roles.resize(RECENT, NOTHING);
        let place = place(letters);
        self.recent.get_mut(place).into_iter().for_each(|recent| *recent = letters);
        self.recent_roles.get_mut(place).into_iter().for_each(|recent| *recent = role);
        role
    }

    /// The role of what has these numbers in the vocabulary.
    pub(super) fn of(&mut self, numbers: &[u32], finder: &Finder) -> u32 {
        if let Some(role) = self.known.get(numbers) {
            return *role;
        }
        let new = index(self.roles.len());
        self.roles.push(Role::new(numbers, finder));
        self.known.insert(numbers.into(), new);
        new
    }

    fn of_new(&mut self, text: &[u8], word: Word, finder: &Finder) -> u32 {
        let mut told = std::mem::take(&mut self.told);
        told.clear();
        finder.vocabulary.tell(text.get(word.range()).unwrap_or_default(), &mut told);
        let role = if told.is_empty() { NOTHING } else { self.of(&told, finder) };
        self.told = told;
        role
    }
}

impl Role {
    fn new(numbers: &[u32], finder: &Finder) -> Self {
        let stands = numbers.iter().flat_map(|number| finder.stands.of(*number));
        let mut stands: Vec<Stand> = stands.copied().collect();
        // The word alone comes last, and makes the phrases needless.
        stands.sort_unstable_by_key(|stand| (stand.clause, stand.phrase));
        stands.dedup_by_key(|stand| (stand.clause, stand.phrase));
        let mut role = Self::default();
        let (mut phrases, mut keys) = (Vec::new(), Vec::<(u32, u32)>::new());
        for some in stands.chunk_by(|a, b| a.clause == b.clause) {
            let Some(last) = some.last() else { continue };
            role.traits.add(last.clause);
            let is_enough = last.phrase == ALONE;
            if is_enough {
                role.alone.add(last.clause);
            }
            let needed = if is_enough { std::slice::from_ref(last) } else { some };
            phrases.extend(some.iter().copied().filter(|stand| stand.phrase != ALONE));
            let ways = finder.keys.of(last.clause).iter();
            keys.extend(ways.flat_map(|way| needed.iter().map(move |stand| (stand.phrase, *way))));
        }
        let beside = |phrase: u32| finder.phrases.get(phrase as usize).map(|phrase| phrase.beside);
        let mut ways: Vec<(Option<Beside>, u32, Asks, u32)> = keys
            .into_iter()
            .map(|(phrase, way)| (beside(phrase), phrase, Asks::of(way, finder), way))
            .collect();
        ways.sort_unstable();
        role.ways = ways.iter().map(|(.., way)| *way).collect();
        let (mut keys, mut tellings, mut looks, mut end) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for of_phrase in ways.chunk_by(|a, b| a.1 == b.1) {
            let Some(&(beside, phrase, ..)) = of_phrase.first() else { continue };
            let first = index(keys.len());
            for some in of_phrase.chunk_by(|a, b| a.2 == b.2) {
                let Some(&(.., asks, _)) = some.first() else { continue };
                keys.push(Key { asks, ways: (index(end), index(end + some.len())) });
                end += some.len();
            }
            let Some(beside) = beside else {
                role.free = keys.len();
                continue;
            };
            tellings.push(Telling { phrase, letters: beside.letters, keys: (first, index(keys.len())) });
            looks.push((beside.place(), index(tellings.len())));
        }
        // Of each place the last one, which knows where its list ends.
        looks.reverse();
        looks.dedup_by_key(|(beside, _)| *beside);
        looks.reverse();
        role.keys = keys.into();
        role.tellings = tellings.into();
        role.looks = looks.into();
        role.phrases = phrases.into();
        role
    }

    /// The keys of the ways of which it may be the most telling word at a place in a text, in lists, each with the
    /// phrase that must stand around it.
    pub(super) fn keys_at<'a>(
        &'a self,
        text: &'a [u8],
        at: usize,
    ) -> impl Iterator<Item = (u32, &'a [Key])> + use<'a> {
        let mut from = 0;
        let besides = self.looks.iter().flat_map(move |(beside, end)| {
            let some = self.tellings.get(std::mem::replace(&mut from, *end) as usize..*end as usize);
            let some = some.unwrap_or_default();
            let letters = beside.read(text, at);
            let first = some.partition_point(|one| Some(one.letters) < letters);
            some.get(first..).into_iter().flatten().take_while(move |one| Some(one.letters) == letters)
        });
        let list = |(from, end): (u32, u32)| self.keys.get(from as usize..end as usize).unwrap_or_default();
        let free = (ALONE, self.keys.get(..self.free).unwrap_or_default());
        iter::once(free).chain(besides.map(move |one| (one.phrase, list(one.keys))))
    }

    /// The ways of a key.
    pub(super) fn ways_of(&self, key: &Key) -> &[u32] {
        self.ways.get(key.ways.0 as usize..key.ways.1 as usize).unwrap_or_default()
    }

    /// The phrases of which one must stand around the word in a clause, where it is not enough.
    pub(super) fn phrases_of(&self, clause: u32) -> &[Stand] {
        let from = self.phrases.partition_point(|stand| stand.clause < clause);
        let rest = self.phrases.get(from..).unwrap_or_default();
        rest.chunk_by(|a, b| a.clause == b.clause)
            .next()
            .filter(|some| some.first().is_some_and(|stand| stand.clause == clause))
            .unwrap_or_default()
    }
}

impl Asks {
    fn of(way: u32, finder: &Finder) -> Self {
        let Some(way) = finder.ways.get(way as usize) else { return Self { clauses: [0; 2], before: 0 } };
        let clause = |at: u32| finder.steps.get(at as usize).map_or(0, |(clause, _)| *clause);
        let key = clause(way.key);
        let mut others: Vec<(u32, bool)> =
            (way.first..way.end).map(|at| (clause(at), at < way.key)).collect();
        others.retain(|(clause, _)| *clause != key);
        others.sort_by_key(|(clause, _)| finder.frequencies.get(*clause as usize));
        others.resize(2, (key, false));
        others.sort_by_key(|(_, is_before)| !is_before);
        let before = others.iter().filter(|(_, is_before)| *is_before).count();
        let mut others = others.into_iter();
        let clauses = std::array::from_fn(|_| others.next().map_or(key, |(clause, _)| clause));
        Self { clauses, before: u8::try_from(before).unwrap_or_default() }
    }
}

impl Key {
    /// Whether what it asks for may stand before the most telling word, and behind it; both know that word, too.
    pub(super) fn may_be(&self, before: &Traits, behind: &Traits) -> bool {
        let Asks { clauses: [first, second], before: count } = self.asks;
        (if count > 0 { before } else { behind }).has(first)
            && (if count > 1 { before } else { behind }).has(second)
    }
}

/// Where among the words at hand a word has its place.
fn place(letters: u128) -> usize {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let (low, high) = (letters as u64, (letters >> 64) as u64);
    ((low ^ high.rotate_left(32)).wrapping_mul(MIX) >> 40) as usize % RECENT
}
