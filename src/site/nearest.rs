//! What may have been meant by a word that is not there.

/// The candidate nearest to a word: at most `1 + length / 4` edits away and never more than four
/// (Damerau-Levenshtein), the nearest first, then in the order of the alphabet.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let limit = (1 + word.chars().count() / 4).min(4);
    let letters = bag(&word);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * limit)
        // Among ten thousand ids, the exact distance is only counted for the few that share most letters.
        .filter(|candidate| {
            !word.is_ascii() || !candidate.is_ascii() || apart(&letters, &bag(candidate)) <= 2 * limit
        })
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How often each letter is in a text; small and capital ones count alike, and so do letters 32 apart.
fn bag(text: &str) -> [i8; 32] {
    let mut bag = [0i8; 32];
    for byte in text.bytes() {
        let small = byte.to_ascii_lowercase();
        if let Some(count) = bag.get_mut(usize::from(small % 32)) {
            *count = count.saturating_add(1);
        }
    }
    bag
}

/// How many letters are in one bag and not in the other: an edit changes this by two at most.
fn apart(a: &[i8; 32], b: &[i8; 32]) -> usize {
    a.iter().zip(b).map(|(a, b)| usize::from(a.abs_diff(*b))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("acmee", ["initech", "acme"]), Some("acme"));
        assert_eq!(nearest("preventoin", ["prevention", "provision"]), Some("prevention"));
        assert_eq!(nearest("xyz", ["acme"]), None);
    }
}
