//! `only-weak-prevention`

use super::ask::steps::{self, Listed};
use super::ask::strength;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::Incident;
use crate::document::incident::prevention::Strength;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "only-weak-prevention",
    group: Group::Prevention,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "after a grave incident, every step depends on somebody remembering",
    explain: Explain {
        finds: "An incident of sev1 or sev2 whose steps are all weak: marked `kind: weak`, or without a kind and \
                reading so. Dropped and superseded steps do not count; one step of another kind, or one whose words \
                do not tell its kind, is enough to let the list through.\n\nA step is strong when nobody has to \
                remember: a release that stops by itself, a default that was changed, a step that was removed, one \
                shared part in place of nine copies. It is intermediate when memory gets help: an alert with a \
                named receiver, a checklist item, a template with a field that must be filled, a second person, a \
                second route. It is weak when somebody has to remember: training, a reminder mail, a policy, a \
                double check, more care, a page in the handbook.",
        why: "The people who took part have learnt it already. What protects the client in two years is what works \
              for somebody who was not there. Weak steps are fine; only weak steps are not.",
        bad: "severity: sev1\nprevention:\n  - Train the team in releases\n  - Double-check the branch\n  - Remind \
              everyone on Fridays",
        good: "severity: sev1\nprevention:\n  - step: Release stops when the test mail is missing\n    kind: strong\n  \
               - Train the team in releases",
        mend: "Add one step that works when nobody remembers: a check that blocks, a default, a step taken away.",
        ignore: "When the thing itself was retired, so that only knowledge is left to keep.",
    },
    source: &["S1.0b", "S3.6", "RCA2"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(prevention) = incident.prevention.as_ref().filter(|_| case.site.is_grave(incident)) else {
        return Vec::new();
    };
    let live: Vec<Listed<'_>> = steps::all(incident).filter(Listed::is_live).collect();
    if live.is_empty() || !live.iter().all(is_weak) {
        return Vec::new();
    }
    let message = match live.len() {
        1 => "the only step depends on somebody remembering".to_owned(),
        count => format!("all {count} steps depend on somebody remembering"),
    };
    let help = "add one that works when nobody remembers: a check that blocks, a default, a removed step";
    vec![Finding::at(prevention.key, message).field("prevention").help(help)]
}

fn is_weak(listed: &Listed<'_>) -> bool {
    let kind = match (&listed.step.kind, &listed.step.step) {
        (Some(kind), _) => Some(kind.value),
        (None, Some(step)) => strength::read(step),
        (None, None) => None,
    };
    kind == Some(Strength::Weak)
}
