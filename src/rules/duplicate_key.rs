//! `duplicate-key`

use super::ask::faults;
use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::tree::fault::FaultKind;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-key",
    group: Group::FrontMatter,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "one key twice in one mapping",
    explain: Explain {
        finds: "A key that stands twice at the same place. We read the first; most other readers keep the last.",
        why: "One of the two values is lost without a trace.",
        bad: "client: acme\nseverity: sev2\nclient: initech",
        good: "client: [acme, initech]\nseverity: sev2",
        mend: "Merge the two values, or delete one.",
        ignore: "Never.",
    },
    source: &["yamllint"],
    options: &[],
    fix: None,
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let finding = |told: faults::Told<'_>| {
        let FaultKind::Twice { first } = told.fault.kind else { return None };
        let message = format!("`{}` is set twice", told.key());
        let finding = Finding::elsewhere(told.place(), message).field(told.fault.field.clone());
        let first = Place { file: told.file, span: first };
        Some(finding.also(first, "first set here").help("keep one of the two, or make a list of both"))
    };
    faults::all(site).filter_map(finding).collect()
}
