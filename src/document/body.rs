//! A Markdown body, read once and kept as a tape.
//!
//! The tape is a flat list of [`Node`]s in reading order, sixteen bytes each, with tables beside it for what a
//! node cannot hold. It does not keep the text: a node points into the file, and who reads the tape brings the
//! whole text of the file along. Everything that looks at a body (rules, links, backlinks, pages, search) reads
//! this tape; nobody else knows the Markdown parser.

use crate::document::section::{Naming, Part, Section};
use crate::document::timeline::Timeline;
use crate::source::Span;

pub mod anchor;
mod bare;
pub mod flat;
mod parse;
pub mod url;

/// A body as a tape of nodes, and what was gathered on the way.
#[derive(Debug, Clone, Default)]
pub struct Body {
    /// From the first byte of the body to the end of the file.
    pub span: Span,
    /// Headings in reading order.
    pub headings: Vec<Heading>,
    /// Links and images in reading order.
    pub links: Vec<BodyLink>,
    /// Code blocks in reading order, fenced or indented.
    pub code_blocks: Vec<CodeBlock>,
    /// Footnote definitions in reading order.
    pub footnotes: Vec<Footnote>,
    /// Places that refer to a footnote.
    pub footnote_refs: Vec<FootnoteRef>,
    /// Raw HTML, comments among it.
    pub raw_html: Vec<RawHtml>,
    nodes: Vec<Node>,
    kept: Vec<Box<str>>,
    list_starts: Vec<u64>,
    tables: Vec<Box<[Align]>>,
    by_id: Vec<u32>,
    sections: Box<[Part]>,
    timeline: Timeline,
}

/// One step of the tape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node {
    /// Where it stands in the file. A container's start and end both have the span of the whole container;
    /// inline code has the span of what is between its backticks.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Whether a container begins or ends here.
    pub edge: Edge,
    /// Index into the table that belongs to `kind` ([`Body::headings`] for a heading, and so on), or [`NONE`].
    pub aux: u32,
}

/// No entry in a table.
pub const NONE: u32 = u32::MAX;

/// Whether a container begins or ends at a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edge {
    /// A container begins.
    Start,
    /// A container ends; `kind`, `span` and `aux` are those of its start.
    End,
    /// No container.
    Leaf,
}

/// What a node is. Blocks first, then what stands inside of lines, then leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A paragraph. In tight lists there is none: the text stands in the item.
    Paragraph,
    /// `aux` is an index into [`Body::headings`].
    Heading,
    /// A block quote.
    Quote,
    /// `> [!NOTE]` and its kin; `aux` is an [`Alert`] as a number, see [`Alert::of`].
    Alert,
    /// `aux` is an index into [`Body::code_blocks`].
    CodeBlock,
    /// `aux` is an index into [`Body::raw_html`].
    HtmlBlock,
    /// Ordered where [`Body::list_start`] gives a number.
    List,
    /// An item of a list.
    Item,
    /// `aux` is an index into [`Body::footnotes`].
    Footnote,
    /// [`Body::alignments`] tells how the columns are set.
    Table,
    /// The first row of a table, with its cells.
    TableHead,
    /// A later row of a table.
    TableRow,
    /// A cell of a row or of the head.
    TableCell,
    /// A list of terms and what they mean.
    DefinitionList,
    /// A term.
    DefinitionTitle,
    /// What a term means.
    Definition,
    /// `*emphasis*`
    Emphasis,
    /// `**strong**`
    Strong,
    /// `~~struck~~`
    Strikethrough,
    /// `aux` is an index into [`Body::links`].
    Link,
    /// `aux` is an index into [`Body::links`]; the nodes inside are its alternative text.
    Image,
    /// Text; read it with [`Body::words`].
    Text,
    /// Inline code; read it with [`Body::words`].
    Code,
    /// A stretch of a raw HTML block; read it with [`Body::words`].
    Html,
    /// A raw HTML tag within a line; read it with [`Body::words`].
    InlineHtml,
    /// The end of a source line within a paragraph.
    SoftBreak,
    /// A line break that the author asked for.
    HardBreak,
    /// A thematic break.
    Rule,
    /// `aux` is an index into [`Body::footnote_refs`].
    FootnoteRef,
    /// `[ ]` or `[x]` at the start of an item; `aux` is 1 where it is ticked.
    Task,
}

/// The kinds of alert that GitHub knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// How a column of a table is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// As the page has it.
    None,
    /// `:--`
    Left,
    /// `:-:`
    Center,
    /// `--:`
    Right,
}

/// Some nodes in a row, from the first to one past the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Run {
    /// Index of the first node.
    pub from: u32,
    /// One past the last node.
    pub to: u32,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Whether it stands in no quote, list or other container.
    pub top: bool,
    /// Whether the author wrote the id (`## Title {#id}`).
    pub given_id: bool,
    /// Unique within the document, also against [`anchor::RESERVED`] and the ids of footnotes.
    pub id: Box<str>,
    /// Classes that the author gave (`{.wide}`).
    pub classes: Box<[Box<str>]>,
    /// Its plain text.
    pub text: Box<str>,
    /// The section that it names, at whatever level it stands.
    pub section: Option<(Section, Naming)>,
    /// The whole heading, with its `##`.
    pub span: Span,
    /// Its nodes, start and end included.
    pub nodes: Run,
}

/// A link or an image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLink {
    /// How it was written.
    pub kind: LinkKind,
    /// Where it leads, entities and escapes resolved; with `mailto:` for mail addresses and `http://` for `www.`.
    pub dest: Box<str>,
    /// Its title; mostly empty.
    pub title: Box<str>,
    /// The destination as it is written, in the definition for a link by reference; where it cannot be found,
    /// the whole link.
    pub span: Span,
    /// The whole link.
    pub whole: Span,
    /// Its nodes, start and end included.
    pub nodes: Run,
}

/// How a link was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkKind {
    /// `[text](dest)`, also by reference.
    Link,
    /// `![alt](dest)`
    Image,
    /// `[[id]]`, `[[id|text]]`, `[[id#anchor]]`; `dest` is what stands before the bar.
    Wiki,
    /// `<https://…>` or `<name@host>`
    Autolink,
    /// An address that stands bare in the text.
    Bare,
}

/// A code block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeBlock {
    /// First word of the info string; empty where there is none.
    pub lang: Box<str>,
    /// `title="…"` of the info string; empty where there is none.
    pub title: Box<str>,
    /// The whole block with its fences.
    pub span: Span,
    /// Its nodes, start and end included.
    pub nodes: Run,
}

/// A footnote's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// As written between `[^` and `]`.
    pub label: Box<str>,
    /// From 1, in the order in which footnotes are referred to; those that nothing refers to come last.
    pub number: u32,
    /// How many places refer to it and can be jumped back to.
    pub refs: u32,
    /// The whole definition.
    pub span: Span,
    /// Its nodes, start and end included.
    pub nodes: Run,
}

/// A place that refers to a footnote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FootnoteRef {
    /// Index into [`Body::footnotes`], or [`NONE`].
    pub footnote: u32,
    /// Which of the places that refer to it, from 1; 0 where one cannot jump back (within an image's text).
    pub nth: u32,
}

/// Raw HTML, which is never passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawHtml {
    /// The block or the tag.
    pub span: Span,
    /// Whether it is nothing but comments.
    pub comment: bool,
    /// Its nodes, start and end included; one node for a tag within a line.
    pub nodes: Run,
}

impl Body {
    /// Reads the body that begins at byte `start` of a file and ends with it. Takes any text, in linear time.
    pub fn parse(text: &str, start: usize) -> Self {
        parse::parse(text, start)
    }

    /// All nodes in reading order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The node at an index.
    pub fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index as usize)
    }

    /// The nodes of a run.
    pub fn slice(&self, run: Run) -> &[Node] {
        self.nodes.get(run.from as usize..run.to as usize).unwrap_or_default()
    }

    /// The whole tape as a run.
    pub fn all(&self) -> Run {
        Run { from: 0, to: parse::index(self.nodes.len()) }
    }

    /// What a text, code or HTML node says. `text` is the whole file.
    pub fn words<'a>(&'a self, node: &Node, text: &'a str) -> &'a str {
        match self.kept.get(node.aux as usize) {
            Some(kept) => kept,
            None => node.span.of(text),
        }
    }

    /// The sections: each heading of level 1 or 2, and of level 3 where no level 2 stands above it, with what
    /// follows until the next such heading.
    pub fn sections(&self) -> &[Part] {
        &self.sections
    }

    /// All timeline sections, whatever their level.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The first number of an ordered list.
    pub fn list_start(&self, node: &Node) -> Option<u64> {
        self.list_starts.get(node.aux as usize).copied()
    }

    /// How the columns of a table are set.
    pub fn alignments(&self, node: &Node) -> &[Align] {
        self.tables.get(node.aux as usize).map_or(&[], |columns| columns)
    }

    /// The heading that `#anchor` leads to; also for an anchor as GitHub or a careless author would write it.
    pub fn heading_at(&self, anchor: &str) -> Option<usize> {
        self.heading_with_id(anchor).or_else(|| self.heading_with_id(&anchor::slug(anchor)))
    }

    /// Whether the body is empty or holds nothing to show.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    fn heading_with_id(&self, id: &str) -> Option<usize> {
        let of = |index: &u32| self.headings.get(*index as usize).map_or("", |heading| &heading.id);
        let at = self.by_id.binary_search_by(|index| of(index).cmp(id)).ok()?;
        self.by_id.get(at).map(|index| *index as usize)
    }
}

impl Kind {
    /// Whether it is a block, so that text before and after it are not one sentence.
    pub fn is_block(self) -> bool {
        (self as u8) <= (Self::Definition as u8) || self == Self::Rule
    }
}

impl Alert {
    /// The alert that an [`Kind::Alert`] node stands for.
    pub fn of(node: &Node) -> Self {
        match node.aux {
            0 => Self::Note,
            1 => Self::Tip,
            2 => Self::Important,
            3 => Self::Warning,
            _ => Self::Caution,
        }
    }
}

impl Run {
    /// The run without its first and last node, for what is inside of a container.
    pub fn inside(self) -> Self {
        let from = self.from.saturating_add(1);
        Self { from, to: self.to.saturating_sub(1).max(from) }
    }
}
