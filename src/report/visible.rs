//! Text of other people's files, made fit for a terminal: nothing in it can move the cursor, hide or turn text round.

/// More than anyone reads of one message, which may quote a whole file.
const LIMIT: usize = 1_000;

/// One line: line breaks and tabs become spaces, what cannot be seen becomes visible, what is very long is cut.
pub(super) fn line(text: &str) -> String {
    if is_plain(text) && text.len() <= LIMIT {
        return text.to_owned();
    }
    let unbroken = |c: char| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c };
    cut(text.chars().map(unbroken).map(visible))
}

/// The same for text of several lines, which keeps its line breaks.
pub(super) fn block(text: &str) -> String {
    let text = text.trim_end();
    if is_plain(text) && text.len() <= LIMIT {
        return text.to_owned();
    }
    let text = text.replace("\r\n", "\n");
    cut(text.chars().map(|c| match c {
        '\n' | '\r' => '\n',
        '\t' => ' ',
        c => visible(c),
    }))
}

/// Source text, whole: line breaks become LF, and a tab stays one.
pub(super) fn source(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    for c in text.chars() {
        match c {
            '\n' if before == Some('\r') => {}
            '\n' | '\r' => out.push('\n'),
            '\t' => out.push(c),
            c => out.push(visible(c)),
        }
        before = Some(c);
    }
    out
}

/// Whether a text is as it can be seen: letters, digits, signs and spaces of ASCII on one line.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A character, or one that stands for it where it would act on the terminal or could not be seen.
fn visible(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        // Direction marks, overrides and isolates; separators that some terminals break a line at.
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            char::REPLACEMENT_CHARACTER
        }
        // No width at all. The joiners U+200C and U+200D stay: scripts and emoji need them.
        '\u{200b}' | '\u{2060}' | '\u{feff}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

fn cut(characters: impl Iterator<Item = char>) -> String {
    let mut characters = characters;
    let mut out: String = characters.by_ref().take(LIMIT).collect();
    if characters.next().is_some() {
        out.push('…');
    }
    out
}
