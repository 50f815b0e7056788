//! Patterns for texts in small letters. Where case does not count, every letter of a pattern would be a choice of
//! two, and lists of words no lists any more; on a text in small letters they are words again.
//!
//! A few patterns ask for capital letters somewhere. They are matched twice: without these branches on the small
//! letters, and with them on the text as it is written.

use regex_syntax::hir::{
    Capture, Class, ClassBytesRange, ClassUnicodeRange, Hir, HirKind, Literal, Repetition,
};

/// The pattern for a text in small letters (ASCII), without the branches for which case counts; nothing where it
/// cannot match without them.
pub(super) fn small(hir: &Hir) -> Option<Hir> {
    Some(match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => hir.clone(),
        HirKind::Literal(literal) => {
            let has_letters = literal.0.iter().any(u8::is_ascii_alphabetic);
            return (!has_letters).then(|| hir.clone());
        }
        HirKind::Class(class) => Hir::class(small_class(class)?),
        HirKind::Repetition(repetition) => match small(&repetition.sub) {
            Some(sub) => Hir::repetition(Repetition { sub: Box::new(sub), ..repetition.clone() }),
            None if repetition.min == 0 => Hir::empty(),
            None => return None,
        },
        HirKind::Capture(capture) => {
            Hir::capture(Capture { sub: Box::new(small(&capture.sub)?), ..capture.clone() })
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

/// The patterns that a match needs one of if case counts somewhere in it; none where it never does.
pub(super) fn with_capitals(hir: &Hir) -> Vec<Hir> {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => Vec::new(),
        HirKind::Literal(_) | HirKind::Class(_) => match small(hir) {
            Some(_) => Vec::new(),
            None => vec![hir.clone()],
        },
        HirKind::Repetition(repetition) => match with_capitals(&repetition.sub).is_empty() {
            true => Vec::new(),
            false => vec![hir.clone()],
        },
        HirKind::Capture(capture) => with_capitals(&capture.sub),
        HirKind::Alternation(branches) => {
            let all: Vec<Hir> = branches.iter().flat_map(with_capitals).collect();
            if all.is_empty() { all } else { vec![Hir::alternation(all)] }
        }
        HirKind::Concat(parts) => {
            let row = |at: usize, part: Hir| {
                let around = parts.iter().enumerate();
                Hir::concat(
                    around.map(|(other, it)| if other == at { part.clone() } else { it.clone() }).collect(),
                )
            };
            let parts = parts.iter().enumerate();
            parts
                .flat_map(|(at, part)| with_capitals(part).into_iter().map(move |part| row(at, part)))
                .collect()
        }
    }
}

/// A class without its capital letters, if it has them for all its small ones.
fn small_class(class: &Class) -> Option<Class> {
    Some(match class {
        Class::Bytes(class) => {
            let has = |byte: u8| class.iter().any(|range| (range.start()..=range.end()).contains(&byte));
            if !(b'a'..=b'z').all(|byte| has(byte) == has(byte.to_ascii_uppercase())) {
                return None;
            }
            let mut class = class.clone();
            let mut others = regex_syntax::hir::ClassBytes::new([ClassBytesRange::new(b'A', b'Z')]);
            others.negate();
            class.intersect(&others);
            Class::Bytes(class)
        }
        Class::Unicode(class) => {
            let has = |c: char| class.iter().any(|range| (range.start()..=range.end()).contains(&c));
            if !('a'..='z').all(|c| has(c) == has(c.to_ascii_uppercase())) {
                return None;
            }
            let mut class = class.clone();
            let mut others = regex_syntax::hir::ClassUnicode::new([ClassUnicodeRange::new('A', 'Z')]);
            others.negate();
            class.intersect(&others);
            Class::Unicode(class)
        }
    })
}

/// The same pattern with its branches written out word by word where they are a few: a list of plain words is matched
/// letter by letter, however long it is.
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
            Hir::alternation(branches.iter().flat_map(words).collect())
        }
    }
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
            let all = heads.iter().flat_map(|head| tails.iter().map(move |tail| [&head[..], tail].concat()));
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

#[cfg(test)]
mod tests {
    use super::{listed, small, with_capitals};
    use regex::bytes::Regex;
    use regex_syntax::ParserBuilder;
    use regex_syntax::hir::Hir;

    fn parse(pattern: &str) -> Hir {
        ParserBuilder::new().utf8(false).build().parse(&format!("(?i-u:{pattern})")).unwrap()
    }

    #[test]
    fn words_become_words_again() {
        let small = |pattern: &str| small(&parse(pattern)).map(|hir| listed(&hir, true).to_string());
        assert_eq!(small("The").as_deref(), Some("(?:the)"));
        assert_eq!(small("[a-f0-9]+x?").as_deref(), Some("(?:(?-u:[0-9a-f])+x?)"));
        assert_eq!(small("devs?|ops").as_deref(), Some("(?:(?:devs)|(?:dev)|(?:ops))"));
        assert_eq!(small("we|(?-i:IT)").as_deref(), Some("(?:we)"));
        assert_eq!(small("(?-i:[A-Z]+)? lost").as_deref(), Some("(?: lost)"));
        assert_eq!(small("(?-i:IT) lost"), None);
    }

    #[test]
    fn together_they_match_what_the_whole_matches() {
        let pattern =
            r"\b(?:we|(?-i:[A-Z][a-z]+)|(?:the )?(?:crew|(?-i:IT))) (?:lost (?:it|(?-i:Y))|forg[eo]ts?)\b";
        let whole = Regex::new(&format!("(?i-u:{pattern})")).unwrap();
        let hir = parse(pattern);
        let compiled = |hir: &Hir| Regex::new(&hir.to_string()).unwrap();
        let plain = compiled(&listed(&small(&hir).unwrap(), false));
        let capital: Vec<Regex> = with_capitals(&hir).iter().map(compiled).collect();
        assert_eq!(capital.len(), 2);
        for text in [
            "WE LOST IT",
            "we lost y",
            "we lost Y",
            "The Crew forgets",
            "it lost it",
            "IT lost it",
            "the IT forgot",
            "Anna forgot",
            "anna forgot",
            "Anna lost Y",
            "anna lost Y",
        ] {
            let lowered = text.to_ascii_lowercase();
            let told =
                plain.is_match(lowered.as_bytes()) || capital.iter().any(|it| it.is_match(text.as_bytes()));
            assert_eq!(told, whole.is_match(text.as_bytes()), "{text}");
        }
    }
}
