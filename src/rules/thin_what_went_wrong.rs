//! `thin-what-went-wrong`

use crate::tree::scalar::is_placeholder;
use super::ask::words::Words;
use crate::diagnostic::Level::{Off, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "thin-what-went-wrong",
    group: Group::WhatWentWrong,
    levels: [Off, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "what went wrong is said too thinly to be understood",
    explain: Explain {
        finds: "A `what_went_wrong` of fewer than eight words, one that repeats the title, and one made of nothing \
                but general words such as issue, problem, broke and wrong. A short sentence with a number in it, \
                such as \"Checkout was down for 3 hours\", is let through.",
        why: "Often nobody can say what the problem is, and everybody thinks that the others can. A reader who was \
              not there must be able to picture what the client saw.",
        bad: "what_went_wrong: Site problem.",
        good: "what_went_wrong: The shop showed net prices as gross from 09:10 to 11:40.",
        mend: "Name the thing, the symptom, since when and how much of it.",
        ignore: "When the sentence is short and says all of it.",
    },
    source: &["S3.2", "S1.4", "S3.1c", "S5.2"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, _: &Case<'_>) -> Vec<Finding> {
    let Some(said) = incident.what_went_wrong.as_ref().filter(|said| !is_placeholder(said)) else {
        return Vec::new();
    };
    let words = Words::of(said);
    if words.len() == 0 {
        return Vec::new();
    }
    let repeats = incident.title.as_ref().is_some_and(|title| is_same(&words, &Words::of(title)));
    let has_number = said.contains(|c: char| c.is_ascii_digit());
    let is_short = words.len() < 8 && !has_number && !is_unspaced(said);
    let message = match (repeats, is_short || is_general(&words)) {
        (true, _) => "this repeats the title",
        (false, true) => "this does not say what the client saw",
        (false, false) => return Vec::new(),
    };
    let finding = Finding::on(said, "what_went_wrong", message);
    vec![finding.help("name the thing, the symptom, the start and the extent")]
}

fn is_same(one: &Words<'_>, other: &Words<'_>) -> bool {
    let both = one.iter().zip(other.iter());
    one.len() == other.len() && both.into_iter().all(|(a, b)| a.to_lowercase() == b.to_lowercase())
}

/// Whether a text is in a script that puts no spaces between its words.
fn is_unspaced(text: &str) -> bool {
    text.contains(|c: char| ('\u{e00}'..'\u{10a0}').contains(&c) || ('\u{2e80}'..'\u{d7a4}').contains(&c))
}

fn is_general(words: &Words<'_>) -> bool {
    words.iter().all(|word| GENERAL.contains(&word.to_lowercase().as_str()))
}

#[rustfmt::skip]
const GENERAL: &[&str] = &[
    "a", "an", "the", "it", "its", "this", "that", "there", "something", "everything", "things", "thing", "some",
    "was", "were", "is", "are", "has", "had", "have", "been", "be", "did", "does", "not", "no", "longer", "went",
    "go", "goes", "wrong", "broke", "broken", "bad", "badly", "failed", "fail", "fails", "failure", "work",
    "worked", "working", "properly", "correctly", "right", "as", "expected", "issue", "issues", "problem",
    "problems", "error", "errors", "bug", "bugs", "incident", "crisis", "mistake", "mistakes", "trouble",
    "difficulties", "happened", "occurred", "site", "website", "system", "systems", "service", "project", "on",
    "in", "at", "of", "for", "with", "and", "so", "our", "their", "client", "client's", "customer", "today",
    "yesterday", "again", "very", "really",
];
