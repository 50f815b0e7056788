//! Line and column, which exist nowhere else: a place in the program is a run of bytes.

use crate::diagnostic::Place;
use crate::source::{FileId, Sources, Span};
use memchr::memchr2_iter;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode scalar values: what people and most formats count.
    Scalar,
    /// UTF-16 code units: what editors' protocols count.
    Utf16,
    /// Bytes of UTF-8.
    Byte,
}

/// A line and a column, both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column; one past the last where the line ends.
    pub column: usize,
}

/// Where the lines of a text begin.
///
/// A line ends with LF, CRLF or a lone CR, as in YAML and CommonMark. A tab is one column. A byte order mark at
/// the start of the text is none, because no editor shows it.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<u32>,
    counted: Cell<Counted>,
}

/// The column that was counted last: the next one mostly stands near it, and a line may be as long as a file.
#[derive(Debug, Clone, Copy)]
struct Counted {
    unit: Unit,
    /// First byte of the line.
    from: usize,
    to: usize,
    units: usize,
}

impl<'a> Lines<'a> {
    /// Reads a text once.
    pub fn new(text: &'a str) -> Self {
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut starts = vec![mark];
        let bytes = text.as_bytes();
        // The two of CRLF end one line, behind the second.
        let ends = memchr2_iter(b'\n', b'\r', bytes).filter(|end| bytes.get(*end..end + 2) != Some(b"\r\n"));
        starts.extend(ends.filter_map(|end| u32::try_from(end + 1).ok()));
        let counted = Cell::new(Counted { unit: Unit::Byte, from: 0, to: 0, units: 0 });
        Self { text, starts, counted }
    }

    /// The text that was read.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Line and column of a byte. What lies beyond the text counts as its end, what lies inside of a character as
    /// its start, and what lies inside of a line break as the end of its line.
    pub fn position(&self, offset: usize, unit: Unit) -> Position {
        let line = self.line(offset);
        let bounds = self.bounds(line);
        let to = self.offset(offset).clamp(bounds.start, bounds.end);
        Position { line, column: 1 + self.units(bounds.start, to, unit) }
    }

    /// How many units there are between two places of a line.
    fn units(&self, from: usize, to: usize, unit: Unit) -> usize {
        let count = |range: Range<usize>| unit.count(self.text.get(range).unwrap_or_default());
        let last = self.counted.get();
        let units = match last.from == from && last.unit == unit {
            true if last.to <= to => last.units + count(last.to..to),
            true => last.units.saturating_sub(count(to..last.to)),
            false => count(from..to),
        };
        self.counted.set(Counted { unit, from, to, units });
        units
    }

    /// Number of the line on which a byte stands, counted from 1.
    pub fn line(&self, offset: usize) -> usize {
        let offset = self.offset(offset);
        self.starts.partition_point(|start| *start as usize <= offset).max(1)
    }

    /// The bytes of a line without its line break; an empty range at the end for a line that is not there.
    pub fn bounds(&self, line: usize) -> Range<usize> {
        let start =
            |line: usize| line.checked_sub(1).and_then(|at| self.starts.get(at)).map(|at| *at as usize);
        let from = start(line).unwrap_or(self.text.len());
        let to = start(line + 1).unwrap_or(self.text.len());
        let text = self.text.get(from..to).unwrap_or_default();
        from..from + text.trim_end_matches(['\n', '\r']).len()
    }

    /// The nearest place before or at `offset` where a character begins.
    pub fn offset(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset)
    }
}

impl Unit {
    /// How many of it a text has.
    fn count(self, text: &str) -> usize {
        match self {
            Self::Scalar => text.chars().count(),
            // A character outside of the basic plane takes two units, and only those start with a byte from F0 on.
            Self::Utf16 => text.chars().count() + text.bytes().filter(|byte| *byte >= 0xf0).count(),
            Self::Byte => text.len(),
        }
    }
}

/// The lines of every file that is asked for, each read once.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a Sources,
    files: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Places<'a> {
    /// For the files of these sources.
    pub fn new(sources: &'a Sources) -> Self {
        Self { sources, files: BTreeMap::new() }
    }

    /// Path of a file, from the folder of `site.toml`.
    pub fn path(&self, file: FileId) -> &'a str {
        self.sources.path(file)
    }

    /// The lines of a file.
    pub fn lines(&mut self, file: FileId) -> &Lines<'a> {
        self.files.entry(file).or_insert_with(|| Lines::new(self.sources.text(file)))
    }

    /// Where a place starts.
    pub fn start(&mut self, place: Place, unit: Unit) -> Position {
        let Span { start, .. } = place.span;
        self.lines(place.file).position(start as usize, unit)
    }

    /// Where a place ends, exclusive.
    pub fn end(&mut self, place: Place, unit: Unit) -> Position {
        let Span { end, .. } = place.span;
        self.lines(place.file).position(end as usize, unit)
    }
}
