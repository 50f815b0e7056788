//! Atom feeds of the latest incidents: of all, and of each client, service and tag.

use crate::date::Day;
use crate::document::Document;
use crate::pages::identity::permanent;
use crate::pages::ledger::is_counted;
use crate::pages::shell::root_of;
use crate::pages::{Kind, Page, Press, Subject};
use crate::registry::{Name, Shelf};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};
use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

/// Address of the feed of all incidents.
pub const ALL: &str = "feed.xml";

/// Registries whose names have feeds.
pub const SHELVES: [Shelf; 3] = [Shelf::Clients, Shelf::Services, Shelf::Tags];

/// How many incidents a feed holds.
const MOST: usize = 20;

/// The kind of feeds.
pub static KIND: Kind = Kind { name: "feed", plan, draw };

/// Address of the feed of a registered name.
pub fn address(shelf: Shelf, name: &Name) -> String {
    format!("{}/{}.xml", shelf.word(), name.slug)
}

/// What the feed of a registered name is called.
pub fn title(site: &Site, name: &Name) -> String {
    format!("{} · {}", name.shown(), site.config.title)
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let of_shelf = |shelf: Shelf| {
        let names = site.registry.names(shelf).iter();
        names.map(move |name| (address(shelf, name), Subject::Name(shelf, name.slug.clone())))
    };
    let own = SHELVES.into_iter().flat_map(of_shelf);
    [(ALL.to_owned(), Subject::All)].into_iter().chain(own).collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let site = press.site();
    let (ids, title, about) = match &page.subject {
        Subject::Name(shelf, slug) => {
            let Some(name) = site.registry.get(*shelf, slug) else { return Ok(()) };
            let ids = site.index.named.get(&(*shelf, slug.clone())).map_or(&[][..], Vec::as_slice);
            (ids, title(site, name), format!("{}/{slug}.html", shelf.word()))
        }
        _ => (site.index.incidents.as_slice(), site.config.title.to_string(), "index.html".to_owned()),
    };
    let xml = feed(site, page, ids, title, &about).write_to(out);
    xml.map(|_| ()).map_err(|error| ThemeFault {
        file: String::new(),
        place: None,
        message: error.to_string(),
        page: Some(page.url.to_string()),
    })
}

fn feed(site: &Site, page: &Page, ids: &[DocId], title: String, about: &str) -> Feed {
    // Drafts, drills and what was merged into another are not news.
    let shown = ids.iter().filter_map(|id| site.get(*id)).filter(|document| is_counted(document));
    let at = Place { site, root: root_of(&page.url).into_owned() };
    let entries: Vec<Entry> = shown.take(MOST).map(|document| at.entry(document)).collect();
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| moment(site.today));
    let mut feed = Feed::default();
    feed.set_title(Text::plain(title));
    feed.set_id(permanent(site, &page.url));
    feed.set_updated(updated);
    feed.set_lang(Some(site.config.language.to_string()));
    feed.set_authors(vec![Person { name: site.config.title.to_string(), ..Person::default() }]);
    feed.set_links(vec![
        at.link(&page.url, "self", "application/atom+xml"),
        at.link(about, "alternate", HTML),
    ]);
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    feed.set_generator(Some(Generator { value: "Amends".into(), uri: None, version }));
    feed.set_entries(entries);
    feed
}

const HTML: &str = "text/html";

/// Where a feed stands: links are absolute where the site knows its address, else they count from the feed.
struct Place<'a> {
    site: &'a Site,
    root: String,
}

impl Place<'_> {
    fn entry(&self, document: &Document) -> Entry {
        let url = crate::pages::address(document);
        let mut entry = Entry::default();
        entry.set_title(Text::plain(document.title().to_owned()));
        entry.set_id(permanent(self.site, &url));
        entry.set_links(vec![self.link(&url, "alternate", HTML)]);
        let Some(incident) = document.incident() else { return entry };
        let begun = incident.date.as_ref().map(|date| date.day());
        let review = incident.review.as_ref().and_then(|review| review.at.as_ref()).map(|at| at.day());
        let follow_up =
            incident.follow_up.as_ref().and_then(|follow_up| follow_up.done_at.as_ref()).map(|at| at.day());
        let latest = [begun, review, follow_up].into_iter().flatten().max();
        entry.set_published(begun.map(moment));
        entry.set_updated(moment(latest.unwrap_or(self.site.today)));
        entry.set_summary(incident.what_went_wrong.as_ref().map(|text| Text::plain(text.to_string())));
        let severity = incident.severity.iter().map(|severity| severity.word());
        let kind = incident.r#type.iter().map(|kind| kind.word());
        let category = |term: &str| Category { term: term.to_owned(), ..Category::default() };
        entry.set_categories(severity.chain(kind).map(category).collect::<Vec<_>>());
        entry
    }

    fn link(&self, url: &str, rel: &str, mime: &str) -> Link {
        let base = self.site.config.url.as_deref().unwrap_or(&self.root);
        let url = crate::address::encode(url);
        Link {
            href: format!("{base}{url}"),
            rel: rel.to_owned(),
            mime_type: Some(mime.to_owned()),
            ..Link::default()
        }
    }
}

/// The first second of a day in UTC.
fn moment(day: Day) -> FixedDateTime {
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}
