//! With which bytes a match of a pattern can begin, for patterns whose matches begin with a word.

use crate::language::literal::{begins_word, is_letter};
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// A set of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bytes([u64; 4]);

/// The first bytes of a pattern's matches. Nothing where one may begin within a word or apart from any: all begin with
/// a word, with one byte before a word, or with the text.
pub(super) fn of(hir: &Hir) -> Option<Bytes> {
    opening(&mut vec![hir])
}

/// Of a row, whose parts come from the end of the list.
fn opening(row: &mut Vec<&Hir>) -> Option<Bytes> {
    let first = row.pop()?;
    match first.kind() {
        HirKind::Capture(it) => {
            row.push(&it.sub);
            opening(row)
        }
        HirKind::Concat(parts) => {
            row.extend(parts.iter().rev());
            opening(row)
        }
        HirKind::Look(Look::WordAscii) => firsts(row).filter(Bytes::begin_words),
        HirKind::Look(Look::Start) => firsts(row),
        HirKind::Class(_) => {
            let before = firsts_of(first).0;
            let is_before_words = !before.any(is_letter) && firsts(row)?.begin_words();
            is_before_words.then_some(before)
        }
        HirKind::Alternation(branches) => {
            let all = branches.iter().map(|branch| {
                let mut row = row.clone();
                row.push(branch);
                opening(&mut row)
            });
            all.reduce(|a, b| Some(a?.and(b?)))?
        }
        _ => None,
    }
}

/// The first bytes of a row; nothing where it can be empty.
fn firsts(row: &[&Hir]) -> Option<Bytes> {
    let mut all = Bytes::NONE;
    for part in row.iter().rev() {
        let (bytes, can_be_empty) = firsts_of(part);
        all = all.and(bytes);
        if !can_be_empty {
            return Some(all);
        }
    }
    None
}

/// The first bytes of a part, and whether it can be empty.
pub(super) fn firsts_of(hir: &Hir) -> (Bytes, bool) {
    let mut bytes = Bytes::NONE;
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => (bytes, true),
        HirKind::Literal(literal) => {
            literal.0.first().into_iter().for_each(|byte| bytes.add(*byte, *byte));
            (bytes, literal.0.is_empty())
        }
        HirKind::Class(Class::Bytes(class)) => {
            class.iter().for_each(|range| bytes.add(range.start(), range.end()));
            (bytes, false)
        }
        HirKind::Class(Class::Unicode(class)) => {
            for range in class.iter() {
                // What lies beyond ASCII begins with one of these bytes.
                let byte = |c: char| u8::try_from(c).ok().filter(u8::is_ascii);
                match (byte(range.start()), byte(range.end())) {
                    (Some(start), Some(end)) => bytes.add(start, end),
                    (Some(start), None) => bytes.add(start, 0xff),
                    _ => bytes.add(0x80, 0xff),
                }
            }
            (bytes, false)
        }
        HirKind::Repetition(it) => {
            let (bytes, can_be_empty) = firsts_of(&it.sub);
            (bytes, can_be_empty || it.min == 0)
        }
        HirKind::Capture(it) => firsts_of(&it.sub),
        HirKind::Concat(parts) => {
            for part in parts {
                let (first, can_be_empty) = firsts_of(part);
                bytes = bytes.and(first);
                if !can_be_empty {
                    return (bytes, false);
                }
            }
            (bytes, true)
        }
        HirKind::Alternation(branches) => {
            branches.iter().map(firsts_of).fold((bytes, false), |(bytes, can_be_empty), (others, other)| {
                (bytes.and(others), can_be_empty || other)
            })
        }
    }
}

impl Bytes {
    const NONE: Self = Self([0; 4]);

    /// Whether it holds a byte.
    pub(super) fn has(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte / 64)).is_some_and(|bits| bits >> (byte % 64) & 1 == 1)
    }

    /// Whether it holds any such byte.
    pub(super) fn any(&self, is: fn(u8) -> bool) -> bool {
        (0..=u8::MAX).any(|byte| self.has(byte) && is(byte))
    }

    fn add(&mut self, from: u8, to: u8) {
        for byte in from..=to {
            self.0.get_mut(usize::from(byte / 64)).into_iter().for_each(|bits| *bits |= 1 << (byte % 64));
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.0.iter_mut().zip(other.0).for_each(|(bits, others)| *bits |= others);
        self
    }

    fn begin_words(&self) -> bool {
        !self.any(|byte| !begins_word(byte))
    }
}

#[cfg(test)]
mod tests {
    use super::of;
    use regex_syntax::ParserBuilder;

    fn begins(pattern: &str) -> Option<String> {
        let hir = ParserBuilder::new().utf8(false).build().parse(&format!("(?-u:{pattern})")).unwrap();
        of(&hir).map(|bytes| (0..=127).filter(|byte| bytes.has(*byte)).map(char::from).collect())
    }

    #[test]
    fn a_pattern_begins_with_a_word_or_not() {
        assert_eq!(begins(r"\b(?:we|(?P<who>i)) forgot").as_deref(), Some("iw"));
        assert_eq!(begins(r"\b(?:the )?(?:team|crew)").as_deref(), Some("ct"));
        assert_eq!(begins(r"(?:\A|[,;] )had we"), None, "a blank stands between the comma and the word");
        assert_eq!(begins(r"(?:\A|[ ,])(?:who|she) lost").as_deref(), Some(" ,sw"));
        assert_eq!(begins(r"\b(?:@\w+|who) lost").as_deref(), Some("@w"));
        assert_eq!(begins(r"\bpity|\bshame").as_deref(), Some("ps"));
        for pattern in ["forgot", r"\bpity|!!", r"\b'd", r"\b(?:pity)?", r"[a-z ]the", r"\w+"] {
            assert_eq!(begins(pattern), None, "{pattern}");
        }
    }
}
