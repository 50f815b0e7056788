//! Prevention steps: how far, how strong, how old.

use crate::pages::chart::bars::{self, Bar, as_units};
use crate::pages::chart::table::{Cell, Table};
use crate::pages::chart::{Chart, Key, Topic};
use crate::pages::charts::share;
use crate::pages::figures::FEW;
use crate::pages::{Press, show};

pub(super) const STATE: Topic =
    Topic { name: "prevention", label: "Prevention steps", question: "Do we do what we said we would do?" };
pub(super) const STRENGTH: Topic = Topic {
    name: "strength",
    label: "Prevention by strength",
    question: "Do our steps work by themselves, or by memory?",
};
pub(super) const AGE: Topic =
    Topic { name: "age", label: "Age of open steps", question: "What is left lying?" };

const HINT: &str = "Steps are written under `prevention`.";

pub(super) fn state<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&STATE);
    let steps = &press.figures().steps;
    if steps.all() < FEW {
        return chart.too_few(steps.all(), "step", HINT);
    }
    let rows = [
        ("Open, in time", "doing", steps.open),
        ("Overdue", "late", steps.overdue),
        ("Done", "done", steps.done),
        ("Proven", "proven", steps.proven),
        ("Dropped or taken over", "dropped", steps.dropped),
    ];
    let overdue = match steps.overdue {
        0 => "none is overdue".to_owned(),
        count => format!("{count} overdue"),
    };
    let finished = steps.done + steps.proven;
    let table = rows.map(|(label, _, count)| vec![Cell::text(label), Cell::count(count)]);
    Chart {
        finding: format!(
            "{} steps are done, {} of them seen to work; {overdue}",
            share(finished, steps.all()),
            steps.proven
        ),
        rows: bars::rows(rows.map(|(label, class, count)| Bar::new(label, class, count)).into()),
        note: Some("Done: something shows that it exists. Proven: it was seen to work.".to_owned()),
        table: Table::new(["Steps", "Number"], table.into()),
        ..chart
    }
}

pub(super) fn strength<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&STRENGTH);
    let steps = &press.figures().steps;
    let [strong, intermediate, weak, unsaid] = steps.by_strength;
    let known: usize = [strong, intermediate, weak].iter().flatten().sum();
    if known < FEW {
        return chart.too_few(known, "step that says its strength", "It is written under `kind`.");
    }
    let named = [
        ("Strong: nobody has to remember", strong),
        ("Intermediate: memory gets help", intermediate),
        ("Weak: somebody has to remember", weak),
        ("Not said", unsaid),
    ];
    let used =
        || named.iter().filter(|(label, counts)| *label != "Not said" || counts.iter().any(|it| *it > 0));
    let bar = |(label, [open, done, proven]): &(&'static str, [usize; 3])| Bar {
        label: (*label).into(),
        parts: vec![("doing", as_units(*open)), ("done", as_units(*done)), ("proven", as_units(*proven))],
        value: (open + done + proven).to_string(),
    };
    let row = |(label, counts): &(&'static str, [usize; 3])| {
        let sum = Cell::count(counts.iter().sum());
        let counts = counts.iter().map(|count| Cell::count(*count));
        std::iter::once(Cell::text(*label)).chain(counts).chain([sum]).collect()
    };
    let finding =
        format!("{} steps are strong: nobody has to remember them", share(strong.iter().sum(), known));
    Chart {
        finding,
        rows: bars::rows(used().map(bar).collect()),
        key: vec![Key::new("doing", "open"), Key::new("done", "done"), Key::new("proven", "proven")],
        note: Some("What was dropped or taken over is left out.".to_owned()),
        table: Table::new(["Strength", "Open", "Done", "Proven", "All"], used().map(row).collect()),
        ..chart
    }
}

/// Ages in days: from, up to, name.
const AGES: [(i64, i64, &str); 5] = [
    (0, 30, "Under 30 days"),
    (30, 90, "30 to 89 days"),
    (90, 180, "90 to 179 days"),
    (180, 365, "180 to 364 days"),
    (365, i64::MAX, "365 days and more"),
];

pub(super) fn age<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&AGE);
    let ages = &press.figures().steps.ages;
    let Some(oldest) = ages.last() else {
        return chart.without("No prevention step is open.");
    };
    if ages.len() < FEW {
        return chart.too_few(ages.len(), "open step", "With so few, the list of open steps says more.");
    }
    let count = |from: i64, to: i64| ages.iter().filter(|age| (from..to).contains(*age)).count();
    let class = |from: i64| if from >= 365 { "late" } else { "doing" };
    let bars = AGES.map(|(from, to, label)| Bar::new(label, class(from), count(from, to)));
    let rows = AGES.map(|(from, to, label)| vec![Cell::text(label), Cell::count(count(from, to))]);
    let old = count(180, i64::MAX);
    let finding = format!(
        "{} open steps belong to incidents of 180 days ago or more; the oldest is {} old",
        share(old, ages.len()),
        show::count(*oldest, "day")
    );
    Chart {
        finding,
        rows: bars::rows(bars.into()),
        note: Some("Days since the incident of the step began.".to_owned()),
        table: Table::new(["Age", "Open steps"], rows.into()),
        ..chart
    }
}
