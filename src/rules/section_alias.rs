//! `section-alias`

use super::ask::headings;
use crate::diagnostic::Level::{Info, Off};
use crate::diagnostic::{Edit, Fix, Safety};
use crate::document::body::Heading;
use crate::document::incident::Incident;
use crate::document::section::{Naming, Section};
use crate::fix::lines;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

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
    fix: Some(Safety::Safe),
    check: Check::Incident(look),
};

/// Puts the section's own name in the place of the other one, and keeps the anchor that others may link to.
fn renamed(section: Section, heading: &Heading, case: &Case<'_>) -> Option<Fix> {
    let text = case.text();
    let words = headings::words(&case.document.body, heading);
    let lower = words.of(text).to_ascii_lowercase();
    let alias = section.aliases().iter().filter(|alias| lower.contains(*alias)).max_by_key(|alias| alias.len())?;
    if alias.contains("could have") {
        // `missing-averting-action` reads these words: they say more than the section's name.
        return None;
    }
    let start = words.range().start + lower.find(alias)?;
    let rename = Edit::replace(Span::new(start, start + alias.len()), section.name());
    let rest = text.get(words.range().end..lines::end(text, words.range().end))?;
    let mut edits = vec![rename];
    match rest.trim() {
        "" => edits.push(Edit::insert(words.end, format!(" {{#{}}}", heading.id))),
        given if heading.given_id && given.starts_with('{') => {}
        _ => return None,
    }
    Some(Fix::safe(format!("call it `{}`, and keep its anchor", section.name()), edits))
}

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let body = &case.document.body;
    let parts = body.sections();
    let aliases = parts.iter().filter_map(|part| match part.section {
        Some((section, Naming::Alias)) => Some((section, body.heading_of(part)?)),
        _ => None,
    });
    let told = aliases.map(|(section, heading)| {
        let name = section.name();
        let is_only = parts.iter().filter(|part| part.section.is_some_and(|(other, _)| other == section)).count() == 1;
        let fix = is_only.then(|| renamed(section, heading, case)).flatten();
        let finding = Finding::at(headings::words(body, heading), format!("`{}` is read as `{name}`", heading.text));
        Finding { fix, ..finding.help(format!("call it `{name}`")) }
    });
    told.collect()
}
