//! `yaml-surprise`

use super::ask::faults;
use crate::diagnostic::Level::Warn;
use crate::diagnostic::{Edit, Fix, Safety};
use crate::fix::yaml_edit::{is_yaml, quoted};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::tree::fault::FaultKind;
use crate::tree::scalar::surprise;

pub(super) static RULE: Rule = Rule {
    name: "yaml-surprise",
    group: Group::FrontMatter,
    levels: [Warn, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "unquoted text that other readers of YAML take for something else",
    explain: Explain {
        finds: "Where text is expected: yes, no, on, off, y, n in any case, numbers with a leading zero or an \
                exponent, decimal numbers, `12:30`, and dates without their zeros, all without quotes.",
        why: "We read what is written, but editors and scripts read the file too, and `no` becomes false there.",
        bad: "client: no",
        good: "client: \"no\"",
        mend: "Put the value in quotes.",
        ignore: "When nothing but Amends will ever read the file.",
    },
    source: &["yamllint"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let finding = |told: faults::Told<'_>| {
        let FaultKind::Surprise { reading } = told.fault.kind else { return None };
        let written = told.place().span.of(site.sources.text(told.file));
        let message = format!("`{written}` is {reading} to some readers of YAML");
        let help = format!("write \"{written}\" in quotes");
        let finding = Finding::elsewhere(told.place(), message).field(told.fault.field.clone()).help(help);
        // An alias stands for a text that is written elsewhere.
        let is_here = surprise(written).is_some() && is_yaml(site.sources.path(told.file));
        let quotes = || Fix::safe("put it in quotes", vec![Edit::replace(told.fault.span, quoted(written))]);
        Some(if is_here { finding.fix(quotes()) } else { finding })
    };
    faults::all(site).filter_map(finding).collect()
}
