//! `finger-pointing`

use super::said::Card;
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::language::Hit;

pub(super) static RULE: Rule = Rule {
    name: "finger-pointing",
    group: Group::Language,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "somebody is pointed at",
    explain: Explain {
        finds: "A phrase of the lexicon that points at somebody: a person, a role, a team, a client or a vendor with a verb of neglect, words such as \"to blame\" or \"careless\", and an error of humans given as the cause. People, teams, clients and vendors are known from the registries; another name counts only right before such a verb. Quotations, block quotes, code, comments and what the client said are let through, and so is a sentence that takes a share (\"this was on us\").",
        why: "Whoever reads it learns who it was, and not what to change; and it makes those who write it smaller, and not larger.",
        bad: "what_went_wrong: The contractor forgot to check the bleed.",
        good: "what_went_wrong: The order form has no field for bleed; the file went out without it.",
        mend: "Write what they saw and did, and what made it possible or sensible at that moment.",
        ignore: "When the sentence is a fact that the reader needs and no other words are left for it.",
    },
    source: &["S2.5", "S3.5a", "S1.5b", "S3.3c", "SRE"],
    options: &[],
    check: Check::Incident(look),
};

const CARD: Card = Card {
    rule: "finger-pointing",
    family: Family::FingerPointing,
    help: "what did they see and do, and what made it possible?",
    example: "The order form has no field for bleed; the file went out without it.",
};

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let message = |hit: &Hit| match hit.who.map(|who| who.of(case.text())).filter(|who| !who.is_empty()) {
        Some(who) => format!("this points at \"{}\"", who.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => "this points at somebody".to_owned(),
    };
    CARD.each(case).map(|hit| CARD.finding(hit, message(hit))).collect()
}
