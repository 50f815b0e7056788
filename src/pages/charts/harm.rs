//! How long clients were harmed, by service and by client.

use crate::date::Length;
use crate::pages::Press;
use crate::pages::chart::bars::{self, Bar};
use crate::pages::chart::table::{Cell, Table};
use crate::pages::chart::{Chart, Topic};
use crate::pages::figures::FEW;
use crate::pages::figures::harm::{Harm, by_name};
use crate::registry::Shelf;

pub(super) const SERVICES: Topic =
    Topic { name: "harm-by-service", label: "Time of harm by service", question: "Where do we hurt?" };
pub(super) const CLIENTS: Topic =
    Topic { name: "harm-by-client", label: "Time of harm by client", question: "Whom do we hurt?" };

/// Most names that are drawn; in the table, the others are summed up.
const MOST: usize = 6;

pub(super) fn by_service<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&SERVICES);
    drawn(press, chart, Shelf::Services, "Service", "The other services")
}

pub(super) fn by_client<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&CLIENTS);
    drawn(press, chart, Shelf::Clients, "Client", "The other clients")
}

fn drawn<'p>(
    press: &Press<'p>,
    chart: Chart<'p>,
    shelf: Shelf,
    noun: &'static str,
    others: &'static str,
) -> Chart<'p> {
    let all = by_name(press.site(), press.figures(), shelf);
    let known = press.figures().cases().iter().filter(|case| case.harm.is_some()).count();
    if known < FEW || all.is_empty() {
        let hint = "It is measured from `times.started` to `times.fixed`.";
        return chart.too_few(known, "incident with its length", hint);
    }
    let sum: i64 = all.iter().map(|harm| harm.seconds).sum();
    let lines = lines(&all, others);
    let finding = all.first().map_or_else(String::new, |most| {
        format!("{}: {} of {} in all", most.name.shown(), Length(most.seconds), Length(sum))
    });
    let row = |(label, seconds, known, all): &(&'p str, i64, usize, usize)| {
        vec![Cell::text(*label), Cell::Length(*seconds), Cell::count(*known), Cell::count(*all)]
    };
    let table = lines.iter().map(row).collect();
    let bar = |(label, seconds, ..): &(&'p str, i64, usize, usize)| Bar {
        label: (*label).into(),
        parts: vec![("doing", *seconds)],
        value: Length(*seconds).to_string(),
    };
    Chart {
        finding: format!("Longest: {finding}"),
        // The sum of the others would make the rest too short to be compared.
        rows: bars::rows(lines.iter().take(MOST).map(bar).collect()),
        note: Some(note(all.len())),
        table: Table::new([noun, "Time of harm", "Incidents measured", "Incidents"], table),
        ..chart
    }
}

fn note(names: usize) -> String {
    let some = if names > MOST { format!("The {MOST} longest of {names}. ") } else { String::new() };
    format!("{some}From the beginning to the fix. An incident of two counts for both.")
}

/// Name, seconds, measured and all incidents: the most, and the rest in one line.
fn lines<'p>(all: &[Harm<'p>], others: &'static str) -> Vec<(&'p str, i64, usize, usize)> {
    let (most, rest) = all.split_at_checked(MOST).unwrap_or((all, &[]));
    let mut lines: Vec<_> =
        most.iter().map(|harm| (harm.name.shown(), harm.seconds, harm.known, harm.all)).collect();
    if !rest.is_empty() {
        let sums = rest.iter().fold((0, 0, 0), |(seconds, known, all), harm| {
            (seconds + harm.seconds, known + harm.known, all + harm.all)
        });
        lines.push((others, sums.0, sums.1, sums.2));
    }
    lines
}
