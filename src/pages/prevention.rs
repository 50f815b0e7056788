//! Prevention steps of all incidents: those that are open, and those that are done.

mod whose;

use serde::Serialize;
use std::collections::BTreeMap;

use crate::date::Zone;
use crate::document::incident::prevention::{Step, Strength};
use crate::pages::ledger::{Entry, Ledger, Progress, progress, step_id};
use crate::pages::parts::{Brief, Count, Link, StepRow, Text};
use crate::pages::roll::month_name;
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// Open steps, and steps that are done.
pub static KIND: Kind = Kind { name: "prevention", plan, draw };

/// Most rows of a group on the first two pages.
const ROWS: usize = 15;

/// Most steps of a page by date.
const MOST: usize = 180;

/// `prevention.html`, for both addresses.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PreventionView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How things stand, in a sentence.
    pub lede: String,
    /// The other one of the two pages.
    pub other: Link<'a>,
    /// Overdue, due in 30 days, later; or done, proven.
    pub groups: Vec<StepGroup<'a>>,
    /// Open steps by the year they are due, where they are too many for this page.
    pub years: Vec<Count>,
    /// Open steps by the team that takes the blame.
    pub teams: Vec<Count>,
    /// Open steps by the client that was let down.
    pub clients: Vec<Count>,
    /// Open steps by the month they are due, where they are too many for a page a year.
    pub months: Vec<Count>,
    /// Open steps of a year or a month, a line each.
    pub lines: Vec<Brief<'a>>,
}

/// When the steps of a page are due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// In a year.
    Year(i16),
    /// In a month.
    Month(i16, i8),
    /// Without a date.
    Never,
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

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let mut pages =
        vec![("prevention/index.html".into(), Subject::All), ("prevention/done.html".into(), Subject::Done)];
    let ledger = Ledger::of(site);
    if is_short(&ledger) {
        return pages;
    }
    for (year, months) in calendar(site, &ledger) {
        let Some(year) = year else {
            pages.push((address(Due::Never), Subject::Steps(Due::Never)));
            continue;
        };
        pages.push((address(Due::Year(year)), Subject::Steps(Due::Year(year))));
        if months.values().sum::<usize>() > MOST {
            let each = months.into_keys().map(|month| Due::Month(year, month));
            pages.extend(each.map(|due| (address(due), Subject::Steps(due))));
        }
    }
    pages
}

fn address(due: Due) -> String {
    match due {
        Due::Year(year) => format!("prevention/{year:04}.html"),
        Due::Month(year, month) => format!("prevention/{year:04}-{month:02}.html"),
        Due::Never => "prevention/no-date.html".to_owned(),
    }
}

/// Whether all open steps stand on the first page.
fn is_short(ledger: &Ledger) -> bool {
    [&ledger.overdue, &ledger.soon, &ledger.later].iter().all(|group| group.len() <= ROWS)
}

/// How many open steps are due in each month of each year; those without a date under no year.
fn calendar(site: &Site, ledger: &Ledger) -> BTreeMap<Option<i16>, BTreeMap<i8, usize>> {
    let mut calendar: BTreeMap<Option<i16>, BTreeMap<i8, usize>> = BTreeMap::new();
    for entry in ledger.all_open() {
        let due = entry.due(site);
        let months = calendar.entry(due.map(|day| day.year())).or_default();
        *months.entry(due.map_or(0, |day| day.month())).or_default() += 1;
    }
    calendar
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let view = match page.subject {
        Subject::Done => done(press),
        Subject::Steps(due) => dated(press, due),
        _ => open(press),
    };
    let above = matches!(page.subject, Subject::Done | Subject::Steps(_));
    let above = above.then(|| ("prevention/index.html".to_owned(), "Prevention"));
    let frame =
        PageFrame::new(press, page, view.heading.clone(), "prevention", above).about(view.lede.clone());
    press.print("prevention.html", frame, view, page, out)
}

/// Open steps that are due in a year or a month.
fn dated<'p>(press: &Press<'p>, due: Due) -> PreventionView<'p> {
    let site = press.site();
    let is_own = |entry: &&Entry| match (entry.due(site), due) {
        (Some(day), Due::Year(year)) => day.year() == year,
        (Some(day), Due::Month(year, month)) => day.year() == year && day.month() == month,
        (None, Due::Never) => true,
        _ => false,
    };
    let entries: Vec<Entry> = press.ledger().all_open().filter(is_own).copied().collect();
    let heading = match due {
        Due::Year(year) => format!("Open steps that are due in {year}"),
        Due::Month(year, month) => format!("Open steps that are due in {} {year}", month_name(month)),
        Due::Never => "Open steps without a date".to_owned(),
    };
    let mut months: BTreeMap<i8, usize> = BTreeMap::new();
    for day in entries.iter().filter_map(|entry| entry.due(site)) {
        *months.entry(day.month()).or_default() += 1;
    }
    let by_month = |year: i16| {
        let each = months.iter().map(|(month, count)| Count {
            text: month_name(*month).into(),
            count: *count,
            href: address(Due::Month(year, *month)),
            current: false,
        });
        each.collect()
    };
    PreventionView {
        heading: heading.into(),
        lede: format!(
            "{}, the one that is due first comes first.",
            show::sentence_start(&show::many(entries.len(), "step"))
        ),
        months: match due {
            Due::Year(year) if entries.len() > MOST => by_month(year),
            _ => Vec::new(),
        },
        lines: entries.iter().take(MOST).filter_map(|entry| line(press, *entry)).collect(),
        other: Link {
            href: "prevention/index.html".into(),
            text: "The most urgent of all".into(),
            outside: false,
        },
        ..PreventionView::default()
    }
}

/// A step in a line.
fn line<'p>(press: &Press<'p>, entry: Entry) -> Option<Brief<'p>> {
    let site = press.site();
    let step = entry.step(site)?;
    let state = show::step_pill(progress(step, site.today)).text;
    let due = step.due.as_ref().map(|due| Text::Owned(format!("due {}", due.day())));
    let owner = step.owner.as_ref().map(|owner| Text::Borrowed(site.shown(&owner.value)));
    let incident = site.get(entry.incident).map(|document| Text::Borrowed(document.title()));
    let known: Vec<Text<'_>> = [Some(state), due, owner, incident].into_iter().flatten().collect();
    Some(Brief {
        title: show::text(&step.step)?,
        href: href(press, entry).into(),
        detail: Some(known.join(" · ").into()),
        ..Brief::default()
    })
}

/// Open steps by year, where the first page does not hold them.
fn years(press: &Press<'_>) -> Vec<Count> {
    let ledger = press.ledger();
    if is_short(ledger) {
        return Vec::new();
    }
    let each = calendar(press.site(), ledger).into_iter().map(|(year, months)| Count {
        text: year.map_or("No date".into(), |year| year.to_string().into()),
        count: months.values().sum(),
        href: address(year.map_or(Due::Never, Due::Year)),
        current: false,
    });
    let mut years: Vec<Count> = each.collect();
    years.sort_by(|a, b| a.href.cmp(&b.href));
    years
}

fn open<'p>(press: &Press<'p>) -> PreventionView<'p> {
    let ledger = press.ledger();
    let overdue = ledger.overdue.len();
    let late = match overdue {
        0 => "none of them overdue".to_owned(),
        1 => "1 of them overdue".to_owned(),
        more => format!("{more} of them overdue"),
    };
    PreventionView {
        heading: "Prevention".into(),
        years: years(press),
        teams: whose::by_name(press, Shelf::Teams),
        clients: whose::by_name(press, Shelf::Clients),
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
        ..PreventionView::default()
    }
}

fn done<'p>(press: &Press<'p>) -> PreventionView<'p> {
    let ledger = press.ledger();
    PreventionView {
        heading: "Prevention that is done".into(),
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
        ..PreventionView::default()
    }
}

fn group<'p>(press: &Press<'p>, words: [&'static str; 3], entries: &[Entry]) -> StepGroup<'p> {
    let [id, heading, empty] = words;
    let left = entries.len().saturating_sub(ROWS);
    StepGroup {
        id,
        heading,
        count: entries.len(),
        rows: entries.iter().take(ROWS).filter_map(|entry| row(press, *entry)).collect(),
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
        age: age(site, entry, step),
        pill: show::step_pill(progress(step, site.today)),
        proof: proof(step),
    })
}

/// How long ago the incident of an open step began.
fn age(site: &Site, entry: Entry, step: &Step) -> Option<String> {
    let Progress::Open { .. } = progress(step, site.today) else { return None };
    let begun = site.get(entry.incident)?.incident()?.date.as_ref()?.day();
    let days = site.today.days_since(begun);
    (days > 0).then(|| format!("{} old", show::count(days, "day")))
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
