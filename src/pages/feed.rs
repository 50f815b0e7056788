//! `feed.xml`: the latest incidents as an Atom feed.

use crate::date::Day;
use crate::document::{Document, Stage};
use crate::pages::{Kind, Page, Press, Subject};
use crate::render::fault::ThemeFault;
use crate::site::Site;
use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use sha2::{Digest, Sha256};

/// Address of the feed of all incidents.
pub const ALL: &str = "feed.xml";

/// How many incidents a feed holds.
const MOST: usize = 50;

/// The kind of feeds.
pub static KIND: Kind = Kind { name: "feed", plan, draw };

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![(ALL.to_owned(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let site = press.checked.site();
    let shown =
        site.index.incidents.iter().filter_map(|id| site.get(*id)).filter(|document| is_news(document));
    let entries: Vec<Entry> = shown.take(MOST).map(|document| entry(site, document)).collect();
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or_else(|| moment(site.today));
    let mut feed = Feed::default();
    feed.set_title(Text::plain(site.config.title.to_string()));
    feed.set_id(permanent(site, &page.url));
    feed.set_updated(updated);
    feed.set_lang(Some(site.config.language.to_string()));
    feed.set_authors(vec![Person { name: site.config.title.to_string(), ..Person::default() }]);
    feed.set_links(links(site, &page.url, "index.html"));
    let version = Some(env!("CARGO_PKG_VERSION").to_owned());
    feed.set_generator(Some(Generator { value: "Amends".into(), uri: None, version }));
    feed.set_entries(entries);
    let xml = feed.write_to(out);
    xml.map(|_| ()).map_err(|error| ThemeFault {
        file: String::new(),
        place: None,
        message: error.to_string(),
        page: Some(page.url.to_string()),
    })
}

/// Drafts, drills and what was merged into another are not news.
fn is_news(document: &Document) -> bool {
    let drill =
        document.incident().and_then(|incident| incident.exercise.as_ref()).is_some_and(|flag| flag.value);
    document.stage() == Stage::Published && !drill
}

fn entry(site: &Site, document: &Document) -> Entry {
    let url = format!("incidents/{}.html", document.id);
    let mut entry = Entry::default();
    entry.set_title(Text::plain(document.title().to_owned()));
    entry.set_id(permanent(site, &url));
    entry.set_links(vec![link(site, &url, "alternate")]);
    let Some(incident) = document.incident() else { return entry };
    let begun = incident.date.as_ref().map(|date| date.day());
    let review = incident.review.as_ref().and_then(|review| review.at.as_ref()).map(|at| at.day());
    let follow_up =
        incident.follow_up.as_ref().and_then(|follow_up| follow_up.done_at.as_ref()).map(|at| at.day());
    let latest = [begun, review, follow_up].into_iter().flatten().max();
    entry.set_published(begun.map(moment));
    entry.set_updated(moment(latest.unwrap_or(site.today)));
    entry.set_summary(incident.what_went_wrong.as_ref().map(|text| Text::plain(text.to_string())));
    let severity = incident.severity.iter().map(|severity| severity.word());
    let kind = incident.r#type.iter().map(|kind| kind.word());
    let category = |term: &str| Category { term: term.to_owned(), ..Category::default() };
    entry.set_categories(severity.chain(kind).map(category).collect::<Vec<_>>());
    entry
}

/// An id that stays: the address, or, where the site does not know its own, a UUID made from title and path
/// (RFC 9562, version 8).
fn permanent(site: &Site, url: &str) -> String {
    if let Some(base) = &site.config.url {
        return format!("{base}{url}");
    }
    let hash = Sha256::new()
        .chain_update(site.config.title.as_bytes())
        .chain_update([0])
        .chain_update(url)
        .finalize();
    let hex: String = hash.iter().take(15).map(|byte| format!("{byte:02x}")).collect();
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-8{}-8{}-{}", part(0, 8), part(8, 12), part(12, 15), part(15, 18), part(18, 30))
}

fn links(site: &Site, own: &str, page: &str) -> Vec<Link> {
    vec![link(site, own, "self"), link(site, page, "alternate")]
}

fn link(site: &Site, url: &str, rel: &str) -> Link {
    let base = site.config.url.as_deref().unwrap_or_default();
    Link { href: format!("{base}{url}"), rel: rel.to_owned(), ..Link::default() }
}

/// The first second of a day in UTC.
fn moment(day: Day) -> FixedDateTime {
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}
