//! `malformed-front-matter`

use super::ask::faults;
use crate::config::SITE_TOML;
use crate::diagnostic::{Fix, Safety};
use crate::diagnostic::Level::Error;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::tree::fault::FaultKind;

pub(super) static RULE: Rule = Rule {
    name: "malformed-front-matter",
    group: Group::FrontMatter,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "the YAML of a document or registry, or the TOML of site.toml or a lexicon, cannot be read",
    explain: Explain {
        finds: "YAML that is not well formed, a front matter without its closing `---`, nesting or aliases beyond \
                the limits, and TOML that is not well formed.",
        why: "What cannot be read is not on the site, and nothing else can be said about the file.",
        bad: "title: Launch: what happened",
        good: "title: \"Launch: what happened\"",
        mend: "Quote values that contain a colon and a space or start with one of * & @ % ` ! | > [ {, close every \
               quote, and indent with spaces.",
        ignore: "Never.",
    },
    source: &["Astro9711"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let finding = |told: faults::Told<'_>| {
        let FaultKind::Malformed(why) = &told.fault.kind else { return None };
        let path = site.sources.path(told.file);
        let is_toml = path.ends_with(".toml");
        let (what, help) = match (is_toml, why.starts_with("the closing")) {
            (true, _) if path != SITE_TOML => {
                ("this is not valid TOML", "close every quote and bracket, and write patterns as '…'")
            }
            (true, _) => ("this is not valid TOML", "compare it with the site.toml that `amends init` writes"),
            (_, true) => ("the front matter does not end", "put a line with `---` below the last key"),
            _ => ("this is not valid YAML", help(why)),
        };
        Some(Finding::elsewhere(told.place(), format!("{what}: {why}")).help(help).fix(Fix::shown(help)))
    };
    faults::all(site).filter_map(finding).collect()
}

/// What mends a fault of the YAML reader, by the words in its reason.
fn help(why: &str) -> &'static str {
    let says = |word: &str| why.contains(word);
    if says("tab") {
        "indent with spaces"
    } else if says("levels deep") || says("recursion") {
        "write it with fewer levels"
    } else if says("aliases repeat") {
        "write the values out, or leave some of the aliases away"
    } else if says("second YAML document") {
        "close the front matter once, and let no other line start with `---`"
    } else if says("flow") || says("',' or") || says("illegal placement") {
        "close every bracket, and quote values that contain `, ` or start with `[` or `{`"
    } else if says("quoted") || says("quote") {
        "close the quote"
    } else if says("as a key") {
        "quote values that start with `{` or `[`"
    } else {
        "quote values that contain `: ` or start with `*`, `&`, `@`, `%`, `!`, `|` or `>`"
    }
}
