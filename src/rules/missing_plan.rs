//! `missing-plan`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-plan",
    group: Group::ClientCare,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "what we said we would do about something grave is not recorded",
    explain: Explain {
        finds: "An incident of sev1 or sev2 with neither `plan` nor `call.plan`.",
        why: "A client who knows what happens next can wait. Without a plan they plan without you. What \
              is of sev3 or sev4 may go without one.",
        bad: "severity: sev2\nfix: { what: New mail password, at: 2025-03-04T11:02+01:00 }",
        good: "severity: sev2\n\
               plan: { statement: \"Repair the form, rebuild the list, call all 31 people\", promised_by: 2025-03-07T17:00+01:00 }",
        mend: "Write down what the client was told that we would do, in `plan.statement` or as \
               `plan.steps`.",
        ignore: "When it was mended before anybody could be told of a plan.",
    },
    source: &["S1.7", "S5.3c"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let on_call = incident.call.as_ref().is_some_and(|call| call.plan.is_some());
    if incident.plan.is_some() || on_call || !case.site.is_grave(incident) || !care::is_owed(incident, case) {
        return Vec::new();
    }
    Ask { field: "plan", message: "no plan of action is recorded", help: "say what the client was told that we would do" }.tell(case)
}
