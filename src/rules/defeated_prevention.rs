//! `defeated-prevention`

use super::ask::absent;
use super::ask::steps;
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::diagnostic::Place;
use crate::document::incident::Incident;
use crate::document::incident::blame::CauseType;
use crate::document::incident::prevention::StepStatus;
use crate::document::items;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "defeated-prevention",
    group: Group::Corpus,
    levels: [Info, Warn, Error],
    kind: Kind::Corpus,
    from: From::Published,
    summary: "a step against the same type of cause was done, and why it did not hold is not said",
    explain: Explain {
        finds: "An incident whose `recurrence_of` names one with a prevention step that was done before, \
                and averts a cause of a type that this incident has too, when `defeats` names no step of \
                the other. Causes of the type unknown are not compared.",
        why: "A step that was done and did not hold teaches more than one that was never begun. It may have \
              been ticked off too early, or been too little, or not been in use, or the thing found another \
              way in. Each of these asks for a different next step.",
        bad: "recurrence_of: 2024-11-02-acme-mail\n\
              causes: [{ fact: The new server was not in the check, type: process }]",
        good: "recurrence_of: 2024-11-02-acme-mail\n\
               causes: [{ fact: The new server was not in the check, type: process }]\n\
               defeats: [{ step: \"2024-11-02-acme-mail#p2\", why: insufficient }]",
        mend: "Look at the step and say in `defeats` why it did not hold: not-really-done, insufficient, \
               not-deployed or different-path.",
        ignore: "When the two causes share no more than their type.",
    },
    source: &["S3.6"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(named) = &incident.recurrence_of else { return Vec::new() };
    let Some((id, other, earlier)) = case.site.incident(&named.name) else { return Vec::new() };
    if id == case.id
        || names_a_step(incident, &other.id)
        || absent::is_told_elsewhere(case.document, "defeats")
    {
        return Vec::new();
    }
    let held = steps::all(earlier).filter(|step| was_done(step, incident));
    let mut held = held.filter_map(|step| Some((step, shared_type(&step, earlier, incident)?)));
    let Some((step, shared)) = held.next() else { return Vec::new() };
    let reference = format!("{}#{}", other.id, step.name());
    let message = format!("nothing says why step `{reference}` did not hold");
    let note = format!("it averts a cause of the type {}, and this incident has one too", shared.word());
    let place = Place { file: other.file, span: step.span() };
    let finding = Finding::on(named, "defeats", message).note(note).also(place, "this step was done");
    vec![finding.help(format!("add `defeats` with the step `{reference}` and why it did not hold"))]
}

fn names_a_step(incident: &Incident, id: &str) -> bool {
    let mut named = items(&incident.defeats).iter().filter_map(|defeat| defeat.step.as_ref());
    named.any(|step| step.split_once('#').is_some_and(|(other, _)| other.trim() == id))
}

/// Whether a step had been done before it happened again.
fn was_done(step: &steps::Listed<'_>, again: &Incident) -> bool {
    let day = step.step.done_at.as_ref().zip(again.date.as_ref());
    step.status() == StepStatus::Done && day.is_none_or(|(done, date)| done.day() <= date.day())
}

/// The first type of a cause that a step averts, which a later incident has too.
fn shared_type(step: &steps::Listed<'_>, earlier: &Incident, later: &Incident) -> Option<CauseType> {
    let ids = earlier.cause_ids();
    let averted = items(&earlier.causes).iter().zip(&ids).filter(|(_, id)| step.averts(id));
    let mut types = averted.filter_map(|(cause, _)| cause.r#type.as_ref()).map(|kind| kind.value);
    let has = |kind: CauseType| {
        let mut own = items(&later.causes).iter().filter_map(|cause| cause.r#type.as_ref());
        own.any(|own| own.value == kind)
    };
    types.find(|kind| *kind != CauseType::Unknown && has(*kind))
}
