//! The playbooks that were used, step by step.

use crate::document::incident::Incident;
use crate::document::incident::after::Deviation;
use crate::document::playbook::PlaybookStep;
use crate::document::{Document, items};
use crate::pages::incident::view::{Followed, FollowedStep};
use crate::pages::parts::Pill;
use crate::pages::{Press, show};
use crate::site::DocId;
use crate::tree::record::Inner;

/// The playbooks that an incident names, each with what the write-up shows of its steps.
pub(super) fn playbooks<'p>(press: &Press<'p>, incident: &'p Incident) -> Vec<Followed<'p>> {
    let names = incident.playbook.iter().flat_map(|all| all.iter());
    let known = names.filter_map(|name| press.site().by_id(&name.name));
    known.filter_map(|(id, document)| followed(press, id, document, incident)).collect()
}

fn followed<'p>(
    press: &Press<'p>,
    id: DocId,
    document: &'p Document,
    incident: &'p Incident,
) -> Option<Followed<'p>> {
    let steps = items(&document.playbook()?.steps).iter();
    let steps: Vec<FollowedStep<'p>> = steps.map(|field| step(press, id, &field.value, incident)).collect();
    let changed = steps.iter().filter(|step| step.reason.is_some()).count();
    let shown = steps.iter().filter(|step| step.reason.is_none() && step.pill.is_some()).count();
    let said = show::sentence_start(&show::many(steps.len(), "step"));
    let changed = match changed {
        0 => "none left out or changed".to_owned(),
        count => format!("{count} left out or changed on purpose"),
    };
    Some(Followed {
        title: document.title().into(),
        href: press.href(id).into(),
        tally: format!("{said}: {changed}; of {shown} this page shows the result."),
        steps,
    })
}

fn step<'p>(
    press: &Press<'p>,
    id: DocId,
    step: &'p PlaybookStep,
    incident: &'p Incident,
) -> FollowedStep<'p> {
    let own = step.id.as_ref().map_or("", |id| id.0.as_ref());
    let departs = |it: &&'p Deviation| it.step.as_ref().is_some_and(|written| written.value.as_ref() == own);
    let deviation = items(&incident.deviations).iter().map(|field| &field.value).find(departs);
    let captures = items(&step.captures);
    let shows = captures.iter().filter(|field| incident.holds(&field.value)).count();
    let pill = match (deviation, shows) {
        (Some(_), _) => Some(Pill::doing("changed")),
        (None, 1..) => Some(Pill::done("written down")),
        (None, 0) => None,
    };
    FollowedStep {
        title: show::text(&step.title).unwrap_or_else(|| own.into()),
        href: format!("{}#{own}", press.href(id)),
        pill,
        reason: deviation.map(|it| show::text(&it.reason).unwrap_or("no reason is written down".into())),
    }
}
