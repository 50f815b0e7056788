//! A counted incident, reduced to what figures need.

use crate::date::{Day, Length, Time, Zone};
use crate::document::incident::blame::CauseType;
use crate::document::incident::prevention::StepStatus;
use crate::document::incident::{Channel, Incident, Kind, NoticedBy, Severity};
use crate::document::items;
use crate::pages::{ledger, show};
use crate::site::{DocId, Site};

/// A counted incident.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its document.
    pub id: DocId,
    /// The day on which the effect began.
    pub day: Option<Day>,
    /// How much it hurt.
    pub severity: Option<Severity>,
    /// What kind of crisis it was.
    pub kind: Option<Kind>,
    /// Who noticed first.
    pub noticed_by: Option<NoticedBy>,
    /// Whether the first contact with the client was by voice.
    pub by_voice: Option<bool>,
    /// From the beginning until it worked again, or hurt less.
    pub harm: Option<Length>,
    /// Day of the week from Monday, 0, and hour at which it began, as written.
    pub hour: Option<(u8, u8)>,
    /// The kinds of its causes, each once.
    pub causes: Vec<CauseType>,
    /// Whether it came back although an earlier incident of the same kind had a step that was done.
    pub returned: bool,
    clocks: [Option<Length>; 3],
}

/// What is measured from the moment at which an incident was noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Until somebody answered or began to act.
    Response,
    /// Until the client was told; not of what was ours alone.
    Told,
    /// Until it worked again.
    Fix,
}

impl Clock {
    /// Each, in the order in which they run.
    pub const ALL: [Self; 3] = [Self::Response, Self::Told, Self::Fix];

    /// What it is called on a page.
    pub fn label(self) -> &'static str {
        match self {
            Self::Response => "To the first response",
            Self::Told => "To telling the client",
            Self::Fix => "To the fix",
        }
    }
}

impl Case {
    /// What a counted incident adds to the figures.
    pub fn of(site: &Site, id: DocId, incident: &Incident) -> Self {
        let zone = site.zone(incident);
        let started = incident.times.as_ref().and_then(|times| times.started.as_ref());
        let contact = incident.first_contact.as_ref().and_then(|contact| contact.channel.as_ref());
        let mut causes: Vec<CauseType> = items(&incident.causes)
            .iter()
            .filter_map(|cause| cause.r#type.as_ref())
            .map(|kind| kind.value)
            .collect();
        causes.sort_unstable();
        causes.dedup();
        Self {
            id,
            day: incident.date.as_ref().map(|date| date.day()),
            severity: incident.severity.as_ref().map(|severity| severity.value),
            kind: incident.r#type.as_ref().map(|kind| kind.value),
            noticed_by: incident.noticed_by.as_ref().map(|by| by.value),
            by_voice: contact.map(|channel| is_spoken(channel.value)),
            harm: show::lasted(incident, &zone),
            hour: started.and_then(|at| Some((at.day().weekday(), at.hour()?))),
            causes,
            returned: has_returned(site, incident),
            clocks: clocks(incident, &zone, site.is_internal(incident)),
        }
    }

    /// How long it took, where that is recorded.
    pub fn clock(&self, clock: Clock) -> Option<Length> {
        let [response, told, fix] = self.clocks;
        match clock {
            Clock::Response => response,
            Clock::Told => told,
            Clock::Fix => fix,
        }
    }
}

fn clocks(incident: &Incident, zone: &Zone, is_internal: bool) -> [Option<Length>; 3] {
    let Some(times) = &incident.times else { return [None; 3] };
    let noticed = times.detected.as_ref().map(|time| time.value);
    let since = |to: Option<Time>| noticed?.until(to?, zone).filter(|length| length.0 >= 0);
    let told = times.client_told.as_ref().and_then(|told| told.at.as_ref()).filter(|_| !is_internal);
    [
        since(times.first_response.as_ref().map(|time| time.value)),
        since(told.map(|time| time.value)),
        since(times.fixed.as_ref().map(|time| time.value)),
    ]
}

fn is_spoken(channel: Channel) -> bool {
    matches!(channel, Channel::Call | Channel::Video | Channel::InPerson)
}

/// Whether it says which earlier step did not hold, or comes after an incident whose step had been done by then.
fn has_returned(site: &Site, incident: &Incident) -> bool {
    if !items(&incident.defeats).is_empty() {
        return true;
    }
    let again = incident.date.as_ref().map(|date| date.day());
    let Some(named) = &incident.recurrence_of else { return false };
    let Some((_, _, earlier)) = site.incident(&named.name) else { return false };
    ledger::steps(earlier).any(|(_, step)| {
        let is_done = step.status.as_ref().is_some_and(|status| status.value == StepStatus::Done);
        let done = step.done_at.as_ref().map(|done| done.day());
        is_done && done.zip(again).is_none_or(|(done, again)| done <= again)
    })
}
