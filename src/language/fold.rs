//! Patterns for texts in small letters. Where case does not count, every letter of a pattern would be a choice of
//! two, and lists of words no lists any more; on a text in small letters they stay words.
//!
//! A few patterns ask for capital letters somewhere, in `(?-i:…)`. They are matched twice: without these branches on
//! the small letters, and with them on the text as it is written.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Capture, Class, Hir, HirKind, Literal, Repetition};

/// What begins a part in which case counts.
const CAPITALS: &str = "(?-i:";
/// How such a part is called while a pattern is taken apart.
const MARK: &str = "capitals_";

/// A pattern as it is compiled for the text as it is written. Letters beyond ASCII keep their case unless the pattern
/// asks for classes of Unicode: tables for those would make every pattern many times as large.
pub(super) fn with_flags(pattern: &str) -> String {
    format!("(?{}:{pattern})", if is_unicode(pattern) { "i" } else { "i-u" })
}

fn is_unicode(pattern: &str) -> bool {
    [r"\p{", r"\P{", r"\u", r"\x{"].iter().any(|escape| pattern.contains(escape))
}

/// A pattern in small letters, parsed; parts in which case counts are groups of a name of their own, see
/// [`with_capitals`]. Nothing for a pattern that has flags or classes of Unicode, or is none.
pub(super) fn parse(pattern: &str) -> Option<Hir> {
    let pattern = Some(pattern).filter(|pattern| !is_unicode(pattern))?;
    ParserBuilder::new().utf8(false).build().parse(&format!("(?-u:{})", marked(pattern)?)).ok()
}

/// The pattern without the branches for which case counts; nothing where it cannot match without them.
pub(super) fn small(hir: &Hir) -> Option<Hir> {
    Some(match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => hir.clone(),
        HirKind::Repetition(it) => match small(&it.sub) {
            Some(sub) => Hir::repetition(Repetition { sub: Box::new(sub), ..it.clone() }),
            None if it.min == 0 => Hir::empty(),
            None => return None,
        },
        HirKind::Capture(it) if has_mark(it) => return None,
        HirKind::Capture(it) => {
            Hir::capture(Capture { index: it.index, name: it.name.clone(), sub: Box::new(small(&it.sub)?) })
        }
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(small).collect::<Option<_>>()?),
        HirKind::Alternation(branches) => {
            let branches: Vec<Hir> = branches.iter().filter_map(small).collect();
            match branches.is_empty() {
                true => return None,
                false => Hir::alternation(branches),
            }
        }
    })
}

/// A whole pattern for the text in small letters, without the branches for which case counts, and whether that is all
/// of it.
pub(super) fn whole(pattern: &str, captures: bool) -> Option<(String, bool)> {
    let hir = parse(pattern)?;
    Some((listed(&small(&hir)?, captures).to_string(), with_capitals(&hir).is_empty()))
}

/// The patterns of which a match needs one if case counts somewhere in it; none where it never does.
pub(super) fn with_capitals(hir: &Hir) -> Vec<Hir> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => Vec::new(),
        HirKind::Repetition(it) => match with_capitals(&it.sub).is_empty() {
            true => Vec::new(),
            false => vec![hir.clone()],
        },
        HirKind::Capture(it) if has_mark(it) => vec![hir.clone()],
        HirKind::Capture(it) => with_capitals(&it.sub),
        HirKind::Alternation(branches) => {
            let all: Vec<Hir> = branches.iter().flat_map(with_capitals).collect();
            if all.is_empty() { all } else { vec![Hir::alternation(all)] }
        }
        HirKind::Concat(parts) => {
            let row = |at: usize, part: Hir| {
                let mut parts = parts.clone();
                parts.get_mut(at).into_iter().for_each(|old| *old = part.clone());
                Hir::concat(parts)
            };
            let parts = parts.iter().enumerate();
            parts
                .flat_map(|(at, part)| with_capitals(part).into_iter().map(move |part| row(at, part)))
                .collect()
        }
    }
}

/// As a pattern for the text as it is written.
pub(super) fn written(hir: &Hir) -> String {
    let printed = hir.to_string();
    let begins = format!("(?P<{MARK}");
    let mut parts = printed.split(&begins);
    let mut out = format!("(?i-u:{}", parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(CAPITALS);
        out.push_str(part.split_once('>').map_or(part, |(_, behind)| behind));
    }
    out.push(')');
    out
}

/// The same pattern with its branches written out word by word where they are a few: a list of plain words is matched
/// letter by letter, however long it is. Without captures it only says whether it matches, and plain words among other
/// branches are a list of their own.
pub(super) fn listed(hir: &Hir, captures: bool) -> Hir {
    let listed = |hir: &Hir| listed(hir, captures);
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => hir.clone(),
        HirKind::Repetition(it) => {
            Hir::repetition(Repetition { sub: Box::new(listed(&it.sub)), ..it.clone() })
        }
        HirKind::Capture(it) if captures => {
            Hir::capture(Capture { sub: Box::new(listed(&it.sub)), ..it.clone() })
        }
        HirKind::Capture(it) => listed(&it.sub),
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(listed).collect()),
        HirKind::Alternation(branches) => {
            let words = |branch: &Hir| match said(branch) {
                Some(words) => words.into_iter().map(Hir::literal).collect(),
                None => vec![listed(branch)],
            };
            let listed: Vec<Hir> = branches.iter().flat_map(words).collect();
            if captures { Hir::alternation(listed) } else { gathered(listed) }
        }
    }
}

/// Branches of which the plain words stand together. A group keeps them apart from the others, which it would be
/// joined with.
fn gathered(branches: Vec<Hir>) -> Hir {
    let is_plain = |branch: &Hir| matches!(branch.kind(), HirKind::Literal(_));
    let (words, mut others): (Vec<Hir>, Vec<Hir>) = branches.into_iter().partition(is_plain);
    if others.is_empty() || words.len() < 2 {
        others.extend(words);
        return Hir::alternation(others);
    }
    others.push(Hir::capture(Capture { index: 1, name: None, sub: Box::new(Hir::alternation(words)) }));
    Hir::alternation(others)
}

/// Whether case counts in a group.
pub(super) fn has_mark(capture: &Capture) -> bool {
    capture.name.as_ref().is_some_and(|name| name.starts_with(MARK))
}

/// A branch with more words than this is left as it is.
const MOST: usize = 32;

/// All that a part can say, in the order in which it would be tried.
fn said(hir: &Hir) -> Option<Vec<Vec<u8>>> {
    let said = match hir.kind() {
        HirKind::Empty => vec![Vec::new()],
        HirKind::Literal(Literal(text)) => vec![text.to_vec()],
        HirKind::Class(Class::Bytes(class)) => {
            let letters = class.iter().flat_map(|range| range.start()..=range.end());
            letters.take(MOST + 1).map(|letter| vec![letter]).collect()
        }
        HirKind::Repetition(it) if (it.min, it.max, it.greedy) == (0, Some(1), true) => {
            let mut said = said(&it.sub)?;
            said.push(Vec::new());
            said
        }
        HirKind::Concat(parts) => parts.iter().try_fold(vec![Vec::new()], |heads: Vec<Vec<u8>>, part| {
            let tails = said(part)?;
            let all =
                heads.iter().flat_map(|head| tails.iter().map(move |tail| [head.as_slice(), tail].concat()));
            (heads.len() * tails.len() <= MOST).then(|| all.collect())
        })?,
        HirKind::Alternation(branches) => {
            let all: Option<Vec<_>> = branches.iter().map(said).collect();
            all?.concat()
        }
        _ => return None,
    };
    (said.len() <= MOST).then_some(said)
}

/// A pattern in small letters but where case counts; these parts get a name.
fn marked(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len());
    // For each group that is open, whether case counts in it.
    let mut open = vec![false];
    let mut marks = 0;
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let inside = open.last().copied().unwrap_or_default();
        let length = match c {
            '\\' => escape(rest),
            '(' if rest.starts_with(CAPITALS) => {
                out.push_str(&format!("(?P<{MARK}{marks}>"));
                marks += 1;
                open.push(true);
                rest = rest.get(CAPITALS.len()..)?;
                continue;
            }
            '(' => {
                open.push(inside);
                group(rest)?
            }
            ')' => {
                open.pop();
                1
            }
            _ => 0,
        };
        let (head, behind) = rest.split_at_checked(length.max(c.len_utf8()))?;
        match length == 0 && !inside {
            true => out.push_str(&head.to_ascii_lowercase()),
            false => out.push_str(head),
        }
        rest = behind;
    }
    Some(out)
}

/// How long an escape is: `\W` is no letter in a text.
fn escape(rest: &str) -> usize {
    let second = rest.chars().nth(1);
    let braced = rest.get(2..).filter(|behind| behind.starts_with('{'));
    match (second, braced.and_then(|behind| behind.find('}'))) {
        (Some('p' | 'P' | 'x' | 'u' | 'U'), Some(end)) => end + 3,
        (Some(second), _) => 1 + second.len_utf8(),
        (None, _) => 1,
    }
}

/// How long the beginning of a group is; nothing for one that sets flags.
fn group(rest: &str) -> Option<usize> {
    match rest.get(1..)? {
        inner if inner.starts_with("?:") => Some(3),
        inner if inner.starts_with("?P<") || inner.starts_with("?<") => Some(rest.find('>')? + 1),
        inner if inner.starts_with('?') => None,
        _ => Some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, parse, small, with_capitals, written};
    use regex::bytes::Regex;

    #[test]
    fn words_stay_words() {
        let small = |pattern: &str| small(&parse(pattern).unwrap()).map(|hir| listed(&hir, true).to_string());
        assert_eq!(small("The").as_deref(), Some("(?:the)"));
        assert_eq!(small(r"[A-F0-9]+\Wx?").as_deref(), small(r"[0-9a-f]+\Wx?").as_deref());
        assert_eq!(small("devs?|ops").as_deref(), Some("(?:(?:devs)|(?:dev)|(?:ops))"));
        assert_eq!(small("we|(?-i:IT)").as_deref(), Some("(?:we)"));
        assert_eq!(small("(?-i:[A-Z]+)? lost").as_deref(), Some("(?: lost)"));
        assert_eq!(small("(?-i:IT) lost"), None);
        let asked = |pattern: &str| listed(&parse(pattern).unwrap(), false).to_string();
        let apart = "(?:(?:(?-u:[a-z])+(?:er))|((?:(?:devs)|(?:dev)|(?:ops))))";
        assert_eq!(asked("devs?|(?P<who>[a-z]+er)|ops"), apart);
        assert!(parse("(?x: a )").is_none());
        assert!(parse("(").is_none());
    }

    #[test]
    fn together_they_match_what_the_whole_matches() {
        let pattern =
            r"\b(?:We|(?-i:[A-Z][a-z]+)|(?:the )?(?:crew|(?-i:IT))) (?:lost (?:it|(?-i:\(Y\)))|forg[eo]ts?)";
        let whole = Regex::new(&format!("(?i-u:{pattern})")).unwrap();
        let hir = parse(pattern).unwrap();
        let plain = Regex::new(&listed(&small(&hir).unwrap(), false).to_string()).unwrap();
        let capital: Vec<Regex> =
            with_capitals(&hir).iter().map(|hir| Regex::new(&written(hir)).unwrap()).collect();
        assert_eq!(capital.len(), 2);
        let texts = [
            "WE LOST IT",
            "we lost (y)",
            "we lost (Y)",
            "The Crew forgets",
            "it lost it",
            "IT lost it",
            "the IT forgot",
            "Anna forgot",
            "anna forgot",
            "Anna lost (Y)",
            "anna lost (Y)",
        ];
        for text in texts {
            let lowered = text.to_ascii_lowercase();
            let told =
                plain.is_match(lowered.as_bytes()) || capital.iter().any(|it| it.is_match(text.as_bytes()));
            assert_eq!(told, whole.is_match(text.as_bytes()), "{text}");
        }
    }
}
