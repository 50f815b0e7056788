//! What a sentence must hold for a pattern to match at all: most patterns need not be tried on most sentences.
//!
//! A pattern is read as ways to match it, and a way as a row of steps. A part that can only say some words becomes a
//! step: any match holds one of them, behind that of the step before and not too far from it. A pattern can match
//! only where the steps of one of its ways stand in a sentence like that.

use crate::language::literal::{CAPITALS, Clause, Literal, MOST, is_letter, product, tidy};
use crate::language::opening::firsts_of;
use regex_syntax::hir::{Class, Hir, HirKind, Look, Repetition};

/// Words of which a match holds one, at a place in the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Step {
    /// The words.
    pub(super) clause: Clause,
    /// How many bytes that are no letters can at most stand between the beginning of the step before and the word by
    /// which this one is found.
    pub(super) reach: u32,
}

/// A row of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// The steps in their order; without any, everything can match.
    pub(super) steps: Vec<Step>,
    /// How many bytes of a match can at most stand before the first step.
    pub(super) lead: u32,
}

impl Way {
    /// Where everything can match.
    pub(super) const ANYTHING: Self = Self { steps: Vec::new(), lead: ANY };
}

/// Any number of bytes.
pub(super) const ANY: u32 = u32::MAX;

/// The ways to match a pattern.
pub(super) fn of(hir: &Hir) -> Vec<Way> {
    Row::of(hir, false, false).0.into_iter().map(way).collect()
}

/// Whether a pattern is nothing but a list of words.
pub(super) fn is_words(hir: &Hir) -> bool {
    said(hir, MOST).is_some()
}

/// Parts are joined to longer literals only while they are fewer than this.
const JOINED: usize = 60;
/// A pattern with more ways than this is read as one way where it forks.
const WAYS: usize = 200;

/// How long a part can at most be.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// How many bytes of it can be no letters.
    signs: u32,
    /// How many bytes it can have.
    bytes: u32,
}

/// A part of a row, and what it says, if that is known.
#[derive(Debug, Clone)]
struct Bit {
    clause: Option<Clause>,
    size: Size,
    /// How many bytes of it that are no letters can stand before the word by which the clause is found.
    before: u32,
    /// How many bytes of it can stand before the clause.
    lead: u32,
}

impl Bit {
    /// Some text of which nothing is known.
    fn open(size: Size) -> Self {
        Self { clause: None, size, before: size.signs, lead: size.bytes }
    }

    /// Says something, somewhere.
    fn saying(clause: Option<Clause>, size: Size) -> Self {
        Self { clause, ..Self::open(size) }
    }
}

enum Item {
    Bit(Bit),
    Fork(Vec<Vec<Bit>>, Size),
}

/// The parts of a pattern that have been read.
struct Row {
    items: Vec<Item>,
    /// All that can stand between the last part that can say anything and here.
    open: Vec<Literal>,
    /// How many bytes of that can be no letters.
    span: u32,
}

impl Row {
    /// The ways to match a part, and whether no letter stands at its end. Of what stands before it `apart` says so, and
    /// `then` whether no letter follows.
    fn of(hir: &Hir, apart: bool, then: bool) -> (Vec<Vec<Bit>>, bool) {
        let mut row = Self { items: Vec::new(), open: edge(apart), span: 0 };
        row.add(hir, then);
        let apart = row.close(then);
        (row.ways(), apart)
    }

    fn add(&mut self, hir: &Hir, then: bool) {
        match hir.kind() {
            HirKind::Capture(capture) => return self.add(&capture.sub, then),
            HirKind::Concat(parts) => {
                for (at, part) in parts.iter().enumerate() {
                    let rest = parts.get(at + 1..).unwrap_or_default();
                    self.add(part, no_letter_begins(rest, then));
                }
                return;
            }
            _ => {}
        }
        let here = no_letter_begins(std::slice::from_ref(hir), then);
        if let Some(said) = said(hir, MOST) {
            return self.join(said, span(hir), here);
        }
        let apart = match hir.kind() {
            HirKind::Repetition(repetition) if repetition.min > 0 => self.repeat(repetition, here, then),
            HirKind::Repetition(repetition) => {
                let apart = self.close(here);
                self.items.push(Item::Bit(Bit::open(size(hir))));
                apart && Self::of(&repetition.sub, apart, false).1
            }
            HirKind::Alternation(branches) => {
                let apart = self.close(here);
                let all: Vec<_> = branches.iter().map(|branch| Self::of(branch, apart, then)).collect();
                let apart = all.iter().all(|(_, apart)| *apart);
                self.items.push(fork(all.into_iter().map(|(ways, _)| ways).collect(), size(hir)));
                apart
            }
            _ => {
                self.close(here);
                self.items.push(Item::Bit(Bit::open(size(hir))));
                is_sign(hir)
            }
        };
        self.open = edge(apart);
    }

    /// What stands there once at least; whatever follows is not known to stand right behind.
    fn repeat(&mut self, repetition: &Repetition, here: bool, then: bool) -> bool {
        if repetition.min > 1 && is_capital(&repetition.sub) {
            self.close(here);
            let capitals = Literal { text: CAPITALS.to_owned(), ..Literal::default() };
            let size = Size { signs: 0, bytes: ANY };
            self.items.push(Item::Bit(Bit::saying(Some(Clause::of(vec![capitals])), size)));
            return false;
        }
        // It may be followed by itself.
        let then = then && here;
        self.add(&repetition.sub, then);
        let apart = self.close(then);
        let more = repetition.max.map_or(ANY, |max| max.saturating_sub(1));
        let Size { signs, bytes } = size(&repetition.sub);
        let size = Size { signs: times(signs, more), bytes: times(bytes, more) };
        self.items.push(Item::Bit(Bit::open(size)));
        apart
    }

    fn join(&mut self, said: Vec<Literal>, span: u32, here: bool) {
        // A word says enough: what follows it is a step of its own.
        let ends = |literal: &Literal| {
            let text = literal.text.as_bytes();
            text.last().is_some_and(|last| !is_letter(*last)) && text.iter().any(|byte| is_letter(*byte))
        };
        let many = self.open.len() > 1 && self.open.len() * said.len() > JOINED;
        if many || self.open.iter().all(ends) {
            let apart = self.close(here);
            self.open = edge(apart);
        }
        self.open = product(&self.open, &said);
        self.span = self.span.saturating_add(span);
    }

    /// Ends the literals that are open, behind which no letter follows if `here` says so; whether no letter can stand
    /// at their end comes back.
    fn close(&mut self, here: bool) -> bool {
        let mut open = std::mem::replace(&mut self.open, edge(false));
        open.iter_mut().for_each(|literal| literal.ends |= here);
        let apart = open.iter().all(|literal| match literal.text.bytes().next_back() {
            Some(last) => !is_letter(last),
            None => literal.begins,
        });
        let most = |some: Option<usize>| some.map_or(0, |most| u32::try_from(most).unwrap_or(ANY));
        let (before, lead): (Vec<usize>, Vec<usize>) = open.iter().map(Literal::before).unzip();
        let (before, lead) = (most(before.into_iter().max()), most(lead.into_iter().max()));
        let bytes = most(open.iter().map(|literal| literal.text.len()).max());
        let size = Size { signs: std::mem::take(&mut self.span), bytes };
        self.items.push(Item::Bit(Bit { clause: tidy(open), size, before, lead }));
        apart
    }

    /// Every way along the row. Where there are too many, a fork is one part that says what its branches say.
    fn ways(self) -> Vec<Vec<Bit>> {
        let mut counts: Vec<usize> = self.items.iter().filter_map(Item::count).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let (mut ways, mut open) = (1, Vec::new());
        for count in counts {
            if ways * count <= WAYS {
                ways *= count;
                open.push(count);
            }
        }
        let mut ways: Vec<Vec<Bit>> = vec![Vec::new()];
        for item in self.items {
            let count = item.count();
            match item {
                Item::Bit(bit) => ways.iter_mut().for_each(|way| way.push(bit.clone())),
                Item::Fork(branches, size) => match open.iter().position(|open| Some(*open) == count) {
                    Some(at) => {
                        open.swap_remove(at);
                        let both = |way: &Vec<Bit>| -> Vec<Vec<Bit>> {
                            branches.iter().map(|branch| [way.as_slice(), branch].concat()).collect()
                        };
                        ways = ways.iter().flat_map(both).collect();
                    }
                    None => {
                        let either = either(&branches, size);
                        ways.iter_mut().for_each(|way| way.extend_from_slice(&either));
                    }
                },
            }
        }
        ways
    }
}

impl Item {
    fn count(&self) -> Option<usize> {
        match self {
            Self::Bit(_) => None,
            Self::Fork(branches, _) => Some(branches.len()),
        }
    }
}

/// The ways of all branches; those with a single step are one together.
fn fork(branches: Vec<Vec<Vec<Bit>>>, size: Size) -> Item {
    let count: usize = branches.iter().map(Vec::len).sum();
    let few = |ways: Vec<Vec<Bit>>| match ways.len() {
        2.. if count > WAYS => vec![either(&ways, size)],
        _ => ways,
    };
    let steps = |way: &Vec<Bit>| way.iter().filter(|bit| bit.clause.is_some()).count();
    let (single, mut ways): (Vec<_>, Vec<_>) =
        branches.into_iter().flat_map(few).partition(|way| steps(way) == 1);
    // Where one branch can be anything, the others ask for nothing either.
    if ways.iter().any(|way| steps(way) == 0) {
        return Item::Bit(Bit::open(size));
    }
    let words = single.iter().flatten().filter_map(|bit| bit.clause.as_deref());
    match tidy(words.flatten().cloned().collect()) {
        Some(clause) => {
            let lead = single.iter().map(|way| lead(way)).max().unwrap_or(ANY);
            ways.push(vec![Bit { lead, ..Bit::saying(Some(clause), size) }]);
        }
        None => ways.extend(single),
    }
    Item::Fork(ways, size)
}

/// What all ways say, taken together: with what they begin, if that is known, and the rarest of each.
fn either(ways: &[Vec<Bit>], size: Size) -> Vec<Bit> {
    let clauses = |way: &[Bit]| -> Vec<Clause> { way.iter().filter_map(|bit| bit.clause.clone()).collect() };
    let rarest = |clauses: &[Clause]| clauses.iter().min_by_key(|clause| clause.frequency).cloned();
    let all: Vec<Vec<Clause>> = ways.iter().map(|way| clauses(way)).collect();
    let together =
        |some: Option<Vec<Clause>>| tidy(some?.iter().flat_map(|clause| clause.iter().cloned()).collect());
    let begins = all.iter().map(|clauses| clauses.first().cloned()).collect();
    let follows: Option<Vec<Clause>> = all.iter().map(|clauses| rarest(clauses.get(1..)?)).collect();
    let lead = ways.iter().map(|way| lead(way)).max().unwrap_or(ANY);
    match (together(begins), together(follows)) {
        (Some(begins), Some(follows)) if lead < ANY => {
            let first = Bit { lead, ..Bit::saying(Some(begins), size) };
            vec![first, Bit::saying(Some(follows), size)]
        }
        _ => vec![Bit::saying(together(all.iter().map(|clauses| rarest(clauses)).collect()), size)],
    }
}

/// The steps of a row, each with how far it can stand from the one before.
fn way(bits: Vec<Bit>) -> Way {
    let lead = lead(&bits);
    let (mut steps, mut between) = (Vec::new(), 0u32);
    for Bit { clause, size, before, .. } in bits {
        match clause {
            Some(clause) => {
                steps.push(Step { clause, reach: between.saturating_add(before) });
                between = size.signs;
            }
            None => between = between.saturating_add(size.signs),
        }
    }
    Way { steps, lead }
}

/// How many bytes of a row can stand before the first clause.
fn lead(bits: &[Bit]) -> u32 {
    let before = bits.iter().take_while(|bit| bit.clause.is_none());
    let before = before.fold(0u32, |sum, bit| sum.saturating_add(bit.size.bytes));
    let first = bits.iter().find(|bit| bit.clause.is_some());
    first.map_or(ANY, |bit| before.saturating_add(bit.lead))
}

/// Whether no letter can begin a row; `then` says so of what follows it. Behind a letter, that is: there a word ends
/// where a pattern asks for its edge.
fn no_letter_begins(row: &[Hir], then: bool) -> bool {
    for part in row {
        if matches!(part.kind(), HirKind::Look(Look::WordAscii | Look::End)) {
            return true;
        }
        let (bytes, can_be_empty) = firsts_of(part);
        if bytes.any(is_letter) || !can_be_empty {
            return !bytes.any(is_letter);
        }
    }
    then
}

/// What stands at the beginning of a row.
fn edge(apart: bool) -> Vec<Literal> {
    vec![Literal { begins: apart, ..Literal::default() }]
}

fn size(hir: &Hir) -> Size {
    let bytes = hir.properties().maximum_len().and_then(|most| u32::try_from(most).ok());
    Size { signs: span(hir), bytes: bytes.unwrap_or(ANY) }
}

/// How many bytes of a match can be no letters.
fn span(hir: &Hir) -> u32 {
    let sum = |parts: &[Hir]| parts.iter().fold(0u32, |sum, part| sum.saturating_add(span(part)));
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => 0,
        HirKind::Literal(literal) => {
            u32::try_from(literal.0.iter().filter(|byte| !is_letter(**byte)).count()).unwrap_or(ANY)
        }
        HirKind::Class(Class::Bytes(class)) => {
            let mut bytes = class.iter().flat_map(|range| range.start()..=range.end());
            u32::from(bytes.any(|byte| !is_letter(byte)))
        }
        HirKind::Class(class) => class.maximum_len().and_then(|most| u32::try_from(most).ok()).unwrap_or(ANY),
        HirKind::Repetition(repetition) => times(span(&repetition.sub), repetition.max.unwrap_or(ANY)),
        HirKind::Capture(capture) => span(&capture.sub),
        HirKind::Concat(parts) => sum(parts),
        HirKind::Alternation(branches) => branches.iter().map(span).max().unwrap_or_default(),
    }
}

/// So many bytes so many times.
fn times(span: u32, times: u32) -> u32 {
    span.saturating_mul(times)
}

/// All that a part can say, where that is little.
fn said(hir: &Hir, most: usize) -> Option<Vec<Literal>> {
    let said = match hir.kind() {
        HirKind::Empty => vec![Literal::default()],
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            vec![Literal { text: text.to_ascii_lowercase(), ..Literal::default() }]
        }
        HirKind::Look(look) => {
            let parts = matches!(look, Look::WordAscii | Look::WordUnicode | Look::Start | Look::End);
            vec![Literal { begins: parts, ends: parts, first: *look == Look::Start, text: String::new() }]
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
fn letters(class: &Class) -> Option<Vec<Literal>> {
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
    let mut all: Vec<Literal> = bytes.iter().copied().map(literal).collect();
    all.sort();
    all.dedup();
    (all.len() <= 6 && bytes.iter().all(u8::is_ascii)).then_some(all)
}

/// Whether a part is one byte that is no letter, whatever it is.
fn is_sign(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().flat_map(|range| range.start()..=range.end()).all(|byte| !is_letter(byte))
        }
        _ => false,
    }
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
            let first = if literal.first { "^" } else { "" };
            format!("{first}{}{}{}", edge(literal.begins), literal.text, edge(literal.ends))
        };
        let clause = |step: &Step| step.clause.iter().map(shown).collect::<Vec<_>>().join("|");
        let reach = |step: &Step| if step.reach == ANY { "…".to_owned() } else { step.reach.to_string() };
        let way = |way: &Way| {
            let mut shown = way.steps.first().map(clause).unwrap_or_default();
            way.steps.iter().skip(1).for_each(|step| shown += &format!(" {} {}", reach(step), clause(step)));
            shown
        };
        of_pattern(&format!("(?i-u:{pattern})")).iter().map(way).collect::<Vec<_>>().join(" or ")
    }

    #[test]
    fn a_pattern_needs_words_of_every_part() {
        assert_eq!(of(r"\b(?:we|i) (?:was|were) Busy\b"), r"\i\|\we\ 1 \was\|\were\ 1 \busy\");
        assert_eq!(of(r"\b(?:we|i) (?:[a-z]+ )?(?:missed|forgot)"), r"\i\|\we\ 2 \forgot|\missed");
        assert_eq!(of(r"\b(?:we|i) .*\bforgot"), r"\i\|\we\ … \forgot");
        assert_eq!(of(r"\bforgot(?: to)?\b"), r"\forgot\|\forgot to\");
        assert_eq!(of(r"\bforgot(?: to)?"), r"\forgot");
        assert_eq!(of(r"(?:_p+|@[a-z]+) forgot"), r"@|_p 2 \forgot");
        assert_eq!(of(r"(?:[a-z]+er|crew) .*forgot"), r"crew\|er\ … forgot", "words that end there");
        assert_eq!(of(r"(?:[a-z]+er|crew)s? .*forgot"), "forgot", "nothing tells where words end");
        assert_eq!(of(r"\b(?:[a-z]+ever|then)\b"), r"ever\|\then\");
        assert_eq!(of(r"analy[sz]ed \w+ in\b"), r"analysed\|analyzed\ 2 \in\");
    }

    #[test]
    fn a_pattern_has_ways() {
        assert_eq!(of(r"\b(?:[a-z]+ )?(?:forgot|.+ missed it)\b"), r"\missed\ 2 \it\ or \forgot\");
        assert_eq!(
            of(r"\bwe (?:lost .+ time|ran \w+ late)"),
            r"\we\ 1 \lost\ … \time or \we\ 1 \ran\ 2 \late"
        );
        assert_eq!(of(r"!!+|(?-i:\b(?:[A-Z]{2,} ){3,})"), r"!! or AA");
        assert_eq!(of(r"(?:^|, )had \w+"), r", had\|^\had\");
    }

    #[test]
    fn a_pattern_that_can_say_anything_needs_nothing() {
        for pattern in [r"\bforgot|\w+\b", "(?:lost )?x{0,2}", r"[a-z]{3}", ""] {
            assert!(of_pattern(pattern).iter().any(|way| way.steps.is_empty()), "{pattern}");
        }
    }
}
