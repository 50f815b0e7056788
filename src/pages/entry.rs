//! Clients, services, teams and tags: a list of each, and a page for every one.

use serde::Serialize;

use crate::document::incident::Incident;
use crate::document::{Document, items};
use crate::pages::chart::spark::{self, Spark};
use crate::pages::charts::clocks;
use crate::pages::ledger::{Entry as Step, Progress, dated_first, is_counted, progress, steps};
use crate::pages::parts::{Brief, Fact, IncidentRow, Link, Moment, StepRow, Text};
use crate::pages::shell::{PageFrame, SHELVES};
use crate::pages::{Kind, Page, Press, Subject, prevention, show};
use crate::registry::{ClientStatus, Name, Shelf};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};
use crate::tree::decode::Field;
use crate::tree::name::{Named, Ref};

/// The list of a registry.
pub static LIST: Kind = Kind { name: "entry-list", plan: plan_lists, draw: draw_list };

/// A page for each name.
pub static KIND: Kind = Kind { name: "entry", plan, draw };

/// Most incidents that a page of a name lists; older ones are in the lists by year.
const INCIDENTS: usize = 100;

/// Most open steps that it lists; the others are on the page of all open steps.
const STEPS: usize = 25;

/// `entry-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct EntryListView<'a> {
    /// The only `h1`: the name of the registry.
    pub heading: &'static str,
    /// How many there are, in a sentence.
    pub lede: String,
    /// Each.
    pub rows: Vec<EntryRow<'a>>,
    /// What is said where there are none.
    pub empty: &'static str,
}

/// An entry in the list.
#[derive(Debug, Clone, Serialize)]
pub struct EntryRow<'a> {
    /// Name, as the site may show it.
    pub name: Text<'a>,
    /// Address.
    pub href: Text<'a>,
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
    /// Numbers and what the registry says.
    pub facts: Vec<Fact<'a>>,
    /// How long things took, where enough of its incidents say so.
    pub clocks: Vec<Fact<'a>>,
    /// Its last twelve months.
    pub spark: Option<Spark>,
    /// Its incidents, newest first.
    pub rows: Vec<IncidentRow<'a>>,
    /// Where older ones are listed, if not all are here.
    pub more: Option<Link<'a>>,
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
    let mut rows: Vec<EntryRow<'_>> = names.iter().map(|name| row(press, shelf, name)).collect();
    rows.sort_by_cached_key(|row| row.name.to_lowercase());
    let view = EntryListView {
        heading: words.heading,
        lede: format!("{}. Only what is part of the record is counted.", show::many(names.len(), words.noun)),
        rows,
        empty: "There is none yet.",
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
    let open = open_steps(site, ids);
    let sums = row(press, shelf, name);
    let about = show::text(&name.entry.about);
    let view = EntryView {
        name: name.shown().into(),
        lede: about.map_or_else(|| format!("{}.", words.one), |about| about.into_owned()),
        facts: facts(name, &sums, open.len(), shelf),
        clocks: match shelf {
            Shelf::Clients | Shelf::Services if sums.incidents > 0 => clocks::facts(press, ids),
            _ => Vec::new(),
        },
        spark: spark::of(press, ids),
        rows: ids.iter().take(INCIDENTS).filter_map(|id| show::incident_row(press, *id)).collect(),
        more: (ids.len() > INCIDENTS).then(|| Link {
            href: "incidents/index.html".into(),
            text: "Older incidents are in the lists by year".into(),
            outside: false,
        }),
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
        Shelf::People | Shelf::Vendors => {
            ["Names", "name", "A name", "name", "name-list", "There is no incident."]
        }
    };
    Words { heading, noun, one, kind, list_kind, empty }
}

fn incidents<'a>(site: &'a Site, shelf: Shelf, slug: &str) -> &'a [DocId] {
    site.index.named.get(&(shelf, slug.into())).map_or(&[], Vec::as_slice)
}

fn row<'a>(press: &Press<'a>, shelf: Shelf, name: &'a Name) -> EntryRow<'a> {
    let site = press.site();
    let ids = incidents(site, shelf, &name.slug);
    let counted: Vec<&Document> =
        ids.iter().filter_map(|id| site.get(*id)).filter(|document| is_counted(document)).collect();
    let last =
        counted.iter().filter_map(|document| document.incident()?.date.as_ref()).map(|date| date.day()).max();
    EntryRow {
        name: name.shown().into(),
        href: address(shelf, name).into(),
        incidents: counted.len(),
        open: open_steps(site, ids).len(),
        last: last.map(show::day),
    }
}

/// Open steps of the counted among some incidents, the most urgent first.
fn open_steps(site: &Site, ids: &[DocId]) -> Vec<Step> {
    let mut open = Vec::new();
    for &id in ids {
        let counted = site.get(id).filter(|document| is_counted(document));
        let Some(incident) = counted.and_then(Document::incident) else { continue };
        let is_open = |step| matches!(progress(step, site.today), Progress::Open { .. });
        let of_incident = steps(incident).filter(|(_, step)| is_open(step));
        open.extend(of_incident.map(|(number, _)| Step { incident: id, number }));
    }
    open.sort_by_key(|it| dated_first(it.due(site)));
    open
}

fn facts<'a>(name: &'a Name, sums: &EntryRow<'a>, open: usize, shelf: Shelf) -> Vec<Fact<'a>> {
    let entry = &name.entry;
    let mut facts = vec![
        Fact::text("Incidents", Some(sums.incidents.to_string())),
        Fact::text("Open steps", Some(open.to_string())),
        Fact::moment("Last incident", sums.last.clone()),
    ];
    if shelf == Shelf::Clients {
        facts.push(Fact::text("How to reach them", show::text(&entry.reach)));
        let space = show::text(&entry.project_space);
        facts.extend(space.map(|space| Fact::text("Project space", Some(space))));
        let former = entry.status.as_ref().is_some_and(|status| status.value == ClientStatus::Former);
        facts.extend(former.then(|| Fact::text("Work", Some("has ended"))));
    }
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
