//! `missing-front-matter`

use super::faults;
use crate::diagnostic::Level::Error;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
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
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    faults::all(site)
        .filter(|told| told.fault.kind == FaultKind::NoFrontMatter)
        .map(|told| {
            Finding::absent_from(told.file, "", "no front matter")
                .help("start the file with `---`, the six keys and `---`: `amends new incident` shows the form")
        })
        .collect()
}
