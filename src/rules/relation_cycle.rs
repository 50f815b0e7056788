//! `relation-cycle`

use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::document::incident::Incident;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::{DocId, Site};
use crate::tree::decode::Field;
use crate::tree::mention::IncidentId;
use crate::tree::name::Ref;
use foldhash::fast::RandomState;
use std::collections::HashMap;

pub(super) static RULE: Rule = Rule {
    name: "relation-cycle",
    group: Group::References,
    levels: [Error, Error, Error],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "an incident is a recurrence or a part of itself",
    explain: Explain {
        finds: "A chain of `recurrence_of`, or of `superseded_by`, that comes back to where it began, also in one \
                step. Each chain is told once, at the document that comes first in the order of the files.",
        why: "An earlier incident cannot follow from a later one; a page that leads to itself leads nowhere.",
        bad: "# in a.md\nrecurrence_of: b\n# in b.md\nrecurrence_of: a",
        good: "# in b.md, the later one\nrecurrence_of: a",
        mend: "Let the later document name the earlier one, and take the line out of the earlier one.",
        ignore: "Never.",
    },
    source: &["ADRlint", "log4brains183"],
    options: &[],
    fix: None,
    check: Check::Names(look),
};

type Relation = fn(&Incident) -> Option<&Field<Ref<IncidentId>>>;

const RELATIONS: [(&str, &str, Relation); 2] = [
    ("recurrence_of", "is a recurrence of itself", |incident| incident.recurrence_of.as_ref()),
    ("superseded_by", "is superseded by itself", |incident| incident.superseded_by.as_ref()),
];

/// How many documents of a long chain are named.
const SHOWN: usize = 6;

fn look(site: &Site) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (field, what, relation) in RELATIONS {
        for cycle in cycles(site, relation) {
            findings.extend(finding(site, field, what, relation, &cycle));
        }
    }
    findings
}

/// Every chain that comes back to its beginning, from its first document on. Each document is walked over once.
fn cycles(site: &Site, relation: Relation) -> Vec<Vec<DocId>> {
    let next = |id: DocId| {
        let named = relation(site.get(id)?.incident()?)?;
        site.incident(&named.name).map(|(next, _, _)| next)
    };
    let mut walk_of: HashMap<DocId, DocId, RandomState> = HashMap::default();
    let mut cycles = Vec::new();
    for (start, _) in site.iter() {
        let mut walk = Vec::new();
        let mut at = Some(start);
        while let Some(id) = at.filter(|id| !walk_of.contains_key(id)) {
            walk_of.insert(id, start);
            walk.push(id);
            at = next(id);
        }
        // Only a walk that ran into itself has found a chain that no walk has found before.
        let closed = at.filter(|id| walk_of.get(id) == Some(&start));
        let chain = closed.and_then(|id| walk.iter().position(|other| *other == id)).and_then(|from| walk.get(from..));
        if let Some(chain) = chain {
            let mut chain = chain.to_vec();
            let first = chain.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(at, _)| at);
            chain.rotate_left(first);
            cycles.push(chain);
        }
    }
    cycles
}

fn finding(site: &Site, field: &'static str, what: &str, relation: Relation, cycle: &[DocId]) -> Option<Finding> {
    let first = site.get(*cycle.first()?)?;
    let named = relation(first.incident()?)?;
    let ids: Vec<&str> = cycle.iter().filter_map(|id| site.get(*id)).map(|document| document.id.as_ref()).collect();
    let via = match ids.get(1..) {
        None | Some([]) => String::new(),
        Some(ids) => {
            let more = ids.len().saturating_sub(SHOWN);
            let shown: Vec<&str> = ids.iter().take(SHOWN).copied().collect();
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!(" via {}{rest}", shown.join(", "))
        }
    };
    let place = Place { file: first.file, span: named.span };
    let finding = Finding::elsewhere(place, format!("`{}` {what}{via}", first.id)).field(field);
    Some(finding.help(format!("keep `{field}` only in the document that {}", match field {
        "recurrence_of" => "came later",
        _ => "was merged into the other",
    })))
}
