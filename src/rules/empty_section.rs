//! `empty-section`

use super::ask::headings;
use crate::diagnostic::Level::{Off, Warn};
use crate::diagnostic::{Fix, Place, Safety};
use crate::document::body::Heading;
use crate::document::incident::Incident;
use crate::document::section::Part;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

pub(super) static RULE: Rule = Rule {
    name: "empty-section",
    group: Group::Structure,
    levels: [Off, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "a section without a word, or one that stands there twice",
    explain: Explain {
        finds: "One of our sections with nothing below its heading (headings and comments are nothing), and \
                a section whose heading stands there a second time.",
        why: "A form that looks filled and is not is worse than a short one: the reader searches for what \
              is not there.",
        bad: "## Impact\n\n## Timeline",
        good: "## Impact\n\n31 enquiries were lost.",
        mend: "Write one line, or delete the heading. Of two, make one.",
        ignore: "Never; an absent section says the same and is honest.",
    },
    source: &["FM008"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Incident(look),
};

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let body = &case.document.body;
    let ours: Vec<(&Part, &Heading)> = body
        .sections()
        .iter()
        .filter(|part| part.section.is_some())
        .filter_map(|part| Some((part, body.heading_of(part)?)))
        .collect();
    let mut firsts: HashMap<String, &Heading> = HashMap::new();
    let mut findings = Vec::new();
    for (part, heading) in ours {
        let place = |heading| headings::words(body, heading);
        // Two names of one section may mean two things, as Trigger and Root cause do.
        let finding = match firsts.entry(heading.text.to_ascii_lowercase()) {
            Entry::Occupied(first) => {
                let first = Place { file: case.document.file, span: place(first.get()) };
                Finding::at(place(heading), format!("`{}` stands here twice", heading.text))
                    .also(first, "first here")
                    .help("make one section of the two")
            }
            Entry::Vacant(entry) => {
                entry.insert(heading);
                if part.has_text {
                    continue;
                }
                Finding::at(place(heading), format!("`{}` is empty", heading.text))
                    .help("write one line, or delete the heading")
            }
        };
        // A comment in it may be a question that is still to be answered.
        let is_bare = !part.has_text && part.content.of(case.text()).trim().is_empty();
        let edit = is_bare.then(|| headings::without(case, heading)).flatten();
        findings.push(Finding { fix: edit.map(|edit| Fix::safe("delete the heading", vec![edit])), ..finding });
    }
    findings
}
