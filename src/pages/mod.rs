//! One file a kind of page: which addresses there are, and what its template is given.
//!
//! To add a kind of page, add its file with a `KIND` and a template of its name, and list it in [`KINDS`].
//!
//! A template knows three names: `site` ([`shell::SiteFrame`], the same on every page), `page`
//! ([`shell::PageFrame`], this address) and `view` (the struct of the kind of page, named after it). Views hold only
//! what is ready to be shown: text, numbers, and links as addresses from the root of the site, to which a template
//! adds `page.root`. Fields called `body` hold HTML that the Markdown writer made; everything else is escaped.

pub mod entry;
pub mod feed;
pub mod home;
pub mod incident;
pub mod incident_list;
pub mod name_list;
pub mod parts;
pub mod plain;
pub mod playbook;
pub mod playbook_list;
pub mod prevention;
pub mod redirect;
pub mod robots;
pub mod rule;
pub mod shell;
pub mod sitemap;

use crate::check::Checked;
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::render::highlight::Highlighter;
use crate::render::theme::Theme;
use crate::rule::Rule;
use crate::site::{DocId, Site};

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
    /// A document.
    Document(DocId),
    /// The incidents of a year.
    Year(i16),
    /// All names of a registry.
    Shelf(Shelf),
    /// A registered name, by its slug.
    Name(Shelf, Box<str>),
    /// A rule of the check.
    Rule(&'static Rule),
    /// Another address, to which this one leads.
    Moved(Box<str>),
}

/// All that drawing needs.
#[derive(Debug)]
pub struct Press<'a> {
    /// The site and what the check found.
    pub checked: &'a Checked,
    /// Every page of the site, sorted by address.
    pub pages: &'a [Page],
    /// The theme.
    pub theme: &'a Theme,
    /// Colours code.
    pub highlighter: &'a Highlighter,
}

/// Every kind of page.
pub static KINDS: &[&Kind] = &[&feed::KIND, &sitemap::KIND, &robots::KIND];

impl Press<'_> {
    /// Draws a page; the bytes of its file come back.
    pub fn draw(&self, page: &Page) -> Result<Vec<u8>, ThemeFault> {
        let mut out = Vec::with_capacity(16 * 1024);
        (page.kind.draw)(self, page, &mut out)?;
        Ok(out)
    }
}
