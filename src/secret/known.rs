//! Credentials that are known by their shape.

use crate::secret::families::{FAMILIES, Family};
use crate::secret::{Secret, dummy};
use crate::source::Span;
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use regex::Regex;
use std::sync::{LazyLock, OnceLock};

/// No token is longer; a key is.
const LONGEST: usize = 4_096;

/// Finds the beginnings of all families at once; only where one stands is its shape tried.
struct Engine {
    starts: Option<AhoCorasick>,
    /// For each beginning, its family.
    owners: Vec<usize>,
    shapes: Vec<OnceLock<Option<Regex>>>,
}

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let starts =
        || (0..).zip(FAMILIES).flat_map(|(at, family)| family.starts.iter().map(move |start| (at, start)));
    let built =
        AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(starts().map(|(_, start)| start));
    Engine {
        starts: built.ok(),
        owners: starts().map(|(at, _)| at).collect(),
        shapes: FAMILIES.iter().map(|_| OnceLock::new()).collect(),
    }
});

pub(super) fn find(text: &str) -> Vec<Secret> {
    let Some(starts) = &ENGINE.starts else { return Vec::new() };
    let found = starts.find_overlapping_iter(text).filter_map(|found| {
        let owner = *ENGINE.owners.get(found.pattern().as_usize())?;
        at(text, FAMILIES.get(owner)?, shape(owner)?, found.start(), found.end())
    });
    found.collect()
}

fn shape(family: usize) -> Option<&'static Regex> {
    let built = ENGINE.shapes.get(family)?.get_or_init(|| build(FAMILIES.get(family)?).ok());
    built.as_ref()
}

/// The shape of a family, tied to where it begins.
fn build(family: &Family) -> Result<Regex, regex::Error> {
    Regex::new(&format!(r"\A(?-u:{})", family.shape))
}

fn at(text: &str, family: &Family, shape: &Regex, start: usize, end: usize) -> Option<Secret> {
    let joined = |c: char| c.is_ascii_alphanumeric() || c == '_';
    // Most of what begins like a token is the middle of a word.
    if family.before.is_empty() && text.get(..start)?.ends_with(joined) {
        return None;
    }
    let tries = if family.before.is_empty() { &[0][..] } else { family.before };
    tries.iter().find_map(|before| {
        let from = start.checked_sub(*before)?;
        let most = text.floor_char_boundary(text.len().min(from + LONGEST));
        let window = text.get(from..most)?;
        let found = shape.find(window)?;
        let whole = from..from + found.end();
        let core = if from == start { end..whole.end } else { whole.clone() };
        let is_part =
            text.get(..whole.start)?.ends_with(joined) || text.get(whole.end..)?.starts_with(joined);
        if is_part || dummy::is_placeholder(text.get(core.clone())?) {
            return None;
        }
        Some(Secret {
            span: Span::new(whole.start, whole.end),
            core: Span::new(core.start, core.end),
            what: family.name,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_a_pattern() {
        for family in FAMILIES {
            assert!(build(family).is_ok(), "{}", family.name);
            assert!(!family.starts.is_empty() && !family.source.is_empty(), "{}", family.name);
        }
        assert!(ENGINE.starts.is_some());
    }
}
