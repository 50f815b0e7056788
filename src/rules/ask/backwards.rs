//! Entries of a body's Timeline that are earlier than the one above them.

use crate::date::{Day, Length, Time, Zone};
use crate::diagnostic::{Edit, Fix, Place};
use crate::document::body::{Body, Edge, Kind, Node};
use crate::document::incident::Incident;
use crate::document::timeline::Entry;
use crate::fix::lines;
use crate::rule::{Case, Finding};
use crate::source::Span;

/// An entry of the Timeline, with the day it must belong to.
struct Dated {
    span: Span,
    at: Time,
}

/// What is the wrong way round; a list that runs from the newest to the oldest is told once.
pub(in crate::rules) fn in_timeline(incident: &Incident, case: &Case<'_>, zone: &Zone) -> Vec<Finding> {
    let timeline = case.document.body.timeline().entries.as_slice();
    let entries = dated(incident, timeline, zone);
    let pairs = || entries.iter().zip(entries.iter().skip(1));
    let wrong: Vec<(&Dated, &Dated)> =
        pairs().filter(|(first, second)| second.at.is_before(first.at, zone)).collect();
    let mut fix = if wrong.is_empty() { None } else { sorted(incident, case, zone, timeline) };
    if wrong.len() > 1 && wrong.len() == pairs().count() {
        let reversed = wrong.first().map(|(_, second)| {
            Finding::at(second.span, "the Timeline runs from the newest entry to the oldest")
                .help("put the oldest entry first")
        });
        return reversed.into_iter().map(|finding| Finding { fix: fix.take(), ..finding }).collect();
    }
    // One fix puts all of them in order, and holds as much text as they do: the first finding has it.
    let told = |(first, second)| Finding { fix: fix.take(), ..told(first, second, case) };
    wrong.into_iter().map(told).collect()
}

fn told(first: &Dated, second: &Dated, case: &Case<'_>) -> Finding {
    let text = case.text();
    let message =
        format!("`{}` stands below `{}`, which is later", second.span.of(text), first.span.of(text));
    let place = Place { file: case.document.file, span: first.span };
    Finding::at(second.span, message)
        .help("put the entries in the order of their times; if this one is of another day, write the day")
        .also(place, "the entry above")
}

/// Puts the entries of one list or table in the order of their times. Not where something stands among them that is
/// no entry, and not where an entry without a date would come to mean another day.
fn sorted(incident: &Incident, case: &Case<'_>, zone: &Zone, entries: &[Entry]) -> Option<Fix> {
    let units = units(&case.document.body, case.text(), entries)?;
    let moments = |entries: &[Entry]| -> Vec<Option<i64>> {
        let dated = dated(incident, entries, zone);
        dated.iter().map(|dated| dated.at.instant(zone).map(|at| at.unix())).collect()
    };
    let times = moments(entries);
    if times.len() != entries.len() {
        return None;
    }
    let mut order: Vec<(Option<i64>, Entry, Span)> = times
        .into_iter()
        .zip(entries.iter().copied())
        .zip(units.iter().copied())
        .map(|((time, entry), unit)| (time, entry, unit))
        .collect();
    order.sort_by_key(|(time, ..)| *time);
    let (times, entries): (Vec<_>, Vec<Entry>) = order.iter().map(|(time, entry, _)| (*time, *entry)).unzip();
    if moments(&entries) != times {
        return None;
    }
    let places = units.iter().zip(order.iter().map(|(.., unit)| unit));
    let moved = places.filter(|(place, unit)| place != unit);
    let edits = moved.map(|(place, unit)| Edit::replace(*place, unit.of(case.text()))).collect();
    Some(Fix::assuming("put the entries in the order of their times", edits))
}

/// The list items or table rows of some entries, where they are all that one list or table has.
fn units(body: &Body, text: &str, entries: &[Entry]) -> Option<Vec<Span>> {
    let mut open: Vec<(usize, Node)> = Vec::new();
    // Items and rows, each with the number of what it stands in.
    let mut all: Vec<(usize, Node, Span)> = Vec::new();
    for (at, node) in body.nodes().iter().enumerate() {
        match node.edge {
            Edge::Start => {
                if matches!(node.kind, Kind::Item | Kind::TableRow)
                    && let Some((parent, holder)) = open.last()
                {
                    let length = node.span.of(text).trim_end().len();
                    let start = node.span.range().start;
                    all.push((*parent, *holder, Span::new(start, start + length)));
                }
                open.push((at, *node));
            }
            Edge::End => {
                open.pop();
            }
            Edge::Leaf => {}
        }
    }
    let holds = |span: &Span, at: Span| span.start <= at.start && at.end <= span.end;
    let unit = |entry: &Entry| {
        let behind = all.partition_point(|(.., span)| span.start <= entry.at.start);
        all.iter().take(behind).rev().find(|(.., span)| holds(span, entry.at)).copied()
    };
    let units: Vec<(usize, Node, Span)> = entries.iter().filter_map(unit).collect();
    let (parent, holder, first) = units.first().copied()?;
    let siblings = all.iter().filter(|(other, ..)| *other == parent).count();
    let column = |span: Span| span.range().start - lines::start(text, span.range().start);
    let is_whole = siblings == entries.len() && units.len() == entries.len();
    let is_one = units.iter().all(|(other, _, span)| *other == parent && column(*span) == column(first));
    let is_ascending = units.iter().zip(units.iter().skip(1)).all(|(a, b)| a.2.end <= b.2.start);
    let is_numbered = body.list_start(&holder).is_some() && holder.kind == Kind::List;
    (is_whole && is_one && is_ascending && !is_numbered)
        .then(|| units.iter().map(|(.., span)| *span).collect())
}

/// Gives every entry a day: the one that is written, else that of the entry above, and the day after where that
/// would go back by more than half a day.
fn dated(incident: &Incident, entries: &[Entry], zone: &Zone) -> Vec<Dated> {
    let mut day = incident.date.as_ref().map(|date| date.day());
    let mut above: Option<Time> = None;
    let mut dated = Vec::with_capacity(entries.len());
    for entry in entries {
        let written = entry.date.and_then(|(year, month, day)| {
            Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
        });
        let Some(guess) = written.or(day) else { continue };
        let Some(mut at) = moment(entry, guess) else { continue };
        let back = above.and_then(|above| at.until(above, zone)).unwrap_or(Length(0));
        if written.is_none()
            && back > HALF_A_DAY
            && let Some(next) = moment(entry, guess.plus_days(1))
        {
            at = next;
        }
        day = Some(at.day());
        above = Some(at);
        dated.push(Dated { span: entry.at, at });
    }
    dated
}

const HALF_A_DAY: Length = Length(12 * 60 * 60);

fn moment(entry: &Entry, day: Day) -> Option<Time> {
    let (hour, minute) = entry.time;
    let offset = entry.offset.map(i32::from);
    Time::from_parts(day, i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, offset)
}
