//! What a sentence must hold for a pattern to match at all: most patterns need not be tried on most sentences.
//!
//! A pattern is read as a row of parts. A part that can only say some words becomes a clause: any match holds one of
//! them. The pattern can match only where a word of every clause stands, in whatever order.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Some letters, in lower case, that a match holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Literal {
    /// The letters.
    pub(super) text: String,
    /// Whether no letter stands before them.
    pub(super) begins: bool,
    /// Whether no letter stands behind them.
    pub(super) ends: bool,
}

/// Literals of which any match holds one.
pub(super) type Clause = Vec<Literal>;

/// The clauses of a pattern; none where there is nothing worth looking for.
pub(super) fn of_pattern(pattern: &str, unicode: bool) -> Vec<Clause> {
    // Case is left aside here and in the search, so that letters stay letters.
    let hir = ParserBuilder::new().unicode(unicode).utf8(false).build().parse(pattern);
    hir.map(|hir| of(&hir)).unwrap_or_default()
}

/// More literals than this are no help.
const MOST: usize = 500;
/// Parts are joined to longer literals only while they are fewer than this.
const JOINED: usize = 64;

fn of(hir: &Hir) -> Vec<Clause> {
    let mut row = Row::default();
    row.add(hir);
    row.close();
    row.clauses
}

/// The parts of a pattern that have been read.
struct Row {
    clauses: Vec<Clause>,
    /// All that can stand between the last part that can say anything and here.
    open: Clause,
}

impl Default for Row {
    fn default() -> Self {
        Self { clauses: Vec::new(), open: vec![Literal::default()] }
    }
}

impl Row {
    fn add(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Capture(capture) => return self.add(&capture.sub),
            HirKind::Concat(parts) => return parts.iter().for_each(|part| self.add(part)),
            // It is said once, and whatever follows is not known to stand right behind.
            HirKind::Repetition(repetition) if repetition.min > 0 => {
                self.add(&repetition.sub);
                return self.close();
            }
            _ => {}
        }
        match said(hir, MOST) {
            Some(said) => self.join(said),
            None => {
                self.close();
                if let HirKind::Alternation(branches) = hir.kind() {
                    self.clauses.extend(either(branches));
                }
            }
        }
    }

    fn join(&mut self, said: Clause) {
        if self.open.len() > 1 && self.open.len() * said.len() > JOINED {
            self.close();
        }
        self.open = product(&self.open, &said);
    }

    fn close(&mut self) {
        let open = std::mem::replace(&mut self.open, vec![Literal::default()]);
        self.clauses.extend(tidy(open));
    }
}

/// The best clause of each branch, taken together; nothing where a branch has none.
fn either(branches: &[Hir]) -> Option<Clause> {
    let best = |branch: &Hir| of(branch).into_iter().max_by_key(|clause| worth(clause));
    let all: Option<Vec<Clause>> = branches.iter().map(best).collect();
    tidy(all?.concat())
}

/// All that a part can say, where that is little.
fn said(hir: &Hir, most: usize) -> Option<Clause> {
    let said = match hir.kind() {
        HirKind::Empty => vec![Literal::default()],
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok().filter(|text| text.is_ascii())?;
            vec![Literal { text: text.to_ascii_lowercase(), ..Literal::default() }]
        }
        HirKind::Look(Look::WordAscii | Look::WordUnicode) => {
            vec![Literal { begins: true, ends: true, ..Literal::default() }]
        }
        HirKind::Look(_) => vec![Literal::default()],
        HirKind::Class(class) => letters(class)?,
        HirKind::Capture(capture) => said(&capture.sub, most)?,
        HirKind::Repetition(repetition) if (repetition.min, repetition.max) == (0, Some(1)) => {
            let mut said = said(&repetition.sub, most)?;
            said.push(Literal::default());
            said
        }
        HirKind::Repetition(_) => return None,
        HirKind::Concat(parts) => parts.iter().try_fold(vec![Literal::default()], |open, part| {
            let said = said(part, most / open.len().max(1))?;
            Some(product(&open, &said))
        })?,
        HirKind::Alternation(branches) => {
            let mut all = Vec::new();
            for branch in branches {
                all.extend(said(branch, most.checked_sub(all.len())?)?);
            }
            all
        }
    };
    (said.len() <= most).then_some(said)
}

/// The letters of a small class.
fn letters(class: &Class) -> Option<Clause> {
    let (Some(least), Some(most)) = (class.minimum_len(), class.maximum_len()) else { return None };
    let literal =
        |byte: u8| Literal { text: char::from(byte).to_ascii_lowercase().into(), ..Literal::default() };
    let bytes: Vec<u8> = match class {
        _ if (least, most) != (1, 1) => return None,
        Class::Bytes(class) => class.iter().flat_map(|range| range.start()..=range.end()).collect(),
        Class::Unicode(class) => {
            let all = class.iter().flat_map(|range| range.start()..=range.end());
            all.filter_map(|c| u8::try_from(c).ok()).collect()
        }
    };
    let few = bytes.len() <= 6 && bytes.iter().all(u8::is_ascii);
    few.then(|| bytes.into_iter().map(literal).collect())
}

fn product(open: &[Literal], said: &[Literal]) -> Clause {
    open.iter().flat_map(|left| said.iter().map(|right| left.then(right))).collect()
}

impl Literal {
    fn then(&self, next: &Self) -> Self {
        match (self.text.is_empty(), next.text.is_empty()) {
            (true, true) => {
                Self { begins: self.begins || next.begins, ends: self.ends || next.ends, text: String::new() }
            }
            (true, false) => Self { begins: self.begins || next.begins, ..next.clone() },
            (false, true) => Self { ends: self.ends || next.ends, ..self.clone() },
            (false, false) => {
                Self { text: format!("{}{}", self.text, next.text), begins: self.begins, ends: next.ends }
            }
        }
    }

    /// Without white space at its ends, which says where a word ends.
    fn bare(self) -> Self {
        let text = self.text.trim();
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let (starts, stops) = (text.starts_with(is_word), text.ends_with(is_word));
        let begins = starts && (self.begins || self.text.starts_with(char::is_whitespace));
        let ends = stops && (self.ends || self.text.ends_with(char::is_whitespace));
        Self { text: text.to_owned(), begins, ends }
    }

    /// Whether what holds the other one holds this one too.
    fn covers(&self, other: &Self) -> bool {
        let begins = !self.begins || other.begins;
        self == other || (!self.ends && begins && other.text.starts_with(&self.text))
    }
}

/// A clause without what says nothing new; nothing where it asks for nothing.
fn tidy(clause: Clause) -> Option<Clause> {
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

/// How much looking for them spares: as much as for the least telling one.
pub(super) fn worth(clause: &[Literal]) -> usize {
    let worth = |literal: &Literal| match literal.text.as_str() {
        text if COMMON.contains(&text) => usize::from(literal.begins),
        text if text.len() < 3 && !literal.begins && text.bytes().all(|c| c.is_ascii_alphanumeric()) => 0,
        text => text.len(),
    };
    clause.iter().map(worth).min().unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str) -> String {
        let shown = |literal: &Literal| {
            let edge = |is: bool| if is { "\\" } else { "" };
            format!("{}{}{}", edge(literal.begins), literal.text, edge(literal.ends))
        };
        let clause = |clause: &Clause| clause.iter().map(shown).collect::<Vec<_>>().join("|");
        of_pattern(pattern, false).iter().map(clause).collect::<Vec<_>>().join(" & ")
    }

    #[test]
    fn a_pattern_needs_words_of_every_part() {
        assert_eq!(
            of(r"\b(?:we|i) (?:was|were) Busy\b"),
            r"\i was busy\|\i were busy\|\we was busy\|\we were busy\"
        );
        assert_eq!(of(r"\b(?:we|i) (?:[a-z]+ )?(?:missed|forgot)"), r"\i\|\we\ & forgot|missed");
        assert_eq!(of(r"\b(?:we|i) (?:[a-z]+ )*\bforgot"), r"\i\|\we\ & \forgot");
        assert_eq!(of(r"\bforgot(?: to)?\b"), r"\forgot\|\forgot to\");
        assert_eq!(of(r"\bforgot(?: to)?"), r"\forgot");
        assert_eq!(of(r"\b(?:[a-z]+ )?(?:forgot|.+ missed it)\b"), r"forgot|\missed it");
        assert_eq!(of(r"(?:_p+|@[a-z]+) forgot"), r"@|_p & \forgot");
        assert_eq!(of(r"analy[sz]ed \w+ in"), r"analysed\|analyzed\ & \in");
    }

    #[test]
    fn a_pattern_that_can_say_anything_needs_nothing() {
        for pattern in [r"\b(?:forgot|\w+)\b", "(?:lost )?x{0,2}", r"[a-z]{3}", ""] {
            assert_eq!(of(pattern), "", "{pattern}");
        }
    }
}
