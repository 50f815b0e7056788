//! `missing-client-brief`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::{Incident, Severity};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-client-brief",
    group: Group::ClientCare,
    levels: [Off, Off, Info],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "for something of the gravest kind the contact has nothing to pass on",
    explain: Explain {
        finds: "An incident of sev1 without `client_brief`.",
        why: "Your contact will be asked by people you never meet. With five plain lines to forward they \
              can answer; without, they have to say that they do not know, and you put them there.",
        bad: "severity: sev1",
        good: "severity: sev1\nclient_brief: briefs/2025-03-04.md",
        mend: "Write five lines without jargon: what, since when, what it means, what comes next, when. Put \
               them here, or the path of the file.",
        ignore: "When your contact is the owner and answers to nobody.",
    },
    source: &["S2.7d", "S2.7"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let gravest = incident.severity.as_ref().is_some_and(|severity| severity.value == Severity::Sev1);
    if !gravest || incident.client_brief.is_some() || !care::is_owed(incident, case) {
        return Vec::new();
    }
    Ask { field: "client_brief", message: "the contact has nothing to forward", help: "write five lines without jargon: what, since when, the effect, what comes next, when" }.tell(case)
}
