//! Credentials that begin with, or stand behind, one of some words: all of these are found in one walk over a text.

use crate::secret::{Secret, assigned, known};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use std::sync::LazyLock;

/// The beginnings of known shapes, and behind them the keys.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).kind(Some(AhoCorasickKind::DFA));
    builder.build(known::starts().chain(assigned::keys())).ok()
});

/// Those of known shapes come first.
pub(super) fn find(text: &str) -> Vec<Secret> {
    let Some(words) = &*WORDS else { return Vec::new() };
    let shapes = known::starts().count();
    let (mut all, mut behind_keys) = (Vec::new(), Vec::new());
    for found in words.find_overlapping_iter(text) {
        let word = found.pattern().as_usize();
        match word.checked_sub(shapes) {
            None => all.extend(known::at(text, word, found.range())),
            Some(key) => behind_keys.extend(assigned::at(text, key, found.range())),
        }
    }
    all.append(&mut behind_keys);
    all
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_are_a_table() {
        assert!(super::WORDS.is_some());
    }
}
