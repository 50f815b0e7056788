//! A body written as HTML.
//!
//! Without [`Drawing::page`] this is CommonMark's plain HTML, apart from raw HTML, which is shown as text, and
//! links that the caller drops. With it come the things that a page needs: ids, permalinks, callouts, coloured
//! code, footnotes that lead back. There is one writer for both, so that what is compared with CommonMark is
//! what pages are made of.

use crate::document::body::{Alert, Body, BodyLink, Edge, Footnote, Heading, Kind, NONE, Node, Run};
use crate::render::highlight::Highlighter;
use crate::render::html::escape::{escape_attribute, escape_text};
use crate::render::words::Words;

mod block;
pub mod escape;
mod footnote;
mod inline;

/// How a body is to be written.
pub struct Drawing<'a> {
    /// Where a link leads, by its index in [`Body::links`].
    pub href: &'a dyn Fn(usize, &BodyLink) -> Href,
    /// What a page has beyond plain HTML.
    pub page: Option<Page<'a>>,
}

/// Where a link leads on the page that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Href {
    /// There.
    To(String),
    /// There, and the picture has this width and height.
    Sized(String, u32, u32),
    /// Nowhere, because it is unsafe or unresolved: only its text is shown.
    Dropped,
}

/// What a page has beyond plain HTML.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// Colours the code.
    pub highlighter: &'a Highlighter,
    /// Words that the writer puts in.
    pub words: &'a Words,
    /// Level of the heading under which the body stands, see [`levels`].
    pub above: u8,
}

/// Writes a whole body; `text` is the whole file it was read from.
pub fn write(out: &mut String, body: &Body, text: &str, how: &Drawing<'_>) {
    let mut writer = Writer::new(out, body, text, how);
    writer.levels = how.page.map(|page| levels(body, body.all(), page.above));
    writer.run(body.all());
    writer.footnotes();
}

/// Writes a part of a body, for a section that stands in a place of its own; the footnotes are not written.
pub fn write_part(out: &mut String, body: &Body, run: Run, text: &str, how: &Drawing<'_>) {
    let mut writer = Writer::new(out, body, text, how);
    writer.levels = how.page.map(|page| levels(body, run, page.above));
    writer.run(run);
}

/// Writes the footnotes of a body that was written in parts.
pub fn write_footnotes(out: &mut String, body: &Body, text: &str, how: &Drawing<'_>) {
    Writer::new(out, body, text, how).footnotes();
}

/// The levels at which a page shows the headings of a run that stands under a heading of level `above`; 0 for
/// headings outside of it. The outline holds together: no heading is as high as `above`, none skips a level, and
/// where the author began higher, all go down by as much.
pub fn levels(body: &Body, run: Run, above: u8) -> Vec<u8> {
    let inside = |heading: &Heading| (run.from..run.to).contains(&heading.nodes.from);
    let highest =
        body.headings.iter().filter(|heading| heading.top && inside(heading)).map(|one| one.level).min();
    let down = (above + 1).saturating_sub(highest.unwrap_or(above + 1));
    let mut last = above;
    let shown = body.headings.iter().map(|heading| {
        if !inside(heading) {
            return 0;
        }
        last = (heading.level + down).clamp(above + 1, last + 1).min(6);
        last
    });
    shown.collect()
}

struct Writer<'a> {
    out: &'a mut String,
    /// Where our output begins in `out`.
    begun: usize,
    body: &'a Body,
    text: &'a str,
    how: &'a Drawing<'a>,
    /// Levels at which headings are shown; as written where there are none.
    levels: Option<Vec<u8>>,
    /// The table that we are in: its node, whether we are in its head, which column comes next.
    table: Option<Node>,
    in_head: bool,
    column: usize,
    /// For the links that are open: whether their tag was written.
    links: Vec<bool>,
    /// Whether one of them was: a link cannot hold another, and what would be one is only text.
    in_link: bool,
    /// Numbers of footnotes in plain HTML, which counts definitions as well.
    numbers: Vec<u32>,
    counted: u32,
    /// The paragraph end before which the way back from a footnote is written.
    back_at: u32,
    /// The footnote that it ends.
    back_to: Option<&'a Footnote>,
}

impl<'a> Writer<'a> {
    fn new(out: &'a mut String, body: &'a Body, text: &'a str, how: &'a Drawing<'a>) -> Self {
        let begun = out.len();
        Self {
            out,
            begun,
            body,
            text,
            how,
            levels: None,
            table: None,
            in_head: false,
            column: 0,
            links: Vec::new(),
            in_link: false,
            numbers: Vec::new(),
            counted: 0,
            back_at: NONE,
            back_to: None,
        }
    }

    fn run(&mut self, run: Run) {
        let mut at = run.from;
        while at < run.to {
            let Some(node) = self.body.node(at).copied() else { break };
            // A container that is written at once says where to go on; nothing goes backwards.
            at = self.write(&node, at).max(at.saturating_add(1));
        }
    }

    /// Writes one node, or a whole container; returns where to go on.
    fn write(&mut self, node: &Node, at: u32) -> u32 {
        match (node.edge, node.kind) {
            (Edge::Start, Kind::CodeBlock) => self.code_block(node),
            (Edge::Start, Kind::HtmlBlock) => self.html_block(node),
            (Edge::Start, Kind::Image) => self.image(node),
            (Edge::Start, Kind::Footnote) => self.footnote_start(node, at),
            (Edge::Start, _) => {
                self.start(node, at);
                at
            }
            (Edge::End, _) => {
                self.end(node, at);
                at
            }
            (Edge::Leaf, _) => {
                self.leaf(node);
                at
            }
        }
    }

    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn number(&mut self, number: impl std::fmt::Display) {
        use std::fmt::Write as _;
        // Writing to a string does not fail.
        let _ = write!(self.out, "{number}");
    }

    fn attribute(&mut self, before: &str, value: &str, after: &str) {
        self.push(before);
        escape_attribute(self.out, value);
        self.push(after);
    }

    /// Begins a line, unless we are at the beginning of one.
    fn fresh_line(&mut self) {
        if self.out.len() > self.begun && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn words(&mut self, node: &Node) {
        escape_text(self.out, self.body.words(node, self.text));
    }

    /// Text of the nodes within a container, as it is.
    fn joined(&self, run: Run) -> std::borrow::Cow<'a, str> {
        let (body, text) = (self.body, self.text);
        match body.slice(run.inside()) {
            [one] => body.words(one, text).into(),
            many => many.iter().map(|node| body.words(node, text)).collect::<String>().into(),
        }
    }
}

impl Words {
    fn alert(&self, alert: Alert) -> &str {
        match alert {
            Alert::Note => &self.note,
            Alert::Tip => &self.tip,
            Alert::Important => &self.important,
            Alert::Warning => &self.warning,
            Alert::Caution => &self.caution,
        }
    }
}
