//! `denial`

use super::ask::said::Card;
use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::Safety;
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "denial",
    group: Group::Language,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "none of the blame is taken",
    explain: Explain {
        finds: "A phrase of the lexicon that takes none of the blame: \"not our fault\", \"outside our control\", \"nothing we could have done\", \"did nothing wrong\", \"entirely on their side\". Quotations, block quotes, code, comments and what the client said are let through, and so is a cause that was shut out by a fact: \"the release was ruled out\", \"the log shows\".",
        why: "It is what the client expects to hear. There is nearly always one thing on our side, and it is where the best prevention step begins.",
        bad: "blame_taken: We are not to blame for this.",
        good: "blame_taken: The provider failed; we had no second route.",
        mend: "Keep the fact, and add our part.",
        ignore: "When a court, an insurer or a contract wants exactly these words; say which.",
    },
    source: &["S2.2", "S1.5a", "S2.3d"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::Denial, question: "which part was ours?" };

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    CARD.findings(case, "takes none of the blame")
}
