//! One file a kind of page: which addresses there are, and what its template is given.
//!
//! To add a kind of page, add its file with a `KIND` and a template of its name, and list it in [`KINDS`].
//!
//! A template knows three names: `site` ([`shell::SiteFrame`], the same on every page), `page`
//! ([`shell::PageFrame`], this address) and `view` (the struct of the kind of page, named after it). The shell knows
//! two more, the bar and the foot that are drawn already ([`shell::Frame`]). Views hold only
//! what is ready to be shown: text, numbers, and links as addresses from the root of the site, to which a template
//! adds `page.root`. Fields called `body` hold HTML that the Markdown writer made; everything else is escaped.

pub mod about;
pub mod account;
pub mod agenda;
pub mod calendar;
pub mod cause;
pub mod chart;
pub mod charts;
pub mod data;
pub mod data_page;
pub mod desk;
pub mod entry;
pub mod extra;
pub mod facets;
pub mod feed;
pub mod feed_list;
pub mod figures;
pub mod founding;
pub mod home;
pub mod identity;
pub mod incident;
pub mod incident_list;
pub mod learnt;
pub mod ledger;
pub mod lesson;
pub mod name_list;
pub mod parts;
pub mod plain;
pub mod playbook;
pub mod playbook_list;
pub mod prevention;
pub mod promise_list;
pub mod promised;
pub mod redirect;
pub mod robots;
pub mod roll;
pub mod rule;
pub mod search;
pub mod shell;
pub mod show;
pub mod sitemap;
pub mod stream;
pub mod table;

use crate::check::Checked;
use crate::document::incident::Status;
use crate::document::incident::blame::CauseType;
use crate::document::{Document, DocumentKind};
use crate::pages::desk::Desk;
use crate::pages::roll::{Cut, List};
use crate::pages::shell::{Frame, PageFrame};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::render::highlight::Highlighter;
use crate::render::theme::Theme;
use crate::rule::Rule;
use crate::site::{DocId, Site};
use serde::Serialize;
use std::io::{self, Write};

/// A kind of page: which addresses there are, and how one is drawn.
#[derive(Debug)]
pub struct Kind {
    /// Its name, for `data-kind`.
    pub name: &'static str,
    /// Its addresses, from the root of the site, and what each is about.
    pub plan: fn(&Site) -> Vec<(String, Subject)>,
    /// Draws one of them onto the end of `out`.
    pub draw: fn(&Press<'_>, &Page, &mut Vec<u8>) -> Result<(), ThemeFault>,
}

/// Writes a page that grows with the site, a piece at a time.
pub type WritePieces = fn(&Press<'_>, &mut dyn Write) -> io::Result<()>;

/// One address of the site.
#[derive(Debug)]
pub struct Page {
    /// From the root of the site, such as `incidents/index.html`.
    pub url: Box<str>,
    /// Its kind.
    pub kind: &'static Kind,
    /// What it is about.
    pub subject: Subject,
}

/// What a page is about.
#[derive(Debug, Clone)]
pub enum Subject {
    /// The whole site, or all of what its kind shows.
    All,
    /// The part of it that is done.
    Done,
    /// Open steps that are due in a year or a month.
    Steps(prevention::Due),
    /// A document.
    Document(DocId),
    /// A page of a list of incidents.
    List(List, Cut),
    /// All names of a registry.
    Shelf(Shelf),
    /// A registered name, by its slug.
    Name(Shelf, Box<str>),
    /// What was learnt from a kind of causes, or in a service.
    Lessons(lesson::Field),
    /// A kind of causes.
    Cause(CauseType),
    /// One of several files that hold one thing, by its number.
    Shard(u32),
    /// What begins with some letters.
    Letters(Box<str>),
    /// A rule of the check.
    Rule(&'static Rule),
    /// A chart, by its name.
    Chart(&'static str),
    /// Another address, to which this one leads.
    Moved(Box<str>),
}

/// All that drawing needs.
#[derive(Clone, Copy, Debug)]
pub struct Press<'a> {
    /// The site and what the check found.
    pub checked: &'a Checked,
    /// Every page of the site, sorted by address.
    pub pages: &'a [Page],
    /// The theme; it must know the site's frame, see [`shell::frame`] and [`Theme::set_site`].
    pub theme: &'a Theme,
    /// Colours code.
    pub highlighter: &'a Highlighter,
    /// What many pages need.
    pub desk: &'a Desk,
}

/// Every kind of page. Where two claim one address, the first has it.
pub static KINDS: &[&Kind] = &[
    &home::KIND,
    &incident_list::KIND,
    &incident_list::FACET,
    &playbook_list::KIND,
    &prevention::KIND,
    &lesson::LIST,
    &lesson::KIND,
    &promise_list::KIND,
    &charts::KIND,
    &entry::LIST,
    &cause::LIST,
    &rule::LIST,
    &name_list::KIND,
    &founding::KIND,
    &about::KIND,
    &redirect::NOT_FOUND,
    &incident::KIND,
    &incident::brief::KIND,
    &playbook::KIND,
    &plain::KIND,
    &entry::KIND,
    &cause::KIND,
    &rule::KIND,
    &redirect::KIND,
    &charts::FILES,
    &feed_list::KIND,
    &data_page::KIND,
    &feed::KIND,
    &calendar::KIND,
    &data::KIND,
    &data::SCHEMA_KIND,
    &table::INCIDENT_KIND,
    &table::STEP_KIND,
    &sitemap::KIND,
    &robots::KIND,
    &search::PAGE,
    &search::HEAD,
    &search::WORDS,
    &search::TEXTS,
];

impl<'a> Press<'a> {
    /// Draws a page; the bytes of its file come back.
    pub fn draw(&self, page: &Page) -> Result<Vec<u8>, ThemeFault> {
        let mut out = Vec::with_capacity(16 * 1024);
        self.draw_onto(page, &mut out)?;
        Ok(out)
    }

    /// Draws a page onto the end of `out`.
    pub fn draw_onto(&self, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
        (page.kind.draw)(self, page, out)
    }

    /// How a page is written piece by piece, where it is of a kind that grows with the site.
    pub fn writer(&self, page: &Page) -> Option<WritePieces> {
        let writers: [(&Kind, WritePieces); 3] = [
            (&data::KIND, data::write),
            (&table::INCIDENT_KIND, table::write_incidents),
            (&table::STEP_KIND, table::write_steps),
        ];
        writers.into_iter().find(|(kind, _)| kind.name == page.kind.name).map(|(_, write)| write)
    }

    /// The site.
    pub fn site(&self) -> &'a Site {
        self.checked.site()
    }

    /// Gives a page to its template.
    fn print<V: Serialize>(
        &self,
        template: &str,
        page: PageFrame<'_>,
        view: V,
        at: &Page,
        out: &mut Vec<u8>,
    ) -> Result<(), ThemeFault> {
        let [bar, foot] = self.desk.around.of(self.theme, &page, &at.url)?;
        self.theme.draw(template, &at.url, &Frame { page, view, bar, foot }, out)
    }
}

/// The address of a document's page.
pub fn address(document: &Document) -> String {
    let folder = match document.kind() {
        DocumentKind::Incident => "incidents",
        DocumentKind::Playbook => "playbooks",
        DocumentKind::Page => "pages",
    };
    format!("{folder}/{}.html", document.id)
}

/// The document into which one was merged, so that its own page only leads there.
fn merged_into(site: &Site, document: &Document) -> Option<DocId> {
    let incident = document.incident().filter(|incident| incident.status() == Status::Superseded)?;
    let (id, ..) = site.incident(&incident.superseded_by.as_ref()?.name)?;
    site.get(id).filter(|other| other.id != document.id).map(|_| id)
}
