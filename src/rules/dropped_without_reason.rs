//! `dropped-without-reason`

use super::ask::absent::{is_told, says};
use super::ask::steps::{self, Listed};
use crate::diagnostic::Level::{Error, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "dropped-without-reason",
    group: Group::Prevention,
    levels: [Warn, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a step was dropped, and nothing says why",
    explain: Explain {
        finds: "A step with `status: dropped` and without `reason`.",
        why: "To leave something undone is a decision, and often the right one. Without its reason it looks like \
              forgetting, to the client as well as to whoever meets the same thing next.",
        bad: "prevention:\n  - { step: Second route for mail, status: dropped }",
        good: "prevention:\n  - { step: Second route for mail, status: dropped, reason: the form was retired }",
        mend: "Write in a sentence what changed, or what the step would have cost.",
        ignore: "Never: the reason costs one line.",
    },
    source: &["S4.8", "incident.io"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let dropped = steps::all(incident).filter(Listed::is_dropped);
    let unreasoned = dropped
        .filter(|step| !says(step.step.reason.as_ref()) && !is_told(case.document, &step.path("reason")));
    let finding = |step: Listed<'_>| {
        let message = format!("step {} was dropped without a reason", step.name());
        let status = step.step.status.as_ref()?;
        Some(Finding::on(status, step.path("reason"), message).help("write why as `reason`"))
    };
    unreasoned.filter_map(finding).collect()
}
