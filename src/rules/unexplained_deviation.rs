//! `unexplained-deviation`

use super::ask::absent;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::document::playbook::{Playbook, PlaybookStep};
use crate::document::{Stage, items};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;
use crate::tree::mention::PlaybookId;
use crate::tree::name::Ref;
use crate::tree::record::Inner;

pub(super) static RULE: Rule = Rule {
    name: "unexplained-deviation",
    group: Group::Playbook,
    levels: [Off, Off, Info],
    kind: Kind::Corpus,
    from: From::Published,
    summary: "an incident names a playbook, and a step of it left no trace",
    explain: Explain {
        finds: "An incident that names an active playbook which applies to it (by `applies_to`), when a \
                step that is not `required: false` has `captures`, none of those fields is filled, and \
                `deviations` does not name the step.",
        why: "Leaving a step out is allowed: no list fits every case. Saying so is how the list gets \
              better, and how the next reader sees that it was chosen and not forgotten.",
        bad: "playbook: client-crisis",
        good: "playbook: client-crisis\n\
               deviations: [{ step: amends, reason: They wanted the report and nothing else }]",
        mend: "Fill what the step brought to light, or name it in `deviations` with the reason.",
        ignore: "Rarely; `deviations` says the same and teaches the playbook something.",
    },
    source: &["S1.11", "S3.7"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if care::is_drill(incident) || absent::is_told_elsewhere(case.document, "deviations") {
        return Vec::new();
    }
    let named = incident.playbook.iter().flat_map(|playbooks| playbooks.iter());
    named.filter_map(|name| untraced(name, incident, case)).collect()
}

/// What a playbook was named for and did not leave behind.
fn untraced(name: &Field<Ref<PlaybookId>>, incident: &Incident, case: &Case<'_>) -> Option<Finding> {
    let (_, document) = case.site.by_id(&name.name)?;
    let playbook = document.playbook().filter(|_| document.stage() == Stage::Published)?;
    if !applies(playbook, incident) {
        return None;
    }
    let steps = items(&playbook.steps).iter().filter(|step| asks_for_trace(step));
    let steps = steps.filter(|step| !has_trace(step, incident)).filter_map(|step| step.id.as_ref());
    let ids: Vec<&str> = steps.map(|id| id.0.as_ref()).filter(|id| !is_deviation(id, incident)).collect();
    let (shown, more) = ids.split_at(ids.len().min(3));
    let mut words: Vec<String> = shown.iter().map(|id| format!("`{id}`")).collect();
    words.extend((!more.is_empty()).then(|| format!("{} more", more.len())));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.is_empty() {
        return None;
    }
    let noun = if ids.len() == 1 { "step" } else { "steps" };
    let message = format!("{noun} {} of `{}` left no trace", care::listed(&words), document.id);
    let finding = Finding::on(name, "deviations", message);
    Some(finding.help("fill the fields that are captured there, or give the reason in `deviations`"))
}

/// Whether a playbook is for such an incident; what the incident does not say excludes nothing.
fn applies(playbook: &Playbook, incident: &Incident) -> bool {
    let Some(to) = &playbook.applies_to else { return true };
    let severities = items(&to.severity);
    let types = items(&to.r#type);
    let services = items(&to.services);
    let severity = incident.severity.as_ref().map(|severity| severity.value);
    let kind = incident.r#type.as_ref().map(|kind| kind.value.word());
    let own = items(&incident.services);
    (severities.is_empty() || severity.is_none_or(|own| severities.iter().any(|one| one.value == own)))
        && (types.is_empty() || kind.is_none_or(|own| types.iter().any(|one| one.value.as_ref() == own)))
        && (services.is_empty()
            || own.is_empty()
            || own.iter().any(|own| services.iter().any(|one| one.name == own.name)))
}

fn asks_for_trace(step: &PlaybookStep) -> bool {
    let required = step.required.as_ref().is_none_or(|required| required.value);
    required && !items(&step.captures).is_empty()
}

fn has_trace(step: &PlaybookStep, incident: &Incident) -> bool {
    items(&step.captures).iter().any(|path| incident.holds(path.trim()) || path.starts_with("x_"))
}

fn is_deviation(id: &str, incident: &Incident) -> bool {
    let steps = items(&incident.deviations).iter().filter_map(|deviation| deviation.step.as_ref());
    steps.into_iter().any(|step| step.rsplit(['#', '/']).next().unwrap_or(step).trim() == id)
}
