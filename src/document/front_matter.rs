//! Where the front matter of a file ends and its body begins.

use crate::source::Span;

/// The parts of a document's file; all places count from the start of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parts {
    /// The YAML between the two `---` lines, where there is any.
    pub front: Option<Span>,
    /// Whether the closing line is there.
    pub closed: bool,
    /// First byte of the body.
    pub body: usize,
}

/// Splits a file. A byte order mark before the first line and either kind of line end are fine; `...` closes as
/// `---` does; spaces behind the dashes are passed over.
pub fn split(text: &str) -> Parts {
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = Lines { text, at: bom };
    let Some((_, first_end, _)) = lines.next().filter(|(_, _, line)| line.trim_end() == "---") else {
        return Parts { front: None, closed: false, body: bom };
    };
    for (start, end, line) in lines {
        if matches!(line.trim_end(), "---" | "...") {
            return Parts { front: Some(Span::new(first_end, start)), closed: true, body: end };
        }
    }
    Parts { front: Some(Span::new(first_end, text.len())), closed: false, body: text.len() }
}

/// Lines with their start and the start of the next.
struct Lines<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = (usize, usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let start = self.at;
        self.at += length;
        Some((start, self.at, rest.get(..length)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_every_kind_of_file() {
        let parts = |text: &'static str| {
            let parts = split(text);
            (parts.front.map(|front| front.of(text)), parts.closed, text.get(parts.body..).unwrap())
        };
        assert_eq!(parts("---\na: 1\n---\nbody"), (Some("a: 1\n"), true, "body"));
        assert_eq!(parts("\u{feff}---\r\na: 1\r\n--- \r\n\r\nx"), (Some("a: 1\r\n"), true, "\r\nx"));
        assert_eq!(parts("---\na: 1\n---"), (Some("a: 1\n"), true, ""));
        assert_eq!(parts("---\na: 1\n"), (Some("a: 1\n"), false, ""));
        assert_eq!(parts("---\n---\n"), (Some(""), true, ""));
        assert_eq!(parts("# x\n---\n"), (None, false, "# x\n---\n"));
        assert_eq!(parts("----\n"), (None, false, "----\n"));
        assert_eq!(parts(""), (None, false, ""));
    }
}
