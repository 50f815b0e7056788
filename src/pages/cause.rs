//! Causes by kind: a list, and a page for each with the facts that were found and what averts them.

use crate::document::incident::Incident;
use crate::document::incident::blame::{Cause, CauseType};
use crate::document::{Document, items};
use crate::pages::chart::spark;
use crate::pages::entry::numbers::{figures, last, open_steps};
use crate::pages::entry::{EntryListView, EntryRow, EntryView};
use crate::pages::facets::value;
use crate::pages::ledger::{Entry, is_counted, steps};
use crate::pages::parts::{Fact, Link, Quote, QuoteGroup};
use crate::pages::roll::{Cut, FEW, List};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, lesson, prevention, show};
use crate::render::fault::ThemeFault;
use crate::site::index::Facet;
use crate::site::{DocId, Site};

/// The kinds of causes.
pub static LIST: Kind = Kind { name: "cause-list", plan: plan_list, draw: draw_list };

/// A page for each.
pub static KIND: Kind = Kind { name: "cause", plan, draw };

/// How many facts a page tells.
const FACTS: usize = 30;

/// How many open steps it tells.
const STEPS: usize = 8;

fn plan_list(_: &Site) -> Vec<(String, Subject)> {
    vec![("causes/index.html".into(), Subject::All)]
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    known(site).map(|kind| (address(kind), Subject::Cause(kind))).collect()
}

/// The address of the page of a kind of causes.
pub fn address(kind: CauseType) -> String {
    format!("causes/{}.html", kind.word())
}

/// The kinds that incidents of the record name.
pub fn known(site: &Site) -> impl Iterator<Item = CauseType> {
    CauseType::ALL.iter().copied().filter(|kind| !ids(site, *kind).is_empty())
}

/// The incidents of the record that name a cause of a kind, newest first.
pub fn ids(site: &Site, kind: CauseType) -> &[DocId] {
    site.index.facets.get(&(Facet::Cause, kind.word())).map_or(&[], Vec::as_slice)
}

/// What a kind of causes is called.
pub fn name(kind: CauseType) -> String {
    show::sentence_start(&value(Facet::Cause, kind.word()))
}

fn draw_list(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let site = press.site();
    let row = |kind: CauseType| {
        let ids = ids(site, kind);
        EntryRow {
            name: name(kind).into(),
            href: address(kind).into(),
            detail: Some(meaning(kind).into()),
            incidents: ids.len(),
            open: averting(site, kind, ids).len(),
            last: last(site, ids).map(show::day),
        }
    };
    let mut rows: Vec<EntryRow<'_>> = known(site).map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.incidents));
    let view = EntryListView {
        heading: "Causes",
        lede: "What led to incidents, by kind. A cause is a fact, and never a person. An incident can have several."
            .to_owned(),
        rows,
        empty: "No cause has been written down yet: `causes` in a write-up holds them.",
        ..EntryListView::default()
    };
    let frame = PageFrame::new(press, page, "Causes", "causes", []).about(view.lede.clone());
    press.print("entry-list.html", frame, view, page, out)
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Cause(kind) = page.subject else { return Ok(()) };
    let site = press.site();
    let ids = ids(site, kind);
    let list = List::Facet(Facet::Cause, kind.word());
    let open = averting(site, kind, ids);
    let lessons =
        Link { href: lesson::of_cause(kind).into(), text: "What we learnt from them".into(), outside: false };
    let view = EntryView {
        name: name(kind).into(),
        lede: meaning(kind).to_owned(),
        figures: figures(press, ids, &open),
        facts: vec![Fact::links("Lessons", [lessons])],
        spark: spark::of(press, ids),
        quotes: facts(press, kind, ids).into_iter().collect(),
        rows: ids.iter().take(FEW).filter_map(|id| show::incident_row(press, *id)).collect(),
        more: (ids.len() > FEW).then(|| Link {
            href: list.address(Cut::Newest).into(),
            text: format!("All {} of them", show::many(ids.len(), "incident")).into(),
            outside: false,
        }),
        empty: "No incident names such a cause.",
        more_steps: (open.len() > STEPS).then(|| Link {
            href: "prevention/index.html".into(),
            text: format!("The {STEPS} most urgent of {}; all open steps", open.len()).into(),
            outside: false,
        }),
        steps: open.iter().take(STEPS).filter_map(|step| prevention::row(press, *step)).collect(),
        ..EntryView::default()
    };
    let above = ("causes/index.html".to_owned(), "Causes");
    let frame = PageFrame::new(press, page, view.name.clone(), "causes", [above]).about(view.lede.clone());
    press.print("entry.html", frame, view, page, out)
}

/// What it is, in a sentence.
pub fn meaning(kind: CauseType) -> &'static str {
    match kind {
        CauseType::Process => "How we work.",
        CauseType::Technical => "What we built.",
        CauseType::Communication => "What was said, and what was understood.",
        CauseType::Content => "What was delivered to us.",
        CauseType::Capacity => "Too little of something: time, hands, room.",
        CauseType::ThirdParty => "What came from a supplier.",
        CauseType::Unknown => "What we do not know yet.",
    }
}

/// The newest facts of a kind, each with whether a step averts it.
fn facts<'p>(press: &Press<'p>, kind: CauseType, ids: &'p [DocId]) -> Option<QuoteGroup<'p>> {
    let site = press.site();
    let counted = ids.iter().filter_map(|id| Some((*id, site.get(*id)?)));
    let of_incident = |(id, document): (DocId, &'p Document)| {
        let incident = document.incident()?;
        let ids = incident.cause_ids();
        let causes = items(&incident.causes).iter().map(|field| &field.value).zip(ids);
        let own: Vec<Quote<'p>> = causes
            .filter(|(cause, _)| cause.r#type.as_ref().is_some_and(|it| it.value == kind))
            .filter_map(|(cause, own)| {
                Some(Quote {
                    text: show::text(&cause.fact)?,
                    title: document.title().into(),
                    href: format!("{}#at-causes", press.href(id)).into(),
                    line: Some(fate(incident, cause, &own)),
                })
            })
            .collect();
        Some(own)
    };
    let all: Vec<Quote<'p>> = counted.filter_map(of_incident).flatten().collect();
    let count = all.len();
    let rows = all.into_iter().take(FACTS).collect();
    (count > 0).then(|| QuoteGroup {
        id: "at-facts",
        heading: "The facts, newest first".into(),
        count,
        rows,
        more: None,
    })
}

/// Whether something averts a cause.
fn fate(incident: &Incident, cause: &Cause, id: &str) -> String {
    let averts = steps(incident).filter(|(_, step)| averts(step, id)).count();
    match (averts, &cause.accepted) {
        (0, Some(_)) => "accepted".to_owned(),
        (0, None) => "no step averts it yet".to_owned(),
        (count, _) => format!("averted by {}", show::many(count, "step")),
    }
}

fn averts(step: &crate::document::incident::prevention::Step, id: &str) -> bool {
    step.averts.iter().flat_map(|all| all.iter()).any(|it| it.value.as_ref() == id)
}

/// Open steps against causes of a kind, the most urgent first.
fn averting(site: &Site, kind: CauseType, ids: &[DocId]) -> Vec<Entry> {
    let is_own = |entry: &Entry| {
        let incident = site.get(entry.incident).filter(|it| is_counted(it)).and_then(Document::incident);
        let Some((incident, step)) = incident.zip(entry.step(site)) else { return false };
        let causes = items(&incident.causes).iter().zip(incident.cause_ids());
        let own = causes.filter(|(cause, _)| cause.r#type.as_ref().is_some_and(|it| it.value == kind));
        own.into_iter().any(|(_, id)| averts(step, &id))
    };
    open_steps(site, ids).into_iter().filter(is_own).collect()
}
