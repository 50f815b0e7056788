//! From Markdown to the tape. The only place that knows the parser.

use crate::document::body::parse::text::Piece;
use crate::document::body::{
    Align, Body, BodyLink, CodeBlock, Edge, Footnote, FootnoteRef, Heading, Kind, LinkKind, NONE, Node,
    RawHtml, Run,
};
use crate::source::Span;
use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag,
};
use std::ops::Range;

mod names;
mod text;

/// See [`Body::parse`].
pub(super) fn parse(text: &str, start: usize) -> Body {
    let rest = text.get(start..).unwrap_or_default();
    let markdown = rest.strip_prefix('\u{feff}').unwrap_or(rest);
    let mut builder = Builder::new(markdown, text.len() - markdown.len());
    for (event, range) in Parser::new_ext(markdown, options()).into_offset_iter() {
        builder.event(event, range);
    }
    builder.finish(text)
}

/// A table index as the tape holds it. What lies beyond cannot be reached: no source is that large.
pub(super) fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(NONE)
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS
}

struct Builder<'a> {
    markdown: &'a str,
    /// Where the body begins in the file.
    base: usize,
    body: Body,
    /// Starts of the containers that are open.
    open: Vec<u32>,
    /// Text that may go on: pieces in a row with nothing in between.
    text: Vec<Piece>,
    /// How deep we are in links, images and code blocks, where a bare address stays text.
    in_link: usize,
    in_image: usize,
    in_code: bool,
    /// Labels of the footnote references, which come before the notes that they mean.
    ref_labels: Vec<Box<str>>,
}

impl<'a> Builder<'a> {
    fn new(markdown: &'a str, base: usize) -> Self {
        // A node for twenty bytes is usual; what is too much is given back at the end.
        let nodes = Vec::with_capacity(markdown.len() / 20);
        let body = Body { span: Span::new(base, base + markdown.len()), nodes, ..Body::default() };
        Self {
            markdown,
            base,
            body,
            open: Vec::new(),
            text: Vec::new(),
            in_link: 0,
            in_image: 0,
            in_code: false,
            ref_labels: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        let span = self.span(&range);
        match event {
            Event::Text(words) => return self.text(&words, range),
            Event::Html(words) => return self.html(&words, range),
            _ => self.flush(),
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(),
            Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words) => {
                let piece = self.piece(&words, range);
                self.leaf(Kind::Code, piece.span, piece.aux);
            }
            Event::InlineHtml(words) => self.inline_html(&words, range),
            Event::FootnoteReference(label) => self.footnote_ref(&label, span),
            Event::SoftBreak => self.leaf(Kind::SoftBreak, span, NONE),
            Event::HardBreak => self.leaf(Kind::HardBreak, span, NONE),
            Event::Rule => self.leaf(Kind::Rule, span, NONE),
            Event::TaskListMarker(ticked) => self.leaf(Kind::Task, span, u32::from(ticked)),
            Event::Text(_) | Event::Html(_) => {}
        }
    }

    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.base + range.start, self.base + range.end)
    }

    /// Index of the next node.
    fn here(&self) -> u32 {
        index(self.body.nodes.len())
    }

    fn leaf(&mut self, kind: Kind, span: Span, aux: u32) {
        self.body.nodes.push(Node { span, kind, edge: Edge::Leaf, aux });
    }

    fn html(&mut self, words: &CowStr<'a>, range: Range<usize>) {
        self.flush();
        let piece = self.piece(words, range);
        match self.body.nodes.last_mut() {
            Some(last)
                if last.kind == Kind::Html
                    && last.aux == NONE
                    && piece.aux == NONE
                    && last.span.end == piece.span.start =>
            {
                last.span.end = piece.span.end;
            }
            _ => self.leaf(Kind::Html, piece.span, piece.aux),
        }
    }

    fn inline_html(&mut self, words: &CowStr<'a>, range: Range<usize>) {
        let span = self.span(&range);
        let piece = self.piece(words, range);
        let nodes = Run { from: self.here(), to: self.here().saturating_add(1) };
        self.body.raw_html.push(RawHtml { span, comment: only_comments(words), nodes });
        self.leaf(Kind::InlineHtml, piece.span, piece.aux);
    }

    fn footnote_ref(&mut self, label: &str, span: Span) {
        let nth = u32::from(self.in_image == 0);
        self.body.footnote_refs.push(FootnoteRef { footnote: NONE, nth });
        self.ref_labels.push(label.into());
        self.leaf(Kind::FootnoteRef, span, index(self.body.footnote_refs.len() - 1));
    }

    fn open(&mut self, kind: Kind, span: Span, aux: u32) {
        self.open.push(self.here());
        self.body.nodes.push(Node { span, kind, edge: Edge::Start, aux });
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let span = self.span(&range);
        let (kind, aux) = match tag {
            Tag::Paragraph => (Kind::Paragraph, NONE),
            Tag::Heading { level, id, classes, .. } => {
                let level = level as u8;
                let classes = classes.iter().map(|class| class.as_ref().into()).collect();
                (Kind::Heading, self.heading(level, id.as_deref().unwrap_or_default(), classes, span))
            }
            Tag::BlockQuote(None) => (Kind::Quote, NONE),
            Tag::BlockQuote(Some(kind)) => (Kind::Alert, alert(kind)),
            Tag::CodeBlock(info) => (Kind::CodeBlock, self.code_block(&info, span)),
            Tag::HtmlBlock => {
                self.body.raw_html.push(RawHtml { span, comment: false, nodes: Run::default() });
                (Kind::HtmlBlock, index(self.body.raw_html.len() - 1))
            }
            Tag::List(None) => (Kind::List, NONE),
            Tag::List(Some(first)) => {
                self.body.list_starts.push(first);
                (Kind::List, index(self.body.list_starts.len() - 1))
            }
            Tag::Item => (Kind::Item, NONE),
            Tag::FootnoteDefinition(label) => {
                let label = label.as_ref().into();
                self.body.footnotes.push(Footnote { label, number: 0, refs: 0, span, nodes: Run::default() });
                (Kind::Footnote, index(self.body.footnotes.len() - 1))
            }
            Tag::Table(columns) => {
                self.body.tables.push(columns.into_iter().map(align).collect());
                (Kind::Table, index(self.body.tables.len() - 1))
            }
            Tag::TableHead => (Kind::TableHead, NONE),
            Tag::TableRow => (Kind::TableRow, NONE),
            Tag::TableCell => (Kind::TableCell, NONE),
            Tag::DefinitionList => (Kind::DefinitionList, NONE),
            Tag::DefinitionListTitle => (Kind::DefinitionTitle, NONE),
            Tag::DefinitionListDefinition => (Kind::Definition, NONE),
            Tag::Emphasis => (Kind::Emphasis, NONE),
            Tag::Strong => (Kind::Strong, NONE),
            Tag::Strikethrough => (Kind::Strikethrough, NONE),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.in_link += 1;
                (Kind::Link, self.link(link_kind(link_type), link_type, &dest_url, &title, range))
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.in_image += 1;
                (Kind::Image, self.link(LinkKind::Image, link_type, &dest_url, &title, range))
            }
            // Not switched on.
            Tag::MetadataBlock(_) | Tag::Subscript | Tag::Superscript => (Kind::Paragraph, NONE),
        };
        self.in_code |= kind == Kind::CodeBlock;
        self.open(kind, span, aux);
    }

    fn heading(&mut self, level: u8, id: &str, classes: Box<[Box<str>]>, span: Span) -> u32 {
        self.body.headings.push(Heading {
            level,
            top: self.open.is_empty(),
            given_id: !id.is_empty(),
            id: id.into(),
            classes,
            text: "".into(),
            section: None,
            span,
            nodes: Run::default(),
        });
        index(self.body.headings.len() - 1)
    }

    fn code_block(&mut self, info: &CodeBlockKind<'a>, span: Span) -> u32 {
        let info = match info {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "",
        };
        let lang = info.split(' ').next().unwrap_or_default().into();
        let title = title(info).into();
        self.body.code_blocks.push(CodeBlock { lang, title, span, nodes: Run::default() });
        index(self.body.code_blocks.len() - 1)
    }

    fn link(
        &mut self,
        kind: LinkKind,
        how: LinkType,
        dest: &CowStr<'a>,
        title: &str,
        range: Range<usize>,
    ) -> u32 {
        let whole = self.span(&range);
        let span = match self.written(dest).or_else(|| self.destination(&range)) {
            Some(at) => self.span(&at),
            None => whole,
        };
        let dest = match how {
            LinkType::Email => format!("mailto:{dest}").into(),
            _ => dest.as_ref().into(),
        };
        self.body.links.push(BodyLink {
            kind,
            dest,
            title: title.into(),
            span,
            whole,
            nodes: Run::default(),
        });
        index(self.body.links.len() - 1)
    }

    /// Where the destination of an inline link stands when its text was changed by the parser (`\_`, `&amp;`):
    /// after the last `](`. A title may hold such a thing too; then the span is only less sharp.
    fn destination(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let link = self.markdown.get(range.clone())?;
        let opening = link.find("](")? + 2;
        let inside = link.get(opening..)?;
        let start = opening + inside.len() - inside.trim_start().len();
        let dest = link.get(start..)?.strip_suffix(')')?;
        let length = match dest.strip_prefix('<') {
            Some(angled) => angled.find('>')? + 2,
            None => dest.find(char::is_whitespace).unwrap_or(dest.len()),
        };
        (length > 0).then(|| range.start + start..range.start + start + length)
    }

    fn end(&mut self) {
        let Some(from) = self.open.pop() else { return };
        let Some(start) = self.body.node(from).copied() else { return };
        self.body.nodes.push(Node { edge: Edge::End, ..start });
        let run = Run { from, to: self.here() };
        let at = start.aux as usize;
        match start.kind {
            Kind::Heading => set(self.body.headings.get_mut(at), |heading| heading.nodes = run),
            Kind::CodeBlock => {
                self.in_code = false;
                set(self.body.code_blocks.get_mut(at), |block| block.nodes = run);
            }
            Kind::Footnote => set(self.body.footnotes.get_mut(at), |note| note.nodes = run),
            Kind::HtmlBlock => self.end_html(at, run),
            Kind::Link | Kind::Image => {
                let depth = if start.kind == Kind::Link { &mut self.in_link } else { &mut self.in_image };
                *depth = depth.saturating_sub(1);
                set(self.body.links.get_mut(at), |link| link.nodes = run);
            }
            _ => {}
        }
    }

    fn end_html(&mut self, at: usize, run: Run) {
        let written: String = self
            .body
            .slice(run.inside())
            .iter()
            .map(|node| self.said(&Piece { span: node.span, aux: node.aux }))
            .collect();
        set(self.body.raw_html.get_mut(at), |html| {
            html.nodes = run;
            html.comment = only_comments(&written);
        });
    }

    fn finish(mut self, text: &str) -> Body {
        self.flush();
        let mut body = self.body;
        names::number_footnotes(&mut body, &self.ref_labels);
        names::name_headings(&mut body, text);
        body.nodes.shrink_to_fit();
        body.headings.shrink_to_fit();
        body.links.shrink_to_fit();
        body.code_blocks.shrink_to_fit();
        body.footnotes.shrink_to_fit();
        body.footnote_refs.shrink_to_fit();
        body.raw_html.shrink_to_fit();
        body.kept.shrink_to_fit();
        body.tables.shrink_to_fit();
        body.sections = body.find_sections(text);
        body.timeline = body.find_timeline(text);
        body
    }
}

fn set<T>(entry: Option<&mut T>, change: impl FnOnce(&mut T)) {
    if let Some(entry) = entry {
        change(entry);
    }
}

fn alert(kind: BlockQuoteKind) -> u32 {
    match kind {
        BlockQuoteKind::Note => 0,
        BlockQuoteKind::Tip => 1,
        BlockQuoteKind::Important => 2,
        BlockQuoteKind::Warning => 3,
        BlockQuoteKind::Caution => 4,
    }
}

fn align(column: Alignment) -> Align {
    match column {
        Alignment::None => Align::None,
        Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}

fn link_kind(how: LinkType) -> LinkKind {
    match how {
        LinkType::WikiLink { .. } => LinkKind::Wiki,
        LinkType::Autolink | LinkType::Email => LinkKind::Autolink,
        _ => LinkKind::Link,
    }
}

/// `title="…"` of an info string, also with single quotes, or one word without any.
fn title(info: &str) -> &str {
    let Some((_, value)) = info.split_once("title=") else { return "" };
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    match quote {
        Some(quote) => value.get(1..).and_then(|rest| rest.split(quote).next()).unwrap_or_default(),
        None => value.split([' ', '}', ',']).next().unwrap_or_default(),
    }
}

/// Whether raw HTML is nothing but comments and white space.
fn only_comments(html: &str) -> bool {
    let mut rest = html.trim();
    let mut any = false;
    while let Some(inside) = rest.strip_prefix("<!--") {
        let Some((_, after)) = inside.split_once("-->") else { return false };
        (rest, any) = (after.trim_start(), true);
    }
    any && rest.is_empty()
}
