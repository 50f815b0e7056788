//! Search: the page of its own, and the scripts that the browser searches in.
//!
//! `search/head.js` holds what every search needs: how many entries there are, what they are by kind, client and so
//! on, and which words are in which shard. `search/wN.js` are the shards of words, `search/tN.js` the texts that are
//! shown (titles, addresses, sections), `search/made.js` the short ones of pages that nobody writes, and `search/common.js` the words that a mistyped one may have been.

mod facets;
mod made;
mod passages;

use serde::Serialize;

use crate::document::Document;
use crate::document::incident::Severity;
use crate::later::Later;
use crate::pages::search::facets::facets;
use crate::pages::search::made::{Made, made};
use crate::pages::search::passages::{entry, of_name};
use crate::pages::shell::{PageFrame, SHELVES};
use crate::pages::{Kind, Page, Press, Subject, merged_into};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::search::entry::Entry;
use crate::search::index::Index;
use crate::search::shard;
use crate::site::{DocId, Site};

/// The page with filters and results.
pub static PAGE: Kind = Kind { name: "search", plan: plan_page, draw: draw_page };

/// What every search loads first, and the words for what was mistyped.
pub static HEAD: Kind = Kind { name: "search-head", plan: plan_head, draw: draw_head };

/// Words and the entries that they stand in.
pub static WORDS: Kind = Kind { name: "search-words", plan: plan_words, draw: draw_words };

/// Titles and texts of entries.
pub static TEXTS: Kind = Kind { name: "search-texts", plan: plan_texts, draw: draw_texts };

/// Something that can be found.
#[derive(Debug, Clone)]
enum Item {
    Document(DocId),
    Name(Shelf, Box<str>),
    Made(Made),
}

/// What can be found, the newest first, and the index of its words, which is made when it is first needed.
#[derive(Debug, Default)]
pub struct Finder {
    items: Vec<Item>,
    words: Later<Words>,
}

#[derive(Debug)]
struct Words {
    index: Index,
    shards: Vec<std::ops::Range<usize>>,
}

impl Finder {
    /// What can be found in a site.
    pub fn new(site: &Site) -> Self {
        Self { items: items(site), words: Later::default() }
    }

    /// Makes the index before many threads ask for it at once.
    pub fn prepare(&self, press: &Press<'_>) {
        self.words(press);
    }

    fn words(&self, press: &Press<'_>) -> &Words {
        self.words.get(|| {
            let site = press.site();
            let index = Index::build(self.items.len(), &|at| {
                self.items.get(at).map_or_else(Entry::default, |it| it.entry(site))
            });
            let shards = shard::cut(&index, word_shards(site));
            Words { index, shards }
        })
    }
}

impl Item {
    fn entry<'a>(&self, site: &'a Site) -> Entry<'a> {
        match self {
            Self::Document(id) => site.get(*id).map(|document| entry(site, document)),
            Self::Name(shelf, slug) => site.registry.get(*shelf, slug).map(of_name),
            Self::Made(made) => Some(made.entry()),
        }
        .unwrap_or_default()
    }

    fn kind(&self, site: &Site) -> &'static str {
        match self {
            Self::Document(id) => site.get(*id).map_or("", |document| document.kind().word()),
            Self::Name(shelf, _) => shelf.word().strip_suffix('s').unwrap_or_default(),
            Self::Made(made) => made.kind,
        }
    }
}

/// Incidents with the newest first, then playbooks, pages, registered names, and what nobody writes.
fn items(site: &Site) -> Vec<Item> {
    if !site.config.search {
        return Vec::new();
    }
    let index = &site.index;
    let documents = index.incidents.iter().chain(&index.playbooks).chain(&index.pages);
    let own = documents.filter(|id| site.get(**id).is_some_and(|it| merged_into(site, it).is_none()));
    let names = SHELVES.iter().flat_map(|(shelf, _)| {
        site.registry.names(*shelf).iter().map(|name| Item::Name(*shelf, name.slug.clone()))
    });
    let made = made(site).into_iter().map(Item::Made);
    own.map(|id| Item::Document(*id)).chain(names).chain(made).collect()
}

/// About so many bytes of text are behind one shard of words: on a small site a shard is small, so that a first
/// search is quick, and a large site does not have thousands of them.
pub fn word_shards(site: &Site) -> usize {
    let bytes: usize = site.documents.iter().map(|document| site.text(document).len()).sum();
    (bytes / (24 * 1024)).clamp(2, 384)
}

/// How many entries share a file of texts: one where files are few.
fn share(items: usize) -> usize {
    (items / 2500).clamp(1, 16)
}

fn plan_page(site: &Site) -> Vec<(String, Subject)> {
    let page = ("search.html".to_owned(), Subject::All);
    site.config.search.then_some(page).into_iter().collect()
}

fn plan_head(site: &Site) -> Vec<(String, Subject)> {
    if !site.config.search {
        return Vec::new();
    }
    vec![("search/head.js".into(), Subject::All), ("search/common.js".into(), Subject::Done)]
}

fn plan_words(site: &Site) -> Vec<(String, Subject)> {
    if !site.config.search {
        return Vec::new();
    }
    numbered("w", word_shards(site))
}

fn plan_texts(site: &Site) -> Vec<(String, Subject)> {
    if !site.config.search {
        return Vec::new();
    }
    let written = written(&items(site));
    let mut pages = numbered("t", written.div_ceil(share(written)));
    pages.push(("search/made.js".into(), Subject::All));
    pages
}

/// How many come before those that nobody writes.
fn written(items: &[Item]) -> usize {
    items.iter().take_while(|item| !matches!(item, Item::Made(_))).count()
}

fn numbered(letter: &str, count: usize) -> Vec<(String, Subject)> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    (0..count).map(|number| (format!("search/{letter}{number}.js"), Subject::Shard(number))).collect()
}

/// `search.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct SearchView {
    /// How much can be found, in a sentence.
    pub lede: String,
}

fn draw_page(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let count = crate::pages::show::many(press.search().items.len(), "page");
    let view = SearchView { lede: format!("Everything that is written on {count}.") };
    let frame = PageFrame::new(press, page, "Search", "search", []).about(view.lede.clone());
    press.print("search.html", frame, view, page, out)
}

/// `search/head.js`.
#[derive(Serialize)]
struct Head {
    /// How many entries there are.
    entries: usize,
    /// How many share a file of texts.
    share: usize,
    /// How many come before those whose texts are all in one file.
    written: usize,
    /// Where the shards of words begin.
    bounds: Vec<String>,
    /// What entries are sorted by.
    facets: Vec<facets::Facet>,
}

fn draw_head(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let finder = press.search();
    let words = finder.words(press);
    if matches!(page.subject, Subject::Done) {
        return write(page, "common", &shard::common(&words.index, COMMON), out);
    }
    let head = Head {
        entries: finder.items.len(),
        share: share(written(&finder.items)),
        written: written(&finder.items),
        bounds: shard::bounds(&words.index, &words.shards),
        facets: facets(press.site(), &finder.items),
    };
    write(page, "head", &head, out)
}

/// How many words a mistyped one is compared with.
const COMMON: usize = 6000;

fn draw_words(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Shard(number) = page.subject else { return Ok(()) };
    let words = press.search().words(press);
    let range = words.shards.get(number as usize).cloned().unwrap_or_default();
    write(page, &format!("w{number}"), &shard::words(&words.index, range), out)
}

/// What is shown of an entry: address, title, kind, severity, date, language, then its passages as anchor, heading
/// and text.
#[derive(Serialize)]
struct Shown<'a>(String, String, &'static str, u8, String, &'a str, Vec<std::borrow::Cow<'a, str>>);

fn draw_texts(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let items = &press.search().items;
    let written = written(items);
    let texts = |from: usize, to: usize| -> Vec<Shown<'_>> {
        let some = items.get(from..to.min(items.len())).unwrap_or_default();
        some.iter().map(|item| shown(press, item)).collect()
    };
    let Subject::Shard(number) = page.subject else {
        return write(page, "made", &texts(written, items.len()), out);
    };
    let share = share(written);
    let from = (number as usize).saturating_mul(share);
    write(page, &format!("t{number}"), &texts(from, from.saturating_add(share).min(written)), out)
}

fn shown<'p>(press: &Press<'p>, item: &Item) -> Shown<'p> {
    let site = press.site();
    let entry = item.entry(site);
    let document = if let Item::Document(id) = item { site.get(*id) } else { None };
    let href = match item {
        Item::Document(id) => press.href(*id).to_owned(),
        Item::Name(shelf, slug) => format!("{}/{slug}.html", shelf.word()),
        Item::Made(made) => made.href.clone(),
    };
    let incident = document.and_then(Document::incident);
    let severity = incident.and_then(|incident| incident.severity.as_ref()).map(|it| it.value);
    let date = incident.and_then(|incident| incident.date.as_ref()).map(|date| date.day().to_string());
    let lang = incident.and_then(|incident| incident.lang.as_ref()).map_or("", |lang| lang.value.as_ref());
    let passages = entry.passages.into_iter().flat_map(|it| [it.anchor, it.heading, within(it.text)]);
    Shown(
        href,
        entry.title.into_owned(),
        item.kind(site),
        severity.map_or(0, level),
        date.unwrap_or_default(),
        if lang == site.config.language.as_ref() { "" } else { lang },
        passages.collect(),
    )
}

fn level(severity: Severity) -> u8 {
    match severity {
        Severity::Sev1 => 1,
        Severity::Sev2 => 2,
        Severity::Sev3 => 3,
        Severity::Sev4 => 4,
    }
}

/// Most bytes of a passage that can be shown; what stands behind them is found, and the beginning is shown.
const MOST: usize = 32 * 1024;

fn within(text: std::borrow::Cow<'_, str>) -> std::borrow::Cow<'_, str> {
    if text.len() <= MOST {
        return text;
    }
    let end = (0..=MOST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    text.get(..end).unwrap_or_default().to_owned().into()
}

fn write(page: &Page, name: &str, data: &impl Serialize, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    shard::script(name, data, out).map_err(|error| ThemeFault {
        file: String::new(),
        place: None,
        message: error.to_string(),
        page: Some(page.url.to_string()),
    })
}
