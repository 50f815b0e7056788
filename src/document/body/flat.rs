//! Plain text of a body: of a heading, a block, the sentence around a link.

use crate::document::body::{Body, BodyLink, Edge, Kind, Node, Run};
use crate::source::Span;

/// Plain text of some nodes that still knows where each byte comes from.
#[derive(Debug, Clone, Default)]
pub struct Flat {
    /// The text; a line break is a space, a block boundary a line feed.
    pub text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    source: Span,
    /// Whether the text stands in the file as it is here, byte for byte.
    exact: bool,
}

impl Flat {
    /// Where a range of the text stands in the file; a little wider where it touches an entity or a line break.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        let start = self.piece(range.start).map_or(0, |piece| piece.start_of(range.start));
        let last = range.end.saturating_sub(1).max(range.start);
        let end = self.piece(last).map_or(start, |piece| piece.end_of(range.end));
        Span { start, end: end.max(start) }
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(after.checked_sub(1)?)
    }

    fn push(&mut self, text: &str, source: Span) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), source, exact: source.len() == text.len() });
            self.text.push_str(text);
        }
    }
}

impl Piece {
    fn start_of(&self, at: usize) -> u32 {
        if self.exact {
            Span::new(self.source.start as usize + at - self.at, 0).start
        } else {
            self.source.start
        }
    }

    fn end_of(&self, at: usize) -> u32 {
        let end = Span::new(self.source.start as usize + at.saturating_sub(self.at), 0).start;
        if self.exact { end.min(self.source.end) } else { self.source.end }
    }
}

impl Body {
    /// Plain text of some nodes with the way back into the file. Raw HTML and footnote marks are left out.
    pub fn flat(&self, run: Run, text: &str) -> Flat {
        let mut flat = Flat::default();
        for node in self.slice(run) {
            match said(self, node, text) {
                Said::Words(words) => flat.push(words, node.span),
                Said::Space => flat.push(" ", node.span),
                Said::Boundary if flat.text.ends_with('\n') || flat.text.is_empty() => {}
                Said::Boundary => flat.push("\n", Span { end: node.span.start, ..node.span }),
                Said::Nothing => {}
            }
        }
        flat
    }

    /// Plain text of some nodes, white space folded.
    pub fn plain(&self, run: Run, text: &str) -> String {
        let mut folded = Folded::default();
        self.slice(run).iter().for_each(|node| folded.add(self, node, text));
        folded.text
    }

    /// The beginning of the body in plain text: its own paragraphs, without headings, lists, quotes and tables,
    /// at most `most` characters and an ellipsis.
    pub fn excerpt(&self, text: &str, most: usize) -> String {
        let mut folded = Folded::default();
        let (mut depth, mut inside) = (0_usize, false);
        for node in &self.nodes {
            let paragraph = node.kind == Kind::Paragraph;
            match node.edge {
                Edge::Start if node.kind.is_block() => {
                    inside = depth == 0 && paragraph;
                    depth += 1;
                }
                Edge::End if node.kind.is_block() => depth = depth.saturating_sub(1),
                _ => {}
            }
            if inside {
                folded.add(self, node, text);
            }
            if depth == 0 {
                inside = false;
            }
            // Four bytes are the most that a character takes.
            if folded.text.len() > most.saturating_mul(4) {
                break;
            }
        }
        shorten(&folded.text, most)
    }

    /// How many words the body has; code blocks and raw HTML do not count.
    pub fn word_count(&self, text: &str) -> usize {
        let (mut count, mut open, mut code) = (0, false, false);
        for node in &self.nodes {
            if node.kind == Kind::CodeBlock {
                code = node.edge == Edge::Start;
            }
            match said(self, node, text) {
                Said::Words(words) if !code => {
                    let goes_on = open && !words.starts_with(char::is_whitespace);
                    let more = words.split_whitespace().count();
                    count += if goes_on { more.saturating_sub(1) } else { more };
                    open = (goes_on && more == 0) || (!words.ends_with(char::is_whitespace) && more > 0);
                }
                Said::Space | Said::Boundary => open = false,
                _ => {}
            }
        }
        count
    }

    /// The sentence around a link, in plain text, at most about 200 characters with an ellipsis where it was cut.
    pub fn sentence_of(&self, link: &BodyLink, text: &str) -> String {
        let before = self.around(link.nodes.from, text, true);
        // An image can hold a thousand others; its text is cut like the rest.
        let most = link.nodes.from.saturating_add(2 * SENTENCE as u32);
        let shown = self.plain(Run { to: link.nodes.to.min(most), ..link.nodes }, text);
        let shown = shorten(&shown, SENTENCE);
        let after = self.around(link.nodes.to, text, false);
        let start = sentence_ends(&before).last().unwrap_or(0);
        let before = before.get(start..).unwrap_or_default();
        let end = sentence_ends(&after).next().unwrap_or(after.len());
        let after = after.get(..end).unwrap_or_default();

        let room = SENTENCE.saturating_sub(shown.chars().count());
        let (left, right) = (before.chars().count(), after.chars().count());
        // Each side gets half of the room, and what the other side does not need.
        let left_room = room.saturating_sub(right.min(room / 2)).min(left);
        let before = shorten_front(before, left_room);
        let after = shorten(after, room.saturating_sub(left_room));
        format!("{before}{shown}{after}").trim().to_owned()
    }

    /// Text beside a link as far as its block goes, or as far as a sentence could.
    fn around(&self, from: u32, text: &str, backwards: bool) -> String {
        let mut pieces: Vec<&str> = Vec::new();
        let (mut at, mut bytes) = (from, 0);
        while bytes < 4 * SENTENCE && pieces.len() < SENTENCE {
            let next = if backwards { at.checked_sub(1) } else { Some(at) };
            let Some((next, node)) = next.and_then(|next| Some((next, self.node(next)?))) else { break };
            at = if backwards { next } else { next.saturating_add(1) };
            let piece = match said(self, node, text) {
                Said::Words(words) => words,
                Said::Space => " ",
                Said::Boundary => break,
                Said::Nothing => "",
            };
            bytes += piece.len();
            pieces.push(piece);
        }
        if backwards {
            pieces.reverse();
        }
        fold(&pieces.concat())
    }
}

/// About the most characters of a quoted sentence.
const SENTENCE: usize = 200;

enum Said<'a> {
    Words(&'a str),
    Space,
    Boundary,
    Nothing,
}

fn said<'a>(body: &'a Body, node: &Node, text: &'a str) -> Said<'a> {
    match node.kind {
        Kind::Text | Kind::Code => Said::Words(body.words(node, text)),
        Kind::SoftBreak | Kind::HardBreak => Said::Space,
        kind if kind.is_block() => Said::Boundary,
        _ => Said::Nothing,
    }
}

#[derive(Default)]
struct Folded {
    text: String,
    space: bool,
}

impl Folded {
    fn add(&mut self, body: &Body, node: &Node, text: &str) {
        match said(body, node, text) {
            Said::Words(words) => self.words(words),
            Said::Space | Said::Boundary => self.space = true,
            Said::Nothing => {}
        }
    }

    fn words(&mut self, words: &str) {
        self.space |= words.starts_with(char::is_whitespace);
        let inner = words.trim_matches(' ');
        if is_folded(inner) {
            self.word(inner);
            self.space = words.ends_with(' ');
            return;
        }
        for word in words.split_whitespace() {
            self.word(word);
            self.space = true;
        }
        if !words.is_empty() {
            self.space = words.ends_with(char::is_whitespace) || (self.space && words.trim().is_empty());
        }
    }

    fn word(&mut self, word: &str) {
        if self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }
}

/// Whether a text is not empty and has no white space but single spaces within. Most text is like that, and telling so
/// takes less time than looking at each of its words.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    // What begins with the last four may be white space that is not ASCII. Neither loop ends early: so they are done
    // many bytes at once.
    let may_be_white = |byte: u8| matches!(byte, b'\t'..=b'\r' | 0xc2 | 0xe1 | 0xe2 | 0xe3);
    let is_odd = bytes.iter().fold(false, |found, byte| found | may_be_white(*byte));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let is_wide = pairs.fold(false, |found, (a, b)| found | ((*a == b' ') & (*b == b' ')));
    !(is_odd || is_wide || text.is_empty() || text.starts_with(' ') || text.ends_with(' '))
}

/// White space to single spaces, also at the ends.
fn fold(text: &str) -> String {
    if is_folded(text) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if !c.is_whitespace() => out.push(c),
            _ if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    out
}

/// Byte positions at which a new sentence begins: after `. `, `! ` or `? `, before something that can begin one.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(['.', '!', '?']).filter_map(|(at, _)| {
        let after = text.get(at + 1..)?;
        let rest = after.trim_start_matches(['"', '\'', ')', '”', '’', '»']);
        let next = rest.strip_prefix(' ')?;
        let begins = next.chars().next().is_none_or(|c| !c.is_lowercase() && !matches!(c, ',' | ';' | ')'));
        let word = text.get(..at)?.rsplit([' ', '(']).next()?;
        let short = word.contains('.') || word.chars().count() == 1 || ABBREVIATIONS.contains(&word);
        (begins && !short).then(|| text.len() - next.len())
    })
}

/// What ends with a full stop and no sentence.
const ABBREVIATIONS: &[&str] =
    &["etc", "ca", "approx", "Mr", "Mrs", "Ms", "Dr", "vs", "No", "Nr", "bzw", "resp", "cf"];

/// At most so many characters, cut at the end of a word, with an ellipsis where something was cut.
pub fn shorten(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let head = text.get(..end).unwrap_or_default();
    let at_word = text.get(end..).is_some_and(|rest| rest.starts_with(' '));
    let kept = if at_word { head } else { head.rsplit_once(' ').map_or(head, |(kept, _)| kept) };
    format!("{}…", kept.trim_end_matches([' ', ',', ';', ':']))
}

fn shorten_front(text: &str, most: usize) -> String {
    let drop = text.chars().count().saturating_sub(most);
    let Some((start, _)) = text.char_indices().nth(drop).filter(|_| drop > 0) else {
        return if drop == 0 { text.to_owned() } else { String::new() };
    };
    let tail = text.get(start..).unwrap_or_default();
    format!("…{}", tail.split_once(' ').map_or(tail, |(_, kept)| kept))
}
