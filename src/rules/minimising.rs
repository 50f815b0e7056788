//! `minimising`

use super::ask::said::Card;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::diagnostic::Safety;
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "minimising",
    group: Group::Language,
    levels: [Off, Info, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "the effect is played down",
    explain: Explain {
        finds: "A phrase of the lexicon that makes the effect smaller: \"only a typo\", \"minor glitch\", \"negligible\", \"no big deal\", \"some users may have\". Quotations, block quotes, code, comments and what the client said are let through, and so is a sentence with a number and its unit.",
        why: "How large it was is for those to say whom it hit. A number is shorter than a word about the size, and nobody argues with it.",
        bad: "what_went_wrong: It was only a typo and nobody really noticed.",
        good: "what_went_wrong: Six visitors saw the wrong price.",
        mend: "Give the number, or leave the size to the reader.",
        ignore: "When the word is a name, such as that of a severity; the lexicon of the team can accept it for good.",
    },
    source: &["S1.2", "S4.2", "S1.1"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::Minimising, question: "how many were touched, and for how long?" };

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    CARD.findings(case, "plays the effect down")
}
