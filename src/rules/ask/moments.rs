//! The moments that an incident tells of, with the paths of their fields.

use crate::date::Time;
use crate::document::incident::Incident;
use crate::document::items;
use crate::tree::decode::Field;
use std::fmt::{Display, Formatter, Result};

/// The path of a field with a moment. It is put together where it is told, for hardly any is.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) enum Path {
    /// A field that is there once.
    Field(&'static str),
    /// A list, the number of an item and its key.
    Item(&'static str, usize, &'static str),
}

impl Display for Path {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Field(path) => f.write_str(path),
            Self::Item(list, at, key) => write!(f, "{list}[{at}].{key}"),
        }
    }
}

impl From<Path> for Box<str> {
    fn from(path: Path) -> Self {
        path.to_string().into()
    }
}

/// A field with a moment, and its path.
pub(in crate::rules) type Moment<'a> = (Path, &'a Field<Time>);

/// The fields of `times` in the order in which they mostly come.
pub(in crate::rules) fn times(incident: &Incident) -> Vec<(&'static str, &Field<Time>)> {
    let Some(times) = &incident.times else { return Vec::new() };
    let told = times.client_told.as_ref().and_then(|told| told.at.as_ref());
    let all = [
        ("times.started", times.started.as_ref()),
        ("times.detected", times.detected.as_ref()),
        ("times.facts_gathered", times.facts_gathered.as_ref()),
        ("times.first_response", times.first_response.as_ref()),
        ("times.client_told", told),
        ("times.mitigated", times.mitigated.as_ref()),
        ("times.fixed", times.fixed.as_ref()),
        ("times.reported_back", times.reported_back.as_ref()),
        ("times.closed", times.closed.as_ref()),
    ];
    all.into_iter().filter_map(|(path, at)| Some((path, at?))).collect()
}

/// The times at which something is told to have happened: those of `times` and of messages.
pub(in crate::rules) fn recorded(incident: &Incident) -> Vec<Moment<'_>> {
    let times = times(incident).into_iter().map(|(path, at)| (Path::Field(path), at));
    let messages = items(&incident.communications).iter().zip(0usize..);
    let messages = messages
        .filter_map(|(message, at)| Some((Path::Item("communications", at, "at"), message.at.as_ref()?)));
    times.chain(messages).collect()
}

/// Everything that is told as having happened.
pub(in crate::rules) fn past(incident: &Incident) -> Vec<Moment<'_>> {
    let mut all = recorded(incident);
    let apology = incident.apology.as_ref();
    let single = [
        ("date", incident.date.as_ref()),
        ("first_contact.at", incident.first_contact.as_ref().and_then(|it| it.at.as_ref())),
        ("problem_confirmed.at", incident.problem_confirmed.as_ref().and_then(|it| it.at.as_ref())),
        ("call.at", incident.call.as_ref().and_then(|it| it.at.as_ref())),
        ("apology.at", apology.and_then(|it| it.at.as_ref())),
        ("apology.repeated_at", apology.and_then(|it| it.repeated_at.as_ref())),
        ("fix.at", incident.fix.as_ref().and_then(|it| it.at.as_ref())),
        ("follow_up.done_at", incident.follow_up.as_ref().and_then(|it| it.done_at.as_ref())),
        ("review.at", incident.review.as_ref().and_then(|it| it.at.as_ref())),
    ];
    all.extend(single.into_iter().filter_map(|(path, at)| Some((Path::Field(path), at?))));
    for (step, at) in items(&incident.prevention).iter().zip(0usize..) {
        let dates = [("done_at", step.done_at.as_ref()), ("verified_at", step.verified_at.as_ref())];
        all.extend(
            dates.into_iter().filter_map(|(key, date)| Some((Path::Item("prevention", at, key), date?))),
        );
    }
    for (step, at) in items(&incident.trust_steps).iter().zip(0usize..) {
        all.extend(step.done_at.as_ref().map(|date| (Path::Item("trust_steps", at, "done_at"), date)));
    }
    all
}
