//! The words of a text, and their letters as numbers.

use crate::language::literal::is_letter;
use std::ops::Range;

/// Where a word stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The words of a text, from left to right.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    // Words begin and end where letters change into other bytes and back: these places are found 64 bytes at a time,
    // since a branch for each would mostly be guessed wrong.
    let (mut start, mut last) = (None, 0);
    for (chunk, at) in text.as_bytes().chunks(64).zip((0..).step_by(64)) {
        let letters = letters_of(chunk);
        let mut changes = letters ^ (letters << 1 | last);
        last = letters >> 63;
        while changes != 0 {
            let here = at + changes.trailing_zeros();
            changes &= changes - 1;
            match start.take() {
                None => start = Some(here),
                Some(start) => words.push(Word { start, end: here }),
            }
        }
    }
    words.extend(start.map(|start| Word { start, end: u32::try_from(text.len()).unwrap_or(u32::MAX) }));
    words
}

/// A bit for each of 64 bytes, the first one the lowest: whether it is a letter.
fn letters_of(chunk: &[u8]) -> u64 {
    let mut is = [0; 64];
    is.iter_mut().zip(chunk).for_each(|(is, byte)| *is = u8::from(is_letter(*byte)));
    // The product has the lowest bits of eight bytes side by side in its highest byte.
    let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    is.as_chunks().0.iter().zip((0..).step_by(8)).fold(0, |all, (eight, at)| all | bits(eight) << at)
}

impl Word {
    /// The bytes of the text that it takes.
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// How many letters it has.
    pub(super) fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Its first letters, eight at most, as one number.
    pub(super) fn opening(self, text: &[u8]) -> u64 {
        let length = self.len().clamp(1, 8);
        u64::from_le_bytes(self.bytes(text)) & (u64::MAX >> (64 - 8 * length))
    }

    /// All its letters as one number, if they are few; no word holds a zero.
    pub(super) fn letters(self, text: &[u8]) -> Option<u128> {
        let length = self.len().max(1);
        (length <= 16).then(|| u128::from_le_bytes(self.bytes(text)) & (u128::MAX >> (128 - 8 * length)))
    }

    /// So many bytes from its first one on: what stands behind it, too, where the text goes on as far.
    fn bytes<const N: usize>(self, text: &[u8]) -> [u8; N] {
        let rest = text.get(self.start as usize..).unwrap_or_default();
        rest.first_chunk().copied().unwrap_or_else(|| {
            let mut bytes = [0; N];
            bytes.iter_mut().zip(rest).for_each(|(byte, there)| *byte = *there);
            bytes
        })
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_where_letters_are() {
        let split = |text: &str| -> Vec<String> {
            words(text)
                .into_iter()
                .map(|word| text.get(word.range()).unwrap_or_default().to_owned())
                .collect()
        };
        assert_eq!(split("It's v_2, née (x)"), ["It", "s", "v_2", "n", "e", "x"]);
        assert_eq!(split("..."), [""; 0]);
        let long = format!("{} a {}é{} b", "x".repeat(64), "y".repeat(61), "z".repeat(130));
        assert_eq!(split(&long), ["x".repeat(64), "a".into(), "y".repeat(61), "z".repeat(130), "b".into()]);
        assert_eq!(split(""), [""; 0]);
    }

    /// A word is the same number wherever in a text it stands.
    #[test]
    fn letters_are_the_same_at_the_end_of_a_text() {
        let text = "forgot internationally sixteen_letters_ seventeen_letters forgot, internationally forgot";
        let read = words(text);
        let of = |word: &str| {
            let same = read.iter().filter(|it| text.get(it.range()) == Some(word));
            same.map(|it| (it.opening(text.as_bytes()), it.letters(text.as_bytes()))).collect::<Vec<_>>()
        };
        let letters = u128::from_le_bytes(*b"forgot\0\0\0\0\0\0\0\0\0\0");
        assert_eq!(of("forgot"), [(u64::from_le_bytes(*b"forgot\0\0"), Some(letters)); 3]);
        assert_eq!(of("internationally").len(), 2);
        assert_eq!(of("internationally").first(), of("internationally").last());
        assert_eq!(of("internationally").first().map(|it| it.0), Some(u64::from_le_bytes(*b"internat")));
        assert_eq!(of("sixteen_letters_").first().map(|it| it.1.is_some()), Some(true));
        assert_eq!(of("seventeen_letters").first().map(|it| it.1), Some(None));
    }
}
