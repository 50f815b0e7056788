//! `unknown-step-or-cause`

use super::ask::names::near_id;
use crate::diagnostic::Level::Error;
use crate::document::incident::Incident;
use crate::document::{DocumentKind, items};
use crate::document::playbook::Playbook;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::site::nearest::nearest;
use crate::source::Span;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "unknown-step-or-cause",
    group: Group::References,
    levels: [Error, Error, Error],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "the id of a step or cause that is not there",
    explain: Explain {
        finds: "`averts` that is neither `our-part` nor the id of a cause of the same document, `deviations` about a \
                step that its playbooks do not have, `defeats` without the incident or the step it names, \
                `superseded_by` and `from_playbook` of a prevention step that lead to nothing, and `after` of a \
                playbook step that no step has as its id. Steps and causes without an id are p1, p2 and c1, c2 by \
                their place in the list.",
        why: "The site shows which step averts which cause, and what was left out of a playbook: a misspelt id \
              makes a cause look as if nothing stood against it.",
        bad: "causes: [{ id: c1, fact: The password was changed by hand }]\nprevention:\n  - { step: Hourly test mail, \
              averts: [c2] }",
        good: "causes: [{ id: c1, fact: The password was changed by hand }]\nprevention:\n  - { step: Hourly test \
               mail, averts: [our-part, c1] }",
        mend: "Write one of the ids that the help names. A step of another document is written as \
               `2024-11-02-acme-mail#p2`.",
        ignore: "Never.",
    },
    source: &["PB"],
    options: &[],
    fix: None,
    check: Check::Document(look),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    match (case.document.incident(), case.document.playbook()) {
        (Some(incident), _) => {
            let mut findings = averted(incident);
            findings.extend(followed(incident, case.site));
            findings.extend(deviated(incident, case.site));
            findings.extend(defeated(incident, case.site));
            findings
        }
        (_, Some(playbook)) => ordered(playbook),
        _ => Vec::new(),
    }
}

fn averted(incident: &Incident) -> Vec<Finding> {
    let causes = incident.cause_ids();
    let known: Vec<&str> = ["our-part"].into_iter().chain(causes.iter().map(AsRef::as_ref)).collect();
    let is_known: HashSet<&str> = known.iter().copied().collect();
    let steps = items(&incident.prevention).iter().zip(0usize..);
    let named = steps.flat_map(|(step, at)| {
        step.averts.iter().flat_map(|averts| averts.iter()).map(move |averts| (at, averts))
    });
    named
        .filter(|(_, averts)| !is_known.contains(averts.value.as_ref()))
        .map(|(at, averts)| {
            let help = one_of(averts, &known);
            Finding::on(averts, format!("prevention[{at}].averts"), format!("no cause has the id `{}`", averts.value))
                .help(help)
        })
        .collect()
}

/// What became of steps, and where they came from.
fn followed(incident: &Incident, site: &Site) -> Vec<Finding> {
    let own = incident.step_ids();
    let mut findings = Vec::new();
    for (step, at) in items(&incident.prevention).iter().zip(0usize..) {
        let field = |key: &str| format!("prevention[{at}].{key}");
        if let Some(later) = &step.superseded_by
            && !own.contains(&later.value)
        {
            findings.extend(step_elsewhere(site, later, later.span, &field("superseded_by")));
        }
        if let Some(from) = &step.from_playbook {
            findings.extend(step_of_playbook(site, from, from.span, &field("from_playbook")));
        }
    }
    findings
}

fn defeated(incident: &Incident, site: &Site) -> Vec<Finding> {
    let named = items(&incident.defeats).iter().zip(0usize..);
    let named = named.filter_map(|(defeat, at)| Some((defeat.step.as_ref()?, at)));
    named.filter_map(|(step, at)| step_elsewhere(site, step, step.span, &format!("defeats[{at}].step"))).collect()
}

/// A prevention step written as `INCIDENT#STEP`.
fn step_elsewhere(site: &Site, written: &str, span: Span, field: &str) -> Option<Finding> {
    let told = |message: String, help: String| Some(Finding::at(span, message).field(field).help(help));
    let Some((id, step)) = written.split_once('#') else {
        let help = "write incident and step as `2024-11-02-acme-mail#p2`, or a step of this document as `p2`";
        return told(format!("`{written}` is no step of this document"), help.to_owned());
    };
    let Some((_, _, incident)) = site.incident(id) else {
        let help = match near_id(site, &[DocumentKind::Incident], id) {
            Some(near) => format!("write `{near}#{step}`"),
            None => "write the id of an incident before the `#`".to_owned(),
        };
        return told(format!("no incident has the id `{id}`"), help);
    };
    let known = incident.step_ids();
    if known.iter().any(|other| other.as_ref() == step) {
        return None;
    }
    told(format!("`{id}` has no step `{step}`"), one_of(step, &known.iter().map(AsRef::as_ref).collect::<Vec<&str>>()))
}

/// A playbook, or a step of it written as `PLAYBOOK#STEP` or `PLAYBOOK/STEP`.
fn step_of_playbook(site: &Site, written: &str, span: Span, field: &str) -> Option<Finding> {
    let told = |message: String, help: String| Some(Finding::at(span, message).field(field).help(help));
    let (id, step) = written.split_once(['#', '/']).map_or((written, None), |(id, step)| (id, Some(step)));
    let playbook = site.by_id(id).and_then(|(_, document)| document.playbook());
    let Some(playbook) = playbook else {
        let help = match near_id(site, &[DocumentKind::Playbook], id) {
            Some(near) => format!("write `{near}`"),
            None => "write the id of a playbook, or `playbook#step`".to_owned(),
        };
        return told(format!("no playbook has the id `{id}`"), help);
    };
    let step = step.filter(|step| !step_names(playbook).any(|id| id == *step))?;
    told(format!("`{id}` has no step `{step}`"), one_of(step, &step_names(playbook).collect::<Vec<&str>>()))
}

fn deviated(incident: &Incident, site: &Site) -> Vec<Finding> {
    let deviations = items(&incident.deviations).iter().zip(0usize..);
    let named = deviations.filter_map(|(deviation, at)| Some((deviation.step.as_ref()?, at)));
    let used: Vec<_> = incident.playbook.iter().flat_map(|playbooks| playbooks.iter()).collect();
    let found: Option<Vec<&Playbook>> =
        used.iter().map(|name| site.by_id(&name.name).and_then(|(_, document)| document.playbook())).collect();
    // Where a playbook is unknown, that is told already, and the step may be one of its steps.
    let Some(found) = found else { return Vec::new() };
    let steps: Vec<&str> = found.into_iter().flat_map(step_names).collect();
    let is_known: HashSet<&str> = steps.iter().copied().collect();
    named
        .filter(|(step, _)| !is_known.contains(step.value.as_ref()))
        .map(|(step, at)| {
            let finding = if used.is_empty() {
                Finding::on(step, "", "no playbook is named that this could be a step of").help("name it under `playbook`")
            } else {
                Finding::on(step, "", format!("the playbook has no step `{}`", step.value))
                    .help(one_of(step, &steps))
            };
            finding.field(format!("deviations[{at}].step"))
        })
        .collect()
}

fn ordered(playbook: &Playbook) -> Vec<Finding> {
    let steps = items(&playbook.steps).iter().zip(0usize..);
    let named = steps.flat_map(|(step, at)| items(&step.after).iter().map(move |after| (at, after)));
    let known: Vec<&str> = step_names(playbook).collect();
    let is_known: HashSet<&str> = known.iter().copied().collect();
    named
        .filter(|(_, after)| !is_known.contains(after.value.as_ref()))
        .map(|(at, after)| {
            Finding::on(after, format!("steps[{at}].after"), format!("no step has the id `{}`", after.value))
                .help(one_of(after, &known))
        })
        .collect()
}

fn step_names(playbook: &Playbook) -> impl Iterator<Item = &str> {
    items(&playbook.steps).iter().filter_map(|step| step.id.as_ref()).map(|id| id.value.0.as_ref())
}

/// Of more ids than this the nearest is not looked for: a document may name as many that are not there.
const MOST_NEAR: usize = 100;

/// The nearest of some ids, or the first few of them; `p1` and `p2` are near by chance.
fn one_of(word: &str, known: &[&str]) -> String {
    let is_worth_it = word.len() > 3 && known.len() <= MOST_NEAR;
    let near = is_worth_it.then(|| nearest(word, known.iter().copied())).flatten();
    match near {
        Some(near) => format!("write `{near}`"),
        None if known.is_empty() => "give the step this id there, or take this out".to_owned(),
        None => {
            let more = if known.len() > 5 { " and others" } else { "" };
            let shown: Vec<&str> = known.iter().copied().take(5).collect();
            format!("write an id that is there: {}{more}", shown.join(", "))
        }
    }
}
