//! `nothing-checked`

use crate::config::{CONTENT, SITE_TOML};
use crate::diagnostic::Level::{Error, Warn};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::source::FileId;

pub(super) static RULE: Rule = Rule {
    name: "nothing-checked",
    group: Group::Suppression,
    levels: [Warn, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "there is no document to check",
    explain: Explain {
        finds: "A project without a single incident, playbook or page: nothing in the folders that site.toml names.",
        why: "Checking nothing must not look like success: the folder may have been renamed, or not checked out.",
        bad: "[content]\nincidents = \"incidnets\"",
        good: "[content]\nincidents = \"incidents\"",
        mend: "Write a first incident with `amends new incident`, or correct the folders in site.toml.",
        ignore: "In a project that is only being set up.",
    },
    source: &["rumdl"],
    options: &[],
    fix: None,
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    if !site.documents.is_empty() {
        return Vec::new();
    }
    let folders = &site.config.folders;
    let names = [&folders.incidents, &folders.playbooks, &folders.pages];
    let names: Vec<String> = names.iter().map(|name| format!("{CONTENT}/{name}")).collect();
    let file = site.sources.find(SITE_TOML).unwrap_or(FileId(0));
    let message = format!("no document in {}", names.join(", "));
    vec![
        Finding::absent_from(file, "content", message)
            .help("write one with `amends new incident`, or correct [content] in site.toml"),
    ]
}
