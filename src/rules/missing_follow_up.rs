//! `missing-follow-up`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::Incident;
use crate::document::incident::after::FollowUp;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-follow-up",
    group: Group::ClientCare,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "no look back with the client is planned, or what it asked is not recorded",
    explain: Explain {
        finds: "An incident without `follow_up.due` and `follow_up.done_at`; and a follow-up that is done \
                without saying in `further_errors` whether anything else was wrong, or how the client \
                reaches us next time: in `reach_us`, or as `reach` of the client in clients.yaml.",
        why: "A week later the client knows what else broke, and whether the apology arrived. Asking shows \
              that for us it was not over when it worked again, and it finds the second fault before they \
              do.",
        bad: "follow_up: { done_at: 2025-03-11, by: lena }",
        good: "follow_up: { due: 2025-03-11, by: lena, done_at: 2025-03-11, further_errors: none, reach_us: \
               the desk number }",
        mend: "Set a day and a name. When it is done, record the answer to two questions: was anything else \
               wrong, and whom do they call next time?",
        ignore: "When the client has left and wants no call.",
    },
    source: &["S1.10", "S1.10a", "S1.10b", "S1.10c", "S2.3c"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !care::is_owed(incident, case) {
        return Vec::new();
    }
    match &incident.follow_up {
        Some(follow_up) if follow_up.done_at.is_some() => unanswered(follow_up, incident, case),
        Some(follow_up) if follow_up.due.is_some() => Vec::new(),
        _ => Ask { field: "follow_up.due", message: "no follow-up is planned", help: "set a day and a name, ask then whether anything else went wrong, and leave a number" }.tell(case),
    }
}

/// What a follow-up that is done does not tell.
fn unanswered(follow_up: &FollowUp, incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if follow_up.further_errors.is_none() {
        findings.extend(Ask { field: "follow_up.further_errors", message: "the follow-up does not say whether anything else was wrong", help: "record what the client answered: none, true or unknown" }.tell(case));
    }
    let in_registry = case.site.clients(incident).iter().any(|client| client.entry.reach.is_some());
    if follow_up.reach_us.is_none() && !in_registry {
        findings.extend(Ask { field: "follow_up.reach_us", message: "nothing says how the client reaches us next time", help: "leave a number, and record it here or as `reach` in clients.yaml" }.tell(case));
    }
    findings
}
