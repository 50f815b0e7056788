//! `heated-language`

use super::ask::said::Card;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::diagnostic::Safety;
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "heated-language",
    group: Group::Language,
    levels: [Off, Info, Warn],
    kind: Kind::Heuristic,
    from: From::Draft,
    summary: "heated wording",
    explain: Explain {
        finds: "A phrase of the lexicon that is said in anger: words such as \"stupid\" or \"ridiculous\", two exclamation marks, a whole sentence in capital letters. Quotations, block quotes, code, comments and what the client said are let through.",
        why: "Anger takes the place where a fact could stand, and who reads it later reads only the anger.",
        bad: "what_went_wrong: Absolutely ridiculous response from support!!!",
        good: "what_went_wrong: Support answered after 26 hours.",
        mend: "Write it as a pilot would say it: what, when, how long.",
        ignore: "When the word is a name.",
    },
    source: &["S3.1b", "S2.6", "S1.0c", "S3.0b", "S3.1"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::HeatedLanguage, question: "what happened, when, and for how long?" };

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    CARD.findings(case, "heated wording")
}
