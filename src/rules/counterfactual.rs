//! `counterfactual`

use super::ask::said::Card;
use crate::diagnostic::Level::{Info, Off};
use crate::diagnostic::Safety;
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "counterfactual",
    group: Group::Language,
    levels: [Off, Info, Info],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "what did not happen is told",
    explain: Explain {
        finds: "A phrase of the lexicon that tells what did not happen: \"should have\", \"ought to have\", \"had we\", \"would have caught it\". Quotations, block quotes, code, comments and what the client said are let through; so are what a machine is meant to do beside what it did, an instruction (\"the deploy should stop\"), and the places where a wish is asked for: Our part, `could_have_averted`, Prevention and Lessons.",
        why: "A wish reads like an analysis and ends it: what was seen and done at that moment stays unknown.",
        bad: "what_went_wrong: We should have phoned the client before lunch.",
        good: "what_went_wrong: We phoned at 15:10; a limit of one hour is the first prevention step.",
        mend: "Write what happened, and put the wish into `could_have_averted` or a prevention step.",
        ignore: "When what could have happened is the point of the sentence, as in a near miss.",
    },
    source: &["S2.2", "ACL"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::Counterfactual, question: "what did happen?" };

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    CARD.findings(case, "describes what did not happen")
}
