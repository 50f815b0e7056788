//! Credentials that are known by their shape.

use crate::secret::families::{FAMILIES, Family};
use crate::secret::{Secret, dummy};
use crate::source::Span;
use regex::Regex;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

/// No token is longer; a key is.
const LONGEST: usize = 4_096;

/// The beginnings of all families, each with its family.
static STARTS: LazyLock<Vec<(usize, &'static str)>> = LazyLock::new(|| {
    let families = (0..).zip(FAMILIES);
    families.flat_map(|(at, family)| family.starts.iter().map(move |start| (at, *start))).collect()
});

static SHAPES: LazyLock<Vec<OnceLock<Option<Regex>>>> =
    LazyLock::new(|| FAMILIES.iter().map(|_| OnceLock::new()).collect());

/// What credentials of known shapes begin with, letter for letter.
pub(super) fn starts() -> impl Iterator<Item = &'static str> {
    STARTS.iter().map(|(_, start)| *start)
}

/// The credential that begins with one of [`starts`], which stands at a range in any case; only there its shape is
/// tried.
pub(super) fn at(text: &str, start: usize, range: Range<usize>) -> Option<Secret> {
    let (owner, start) = *STARTS.get(start)?;
    if text.get(range.clone()) != Some(start) {
        return None;
    }
    shaped(text, FAMILIES.get(owner)?, shape(owner)?, range.start, range.end)
}

fn shape(family: usize) -> Option<&'static Regex> {
    let built = SHAPES.get(family)?.get_or_init(|| build(FAMILIES.get(family)?).ok());
    built.as_ref()
}

/// The shape of a family, tied to where it begins.
fn build(family: &Family) -> Result<Regex, regex::Error> {
    Regex::new(&format!(r"\A(?-u:{})", family.shape))
}

fn shaped(text: &str, family: &Family, shape: &Regex, start: usize, end: usize) -> Option<Secret> {
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
    }
}
