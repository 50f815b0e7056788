//! `missing-field`

use super::ask::faults;
use crate::diagnostic::Level::Error;
use crate::diagnostic::{Fix, Place, Safety};
use crate::document::incident::{Incident, Status, Visibility};
use crate::document::{Document, items};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::tree::fault::{Fault, FaultKind};

pub(super) static RULE: Rule = Rule {
    name: "missing-field",
    group: Group::FrontMatter,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a key that must be there is not",
    explain: Explain {
        finds: "An incident without title, date or client (unless site.toml has a default client), a playbook \
                without title or steps, a part of the form without the key that gives it meaning, \
                `status: superseded` without `superseded_by`, and `visibility: public` without a review.",
        why: "These keys make a page that can be found. What the write-up must say has rules of its own, so that \
              their level can grow with its status.",
        bad: "title: Contact form lost 31 enquiries\nclient: acme",
        good: "title: Contact form lost 31 enquiries\ndate: 2025-03-04\nclient: acme",
        mend: "Add the key; the help says what it means.",
        ignore: "Never.",
    },
    source: &["Astro"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Each(look, beside),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    let Case { site, document, .. } = *case;
    let written = faults::of(document).filter_map(|told| written(site, told));
    written.chain(implied(site, document)).collect()
}

fn beside(site: &Site) -> Vec<Finding> {
    faults::beside(site).filter_map(|told| written(site, told)).collect()
}

/// What is told where a key is missing.
fn written(site: &Site, told: faults::Told<'_>) -> Option<Finding> {
    let FaultKind::Missing { because, meaning } = told.fault.kind else { return None };
    let field = told.fault.field.clone();
    let message = format!("`{}` is required{because}", told.key());
    let is_top = !field.contains('.');
    // Where the key is there and empty, it is the place.
    let is_there = told.place().span.of(site.sources.text(told.file)) == told.key();
    let finding = if is_top && !is_there {
        Finding::absent_from(told.file, field, message)
    } else {
        Finding::elsewhere(told.place(), message).field(field)
    };
    let shown = Fix::shown(format!("add `{}`", told.key()));
    Some(finding.help(format!("add `{}`: {}", told.key(), lower(meaning))).fix(shown))
}

/// Keys that other keys make necessary.
fn implied(site: &Site, document: &Document) -> Vec<Finding> {
    let Some(incident) = document.incident().filter(|_| !document.is_unreadable()) else { return Vec::new() };
    let mut findings = Vec::new();
    findings.extend(client(site, document, incident));
    if incident.status() == Status::Superseded && incident.superseded_by.is_none() {
        let message = "`superseded_by` is required because the status is superseded";
        findings.push(
            Finding::absent_from(document.file, "superseded_by", message)
                .help("name the incident that this one was merged into"),
        );
    }
    if document.visibility() == Visibility::Public && incident.review.is_none() {
        let message = "`review` is required because everybody may read this";
        findings.push(
            Finding::absent_from(document.file, "review", message)
                .help("let a second person read it, and write who and when"),
        );
    }
    // A step whose text cannot be read is told with its value.
    let is_told = document.faults.iter().any(|fault| {
        faults::begins(&fault.field, "prevention") && matches!(fault.kind, FaultKind::Invalid { .. })
    });
    for (number, step) in (0_usize..).zip(items(&incident.prevention)) {
        if step.step.is_none() && step.none.is_none() && !is_told {
            let place = Place { file: document.file, span: step.span };
            findings.push(
                Finding::elsewhere(place, "`step` is required")
                    .field(format!("prevention[{number}].step"))
                    .help("say what will be done: a verb, a thing and where"),
            );
        }
    }
    findings
}

/// The client, unless site.toml names one for all documents.
fn client(site: &Site, document: &Document, incident: &Incident) -> Option<Finding> {
    let is_named = incident.client.as_ref().is_some_and(|clients| !clients.is_empty());
    if is_named || site.config.default_client.is_some() {
        return None;
    }
    let told = document.faults.iter().filter(|fault| faults::begins(&fault.field, "client"));
    let (empty, wrong): (Vec<&Fault>, Vec<&Fault>) = told.partition(|fault| fault.kind == FaultKind::Empty);
    if !wrong.is_empty() {
        return None;
    }
    let message = "`client` is required";
    let finding = match empty.first() {
        Some(fault) => {
            Finding::elsewhere(Place { file: document.file, span: fault.span }, message).field("client")
        }
        None => Finding::absent_from(document.file, "client", message),
    };
    Some(finding.help("add `client`: a slug from clients.yaml, or `internal`"))
}

/// A meaning as the rest of a sentence.
fn lower(meaning: &str) -> String {
    let meaning = meaning.trim().trim_end_matches('.');
    let mut letters = meaning.chars();
    let second_is_lower = meaning.chars().nth(1).is_none_or(char::is_lowercase);
    match letters.next() {
        Some(first) if second_is_lower => first.to_lowercase().chain(letters).collect(),
        _ => meaning.to_owned(),
    }
}
