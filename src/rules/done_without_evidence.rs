//! `done-without-evidence`

use super::ask::absent::is_told;
use super::ask::steps::{self, Listed};
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::document::incident::Incident;
use crate::document::incident::prevention::StepStatus;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "done-without-evidence",
    group: Group::Prevention,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "a step is said to be done, and nothing shows it",
    explain: Explain {
        finds: "A step with `status: done` that lacks `evidence` (an address or a path) or the day in `done_at`.",
        why: "To report back is to show, not to say. In a year the link is what tells a reader, or the client, that \
              the step exists and where to look for it.",
        bad: "prevention:\n  - { step: Hourly test mail through every client form, status: done }",
        good: "prevention:\n  - step: Hourly test mail through every client form\n    status: done\n    done_at: \
               2025-03-12\n    evidence: https://git.example/monitor/418",
        mend: "Link the commit, ticket, photo or page that shows it, and write the day.",
        ignore: "When what shows it must not be linked; say where it lies.",
    },
    source: &["S5.4", "RCA2"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let done = steps::all(incident).filter(|step| step.status() == StepStatus::Done);
    done.filter_map(|step| of_step(step, case)).collect()
}

fn of_step(listed: Listed<'_>, case: &Case<'_>) -> Option<Finding> {
    let mut evidence = listed.step.evidence.iter().flat_map(|evidence| evidence.iter());
    let is_shown = evidence.any(|item| !item.trim().is_empty());
    let untold = |key: &str| !is_told(case.document, &listed.path(key));
    let status = listed.step.status.as_ref()?;
    let name = listed.name();
    let (key, message, help) = if !is_shown && untold("evidence") {
        let message = format!("step {name} is done, and nothing shows it");
        ("evidence", message, "link the commit, ticket, photo or page that shows it as `evidence`")
    } else if is_shown && listed.step.done_at.is_none() && untold("done_at") {
        ("done_at", format!("step {name} is done, and no day is given"), "write the day as `done_at`")
    } else {
        return None;
    };
    Some(Finding::on(status, listed.path(key), message).help(help))
}
