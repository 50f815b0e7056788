//! `fix-not-reported-back`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Off, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "fix-not-reported-back",
    group: Group::ClientCare,
    levels: [Off, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "it was fixed, and nothing shows that the client heard so",
    explain: Explain {
        finds: "`times.fixed` without `times.reported_back`, when no message to the client follows the fix.",
        why: "Until somebody tells them, the client goes on working around what works again. The report \
              back is also the moment at which a promise is seen to be kept.",
        bad: "times: { fixed: 2025-03-04T11:02+01:00 }",
        good: "times: { fixed: 2025-03-04T11:02+01:00, reported_back: 2025-03-04T11:15+01:00 }",
        mend: "Call and say that it works again; then write when in `times.reported_back`.",
        ignore: "When the client mended it together with you.",
    },
    source: &["S5.4", "S1.10a", "S1.9"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(times) = incident.times.as_ref().filter(|times| times.reported_back.is_none()) else {
        return Vec::new();
    };
    let Some(fixed) = times.fixed.as_ref().filter(|_| care::is_owed(incident, case)) else { return Vec::new() };
    let zone = case.site.zone(incident);
    let heard = |sent: &care::Sent<'_>| !sent.time.is_before(fixed.value, &zone);
    if care::sent(incident, &zone).iter().any(heard) {
        return Vec::new();
    }
    Ask { field: "times.reported_back", message: "fixed, and nothing shows that the client was told", help: "tell the client that it works again, and write down when" }.tell(case)
}
