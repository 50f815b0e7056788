//! Entries of a body's Timeline that are earlier than the one above them.

use crate::date::{Day, Length, Time, Zone};
use crate::diagnostic::Place;
use crate::document::incident::Incident;
use crate::document::timeline::Entry;
use crate::rule::{Case, Finding};
use crate::source::Span;

/// An entry of the Timeline, with the day it must belong to.
struct Dated {
    span: Span,
    at: Time,
}

/// What is the wrong way round; a list that runs from the newest to the oldest is told once.
pub(super) fn in_timeline(incident: &Incident, case: &Case<'_>, zone: &Zone) -> Vec<Finding> {
    let entries = dated(incident, &case.document.body.timeline(case.text()).entries, zone);
    let pairs = || entries.iter().zip(entries.iter().skip(1));
    let wrong: Vec<(&Dated, &Dated)> =
        pairs().filter(|(first, second)| second.at.is_before(first.at, zone)).collect();
    if wrong.len() > 1 && wrong.len() == pairs().count() {
        let reversed = wrong.first().map(|(_, second)| {
            Finding::at(second.span, "the Timeline runs from the newest entry to the oldest")
                .help("put the oldest entry first")
        });
        return reversed.into_iter().collect();
    }
    wrong.into_iter().map(|(first, second)| told(first, second, case)).collect()
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
