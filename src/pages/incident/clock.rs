//! The recorded times of an incident: in order, with how long it took from one to the next.

use crate::date::{Instant, Length, Time, Zone};
use crate::document::incident::clock::Times;
use crate::document::incident::{Incident, Status};
use crate::document::items;
use crate::pages::chart::Key;
use crate::pages::incident::strip::{self, Mark, Phase};
use crate::pages::incident::view::{Clock, Event};
use crate::pages::parts::Pill;
use crate::pages::promised::{self, State};
use crate::pages::show;
use crate::site::Site;
use crate::tree::decode::Field;

/// Silence that is worth a word.
const GAP: Length = Length(3_600);

/// A time that may be recorded.
struct Moment {
    at: Option<Time>,
    /// Class of the phase that it ends.
    class: &'static str,
    /// What it says in the list.
    text: &'static str,
    /// What it is called where it is missing; nothing where it need not be there.
    name: Option<&'static str>,
}

/// The clock of an incident; nothing where no time is recorded.
pub(super) fn clock<'a>(site: &'a Site, incident: &'a Incident) -> Option<Clock<'a>> {
    let zone = site.zone(incident);
    let empty = Times::default();
    let times = incident.times.as_ref().map_or(&empty, |times| &times.value);
    let moments = moments(times, incident, site.is_internal(incident));
    let missing = missing(&moments);
    let mut known: Vec<(Time, Moment)> = moments.into_iter().filter_map(|it| Some((it.at?, it))).collect();
    known.sort_by_key(|(time, _)| time.start(&zone));
    let told = incident.times.as_ref().and_then(|times| times.client_told.as_ref());
    let withheld = told.and_then(|told| show::text(&told.withheld));
    if known.is_empty() && withheld.is_none() {
        return None;
    }
    let kept = kept(incident, &zone, site);
    let phases = phases(times, &zone);
    let sentence = sentence(&phases, kept.as_ref(), missing.as_deref());
    let is_late = kept.as_ref().is_some_and(|pill| pill.class == "late");
    let marks = known.iter().map(|(time, moment)| Mark {
        at: time.start(&zone),
        is_promise: moment.text == PROMISED,
        is_late: moment.text == PROMISED && is_late,
        is_end: matches!(moment.class, "ph3" | "ph4"),
    });
    Some(Clock {
        svg: strip::drawn(&sentence, &phases, &marks.collect::<Vec<_>>()),
        key: phases.iter().map(|it| Key::new(it.class, it.label)).collect(),
        lengths: phases.iter().map(|phase| phase.length().to_string()).collect(),
        events: events(&known, times, incident, &zone, kept),
        missing,
        withheld,
    })
}

/// The text of the event that is a promise.
const PROMISED: &str = "By now we had promised that it would work";

fn moments(times: &Times, incident: &Incident, is_internal: bool) -> Vec<Moment> {
    let told = times.client_told.as_ref().and_then(|told| told.at.as_ref());
    let withheld = times.client_told.as_ref().is_some_and(|told| told.withheld.is_some());
    let apology = incident.apology.as_ref().and_then(|apology| apology.at.as_ref());
    let plan = incident.plan.as_ref().and_then(|plan| plan.at.as_ref());
    let follow_up = incident.follow_up.as_ref();
    let back = follow_up.and_then(|it| it.done_at.as_ref());
    let back_due = follow_up.and_then(|it| it.due.as_ref()).filter(|_| back.is_none());
    let of = |field: Option<&Field<Time>>| field.map(|time| time.value);
    let ours =
        |at: &Option<Field<Time>>, class, text, name| Moment { at: of(at.as_ref()), class, text, name };
    // What is ours alone owes nobody outside a word.
    let theirs = |at: Option<Time>, text, name| {
        let name = Some(name).filter(|_| !is_internal);
        Moment { at, class: "", text, name }
    };
    let mut told_at = theirs(of(told), "The client was told", "telling the client");
    told_at.name = told_at.name.filter(|_| !withheld);
    vec![
        ours(&times.started, "ph1", "It began", Some("the beginning")),
        ours(&times.detected, "ph1", "It was noticed", Some("noticing")),
        ours(&times.first_response, "", "We answered, or began to act", Some("the first response")),
        ours(&times.facts_gathered, "ph2", "The facts were together", None),
        told_at,
        theirs(of(apology), "We apologised", "the apology"),
        theirs(of(plan), "We said what we would do", "the plan"),
        theirs(promised::fix(incident).map(|(due, _)| due), PROMISED, "a promised time"),
        ours(&times.mitigated, "ph3", "Its effect was made smaller", None),
        ours(&times.fixed, "ph4", "It worked again", Some("the fix")),
        theirs(of(times.reported_back.as_ref()), "The client was told that it works again", "reporting back"),
        theirs(of(back), "We looked back on it with the client", "the follow-up"),
        Moment { at: of(back_due), class: "", text: "The look back with the client is due", name: None },
        ours(&times.closed, "", "Nothing was open any more", None),
    ]
}

/// `Not recorded: the plan, the follow-up.`
fn missing(moments: &[Moment]) -> Option<String> {
    let is_due = moments.iter().any(|it| it.at.is_some() && it.text.ends_with("is due"));
    let missing = moments.iter().filter(|it| it.at.is_none()).filter_map(|it| it.name);
    let missing: Vec<&str> = missing.filter(|name| *name != "the follow-up" || !is_due).collect();
    (!missing.is_empty()).then(|| format!("Not recorded: {}.", missing.join(", ")))
}

fn events<'a>(
    known: &[(Time, Moment)],
    times: &Times,
    incident: &Incident,
    zone: &Zone,
    kept: Option<Pill<'a>>,
) -> Vec<Event<'a>> {
    let started = times.started.as_ref().map(|time| time.value);
    let end = times.fixed.as_ref().or(times.mitigated.as_ref()).map(|time| time.start(zone));
    let said: Vec<Instant> =
        items(&incident.communications).iter().filter_map(|it| it.at.as_ref()?.instant(zone)).collect();
    let mut before: Option<Time> = None;
    let event = |(number, (time, moment)): (usize, &(Time, Moment))| {
        let from = before.replace(*time);
        // Once it works again, silence is no gap.
        let gap = from.filter(|_| end.is_none_or(|end| time.start(zone) <= end));
        let gap = gap.and_then(|from| silence(from, *time, &said, zone));
        let after = started.and_then(|from| from.until(*time, zone)).filter(|length| length.0 > 0);
        Event {
            number,
            class: moment.class,
            gap: gap.map(|length| format!("{length} without an entry")),
            at: show::moment(*time, zone),
            text: moment.text.into(),
            pill: kept.clone().filter(|_| moment.text == PROMISED),
            after: after.map(|length| format!("after {length}")),
        }
    };
    (1..).zip(known).map(event).collect()
}

/// The longest time between two entries in which nothing was said to anybody either, if it is worth a word.
fn silence(from: Time, to: Time, said: &[Instant], zone: &Zone) -> Option<Length> {
    let (from, to) = (from.instant(zone)?, to.instant(zone)?);
    let mut between: Vec<Instant> = said.iter().copied().filter(|at| from < *at && *at < to).collect();
    between.extend([from, to]);
    between.sort_unstable();
    let pairs = between.iter().zip(between.iter().skip(1));
    pairs.map(|(from, to)| Length::between(*from, *to)).max().filter(|length| *length > GAP)
}

/// The parts of the strip, each named after its end. Times that are out of order are left out.
fn phases(times: &Times, zone: &Zone) -> Vec<Phase> {
    let at = |field: &Option<Field<Time>>| field.as_ref().and_then(|time| time.instant(zone));
    let ends = [
        (at(&times.detected), "ph1", "Until it was noticed"),
        (at(&times.facts_gathered), "ph2", "Until the facts were together"),
        (at(&times.mitigated), "ph3", "Until it hurt less"),
        (at(&times.fixed), "ph4", "Until it worked again"),
    ];
    let mut last: Option<Instant> = at(&times.started);
    let mut phases = Vec::new();
    for (end, class, label) in ends {
        let Some(to) = end else { continue };
        match last {
            Some(from) if from < to => phases.push(Phase { class, label, from, to }),
            Some(_) => continue,
            None => {}
        }
        last = Some(to);
    }
    phases
}

/// Whether it worked by the time that was promised, and by how much it did not.
fn kept(incident: &Incident, zone: &Zone, site: &Site) -> Option<Pill<'static>> {
    let (due, fixed) = promised::fix(incident)?;
    let is_closed = incident.status() == Status::Closed;
    let state = promised::state(due, fixed, is_closed, zone, site.today);
    let late = fixed.and_then(|fixed| due.until(fixed, zone)).filter(|_| state == State::Late);
    Some(match (state, late) {
        (State::Late, Some(length)) => Pill::late(format!("kept {length} late")),
        (State::Late, None) => Pill::late("kept late"),
        (state, _) => promised::pill(state),
    })
}

fn sentence(phases: &[Phase], kept: Option<&Pill<'_>>, missing: Option<&str>) -> String {
    let parts = phases.iter().map(|phase| format!("{}: {}.", phase.label, phase.length()));
    let kept = kept.map(|pill| format!("The promised time: {}.", pill.text));
    let all: Vec<String> = parts.chain(kept).chain(missing.map(str::to_owned)).collect();
    if all.is_empty() { "The recorded times.".to_owned() } else { all.join(" ") }
}
