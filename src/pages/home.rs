//! The first page.

use serde::Serialize;

use crate::document::incident::Severity;
use crate::document::playbook::PlaybookStatus;
use crate::document::{Document, Stage};
use crate::pages::chart::Chart;
use crate::pages::ledger::{Entry, is_counted, progress};
use crate::pages::parts::{Brief, Text};
use crate::pages::playbook::rehearsal;
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, charts, show};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};

/// The first page.
pub static KIND: Kind = Kind { name: "home", plan, draw };

/// How many rows each part of the page has.
const ROWS: usize = 6;

/// `home.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct HomeView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How things stand, in a sentence or two.
    pub state: String,
    /// Steps that are overdue or due soon, the most urgent first.
    pub promises: Vec<Brief<'a>>,
    /// What is said where there are none.
    pub no_promises: String,
    /// The link to all steps.
    pub all_promises: String,
    /// Latest incidents of the record.
    pub latest: Vec<Brief<'a>>,
    /// The link to all incidents.
    pub all_incidents: String,
    /// Drafts and write-ups in review.
    pub unfinished: Vec<Brief<'a>>,
    /// Playbooks, those that wait for a rehearsal first.
    pub playbooks: Vec<Brief<'a>>,
    /// The link to all playbooks.
    pub all_playbooks: String,
    /// The one chart of the page.
    pub chart: Option<Chart<'a>>,
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("index.html".into(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let site = press.site();
    let ledger = &press.desk.ledger;
    let incidents = || site.index.incidents.iter().filter_map(|id| Some((*id, site.get(*id)?)));
    let counted = || incidents().filter(|(_, document)| is_counted(document));
    let unfinished =
        incidents().filter(|(_, document)| matches!(document.stage(), Stage::Draft | Stage::Review));
    let briefs = |ids: &mut dyn Iterator<Item = (DocId, &Document)>| -> Vec<Brief<'_>> {
        ids.take(ROWS).filter_map(|(id, _)| show::incident_brief(press, id)).collect()
    };
    let view = HomeView {
        heading: "What went wrong, what we own, what we changed".into(),
        state: state(site, counted().count()),
        promises: ledger
            .overdue
            .iter()
            .chain(&ledger.soon)
            .take(ROWS)
            .filter_map(|it| promise(press, *it))
            .collect(),
        no_promises: format!(
            "Nothing is overdue or due in the next days. {} open, {} done.",
            sentence_start(&show::many(ledger.open(), "step")),
            ledger.finished()
        ),
        all_promises: format!("All open steps: {}", ledger.open()),
        latest: briefs(&mut counted()),
        all_incidents: format!("All incidents: {}", counted().count()),
        unfinished: briefs(&mut unfinished.into_iter()),
        playbooks: playbooks(press),
        all_playbooks: format!("All playbooks: {}", site.index.playbooks.len()),
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

/// `19 incidents and 7 playbooks. 61 days since the last SEV 1.`
fn state(site: &Site, counted: usize) -> String {
    let active = site.index.playbooks.iter().filter_map(|id| site.get(*id));
    let active = active.filter(|document| document.stage() == Stage::Published).count();
    let mut said = sentence_start(&format!(
        "{} and {}.",
        show::many(counted, "incident"),
        show::many(active, "playbook")
    ));
    let grave =
        site.index.incidents.iter().filter_map(|id| site.get(*id)).filter(|document| is_counted(document));
    let worst = |document: &Document| {
        let incident = document.incident()?;
        let severity = incident.severity.as_ref().filter(|severity| severity.value == Severity::Sev1);
        severity.and(incident.date.as_ref()).map(|date| date.day())
    };
    let last = grave.filter_map(worst).max().map(|day| site.today.days_since(day)).filter(|days| *days >= 0);
    if let Some(days) = last {
        said.push_str(&sentence_start(&format!(" {} since the last SEV 1.", show::count(days, "day"))));
    }
    said
}

fn sentence_start(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn promise<'p>(press: &Press<'p>, entry: Entry) -> Option<Brief<'p>> {
    let site = press.site();
    let step = entry.step(site)?;
    let owner = step.owner.as_ref().map(|owner| Text::Borrowed(site.shown(&owner.value)));
    let due = step.due.as_ref().map(|due| Text::Owned(format!("due {}", due.day())));
    let known: Vec<Text<'_>> = owner.into_iter().chain(due).collect();
    Some(Brief {
        badge: None,
        title: show::text(&step.step)?,
        href: crate::pages::prevention::href(press, entry).into(),
        detail: Some(known.join(" · ").into()),
        pill: Some(show::step_pill(progress(step, site.today))),
    })
}

/// Those that wait for a rehearsal first.
fn playbooks<'p>(press: &Press<'p>) -> Vec<Brief<'p>> {
    let site = press.site();
    let mut rows = Vec::new();
    for &id in &site.index.playbooks {
        let Some(playbook) = site.get(id).and_then(Document::playbook) else { continue };
        if playbook.status.as_ref().is_none_or(|status| status.value != PlaybookStatus::Active) {
            continue;
        }
        let steps = playbook.steps.as_ref().map_or(0, |steps| steps.len());
        let Some(brief) = show::brief(press, id) else { continue };
        let (pill, is_late) =
            rehearsal(playbook, site.today).map_or((None, false), |(pill, late)| (Some(pill), late));
        rows.push((!is_late, Brief { detail: Some(show::many(steps, "step").into()), pill, ..brief }));
    }
    rows.sort_by_key(|(on_time, _)| *on_time);
    rows.into_iter().map(|(_, row)| row).take(ROWS).collect()
}
