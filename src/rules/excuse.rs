//! `excuse`

use super::ask::said::Card;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::diagnostic::Safety;
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "excuse",
    group: Group::Language,
    levels: [Off, Info, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "a circumstance stands where a cause belongs",
    explain: Explain {
        finds: "A phrase of the lexicon that excuses: \"understaffed\", \"no time\", \"in our defence\", \"bound to happen\", a system that was inherited, \"the brief was vague\". Quotations, block quotes, code, comments and what the client said are let through; so are a sentence that takes a share, and a fact under `causes` that a prevention step averts.",
        why: "An explanation can wait, perhaps for ever; a condition that really was a cause has a number, and something can be done about it.",
        bad: "what_went_wrong: We were understaffed during the summer.",
        good: "what_went_wrong: Two people were on call for nine clients.",
        mend: "If it is a cause, move it to `causes` as a fact with a number, and avert it with a prevention step. If it is none, take it out.",
        ignore: "When the condition is a fact and its number stands close by.",
    },
    source: &["S4.6", "S3.4", "S3.5b"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::Excuse, question: "which fact with a number, under `causes`, stands behind it?" };

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    // A cause that a step averts is taken for one.
    let told = CARD.each(case).filter(|hit| !hit.averted);
    told.map(|hit| CARD.finding(hit, "tells a circumstance in place of a cause")).collect()
}
