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

/// What must stand around a word.
#[derive(Debug)]
pub(super) struct Phrase {
    /// A byte beside the word, seen from its beginning, that tells most phrases apart.
    pub(super) beside: (i16, u8),
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
        // The first letter behind the word and a blank, or the last one before it; the word itself tells nothing.
        let behind = Some(at + word + 1).filter(|behind| *behind < text.len());
        let beside = behind.or(at.checked_sub(2)).or(at.checked_sub(1)).unwrap_or(at);
        let near = i16::try_from(beside.cast_signed() - at.cast_signed()).ok();
        let beside = near.map_or((0, at), |near| (near, beside));
        let beside = (beside.0, text.get(beside.1).copied().unwrap_or_default());
        Self { beside, text: text.into(), at, begins, ends, first }
    }
}
