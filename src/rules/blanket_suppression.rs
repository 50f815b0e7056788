//! `blanket-suppression`

use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::document::suppression::{Scope, Suppression};
use crate::rule::{CROSS_GROUPS, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::rules;
use crate::site::Site;
use crate::source::FileId;
use crate::suppress::can_ignore;

pub(super) static RULE: Rule = Rule {
    name: "blanket-suppression",
    group: Group::Suppression,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a comment asks for more to be ignored than one can",
    explain: Explain {
        finds: "An `amends-ignore` that names no rule, or `all`, or a group; that names a rule which site.toml forbids to \
                lower (`forbid`) or which judges such comments; or a word for a range, such as `amends-ignore-start`. \
                Such a comment has no effect.",
        why: "A comment that covers everything also covers the next fault, of which nobody knows yet.",
        bad: "<!-- amends-ignore-file all: written before 2023 -->",
        good: "<!-- amends-ignore-file missing-impact: written before we asked for it -->",
        mend: "Name each rule. For whole folders of old write-ups there are `[[lint.override]]` and the baseline.",
        ignore: "Never.",
    },
    source: &["ruff"],
    options: &[],
    fix: None,
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    site.all_suppressions().into_iter().flat_map(|(file, found)| judge(site, file, found)).collect()
}

fn judge(site: &Site, file: FileId, found: &Suppression) -> Vec<Finding> {
    let whole = Place { file, span: found.span };
    if let Scope::Unknown(word) = &found.scope {
        let message = format!("`{word}` does nothing");
        let help = "name the rule: `amends-ignore` for the next block or key, `amends-ignore-file` for the file";
        return vec![Finding::elsewhere(whole, message).help(help)];
    }
    if found.names.is_empty() {
        return vec![Finding::elsewhere(whole, "names no rule").help("name the rule that is to be ignored")];
    }
    let names = found.names.iter().filter_map(|named| {
        let message = refused(site, &named.name)?;
        Some(Finding::elsewhere(Place { file, span: named.span }, message.0).help(message.1))
    });
    names.collect()
}

/// Why a name has no effect, and what to do.
fn refused(site: &Site, name: &str) -> Option<(String, &'static str)> {
    let group = name.strip_prefix('@').unwrap_or(name);
    let is_group = Group::WORDS.iter().chain(&CROSS_GROUPS).any(|word| *word == group);
    if matches!(name, "all" | "*" | "everything") || is_group {
        return Some((format!("`{name}` is no single rule"), "name each rule"));
    }
    let rule = rules::find(name).filter(|rule| !can_ignore(site, rule))?;
    let help = if rule.heeds_comments() {
        "mend what it finds: site.toml forbids to lower this rule"
    } else {
        "mend what it finds: it judges such comments"
    };
    Some((format!("`{name}` cannot be ignored"), help))
}
