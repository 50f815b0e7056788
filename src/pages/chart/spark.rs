//! The last 365 days, month by month, in a small drawing with one sentence.

use serde::Serialize;

use crate::date::Day;
use crate::pages::chart::columns;
use crate::pages::figures::case::Case;
use crate::pages::figures::period::{Grain, Period};
use crate::pages::{Press, chart, show};
use crate::site::DocId;

/// How many months 365 days lie in.
const MONTHS: usize = 13;

/// How many days are lately, here and where incidents are counted over time.
pub const LATELY: i64 = 365;

/// A small drawing, as the component `spark` shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Spark {
    /// What it shows, in a sentence.
    pub finding: String,
    /// The drawing.
    pub svg: String,
}

/// The drawing for a page about some incidents.
pub fn of(press: &Press<'_>, ids: &[DocId]) -> Option<Spark> {
    spark(press.figures().among(ids), press.site().today)
}

/// The 365 days up to `today`, by month, among some incidents; nothing where there is none at all.
pub fn spark<'a>(cases: impl Iterator<Item = &'a Case>, today: Day) -> Option<Spark> {
    let last = Period::of(today, Grain::Month);
    let first = Period::of(today.plus_days(1 - LATELY), Grain::Month);
    let months = first.to(last, MONTHS);
    let mut counts = vec![0usize; months.len()];
    let mut latest: Option<Day> = None;
    for day in cases.filter_map(|case| case.day).filter(|day| *day <= today) {
        latest = latest.max(Some(day));
        if today.days_since(day) >= LATELY {
            continue;
        }
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
    format!("{counted} in the last 365 days; the latest on {latest}.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::How;
    use crate::pages::figures::Figures;
    use crate::pages::ledger::Ledger;
    use crate::pipeline::{Settings, judged, site};
    use crate::source::Sources;

    #[test]
    fn each_month_of_the_last_365_days_is_there() {
        let write_up =
            |date: &str| format!("---\ntitle: X\ndate: {date}\nstatus: published\nwhat_went_wrong: X\n---\n");
        let dates = ["2025-11-22", "2025-11-30", "2025-12-01", "2026-11-22", "2026-11-01", "2026-12-01"];
        let files: Vec<(String, String)> =
            dates.iter().map(|date| (format!("content/incidents/{date}-x.md"), write_up(date))).collect();
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let today = Day::parse("2026-11-22").unwrap();
        let site = site(Settings::read(""), Sources::from_texts(texts), today);
        let checked = judged(site, &How::default());
        let figures = Figures::of(checked.site(), &Ledger::of(checked.site()));
        let drawn = spark(figures.cases().iter(), today).unwrap();
        assert_eq!(drawn.finding, "4 incidents in the last 365 days; the latest on 2026-11-22.");
        assert!(drawn.svg.contains(" 2025-11: 1, 2025-12: 1, 2026-11: 2.</title>"), "{}", drawn.svg);
        // Three columns, and ten months of nothing.
        assert_eq!([drawn.svg.matches(" 100V").count(), drawn.svg.matches(" 98h").count()], [3, 10]);
    }
}
