//! What a text must hold for a pattern to match at all: most patterns need not be tried on most sentences.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind};

/// Literals in lower case of which any match of the pattern holds one; nothing where there are none worth looking for.
pub(super) fn of_pattern(pattern: &str, unicode: bool) -> Option<Vec<String>> {
    // Case is left aside here and in the search, so that letters stay letters.
    let hir = ParserBuilder::new().unicode(unicode).utf8(false).build().parse(pattern).ok()?;
    of(&hir).filter(|literals| worth(literals) > 0)
}

/// More than this many are no help.
const MOST: usize = 500;

fn of(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok().filter(|text| text.is_ascii())?;
            Some(vec![text.to_ascii_lowercase()])
        }
        HirKind::Capture(capture) => of(&capture.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => of(&repetition.sub),
        HirKind::Concat(parts) => parts.iter().filter_map(of).max_by_key(|literals| worth(literals)),
        HirKind::Alternation(branches) => {
            let all: Option<Vec<Vec<String>>> = branches.iter().map(of).collect();
            Some(all?.concat()).filter(|literals| literals.len() <= MOST)
        }
        _ => None,
    }
}

/// How much looking for them spares: as much as for the least telling one.
fn worth(literals: &[String]) -> usize {
    let worth = |literal: &String| {
        let word = literal.trim();
        match word.len() {
            0 | 1 => 0,
            _ if COMMON.contains(&word) => 1,
            length => length,
        }
    };
    literals.iter().map(worth).min().unwrap_or_default()
}

/// Words that stand in every other sentence.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "if", "of", "to", "in", "on", "at", "by", "for", "from", "with", "as",
    "is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "do", "did", "does", "not", "no",
    "it", "its", "this", "that", "these", "those", "we", "us", "our", "they", "them", "their", "he", "she", "you",
    "which", "who", "what", "when", "would", "could", "should", "will", "can", "may", "might", "some", "any",
    "all", "more", "there", "then", "than", "so", "up", "out", "ed", "ing", "er", "es", "ly", "re", "ne",
];

#[cfg(test)]
mod tests {
    use super::of_pattern;

    #[test]
    fn a_pattern_needs_its_rarest_words() {
        let of = |pattern| of_pattern(pattern, false).unwrap_or_default().join("|");
        assert_eq!(of(r"\b(?:we|i) (?:was|were) (?:Busy|swamped)\b"), "busy|swamped");
        assert_eq!(of(r"\bforgot(?: to)?\b"), "forgot");
        assert_eq!(of(r"\b(?:forgot|\w+)\b"), "");
        assert_eq!(of("(?:lost )?x?"), "");
    }
}
