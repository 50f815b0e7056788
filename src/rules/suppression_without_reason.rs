//! `suppression-without-reason`

use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::document::suppression::{Scope, Suppression};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::source::FileId;

pub(super) static RULE: Rule = Rule {
    name: "suppression-without-reason",
    group: Group::Suppression,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a comment that asks for a finding to be ignored does not say why",
    explain: Explain {
        finds: "An `amends-ignore` without a colon and a reason behind it, with a reason of fewer words than \
                `min-reason-words` in site.toml asks for (three), or with one that says nothing: wip, todo, false \
                positive, n/a, ignore, temp. Also a day behind `until=` that cannot be read. The finding stays ignored \
                as long as only the reason is missing.",
        why: "Whoever meets the exception next year can only keep or remove it if they know what it was for.",
        bad: "<!-- amends-ignore excuse -->",
        good: "<!-- amends-ignore excuse: quoted from the client's report -->",
        mend: "Write behind a colon why the text is right as it stands.",
        ignore: "Never: a reason is quicker to write than a way around it.",
    },
    source: &["S3.6c", "biome", "ruff8453"],
    options: &[],
    fix: None,
    check: Check::Site(look),
};

/// Words that a reason must not consist of; what stands in for a reason everywhere.
const EMPTY: &[&str] = &[
    "wip", "todo", "fixme", "tbd", "false", "positive", "n/a", "na", "none", "ignore", "ignored", "suppress", "temp",
    "temporary", "temporarily", "later", "fix", "because", "reason", "why", "right", "ok", "okay", "fine", "known", "issue",
    "noise", "linter", "lint", "rule", "warning", "error", "finding",
];

/// Words that add nothing to a reason.
const FILLING: &[&str] = &[
    "a", "an", "the", "this", "that", "it", "is", "its", "it's", "be", "to", "for", "now", "just", "only", "please", "here",
    "me", "we", "will", "not", "of", "and", "so",
];

fn look(site: &Site) -> Vec<Finding> {
    site.all_suppressions().into_iter().filter_map(|(file, found)| judge(site, file, found)).collect()
}

fn judge(site: &Site, file: FileId, found: &Suppression) -> Option<Finding> {
    if matches!(found.scope, Scope::Unknown(_)) {
        return None;
    }
    if let Some(until) = found.until.as_ref().filter(|until| until.day.is_none()) {
        let written = until.span.of(site.sources.text(file));
        let finding = Finding::elsewhere(Place { file, span: until.span }, format!("`{written}` is no day"));
        return Some(finding.help("write it as until=YYYY-MM-DD"));
    }
    let wanted = site.config.lint.min_reason_words;
    let place = Place { file, span: found.span };
    let name = found.names.first().map_or("RULE", |named| &named.name);
    let help = format!("write `{name}: ` and why the text is right as it stands");
    let finding = match found.reason.as_deref() {
        Some(reason) if is_reason(reason, wanted) => return None,
        None if wanted == 0 => return None,
        None | Some("") => Finding::elsewhere(place, "no reason is given"),
        Some(reason) if words(reason) < wanted => {
            Finding::elsewhere(place, format!("a reason of fewer than {wanted} words"))
        }
        Some(reason) => Finding::elsewhere(place, format!("`{reason}` is no reason")),
    };
    Some(finding.help(help))
}

/// Whether a text is a reason: enough words, and not only such as stand in for one.
pub(super) fn is_reason(text: &str, wanted: usize) -> bool {
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let says = |word: String| {
        !word.is_empty() && !EMPTY.contains(&word.as_str()) && !FILLING.contains(&word.as_str())
    };
    words(text) >= wanted && (wanted == 0 || text.split_whitespace().map(plain).any(says))
}

fn words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
}
