//! Holds the entries of a lexicon against their own examples.

use crate::language::entries_in;
use crate::language::lexicon::{Entry, Lexicon};

/// What the entries of a lexicon do not say as their examples want it, a line each.
pub fn failures(lexicon: &Lexicon) -> Vec<String> {
    let mut wrong = Vec::new();
    for entry in &lexicon.entries {
        let (id, family) = (&entry.id, entry.family.word());
        if entry.matches.is_empty() {
            wrong.push(format!("{id} ({family}): no example under `match`"));
        }
        for text in entry.matches.iter().filter(|text| !speaks(lexicon, entry, text)) {
            wrong.push(format!("{id} ({family}) is silent about: {text}"));
        }
        for text in entry.no_matches.iter().filter(|text| speaks(lexicon, entry, text)) {
            wrong.push(format!("{id} ({family}) speaks about: {text}"));
        }
    }
    wrong
}

fn speaks(lexicon: &Lexicon, entry: &Entry, text: &str) -> bool {
    entries_in(lexicon, text).contains(&entry.id.as_ref())
}
