//! `unknown-rule`

use crate::config::SITE_TOML;
use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::rule::{CROSS_GROUPS, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::rules;
use crate::site::Site;
use crate::site::nearest::nearest;
use crate::source::{FileId, Span};
use crate::tree::Value;

pub(super) static RULE: Rule = Rule {
    name: "unknown-rule",
    group: Group::Suppression,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "site.toml, a comment or the baseline names a rule, a group or an option that is not there",
    explain: Explain {
        finds: "In site.toml: a name under `[lint.levels]`, `[lint.rules]`, `forbid` or the levels of an override that \
                is neither a rule nor, with `@`, a group; a group under `forbid`, where only rules can stand; and an \
                option that the rule does not have. In an `amends-ignore` and in the baseline: a name that is no rule. \
                The check then ends with exit code 2, after it has told all it found.",
        why: "A misspelt name does nothing, and does it silently: the rule that was meant goes on as before.",
        bad: "[lint.levels]\nmissing-followup = \"error\"",
        good: "[lint.levels]\nmissing-follow-up = \"error\"",
        mend: "Write the name that the help shows; `amends rules` lists all of them.",
        ignore: "Never.",
    },
    source: &["rumdl"],
    options: &[],
    fix: None,
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let mut findings = in_settings(site);
    for (file, suppression) in site.all_suppressions() {
        let names = suppression.names.iter().filter(|named| !is_wholesale(&named.name));
        findings.extend(names.filter_map(|named| unknown(file, named.span, &named.name)));
    }
    findings.extend(site.baseline.file.into_iter().flat_map(|file| {
        let lines = site.baseline.entries.iter();
        lines.filter_map(move |line| unknown(file, line.span, &line.entry.rule))
    }));
    findings
}

/// What `blanket-suppression` tells.
fn is_wholesale(name: &str) -> bool {
    matches!(name, "all" | "*" | "everything") || Group::WORDS.iter().chain(&CROSS_GROUPS).any(|word| *word == name)
}

fn in_settings(site: &Site) -> Vec<Finding> {
    let Some(file) = site.sources.find(SITE_TOML) else { return Vec::new() };
    let lint = &site.config.lint;
    let overrides = lint.overrides.iter().filter_map(|table| table.levels.as_ref());
    let levels = lint.levels.iter().chain(overrides.flat_map(|levels| levels.iter()));
    let mut findings: Vec<Finding> = levels.filter_map(|(word, level)| unknown(file, level.key, word)).collect();
    // Rules that are forbidden to be lowered by default stand nowhere in the file.
    let forbid = lint.forbid.iter().filter(|name| !name.span.is_empty());
    findings.extend(forbid.filter_map(|name| match name.strip_prefix('@') {
        Some(_) => Some(group_forbidden(file, name.span, name)),
        None => unknown(file, name.span, name),
    }));
    for (name, options) in lint.rules.iter() {
        match rules::find(name) {
            Some(rule) => findings.extend(unknown_options(file, rule, &options.value.0.value)),
            None => findings.extend(unknown(file, options.key, name)),
        }
    }
    findings
}

fn unknown(file: FileId, span: Span, word: &str) -> Option<Finding> {
    let groups = || Group::WORDS.iter().chain(&CROSS_GROUPS);
    let (what, near) = match word.strip_prefix('@') {
        Some(group) if groups().any(|other| *other == group) => return None,
        Some(group) => ("group", nearest(group, groups().copied()).map(|near| format!("@{near}"))),
        None if rules::find(word).is_some() => return None,
        None => ("rule", near_rule(word).map(str::to_owned)),
    };
    let finding = Finding::elsewhere(Place { file, span }, format!("no {what} `{word}`"));
    Some(finding.help(match near {
        Some(near) => format!("write `{near}`"),
        None => "take it out, or choose a name from `amends rules`".to_owned(),
    }))
}

fn near_rule(word: &str) -> Option<&'static str> {
    nearest(word, rules::ALL.iter().map(|rule| rule.name)).or_else(|| rules::near(word))
}

fn group_forbidden(file: FileId, span: Span, word: &str) -> Finding {
    Finding::elsewhere(Place { file, span }, format!("`{word}` is a group, and `forbid` takes rules"))
        .help("name the rules of the group one by one")
}

fn unknown_options(file: FileId, rule: &Rule, options: &Value) -> Vec<Finding> {
    let Value::Map(entries) = options else { return Vec::new() };
    let known = || rule.options.iter().map(|(key, _)| *key);
    let unknown = entries.iter().filter(|entry| !known().any(|key| key == entry.key.as_ref()));
    let finding = |entry: &crate::tree::Entry| {
        let help = match nearest(&entry.key, known()) {
            Some(near) => format!("write `{near}`"),
            None if rule.options.is_empty() => "take it out: this rule has no options".to_owned(),
            None => format!("write one of: {}", known().collect::<Vec<_>>().join(", ")),
        };
        let place = Place { file, span: entry.key_span };
        Finding::elsewhere(place, format!("`{}` has no option `{}`", rule.name, entry.key)).help(help)
    };
    unknown.map(finding).collect()
}
