//! `incomplete-call`

use super::ask::absent;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::Incident;
use crate::document::incident::talk::Call;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;

pub(super) static RULE: Rule = Rule {
    name: "incomplete-call",
    group: Group::ClientCare,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "the first call about something grave lacks one of its parts",
    explain: Explain {
        finds: "An incident of sev1 or sev2 whose first call is recorded without `call.what`, `call.sorry`, \
                `call.plan` or `call.by_when`, or only in `communications`, without the parts at all. \
                `call.reason_not_called` lets it through.",
        why: "The first call has three parts: what happened (not yet why), that we are sorry, and what we \
              will do and by when. Whichever is left out is the one the client calls back for.",
        bad: "severity: sev2\n\
              call: { at: 2025-03-04T09:40+01:00, what: No mail has left the form since yesterday 16:00. }",
        good: "severity: sev2\n\
               call:\n\
               \x20 at: 2025-03-04T09:40+01:00\n\
               \x20 what: No mail has left the form since yesterday 16:00.\n\
               \x20 sorry: I am sorry. We broke it and did not notice.\n\
               \x20 plan: Mail works again by noon, and we rebuild the list of enquirers.\n\
               \x20 by_when: 2025-03-04T12:00+01:00",
        mend: "Write down each part as it was said. What was not said belongs into the next call, and that \
               it was missing into Lessons.",
        ignore: "When the client cut the call short and the rest was said later.",
    },
    source: &["S5.3a", "S5.3b", "S5.3c", "S5.3"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !care::is_owed(incident, case) || !case.site.is_grave(incident) {
        return Vec::new();
    }
    match &incident.call {
        Some(call) if call.reason_not_called.is_some() => Vec::new(),
        Some(call) => parts(call, case),
        None => unparted(incident, case),
    }
}

fn parts(call: &Field<Call>, case: &Case<'_>) -> Vec<Finding> {
    let parts = [
        ("`what`", "call.what", call.what.is_none()),
        ("`sorry`", "call.sorry", call.sorry.is_none()),
        ("`plan`", "call.plan", call.plan.is_none()),
        ("`by_when`", "call.by_when", call.by_when.is_none()),
    ];
    let lacking = parts.iter().filter(|(_, path, lacks)| *lacks && !absent::is_told_elsewhere(case.document, path));
    let lacking: Vec<&str> = lacking.map(|(key, _, _)| *key).collect();
    if lacking.is_empty() {
        return Vec::new();
    }
    let message = format!("the first call is recorded without {}", care::listed(&lacking));
    vec![Finding::at(call.key, message).field("call").help(HELP)]
}

/// A call that stands in the log alone.
fn unparted(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let sent = care::sent(incident, &case.site.zone(incident));
    let spoken = sent.iter().find(|sent| sent.channel().is_some_and(care::is_spoken));
    let Some(call) = spoken.filter(|_| !absent::is_told_elsewhere(case.document, "call")) else { return Vec::new() };
    vec![Finding::at(call.time.span, "of the first call only the log tells").field("call").help(HELP)]
}

const HELP: &str = "record in `call` what happened, the apology, what we will do and by when";
