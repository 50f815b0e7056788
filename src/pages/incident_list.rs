//! Incidents, newest first: the newest fifty, then a page a year.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::document::Document;
use crate::document::incident::Status;
use crate::pages::ledger::is_counted;
use crate::pages::parts::{IncidentRow, Link, Text, Turn};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};

/// The newest, and a page a year.
pub static KIND: Kind = Kind { name: "incident-list", plan, draw };

/// How many incidents the first page lists.
pub const NEWEST: usize = 50;

/// `incident-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct IncidentListView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How many there are, in a sentence.
    pub lede: String,
    /// The pages of the list.
    pub years: Vec<Year>,
    /// The incidents of this one.
    pub rows: Vec<IncidentRow<'a>>,
    /// The years before and after.
    pub turn: Turn<'a>,
}

/// A page of the list.
#[derive(Debug, Clone, Serialize)]
pub struct Year {
    /// Its name.
    pub text: String,
    /// How many incidents it holds.
    pub count: usize,
    /// Its address.
    pub href: String,
    /// Whether it is this one.
    pub current: bool,
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let newest = ("incidents/index.html".to_owned(), Subject::All);
    let years = years(site).into_keys().map(|year| (address(year), Subject::Year(year)));
    std::iter::once(newest).chain(years).collect()
}

fn address(year: i16) -> String {
    format!("incidents/{year:04}.html")
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let site = press.site();
    let years = years(site);
    let year = if let Subject::Year(year) = page.subject { Some(year) } else { None };
    let all: Vec<DocId> = listed(site).map(|(id, _)| id).collect();
    let ids: Vec<DocId> = match year {
        Some(year) => years.get(&year).cloned().unwrap_or_default(),
        None => all.iter().copied().take(NEWEST).collect(),
    };
    let view = IncidentListView {
        heading: year.map_or("Incidents".into(), |year| format!("Incidents of {year}").into()),
        lede: lede(site, &ids, all.len(), year.is_none()),
        years: links(&years, all.len(), year),
        rows: ids.iter().filter_map(|id| show::incident_row(press, *id)).collect(),
        turn: turn(&years, year),
    };
    let above = year.map(|_| ("incidents/index.html".to_owned(), "Incidents"));
    let heading = view.heading.clone();
    let frame = PageFrame::new(press, page, heading, "incidents", above).about(view.lede.clone());
    press.print("incident-list.html", frame, view, page, out)
}

/// All incidents that have a page of their own, the newest first.
fn listed(site: &Site) -> impl Iterator<Item = (DocId, &Document)> {
    let all = site.index.incidents.iter().filter_map(|id| Some((*id, site.get(*id)?)));
    all.filter(|(_, document)| document.incident().is_some_and(|it| it.status() != Status::Superseded))
}

fn years(site: &Site) -> BTreeMap<i16, Vec<DocId>> {
    let mut years: BTreeMap<i16, Vec<DocId>> = BTreeMap::new();
    for (id, document) in listed(site) {
        let date = document.incident().and_then(|incident| incident.date.as_ref());
        if let Some(date) = date {
            years.entry(date.day().year()).or_default().push(id);
        }
    }
    years
}

fn lede(site: &Site, ids: &[DocId], all: usize, is_first: bool) -> String {
    let counted = ids.iter().filter_map(|id| site.get(*id)).filter(|document| is_counted(document)).count();
    let others = ids.len() - counted;
    let shown = if is_first && ids.len() < all {
        format!("The newest {} of {all}", ids.len())
    } else {
        show::many(ids.len(), "incident")
    };
    let rest = match others {
        0 => String::new(),
        1 => "; 1 is not part of the record yet, or a drill".to_owned(),
        others => format!("; {others} are not part of the record yet, or drills"),
    };
    format!("{shown}, newest first{rest}.")
}

fn links(years: &BTreeMap<i16, Vec<DocId>>, all: usize, current: Option<i16>) -> Vec<Year> {
    let newest = Year {
        text: "Newest".into(),
        count: all.min(NEWEST),
        href: "incidents/index.html".into(),
        current: current.is_none(),
    };
    let each = years.iter().rev().map(|(year, ids)| Year {
        text: year.to_string(),
        count: ids.len(),
        href: address(*year),
        current: current == Some(*year),
    });
    std::iter::once(newest).chain(each).collect()
}

fn turn(years: &BTreeMap<i16, Vec<DocId>>, current: Option<i16>) -> Turn<'static> {
    let Some(year) = current else { return Turn::default() };
    let link =
        |year: &i16| Link { href: address(*year).into(), text: year.to_string().into(), outside: false };
    Turn {
        prev_label: "Earlier",
        prev: years.range(..year).next_back().map(|(year, _)| link(year)),
        next_label: "Later",
        next: years.range(year + 1..).next().map(|(year, _)| link(year)),
    }
}
