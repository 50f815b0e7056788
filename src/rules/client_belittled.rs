//! `client-belittled`

use super::ask::said::Card;
use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::Safety;
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "client-belittled",
    group: Group::Language,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Draft,
    summary: "the client is judged",
    explain: Explain {
        finds: "A phrase of the lexicon that judges the client: \"made a fuss\", \"did not understand\", \"is difficult\", \"overreacted\", \"refused to see\". Quotations, block quotes, code, comments and what the client said are let through.",
        why: "What they felt is a fact of the incident, and they may read this page one day.",
        bad: "what_went_wrong: The client made a fuss.",
        good: "what_went_wrong: She called three times before noon, and the third time a lawyer was on the line.",
        mend: "Quote what they said and tell what they did.",
        ignore: "When the sentence is not about a client.",
    },
    source: &["S4.2", "S1.1", "S1.2", "S3.1b"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::ClientBelittled, question: "what did they say or do, in their own words?" };

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    CARD.findings(case, "judges the client")
}
