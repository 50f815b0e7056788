//! A plain page.

use serde::Serialize;

use crate::pages::parts::{Backlink, Brief, Text, TocEntry, Turn};

/// `page.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PlainView<'a> {
    /// Its language, where it is not the site's.
    pub lang: Option<Text<'a>>,
    /// The only `h1`.
    pub title: Text<'a>,
    /// One sentence.
    pub summary: Option<Text<'a>>,
    /// Contents.
    pub toc: Vec<TocEntry<'a>>,
    /// HTML of the body.
    pub body: String,
    /// Pages that link here.
    pub backlinks: Vec<Backlink<'a>>,
    /// What belongs to it.
    pub related: Vec<Brief<'a>>,
    /// Neighbours in their order.
    pub turn: Turn<'a>,
}
