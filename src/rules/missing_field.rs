//! `missing-field`

use super::faults;
use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::document::incident::{Status, Visibility};
use crate::document::{Document, items};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::tree::fault::FaultKind;

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
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let written = faults::all(site).filter_map(|told| {
        let FaultKind::Missing { because, meaning } = told.fault.kind else { return None };
        let field = told.fault.field.clone();
        let message = format!("`{}` is required{because}", told.key());
        let is_top = !field.contains('.');
        let finding = if is_top {
            Finding::absent_from(told.file, field, message)
        } else {
            Finding::elsewhere(told.place(), message).field(field)
        };
        Some(finding.help(format!("add `{}`: {}", told.key(), lower(meaning))))
    });
    let implied = site.documents.iter().flat_map(|document| implied(site, document));
    written.chain(implied).collect()
}

/// Keys that other keys make necessary.
fn implied(site: &Site, document: &Document) -> Vec<Finding> {
    let Some(incident) = document.incident().filter(|_| !document.is_unreadable()) else { return Vec::new() };
    let mut findings = Vec::new();
    let told = |key: &str| document.faults.iter().any(|fault| fault.field.split('[').next() == Some(key));
    if incident.client.is_none() && site.config.default_client.is_none() && !told("client") {
        findings.push(
            Finding::absent_from(document.file, "client", "`client` is required")
                .help("add `client`: a slug from clients.yaml, or `internal`"),
        );
    }
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
    for (number, step) in (0_usize..).zip(items(&incident.prevention)) {
        if step.step.is_none() && step.none.is_none() && !told("prevention") {
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
