//! Some letters that a match of a pattern holds, and lists of them of which it holds one.

use foldhash::fast::FixedState;
use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, LazyLock};

/// Some letters, in lower case, that a match holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Literal {
    /// The letters; [`CAPITALS`] stands for any two capital letters.
    pub(super) text: String,
    /// Whether no letter stands before them.
    pub(super) begins: bool,
    /// Whether no letter stands behind them.
    pub(super) ends: bool,
    /// Whether nothing stands before them.
    pub(super) first: bool,
}

/// Literals of which any match holds one. They are shared: the ways of a pattern say most of them many times.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Clause {
    literals: Arc<[Literal]>,
    /// How often one of them stands in a text, in some measure.
    pub(super) frequency: usize,
}

impl Clause {
    /// From its literals.
    pub(super) fn of(literals: Vec<Literal>) -> Self {
        let frequency = literals.iter().map(Literal::frequency).sum();
        Self { literals: literals.into(), frequency }
    }
}

impl Deref for Clause {
    type Target = [Literal];

    fn deref(&self) -> &[Literal] {
        &self.literals
    }
}

/// What a literal asks of one word of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Asked {
    /// To be this word.
    Is(Box<str>),
    /// To begin with these letters.
    Begins(Box<str>),
    /// To hold these letters.
    Holds(Box<str>),
    /// To end with these letters.
    Ends(Box<str>),
    /// Anything that is no word: signs, and capitals.
    Signs(Box<str>),
}

/// The word by which a literal is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Handle {
    /// What it is.
    pub(super) asked: Asked,
    /// Where in the literal it begins.
    pub(super) at: usize,
    /// Whether there is nothing else to the literal.
    pub(super) alone: bool,
}

/// Two capital letters side by side. No other literal has capital letters.
pub(super) const CAPITALS: &str = "AA";

/// More literals than this are no help.
pub(super) const MOST: usize = 500;

impl Literal {
    /// Both, one behind the other.
    pub(super) fn then(&self, next: &Self) -> Self {
        let (begins, first) = match self.text.is_empty() {
            true => (self.begins || next.begins, self.first || next.first),
            false => (self.begins, self.first),
        };
        let ends = if next.text.is_empty() { self.ends || next.ends } else { next.ends };
        Self { text: [self.text.as_str(), &next.text].concat(), begins, ends, first }
    }

    /// Where the first word in it begins; nothing where there is none that no letter can stand before.
    pub(super) fn word(&self) -> Option<usize> {
        self.seen().word_starts().next()
    }

    fn seen(&self) -> Seen<'_> {
        Seen { text: &self.text, begins: self.begins, ends: self.ends }
    }

    /// The rarest word of it; what is found by no word is looked for within words, or sign by sign.
    pub(super) fn handle(&self) -> Handle {
        let rarest = self.seen().rarest();
        let asked = match rarest {
            Some((_, word, true)) => Asked::Is(word.into()),
            Some((_, word, false)) => Asked::Begins(word.into()),
            None if !self.seen().is_letters() => Asked::Signs(self.text.as_str().into()),
            None if self.ends => Asked::Ends(self.text.as_str().into()),
            None => Asked::Holds(self.text.as_str().into()),
        };
        let (at, word) = rarest.map_or((0, self.text.as_str()), |(at, word, _)| (at, word));
        Handle { asked, at, alone: word == self.text && !self.first }
    }

    /// What can stand of it before the word by which it is found, once it is tidy: how many bytes that are no letters,
    /// and how many bytes before all of it. Where it is found within a word, that can be any.
    pub(super) fn before(&self) -> (usize, usize) {
        let margin = self.text.len() - self.text.trim_start().len();
        let bare = self.seen().bare();
        let (at, is_within) = match bare.rarest() {
            Some((at, _, _)) => (at, false),
            None => (0, bare.is_letters()),
        };
        let signs = self.text.bytes().take(margin + at).filter(|byte| !is_letter(*byte)).count();
        (signs, if is_within { usize::MAX } else { margin })
    }

    /// Without white space at its ends, which says where a word begins and ends.
    fn bare(self) -> Self {
        let Seen { text, begins, ends } = self.seen().bare();
        let first = self.first && !self.text.starts_with(char::is_whitespace);
        let text = (text.len() < self.text.len()).then(|| text.to_owned());
        Self { begins, ends, first, text: text.unwrap_or(self.text) }
    }

    /// Whether what holds the other one holds this one too.
    fn covers(&self, other: &Self) -> bool {
        let no_more = (!self.begins || other.begins) && (!self.first || other.first);
        self == other || (!self.ends && no_more && other.text.starts_with(&self.text))
    }

    /// Whether it says so little that it stands everywhere.
    fn is_nothing(&self) -> bool {
        let is_short = self.text.len() + usize::from(self.ends) < 3 && self.word().is_none();
        is_short && self.text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".,;:'-".contains(&byte))
    }

    /// How often it stands in a text, in some measure.
    fn frequency(&self) -> usize {
        let words = self.text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let rarest = words.clone().map(|word| often(word, true)).min();
        match (rarest, words.count(), self.text.len()) {
            (_, _, length) if self.word().is_none() => match length {
                2 if self.ends => 600,
                3 if self.ends => 150,
                0..4 => 2_000,
                _ => 50,
            },
            (_, _, 1..=3) if !self.ends => often(&self.text, false),
            (Some(often), 1, _) => often,
            (Some(often), _, _) => often / 8 + 1,
            (None, ..) => 2,
        }
    }
}

/// The letters of a literal, and whether no letter stands beside them.
#[derive(Debug, Clone, Copy)]
struct Seen<'a> {
    text: &'a str,
    begins: bool,
    ends: bool,
}

impl<'a> Seen<'a> {
    /// Without white space at its ends, which says where a word begins and ends.
    fn bare(self) -> Self {
        let text = self.text.trim();
        let is_word = |byte: Option<u8>| byte.is_some_and(is_letter);
        let begins = self.begins || self.text.starts_with(char::is_whitespace);
        let ends = self.ends || self.text.ends_with(char::is_whitespace);
        Self {
            text,
            begins: begins && is_word(text.bytes().next()),
            ends: ends && is_word(text.bytes().next_back()),
        }
    }

    /// Where words begin in it that no letter can stand before.
    fn word_starts(self) -> impl Iterator<Item = usize> + use<'a> {
        let is_word = move |at: usize| self.text.as_bytes().get(at).is_some_and(|byte| is_letter(*byte));
        let begins = move |at: &usize| is_word(*at) && if *at == 0 { self.begins } else { !is_word(at - 1) };
        (0..self.text.len()).filter(begins)
    }

    /// Whether it is nothing but letters, which can stand within a word.
    fn is_letters(self) -> bool {
        self.text.bytes().all(is_letter) && self.text != CAPITALS
    }

    /// The rarest of these words, where it begins, and whether it ends there.
    fn rarest(self) -> Option<(usize, &'a str, bool)> {
        let words = self.word_starts().filter_map(|at| {
            let rest = self.text.get(at..)?;
            let word = rest.get(..rest.bytes().position(|byte| !is_letter(byte)).unwrap_or(rest.len()))?;
            Some((at, word, word.len() < rest.len() || self.ends))
        });
        words.min_by_key(|(_, word, ends)| often(word, *ends))
    }
}

/// How often a word stands in a text, in some measure, or its beginning.
fn often(word: &str, ends: bool) -> usize {
    match word.len() {
        1 if !ends => 2_000,
        2 if !ends => 600,
        3 if !ends => 150,
        _ => RANKS.get(word).map_or(2, |rank| 1_200 / (rank + 2) + 2),
    }
}

/// All that two parts can say, one behind the other.
pub(super) fn product(open: &[Literal], said: &[Literal]) -> Vec<Literal> {
    open.iter().flat_map(|left| said.iter().map(|right| left.then(right))).collect()
}

/// What asks for one of some literals, without those that say nothing new; nothing where that asks for nothing.
pub(super) fn tidy(literals: Vec<Literal>) -> Option<Clause> {
    let mut all: Vec<Literal> = literals.into_iter().map(Literal::bare).collect();
    all.sort();
    let mut kept: Vec<Literal> = Vec::with_capacity(all.len());
    for literal in all {
        if !kept.last().is_some_and(|last| last.covers(&literal)) {
            kept.push(literal);
        }
    }
    let asks = !kept.is_empty() && !kept.iter().any(Literal::is_nothing);
    (asks && kept.len() <= MOST).then(|| Clause::of(kept))
}

/// Whether a word, or the sign before a name, can begin with a byte.
pub(super) fn begins_word(byte: u8) -> bool {
    is_letter(byte) || byte == b'@'
}

/// Whether a byte is part of a word.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The place of each word in [`FREQUENT`].
static RANKS: LazyLock<HashMap<&str, usize, FixedState>> =
    LazyLock::new(|| FREQUENT.iter().copied().zip(0..).collect());

/// The most frequent words of write-ups, the most frequent first.
#[rustfmt::skip]
const FREQUENT: &[&str] = &[
    "the", "and", "to", "of", "we", "a", "for", "it", "in", "was", "on", "at", "is", "that", "by", "had", "t", "not",
    "client", "what", "before", "one", "with", "be", "have", "from", "were", "done", "as", "due", "could", "our",
    "minutes", "no", "node", "are", "if", "when", "this", "has", "us", "step", "time", "two", "an", "which", "wrong",
    "date", "kind", "after", "should", "owner", "since", "check", "text", "told", "call", "because", "went", "all",
    "list", "may", "new", "impact", "same", "change", "see", "or", "issue", "you", "than", "template", "would",
    "outage", "so", "up", "page", "them", "did", "s", "only", "its", "shows", "more", "asked", "people", "true",
    "second", "been", "how", "days", "kept", "can", "without", "team", "said", "each", "number", "alert", "error",
    "name", "began", "back", "ticket", "three", "will", "times", "started", "out", "then", "every", "found", "their",
    "sorry", "but", "mail", "service", "both", "hours", "missing", "again", "down", "why", "i", "failed", "reported",
    "too", "there", "took", "open", "server", "made", "until", "test", "old", "nobody", "where", "file", "update",
    "stopped", "type", "last", "first", "do", "order", "look", "plan", "review", "get", "words", "read", "while",
    "blame", "limit", "line", "who", "about", "other", "part", "lost", "some", "twice", "any", "left", "also",
    "another", "they", "he", "she", "run", "cost", "used", "let", "held", "well", "day", "looked", "noticed", "being",
    "never", "just", "these", "those", "might", "does", "your", "his", "her", "my", "me", "into", "off", "over",
];
