//! `concealment`

use super::ask::said::Card;
use crate::diagnostic::Level::Warn;
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "concealment",
    group: Group::Language,
    levels: [Warn, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Draft,
    summary: "the client seems not to be told of something",
    explain: Explain {
        finds: "A phrase of the lexicon that hides: \"do not tell the client\", \"keep this from\", \"before they notice\", \"fixed quietly\", \"no need to mention\". Quotations, block quotes, code, comments and what the client said are let through.",
        why: "What is hidden comes out, and then there are two things to be sorry for.",
        bad: "what_went_wrong: Fixed quietly before the client noticed.",
        good: "what_went_wrong: We told them at 09:40, an hour after the fix.",
        mend: "Tell them. If it has to wait, record it: `client_told: withheld`, with the reason and who approved it.",
        ignore: "When the law forbids to tell; name the order and its date.",
    },
    source: &["S2.7b", "S5.3n", "S4.8"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::Concealment, question: "when and how was the client told, or who decided to withhold it, and why?" };

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    CARD.findings(case, "reads as if the client is not to hear of it")
}
