//! Edits of whole lines.

use crate::diagnostic::Edit;
use crate::source::Span;

/// How lines end in a text: as its first one does.
pub fn newline(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|at| text.get(..at)).unwrap_or_default();
    if first.ends_with('\r') { "\r\n" } else { "\n" }
}

/// Where the line of a byte begins.
pub fn start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|head| head.rfind('\n')).map_or(0, |end| end + 1)
}

/// Where the line of a byte ends, before its line break.
pub fn end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Where the next line begins.
pub fn next(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    rest.find('\n').map_or(text.len(), |end| at + end + 1)
}

/// Blanks as wide as what stands before a byte on its line, so that a line below begins in the same column.
pub fn indent(text: &str, at: usize) -> String {
    text.get(start(text, at)..at).unwrap_or_default().chars().map(|_| ' ').collect()
}

/// Takes out the lines of a block and the blank lines below it, so that what stands above and below is not torn
/// further apart.
pub fn delete_block(text: &str, block: Span) -> Edit {
    let block = block.range();
    let (from, mut to) = (start(text, block.start), block.end);
    if !text.get(from..to).is_some_and(|block| block.ends_with('\n')) {
        to = next(text, to);
    }
    while to < text.len() && text.get(to..end(text, to)).is_some_and(|line| line.trim().is_empty()) {
        to = next(text, to);
    }
    Edit::delete(Span::new(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::applied;

    #[test]
    fn lines_are_found_with_either_end() {
        let text = "ab\r\ncd\r\n";
        assert_eq!((newline(text), newline("a\n\r\n"), newline("a")), ("\r\n", "\n", "\n"));
        assert_eq!((start(text, 5), end(text, 4), next(text, 4)), (4, 6, 8));
        assert_eq!(indent("x\n  - é", 6), "    ");
    }

    #[test]
    fn a_block_goes_with_the_blank_lines_below() {
        let text = "a\n\n## x\n\n\nb\n";
        assert_eq!(applied(text, &[delete_block(text, Span::new(3, 7))]).as_deref(), Some("a\n\nb\n"));
        assert_eq!(applied(text, &[delete_block(text, Span::new(3, 8))]).as_deref(), Some("a\n\nb\n"));
        assert_eq!(applied("## x", &[delete_block("## x", Span::new(0, 4))]).as_deref(), Some(""));
    }
}
