//! The body of a document on its page: what the author wrote, with its links and its contents.

use std::collections::HashSet;

use crate::address;
use crate::document::Document;
use crate::document::body::anchor::{RESERVED, slug};
use crate::document::body::{Body, BodyLink, Edge, Heading, Kind, Run};
use crate::pages::Press;
use crate::pages::parts::{Backlink, TocEntry};
use crate::pages::shell::root_of;
use crate::render::html::{self, Drawing, Href};
use crate::site::DocId;
use crate::site::link::Target;

/// The body of one document, ready to be written on the page of an address.
pub struct Account<'p> {
    press: Press<'p>,
    id: DocId,
    document: &'p Document,
    root: String,
    /// The body without the heading that is the page's title.
    run: Run,
    /// The id of that heading, which the title takes over.
    pub title_id: Option<&'p str>,
}

/// A part of a body: from a heading of the first or second level to the next.
#[derive(Debug, Clone, Copy)]
pub struct Section<'p> {
    /// The heading.
    pub heading: &'p Heading,
    /// What stands below it.
    pub content: Run,
}

impl<'p> Account<'p> {
    /// The body of a document on its own page.
    pub fn of(press: &Press<'p>, id: DocId) -> Option<Self> {
        let document = press.site().get(id)?;
        let body = &document.body;
        let is_title = |heading: &&Heading| {
            heading.nodes.from == 0 && heading.level == 1 && heading.text.as_ref() == document.title()
        };
        let title = body.headings.first().filter(is_title);
        let from = title.map_or(0, |heading| heading.nodes.to);
        let root = root_of(press.href(id)).into_owned();
        let run = Run { from, to: body.all().to };
        Some(Self {
            press: *press,
            id,
            document,
            root,
            run,
            title_id: title.map(|heading| heading.id.as_ref()),
        })
    }

    /// All of it as HTML.
    pub fn html(&self) -> String {
        let text = self.press.site().text(self.document);
        let mut out = String::with_capacity(text.len() * 3 / 2);
        self.write(self.run, 1, &mut out);
        self.write_footnotes(&mut out);
        out
    }

    /// A part of it as HTML, under a heading of level `above`.
    pub fn part(&self, run: Run, above: u8) -> String {
        let mut out = String::new();
        self.write(run, above, &mut out);
        out
    }

    /// The footnotes, for a body that is written in parts.
    pub fn write_footnotes(&self, out: &mut String) {
        let text = self.press.site().text(self.document);
        html::write_footnotes(
            out,
            &self.document.body,
            text,
            &self.drawing(&|at, link| self.href(at, link), 1),
        );
    }

    /// Whether it begins with a heading of the highest level.
    pub fn begins_with_heading(&self) -> bool {
        let first = self.document.body.node(self.run.from);
        first.is_some_and(|node| node.kind == Kind::Heading && node.edge == Edge::Start)
    }

    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.run.from >= self.run.to
    }

    /// Its headings of the two highest levels, as the page shows them.
    pub fn toc(&self) -> Vec<TocEntry<'p>> {
        self.toc_of(self.run)
    }

    /// The headings of a part.
    pub fn toc_of(&self, run: Run) -> Vec<TocEntry<'p>> {
        let body = &self.document.body;
        let levels = html::levels(body, run, 1);
        let shown = body
            .headings
            .iter()
            .zip(levels)
            .filter(|(heading, level)| heading.top && (2..=3).contains(level));
        let entry = |(heading, level): (&'p Heading, u8)| TocEntry {
            id: heading.id.as_ref().into(),
            text: heading.text.as_ref().into(),
            sub: level == 3,
        };
        shown.map(entry).collect()
    }

    /// What stands before the first section, and the sections.
    pub fn sections(&self) -> (Run, Vec<Section<'p>>) {
        let body: &'p Body = &self.document.body;
        let starts =
            |heading: &&Heading| heading.top && heading.level <= 2 && heading.nodes.from >= self.run.from;
        let headings: Vec<&'p Heading> = body.headings.iter().filter(starts).collect();
        let ends = headings.iter().skip(1).map(|next| next.nodes.from).chain([self.run.to]);
        let sections = headings.iter().zip(ends).map(|(heading, end)| Section {
            heading,
            content: Run { from: heading.nodes.to, to: end.max(heading.nodes.to) },
        });
        let first = headings.first().map_or(self.run.to, |heading| heading.nodes.from);
        (Run { from: self.run.from, to: first.max(self.run.from) }, sections.collect())
    }

    /// Ids that the page must not give to something of its own, headings of `left_out` sections apart.
    pub fn taken(&self, left_out: &[Section<'_>]) -> HashSet<&'p str> {
        let gone = |heading: &Heading| left_out.iter().any(|section| section.heading.nodes == heading.nodes);
        let own = self.document.body.headings.iter().filter(|heading| !gone(heading));
        own.map(|heading| heading.id.as_ref()).chain(RESERVED.iter().copied()).collect()
    }

    fn write(&self, run: Run, above: u8, out: &mut String) {
        let text = self.press.site().text(self.document);
        let href = |at: usize, link: &BodyLink| self.href(at, link);
        html::write_part(out, &self.document.body, run, text, &self.drawing(&href, above));
    }

    fn drawing<'d>(&'d self, href: &'d dyn Fn(usize, &BodyLink) -> Href, above: u8) -> Drawing<'d> {
        let page = html::Page { highlighter: self.press.highlighter, words: self.press.theme.words(), above };
        Drawing { href, page: Some(page) }
    }

    fn href(&self, at: usize, link: &BodyLink) -> Href {
        match self.press.site().links_of(self.id).get(at) {
            Some(Target::Document(id, anchor)) => {
                let anchor = anchor.as_ref().map(|id| format!("#{id}")).unwrap_or_default();
                Href::To(format!("{}{}{anchor}", self.root, self.press.href(*id)))
            }
            Some(Target::Here(anchor)) => Href::To(format!("#{}", anchor.as_deref().unwrap_or("main"))),
            Some(Target::Asset(path)) => {
                let href = format!("{}{}", self.root, address::encode(path));
                match self.press.desk.sizes.get(path) {
                    Some((width, height)) => Href::Sized(href, *width, *height),
                    None => Href::To(href),
                }
            }
            Some(Target::Outside) => Href::To(link.dest.to_string()),
            Some(Target::Unsafe | Target::Broken { .. }) | None => Href::Dropped,
        }
    }
}

impl Section<'_> {
    /// Whether it explains the step of this id and title.
    pub fn explains(&self, id: &str, title: &str) -> bool {
        let heading = self.heading;
        heading.id.as_ref() == id || slug(&heading.text) == id || heading.text.as_ref() == title
    }
}

/// Pages that link to a document are listed up to this number.
const BACKLINKS: usize = 50;

/// The pages that link to a document, each with the sentence that does.
pub fn backlinks<'p>(press: &Press<'p>, id: DocId) -> Vec<Backlink<'p>> {
    let site = press.site();
    let row = |backlink: &crate::site::link::Backlink| {
        let from = site.get(backlink.from)?;
        let link = from.body.links.get(backlink.link)?;
        Some(Backlink {
            title: from.title().into(),
            href: press.href(backlink.from).into(),
            sentence: Some(from.body.sentence_of(link, site.text(from)).into()),
        })
    };
    site.backlinks_of(id).iter().take(BACKLINKS).filter_map(row).collect()
}
