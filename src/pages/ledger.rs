//! Prevention steps of the whole record, by how urgent they are.

use crate::date::Day;
use crate::document::incident::Incident;
use crate::document::incident::prevention::{Step, StepStatus};
use crate::document::{Document, Stage, items};
use crate::site::{DocId, Site};

/// Steps of published incidents; drafts, superseded write-ups and drills are not counted.
#[derive(Debug, Default)]
pub struct Ledger {
    /// Open and past their date, the longest first.
    pub overdue: Vec<Entry>,
    /// Open and due within [`SOON`] days, the next first.
    pub soon: Vec<Entry>,
    /// Open and due later or without a date.
    pub later: Vec<Entry>,
    /// Done, and not yet seen to work; the latest first.
    pub done: Vec<Entry>,
    /// Done and seen to work; the latest first.
    pub proven: Vec<Entry>,
    /// Given up, or taken over by another step.
    pub dropped: Vec<Entry>,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Its incident.
    pub incident: DocId,
    /// Its place among the incident's steps, from 0.
    pub number: usize,
}

impl Entry {
    /// The step itself.
    pub fn step(self, site: &Site) -> Option<&Step> {
        let incident = site.get(self.incident)?.incident()?;
        items(&incident.prevention).get(self.number).map(|field| &field.value)
    }

    /// The day by which it is to be done.
    pub fn due(self, site: &Site) -> Option<Day> {
        due(self.step(site)?)
    }
}

/// How far a step has come on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Not begun, or begun where `begun`; past its date by so many days, where it is.
    Open {
        /// Whether work has begun.
        begun: bool,
        /// Days since it was due.
        late: Option<i64>,
    },
    /// Done.
    Done,
    /// Done and seen to work.
    Proven,
    /// Given up.
    Dropped,
    /// Taken over by another step.
    Replaced,
}

/// What "due soon" means, in days.
pub const SOON: i64 = 30;

impl Ledger {
    /// The ledger of a site on its day.
    pub fn of(site: &Site) -> Self {
        let mut ledger = Self::default();
        for &id in &site.index.incidents {
            let counted = site.get(id).filter(|document| is_counted(document));
            let Some(incident) = counted.and_then(Document::incident) else { continue };
            for (number, step) in steps(incident) {
                ledger.put(Entry { incident: id, number }, step, site.today);
            }
        }
        ledger.overdue.sort_by_cached_key(|entry| entry.due(site));
        ledger.soon.sort_by_cached_key(|entry| entry.due(site));
        ledger.later.sort_by_cached_key(|entry| dated_first(entry.due(site)));
        let done_at = |entry: &Entry| entry.step(site).and_then(|step| Some(step.done_at.as_ref()?.day()));
        ledger.done.sort_by_cached_key(|entry| std::cmp::Reverse(done_at(entry)));
        ledger.proven.sort_by_cached_key(|entry| std::cmp::Reverse(done_at(entry)));
        ledger
    }

    /// All open steps, the one that is due first before the others.
    pub fn all_open(&self) -> impl Iterator<Item = &Entry> {
        self.overdue.iter().chain(&self.soon).chain(&self.later)
    }

    /// How many steps are open.
    pub fn open(&self) -> usize {
        self.overdue.len() + self.soon.len() + self.later.len()
    }

    /// How many steps are done, proven ones among them.
    pub fn finished(&self) -> usize {
        self.done.len() + self.proven.len()
    }

    fn put(&mut self, entry: Entry, step: &Step, today: Day) {
        let is_soon = due(step).is_some_and(|day| day.days_since(today) <= SOON);
        let group = match progress(step, today) {
            Progress::Open { late: Some(_), .. } => &mut self.overdue,
            Progress::Open { .. } if is_soon => &mut self.soon,
            Progress::Open { .. } => &mut self.later,
            Progress::Done => &mut self.done,
            Progress::Proven => &mut self.proven,
            Progress::Dropped | Progress::Replaced => &mut self.dropped,
        };
        group.push(entry);
    }
}

/// Whether a document is part of the record.
pub fn is_counted(document: &Document) -> bool {
    let drill = |incident: &Incident| incident.exercise.as_ref().is_some_and(|flag| flag.value);
    document.stage() == Stage::Published && !document.incident().is_some_and(drill)
}

/// The steps of an incident with their places in the list; a reason why there is none is no step.
pub fn steps(incident: &Incident) -> impl Iterator<Item = (usize, &Step)> {
    let all = items(&incident.prevention).iter().map(|field| &field.value).enumerate();
    all.filter(|(_, step)| step.step.is_some())
}

/// How far a step has come.
pub fn progress(step: &Step, today: Day) -> Progress {
    let status = step.status.as_ref().map_or(StepStatus::Open, |status| status.value);
    match status {
        StepStatus::Done if step.verified_at.is_some() => Progress::Proven,
        StepStatus::Done => Progress::Done,
        StepStatus::Dropped => Progress::Dropped,
        StepStatus::Superseded => Progress::Replaced,
        StepStatus::Open | StepStatus::InProgress => Progress::Open {
            begun: status == StepStatus::InProgress,
            late: due(step).map(|day| today.days_since(day)).filter(|days| *days > 0),
        },
    }
}

/// The id of a step: its own, else p1, p2 and so on by its place.
pub fn step_id(step: &Step, number: usize) -> String {
    step.id.as_ref().map_or_else(|| format!("p{}", number + 1), |id| id.0.to_string())
}

/// Sorts what has no day behind what has one.
pub fn dated_first(day: Option<Day>) -> (bool, Option<Day>) {
    (day.is_none(), day)
}

fn due(step: &Step) -> Option<Day> {
    step.due.as_ref().map(|time| time.day())
}
