//! Prevention steps in numbers.

use crate::document::incident::prevention::Strength;
use crate::pages::ledger::{Entry, Ledger};
use crate::site::Site;

/// Prevention steps of the record: how far they are, how strong, and how old those are that are open.
#[derive(Debug, Clone, Default)]
pub struct StepFigures {
    /// Open and not past their date.
    pub open: usize,
    /// Open and past their date.
    pub overdue: usize,
    /// Done, and not yet seen to work.
    pub done: usize,
    /// Done and seen to work.
    pub proven: usize,
    /// Given up, or taken over by another step.
    pub dropped: usize,
    /// For each strength, then for steps that say none: open, done, proven. What was given up is left out.
    pub by_strength: [[usize; 3]; 4],
    /// Days since the incidents of the open steps began, the fewest first.
    pub ages: Vec<i64>,
}

impl StepFigures {
    /// Counts the steps of a ledger.
    pub fn of(site: &Site, ledger: &Ledger) -> Self {
        let mut figures = Self {
            open: ledger.soon.len() + ledger.later.len(),
            overdue: ledger.overdue.len(),
            done: ledger.done.len(),
            proven: ledger.proven.len(),
            dropped: ledger.dropped.len(),
            ..Self::default()
        };
        let open = || ledger.overdue.iter().chain(&ledger.soon).chain(&ledger.later);
        open().for_each(|entry| figures.weigh(site, *entry, 0));
        ledger.done.iter().for_each(|entry| figures.weigh(site, *entry, 1));
        ledger.proven.iter().for_each(|entry| figures.weigh(site, *entry, 2));
        let age = |entry: &Entry| {
            let day = site.get(entry.incident)?.incident()?.date.as_ref()?.day();
            Some(site.today.days_since(day)).filter(|days| *days >= 0)
        };
        figures.ages = open().filter_map(age).collect();
        figures.ages.sort_unstable();
        figures
    }

    /// All that were not given up.
    pub fn all(&self) -> usize {
        self.open + self.overdue + self.done + self.proven
    }

    fn weigh(&mut self, site: &Site, entry: Entry, state: usize) {
        let kind = entry.step(site).and_then(|step| step.kind.as_ref()).map(|kind| kind.value);
        let row = match kind {
            Some(Strength::Strong) => 0,
            Some(Strength::Intermediate) => 1,
            Some(Strength::Weak) => 2,
            None => 3,
        };
        if let Some(count) = self.by_strength.get_mut(row).and_then(|row| row.get_mut(state)) {
            *count += 1;
        }
    }
}
