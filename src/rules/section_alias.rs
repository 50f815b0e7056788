//! `section-alias`

use super::headings;
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::document::section::Naming;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "section-alias",
    group: Group::Structure,
    levels: [Off, Info, Info],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a heading is another name for one of the sections that we know",
    explain: Explain {
        finds: "A heading of an incident that other templates use for one of our sections, such as Root \
                cause, Action items, Customer impact or Lessons learnt. It is read as that section.",
        why: "Old templates keep working. One name for one thing makes a hundred write-ups easier to read \
              than five names do.",
        bad: "## Action items",
        good: "## Prevention",
        mend: "Rename the heading. Links to its anchor need the new name too.",
        ignore: "While a team moves over from another template; `section-alias = \"off\"` does it for all.",
    },
    source: &["dastergon"],
    options: &[],
    check: Check::Incident(look),
};

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let body = &case.document.body;
    let parts = body.sections(case.text());
    let aliases = parts.iter().filter_map(|part| match part.section {
        Some((section, Naming::Alias)) => Some((section, body.headings.get(part.heading)?)),
        _ => None,
    });
    let told = aliases.map(|(section, heading)| {
        let name = section.name();
        Finding::at(headings::words(body, heading), format!("`{}` is read as `{name}`", heading.text))
            .help(format!("call it `{name}`"))
    });
    told.collect()
}
