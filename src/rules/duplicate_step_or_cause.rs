//! `duplicate-step-or-cause`

use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::document::items;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;
use crate::tree::scalar::Slug;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-step-or-cause",
    group: Group::References,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "two steps or two causes of a document have one id",
    explain: Explain {
        finds: "Two prevention steps, two causes, or two steps of a playbook with the same `id` in one document. A \
                step or cause without an id counts as p1, p2 or c1, c2 by its place in the list.",
        why: "Other documents point to steps by their id; of two with one id, only the first can be meant.",
        bad: "prevention:\n  - { id: p1, step: Hourly test mail }\n  - { id: p1, step: Alert on an empty outbox }",
        good: "prevention:\n  - { id: p1, step: Hourly test mail }\n  - { id: p2, step: Alert on an empty outbox }",
        mend: "Give the newer one an id of its own. Ids are permanent, so leave the older one as it is.",
        ignore: "Never.",
    },
    source: &["ADRlint"],
    options: &[],
    fix: None,
    check: Check::Document(look),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Some(incident) = case.document.incident() {
        let steps = items(&incident.prevention).iter().map(|step| step.id.as_ref());
        findings.extend(repeated(case, "prevention", incident.step_ids().iter().map(AsRef::as_ref).zip(steps)));
        let causes = items(&incident.causes).iter().map(|cause| cause.id.as_ref());
        findings.extend(repeated(case, "causes", incident.cause_ids().iter().map(AsRef::as_ref).zip(causes)));
    }
    if let Some(playbook) = case.document.playbook() {
        let steps = items(&playbook.steps).iter().filter_map(|step| step.id.as_ref());
        findings.extend(repeated(case, "steps", steps.map(|id| (id.value.0.as_ref(), Some(id)))));
    }
    findings
}

/// Written ids that another item of the list has as well.
fn repeated<'a>(
    case: &Case<'_>,
    list: &str,
    ids: impl Iterator<Item = (&'a str, Option<&'a Field<Slug>>)>,
) -> Vec<Finding> {
    let mut seen: HashMap<&str, Option<&Field<Slug>>> = HashMap::new();
    let mut findings = Vec::new();
    for (at, (id, written)) in ids.enumerate() {
        let Some(&first) = seen.get(id) else {
            seen.insert(id, written);
            continue;
        };
        let Some(place) = written.or(first) else { continue };
        let finding = Finding::on(place, format!("{list}[{at}].id"), format!("`{id}` is the id of two items of `{list}`"))
            .help("give the newer one an id of its own");
        let other = first.filter(|_| written.is_some()).map(|first| Place { file: case.document.file, span: first.span });
        findings.push(match other {
            Some(first) => finding.also(first, "the first with this id"),
            None => finding,
        });
    }
    findings
}
