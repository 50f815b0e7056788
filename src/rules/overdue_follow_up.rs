//! `overdue-follow-up`

use super::ask::care;
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "overdue-follow-up",
    group: Group::ClientCare,
    levels: [Info, Warn, Warn],
    kind: Kind::Clock,
    from: From::Published,
    summary: "a follow-up that was due has not been done",
    explain: Explain {
        finds: "`follow_up.due` before today, without `done_at`.",
        why: "It is a promise, to ourselves too. The client who was told of it waits for the call.",
        bad: "follow_up: { due: 2025-03-11, by: lena }",
        good: "follow_up: { due: 2025-03-11, by: lena, done_at: 2025-03-11, further_errors: none }",
        mend: "Call today and set `done_at`, or tell the client of a new day and change `due`.",
        ignore: "When the client asked to be called later; then change the day.",
    },
    source: &["S1.10", "S4.7"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let follow_up = incident.follow_up.as_ref().filter(|follow_up| follow_up.done_at.is_none());
    let due = follow_up.and_then(|follow_up| follow_up.due.as_ref());
    let Some(due) = due.filter(|due| due.day() < case.site.today && !care::is_drill(incident)) else {
        return Vec::new();
    };
    let late = care::days(case.site.today.days_since(due.day()));
    let finding = Finding::on(due, "follow_up.due", format!("the follow-up was due {late} ago"));
    vec![finding.help("call the client and set `done_at`, or agree on a new day")]
}
