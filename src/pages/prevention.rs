//! Prevention steps of all incidents: those that are open, and those that are done.

use serde::Serialize;

use crate::date::Zone;
use crate::document::incident::prevention::{Step, Strength};
use crate::pages::ledger::{Entry, progress, step_id};
use crate::pages::parts::{Link, StepRow, Text};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// Open steps, and steps that are done.
pub static KIND: Kind = Kind { name: "prevention", plan, draw };

/// Most rows of a group; what is more is found on the pages of the incidents.
const MOST: usize = 300;

/// `prevention.html`, for both addresses.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PreventionView<'a> {
    /// The only `h1`.
    pub heading: &'static str,
    /// How things stand, in a sentence.
    pub lede: String,
    /// The other one of the two pages.
    pub other: Link<'a>,
    /// Overdue, due in 30 days, later; or done, proven.
    pub groups: Vec<StepGroup<'a>>,
}

/// Steps of one state.
#[derive(Debug, Clone, Serialize)]
pub struct StepGroup<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// How many.
    pub count: usize,
    /// Each.
    pub rows: Vec<StepRow<'a>>,
    /// What is said where there are none.
    pub empty: &'static str,
    /// How many are not shown here, where that is so.
    pub more: Option<String>,
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("prevention/index.html".into(), Subject::All), ("prevention/done.html".into(), Subject::Done)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let is_done = matches!(page.subject, Subject::Done);
    let view = if is_done { done(press) } else { open(press) };
    let above = is_done.then(|| ("prevention/index.html".to_owned(), "Prevention"));
    let frame = PageFrame::new(press, page, view.heading, "prevention", above).about(view.lede.clone());
    press.print("prevention.html", frame, view, page, out)
}

fn open<'p>(press: &Press<'p>) -> PreventionView<'p> {
    let ledger = &press.desk.ledger;
    let overdue = ledger.overdue.len();
    let late = match overdue {
        0 => "none of them overdue".to_owned(),
        1 => "1 of them overdue".to_owned(),
        more => format!("{more} of them overdue"),
    };
    PreventionView {
        heading: "Prevention",
        lede: format!(
            "Steps that we promised so that it does not happen again. Open: {}, {late}.",
            ledger.open()
        ),
        other: Link {
            href: "prevention/done.html".into(),
            text: format!("Done and proven: {}", show::many(ledger.finished(), "step")).into(),
            outside: false,
        },
        groups: vec![
            group(press, ["at-overdue", "Overdue", "No step is overdue."], &ledger.overdue),
            group(
                press,
                ["at-soon", "Due in the next 30 days", "No step is due in the next 30 days."],
                &ledger.soon,
            ),
            group(press, ["at-later", "Later, or without a date", "No other step is open."], &ledger.later),
        ],
    }
}

fn done<'p>(press: &Press<'p>) -> PreventionView<'p> {
    let ledger = &press.desk.ledger;
    PreventionView {
        heading: "Prevention that is done",
        lede: format!(
            "A step is done when something shows that it exists, and proven when it was seen to work. Done: {}, proven: {}.",
            ledger.done.len(),
            ledger.proven.len()
        ),
        other: Link {
            href: "prevention/index.html".into(),
            text: format!("Open: {}", show::many(ledger.open(), "step")).into(),
            outside: false,
        },
        groups: vec![
            group(press, ["at-done", "Done, not proven yet", "No step waits for its proof."], &ledger.done),
            group(press, ["at-proven", "Proven", "No step has been proven yet."], &ledger.proven),
            group(press, ["at-dropped", "Dropped or taken over", "No step was dropped."], &ledger.dropped),
        ],
    }
}

fn group<'p>(press: &Press<'p>, words: [&'static str; 3], entries: &[Entry]) -> StepGroup<'p> {
    let [id, heading, empty] = words;
    let left = entries.len().saturating_sub(MOST);
    StepGroup {
        id,
        heading,
        count: entries.len(),
        rows: entries.iter().take(MOST).filter_map(|entry| row(press, *entry)).collect(),
        empty,
        more: (left > 0)
            .then(|| format!("{} more, on the pages of their incidents.", show::many(left, "step"))),
    }
}

/// The address of a step on the page of its incident.
pub fn href(press: &Press<'_>, entry: Entry) -> String {
    let anchor = entry.step(press.site()).map(|step| anchor(step, entry.number)).unwrap_or_default();
    format!("{}#{anchor}", press.href(entry.incident))
}

/// The id of a step on the page of its incident.
pub fn anchor(step: &Step, number: usize) -> String {
    format!("at-step-{}", step_id(step, number))
}

/// A step in a list of many incidents.
pub fn row<'p>(press: &Press<'p>, entry: Entry) -> Option<StepRow<'p>> {
    let site = press.site();
    let document = site.get(entry.incident);
    let incident = document.and_then(|document| document.incident());
    let zone = incident.map_or_else(|| site.config.zone.clone(), |incident| site.zone(incident));
    let step = entry.step(site)?;
    Some(StepRow {
        anchor: None,
        step: show::text(&step.step).unwrap_or_default(),
        incident: document.map_or("", |document| document.title()).into(),
        href: href(press, entry).into(),
        kind: step.kind.as_ref().map(|kind| strength(kind.value)),
        averts: Vec::new(),
        notes: notes(step, &zone),
        owner: step.owner.as_ref().map(|owner| site.shown(&owner.value).into()),
        due: step.due.as_ref().map(|due| show::day(due.day())),
        pill: show::step_pill(progress(step, site.today)),
        proof: proof(step),
    })
}

fn strength(kind: Strength) -> &'static str {
    match kind {
        Strength::Strong => "Strong: nobody has to remember",
        Strength::Intermediate => "Intermediate: memory gets help",
        Strength::Weak => "Weak: somebody has to remember",
    }
}

fn notes(step: &Step, zone: &Zone) -> Vec<String> {
    let said = |before: &str, field| show::text(field).map(|text: Text<'_>| format!("{before}: {text}"));
    let on = |before: &str, field| show::moment_of(field, zone).map(|at| format!("{before} {}", at.local));
    let mut notes = Vec::new();
    notes.extend(said("We will know by", &step.verify));
    notes.extend(on("Done", &step.done_at));
    notes.extend(on("Seen to work", &step.verified_at));
    notes.extend(said("Reason", &step.reason));
    for moved in step.moved.iter().flat_map(|moved| moved.iter()) {
        let from = moved.from.as_ref().map(|from| format!(" from {}", from.local(zone))).unwrap_or_default();
        let to = moved.to.as_ref().map(|to| format!(" to {}", to.local(zone))).unwrap_or_default();
        let why = show::text(&moved.reason).map(|why| format!(": {why}")).unwrap_or_default();
        notes.push(format!("Moved{from}{to}{why}"));
    }
    notes.extend(said("From the playbook step", &step.from_playbook));
    notes.extend(said("Taken over by", &step.superseded_by));
    notes
}

fn proof(step: &Step) -> Vec<Link<'_>> {
    let evidence = step.evidence.iter().flat_map(|evidence| evidence.iter());
    let evidence = evidence.map(|written| show::evidence(written.value.as_ref()));
    let ticket = step.tracker.iter().map(|written| {
        let link = show::evidence(written.value.as_ref());
        Link { text: format!("ticket {}", link.text).into(), ..link }
    });
    evidence.chain(ticket).collect()
}
