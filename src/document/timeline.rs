//! The timeline of a body: list items and table rows that begin with a time.

use crate::document::body::flat::Flat;
use crate::document::body::{Body, Edge, Kind, Run};
use crate::document::section::Section;
use crate::source::Span;

mod clock;

pub use clock::{Clock, Fault};

/// What a timeline section holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Items and rows with a time, in reading order.
    pub entries: Vec<Entry>,
    /// What stands where a time should be and is none; these items are prose.
    pub bad_times: Vec<BadTime>,
}

/// Something that happened at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The time as written, with its date and offset.
    pub at: Span,
    /// The date, if it is written.
    pub date: Option<Date>,
    /// Hour and minute; seconds are read and left out.
    pub time: (u8, u8),
    /// Minutes east of UTC, if written with the time or, for UTC, in the heading or the table's head.
    pub offset: Option<i16>,
    /// Where it says what happened.
    pub span: Span,
    /// Nodes of the item or of the cells after the time.
    pub nodes: Run,
}

/// Year, month and day as written, each in its range.
pub type Date = (i16, u8, u8);

/// Something that was meant as a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadTime {
    /// What is wrong.
    pub span: Span,
    /// Why it is no time.
    pub fault: Fault,
}

impl Body {
    /// Reads all timeline sections, whatever their level, once, when a body is read.
    pub(super) fn find_timeline(&self, text: &str) -> Timeline {
        let mut reader = Reader { body: self, text, found: Timeline::default(), utc: false };
        let mut read_to = 0;
        for (at, heading) in self.headings.iter().enumerate() {
            let is_timeline = matches!(heading.section, Some((Section::Timeline, _)));
            // A timeline within a timeline has been read with it.
            if !heading.top || !is_timeline || heading.nodes.from < read_to {
                continue;
            }
            let ends = |next: &&_| is_end(next, heading.level);
            let next = self.headings.iter().skip(at + 1).find(ends);
            let run = Run { from: heading.nodes.to, to: next.map_or(self.all().to, |next| next.nodes.from) };
            read_to = run.to;
            reader.utc = names_utc(&heading.text);
            reader.read(run);
        }
        reader.found.entries.shrink_to_fit();
        reader.found
    }
}

fn is_end(next: &crate::document::body::Heading, level: u8) -> bool {
    next.top && next.level <= level
}

struct Reader<'a> {
    body: &'a Body,
    text: &'a str,
    found: Timeline,
    /// Whether the heading or the table's head says that all times are UTC.
    utc: bool,
}

impl Reader<'_> {
    fn read(&mut self, run: Run) {
        let heading_utc = self.utc;
        let (mut row, mut cells): (bool, Vec<Run>) = (false, Vec::new());
        let (mut cell_from, mut quotes) = (run.from, 0usize);
        for (at, node) in (run.from..run.to).zip(self.body.slice(run)) {
            match (node.kind, node.edge) {
                // What somebody else wrote is no entry of ours.
                (Kind::Quote, Edge::Start) => quotes += 1,
                (Kind::Quote, Edge::End) => quotes = quotes.saturating_sub(1),
                _ if quotes > 0 => {}
                (Kind::Item, Edge::Start) => self.item(at, run.to),
                (Kind::TableHead | Kind::TableRow, Edge::Start) => (row, cells) = (true, Vec::new()),
                (Kind::TableCell, Edge::Start) if row => cell_from = at,
                (Kind::TableCell, Edge::End) if row => {
                    cells.push(Run { from: cell_from, to: at.saturating_add(1) })
                }
                (Kind::TableHead, Edge::End) => self.utc |= self.head_names_utc(&cells),
                (Kind::TableRow, Edge::End) => self.row(&cells),
                (Kind::Table, Edge::End) => (row, self.utc) = (false, heading_utc),
                _ => {}
            }
        }
    }

    fn head_names_utc(&self, cells: &[Run]) -> bool {
        cells.first().is_some_and(|cell| names_utc(&self.body.plain(*cell, self.text)))
    }

    /// An item up to the first list or block that is nested in it.
    fn item(&mut self, start: u32, limit: u32) {
        let begins = start.saturating_add(1);
        let mut to = begins;
        while to < limit {
            let Some(node) = self.body.node(to) else { break };
            let paragraph = node.kind == Kind::Paragraph && node.edge == Edge::Start && to == begins;
            if node.kind.is_block() && !paragraph {
                break;
            }
            to = to.saturating_add(1);
        }
        let nodes = Run { from: begins, to };
        let flat = self.body.flat(nodes, self.text);
        self.take(&flat, nodes);
    }

    fn row(&mut self, cells: &[Run]) {
        let [first, others @ ..] = cells else { return };
        let Some(last) = others.last() else { return };
        let mut flat = self.body.flat(*first, self.text);
        let mut rest = Run { from: first.to, to: last.to };
        if clock::is_date(flat.text.trim()) && others.len() > 1 {
            // Date, time and event in columns of their own.
            let with_time = Run { from: first.from, to: others.first().map_or(first.to, |cell| cell.to) };
            flat = self.body.flat(with_time, self.text);
            rest.from = with_time.to;
        }
        let Some(clock) = self.clock(&flat) else { return };
        let spans = self.body.slice(rest.inside());
        let span = match (spans.first(), spans.last()) {
            (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
            _ => Span::default(),
        };
        self.push(&flat, &clock, span, rest);
    }

    fn take(&mut self, flat: &Flat, nodes: Run) {
        let Some(clock) = self.clock(flat) else { return };
        let (from, to) = (clock.said_from, flat.text.trim_end().len());
        let span = flat.span(from..to.max(from));
        self.push(flat, &clock, span, nodes);
    }

    fn clock(&mut self, flat: &Flat) -> Option<Clock> {
        match clock::read(&flat.text) {
            Ok(clock) => clock,
            Err((range, fault)) => {
                self.found.bad_times.push(BadTime { span: flat.span(range), fault });
                None
            }
        }
    }

    fn push(&mut self, flat: &Flat, clock: &Clock, span: Span, nodes: Run) {
        self.found.entries.push(Entry {
            at: flat.span(clock.range.clone()),
            date: clock.date,
            time: clock.time,
            offset: clock.offset.or(self.utc.then_some(0)),
            span,
            nodes,
        });
    }
}

/// Whether "UTC" stands among the words.
fn names_utc(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "UTC")
}
