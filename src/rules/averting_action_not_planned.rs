//! `averting-action-not-planned`

use super::ask::absent::says;
use super::ask::steps;
use crate::diagnostic::Level::{Off, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "averting-action-not-planned",
    group: Group::BlameTaken,
    levels: [Off, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "what would have averted this is not among the prevention steps",
    explain: Explain {
        finds: "`blame_taken.could_have_averted` where no prevention step says `averts: our-part`. A step that says \
                so and was dropped with a reason counts too, and so does a list that is only `none: REASON`. \
                An absent list is told by `missing-prevention`.",
        why: "To know what would have helped, and then to plan something else, is how the same thing comes back. \
              The link turns hindsight into work that somebody owns.",
        bad: "blame_taken:\n  statement: We never sent a test mail.\n  could_have_averted: A test mail after every \
              password change\nprevention:\n  - A new page about passwords in the handbook",
        good: "blame_taken:\n  statement: We never sent a test mail.\n  could_have_averted: A test mail after every \
               password change\nprevention:\n  - step: Password tool sends a test mail and shows whether it came\n    \
               averts: our-part",
        mend: "Mark the step that does it with `averts: our-part`, or add one. If it will not be done, keep the step \
               with `status: dropped` and a `reason`.",
        ignore: "When the thing cannot be done again, because what it protected is gone.",
    },
    source: &["S2.2", "S3.6"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, _: &Case<'_>) -> Vec<Finding> {
    let blame = incident.blame_taken.as_ref();
    let averting = blame.and_then(|blame| blame.could_have_averted.as_ref());
    let Some(averting) = averting.filter(|averting| says(Some(averting))) else { return Vec::new() };
    let mut steps = steps::all(incident).peekable();
    if steps.peek().is_none() || steps.any(|step| step.averts("our-part")) {
        return Vec::new();
    }
    let message = "what would have averted this is not among the prevention steps";
    let finding = Finding::on(averting, "blame_taken.could_have_averted", message);
    vec![finding.help("mark the step that does it with `averts: our-part`, or add one")]
}
