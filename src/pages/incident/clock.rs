//! The recorded times of an incident, and how long it took from one to the next.

use crate::date::{Instant, Length, Time, Zone};
use crate::document::incident::Incident;
use crate::document::incident::clock::Times;
use crate::pages::incident::view::{Clock, Event, Phase};
use crate::pages::show;
use crate::site::Site;
use crate::tree::decode::Field;

/// Silence that is worth a word.
const GAP: Length = Length(3_600);

/// The clock of an incident; nothing where no time is recorded.
pub(super) fn clock<'a>(site: &'a Site, incident: &'a Incident) -> Option<Clock<'a>> {
    let times = incident.times.as_ref()?;
    let zone = site.zone(incident);
    let phases = phases(times, &zone);
    let events = events(times, &zone);
    let withheld = times.client_told.as_ref().and_then(|told| show::text(&told.withheld));
    let sentence = sentence(&phases);
    (!events.is_empty() || withheld.is_some()).then_some(Clock { sentence, phases, events, withheld })
}

fn events(times: &Times, zone: &Zone) -> Vec<Event<'static>> {
    let told = times.client_told.as_ref().and_then(|told| told.at.as_ref());
    let all = [
        (&times.started, "ph1", "It began"),
        (&times.detected, "ph1", "It was noticed"),
        (&times.first_response, "", "We answered, or began to act"),
        (&times.facts_gathered, "ph2", "The facts were together"),
        (&told.cloned(), "", "The client was told"),
        (&times.mitigated, "ph3", "Its effect was made smaller"),
        (&times.fixed, "ph4", "It worked again"),
        (&times.reported_back, "", "The client was told that it works again"),
        (&times.closed, "", "Nothing was open any more"),
    ];
    let mut known: Vec<(Time, &'static str, &'static str)> =
        all.into_iter().filter_map(|(time, class, text)| Some((time.as_ref()?.value, class, text))).collect();
    known.sort_by_key(|(time, ..)| time.start(zone));
    let started = times.started.as_ref().map(|time| time.value);
    let mut before: Option<Time> = None;
    let event = |(time, class, text): (Time, &'static str, &'static str)| {
        let since = |from: Option<Time>| from.and_then(|from| from.until(time, zone));
        let gap = since(before.replace(time)).filter(|length| *length > GAP);
        let after = since(started).filter(|length| length.0 > 0);
        Event {
            class,
            gap: gap.map(|length| format!("{length} without an entry")),
            at: show::moment(time, zone),
            text: text.into(),
            after: after.map(|length| format!("after {length}")),
        }
    };
    known.into_iter().map(event).collect()
}

/// The parts of the bar, each named after its end. Times that are out of order are left out.
fn phases(times: &Times, zone: &Zone) -> Vec<Phase> {
    let at = |field: &Option<Field<Time>>| field.as_ref().and_then(|time| time.instant(zone));
    let ends = [
        (at(&times.detected), "ph1", "Until it was noticed"),
        (at(&times.facts_gathered), "ph2", "Until the facts were together"),
        (at(&times.mitigated), "ph3", "Until it hurt less"),
        (at(&times.fixed), "ph4", "Until it worked again"),
    ];
    let mut last: Option<Instant> = at(&times.started);
    let mut lengths: Vec<(&'static str, &'static str, Length)> = Vec::new();
    for (end, class, label) in ends {
        let Some(end) = end else { continue };
        let length = last.map(|last| Length::between(last, end));
        match length {
            Some(length) if length.0 > 0 => lengths.push((class, label, length)),
            Some(_) => continue,
            None => {}
        }
        last = Some(end);
    }
    drawn(&lengths)
}

/// Parts of a bar of a thousand units, each at least a few wide, with a little room between.
fn drawn(lengths: &[(&'static str, &'static str, Length)]) -> Vec<Phase> {
    const LEAST: i64 = 8;
    const ROOM: i64 = 3;
    let total: i64 = lengths.iter().map(|(.., length)| length.0).sum();
    let count = i64::try_from(lengths.len()).unwrap_or_default();
    if total <= 0 {
        return Vec::new();
    }
    let free = 1_000 - count * (LEAST + ROOM) + ROOM;
    let mut x = 0;
    let part = |(class, label, length): &(&'static str, &'static str, Length)| {
        let share =
            i64::try_from(i128::from(free) * i128::from(length.0) / i128::from(total)).unwrap_or_default();
        let (from, width) = (x, LEAST + share);
        x += width + ROOM;
        let units = |number: i64| u32::try_from(number).unwrap_or_default();
        Phase { class, label, lasted: length.to_string(), x: units(from), width: units(width) }
    };
    lengths.iter().map(part).collect()
}

fn sentence(phases: &[Phase]) -> String {
    let parts: Vec<String> =
        phases.iter().map(|phase| format!("{}: {}", phase.label, phase.lasted)).collect();
    parts.join("; ")
}
