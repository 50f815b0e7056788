//! Every page by its name: the way to find something without a script.

use std::collections::BTreeMap;

use deunicode::deunicode_char;
use serde::Serialize;

use crate::document::Document;
use crate::pages::parts::Text;
use crate::pages::shell::{PageFrame, SHELVES};
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// The list.
pub static KIND: Kind = Kind { name: "all", plan, draw };

/// `all.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct NameListView<'a> {
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
    /// Each.
    pub rows: Vec<Name<'a>>,
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

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("all.html".into(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let mut letters: BTreeMap<(bool, char), Vec<Name<'_>>> = BTreeMap::new();
    let names = names(press);
    let all = names.len();
    for name in names {
        let letter = first_letter(&name.text);
        letters.entry((letter == '#', letter)).or_default().push(name);
    }
    let view = NameListView {
        lede: format!("{} by name, without the rules.", show::many(all, "page")),
        letters: letters.into_iter().map(|((_, letter), rows)| group(letter, rows)).collect(),
    };
    let frame = PageFrame::new(press, page, "A to Z", "all", []).about(view.lede.clone());
    press.print("all.html", frame, view, page, out)
}

fn group(letter: char, mut rows: Vec<Name<'_>>) -> Letter<'_> {
    rows.sort_by_cached_key(|row| (row.text.to_lowercase(), row.href.clone()));
    let id =
        if letter == '#' { "at-other".to_owned() } else { format!("at-{}", letter.to_ascii_lowercase()) };
    Letter { id, text: letter.to_string(), rows }
}

fn names<'p>(press: &Press<'p>) -> Vec<Name<'p>> {
    let site = press.site();
    let document = |page: &Page| {
        let Subject::Document(id) = page.subject else { return None };
        let document = site.get(id)?;
        Some(Name { text: document.title().into(), href: press.href(id).into(), detail: detail(document) })
    };
    let entry = |shelf: Shelf, noun: &'static str| {
        site.registry.names(shelf).iter().map(move |name| {
            let link = show::name_link(shelf, name);
            Name { text: link.text, href: link.href, detail: noun.into() }
        })
    };
    let entries = SHELVES.iter().flat_map(|(shelf, plural)| {
        let heading: &'static str = plural;
        entry(*shelf, heading.strip_suffix('s').unwrap_or(heading))
    });
    press.pages.iter().filter_map(document).chain(entries).collect()
}

fn detail(document: &Document) -> Text<'_> {
    let kind = document.kind().word();
    match document.incident().and_then(|incident| incident.date.as_ref()) {
        Some(date) => format!("{kind}, {}", date.day()).into(),
        None => kind.into(),
    }
}

/// The first letter or digit, spelt in ASCII; `#` for all but A to Z.
fn first_letter(text: &str) -> char {
    let first = text.chars().find(|c| c.is_alphanumeric());
    let spelt = first.and_then(deunicode_char).and_then(|spelt| spelt.chars().next());
    spelt.map(|c| c.to_ascii_uppercase()).filter(char::is_ascii_uppercase).unwrap_or('#')
}
