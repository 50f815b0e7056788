//! What every page has around its content.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use serde::Serialize;

use crate::address;
use crate::config::EDIT_PATH;
use crate::history::History;
use crate::pages::parts::{Link, Moment, Text};
use crate::pages::{Page, Press, feed, feed_list, show};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::render::theme::{Piece, Theme};
use crate::site::{DocId, Site};

/// What may be loaded by a page: its own site's files and nothing else, and nothing written into the page.
///
/// `file:` is for a site opened from disk in a browser that does not count files as `'self'`; a page that came over
/// http may not load files whatever a policy says. `connect-src` is for the preview server's reload.
pub const POLICY: &str = "default-src 'none'; style-src 'self' file:; img-src 'self' file:; script-src 'self' file:; \
                          connect-src 'self'; font-src 'none'; base-uri 'none'; form-action 'self'";

/// `site` in every template: the same on all pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SiteFrame {
    /// Name of the site.
    pub title: String,
    /// BCP 47 tag of its language.
    pub lang: String,
    /// `ltr` or `rtl`, see [`direction`].
    pub dir: &'static str,
    /// The Content-Security-Policy, [`POLICY`].
    pub policy: &'static str,
    /// Name and version of this program.
    pub generator: &'static str,
    /// The sections in the top bar.
    pub nav: Vec<NavItem>,
    /// The sections in the menu and at the foot.
    pub more: Vec<NavItem>,
    /// Whether it can be searched.
    pub search: bool,
    /// Atom feeds.
    pub feeds: Vec<Link<'static>>,
    /// What the site was built from, in a sentence.
    pub build: String,
    /// Whether it is known when pages were last changed.
    pub dated: bool,
    /// Why not, in a sentence.
    pub unknown: Option<&'static str>,
    /// Where the site is written.
    pub repo: Option<String>,
}

/// A section of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// What [`PageFrame::section`] is compared with.
    pub key: &'static str,
    /// Its name.
    pub text: String,
    /// Its address.
    pub href: String,
}

/// `page` in every template: this address.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PageFrame<'a> {
    /// The way back to the root: empty at the top, `../` a folder deeper.
    pub root: Cow<'a, str>,
    /// Kind of page, for `data-kind`.
    pub kind: &'static str,
    /// What the browser's tab says before the name of the site.
    pub title: Cow<'a, str>,
    /// One sentence for search engines; the title where there is none.
    pub description: Cow<'a, str>,
    /// [`NavItem::key`] of the section that it belongs to; may be empty.
    pub section: &'static str,
    /// Value of `aria-current` on that section: `page` for its first page, `true` for those within.
    pub current: &'static str,
    /// Absolute address, where the site knows its own.
    pub canonical: Option<Cow<'a, str>>,
    /// The way here, from the section down; the last one is this page and has no address.
    pub crumbs: Vec<Crumb<'a>>,
    /// What can be subscribed to for this page alone.
    pub feeds: Vec<Subscription>,
    /// The file that it was written in, if it was.
    pub source: Option<&'a str>,
    /// Where that file can be edited.
    pub edit: Option<String>,
    /// When that file was last changed, and by whom.
    pub change: Option<Change<'a>>,
}

/// A file that a program fetches again and again.
#[derive(Debug, Clone, Serialize)]
pub struct Subscription {
    /// Its address from the root of the site.
    pub href: String,
    /// What it is called.
    pub text: String,
    /// What a link to it says.
    pub label: String,
    /// Its type, such as `text/calendar`.
    pub mime: &'static str,
}

/// The last change of a page's file.
#[derive(Debug, Clone, Serialize)]
pub struct Change<'a> {
    /// On which day.
    pub at: Moment,
    /// By whom.
    pub by: &'a str,
    /// Everybody who wrote in it, in the order of the alphabet, where they are several.
    pub authors: Option<String>,
}

/// A step of the way here.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb<'a> {
    /// Address; none for the page itself.
    pub href: Option<Cow<'a, str>>,
    /// Name.
    pub text: Cow<'a, str>,
}

/// What a template is given: `page`, `view`, `bar` and `foot`; `site` is known to the theme.
#[derive(Debug, Clone, Serialize)]
pub struct Frame<'a, V> {
    /// This address.
    pub page: PageFrame<'a>,
    /// Its content.
    pub view: V,
    /// What `bar.html` has drawn.
    pub bar: Piece,
    /// What `foot.html` has drawn.
    pub foot: Piece,
}

/// `page` in `bar.html` and `foot.html`: what they may depend on, so that they need not be drawn for each page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Standing<'a> {
    /// [`PageFrame::root`].
    pub root: Cow<'a, str>,
    /// [`PageFrame::section`].
    pub section: &'static str,
    /// [`PageFrame::current`].
    pub current: &'static str,
}

/// The bars and the feet that are drawn already.
#[derive(Debug, Default)]
pub struct Around(RwLock<HashMap<Standing<'static>, [Piece; 2]>>);

impl Around {
    /// The bar and the foot of a page that stands at an address.
    pub fn of(&self, theme: &Theme, page: &PageFrame<'_>, at: &str) -> Result<[Piece; 2], ThemeFault> {
        #[derive(Serialize)]
        struct Frame<'a> {
            page: &'a Standing<'a>,
        }
        let standing = Standing { root: page.root.clone(), section: page.section, current: page.current };
        if let Some(known) = self.known(&standing) {
            return Ok(known);
        }
        let draw = |template| theme.draw_piece(template, at, &Frame { page: &standing });
        let pieces = [draw("bar.html")?, draw("foot.html")?];
        let standing = Standing { root: standing.root.into_owned().into(), ..standing };
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(standing, pieces.clone());
        Ok(pieces)
    }

    fn known(&self, standing: &Standing<'_>) -> Option<[Piece; 2]> {
        let all: &HashMap<Standing<'_>, [Piece; 2]> = &self.0.read().unwrap_or_else(PoisonError::into_inner);
        all.get(standing).cloned()
    }
}

/// The way back to the root from an address.
pub fn root_of(address: &str) -> Cow<'static, str> {
    match address.matches('/').count() {
        0 => Cow::Borrowed(""),
        1 => Cow::Borrowed("../"),
        deep => Cow::Owned("../".repeat(deep)),
    }
}

/// The direction in which a language is written.
pub fn direction(lang: &str) -> &'static str {
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    const RIGHT_TO_LEFT: &[&str] =
        &["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];
    if RIGHT_TO_LEFT.iter().any(|known| known.eq_ignore_ascii_case(primary)) { "rtl" } else { "ltr" }
}

/// What all pages share: `site` for every template.
pub fn frame(site: &Site, history: &History) -> SiteFrame {
    let documents = site.documents.len();
    let noun = if documents == 1 { "document" } else { "documents" };
    SiteFrame {
        title: site.config.title.to_string(),
        lang: site.config.language.to_string(),
        dir: direction(&site.config.language),
        policy: POLICY,
        generator: concat!("amends ", env!("CARGO_PKG_VERSION")),
        nav: sections(),
        more: others(site),
        search: site.config.search,
        feeds: feeds(site),
        build: format!("Built from {documents} {noun}; what is overdue is judged on {}.", site.today),
        dated: history.changes.is_ok(),
        unknown: history.changes.as_ref().err().and_then(|why| why.sentence()),
        repo: site.config.repo.as_deref().map(Into::into),
    }
}

/// The registries that have pages, with their names.
pub const SHELVES: [(Shelf, &str); 5] = [
    (Shelf::Clients, "Clients"),
    (Shelf::Services, "Services"),
    (Shelf::Teams, "Teams"),
    (Shelf::Vendors, "Vendors"),
    (Shelf::Tags, "Tags"),
];

/// How many plain pages the menu names; the others are found from A to Z.
const PLAIN_PAGES: usize = 6;

/// The sections of the site and what is in the menu, without the pages that somebody wrote.
pub fn made(site: &Site) -> Vec<NavItem> {
    let written = |item: &NavItem| item.key == "pages";
    sections().into_iter().chain(others(site)).filter(|item| !written(item)).collect()
}

fn sections() -> Vec<NavItem> {
    let item =
        |key: &'static str, text: &str| NavItem { key, text: text.into(), href: format!("{key}/index.html") };
    vec![
        item("incidents", "Incidents"),
        item("playbooks", "Playbooks"),
        item("lessons", "Lessons"),
        item("prevention", "Prevention"),
        item("charts", "Charts"),
    ]
}

fn others(site: &Site) -> Vec<NavItem> {
    let item = |key, text: &str, href: String| NavItem { key, text: text.into(), href };
    let of_shelf = |shelf: Shelf| {
        let text = SHELVES.iter().find(|(other, _)| *other == shelf).map_or("", |(_, text)| text);
        let is_used = !site.registry.names(shelf).is_empty();
        is_used.then(|| item(shelf.word(), text, format!("{}/index.html", shelf.word())))
    };
    let first =
        [Shelf::Services, Shelf::Clients, Shelf::Teams, Shelf::Vendors].into_iter().filter_map(of_shelf);
    let mut items: Vec<NavItem> = first.collect();
    items.push(item("causes", "Causes", "causes/index.html".into()));
    items.extend(of_shelf(Shelf::Tags));
    items.push(item("promises", "Promises", "promises.html".into()));
    items.push(item("founding", "Founding texts", "founding.html".into()));
    items.push(item("rules", "Rules", "rules/index.html".into()));
    items.push(item("feeds", "Feeds and data", feed_list::ADDRESS.into()));
    items.push(item("all", "A to Z", "all.html".into()));
    items.push(item("about", "About", "about.html".into()));
    let pages = site.index.pages.iter().filter_map(|id| site.get(*id)).take(PLAIN_PAGES);
    items.extend(pages.map(|page| item("pages", page.title(), crate::pages::address(page))));
    items
}

fn feeds(site: &Site) -> Vec<Link<'static>> {
    vec![Link { href: feed::ALL.into(), text: site.config.title.to_string().into(), outside: false }]
}

impl<'a> PageFrame<'a> {
    /// The frame of a page; `above` are the pages on the way to it.
    pub fn new(
        press: &Press<'a>,
        page: &Page,
        title: impl Into<Text<'a>>,
        section: &'static str,
        above: impl IntoIterator<Item = (String, &'a str)>,
    ) -> Self {
        let title = title.into();
        let is_section =
            page.url.strip_suffix("/index.html").or_else(|| page.url.strip_suffix(".html")) == Some(section);
        let mut crumbs: Vec<Crumb<'a>> = above
            .into_iter()
            .map(|(href, text)| Crumb { href: Some(href.into()), text: text.into() })
            .collect();
        if !crumbs.is_empty() {
            crumbs.push(Crumb { href: None, text: title.clone() });
        }
        let url = press.site().config.url.as_ref();
        Self {
            root: root_of(&page.url),
            kind: page.kind.name,
            description: title.clone(),
            title,
            section,
            current: if is_section { "page" } else { "true" },
            canonical: url.map(|url| format!("{url}{}", address::encode(&page.url)).into()),
            crumbs,
            feeds: feed_list::of_page(press.site(), &page.subject),
            source: None,
            edit: None,
            change: None,
        }
    }

    /// Puts pages into the way here, in place of those that it was made with.
    #[must_use]
    pub fn below(self, above: Vec<(String, Text<'a>)>) -> Self {
        if above.is_empty() {
            return self;
        }
        let above = above.into_iter().map(|(href, text)| Crumb { href: Some(href.into()), text });
        let own = Crumb { href: None, text: self.title.clone() };
        Self { crumbs: above.chain([own]).collect(), ..self }
    }

    /// Says what the page is about, where there is something to say.
    #[must_use]
    pub fn about(self, description: impl Into<Text<'a>>) -> Self {
        match description.into() {
            nothing if nothing.is_empty() => self,
            description => Self { description, ..self },
        }
    }

    /// Says in which file it is written, where that can be edited, and when it was last changed.
    #[must_use]
    pub fn written_in(self, press: &Press<'a>, id: DocId) -> Self {
        let Some(document) = press.site().get(id) else { return self };
        let (config, history) = (&press.site().config, &press.desk.history);
        let edit = config.edit_url.as_deref().map(|pattern| {
            let path = format!("{}{}", history.folder, document.path);
            pattern.replace(EDIT_PATH, &address::encode(&path))
        });
        let change = history.of(&document.path).map(|change| Change {
            at: show::day(config.zone.day_of(change.at)),
            by: change.by,
            authors: (change.authors.len() > 1).then(|| show::all_of(&change.authors)),
        });
        Self { source: Some(document.path.as_ref()), edit, change, ..self }
    }
}
