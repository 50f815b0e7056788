//! `person-as-cause`

use super::ask::persons;
use super::ask::phrases::Phrases;
use super::ask::words::{Words, is_english, part_of};
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::document::incident::blame::Cause;
use crate::document::items;
use crate::registry::{Registry, Shelf};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    name: "person-as-cause",
    group: Group::WhatWentWrong,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "a person is given as a cause",
    explain: Explain {
        finds: "A fact under `causes` that names somebody of people.yaml, or says that a developer, an intern, \
                someone or another role did something, or that gives human or operator error as the cause. Facts in \
                which nobody acts, or in which nobody is the subject (\"a mailbox that nobody reads\"), are let \
                through. Names are found in every language, the rest in English.",
        why: "Whoever it was, the next one will sit at the same screen. A cause that can be changed is a cause; a \
              person is not.",
        bad: "causes:\n  - fact: Tom deployed the wrong branch",
        good: "causes:\n  - fact: Staging and live share one deploy button, and neither shows the branch",
        mend: "Ask what made the action possible, or sensible at the time, and write that.",
        ignore: "When the name is that of a machine or a product.",
    },
    source: &["S3.5a", "S2.5", "MSTrap1"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

/// What it finds; `finger-pointing` is silent there.
pub(super) fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let english = is_english(incident, case);
    let causes = (0..).zip(items(&incident.causes));
    causes.filter_map(|(number, cause)| of_cause(number, cause, english, case)).collect()
}

fn of_cause(number: usize, cause: &Field<Cause>, english: bool, case: &Case<'_>) -> Option<Finding> {
    let fact = cause.fact.as_ref()?;
    let written = fact.span.of(case.text());
    let registry = &case.site.registry;
    let named = persons::in_text(registry, written).into_iter().next().map(|named| named.range);
    let words = Words::of(written);
    let found = named.or_else(|| english.then(|| error(&words).or_else(|| acting(registry, &words))).flatten())?;
    let finding = Finding::at(part_of(fact.span, found), "a person is given as the cause");
    let finding = finding.field(format!("causes[{number}].fact"));
    Some(finding.help("write what made the action possible, or sensible at the time"))
}

/// "human error" and its kin.
fn error(words: &Words<'_>) -> Option<Range<usize>> {
    ERRORS.find_first(words)
}

/// A role or an unnamed person, with a verb of doing behind it.
fn acting(registry: &Registry, words: &Words<'_>) -> Option<Range<usize>> {
    let people = registry.names(Shelf::People).iter();
    let roles = people.flat_map(|person| person.entry.roles.iter().flat_map(|roles| roles.iter()));
    let roles = roles.map(|role| role.value.as_ref());
    let known = AGENTS.iter().copied().chain(roles).map(|agent| (agent, 1));
    known.chain(UNNAMED.iter().map(|agent| (*agent, 5))).find_map(|(agent, reach)| {
        let found = words.find(agent)?;
        words.after(found.end).take(reach).any(is_done).then_some(found)
    })
}

/// Whether a word is the past tense of doing something.
fn is_done(word: &str) -> bool {
    let word = word.to_lowercase();
    (word.ends_with("ed") && word.len() > 4 && !NOT_DONE.contains(&word.as_str())) || DONE.contains(&word.as_str())
}

#[rustfmt::skip]
static ERRORS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "human error", "human errors", "human mistake", "human failure", "operator error", "user error",
    "pilot error", "individual error", "error by the developer", "fat finger*", "carelessness", "negligence",
    "inattention",
]));

#[rustfmt::skip]
const AGENTS: &[&str] = &[
    "developer", "developers", "engineer", "engineers", "designer", "contractor",
    "freelancer", "intern", "trainee", "apprentice", "admin", "administrator", "technician", "project manager",
    "account manager", "office manager", "colleague", "colleagues", "employee", "junior", "tester",
    "typesetter", "assistant", "team lead", "bookkeeper", "he", "she",
];

/// People without a name or role; their verb may stand a few words away.
const UNNAMED: &[&str] = &["someone", "somebody"];

/// Past tenses that do not end with "ed".
#[rustfmt::skip]
const DONE: &[&str] = &[
    "forgot", "did", "didn't", "made", "sent", "left", "took", "ran", "overlooked", "chose", "wrote", "gave",
    "kept", "broke", "lost", "misread", "overwrote", "thought", "went", "began", "built",
    "never", "simply", "also", "accidentally", "mistakenly", "wrongly", "failed",
];

/// Words that end so and are no deed of the one before them.
const NOT_DONE: &[&str] = &["need", "indeed", "based", "related", "shared", "needed", "owned", "facing"];
