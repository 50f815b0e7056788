//! The first page: what to do when a client calls, what is still owed, what happened, and what keeps coming back.

use serde::Serialize;

use crate::date::Day;
use crate::document::incident::Severity;
use crate::document::playbook::{Playbook, PlaybookStatus};
use crate::document::{Document, Stage, items};
use crate::pages::chart::Chart;
use crate::pages::learnt::Topic;
use crate::pages::ledger::{Entry, is_counted, progress};
use crate::pages::parts::{Brief, Count, Link, Quote, Text};
use crate::pages::playbook::rehearsal;
use crate::pages::promised::{self, Promise};
use crate::pages::roll::{self, Cut, List};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, cause, charts, prevention, show};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};

/// The first page.
pub static KIND: Kind = Kind { name: "home", plan, draw };

/// How many rows each part of the page has.
const ROWS: usize = 5;

/// How many incidents of one kind of cause make it one that keeps coming back.
const OFTEN: usize = 3;

/// `home.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct HomeView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How things stand, in a sentence or two.
    pub state: String,
    /// The playbook for a client who calls, with its first steps; none where no playbook is in use.
    pub crisis: Option<Crisis<'a>>,
    /// Steps and promises that are overdue, or due soon, the most urgent first.
    pub promises: Vec<Brief<'a>>,
    /// What is said where there are none.
    pub no_promises: String,
    /// The lists of all steps and of all promises.
    pub all_promises: Vec<Link<'a>>,
    /// Latest incidents of the record.
    pub latest: Vec<Brief<'a>>,
    /// The list of all incidents.
    pub all_incidents: String,
    /// The lists by year.
    pub years: Vec<Count>,
    /// Incidents that came again, and causes that are found again and again.
    pub again: Vec<Brief<'a>>,
    /// The newest lesson.
    pub lesson: Option<Quote<'a>>,
    /// Drafts and write-ups in review.
    pub unfinished: Vec<Brief<'a>>,
    /// Playbooks that wait for a rehearsal.
    pub playbooks: Vec<Brief<'a>>,
    /// What is said where none waits.
    pub no_playbooks: String,
    /// The link to all playbooks; empty where there is none.
    pub all_playbooks: String,
    /// The one chart of the page.
    pub chart: Option<Chart<'a>>,
}

/// What to do when a client calls.
#[derive(Debug, Clone, Serialize)]
pub struct Crisis<'a> {
    /// The playbook.
    pub playbook: Link<'a>,
    /// Its first steps.
    pub steps: Vec<Link<'a>>,
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("index.html".into(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let site = press.site();
    let incidents = || site.index.incidents.iter().filter_map(|id| Some((*id, site.get(*id)?)));
    let counted = || incidents().filter(|(_, document)| is_counted(document));
    let unfinished =
        incidents().filter(|(_, document)| matches!(document.stage(), Stage::Draft | Stage::Review));
    let all = counted().count();
    let (playbooks, no_playbooks) = playbooks(press);
    let view = HomeView {
        heading: "What went wrong, what we own, what we changed".into(),
        state: state(press, all),
        crisis: crisis(press),
        promises: promises(press),
        no_promises: "Nothing is overdue, and nothing is due in the next 30 days.".to_owned(),
        all_promises: all_promises(press),
        latest: counted().take(ROWS).filter_map(|(id, _)| show::incident_brief(press, id)).collect(),
        all_incidents: format!("All incidents: {all}"),
        years: years(site),
        again: again(press),
        lesson: lesson(press),
        unfinished: unfinished.take(ROWS).filter_map(|(id, document)| draft(press, id, document)).collect(),
        playbooks,
        no_playbooks,
        all_playbooks: match site.index.playbooks.len() {
            0 => String::new(),
            count => format!("All playbooks: {count}"),
        },
        chart: charts::for_home(press),
    };
    let description = if site.config.description.is_empty() {
        view.state.clone()
    } else {
        site.config.description.to_string()
    };
    let frame = PageFrame::new(press, page, site.config.title.as_ref(), "", []).about(description);
    press.print("home.html", frame, view, page, out)
}

/// `19 incidents and 7 playbooks. 61 days since the last SEV 1. 3 prevention steps are overdue.`
fn state(press: &Press<'_>, counted: usize) -> String {
    let site = press.site();
    let active = site.index.playbooks.iter().filter_map(|id| site.get(*id));
    let active = active.filter(|document| document.stage() == Stage::Published).count();
    let mut said = show::sentence_start(&format!(
        "{} and {}.",
        show::many(counted, "incident"),
        show::many(active, "playbook")
    ));
    if let Some(days) = since_gravest(site) {
        said.push_str(&show::sentence_start(&format!(" {} since the last SEV 1.", show::count(days, "day"))));
    }
    let steps = press.ledger().overdue.len();
    let promises = press.promises().overdue.len();
    let late =
        [(steps, "prevention step"), (promises, "promise")].into_iter().filter(|(count, _)| *count > 0);
    let late: Vec<String> = late.map(|(count, noun)| show::many(count, noun)).collect();
    if !late.is_empty() {
        let verb = if steps + promises == 1 { "is" } else { "are" };
        said.push_str(&format!(" {} {verb} overdue.", late.join(" and ")));
    }
    said
}

fn since_gravest(site: &Site) -> Option<i64> {
    let day = |id: &DocId| -> Option<Day> {
        let incident = site.get(*id).filter(|document| is_counted(document))?.incident()?;
        incident.severity.as_ref().filter(|severity| severity.value == Severity::Sev1)?;
        Some(incident.date.as_ref()?.day())
    };
    site.index.incidents.iter().find_map(day).map(|day| site.today.days_since(day)).filter(|days| *days >= 0)
}

/// The playbook that says most about the talk with a client, among those in use.
fn crisis<'p>(press: &Press<'p>) -> Option<Crisis<'p>> {
    const ABOUT_THE_CLIENT: [&str; 5] =
        ["first_contact", "client_voice", "call", "apology", "communications"];
    let site = press.site();
    let said = |playbook: &Playbook| {
        let captures = items(&playbook.steps).iter().flat_map(|step| items(&step.captures));
        let about = |field: &str| ABOUT_THE_CLIENT.iter().any(|about| field.starts_with(about));
        captures.filter(|field| about(&field.value)).count()
    };
    let active = site.index.playbooks.iter().filter_map(|id| Some((*id, site.get(*id)?.playbook()?)));
    let active = active.filter(|(_, playbook)| is_active(playbook));
    let named = |id: DocId| site.get(id).is_some_and(|document| document.id.as_ref() == "client-crisis");
    let (id, playbook) =
        active.max_by_key(|(id, playbook)| (named(*id), said(playbook), std::cmp::Reverse(*id)))?;
    let step = |step: &'p crate::document::playbook::PlaybookStep| {
        let href = format!("{}#{}", press.href(id), step.id.as_ref()?.0);
        let text = show::text(&step.title)?;
        let within = step.within.as_ref().map(|within| format!(" (within {})", within.value));
        Some(Link {
            href: href.into(),
            text: format!("{text}{}", within.unwrap_or_default()).into(),
            outside: false,
        })
    };
    let steps = items(&playbook.steps).iter().filter_map(|field| step(&field.value)).take(3);
    Some(Crisis { playbook: show::link(press, id)?, steps: steps.collect() })
}

fn is_active(playbook: &Playbook) -> bool {
    playbook.status.as_ref().is_some_and(|status| status.value == PlaybookStatus::Active)
}

/// What is overdue first, promises to clients before steps; then what is due soon.
fn promises<'p>(press: &Press<'p>) -> Vec<Brief<'p>> {
    let (ledger, promises) = (press.ledger(), press.promises());
    let soon =
        |promise: &&Promise| promise.due.day().days_since(press.site().today) <= crate::pages::ledger::SOON;
    let late = promises.overdue.iter().filter_map(|it| promise(press, it)).take(ROWS);
    let late_steps = ledger.overdue.iter().filter_map(|it| step(press, *it)).take(ROWS);
    let open = promises.open.iter().filter(soon).filter_map(|it| promise(press, it));
    let open_steps = ledger.soon.iter().filter_map(|it| step(press, *it));
    late.chain(late_steps).chain(open).chain(open_steps).take(2 * ROWS).collect()
}

fn promise<'p>(press: &Press<'p>, promise: &Promise) -> Option<Brief<'p>> {
    let row = promised::row(press, promise)?;
    let clients: Vec<Text<'_>> = row.clients.into_iter().map(|client| client.text).collect();
    Some(Brief {
        badge: None,
        title: row.promise,
        href: row.href,
        detail: Some(format!("promised to {} for {}", clients.join(", "), row.due.local).into()),
        pill: Some(row.pill),
    })
}

fn step<'p>(press: &Press<'p>, entry: Entry) -> Option<Brief<'p>> {
    let site = press.site();
    let step = entry.step(site)?;
    let owner = step.owner.as_ref().map(|owner| Text::Borrowed(site.shown(&owner.value)));
    let due = step.due.as_ref().map(|due| Text::Owned(format!("due {}", due.day())));
    let known: Vec<Text<'_>> = std::iter::once("prevention".into()).chain(owner).chain(due).collect();
    Some(Brief {
        badge: None,
        title: show::text(&step.step)?,
        href: prevention::href(press, entry).into(),
        detail: Some(known.join(" · ").into()),
        pill: Some(show::step_pill(progress(step, site.today))),
    })
}

fn all_promises<'p>(press: &Press<'p>) -> Vec<Link<'p>> {
    let open = press.ledger().open();
    let standing = press.promises().standing();
    let link =
        |href: &'static str, text: String| Link { href: href.into(), text: text.into(), outside: false };
    vec![
        link("prevention/index.html", format!("Open prevention steps: {open}")),
        link(
            "promises.html",
            format!(
                "Promises: {} kept in time, {} still to keep",
                standing.kept,
                standing.open + standing.overdue
            ),
        ),
    ]
}

/// The lists by year, where one page does not hold all.
fn years(site: &Site) -> Vec<Count> {
    let calendar = roll::calendar(site, &site.index.incidents);
    roll::years(&List::All, &calendar, Cut::Newest).into_iter().skip(1).collect()
}

/// Incidents that came again, the latest first; then kinds of causes that were found often.
fn again<'p>(press: &Press<'p>) -> Vec<Brief<'p>> {
    let site = press.site();
    let came_again = |id: &DocId| {
        let document = site.get(*id).filter(|document| is_counted(document))?;
        let earlier = document.incident()?.recurrence_of.as_ref()?;
        let (_, earlier, _) = site.incident(&earlier.name)?;
        let brief = show::incident_brief(press, *id)?;
        Some(Brief { detail: Some(format!("again, after “{}”", earlier.title()).into()), ..brief })
    };
    let recurred = site.index.incidents.iter().filter_map(came_again).take(3);
    let mut causes: Vec<(usize, Brief<'p>)> = cause::known(site)
        .filter_map(|kind| {
            let ids = cause::ids(site, kind);
            let detail = format!("a cause in {}", show::many(ids.len(), "incident"));
            let brief = Brief {
                title: cause::name(kind).into(),
                href: cause::address(kind).into(),
                detail: Some(detail.into()),
                ..Brief::default()
            };
            (ids.len() >= OFTEN).then_some((ids.len(), brief))
        })
        .collect();
    causes.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    recurred.chain(causes.into_iter().map(|(_, brief)| brief).take(3)).collect()
}

fn lesson<'p>(press: &Press<'p>) -> Option<Quote<'p>> {
    let ids = &press.site().index.incidents;
    let learnt = press.learnt();
    learnt.first(press, ids, Topic::Lesson).or_else(|| learnt.first(press, ids, Topic::Averted))
}

/// An unfinished write-up, with how long it has been so.
fn draft<'p>(press: &Press<'p>, id: DocId, document: &Document) -> Option<Brief<'p>> {
    let brief = show::incident_brief(press, id)?;
    let begun = document.incident()?.date.as_ref()?.day();
    let days = press.site().today.days_since(begun);
    let detail = brief
        .detail
        .filter(|_| days >= 0)
        .map(|detail| format!("{detail} · begun {} ago", show::count(days, "day")));
    Some(Brief { detail: detail.map(Into::into), ..brief })
}

/// Those that wait for a rehearsal, and what is said where none does.
fn playbooks<'p>(press: &Press<'p>) -> (Vec<Brief<'p>>, String) {
    let site = press.site();
    let active = site.index.playbooks.iter().filter_map(|id| Some((*id, site.get(*id)?.playbook()?)));
    let active: Vec<(DocId, &Playbook)> = active.filter(|(_, playbook)| is_active(playbook)).collect();
    let late = active.iter().filter_map(|(id, playbook)| {
        let (pill, is_late) = rehearsal(playbook, site.today)?;
        let steps = items(&playbook.steps).len();
        let brief = show::brief(press, *id).filter(|_| is_late)?;
        Some(Brief { detail: Some(show::many(steps, "step").into()), pill: Some(pill), ..brief })
    });
    let said = match active.len() {
        0 => "No playbook is in use yet. `amends new playbook` starts one.".to_owned(),
        count => format!("No rehearsal is due: {} in use.", show::many(count, "playbook")),
    };
    (late.take(ROWS).collect(), said)
}
