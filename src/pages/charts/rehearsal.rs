//! Which playbooks can be trusted: days since each was walked through.

use crate::document::playbook::{Playbook, PlaybookStatus};
use crate::document::{Document, items};
use crate::pages::chart::bars::{self, Bar};
use crate::pages::chart::table::{Cell, Table};
use crate::pages::chart::{Chart, Key, Topic};
use crate::pages::charts::share;
use crate::pages::playbook::rehearsal as state;
use crate::pages::{Press, show};

pub(super) const REHEARSAL: Topic =
    Topic { name: "rehearsal", label: "Days since a rehearsal", question: "Which playbooks can be trusted?" };

/// Most playbooks that are drawn and tabled, those that wait longest.
const MOST: usize = 6;

/// A playbook in use: its title, days since its last walk-through, whether the next one is late.
struct Line<'p> {
    title: &'p str,
    days: Option<i64>,
    is_late: bool,
}

pub(super) fn rehearsal<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&REHEARSAL);
    let site = press.site();
    let mut lines: Vec<Line<'p>> =
        site.index.playbooks.iter().filter_map(|id| line(press, site.get(*id)?)).collect();
    if lines.is_empty() {
        return chart.without("No playbook is in use yet. `amends new playbook` starts one.");
    }
    let (count, late) = (lines.len(), lines.iter().filter(|line| line.is_late).count());
    lines.sort_by_key(|line| std::cmp::Reverse(line.days.map_or((1, 0), |days| (0, days))));
    lines.truncate(MOST);
    let longest = lines.iter().filter_map(|line| line.days).max().unwrap_or(1);
    let value = |line: &Line<'_>| {
        let days = line.days.map_or_else(|| "never".to_owned(), |days| show::count(days, "day"));
        if line.is_late { format!("{days}, due again") } else { days }
    };
    let bar = |line: &Line<'p>| Bar {
        label: line.title.into(),
        parts: vec![(if line.is_late { "late" } else { "done" }, line.days.unwrap_or(longest))],
        value: value(line),
    };
    let row = |line: &Line<'p>| {
        let days = line.days.map_or(Cell::None("never"), Cell::Number);
        vec![Cell::text(line.title), days, Cell::text(if line.is_late { "yes" } else { "no" })]
    };
    Chart {
        finding: match late {
            0 => format!("All {} were walked through in time", show::many(count, "playbook")),
            late => format!("{} playbooks wait for a rehearsal", share(late, count)),
        },
        rows: bars::rows(lines.iter().map(bar).collect()),
        key: vec![Key::new("done", "in time"), Key::new("late", "due again")],
        note: (count > MOST).then(|| format!("The {MOST} that have waited longest.")),
        table: Table::new(["Playbook", "Days", "Due again"], lines.iter().map(row).collect()),
        ..chart
    }
}

fn line<'p>(press: &Press<'p>, document: &'p Document) -> Option<Line<'p>> {
    let playbook = document.playbook()?;
    playbook.status.as_ref().filter(|status| status.value == PlaybookStatus::Active)?;
    let today = press.site().today;
    let (_, is_late) = state(playbook, today)?;
    let days = last(playbook).map(|last| today.days_since(last).max(0));
    Some(Line { title: document.title(), days, is_late })
}

fn last(playbook: &Playbook) -> Option<crate::date::Day> {
    let exercises = items(&playbook.exercises).iter().filter_map(|exercise| exercise.at.as_ref());
    exercises.chain(playbook.reviewed_at.as_ref()).map(|time| time.day()).max()
}
