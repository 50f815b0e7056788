//! Lists of incidents, newest first, cut by year and month so that no page of a list grows long.
//!
//! Each page of a list keeps its address for good: a year or a month, and never "page 2".

use std::collections::BTreeMap;

use crate::date::Day;
use crate::document::Document;
use crate::document::incident::Status;
use crate::pages::parts::Count;
use crate::pages::shell::SHELVES;
use crate::registry::Shelf;
use crate::site::index::Facet;
use crate::site::{DocId, Site};

/// A list of incidents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum List {
    /// All of them.
    All,
    /// Those with one word in a field.
    Facet(Facet, &'static str),
    /// Those of a registered name.
    Name(Shelf, Box<str>),
    /// Those that used a playbook, by its id.
    Playbook(Box<str>),
}

/// A page of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// All of it where it is short, else the newest.
    Newest,
    /// A year.
    Year(i16),
    /// A month of a year that is too full for one page.
    Month(i16, i8),
}

/// How many incidents a page shows in a table.
pub const NEWEST: usize = 50;

/// How many a page shows in short lines.
pub const MOST: usize = 180;

/// How many a page of a name shows itself; a name with more has a list of its own.
pub const FEW: usize = 10;

/// How many incidents there are in each month of each year.
pub type Calendar = BTreeMap<i16, BTreeMap<i8, usize>>;

/// Every list of a site that has pages of its own.
pub fn lists(site: &Site) -> Vec<List> {
    let names = SHELVES.iter().flat_map(|(shelf, _)| {
        let names = site.registry.names(*shelf).iter();
        names.map(|name| List::Name(*shelf, name.slug.clone()))
    });
    let is_long = |list: &List| list.ids(site).len() > FEW;
    let playbooks =
        site.index.used.keys().filter(|id| site.by_id(id).is_some_and(|(_, it)| it.playbook().is_some()));
    let mut playbooks: Vec<List> = playbooks.map(|id| List::Playbook(id.clone())).filter(is_long).collect();
    playbooks.sort_by_cached_key(List::folder);
    let facets = site.index.facets.keys().map(|(facet, word)| List::Facet(*facet, word));
    std::iter::once(List::All).chain(facets).chain(names.filter(is_long)).chain(playbooks).collect()
}

impl List {
    /// Its incidents, newest first; what was merged into another is among them.
    pub fn ids<'s>(&self, site: &'s Site) -> &'s [DocId] {
        let index = &site.index;
        match self {
            Self::All => &index.incidents,
            Self::Facet(facet, word) => index.facets.get(&(*facet, *word)).map_or(&[], Vec::as_slice),
            Self::Name(shelf, slug) => index.named.get(&(*shelf, slug.clone())).map_or(&[], Vec::as_slice),
            Self::Playbook(id) => index.used.get(id).map_or(&[], Vec::as_slice),
        }
    }

    /// The address of one of its pages.
    pub fn address(&self, cut: Cut) -> String {
        let folder = self.folder();
        match (cut, self) {
            (Cut::Newest, Self::All) => "incidents/index.html".to_owned(),
            (Cut::Newest, Self::Name(..)) => format!("{folder}/incidents.html"),
            (Cut::Newest, _) => format!("{folder}.html"),
            (Cut::Year(year), _) => format!("{folder}/{year:04}.html"),
            (Cut::Month(year, month), _) => format!("{folder}/{year:04}-{month:02}.html"),
        }
    }

    /// Whether a full year of it is cut by month. Other lists would lie too deep then; what they leave out stands in
    /// the list of all incidents.
    pub fn has_months(&self) -> bool {
        matches!(self, Self::All | Self::Facet(..))
    }

    /// Its pages.
    pub fn cuts(&self, site: &Site) -> Vec<Cut> {
        let mut cuts = vec![Cut::Newest];
        let calendar = calendar(site, self.ids(site));
        let all: usize = calendar.values().flat_map(BTreeMap::values).sum();
        if *self != Self::All && all <= MOST {
            return cuts;
        }
        for (year, months) in calendar {
            cuts.push(Cut::Year(year));
            if self.has_months() && months.values().sum::<usize>() > MOST {
                cuts.extend(months.into_keys().map(|month| Cut::Month(year, month)));
            }
        }
        cuts
    }

    fn folder(&self) -> String {
        match self {
            Self::All => "incidents".to_owned(),
            Self::Facet(facet, word) => format!("incidents/by/{}", facet_slug(*facet, word)),
            Self::Name(shelf, slug) => format!("{}/{slug}", shelf.word()),
            Self::Playbook(id) => format!("incidents/by/playbook-{id}"),
        }
    }
}

/// The incidents among some that have a page of their own.
pub fn listed<'s>(site: &'s Site, ids: &'s [DocId]) -> impl Iterator<Item = (DocId, &'s Document)> {
    let known = ids.iter().filter_map(|id| Some((*id, site.get(*id)?)));
    known.filter(|(_, document)| document.incident().is_some_and(|it| it.status() != Status::Superseded))
}

/// The part of a list, newest first, that lies within a year or a month.
pub fn within<'s>(site: &Site, ids: &'s [DocId], cut: Cut) -> &'s [DocId] {
    let (from, to) = match cut {
        Cut::Newest => return ids,
        Cut::Year(year) => (Day::new(year, 1, 1), Day::new(year.saturating_add(1), 1, 1)),
        Cut::Month(year, 12) => (Day::new(year, 12, 1), Day::new(year.saturating_add(1), 1, 1)),
        Cut::Month(year, month) => (Day::new(year, month, 1), Day::new(year, month.saturating_add(1), 1)),
    };
    let begin = to.map_or(0, |to| ids.partition_point(|id| day(site, *id).is_some_and(|day| day >= to)));
    let end = ids.partition_point(|id| day(site, *id) >= from && day(site, *id).is_some());
    ids.get(begin..end.max(begin)).unwrap_or_default()
}

/// How many incidents of a list there are in each month.
pub fn calendar(site: &Site, ids: &[DocId]) -> Calendar {
    let mut calendar = Calendar::new();
    let days: Vec<Day> = listed(site, ids).filter_map(|(id, _)| day(site, id)).collect();
    // Those of a month stand together.
    for month in days.chunk_by(|a, b| (a.year(), a.month()) == (b.year(), b.month())) {
        let Some(day) = month.first() else { continue };
        *calendar.entry(day.year()).or_default().entry(day.month()).or_default() += month.len();
    }
    calendar
}

/// The pages of a list by year, the newest first.
pub fn years(list: &List, calendar: &Calendar, cut: Cut) -> Vec<Count> {
    let all: usize = calendar.values().flat_map(BTreeMap::values).sum();
    let newest = Count {
        text: "Newest".into(),
        count: all.min(NEWEST),
        href: list.address(Cut::Newest),
        current: cut == Cut::Newest,
    };
    let of = |year: i16| matches!(cut, Cut::Year(it) | Cut::Month(it, _) if it == year);
    let each = calendar.iter().rev().map(|(year, months)| Count {
        text: year.to_string().into(),
        count: months.values().sum(),
        href: list.address(Cut::Year(*year)),
        current: of(*year),
    });
    std::iter::once(newest).chain(each).collect()
}

/// The pages of a year by month, in the order of the year; none where the year is one page.
pub fn months(list: &List, year: i16, months: &BTreeMap<i8, usize>, current: Option<i8>) -> Vec<Count> {
    if !list.has_months() || months.values().sum::<usize>() <= MOST {
        return Vec::new();
    }
    let each = months.iter().map(|(month, count)| Count {
        text: month_name(*month).into(),
        count: *count,
        href: list.address(Cut::Month(year, *month)),
        current: current == Some(*month),
    });
    each.collect()
}

/// The name of a month.
pub fn month_name(month: i8) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let at = usize::try_from(month).unwrap_or_default().wrapping_sub(1);
    NAMES.get(at).copied().unwrap_or_default()
}

fn facet_slug(facet: Facet, word: &str) -> String {
    match facet {
        Facet::Severity => format!("severity-{}", word.trim_start_matches("sev")),
        Facet::Status => format!("status-{word}"),
        Facet::Type => format!("type-{word}"),
        Facet::Cause => format!("cause-{word}"),
        Facet::DetectedBy => format!("detected-by-{word}"),
        Facet::Origin => format!("origin-{word}"),
    }
}

fn day(site: &Site, id: DocId) -> Option<Day> {
    Some(site.get(id)?.incident()?.date.as_ref()?.day())
}
