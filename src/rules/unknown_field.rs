//! `unknown-field`

use super::ask::{faults, names};
use crate::diagnostic::{Fix, Safety};
use crate::diagnostic::Level::{Error, Warn};
use crate::document::{Document, front_matter};
use crate::fix::applied;
use crate::fix::yaml_edit::Yaml;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::site::nearest::nearest;
use crate::source::Source;
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::mention::Mention;

pub(super) static RULE: Rule = Rule {
    name: "unknown-field",
    group: Group::FrontMatter,
    levels: [Warn, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a key that the form does not have",
    explain: Explain {
        finds: "A key that is not part of the form at its place. Keys that other tools use for the same thing are \
                translated, and one that is nearly spelt like a known key is named. Keys that start with `x_` are \
                the team's own and never reported.",
        why: "A misspelt key that is silently passed over is worse than a crash: everybody believes it is there.",
        bad: "action_items:\n  - Send a test mail each hour",
        good: "prevention:\n  - Send a test mail each hour",
        mend: "Rename the key, or let it start with `x_` if it is your own.",
        ignore: "Rarely: rename a key of your own to `x_…` instead.",
    },
    source: &["moss", "vscode-yaml"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Site(look),
};

/// What other tools and templates call our fields.
const FOREIGN: &[(&str, &str)] = &[
    ("account", "client"),
    ("action_items", "prevention"),
    ("actions", "prevention"),
    ("apologies", "apology"),
    ("assignee", "owner"),
    ("blame", "blame_taken"),
    ("cause", "causes"),
    ("corrective_actions", "prevention"),
    ("customer", "client"),
    ("customer_impact", "impact"),
    ("deadline", "due"),
    ("description", "what_went_wrong"),
    ("detected_by", "noticed_by"),
    ("due_date", "due"),
    ("discovered_by", "noticed_by"),
    ("followup", "follow_up"),
    ("follow_ups", "follow_up"),
    ("incident_type", "type"),
    ("labels", "tags"),
    ("owners", "owner"),
    ("owner_email", "owner"),
    ("postmortem", "what_went_wrong"),
    ("preventive_actions", "prevention"),
    ("priority", "severity"),
    ("resolution", "fix"),
    ("resolved", "times.fixed"),
    ("root_cause", "causes"),
    ("root_causes", "causes"),
    ("sev", "severity"),
    ("slug", "id"),
    ("state", "status"),
    ("summary", "what_went_wrong"),
    ("timeline", "times"),
    ("triggers", "when"),
    ("trigger", "when"),
];

/// How many keys of a file are tried under another name: each time the whole front matter is read again.
const MOST_TRIED: usize = 10;

fn look(site: &Site) -> Vec<Finding> {
    let (mut file, mut tried) = (None, 0);
    let finding = |told: faults::Told<'_>| {
        let FaultKind::Unknown { known } = &told.fault.kind else { return None };
        let key = told.key();
        let help = match meant(key, known) {
            Some(meant) => format!("write `{meant}`; a key of your own starts with `x_`"),
            None => "delete it, or let it start with `x_` if it is your own".to_owned(),
        };
        let message = format!("unknown field `{key}`");
        if file.replace(told.file) != Some(told.file) {
            tried = 0;
        }
        let meant = meant(key, known).filter(|_| tried < MOST_TRIED);
        tried += usize::from(meant.is_some());
        let fix = meant.and_then(|meant| renamed(site, told, &meant));
        let finding = Finding::elsewhere(told.place(), message).field(told.fault.field.clone()).help(help);
        Some(Finding { fix, ..finding })
    };
    faults::all(site).filter_map(finding).collect()
}

/// Gives the key the name that was meant, where what it holds is understood under that name: `root_cause` holds a
/// sentence, and `causes` a list of facts.
fn renamed(site: &Site, told: faults::Told<'_>, meant: &str) -> Option<Fix> {
    let source = site.sources.get(told.file)?;
    let (_, document) = site.by_path(&source.path)?;
    let parent = |field: &str| field.rsplit_once('.').map(|(parent, _)| parent.to_owned());
    let means_same = |fault: &&Fault| match fault.kind {
        FaultKind::Unknown { known } => {
            let is_sibling = fault.span != told.fault.span && parent(&fault.field) == parent(&told.fault.field);
            is_sibling && self::meant(faults::named(&fault.field), known).as_deref() == Some(meant)
        }
        _ => false,
    };
    if document.faults.iter().any(|fault| means_same(&fault)) {
        return None;
    }
    let edit = Yaml::read(&source.path, &source.text)?.rename_key(told.fault.span, meant)?;
    let front = source.text.get(..front_matter::split(&source.text).body)?;
    let text = applied(front, [&edit])?.into();
    let renamed = Document::read(told.file, &Source { text, ..source.clone() }, document.kind());
    let path = parent(&told.fault.field).map_or_else(|| meant.to_owned(), |parent| format!("{parent}.{meant}"));
    let is_within = |field: &str| {
        field.strip_prefix(&*path).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    // An unknown key further inside is told, and mended, when this one is understood.
    let is_amiss = |fault: &Fault| {
        let is_small = matches!(
            fault.kind,
            FaultKind::Unknown { .. } | FaultKind::Empty | FaultKind::Placeholder | FaultKind::Surprise { .. }
        );
        !is_small && is_within(&fault.field)
    };
    let is_understood = !renamed.is_unreadable() && !renamed.faults.iter().any(is_amiss);
    let is_new = |mention: &&Mention| {
        !document.mentions.iter().any(|other| other.name == mention.name && other.kind == mention.kind)
    };
    let mut new = renamed.mentions.iter().filter(is_new).map(|mention| names::Said { file: told.file, mention });
    let is_known = new.all(|said| said.unknown(site).is_none());
    (is_understood && is_known).then(|| Fix::safe(format!("call it `{meant}`"), vec![edit]))
}

/// The key that was probably meant: a translation, or the only one within two edits.
pub(super) fn meant(key: &str, known: &[&'static str]) -> Option<String> {
    let plain = key.to_lowercase().replace(['-', ' '], "_");
    if let Some((_, ours)) = FOREIGN.iter().find(|(foreign, _)| *foreign == plain) {
        let first = ours.split('.').next().unwrap_or(ours);
        if known.contains(&first) {
            return Some((*ours).to_owned());
        }
    }
    let plain = plain.as_str();
    let near = |limit: usize| known.iter().filter(move |other| strsim::damerau_levenshtein(plain, other) <= limit);
    // Two edits make any short word into any other.
    let mut close = near(if plain.len() < 5 { 1 } else { 2 }).copied();
    match (close.next(), close.next()) {
        (Some(only), None) => Some(only.to_owned()),
        (Some(_), Some(_)) => nearest(key, near(1).copied()).map(str::to_owned),
        _ => None,
    }
}
