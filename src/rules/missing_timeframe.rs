//! `missing-timeframe`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Off, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-timeframe",
    group: Group::ClientCare,
    levels: [Off, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "a plan does not say by when",
    explain: Explain {
        finds: "A `plan` without `promised_by`, where the call names no `by_when` either.",
        why: "When will it work again is what the client wants to know before all else. A plan without a \
              date leaves them to guess, and they guess early.",
        bad: "plan: { statement: We reprint the brochures }",
        good: "plan: { statement: We reprint the brochures, promised_by: 2025-05-10T12:00+02:00 }",
        mend: "Write in `promised_by` which day or hour the client was given. If none was, give them one \
               now.",
        ignore: "When the date hangs on somebody else and the client knows that; the plan can say so.",
    },
    source: &["S1.8", "S5.3c"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if incident.plan.is_none() || care::promise(incident).is_some() || !care::is_owed(incident, case) {
        return Vec::new();
    }
    Ask { field: "plan.promised_by", message: "the plan names no date", help: "say by when it was promised; a day is enough" }.tell(case)
}
