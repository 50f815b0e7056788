//! How long things take once an incident is noticed: as they are spread, never as a mean.

use crate::date::Length;
use crate::pages::Press;
use crate::pages::chart::dots::{self, Column, SINGLE};
use crate::pages::chart::table::{Cell, Table};
use crate::pages::chart::{Chart, Key, Topic};
use crate::pages::figures::case::Clock;
use crate::pages::figures::period::{Grain, Period};
use crate::pages::figures::spread::Spread;
use crate::pages::figures::{FEW, spread};
use crate::pages::parts::Fact;
use crate::site::DocId;

pub(super) const RESPONSE: Topic = Topic {
    name: "response",
    label: "Time to the first response",
    question: "How long does it take us to answer, or to begin to act, once an incident is noticed?",
};
pub(super) const TOLD: Topic = Topic {
    name: "told",
    label: "Time to telling the client",
    question: "How long does it take until the client hears it from us, once an incident is noticed?",
};
pub(super) const FIX: Topic = Topic {
    name: "fix",
    label: "Time to the fix",
    question: "How long does it take until things work again, once an incident is noticed?",
};

/// Most periods that a drawing has.
const MOST: usize = 8;

pub(super) fn response<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&RESPONSE);
    drawn(press, chart, Clock::Response, "first responses came", "`times.first_response`")
}

pub(super) fn told<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&TOLD);
    drawn(press, chart, Clock::Told, "clients were told", "`times.client_told`")
}

pub(super) fn fix<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&FIX);
    drawn(press, chart, Clock::Fix, "fixes came", "`times.fixed`")
}

fn drawn<'p>(press: &Press<'p>, chart: Chart<'p>, clock: Clock, noun: &str, field: &str) -> Chart<'p> {
    let today = press.site().today;
    let cases = press.figures().cases();
    let measured = cases.iter().filter_map(|case| {
        let day = case.day.filter(|day| *day <= today)?;
        Some((day, case.clock(clock)?.0))
    });
    let measured: Vec<_> = measured.collect();
    let grain = grain(&measured, Period::of(today, Grain::Quarter));
    let columns = columns(&measured, grain, Period::of(today, grain));
    let shown: Vec<i64> = columns.iter().flat_map(|column| column.values.iter().copied()).collect();
    let known = shown.len();
    let Some(all) = Spread::of(shown) else {
        let hint = format!("It is measured from `times.detected` to {field}.");
        return chart.too_few(known, "measured time", &hint);
    };
    let finding = finding(&all, &columns, noun);
    Chart {
        svg: dots::plot(&finding, &columns),
        key: key(&columns),
        note: Some(note(&all, grain)),
        table: table(&columns, grain),
        finding,
        ..chart
    }
}

/// Quarters where most of them have enough values for a median, else years.
fn grain(measured: &[(crate::date::Day, i64)], last: Period) -> Grain {
    let quarters = columns(measured, Grain::Quarter, last);
    let enough = quarters.iter().filter(|column| column.values.len() >= FEW).count();
    let some = quarters.iter().filter(|column| !column.values.is_empty()).count();
    if enough * 2 > some { Grain::Quarter } else { Grain::Year }
}

fn columns(measured: &[(crate::date::Day, i64)], grain: Grain, last: Period) -> Vec<Column> {
    let first = measured.iter().map(|(day, _)| Period::of(*day, grain)).min().unwrap_or(last);
    let periods = first.to(last, MOST).into_iter();
    let column = |period| {
        let mut values: Vec<i64> = measured
            .iter()
            .filter(|(day, _)| Period::of(*day, grain) == period)
            .map(|(_, seconds)| *seconds)
            .collect();
        values.sort_unstable();
        Column { period, values }
    };
    periods.map(column).collect()
}

/// The median of all, and that of the last two periods that have one.
fn finding(all: &Spread, columns: &[Column], noun: &str) -> String {
    let medians: Vec<(Period, i64)> =
        columns.iter().filter_map(|it| Some((it.period, it.spread()?.median()))).collect();
    let half = format!("Half of the {noun} within {} (n = {})", Length(all.median()), all.count());
    match medians.as_slice() {
        [.., (before, then), (last, now)] => {
            format!("{half}; in {last} within {}, in {before} within {}", Length(*now), Length(*then))
        }
        _ => half,
    }
}

fn key(columns: &[Column]) -> Vec<Key> {
    let is_there = |wanted| columns.iter().any(|it| !it.values.is_empty() && it.is_range() == wanted);
    let mut key = Vec::new();
    if is_there(false) {
        key.push(Key::new("dot", "one incident"));
    }
    if is_there(true) {
        key.push(Key::new("half", "the middle half of the incidents"));
        key.push(Key::new("most", "eight of ten"));
    }
    if columns.iter().any(|column| column.spread().is_some()) {
        key.push(Key::new("middle", format!("median, from {FEW} incidents on")));
    }
    key
}

fn note(all: &Spread, grain: Grain) -> String {
    let word = grain.word();
    let mut note = format!(
        "At most {MOST} {word}s. All steps of the scale are equally high, for minutes as for days. Above {SINGLE} \
         incidents in a {word}, a range is drawn instead of dots."
    );
    if all.most() > 2_592_000 {
        note.push_str(" What took longer than 30 days is drawn at the upper edge.");
    }
    note
}

fn table<'p>(columns: &[Column], grain: Grain) -> Table<'p> {
    let row = |column: &Column| {
        let spread = column.spread();
        let cell = |value: fn(&Spread) -> i64| {
            spread.as_ref().map_or(Cell::None("too few"), |spread| Cell::Length(value(spread)))
        };
        vec![
            Cell::text(column.period.to_string()),
            Cell::count(column.values.len()),
            cell(Spread::median),
            cell(|spread| spread.hundredth(75)),
            cell(|spread| spread.hundredth(90)),
        ]
    };
    let first = crate::pages::chart::sentence(grain.word());
    let head = [first.as_str(), "n", "Half within", "Three quarters within", "Nine of ten within"];
    Table::new(head.map(str::to_owned), columns.iter().map(row).collect())
}

/// The three clocks among some incidents: of each the median with its number, or that there are too few.
pub fn facts(press: &Press<'_>, ids: &[DocId]) -> Vec<Fact<'static>> {
    let said = |clock: Clock| {
        let text = match spread(press.figures().among(ids), clock) {
            Ok(spread) => format!("half within {} (n = {})", Length(spread.median()), spread.count()),
            Err(known) => format!("too few (n = {known})"),
        };
        Fact::text(clock.label(), Some(text))
    };
    Clock::ALL.into_iter().map(said).collect()
}
