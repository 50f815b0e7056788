//! `prevention-without-check`

use super::ask::absent::says;
use super::ask::steps::{self, Listed};
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "prevention-without-check",
    group: Group::Prevention,
    levels: [Off, Off, Info],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "a step does not say how we will know that it works",
    explain: Explain {
        finds: "A step without `verify`. Dropped and superseded steps are not looked at.",
        why: "Done is not the same as works: an alert that nobody has seen fire may never fire. The board keeps done \
              and proven apart by `verify` and `verified_at`.",
        bad: "prevention:\n  - { step: Page when the hourly test mail is missing, owner: lena, due: 2025-03-21 }",
        good: "prevention:\n  - step: Page when the hourly test mail is missing\n    owner: lena\n    due: 2025-03-21\n    \
               verify: Stop the mail relay in staging; the page comes within ten minutes",
        mend: "Write the small trial that would show it, and once it was made, the day as `verified_at`.",
        ignore: "When a trial would do harm, or the thing cannot be brought about on purpose.",
    },
    source: &["S1.10a", "RCA2"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, _: &Case<'_>) -> Vec<Finding> {
    let unchecked = |step: &Listed<'_>| step.is_live() && !says(step.step.verify.as_ref());
    let steps = steps::all(incident).filter(unchecked);
    let finding = |step: Listed<'_>| {
        let message = format!("step {} does not say how we will know that it works", step.name());
        step.finding("verify", message).help("write the trial that would show it, such as a drill that makes it fire")
    };
    steps.map(finding).collect()
}
