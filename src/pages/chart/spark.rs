//! The last twelve months in a small drawing with one sentence.

use serde::Serialize;

use crate::date::Day;
use crate::pages::chart::columns;
use crate::pages::figures::case::Case;
use crate::pages::figures::period::{Grain, Period};
use crate::pages::{chart, show};

/// How many months it shows.
const MONTHS: usize = 12;

/// A small drawing, as the component `spark` shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Spark {
    /// What it shows, in a sentence.
    pub finding: String,
    /// The drawing.
    pub svg: String,
}

/// The months up to `today` among some incidents; nothing where there is none at all.
pub fn spark<'a>(cases: impl Iterator<Item = &'a Case>, today: Day) -> Option<Spark> {
    let last = Period::of(today, Grain::Month);
    let months = Period::of(Day::new(0, 1, 1)?, Grain::Month).to(last, MONTHS);
    let mut counts = vec![0usize; months.len()];
    let mut latest: Option<Day> = None;
    for day in cases.filter_map(|case| case.day).filter(|day| *day <= today) {
        latest = latest.max(Some(day));
        let month = Period::of(day, Grain::Month);
        if let Some(count) = months.iter().position(|it| *it == month).and_then(|at| counts.get_mut(at)) {
            *count += 1;
        }
    }
    let finding = sentence(counts.iter().sum(), latest?);
    let most = counts.iter().copied().max().unwrap_or_default();
    let named: Vec<String> = months
        .iter()
        .zip(&counts)
        .filter(|(_, count)| **count > 0)
        .map(|(month, count)| format!("{month}: {count}"))
        .collect();
    let title = if named.is_empty() { finding.clone() } else { format!("{finding} {}.", named.join(", ")) };
    Some(Spark { svg: columns::strip(&title, &counts, most.max(2)), finding })
}

fn sentence(count: usize, latest: Day) -> String {
    let counted = chart::sentence(&show::many(count, "incident"));
    format!("{counted} in the last 12 months; the latest on {latest}.")
}
