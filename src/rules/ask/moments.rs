//! The moments that an incident tells of, with the paths of their fields.

use crate::date::Time;
use crate::document::incident::Incident;
use crate::document::items;
use crate::tree::decode::Field;
use std::borrow::Cow;

/// A field with a moment, and its path.
pub(in crate::rules) type Moment<'a> = (Cow<'static, str>, &'a Field<Time>);

/// The fields of `times` in the order in which they mostly come.
pub(in crate::rules) fn times(incident: &Incident) -> Vec<Moment<'_>> {
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
    all.into_iter().filter_map(|(key, at)| Some((key.into(), at?))).collect()
}

/// The times of messages.
pub(in crate::rules) fn messages(incident: &Incident) -> Vec<Moment<'_>> {
    let messages = items(&incident.communications).iter().zip(0usize..);
    messages
        .filter_map(|(message, at)| Some((format!("communications[{at}].at").into(), message.at.as_ref()?)))
        .collect()
}

/// Everything that is told as having happened.
pub(in crate::rules) fn past(incident: &Incident) -> Vec<Moment<'_>> {
    let mut all = times(incident);
    all.extend(messages(incident));
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
    all.extend(single.into_iter().filter_map(|(path, at)| Some((path.into(), at?))));
    for (step, at) in items(&incident.prevention).iter().zip(0usize..) {
        let dates = [("done_at", step.done_at.as_ref()), ("verified_at", step.verified_at.as_ref())];
        all.extend(
            dates
                .into_iter()
                .filter_map(|(key, date)| Some((format!("prevention[{at}].{key}").into(), date?))),
        );
    }
    for (step, at) in items(&incident.trust_steps).iter().zip(0usize..) {
        all.extend(step.done_at.as_ref().map(|date| (format!("trust_steps[{at}].done_at").into(), date)));
    }
    all
}
