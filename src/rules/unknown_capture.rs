//! `unknown-capture`

use super::ask::names::only_near;
use crate::diagnostic::Level::Error;
use crate::diagnostic::{Fix, Safety};
use crate::document::incident::Incident;
use crate::document::items;
use crate::document::playbook::Playbook;
use crate::fix::yaml_edit::put;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::nearest::nearest;
use crate::tree::decode::Field;
use crate::tree::record::first_step;
use crate::tree::record::{FieldInfo, Record};

pub(super) static RULE: Rule = Rule {
    name: "unknown-capture",
    group: Group::Playbook,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a step says that it fills a field that incidents do not have",
    explain: Explain {
        finds: "An item of `captures` that is not the path of a field of an incident, such as `apology` or \
                `times.client_told`. `communications[]` and `communications[0].at` count, and so do fields \
                of your own that start with `x_`.",
        why: "Playbook and form are two halves of one thing: what a step brings to light has to have a \
              place to be written down.",
        bad: "captures: [apologie]",
        good: "captures: [apology]",
        mend: "Correct the path. Sections of the text are no fields: name the field that belongs to them, \
               or drop it.",
        ignore: "Never.",
    },
    source: &["PB"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Playbook(look),
};

fn look(playbook: &Playbook, case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, step) in (0_usize..).zip(items(&playbook.steps)) {
        for (at, capture) in (0_usize..).zip(items(&step.captures)) {
            if is_known(capture.trim(), Incident::FIELDS) {
                continue;
            }
            let finding = Finding::at(capture.span, format!("an incident has no field `{}`", capture.value));
            let finding = finding.field(format!("steps[{number}].captures[{at}]")).help(help(capture));
            findings.push(Finding { fix: fix(capture, case.text()), ..finding });
        }
    }
    findings
}

/// Whether a path leads to a field; keys of the team's own are free.
fn is_known(path: &str, fields: &[FieldInfo]) -> bool {
    let (key, rest) = first_step(path);
    if key.starts_with("x_") {
        return true;
    }
    let Some(field) = fields.iter().find(|field| field.key == key) else { return false };
    rest.is_none_or(|rest| is_known(rest, (field.inner)()))
}

fn fix(capture: &Field<Box<str>>, text: &str) -> Option<Fix> {
    let known = known();
    let near = only_near(capture.trim(), known.iter().map(String::as_str))?;
    Some(Fix::safe(format!("write `{near}`"), vec![put(text, capture.span, near)?]))
}

fn help(capture: &str) -> String {
    let known = known();
    match nearest(capture, known.iter().map(String::as_str)) {
        Some(near) => format!("write `{near}`"),
        None => "name a field of the form, such as `apology` or `times.client_told`".to_owned(),
    }
}

/// All paths of fields that an incident may have.
fn known() -> Vec<String> {
    let mut known = Vec::new();
    collect(Incident::FIELDS, "", &mut known);
    known
}

fn collect(fields: &[FieldInfo], before: &str, known: &mut Vec<String>) {
    for field in fields {
        let path = format!("{before}{}", field.key);
        collect((field.inner)(), &format!("{path}."), known);
        known.push(path);
    }
}
