//! The figures of the record: what pages, charts and files say in numbers is counted here, once.
//!
//! Drafts, write-ups in review, drills and what was merged into another count nowhere, and nothing is counted by
//! person.

pub mod case;
pub mod harm;
pub mod period;
pub mod spread;
pub mod steps;

use std::collections::BTreeMap;

use crate::date::Day;
use crate::pages::figures::case::{Case, Clock};
use crate::pages::figures::spread::Spread;
use crate::pages::figures::steps::StepFigures;
use crate::pages::ledger::{Ledger, is_counted};
use crate::site::{DocId, Site};

/// The fewest values that are summed up: of fewer, a median tells about single incidents.
pub const FEW: usize = 5;

/// What is counted, of the whole record.
#[derive(Debug, Default)]
pub struct Figures {
    /// Every counted incident, the oldest first.
    cases: Vec<Case>,
    /// Where an incident stands among them.
    places: BTreeMap<DocId, usize>,
    /// Prevention steps.
    pub steps: StepFigures,
}

impl Figures {
    /// The figures of a site on its day.
    pub fn of(site: &Site, ledger: &Ledger) -> Self {
        let counted = site.index.incidents.iter().rev().filter_map(|&id| {
            let document = site.get(id).filter(|document| is_counted(document))?;
            Some((id, document.incident()?))
        });
        let mut figures = Self { steps: StepFigures::of(site, ledger), ..Self::default() };
        for (id, incident) in counted {
            figures.places.insert(id, figures.cases.len());
            figures.cases.push(Case::of(site, id, incident));
        }
        figures
    }

    /// Every counted incident, the oldest first.
    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// The counted among some incidents, in the order of `ids`.
    pub fn among<'a>(&'a self, ids: &'a [DocId]) -> impl Iterator<Item = &'a Case> {
        ids.iter().filter_map(|id| self.cases.get(*self.places.get(id)?))
    }

    /// The first day of the record that is not after `today`.
    pub fn first_day(&self, today: Day) -> Option<Day> {
        self.cases.iter().filter_map(|case| case.day).find(|day| *day <= today)
    }
}

/// What is known of a clock among some incidents; nothing where fewer than [`FEW`] have recorded it.
pub fn spread<'a>(cases: impl Iterator<Item = &'a Case>, clock: Clock) -> Result<Spread, usize> {
    let lengths: Vec<i64> = cases.filter_map(|case| case.clock(clock)).map(|length| length.0).collect();
    let known = lengths.len();
    Spread::of(lengths).ok_or(known)
}

/// How many incidents came back although an earlier one had a step that was done.
pub fn returned<'a>(cases: impl Iterator<Item = &'a Case>) -> usize {
    cases.filter(|case| case.returned).count()
}
