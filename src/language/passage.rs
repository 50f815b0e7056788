//! A passage of prose: plain text that knows where each byte comes from, with what is not our voice masked.
//!
//! A mask is a word that starts with `_`, of the same length as what it hides: `_q` a quotation, `_c` code, `_u` an
//! address, `_a` an accepted phrase, `_p` a registered person, `_o` a client or vendor, `_w` one of our teams.

use crate::source::Span;
use std::ops::Range;

/// Some prose of a document.
#[derive(Debug, Clone, Default)]
pub(super) struct Passage {
    /// The text: apostrophes straight, white space plain.
    pub(super) text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    source: Span,
    /// Whether the text stands in the file as it is here, byte for byte.
    exact: bool,
}

impl Passage {
    /// From a text that stands nowhere, for examples.
    pub(super) fn of(text: &str) -> Self {
        let mut passage = Self::default();
        passage.push(text, Span::new(0, text.len()));
        passage
    }

    /// From a value of the front matter and what stands in the file for it.
    pub(super) fn of_value(value: &str, raw: &str, start: usize) -> Self {
        let mut passage = Self::default();
        // Most values stand in the file as they are, some behind a quotation mark.
        let near = [0, 1].into_iter().find(|at| raw.get(*at..).is_some_and(|raw| raw.starts_with(value)));
        if let Some(at) = near.or_else(|| raw.find(value)) {
            let start = start + at;
            passage.push(value, Span::new(start, start + value.len()));
        } else {
            passage.align(value, raw, start);
        }
        passage
    }

    /// Adds text and where it stands.
    pub(super) fn push(&mut self, text: &str, source: Span) {
        if text.len() != source.len() {
            return self.piece(&straight(text), source, false);
        }
        let is_plain = |byte: u8| byte.is_ascii() && !matches!(byte, b'\t' | b'\n' | b'\r');
        if text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
            return self.piece(text, source, true);
        }
        let mut from = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| plain(*c).is_some()) {
            let piece = text.get(from..at).unwrap_or_default();
            self.piece(piece, within(source, from, at), true);
            from = at + c.len_utf8();
            self.piece(plain(c).unwrap_or_default(), within(source, at, from), false);
        }
        self.piece(text.get(from..).unwrap_or_default(), within(source, from, text.len()), true);
    }

    /// Adds a word that stands for something hidden.
    pub(super) fn mask(&mut self, word: &str, source: Span) {
        self.piece(word, source, false);
    }

    /// Hides a range of the text behind a mask of the same length.
    pub(super) fn hide(&mut self, range: Range<usize>, letter: &str) {
        let Some(hidden) = self.text.get(range.clone()) else { return };
        let ends = hidden.len() > 2
            && hidden.trim_end_matches(['"', '\'', '”', '“', '»']).ends_with(['.', '!', '?']);
        let count = hidden.len().saturating_sub(1 + usize::from(ends));
        let mask = format!("_{}{}", letter.repeat(count), if ends { "." } else { "" });
        self.text.replace_range(range, &mask);
    }

    /// Where a range of the text stands in the file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        let start = self.at(range.start).map_or(0, |piece| piece.start_of(range.start));
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.at(last).map_or(start, |piece| piece.end_of(range.end));
        Span { start, end: end.max(start) }
    }

    fn at(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn piece(&mut self, text: &str, source: Span, exact: bool) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), source, exact });
            self.text.push_str(text);
        }
    }

    /// A value that was folded, unquoted or unescaped: the file is read along with it.
    fn align(&mut self, value: &str, raw: &str, start: usize) {
        let head = match raw.chars().next() {
            Some('|' | '>') => raw.find('\n').map_or(0, |end| end + 1),
            Some('"' | '\'') => 1,
            _ => 0,
        };
        let (single, double) = (raw.starts_with('\''), raw.starts_with('"'));
        let mut at = head;
        for c in value.chars() {
            let mut rest = raw.get(at..).unwrap_or_default();
            if c.is_whitespace() {
                let blank = rest.len() - rest.trim_start().len();
                let step = if double && rest.starts_with('\\') { escape(rest) } else { blank };
                self.piece(" ", Span::new(start + at, start + at + step), false);
                at += step;
                continue;
            }
            at += rest.len() - rest.trim_start().len();
            rest = rest.trim_start();
            while double && (rest.starts_with("\\\n") || rest.starts_with("\\\r")) {
                at += rest.len() - rest.get(1..).unwrap_or_default().trim_start().len();
                rest = raw.get(at..).unwrap_or_default();
            }
            let step = match rest.chars().next() {
                Some('\\') if double => escape(rest),
                Some('\'') if single => 2,
                Some(next) => next.len_utf8(),
                None => 0,
            };
            let mut buffer = [0; 4];
            let piece = plain(c).unwrap_or_else(|| c.encode_utf8(&mut buffer));
            self.piece(piece, Span::new(start + at, start + at + step), false);
            at = (at + step).min(raw.len());
        }
    }
}

/// How long an escape of a quoted value is.
fn escape(rest: &str) -> usize {
    let length = match rest.chars().nth(1) {
        Some('x') => 4,
        Some('u') => 6,
        Some('U') => 10,
        Some(other) => 1 + other.len_utf8(),
        None => 1,
    };
    rest.floor_char_boundary(length)
}

impl Piece {
    fn start_of(&self, at: usize) -> u32 {
        if self.exact { self.moved(at) } else { self.source.start }
    }

    fn end_of(&self, at: usize) -> u32 {
        if self.exact { self.moved(at).min(self.source.end) } else { self.source.end }
    }

    fn moved(&self, at: usize) -> u32 {
        Span::new(self.source.start as usize + at.saturating_sub(self.at), 0).start
    }
}

fn within(span: Span, from: usize, to: usize) -> Span {
    Span::new(span.start as usize + from, span.start as usize + to)
}

/// The plain sign that stands for a typographic one.
fn plain(c: char) -> Option<&'static str> {
    match c {
        '’' | 'ʼ' => Some("'"),
        '\u{a0}' | '\u{202f}' | '\t' | '\n' | '\r' => Some(" "),
        _ => None,
    }
}

fn straight(text: &str) -> String {
    text.chars().map(|c| plain(c).map_or_else(|| c.to_string(), str::to_owned)).collect()
}
