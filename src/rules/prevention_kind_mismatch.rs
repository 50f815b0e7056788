//! `prevention-kind-mismatch`

use super::ask::absent::is_told;
use super::ask::steps::{self, Listed};
use super::ask::strength;
use super::ask::words::is_english;
use crate::diagnostic::Level::{Info, Off};
use crate::diagnostic::{Edit, Fix, Safety};
use crate::document::incident::Incident;
use crate::document::incident::prevention::Strength;
use crate::fix::yaml_edit::{add_beside, is_flow};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "prevention-kind-mismatch",
    group: Group::Prevention,
    levels: [Off, Info, Info],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "a step is marked stronger than it reads, or not marked at all",
    explain: Explain {
        finds: "A step marked `kind: strong` whose words are those of training, reminders, documents, policies, \
                double checks or more care, and nothing else; and a step without `kind` whose words tell it. Steps \
                whose words say neither are let through, and so are dropped and superseded ones. It reads English.",
        why: "The strength of the steps is shown on the site and adds up over the years. It is worth something only \
              if it says what the steps are, and not what we hope of them.",
        bad: "prevention:\n  - { step: Remind everyone before a release, kind: strong }",
        good: "prevention:\n  - { step: Remind everyone before a release, kind: weak }",
        mend: "Correct the kind, or make the step as strong as it says. The table of kinds stands in `amends explain \
               only-weak-prevention`.",
        ignore: "When the words mislead: a training room can be blocked, and a policy can be a line of code.",
    },
    source: &["RCA2"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !is_english(incident, case) {
        return Vec::new();
    }
    steps::all(incident).filter(Listed::is_live).filter_map(|step| of_step(step, case)).collect()
}

/// Adds the kind to a step; one that is a string becomes a mapping.
fn marked(listed: Listed<'_>, read: Strength, case: &Case<'_>) -> Option<Fix> {
    let (text, step) = (case.text(), listed.step.step.as_ref()?);
    let kind = format!("kind: {}", read.word());
    let list = case.document.incident()?.prevention.as_ref()?.span;
    let in_flow = is_flow(text, list);
    let title = format!("mark it {}", read.word());
    if step.key != step.span {
        return Some(Fix::safe(title, vec![add_beside(text, in_flow || is_flow(text, listed.span()), step.key, step.span, &kind)]));
    }
    let written = step.span.of(text);
    if written.contains('\n') || written.starts_with('*') {
        return None;
    }
    let edits = if in_flow {
        vec![Edit::insert(step.span.start, "{step: "), Edit::insert(step.span.end, format!(", {kind}}}"))]
    } else {
        let key = Edit::insert(step.span.start, "step: ");
        vec![key, add_beside(text, false, step.span, step.span, &kind)]
    };
    Some(Fix::safe(title, edits))
}

fn of_step(listed: Listed<'_>, case: &Case<'_>) -> Option<Finding> {
    let kind = listed.step.kind.as_ref();
    if kind.is_some_and(|kind| kind.value != Strength::Strong) {
        return None;
    }
    let read = strength::read(listed.step.step.as_ref()?)?;
    let path = listed.path("kind");
    let Some(kind) = kind else {
        let told = is_told(case.document, &path);
        let message = format!("step {} has no kind, and reads as {}", listed.name(), read.word());
        let help = format!("write `kind: {}`; the kinds stand in `amends explain only-weak-prevention`", read.word());
        let fix = marked(listed, read, case);
        return (!told).then(|| Finding { fix, ..listed.finding("kind", message).help(help) });
    };
    if read != Strength::Weak {
        return None;
    }
    let message = format!("step {} is marked {}, and reads as {}", listed.name(), kind.word(), read.word());
    let help = "correct the kind, or make the step strong; see `amends explain only-weak-prevention`";
    Some(Finding::on(kind, path, message).help(help))
}
