//! Text that gathers until something else comes, with its bare addresses cut out and made links.

use crate::document::body::parse::{Builder, index};
use crate::document::body::{BodyLink, Kind, LinkKind, NONE, Run, bare};
use crate::source::Span;
use pulldown_cmark::CowStr;
use std::ops::Range;

/// Some text: a stretch of the file, or what was kept because it does not stand there as such.
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) aux: u32,
}

impl<'a> Builder<'a> {
    /// Where some words stand in the file; where they do not stand there as such, they are kept.
    pub(super) fn piece(&mut self, words: &CowStr<'a>, range: Range<usize>) -> Piece {
        if self.markdown.get(range.clone()).is_some_and(|written| written == &**words) {
            return Piece { span: self.span(&range), aux: NONE };
        }
        match self.written(words).filter(|at| at.start >= range.start && at.end <= range.end) {
            Some(at) => Piece { span: self.span(&at), aux: NONE },
            None => {
                self.body.kept.push(words.as_ref().into());
                Piece { span: self.span(&range), aux: index(self.body.kept.len() - 1) }
            }
        }
    }

    /// Where a borrowed string was borrowed from. Comparing addresses is only a guess; the text decides.
    pub(super) fn written(&self, words: &CowStr<'a>) -> Option<Range<usize>> {
        let CowStr::Borrowed(slice) = words else { return None };
        let start = slice.as_ptr().addr().checked_sub(self.markdown.as_ptr().addr())?;
        let range = start..start.checked_add(slice.len())?;
        (!slice.is_empty() && self.markdown.get(range.clone()) == Some(*slice)).then_some(range)
    }

    pub(super) fn text(&mut self, words: &CowStr<'a>, range: Range<usize>) {
        if words.is_empty() {
            return;
        }
        let piece = self.piece(words, range);
        match self.text.last_mut() {
            Some(last) if last.aux == NONE && piece.aux == NONE && last.span.end == piece.span.start => {
                last.span.end = piece.span.end;
            }
            _ => self.text.push(piece),
        }
    }

    /// Writes the text that has gathered, with its bare addresses made links.
    pub(super) fn flush(&mut self) {
        if self.text.is_empty() {
            return;
        }
        let mut pieces = std::mem::take(&mut self.text);
        if self.in_link + self.in_image > 0 || self.in_code || !self.maybe_bare(&pieces) {
            self.pieces(&pieces);
        } else {
            self.flush_with_links(&pieces);
        }
        pieces.clear();
        self.text = pieces;
    }

    fn pieces(&mut self, pieces: &[Piece]) {
        pieces.iter().for_each(|piece| self.leaf(Kind::Text, piece.span, piece.aux));
    }

    pub(super) fn said(&self, piece: &Piece) -> &str {
        match self.body.kept.get(piece.aux as usize) {
            Some(kept) => kept,
            None => self
                .markdown
                .get(piece.span.start as usize - self.base..)
                .and_then(|rest| rest.get(..piece.span.len()))
                .unwrap_or_default(),
        }
    }

    fn maybe_bare(&self, pieces: &[Piece]) -> bool {
        match pieces {
            [one] => bare::maybe(self.said(one)),
            _ => bare::maybe(&pieces.iter().map(|piece| self.said(piece)).collect::<String>()),
        }
    }

    fn flush_with_links(&mut self, pieces: &[Piece]) {
        let joined: String = pieces.iter().map(|piece| self.said(piece)).collect();
        let mut cutter = Cutter { pieces: pieces.iter().copied(), current: None, at: 0 };
        for found in bare::find(&joined) {
            let Some(address) = joined.get(found.range.clone()) else { continue };
            let (before, inside) =
                (cutter.up_to(self, found.range.start), cutter.up_to(self, found.range.end));
            self.pieces(&before);
            let (Some(first), Some(last)) = (inside.first(), inside.last()) else { continue };
            let span = Span { start: first.span.start, end: last.span.end };
            let dest = format!("{}{address}", found.prefix).into();
            let kind = LinkKind::Bare;
            let link = BodyLink { kind, dest, title: "".into(), span, whole: span, nodes: Run::default() };
            self.open(Kind::Link, span, index(self.body.links.len()));
            self.body.links.push(link);
            self.pieces(&inside);
            self.end();
        }
        let rest = cutter.up_to(self, joined.len());
        self.pieces(&rest);
    }
}

/// Cuts pieces of text at places of the joined text.
struct Cutter<I> {
    pieces: I,
    /// What is left of the piece that was begun.
    current: Option<Piece>,
    /// How far in the joined text we are.
    at: usize,
}

impl<I: Iterator<Item = Piece>> Cutter<I> {
    /// Everything before a place. A kept piece (an entity) is not cut: it goes as a whole to where it begins.
    fn up_to(&mut self, builder: &Builder<'_>, end: usize) -> Vec<Piece> {
        let mut taken = Vec::new();
        while self.at < end {
            let Some(piece) = self.current.take().or_else(|| self.pieces.next()) else { break };
            let length = builder.said(&piece).len();
            if piece.aux != NONE || self.at + length <= end {
                self.at += length;
                taken.push(piece);
                continue;
            }
            let cut = piece.span.start.saturating_add(index(end - self.at));
            taken.push(Piece { span: Span { end: cut, ..piece.span }, aux: NONE });
            self.current = Some(Piece { span: Span { start: cut, ..piece.span }, aux: NONE });
            self.at = end;
        }
        taken
    }
}
