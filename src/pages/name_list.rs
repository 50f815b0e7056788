//! Every page by its name: the way to find something without a script. Many names are cut by their first letters.

use deunicode::deunicode_char;
use rayon::prelude::*;
use serde::Serialize;

use crate::document::Document;
use crate::pages::parts::{Count, Text};
use crate::pages::shell::{PageFrame, SHELVES};
use crate::pages::{Kind, Page, Press, Subject, merged_into, show};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};

/// The list.
pub static KIND: Kind = Kind { name: "all", plan, draw };

/// How many names a page holds.
const MOST: usize = 200;

/// How many pages of first letters the first page names; of more, it names the letters, and their pages name them.
const PARTS: usize = 240;

/// How many first letters a page may stand for.
const DEEP: usize = 24;

/// `all.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct NameListView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How many there are, in a sentence.
    pub lede: String,
    /// By first letter.
    pub letters: Vec<Letter<'a>>,
}

/// Pages whose names begin alike.
#[derive(Debug, Clone, Serialize)]
pub struct Letter<'a> {
    /// Id of its heading.
    pub id: String,
    /// Its heading.
    pub text: String,
    /// Each, where they stand here.
    pub rows: Vec<Name<'a>>,
    /// Pages of them, where there are too many.
    pub parts: Vec<Count>,
}

/// A page by its name.
#[derive(Debug, Clone, Serialize)]
pub struct Name<'a> {
    /// Name.
    pub text: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// Kind and date.
    pub detail: Text<'a>,
}

/// Everything that has a name, in the order of the alphabet.
pub type Names = Vec<(Box<str>, Named)>;

/// Something with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// A registered name, by its place in its registry.
    Entry(Shelf, usize),
    /// A document.
    Document(DocId),
}

/// All names of a site, each with what it is sorted by: small letters from a to z, digits, and `#` before what
/// begins with neither.
pub fn names(site: &Site) -> Names {
    let own = site.iter().filter(|(_, document)| merged_into(site, document).is_none());
    let own = own.map(|(id, document)| (Named::Document(id), document.title()));
    let entry = |shelf: Shelf| {
        let names = site.registry.names(shelf).iter().enumerate();
        names.map(move |(at, name)| (Named::Entry(shelf, at), name.shown()))
    };
    let entries = SHELVES.iter().flat_map(|(shelf, _)| entry(*shelf));
    let all: Vec<(Named, &str)> = own.chain(entries).collect();
    let mut names: Names = all.into_par_iter().map(|(named, text)| (key(text), named)).collect();
    names.par_sort();
    names
}

/// What a name is sorted by.
fn key(text: &str) -> Box<str> {
    let spelt = text.chars().filter_map(deunicode_char).flat_map(str::chars);
    let letters = spelt.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase());
    let key: String = letters.collect();
    if key.starts_with(|c: char| c.is_ascii_lowercase()) { key.into() } else { format!("#{key}").into() }
}

/// The first letters that pages stand for, with how many names begin so.
fn prefixes(names: &[(Box<str>, Named)], deep: usize) -> Vec<(&str, usize)> {
    let mut prefixes = Vec::new();
    for alike in names.chunk_by(|(a, _), (b, _)| a.get(..deep).unwrap_or(a) == b.get(..deep).unwrap_or(b)) {
        let Some((first, _)) = alike.first() else { continue };
        let is_whole = first.len() < deep;
        if alike.len() <= MOST || deep >= DEEP || is_whole {
            prefixes.push((first.get(..deep).unwrap_or(first), alike.len()));
        } else {
            prefixes.extend(self::prefixes(alike, deep + 1));
        }
    }
    prefixes
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let mut pages = vec![("all.html".into(), Subject::All)];
    let names = names(site);
    if names.len() > MOST {
        let prefixes = prefixes(&names, 1).into_iter();
        pages.extend(prefixes.map(|(prefix, _)| (address(prefix), Subject::Letters(prefix.into()))));
        let letters =
            if is_deep(&names) { by_letter(&names).filter_map(first_letter).collect() } else { vec![] };
        pages.extend(letters.into_iter().map(|letter| (address(letter), Subject::Letters(letter.into()))));
        pages.sort_by(|(a, _), (b, _)| a.cmp(b));
        pages.dedup_by(|(a, _), (b, _)| a == b);
    }
    pages
}

/// Whether there are so many parts that each letter has a page of them.
fn is_deep(names: &Names) -> bool {
    prefixes(names, 1).len() > PARTS
}

fn by_letter(names: &[(Box<str>, Named)]) -> impl Iterator<Item = &[(Box<str>, Named)]> {
    names.chunk_by(|(a, _), (b, _)| a.get(..1) == b.get(..1))
}

fn first_letter(alike: &[(Box<str>, Named)]) -> Option<&str> {
    alike.first().and_then(|(key, _)| key.get(..1))
}

fn count((prefix, count): (&str, usize)) -> Count {
    Count { text: heading(prefix).into(), count, href: address(prefix), current: false }
}

fn address(prefix: &str) -> String {
    format!("all/{}.html", prefix.replace('#', "other"))
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let names = press.names();
    let mut view = NameListView { heading: "A to Z".into(), ..NameListView::default() };
    let mut above = None;
    if let Subject::Letters(prefix) = &page.subject {
        let own = beginning(names, prefix);
        above = Some(("all.html".to_owned(), "A to Z"));
        view.heading = format!("A to Z: {}", heading(prefix)).into();
        view.lede =
            format!("{} by name, without the rules.", show::sentence_start(&show::many(own.len(), "page")));
        if own.len() > MOST {
            view.lede.push_str(&format!(
                " The first {MOST} of them stand here; incidents are also listed by year."
            ));
        }
        let rows = own.iter().take(MOST).filter_map(|(_, named)| name(press, *named)).collect();
        let parts = parts(names, prefix);
        if let Some(count) =
            (!parts.is_empty()).then(|| parts.iter().map(|part| part.count).sum::<usize>() + own.len())
        {
            view.lede = format!(
                "{} by name, by their next letters.",
                show::sentence_start(&show::many(count, "page"))
            );
        }
        view.letters.push(Letter { id: "at-names".to_owned(), text: heading(prefix), rows, parts });
    } else {
        view.lede = format!("{} by name, without the rules.", show::many(names.len(), "page"));
        view.letters = if is_deep(names) { vec![first_letters(names)] } else { letters(press, names) };
    }
    let frame = PageFrame::new(press, page, view.heading.clone(), "all", above).about(view.lede.clone());
    press.print("all.html", frame, view, page, out)
}

/// The pages of a letter that is cut into several.
fn parts(names: &Names, letter: &str) -> Vec<Count> {
    if letter.len() != 1 || !is_deep(names) {
        return Vec::new();
    }
    let alike = by_letter(names).find(|alike| first_letter(alike) == Some(letter));
    let parts = prefixes(alike.unwrap_or_default(), 1);
    parts.into_iter().filter(|(prefix, _)| *prefix != letter).map(count).collect()
}

/// The letters alone, where there are too many parts of them.
fn first_letters(names: &Names) -> Letter<'static> {
    let (others, letters): (Vec<_>, Vec<_>) = by_letter(names).partition(|alike| is_other(alike));
    let all = letters.into_iter().chain(others);
    let parts = all.filter_map(|alike| Some(count((first_letter(alike)?, alike.len())))).collect();
    Letter { id: "at-letters".to_owned(), text: "First letters".to_owned(), rows: Vec::new(), parts }
}

/// The names by their first letter, or the pages that hold them.
fn letters<'p>(press: &Press<'p>, names: &'p Names) -> Vec<Letter<'p>> {
    let is_cut = names.len() > MOST;
    let letter = |alike: &'p [(Box<str>, Named)]| {
        let text = heading(alike.first()?.0.get(..1)?);
        let id = if text == "#" { "at-other".to_owned() } else { format!("at-{}", text.to_lowercase()) };
        let rows =
            if is_cut { Vec::new() } else { alike.iter().filter_map(|(_, it)| name(press, *it)).collect() };
        let parts = if is_cut { prefixes(alike, 1) } else { Vec::new() };
        Some(Letter { id, text, rows, parts: parts.into_iter().map(count).collect() })
    };
    // What begins with neither a letter nor a digit of ours comes last.
    let (others, letters): (Vec<_>, Vec<_>) = by_letter(names).partition(|alike| is_other(alike));
    letters.into_iter().chain(others).filter_map(letter).collect()
}

fn is_other(alike: &[(Box<str>, Named)]) -> bool {
    alike.first().is_some_and(|(key, _)| key.starts_with('#'))
}

fn heading(prefix: &str) -> String {
    match prefix.strip_prefix('#') {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => show::sentence_start(prefix),
    }
}

/// The names that a page of first letters holds.
fn beginning<'n>(names: &'n Names, prefix: &str) -> &'n [(Box<str>, Named)] {
    let from = names.partition_point(|(key, _)| key.as_ref() < prefix);
    let rest = names.get(from..).unwrap_or_default();
    let is_whole = prefix.len() < DEEP && rest.partition_point(|(key, _)| key.starts_with(prefix)) > MOST;
    // A name that is shorter than the letters of its neighbours has a page of its own.
    let to = if is_whole {
        rest.partition_point(|(key, _)| key.as_ref() == prefix)
    } else {
        rest.partition_point(|(key, _)| key.starts_with(prefix))
    };
    rest.get(..to).unwrap_or_default()
}

fn name<'p>(press: &Press<'p>, named: Named) -> Option<Name<'p>> {
    let site = press.site();
    match named {
        Named::Document(id) => {
            let document = site.get(id)?;
            let (text, href) = (document.title().into(), press.href(id).into());
            Some(Name { text, href, detail: detail(document) })
        }
        Named::Entry(shelf, at) => {
            let link = show::name_link(shelf, site.registry.names(shelf).get(at)?);
            let plural = show::shelf_name(shelf);
            let noun = plural.strip_suffix('s').unwrap_or(plural);
            Some(Name { text: link.text, href: link.href, detail: noun.into() })
        }
    }
}

fn detail(document: &Document) -> Text<'_> {
    let kind = document.kind().word();
    match document.incident().and_then(|incident| incident.date.as_ref()) {
        Some(date) => format!("{kind}, {}", date.day()).into(),
        None => kind.into(),
    }
}
