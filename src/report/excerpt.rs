//! The few lines of a file that show a finding, cut so that their size does not depend on the file's.

use crate::report::place::Lines;
use crate::report::visible;
use crate::source::Span;
use std::ops::Range;

/// Bytes between the first and the last that may be pointed at in one excerpt.
const REACH: usize = 2_000;

/// Lines that a finding may underline; of a longer one only the first is.
const MOST_LINES: usize = 8;

/// Characters shown before and after what is pointed at.
const AROUND: usize = 100;

/// Characters underlined on one line.
const MOST_UNDERLINED: usize = 160;

/// Lines of a file and what is pointed at in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The lines, fit for a terminal.
    pub text: String,
    /// Number of the first one.
    pub first_line: usize,
    /// Number of the last one that is pointed at.
    pub last_line: usize,
    /// The finding, in bytes of `text`.
    pub primary: Range<usize>,
    /// What explains it, where that is near enough to be shown with it.
    pub also: Option<Range<usize>>,
}

/// The lines around a finding; nothing where they would show nothing.
pub(super) fn excerpt(lines: &Lines<'_>, primary: Span, also: Option<Span>) -> Option<Excerpt> {
    let primary = clip(lines, primary);
    let also = also.map(|span| clip(lines, span)).filter(|also| near(&primary, also));
    let marked = match &also {
        Some(also) => primary.start.min(also.start)..primary.end.max(also.end),
        None => primary.clone(),
    };
    let shown = around(lines, &marked);
    let text = |range: Range<usize>| lines.text().get(range).unwrap_or_default();
    let cut = |yes: bool| if yes { "…" } else { "" };
    let head = cut(shown.start > lines.bounds(lines.line(marked.start)).start);
    let tail = cut(shown.end < lines.bounds(lines.line(marked.end)).end);
    let body = visible::source(text(shown.clone()));
    if body.trim().is_empty() {
        return None;
    }
    let moved = |range: Range<usize>| {
        let at = |offset: usize| head.len() + visible::source(text(shown.start..offset)).len();
        at(range.start)..at(range.end)
    };
    Some(Excerpt {
        first_line: lines.line(marked.start),
        last_line: lines.line(marked.end),
        primary: moved(primary),
        also: also.map(moved),
        text: format!("{head}{body}{tail}"),
    })
}

/// What of a span is underlined: inside of the text, without line breaks at its end, and not too much.
fn clip(lines: &Lines<'_>, span: Span) -> Range<usize> {
    let start = lines.offset(span.start as usize);
    let first = lines.bounds(lines.line(start));
    let start = start.clamp(first.start, first.end);
    let end = lines.offset(span.end as usize).max(start);
    let text = lines.text().get(start..end).unwrap_or_default();
    let end = start + text.trim_end_matches(['\n', '\r']).len();
    let many = lines.line(end) >= lines.line(start) + MOST_LINES;
    let end = if many || end - start > REACH { end.min(first.end) } else { end };
    if end > first.end { start..end } else { start..start + long(lines, start..end, MOST_UNDERLINED) }
}

fn near(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end.max(other.end) - one.start.min(other.start) <= REACH
}

/// The whole lines on which something is pointed at, as far as they are not too long.
fn around(lines: &Lines<'_>, marked: &Range<usize>) -> Range<usize> {
    let first = lines.bounds(lines.line(marked.start));
    let last = lines.bounds(lines.line(marked.end));
    let before = lines.text().get(first.start..marked.start).unwrap_or_default();
    let back: usize = before.chars().rev().take(AROUND).map(char::len_utf8).sum();
    let end = marked.end.max(last.start);
    marked.start - back..end + long(lines, end..last.end.max(end), AROUND)
}

/// Bytes that at most so many characters of a range take.
fn long(lines: &Lines<'_>, range: Range<usize>, most: usize) -> usize {
    lines.text().get(range).unwrap_or_default().chars().take(most).map(char::len_utf8).sum()
}
