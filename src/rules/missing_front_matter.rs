//! `missing-front-matter`

use super::ask::faults;
use crate::diagnostic::Level::Error;
use crate::diagnostic::{Edit, Fix, Safety};
use crate::document::DocumentKind;
use crate::fix::lines;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::source::FileId;
use crate::tree::fault::FaultKind;

pub(super) static RULE: Rule = Rule {
    name: "missing-front-matter",
    group: Group::FrontMatter,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "an incident or playbook does not start with a `---` block",
    explain: Explain {
        finds: "A file in the folder of incidents or playbooks whose first line is not `---`. Plain pages may go \
                without front matter; `README.md` and names that start with `_` or `.` are not read at all.",
        why: "Without title, date and client nothing can be listed, counted or linked.",
        bad: "# Outage of 4 March\n\nThe form sent no mail.",
        good: "---\ntitle: Contact form lost 31 enquiries\ndate: 2025-03-04\nclient: acme\nwhat_went_wrong: The \
               contact form sent no mail for 19 hours.\n---",
        mend: "Put the six-key form on top of the file: title, date, client, what_went_wrong, blame_taken, prevention.",
        ignore: "Never. Move a file that is no write-up to the folder of pages, or let its name start with `_`.",
    },
    source: &["Astro"],
    options: &[],
    fix: Some(Safety::Unsafe),
    check: Check::Site(look),
};

/// The keys of the short form, each without a value.
fn form(site: &Site, file: FileId) -> Option<Fix> {
    let source = site.sources.get(file)?;
    let (_, document) = site.by_path(&source.path)?;
    let keys: &[&str] = match document.kind() {
        DocumentKind::Incident => &["title", "date", "client", "what_went_wrong", "blame_taken", "prevention"],
        DocumentKind::Playbook => &["title", "when", "steps"],
        DocumentKind::Page => return None,
    };
    let newline = lines::newline(&source.text);
    let keys: String = keys.iter().map(|key| format!("{key}:{newline}")).collect();
    let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
    let block = format!("---{newline}{keys}---{newline}{newline}");
    Some(Fix::assuming("add the keys, to be filled in", vec![Edit::insert(start, block)]))
}

fn look(site: &Site) -> Vec<Finding> {
    faults::all(site)
        .filter(|told| told.fault.kind == FaultKind::NoFrontMatter)
        .map(|told| {
            let fix = form(site, told.file);
            let finding = Finding::absent_from(told.file, "", "no front matter")
                .help("start the file with `---`, the six keys and `---`: `amends new incident` shows the form");
            Finding { fix, ..finding }
        })
        .collect()
}
