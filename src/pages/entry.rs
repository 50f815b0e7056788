//! Clients, services, teams, vendors and tags: a list of each, and a page for every one.

pub(in crate::pages) mod given;
pub(in crate::pages) mod numbers;

use rayon::prelude::*;
use serde::Serialize;

use crate::document::incident::Incident;
use crate::document::{Document, items};
use crate::pages::chart::spark::{self, Spark};
use crate::pages::charts::clocks;
use crate::pages::entry::numbers::{count_open, figures, last, open_steps};
use crate::pages::ledger::is_counted;
use crate::pages::parts::{
    Brief, Count, Fact, IncidentRow, Link, Moment, PromiseRow, QuoteGroup, StepRow, Text,
};
use crate::pages::roll::{self, Cut, FEW, List, MOST, listed};
use crate::pages::shell::{PageFrame, SHELVES};
use crate::pages::{Kind, Page, Press, Subject, lesson, prevention, show};
use crate::registry::{ClientStatus, Name, Shelf};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};
use crate::tree::decode::Field;
use crate::tree::mention::Named;
use crate::tree::name::Ref;

/// The list of a registry.
pub static LIST: Kind = Kind { name: "entry-list", plan: plan_lists, draw: draw_list };

/// A page for each name.
pub static KIND: Kind = Kind { name: "entry", plan, draw };

/// Most names that a list shows with their numbers.
const NAMES: usize = 120;

/// Most names that a list shows at all; the others are found from A to Z.
const ALL_NAMES: usize = 320;

/// Most open steps that a page of a name lists; the others are on the page of all open steps.
const STEPS: usize = 8;

/// `entry-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct EntryListView<'a> {
    /// The only `h1`: the name of the registry.
    pub heading: &'static str,
    /// How many there are, in a sentence.
    pub lede: String,
    /// Each.
    pub rows: Vec<EntryRow<'a>>,
    /// The names alone, where there are too many for a table.
    pub names: Vec<Count>,
    /// What is said where there are none.
    pub empty: &'static str,
    /// How many are not shown here, where that is so.
    pub more: Option<String>,
}

/// An entry in the list.
#[derive(Debug, Clone, Serialize)]
pub struct EntryRow<'a> {
    /// Name, as the site may show it.
    pub name: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// What it is, in a few words.
    pub detail: Option<Text<'a>>,
    /// Number of incidents of the record.
    pub incidents: usize,
    /// Number of open prevention steps.
    pub open: usize,
    /// Day of the last incident.
    pub last: Option<Moment>,
}

/// `entry.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct EntryView<'a> {
    /// The only `h1`.
    pub name: Text<'a>,
    /// What it is, in a sentence.
    pub lede: String,
    /// Numbers.
    pub figures: Vec<Fact<'a>>,
    /// What the registry says.
    pub facts: Vec<Fact<'a>>,
    /// Promises to a client.
    pub promises: Vec<PromiseRow<'a>>,
    /// How many promises are not shown here, where that is so.
    pub more_promises: Option<String>,
    /// Apologies and what was given to a client; facts about a vendor or of a kind of cause.
    pub quotes: Vec<QuoteGroup<'a>>,
    /// How long things took, where enough of its incidents say so.
    pub clocks: Vec<Fact<'a>>,
    /// Its last 365 days.
    pub spark: Option<Spark>,
    /// Its incidents, newest first.
    pub rows: Vec<IncidentRow<'a>>,
    /// Where all are listed, if not all are here.
    pub more: Option<Link<'a>>,
    /// The pages of that list by year, where it is cut.
    pub years: Vec<Count>,
    /// What is said where there are none.
    pub empty: &'static str,
    /// Open prevention steps of its incidents.
    pub steps: Vec<StepRow<'a>>,
    /// Where the others are listed, if not all are here.
    pub more_steps: Option<Link<'a>>,
    /// Playbooks that belong to it.
    pub playbooks: Vec<Brief<'a>>,
}

fn plan_lists(site: &Site) -> Vec<(String, Subject)> {
    let used = SHELVES.iter().filter(|(shelf, _)| !site.registry.names(*shelf).is_empty());
    used.map(|(shelf, _)| (format!("{}/index.html", shelf.word()), Subject::Shelf(*shelf))).collect()
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let of_shelf = |shelf: Shelf| {
        let names = site.registry.names(shelf).iter();
        names.map(move |name| (address(shelf, name), Subject::Name(shelf, name.slug.clone())))
    };
    SHELVES.iter().flat_map(|(shelf, _)| of_shelf(*shelf)).collect()
}

fn address(shelf: Shelf, name: &Name) -> String {
    format!("{}/{}.html", shelf.word(), name.slug)
}

fn draw_list(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Shelf(shelf) = page.subject else { return Ok(()) };
    let site = press.site();
    let words = words(shelf);
    let names = site.registry.names(shelf);
    let mut rows: Vec<EntryRow<'_>> = names.par_iter().map(|name| row(press, shelf, name)).collect();
    // Where there are very many, those that matter most are shown.
    rows.sort_by_key(|row| std::cmp::Reverse(row.incidents));
    let left = rows.len().saturating_sub(ALL_NAMES);
    rows.truncate(ALL_NAMES);
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    let view = EntryListView {
        heading: words.heading,
        lede: format!("{}. Only what is part of the record is counted.", show::many(names.len(), words.noun)),
        names: if rows.len() > NAMES { rows.drain(..).map(short).collect() } else { Vec::new() },
        rows,
        empty: "There is none yet.",
        more: (left > 0)
            .then(|| format!("{left} more, with fewer incidents, stand under their names from A to Z.")),
    };
    let mut frame = PageFrame::new(press, page, words.heading, shelf.word(), []).about(view.lede.clone());
    frame.kind = words.list_kind;
    press.print("entry-list.html", frame, view, page, out)
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Name(shelf, slug) = &page.subject else { return Ok(()) };
    let (site, shelf) = (press.site(), *shelf);
    let Some(name) = site.registry.get(shelf, slug) else { return Ok(()) };
    let words = words(shelf);
    let ids = incidents(site, shelf, slug);
    let own: Vec<DocId> = listed(site, ids).map(|(id, _)| id).collect();
    let open = open_steps(site, ids);
    let about = show::text(&name.entry.about);
    let (promises, left) =
        if shelf == Shelf::Clients { given::promises(press, ids) } else { (Vec::new(), 0) };
    let mut figures = figures(press, ids, &open);
    figures.extend(kept(press, shelf, slug));
    let view = EntryView {
        name: name.shown().into(),
        lede: about.map_or_else(|| format!("{}.", words.one), |about| about.into_owned()),
        figures,
        facts: facts(site, name, shelf),
        clocks: match shelf {
            Shelf::Clients | Shelf::Services if !own.is_empty() => clocks::facts(press, ids),
            _ => Vec::new(),
        },
        spark: spark::of(press, ids),
        promises,
        more_promises: (left > 0).then(|| format!("{left} more, on the pages of the incidents.")),
        quotes: match shelf {
            Shelf::Clients => given::given(press, ids),
            Shelf::Vendors => given::facts(press, ids, slug),
            _ => Vec::new(),
        },
        rows: own.iter().take(FEW).filter_map(|id| show::incident_row(press, *id)).collect(),
        more: (ids.len() > FEW).then(|| Link {
            href: List::Name(shelf, slug.clone()).address(Cut::Newest).into(),
            text: format!("All {}", show::many(own.len(), "incident")).into(),
            outside: false,
        }),
        years: years(site, shelf, slug, ids),
        empty: words.empty,
        more_steps: (open.len() > STEPS).then(|| Link {
            href: "prevention/index.html".into(),
            text: format!("The {STEPS} most urgent of {}; all open steps", open.len()).into(),
            outside: false,
        }),
        steps: open.iter().take(STEPS).filter_map(|step| prevention::row(press, *step)).collect(),
        playbooks: playbooks(press, shelf, slug),
    };
    let above = (format!("{}/index.html", shelf.word()), words.heading);
    let mut frame = PageFrame::new(press, page, name.shown(), shelf.word(), [above]).about(view.lede.clone());
    frame.kind = words.kind;
    press.print("entry.html", frame, view, page, out)
}

/// The pages of a name's incidents by year, where one page does not hold them.
fn years(site: &Site, shelf: Shelf, slug: &str, ids: &[DocId]) -> Vec<Count> {
    if ids.len() <= MOST {
        return Vec::new();
    }
    let list = List::Name(shelf, slug.into());
    roll::years(&list, &roll::calendar(site, ids), Cut::Newest).into_iter().skip(1).collect()
}

/// A row of a long list.
fn short(row: EntryRow<'_>) -> Count {
    Count {
        text: row.name.into_owned().into(),
        count: row.incidents,
        href: row.href.into_owned(),
        current: false,
    }
}

/// What a registry is called.
struct Words {
    heading: &'static str,
    noun: &'static str,
    one: &'static str,
    kind: &'static str,
    list_kind: &'static str,
    empty: &'static str,
}

fn words(shelf: Shelf) -> Words {
    let [heading, noun, one, kind, list_kind, empty] = match shelf {
        Shelf::Clients => [
            "Clients",
            "client",
            "A client",
            "client",
            "client-list",
            "No incident of this client is written up.",
        ],
        Shelf::Services => [
            "Services",
            "service",
            "A service",
            "service",
            "service-list",
            "No incident of this service is written up.",
        ],
        Shelf::Teams => {
            ["Teams", "team", "A team", "team", "team-list", "This team has taken the blame for no incident."]
        }
        Shelf::Tags => ["Tags", "tag", "A tag", "tag", "tag-list", "No incident has this tag."],
        Shelf::Vendors => [
            "Vendors",
            "vendor",
            "A vendor",
            "vendor",
            "vendor-list",
            "No incident names a part that this vendor had in it.",
        ],
        Shelf::People => ["Names", "name", "A name", "name", "name-list", "There is no incident."],
    };
    Words { heading, noun, one, kind, list_kind, empty }
}

fn incidents<'a>(site: &'a Site, shelf: Shelf, slug: &str) -> &'a [DocId] {
    site.index.named.get(&(shelf, slug.into())).map_or(&[], Vec::as_slice)
}

fn row<'a>(press: &Press<'a>, shelf: Shelf, name: &'a Name) -> EntryRow<'a> {
    let site = press.site();
    let ids = incidents(site, shelf, &name.slug);
    let counted = ids.iter().filter_map(|id| site.get(*id)).filter(|document| is_counted(document)).count();
    EntryRow {
        name: name.shown().into(),
        href: address(shelf, name).into(),
        detail: show::text(&name.entry.about),
        incidents: counted,
        open: count_open(site, ids),
        last: last(site, ids).map(show::day),
    }
}

/// How many promises to a client were kept in time.
fn kept(press: &Press<'_>, shelf: Shelf, slug: &str) -> Option<Fact<'static>> {
    let standing = press.promises().by_client.get(slug).filter(|_| shelf == Shelf::Clients)?;
    let text = format!("{} of {} in time", standing.kept, standing.made() - standing.open);
    Some(Fact::text("Promises kept", Some(text)))
}

fn facts<'a>(site: &Site, name: &'a Name, shelf: Shelf) -> Vec<Fact<'a>> {
    let entry = &name.entry;
    if shelf == Shelf::Services && lesson::has_lessons(site, &name.slug) {
        let href = lesson::of_service(&name.slug).into();
        return vec![Fact::links("Lessons", [Link { href, text: "What we learnt".into(), outside: false }])];
    }
    if shelf != Shelf::Clients {
        return Vec::new();
    }
    let mut facts = vec![Fact::text("How to reach them", show::text(&entry.reach))];
    let space = show::text(&entry.project_space);
    facts.extend(space.map(|space| Fact::text("Project space", Some(space))));
    let former = entry.status.as_ref().is_some_and(|status| status.value == ClientStatus::Former);
    facts.extend(former.then(|| Fact::text("Work", Some("has ended"))));
    facts
}

/// Playbooks with this tag, or for this service.
fn playbooks<'p>(press: &Press<'p>, shelf: Shelf, slug: &str) -> Vec<Brief<'p>> {
    let site = press.site();
    let belongs = |document: &Document| match shelf {
        Shelf::Tags => document.tags().iter().any(|tag| is(site, tag, slug)),
        Shelf::Services => {
            let applies = document.playbook().and_then(|playbook| playbook.applies_to.as_ref());
            let services = applies.and_then(|applies| applies.services.as_ref());
            services.is_some_and(|services| services.iter().any(|service| is(site, service, slug)))
        }
        _ => false,
    };
    let known = site.index.playbooks.iter().filter(|id| site.get(**id).is_some_and(belongs));
    known.filter_map(|id| show::brief(press, *id)).collect()
}

fn is<K: Named>(site: &Site, written: &Field<Ref<K>>, slug: &str) -> bool {
    site.name(&written.value).is_some_and(|name| name.slug.as_ref() == slug)
}

/// The registered services and clients of an incident, as keys of the site's index.
pub fn shared_keys(site: &Site, incident: &Incident) -> Vec<(Shelf, Box<str>)> {
    let services = items(&incident.services).iter().filter_map(|service| site.name(&service.value));
    let services = services.map(|name| (Shelf::Services, name.slug.clone()));
    let clients = site.clients(incident).into_iter().filter(|name| name.slug.as_ref() != "internal");
    services.chain(clients.map(|name| (Shelf::Clients, name.slug.clone()))).collect()
}
