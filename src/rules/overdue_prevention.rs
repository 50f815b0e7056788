//! `overdue-prevention`

use super::ask::steps::{self, Listed};
use crate::date::Day;
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::document::items;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "overdue-prevention",
    group: Group::Prevention,
    levels: [Info, Warn, Warn],
    kind: Kind::Clock,
    from: From::Published,
    summary: "a step that is still to be done is past its due date",
    explain: Explain {
        finds: "An open or begun step whose `due`, or the last date under `moved` if that is later, lies before \
                today. A step that is due today is let through. `--no-clock` leaves this rule out, so that no \
                pull request fails over a date that passed elsewhere.",
        why: "Trust comes back by small promises that are kept. One that quietly passes its day says that the rest \
              of the page need not be believed either.",
        bad: "prevention:\n  - { step: Second route for mail, owner: omar, due: 2025-03-21 }",
        good: "prevention:\n  - step: Second route for mail\n    owner: omar\n    due: 2025-06-01\n    moved:\n      - { \
               from: 2025-03-21, to: 2025-06-01, reason: the provider offers it from May on }",
        mend: "Do it, move the date and say why under `moved`, or drop the step with a `reason`.",
        ignore: "Never: a moved date with a reason says the same, and the board shows it.",
    },
    source: &["S4.7", "incident.io"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let open = steps::all(incident).filter(Listed::is_open);
    open.filter_map(|step| of_step(step, case.site.today)).collect()
}

fn of_step(listed: Listed<'_>, today: Day) -> Option<Finding> {
    let due = listed.step.due.as_ref()?;
    let moved = items(&listed.step.moved).iter().filter_map(|moved| moved.to.as_ref());
    let last = moved.map(|to| to.day()).fold(due.day(), Day::max);
    let late = today.days_since(last);
    if late <= 0 {
        return None;
    }
    let days = if late == 1 { "day" } else { "days" };
    let message = format!("step {} was due {late} {days} ago", listed.name());
    let help = "do it, move the date with a reason, or drop it with a reason";
    Some(Finding::on(due, listed.path("due"), message).help(help))
}
