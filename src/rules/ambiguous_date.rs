//! `ambiguous-date`

use super::ask::faults;
use crate::diagnostic::{Fix, Safety};
use crate::diagnostic::Level::Error;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::tree::record::either;
use crate::tree::fault::FaultKind;

pub(super) static RULE: Rule = Rule {
    name: "ambiguous-date",
    group: Group::Time,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a date that can be read as two days",
    explain: Explain {
        finds: "A date such as 03/04/2025, 05-03-2020 or 3.4.25, whose day and month can change places. One that \
                has only one reading, such as 23/04/2025, is told by `invalid-value` with that reading.",
        why: "Teams and clients sit in several countries, and each reads its own day.",
        bad: "date: 03/04/2025",
        good: "date: 2025-04-03",
        mend: "Write it as YYYY-MM-DD.",
        ignore: "Never.",
    },
    source: &["TM"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let finding = |told: faults::Told<'_>| {
        let FaultKind::Ambiguous { readings } = &told.fault.kind else { return None };
        let written = told.place().span.of(site.sources.text(told.file));
        let readings: Vec<&str> = readings.iter().map(String::as_str).collect();
        let message = format!("`{written}` can be read as {}", either(&readings));
        let finding = Finding::elsewhere(told.place(), message).field(told.fault.field.clone());
        Some(finding.help("write the day as YYYY-MM-DD").fix(Fix::shown(format!("write {}", either(&readings)))))
    };
    faults::all(site).filter_map(finding).collect()
}
