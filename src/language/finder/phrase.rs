//! What must stand around a word for it to count.

use crate::language::literal::{Literal, is_letter};

/// What a word stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stand {
    pub(super) clause: u32,
    /// The phrase that must stand around the word, if it alone is not enough.
    pub(super) phrase: u32,
}

/// No phrase: the word is enough.
pub(super) const ALONE: u32 = u32::MAX;

/// A letter or two beside a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Beside {
    /// Where they stand, seen from the beginning of the word.
    from: i16,
    is_two: bool,
    pub(super) letters: u16,
}

/// What must stand around a word.
#[derive(Debug)]
pub(super) struct Phrase {
    /// What tells most phrases apart.
    pub(super) beside: Beside,
    pub(super) text: Box<[u8]>,
    /// Where in it the word begins.
    pub(super) at: usize,
    /// Whether no letter stands before it.
    pub(super) begins: bool,
    pub(super) ends: bool,
    pub(super) first: bool,
}

impl Phrase {
    /// Of a literal whose word begins at a byte of it.
    pub(super) fn new(literal: &Literal, at: usize) -> Self {
        let Literal { begins, ends, first, .. } = *literal;
        let text = literal.text.as_bytes();
        let word = text.iter().skip(at).take_while(|byte| is_letter(**byte)).count();
        Self { beside: Beside::of(text, at, at + word), text: text.into(), at, begins, ends, first }
    }
}

impl Beside {
    /// In a phrase with a word in it.
    fn of(text: &[u8], word: usize, end: usize) -> Self {
        // The first letters behind the word and a blank, or the last ones before it; the word itself tells nothing.
        let behind = (end + 1 < text.len()).then_some(end + 1);
        let two = behind.filter(|behind| behind + 1 < text.len()).or(word.checked_sub(3));
        let one = || behind.or(word.checked_sub(2)).or(word.checked_sub(1)).unwrap_or(word);
        let (at, is_two) = two.map_or_else(|| (one(), false), |two| (two, true));
        let from = i16::try_from(at.cast_signed() - word.cast_signed());
        let mut beside = Self { from: from.unwrap_or_default(), is_two, letters: 0 };
        beside.letters = beside.read(text, word).unwrap_or_default();
        beside
    }

    /// Any letters at the same place.
    pub(super) fn place(self) -> Self {
        Self { letters: 0, ..self }
    }

    /// What stands there beside a word of a text.
    pub(super) fn read(self, text: &[u8], word: usize) -> Option<u16> {
        let at = word.checked_add_signed(isize::from(self.from))?;
        let first = *text.get(at)?;
        let second = if self.is_two { *text.get(at + 1)? } else { 0 };
        Some(u16::from_be_bytes([first, second]))
    }
}
