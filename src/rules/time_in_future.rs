//! `time-in-future`

use super::ask::moments;
use crate::diagnostic::Level::{Error, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "time-in-future",
    group: Group::Time,
    levels: [Warn, Error, Error],
    kind: Kind::Clock,
    from: From::Any,
    summary: "something that has happened is dated later than today",
    explain: Explain {
        finds: "A `date`, a time under `times`, the time of a message, call, apology, fix or review, or a date on \
                which a step was done or seen to work, that is more than a day later than today. Due dates, promises \
                and dates on which something is looked at again are let through.",
        why: "It is nearly always a misspelt year or month, and it spoils every view that is ordered by time.",
        bad: "times: { fixed: 2052-03-04T11:02+01:00 }",
        good: "times: { fixed: 2025-03-04T11:02+01:00 }",
        mend: "Correct the date. What is still to come belongs under `due`, `by_when` or `promised_by`.",
        ignore: "Never.",
    },
    source: &["TM"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

/// It is tomorrow already somewhere on earth.
const TOLERANCE: i64 = 1;

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let last = case.site.today.plus_days(TOLERANCE);
    let future = moments::past(incident).into_iter().filter(|(_, at)| at.day() > last);
    future
        .map(|(path, at)| {
            let message = format!("`{path}` lies in the future: {}", at.day());
            Finding::on(at, path, message).help("correct the date; what is still to come belongs under `due`")
        })
        .collect()
}
