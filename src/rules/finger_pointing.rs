//! `finger-pointing`

use super::person_as_cause;
use super::ask::said::Card;
use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::Safety;
use crate::document::incident::Incident;
use crate::language::Hit;
use crate::language::entry::Family;
use crate::rule::{At, Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "finger-pointing",
    group: Group::Language,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "somebody is pointed at",
    explain: Explain {
        finds: "A phrase of the lexicon that points at somebody: a person, a role, a team, a client or a vendor with a verb of neglect, words such as \"to blame\" or \"careless\", and an error of humans given as the cause. People, teams, clients and vendors are known from the registries; another name counts only right before such a verb. Quotations, block quotes, code, comments and what the client said are let through, and so is a sentence that takes a share (\"this was on us\"). A sentence under `causes` in which `person-as-cause` finds somebody is told by that rule alone.",
        why: "Whoever reads it learns who it was, and not what to change; and it makes those who write it smaller, and not larger.",
        bad: "what_went_wrong: The contractor forgot to check the bleed.",
        good: "what_went_wrong: The order form has no field for bleed; the file went out without it.",
        mend: "Write what they saw and did, and what made it possible or sensible at that moment.",
        ignore: "When the sentence is a fact that the reader needs and no other words are left for it.",
    },
    source: &["S2.5", "S3.5a", "S1.5b", "S3.3c", "SRE"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::FingerPointing, question: "what was seen, what was done, and what made it possible?" };

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let message = |hit: &Hit| match hit.who.map(|who| who.of(case.text())).filter(|who| !who.is_empty()) {
        Some(who) => format!("this points at \"{}\"", who.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => "this points at somebody".to_owned(),
    };
    let is_in_cause = |hit: &Hit| hit.field.as_deref().is_some_and(|field| field.starts_with("causes["));
    let causes = match CARD.each(case).any(is_in_cause) {
        true => person_as_cause::look(incident, case),
        false => Vec::new(),
    };
    let is_told = |hit: &Hit| causes.iter().any(|cause| overlaps(cause.at, hit.sentence));
    CARD.each(case).filter(|hit| !is_told(hit)).map(|hit| CARD.finding(hit, message(hit))).collect()
}

fn overlaps(at: At, span: Span) -> bool {
    matches!(at, At::Span(other) if other.start < span.end && span.start < other.end)
}
