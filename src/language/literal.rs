//! Some letters that a match of a pattern holds, and lists of them of which it holds one.

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

/// Literals of which any match holds one.
pub(super) type Clause = Vec<Literal>;

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
        Self { text: format!("{}{}", self.text, next.text), begins, ends, first }
    }

    /// Where the first word in it begins; nothing where there is none that no letter can stand before.
    pub(super) fn word(&self) -> Option<usize> {
        let is_word = |at: usize| self.text.as_bytes().get(at).is_some_and(|byte| is_letter(*byte));
        match is_word(0) && self.begins {
            true => Some(0),
            false => (1..self.text.len()).find(|at| is_word(*at) && !is_word(at - 1)),
        }
    }

    /// Without white space at its ends, which says where a word begins and ends.
    fn bare(self) -> Self {
        let text = self.text.trim();
        let is_word = |byte: Option<u8>| byte.is_some_and(is_letter);
        let begins = self.begins || self.text.starts_with(char::is_whitespace);
        let ends = self.ends || self.text.ends_with(char::is_whitespace);
        Self {
            begins: begins && is_word(text.bytes().next()),
            ends: ends && is_word(text.bytes().next_back()),
            first: self.first && !self.text.starts_with(char::is_whitespace),
            text: text.to_owned(),
        }
    }

    /// Whether what holds the other one holds this one too.
    fn covers(&self, other: &Self) -> bool {
        let no_more = (!self.begins || other.begins) && (!self.first || other.first);
        self == other || (!self.ends && no_more && other.text.starts_with(&self.text))
    }

    fn worth(&self) -> usize {
        match self.text.as_str() {
            text if COMMON.contains(&text) => usize::from(self.begins || text.len() > 3),
            text if text.len() < 3
                && !self.begins
                && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
            {
                0
            }
            "." | "," | ";" | ":" | "'" | "-" => 0,
            text => text.len(),
        }
    }
}

/// All that two parts can say, one behind the other.
pub(super) fn product(open: &[Literal], said: &[Literal]) -> Clause {
    open.iter().flat_map(|left| said.iter().map(|right| left.then(right))).collect()
}

/// A clause without what says nothing new; nothing where it asks for nothing.
pub(super) fn tidy(clause: Clause) -> Option<Clause> {
    let mut all: Clause = clause.into_iter().map(Literal::bare).collect();
    all.sort();
    let mut kept: Clause = Vec::with_capacity(all.len());
    for literal in all {
        if !kept.last().is_some_and(|last| last.covers(&literal)) {
            kept.push(literal);
        }
    }
    (worth(&kept) > 0 && kept.len() <= MOST).then_some(kept)
}

/// How much looking for a clause spares: as much as for the least telling of its literals.
pub(super) fn worth(clause: &[Literal]) -> usize {
    clause.iter().map(Literal::worth).min().unwrap_or_default()
}

/// Whether a byte is part of a word.
pub(super) fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Words that stand in every other sentence.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "if", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as",
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "did", "does", "not", "no",
    "it", "its", "this", "that", "these", "those", "we", "us", "our", "they", "them", "their", "he", "she", "you",
    "which", "who", "what", "when", "would", "could", "should", "will", "can", "may", "might", "some", "any",
    "all", "more", "there", "then", "than", "so", "up", "out", "ed", "ing", "er", "es", "ly", "re", "ne",
];
