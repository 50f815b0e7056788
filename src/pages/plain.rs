//! A plain page.

use serde::Serialize;

use crate::pages::account::{Account, backlinks};
use crate::pages::extra::extra;
use crate::pages::parts::{Backlink, Brief, Pair, Text, TocEntry, Turn};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, address, show};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// A page for each plain page.
pub static KIND: Kind = Kind { name: "page", plan, draw };

/// `page.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PlainView<'a> {
    /// Its language, where it is not the site's.
    pub lang: Option<Text<'a>>,
    /// The only `h1`.
    pub title: Text<'a>,
    /// Id of the heading of the body that is the title.
    pub title_id: Option<&'a str>,
    /// One sentence.
    pub summary: Option<Text<'a>>,
    /// Contents.
    pub toc: Vec<TocEntry<'a>>,
    /// HTML of the body.
    pub body: String,
    /// The team's own fields (`x_…`).
    pub extra: Vec<Pair<'a>>,
    /// Pages that link here.
    pub backlinks: Vec<Backlink<'a>>,
    /// What belongs to it.
    pub related: Vec<Brief<'a>>,
    /// Neighbours in their order.
    pub turn: Turn<'a>,
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let pages = site.index.pages.iter();
    pages.filter_map(|id| Some((address(site.get(*id)?), Subject::Document(*id)))).collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Document(id) = page.subject else { return Ok(()) };
    let Some((document, account)) = press.site().get(id).zip(Account::of(press, id)) else { return Ok(()) };
    let summary = document.page().and_then(|page| show::text(&page.summary));
    let list = &press.site().index.pages;
    let at = list.iter().position(|other| *other == id).unwrap_or_default();
    let view = PlainView {
        lang: None,
        title: document.title().into(),
        title_id: account.title_id,
        summary: summary.clone(),
        toc: account.toc(),
        body: account.html(),
        extra: extra(press.site(), document),
        backlinks: backlinks(press, id),
        related: Vec::new(),
        turn: show::turn(press, list, at, ["Before", "After"]),
    };
    let home = ("index.html".to_owned(), press.site().config.title.as_ref());
    let frame = PageFrame::new(press, page, document.title(), "pages", [home]).written_in(press, id);
    press.print("page.html", frame.about(summary.unwrap_or_default()), view, page, out)
}
