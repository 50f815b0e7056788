//! Takes a pattern apart: one that lists many phrases is tried phrase by phrase, and only those whose words stand in
//! the sentence. A part is a pattern of its own; together they match where the whole one does.

use crate::language::fold;
use crate::language::needs::{self, Way};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};

/// A part of a pattern.
#[derive(Debug)]
pub(super) struct Part {
    /// As a pattern of its own.
    pub(super) pattern: String,
    /// Whether it is for the text in small letters.
    pub(super) small: bool,
    /// What a sentence must hold for it.
    pub(super) ways: Vec<Way>,
}

/// The parts of a pattern as it is written, without flags.
pub(super) fn of_pattern(pattern: &str) -> Vec<Part> {
    match fold::parse(pattern) {
        Some(hir) => split(&hir, DEEPEST).iter().flat_map(folded).collect(),
        None => {
            let pattern = fold::with_flags(pattern);
            let parsed = ParserBuilder::new().utf8(false).build().parse(&pattern);
            // What is no pattern is told where it is compiled.
            let ways = parsed.map_or_else(|_| vec![Way::ANYTHING], |hir| needs::of(&hir));
            vec![Part { pattern, small: false, ways }]
        }
    }
}

/// How deep branches within branches are taken apart.
const DEEPEST: usize = 4;
/// A pattern has at most about so many parts.
const MOST: usize = 60;
/// What stands around branches is repeated for each of them, up to this many letters.
const AROUND: usize = 500;

fn folded(hir: &Hir) -> Vec<Part> {
    let part = |hir: &Hir, small: bool| {
        let pattern = if small { fold::listed(hir, false).to_string() } else { fold::written(hir) };
        Part { pattern, small, ways: needs::of(hir) }
    };
    let capitals = fold::with_capitals(hir);
    let small = fold::small(hir);
    small.iter().map(|hir| part(hir, true)).chain(capitals.iter().map(|hir| part(hir, false))).collect()
}

fn split(hir: &Hir, depth: usize) -> Vec<Hir> {
    match hir.kind() {
        _ if depth == 0 => vec![hir.clone()],
        HirKind::Capture(capture) if !fold::has_mark(capture) => split(&capture.sub, depth),
        HirKind::Alternation(branches) => gathered(branches, depth - 1),
        HirKind::Concat(parts) => along(parts, depth).unwrap_or_else(|| vec![hir.clone()]),
        _ => vec![hir.clone()],
    }
}

/// The branches; those that are nothing but words stay together.
fn gathered(branches: &[Hir], depth: usize) -> Vec<Hir> {
    let (words, others): (Vec<&Hir>, Vec<&Hir>) = branches.iter().partition(|branch| needs::is_words(branch));
    let mut parts: Vec<Hir> = others.into_iter().flat_map(|branch| split(branch, depth)).collect();
    if !words.is_empty() {
        parts.push(Hir::alternation(words.into_iter().cloned().collect()));
    }
    let at_once = parts.len().div_ceil(MOST).max(1);
    parts.chunks(at_once).map(|some| Hir::alternation(some.to_vec())).collect()
}

/// Takes the largest branching of a row apart, if what stands around it is short.
fn along(row: &[Hir], depth: usize) -> Option<Vec<Hir>> {
    let lengths: Vec<usize> = row.iter().map(length).collect();
    let forks = |part: &Hir| match part.kind() {
        HirKind::Alternation(_) => true,
        HirKind::Capture(capture) => !fold::has_mark(capture),
        _ => false,
    };
    let forks = row.iter().zip(&lengths).enumerate().filter(|(_, (part, _))| forks(part));
    let (at, (fork, length)) = forks.max_by_key(|(_, (_, length))| **length)?;
    let (before, after) = (row.get(..at)?, row.get(at + 1..)?);
    if lengths.iter().sum::<usize>() - length > AROUND {
        return None;
    }
    let branches = split(fork, depth);
    let whole = |branch: &Hir| Hir::concat([before, std::slice::from_ref(branch), after].concat());
    (branches.len() > 1).then(|| branches.iter().map(whole).collect())
}

/// How many letters and classes a pattern has.
fn length(hir: &Hir) -> usize {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Class(_) => 1,
        HirKind::Literal(literal) => literal.0.len(),
        HirKind::Repetition(repetition) => length(&repetition.sub),
        HirKind::Capture(capture) => length(&capture.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().map(length).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::of_pattern;
    use regex::bytes::Regex;

    #[test]
    fn the_parts_match_what_the_whole_matches() {
        let pattern = r"\b(?P<at>(?:we|i) (?:lost .{3}|ran (?:late|\w+ dry))|too (?:bad|sad)|pity)\b";
        let parts = of_pattern(pattern);
        assert!(parts.iter().all(|part| part.small));
        let parts: Vec<Regex> = parts.iter().map(|part| Regex::new(&part.pattern).unwrap()).collect();
        assert_eq!(parts.len(), 4, "{parts:?}");
        let whole = Regex::new(&format!("(?i-u:{pattern})")).unwrap();
        for text in
            ["We lost it all", "I ran late", "we ran bone dry", "so TOO SAD", "pity", "we lost", "wepity"]
        {
            let small = text.to_ascii_lowercase();
            let any = parts.iter().any(|part| part.is_match(small.as_bytes()));
            assert_eq!(any, whole.is_match(text.as_bytes()), "{text}");
        }
    }
}
