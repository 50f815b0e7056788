//! What a sentence must hold for a pattern to match at all: most patterns need not be tried on most sentences.
//!
//! A pattern is read as ways to match it, and a way as a row of parts. A part that can only say some words becomes a
//! clause: any match holds one of them. A pattern can match only where, for one of its ways, a word of every clause
//! stands, in whatever order.

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Some letters, in lower case, that a match holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) struct Literal {
    /// The letters; [`CAPITALS`] stands for any two capital letters.
    pub(super) text: String,
    /// Whether no letter stands before them.
    pub(super) begins: bool,
    /// Whether no letter stands behind them.
    pub(super) ends: bool,
}

/// Literals of which any match holds one.
pub(super) type Clause = Vec<Literal>;

/// Clauses that all hold together; without any, everything can match.
pub(super) type Way = Vec<Clause>;

/// Two capital letters side by side. No other literal has capital letters.
pub(super) const CAPITALS: &str = "AA";

/// The ways to match a pattern.
pub(super) fn of(hir: &Hir) -> Vec<Way> {
    Row::of(hir, false).0
}

/// Whether a pattern is nothing but a list of words.
pub(super) fn is_words(hir: &Hir) -> bool {
    said(hir, MOST).is_some()
}

/// More literals than this are no help.
const MOST: usize = 500;
/// Behind a sign, fewer letters are no word.
const SHORT: usize = 4;
/// Parts are joined to longer literals only while they are fewer than this.
const JOINED: usize = 60;
/// A pattern with more ways than this is read as one way where it forks.
const WAYS: usize = 200;

/// The parts of a pattern that have been read.
struct Row {
    clauses: Vec<Clause>,
    forks: Vec<Vec<Way>>,
    /// All that can stand between the last part that can say anything and here.
    open: Clause,
}

impl Row {
    /// The ways to match a part, and whether no letter stands at its end; `apart` says so of what stands before it.
    fn of(hir: &Hir, apart: bool) -> (Vec<Way>, bool) {
        let mut row = Self { clauses: Vec::new(), forks: Vec::new(), open: edge(apart) };
        row.add(hir);
        let apart = row.close();
        (row.ways(), apart)
    }

    fn add(&mut self, hir: &Hir) {
        match hir.kind() {
            HirKind::Capture(capture) => return self.add(&capture.sub),
            HirKind::Concat(parts) => return parts.iter().for_each(|part| self.add(part)),
            _ => {}
        }
        if let Some(said) = said(hir, MOST) {
            return self.join(said);
        }
        if let HirKind::Repetition(repetition) = hir.kind()
            && repetition.min > 0
            && !is_capital(&repetition.sub)
        {
            // It is said once, and whatever follows is not known to stand right behind.
            self.add(&repetition.sub);
            let apart = self.close();
            self.open = edge(apart);
            return;
        }
        let apart = self.close();
        let apart = match hir.kind() {
            HirKind::Repetition(repetition) if repetition.min >= 2 => {
                self.clauses.push(vec![Literal { text: CAPITALS.to_owned(), ..Literal::default() }]);
                false
            }
            HirKind::Repetition(repetition) => apart && Self::of(&repetition.sub, apart).1,
            HirKind::Alternation(branches) => {
                let all: Vec<_> = branches.iter().map(|branch| Self::of(branch, apart)).collect();
                let apart = all.iter().all(|(_, apart)| *apart);
                self.fork(all.into_iter().map(|(ways, _)| ways).collect());
                apart
            }
            _ => false,
        };
        self.open = edge(apart);
    }

    /// Takes in the ways of branches; those with a single clause are one together.
    fn fork(&mut self, branches: Vec<Vec<Way>>) {
        let count: usize = branches.iter().map(Vec::len).sum();
        let few = |ways: Vec<Way>| match ways.len() {
            2.. if count > WAYS => vec![either(&ways).into_iter().collect()],
            _ => ways,
        };
        let (single, mut ways): (Vec<Way>, Vec<Way>) =
            branches.into_iter().flat_map(few).partition(|way| way.len() == 1);
        match tidy(single.iter().flatten().flatten().cloned().collect()) {
            Some(clause) => ways.push(vec![clause]),
            None => ways.extend(single),
        }
        // Where one branch can be anything, the others ask for nothing either.
        if !ways.iter().any(Vec::is_empty) {
            self.forks.push(ways);
        }
    }

    fn join(&mut self, said: Clause) {
        if self.open.len() > 1 && self.open.len() * said.len() > JOINED {
            let apart = self.close();
            self.open = edge(apart);
        }
        self.open = product(&self.open, &said);
    }

    /// Ends the literals that are open; whether no letter can stand at their end comes back.
    fn close(&mut self) -> bool {
        let open = std::mem::replace(&mut self.open, edge(false));
        let apart = open.iter().all(|literal| match literal.text.chars().next_back() {
            Some(last) => !is_word(last),
            None => literal.begins,
        });
        self.clauses.extend(tidy(open));
        apart
    }

    fn ways(mut self) -> Vec<Way> {
        let mut ways = vec![self.clauses];
        self.forks.sort_by_key(|fork| std::cmp::Reverse(fork.len()));
        for fork in self.forks {
            if ways.len() * fork.len() <= WAYS {
                let both =
                    |way: &Way| fork.iter().map(|other| [way.as_slice(), other].concat()).collect::<Vec<_>>();
                ways = ways.iter().flat_map(both).collect();
            } else if let Some(clause) = either(&fork) {
                ways.iter_mut().for_each(|way| way.push(clause.clone()));
            }
        }
        ways
    }
}

/// What stands at the beginning of a row.
fn edge(apart: bool) -> Clause {
    vec![Literal { begins: apart, ..Literal::default() }]
}

/// The best clause of each way, taken together; nothing where a way has none.
fn either(ways: &[Way]) -> Option<Clause> {
    let best: Option<Vec<&Clause>> =
        ways.iter().map(|way| way.iter().max_by_key(|clause| worth(clause))).collect();
    tidy(best?.into_iter().flatten().cloned().collect())
}

/// All that a part can say, where that is little.
fn said(hir: &Hir, most: usize) -> Option<Clause> {
    let said = match hir.kind() {
        HirKind::Empty => vec![Literal::default()],
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok().filter(|text| text.is_ascii())?;
            vec![Literal { text: text.to_ascii_lowercase(), ..Literal::default() }]
        }
        HirKind::Look(look) => {
            let parts = matches!(look, Look::WordAscii | Look::WordUnicode | Look::Start | Look::End);
            vec![Literal { begins: parts, ends: parts, ..Literal::default() }]
        }
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
    let mut all: Clause = bytes.iter().copied().map(literal).collect();
    all.sort();
    all.dedup();
    (all.len() <= 6 && bytes.iter().all(u8::is_ascii)).then_some(all)
}

/// Whether a part is one capital letter, whatever it is.
fn is_capital(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().all(|range| range.start().is_ascii_uppercase() && range.end().is_ascii_uppercase())
        }
        _ => false,
    }
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

    /// Without white space at its ends and signs at its start, which say where a word begins and ends.
    fn bare(self) -> Self {
        let text = self.text.trim();
        let word = text.trim_start_matches(|c| !is_word(c));
        // `'d` is no word that begins with d.
        let text = if word.len() < SHORT { text } else { word };
        let (starts, stops) = (text.starts_with(is_word), text.ends_with(is_word));
        let begins = starts && (self.begins || !self.text.starts_with(is_word));
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

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// How much looking for them spares: as much as for the least telling one.
pub(super) fn worth(clause: &[Literal]) -> usize {
    let worth = |literal: &Literal| match literal.text.as_str() {
        text if COMMON.contains(&text) => usize::from(literal.begins || text.len() > 3),
        text if text.len() < 3 && !literal.begins && text.bytes().all(|c| c.is_ascii_alphanumeric()) => 0,
        "." | "," | ";" | ":" | "'" | "-" => 0,
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
    use regex_syntax::ParserBuilder;

    fn of_pattern(pattern: &str) -> Vec<Way> {
        super::of(&ParserBuilder::new().utf8(false).build().parse(pattern).unwrap())
    }

    fn of(pattern: &str) -> String {
        let shown = |literal: &Literal| {
            let edge = |is: bool| if is { "\\" } else { "" };
            format!("{}{}{}", edge(literal.begins), literal.text, edge(literal.ends))
        };
        let clause = |clause: &Clause| clause.iter().map(shown).collect::<Vec<_>>().join("|");
        let way = |way: &Way| way.iter().map(clause).collect::<Vec<_>>().join(" & ");
        of_pattern(&format!("(?i-u:{pattern})")).iter().map(way).collect::<Vec<_>>().join(" or ")
    }

    #[test]
    fn a_pattern_needs_words_of_every_part() {
        assert_eq!(
            of(r"\b(?:we|i) (?:was|were) Busy\b"),
            r"\i was busy\|\i were busy\|\we was busy\|\we were busy\"
        );
        assert_eq!(of(r"\b(?:we|i) (?:[a-z]+ )?(?:missed|forgot)"), r"\i\|\we\ & \forgot|\missed");
        assert_eq!(of(r"\b(?:we|i) .*\bforgot"), r"\i\|\we\ & \forgot");
        assert_eq!(of(r"\bforgot(?: to)?\b"), r"\forgot\|\forgot to\");
        assert_eq!(of(r"\bforgot(?: to)?"), r"\forgot");
        assert_eq!(of(r"(?:_p+|@[a-z]+) forgot"), r"\forgot & @|_p");
        assert_eq!(of(r"analy[sz]ed \w+ in\b"), r"analysed\|analyzed\ & \in\");
    }

    #[test]
    fn a_pattern_has_ways() {
        assert_eq!(of(r"\b(?:[a-z]+ )?(?:forgot|.+ missed it)\b"), r"\forgot|\missed it");
        assert_eq!(
            of(r"\bwe (?:lost .+ time|ran \w+ late)"),
            r"\we\ & \lost\ & \time or \we\ & \ran\ & \late"
        );
        assert_eq!(of(r"!!+|(?-i:\b(?:[A-Z]{2,} ){3,})"), r"!! or AA");
        assert_eq!(of(r"(?:^|, )had \w+"), r", had\|\had\");
    }

    #[test]
    fn a_pattern_that_can_say_anything_needs_nothing() {
        for pattern in [r"\bforgot|\w+\b", "(?:lost )?x{0,2}", r"[a-z]{3}", ""] {
            assert!(of_pattern(pattern).iter().any(Vec::is_empty), "{pattern}");
        }
    }
}
