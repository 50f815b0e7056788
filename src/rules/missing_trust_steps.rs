//! `missing-trust-steps`

use super::ask::absent;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::document::incident::after::After;
use crate::document::items;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-trust-steps",
    group: Group::ClientCare,
    levels: [Off, Off, Info],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "the client trusts us less than before, and no small steps are agreed",
    explain: Explain {
        finds: "`relationship.after` that is `weaker` or `at-risk`, with no `trust_steps`.",
        why: "Trust comes back in small pieces: something agreed, dated and kept, and then the next. One \
              large gesture does not replace four Fridays on which the mail arrived.",
        bad: "relationship: { before: steady, after: weaker }",
        good: "relationship: { before: steady, after: weaker }\n\
               trust_steps: [{ step: A status mail each Friday in March, due: 2025-03-28, agreed: true }]",
        mend: "Agree with the client on two or three small things, each with a day, and list them in \
               `trust_steps`.",
        ignore: "When the client does not want more contact now.",
    },
    source: &["S4.7", "S2.8", "S5.0", "S3.0b"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let after = incident.relationship.as_ref().and_then(|relationship| relationship.after.as_ref());
    let after = after.filter(|after| matches!(after.value, After::Weaker | After::AtRisk));
    let Some(after) = after.filter(|_| items(&incident.trust_steps).is_empty()) else { return Vec::new() };
    if !care::is_owed(incident, case) || absent::is_told_elsewhere(case.document, "trust_steps") {
        return Vec::new();
    }
    let finding = Finding::on(after, "trust_steps", "no small steps are agreed that could rebuild trust");
    vec![finding.help("agree on a few small promises, each with a day, and list them in `trust_steps`")]
}
