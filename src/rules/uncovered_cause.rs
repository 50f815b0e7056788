//! `uncovered-cause`

use super::ask::absent::says;
use super::ask::steps::{self, Listed};
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::document::incident::blame::Cause;
use crate::document::items;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "uncovered-cause",
    group: Group::Prevention,
    levels: [Off, Info, Info],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "a cause that no step averts, and that is not accepted",
    explain: Explain {
        finds: "An entry of `causes` whose id stands in the `averts` of no step, and that has no `accepted: REASON`. \
                A cause without an id counts as c1, c2 and so on in the order of the list. Steps that were dropped \
                avert nothing. Where the list is only `none: REASON`, that reason holds for all causes.",
        why: "A risk that was looked at and accepted is a decision. One that fell off the list between causes and \
              steps is the next incident.",
        bad: "causes:\n  - { id: c1, fact: The password was changed by hand }\n  - { id: c2, fact: All mail goes \
              through one provider }\nprevention:\n  - { step: Test mail after every change, averts: c1 }",
        good: "causes:\n  - { id: c1, fact: The password was changed by hand }\n  - { id: c2, fact: All mail goes \
               through one provider, accepted: a second one costs more than the form earns }\nprevention:\n  - { step: \
               Test mail after every change, averts: c1 }",
        mend: "Write `averts: c2` on the step that covers it, add such a step, or accept the risk with a reason.",
        ignore: "Rarely: `accepted` says it in the same place.",
    },
    source: &["S3.6", "S1.4"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, _: &Case<'_>) -> Vec<Finding> {
    let steps: Vec<Listed<'_>> = steps::all(incident).collect();
    if steps.is_empty() {
        return Vec::new();
    }
    let counting = steps.iter().filter(|step| !step.is_dropped());
    let averted: HashSet<&str> = counting.flat_map(Listed::averted).collect();
    let causes = (0..).zip(items(&incident.causes));
    causes.filter_map(|(number, cause)| of_cause(number, cause, &averted)).collect()
}

fn of_cause(number: usize, cause: &Field<Cause>, averted: &HashSet<&str>) -> Option<Finding> {
    let fact = cause.fact.as_ref()?;
    let id = cause.id.as_ref().map_or_else(|| format!("c{}", number + 1), |id| id.0.to_string());
    if says(cause.accepted.as_ref()) || averted.contains(id.as_str()) {
        return None;
    }
    let finding = Finding::on(fact, format!("causes[{number}]"), format!("no prevention step averts cause {id}"));
    Some(finding.help(format!("write `averts: {id}` on a step, add one, or accept the risk with `accepted:`")))
}
