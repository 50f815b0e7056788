//! Pages that say where something is now, or that there is nothing: former addresses, write-ups that were merged
//! into others, and 404.

use serde::Serialize;

use crate::address;
use crate::document::Document;
use crate::document::incident::Status;
use crate::pages::parts::Link;
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, address, merged_into};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// A page for each former address, and for each write-up that was merged into another.
pub static KIND: Kind = Kind { name: "redirect", plan, draw };

/// The page that a server shows where there is none.
pub static NOT_FOUND: Kind = Kind { name: "not-found", plan: plan_not_found, draw: draw_not_found };

/// `redirect.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RedirectView<'a> {
    /// The only `h1`.
    pub heading: &'static str,
    /// What happened to the page, before the link.
    pub lede: &'static str,
    /// Where it is now.
    pub to: Link<'a>,
}

/// `not-found.html`, which says the same on every site. A server shows it at any depth, so its `page.root` is the
/// path of the site's own address (`/`, `/notes/`) where that is known, and empty where not.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct NotFoundView {}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let mut pages = Vec::new();
    for document in &site.documents {
        let here = address(document);
        for alias in document.aliases() {
            let former = former(&alias.value).filter(|former| *former != here);
            pages.extend(former.map(|former| (former, Subject::Moved(here.as_str().into()))));
        }
        let other = merged_into(site, document).and_then(|id| site.get(id));
        pages.extend(other.map(|other| (here, Subject::Moved(address(other).into()))));
    }
    pages
}

/// A former address as the path of a file: `/old/` and `old` are `old/index.html`.
fn former(alias: &str) -> Option<String> {
    let path = address::join("", &address::decode(alias.split(['?', '#']).next()?))?;
    let is_file = path.ends_with(".html") || path.ends_with(".htm");
    match (path.is_empty(), is_file) {
        (true, _) => None,
        (_, true) => Some(path),
        (_, false) => Some(format!("{path}/index.html")),
    }
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Moved(to) = &page.subject else { return Ok(()) };
    let site = press.site();
    let title_at = |url: &str| {
        let id = url.rsplit('/').next()?.strip_suffix(".html")?;
        site.by_id(id).map(|(_, document)| document).filter(|document| address(document) == url)
    };
    let is_merged =
        |document: &Document| document.incident().is_some_and(|it| it.status() == Status::Superseded);
    let merged = title_at(&page.url).is_some_and(is_merged);
    let view = RedirectView {
        heading: if merged { "Merged into another write-up" } else { "This page has moved" },
        lede: if merged { "Read on here:" } else { "It is now here:" },
        to: Link {
            href: address::encode(to).into(),
            text: title_at(to).map_or(to.as_ref(), Document::title).into(),
            outside: false,
        },
    };
    let mut frame = PageFrame::new(press, page, view.heading, "", []);
    let url = site.config.url.as_ref();
    frame.canonical = url.map(|url| format!("{url}{}", address::encode(to)).into());
    press.print("redirect.html", frame, view, page, out)
}

fn plan_not_found(_: &Site) -> Vec<(String, Subject)> {
    vec![("404.html".into(), Subject::All)]
}

fn draw_not_found(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let mut frame = PageFrame::new(press, page, "No page at this address", "", []);
    frame.canonical = None;
    frame.root = press.site().config.url.as_deref().map_or("", path_of).to_owned().into();
    press.print("not-found.html", frame, NotFoundView {}, page, out)
}

/// The path of an absolute address, with a slash at its end.
fn path_of(url: &str) -> &str {
    let after_scheme = url.find("://").and_then(|at| url.get(at + 3..)).unwrap_or_default();
    after_scheme.find('/').and_then(|at| after_scheme.get(at..)).unwrap_or("/")
}
