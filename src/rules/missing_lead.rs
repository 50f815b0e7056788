//! `missing-lead`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Off, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-lead",
    group: Group::ClientCare,
    levels: [Off, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "nobody is recorded as having taken charge",
    explain: Explain {
        finds: "An incident without `people.lead`.",
        why: "The client counts on one name. Where everybody helps and nobody leads, each thinks that \
              another has called back.",
        bad: "people: { responders: [lena, omar] }",
        good: "people: { lead: lena, responders: [omar] }",
        mend: "Name the one who took charge. If nobody did, that is worth a line in Lessons.",
        ignore: "When a client led the work and we only helped.",
    },
    source: &["S2.4", "S2.4b"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let lead = incident.people.as_ref().is_some_and(|people| people.lead.is_some());
    if lead || care::is_drill(incident) || case.document.is_unreadable() {
        return Vec::new();
    }
    Ask { field: "people.lead", message: "nobody is recorded as having taken charge", help: "name the one person who took charge" }.tell(case)
}
