//! `plan-not-agreed`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off};
use crate::diagnostic::Place;
use crate::document::incident::{Incident, Kind as Type};
use crate::document::incident::talk::Plan;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "plan-not-agreed",
    group: Group::ClientCare,
    levels: [Off, Info, Info],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "a plan was made without the client, or before the problem was agreed",
    explain: Explain {
        finds: "A `plan`, outages apart, without `agreed_with_client: true`, and one whose `at` \
                is before `problem_confirmed.at`.",
        why: "A plan that the client helped to make is half accepted already, and it mends what they mind \
              and not what we see. In an outage nobody waits for that: everybody wants the same thing.",
        bad: "type: quality\n\
              plan: { statement: We put a new editor on it, at: 2025-03-04T10:00+01:00 }\n\
              problem_confirmed: { at: 2025-03-04T12:00+01:00 }",
        good: "type: quality\n\
               problem_confirmed: { at: 2025-03-04T12:00+01:00 }\n\
               plan: { statement: Both editors read each text, at: 2025-03-04T14:00+01:00, agreed_with_client: true }",
        mend: "Take the plan to the client, hear what it misses, and then set `agreed_with_client: true`.",
        ignore: "When the client told you to decide.",
    },
    source: &["S4.4", "S1.7", "S4.9"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let outage = incident.r#type.as_ref().is_some_and(|kind| kind.value == Type::Outage);
    let Some(plan) = incident.plan.as_ref().filter(|_| !outage) else { return Vec::new() };
    if !care::is_owed(incident, case) {
        return Vec::new();
    }
    match &plan.agreed_with_client {
        Some(agreed) if agreed.value => hasty(incident, plan, case),
        Some(agreed) => {
            let message = "the client was not asked about the plan";
            vec![Finding::on(agreed, "plan.agreed_with_client", message).help(HELP)]
        }
        None => Ask { field: "plan.agreed_with_client", message: "nothing shows that the client had a say in the plan", help: HELP }.tell(case),
    }
}

/// A plan that is older than the problem it is for.
fn hasty(incident: &Incident, plan: &Plan, case: &Case<'_>) -> Vec<Finding> {
    let confirmed = incident.problem_confirmed.as_ref().and_then(|confirmed| confirmed.at.as_ref());
    let (Some(planned), Some(confirmed)) = (plan.at.as_ref(), confirmed) else { return Vec::new() };
    if !planned.is_before(confirmed.value, &case.site.zone(incident)) {
        return Vec::new();
    }
    let place = Place { file: case.document.file, span: confirmed.span };
    let message = "the plan was made before the problem was agreed";
    vec![Finding::on(planned, "plan.at", message).also(place, "agreed here").help(HELP)]
}

const HELP: &str = "agree on the problem first, then make the plan with the client";
