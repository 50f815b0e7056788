//! Text to words, as the index keeps them.
//!
//! `static/search.js` of the theme does the same to what a reader types and to the texts around a hit; the browser
//! suite holds the two together over `tests/browser/words.tsv`. Two texts that differ by case, by diacritics or by the
//! width of their letters have the same words. Chinese, Japanese and Thai, which put no space between words, are cut
//! into overlapping pairs of letters.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How a word stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// As it is written.
    Whole,
    /// A part of a word: `crash` in `PodCrashLooping`, the last letter of a Chinese text. A query does not ask for it.
    Part,
}

/// Calls `each` with every word of a text, folded.
pub fn words(text: &str, mut each: impl FnMut(&str, Stand)) {
    let mut folded = String::new();
    let mut rest = text;
    loop {
        while let Some(piece) = next_small(&mut rest) {
            say(piece, Stand::Whole, &mut each);
        }
        match next_piece(&mut rest) {
            Some((Script::Spaced, piece)) => spaced(piece, &mut folded, &mut each),
            Some((Script::Unspaced, piece)) => unspaced(piece, &mut folded, &mut each),
            None => return,
        }
    }
}

/// The next piece, if it is one of the many that need no folding: small Latin letters and digits.
fn next_small<'t>(rest: &mut &'t str) -> Option<&'t str> {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    let from = rest.get(rest.as_bytes().iter().position(is_letter)?..)?;
    *rest = from;
    let end = from.bytes().position(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9')).unwrap_or(from.len());
    if from.as_bytes().get(end).is_some_and(is_letter) {
        return None;
    }
    let (piece, after) = from.split_at_checked(end)?;
    *rest = after;
    Some(piece)
}

/// A word without case, diacritics and forms of width.
pub fn fold(word: &str, out: &mut String) {
    out.clear();
    if word.is_ascii() {
        out.push_str(word);
        out.make_ascii_lowercase();
        return;
    }
    for c in word.nfkd().flat_map(char::to_lowercase) {
        match c {
            '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' => {}
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'þ' => out.push_str("th"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'ı' => out.push('i'),
            'ς' => out.push('σ'),
            c => out.push(c),
        }
    }
}

/// How a script separates its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Spaced,
    Unspaced,
}

fn script(c: char) -> Option<Script> {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric().then_some(Script::Spaced);
    }
    if !c.is_alphanumeric() && !is_combining_mark(c) {
        return None;
    }
    let unspaced = matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}');
    Some(if unspaced { Script::Unspaced } else { Script::Spaced })
}

/// The next run of letters of one kind; `rest` is left behind it.
fn next_piece<'t>(rest: &mut &'t str) -> Option<(Script, &'t str)> {
    let (start, first) = rest.char_indices().find_map(|(at, c)| Some((at, script(c)?)))?;
    let from = rest.get(start..)?;
    let end = from.find(|c| script(c) != Some(first)).unwrap_or(from.len());
    let (piece, after) = from.split_at_checked(end)?;
    *rest = after;
    Some((first, piece))
}

fn spaced(piece: &str, folded: &mut String, each: &mut impl FnMut(&str, Stand)) {
    let mut say = |piece: &str, stand| {
        fold(piece, folded);
        say(folded, stand, each);
    };
    say(piece, Stand::Whole);
    let mut rest = piece;
    while let Some((part, after)) = hump(rest).and_then(|at| rest.split_at_checked(at)) {
        say(part, Stand::Part);
        rest = after;
    }
    if rest.len() < piece.len() {
        say(rest, Stand::Part);
    }
}

/// Says a folded piece, but not a single Latin letter: that is what an apostrophe has cut off.
fn say(folded: &str, stand: Stand, each: &mut impl FnMut(&str, Stand)) {
    if !matches!(folded.as_bytes(), [b'a'..=b'z']) {
        each(folded, stand);
    }
}

/// Where the first part of `podCrash` or `APIDown` ends.
fn hump(word: &str) -> Option<usize> {
    let bytes = word.as_bytes();
    let ends = |(at, three): (usize, &[u8])| match three {
        [a, b, ..] if a.is_ascii_lowercase() && b.is_ascii_uppercase() => Some(at + 1),
        [a, b, c] if a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_lowercase() => {
            Some(at + 1)
        }
        _ => None,
    };
    let last_two = bytes.len().checked_sub(2).and_then(|at| Some((at, bytes.get(at..)?)));
    bytes.windows(3).enumerate().chain(last_two).find_map(ends)
}

fn unspaced(piece: &str, folded: &mut String, each: &mut impl FnMut(&str, Stand)) {
    fold(piece, folded);
    let ends = folded.char_indices().map(|(at, _)| at).skip(2).chain([folded.len()]);
    let mut last = 0;
    for ((start, c), end) in folded.char_indices().zip(ends) {
        last = start + c.len_utf8();
        each(folded.get(start..end).unwrap_or_default(), Stand::Whole);
        if end == folded.len() {
            break;
        }
    }
    // The last letter alone, so that a query of one letter finds it as the beginning of a word.
    if last < folded.len() {
        each(folded.get(last..).unwrap_or_default(), Stand::Part);
    }
}

#[cfg(test)]
mod tests {
    use super::{Stand, words};

    fn said(text: &str) -> String {
        let mut all = Vec::new();
        words(text, |word, stand| {
            all.push(if stand == Stand::Part { format!("+{word}") } else { word.to_owned() });
        });
        all.join(" ")
    }

    /// The same table that the browser suite reads.
    #[test]
    fn words_of_the_table() {
        let table = include_str!("../../tests/browser/words.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let (text, expected) = line.split_once('\t').unwrap();
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
