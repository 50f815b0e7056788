//! `prevention-only-in-body`

use super::ask::absent;
use super::ask::headings;
use crate::diagnostic::Level::{Error, Warn};
use crate::diagnostic::{Edit, Fix, Safety};
use crate::document::incident::Incident;
use crate::document::items;
use crate::document::section::{Item, Part, Section};
use crate::fix::lines;
use crate::fix::yaml_edit::{Yaml, is_flow, quoted};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "prevention-only-in-body",
    group: Group::Structure,
    levels: [Warn, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "steps under Prevention in the text that `prevention` does not track",
    explain: Explain {
        finds: "A list under the heading Prevention (or another name of it) with more items than \
                `prevention` has steps. Steps that are gone from the list are let through, and so is a list \
                of remarks that is not longer.",
        why: "Only steps in the front matter have an owner, a date and a place on the board. What stands in \
              the text alone is a wish.",
        bad: "---\n## Prevention\n\n- Send a test mail each hour",
        good: "prevention:\n- { step: Send a test mail each hour, owner: omar, due: 2025-03-14 }",
        mend: "Copy the steps into `prevention`; the text may then say why they were chosen.",
        ignore: "When the list holds reasons or remarks rather than steps.",
    },
    source: &["S3.6"],
    options: &[],
    fix: Some(Safety::Unsafe),
    check: Check::Incident(look),
};

/// Puts the items that `prevention` does not say at its end, word for word.
fn copied(incident: &Incident, written: &[Item], case: &Case<'_>) -> Option<Fix> {
    let (text, front) = (case.text(), case.document.front?);
    let said = |item: &str| {
        let steps = items(&incident.prevention).iter().filter_map(|step| step.step.as_ref());
        steps.into_iter().any(|step| step.trim().eq_ignore_ascii_case(item.trim()))
    };
    let new: Vec<String> = written
        .iter()
        .map(|item| item.text.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|item| !item.is_empty() && !said(item))
        .map(|item| quoted(&item))
        .collect();
    let newline = lines::newline(text);
    let edit = match &incident.prevention {
        None => {
            let root = Yaml::read(&case.document.path, text)?.root().span;
            if is_flow(text, root) {
                return None;
            }
            let indent = lines::indent(text, root.range().start);
            let steps: String = new.iter().map(|step| format!("{indent}  - {step}{newline}")).collect();
            Edit::insert(front.end, format!("{indent}prevention:{newline}{steps}"))
        }
        Some(list) if is_flow(text, list.span) => {
            let close = text.get(..list.span.range().end)?.strip_suffix(']')?.trim_end().len();
            let comma = if list.is_empty() { "" } else { ", " };
            Edit::insert(Span::new(close, close).start, format!("{comma}{}", new.join(", ")))
        }
        Some(list) => {
            let indent = lines::indent(text, list.span.range().start);
            let steps: String = new.iter().map(|step| format!("{indent}- {step}{newline}")).collect();
            // The place of a block may reach to where the next key begins.
            let last = text.get(..list.span.range().end)?.trim_end().len();
            let end = lines::next(text, last);
            Edit::insert(Span::new(end, end).start, steps)
        }
    };
    (!new.is_empty()).then(|| Fix::assuming("copy the steps into `prevention`", vec![edit]))
}

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if case.document.is_unreadable() || absent::is_told_elsewhere(case.document, "prevention") {
        return Vec::new();
    }
    let body = &case.document.body;
    let is_prevention = |part: &&Part| matches!(part.section, Some((Section::Prevention, _)));
    let parts = body.sections().iter().filter(is_prevention);
    let counts = parts.map(|part| (part, body.item_runs(part.nodes).count()));
    let lists: Vec<(&Part, usize)> = counts.filter(|(_, count)| *count > 0).collect();
    let written: usize = lists.iter().map(|(_, count)| *count).sum();
    let tracked = items(&incident.prevention).iter().filter(|step| step.step.is_some()).count();
    let heading = lists.first().and_then(|(part, _)| body.heading_of(part));
    let Some(heading) = heading.filter(|_| written > tracked) else { return Vec::new() };
    let message = match written - tracked {
        1 => "1 step in the text is not tracked".to_owned(),
        count => format!("{count} steps in the text are not tracked"),
    };
    let finding = Finding::at(headings::words(body, heading), message).field("prevention");
    let items: Vec<Item> = lists.iter().flat_map(|(part, _)| body.items(part.nodes, case.text())).collect();
    let fix = copied(incident, &items, case);
    vec![Finding { fix, ..finding.help("copy the steps into `prevention`, each with an owner and a date") }]
}
