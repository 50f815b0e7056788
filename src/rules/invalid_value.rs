//! `invalid-value`

use super::ask::faults;
use crate::diagnostic::Level::Error;
use crate::diagnostic::{Edit, Fix, Place, Safety};
use crate::document::Document;
use crate::fix::yaml_edit::is_yaml;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::site::nearest::nearest;
use crate::tree::fault::FaultKind;

pub(super) static RULE: Rule = Rule {
    name: "invalid-value",
    group: Group::FrontMatter,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a value of the wrong kind, or outside of what is allowed",
    explain: Explain {
        finds: "Text where a list belongs, a word that is not one of the allowed ones, a date that does not exist \
                or is not written as YYYY-MM-DD, an unknown version of the form, a title shorter than 5 or longer \
                than 120 characters.",
        why: "A value that is not understood is not on the site; one that is guessed at may be wrong on it.",
        bad: "severity: Sev 2",
        good: "severity: sev2",
        mend: "Write one of the values that the help names.",
        ignore: "Never.",
    },
    source: &["S4.0", "Astro15976"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Each(look, beside),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    let Case { site, document, .. } = *case;
    faults::of(document).filter_map(|told| written(site, told)).chain(title(document)).collect()
}

fn beside(site: &Site) -> Vec<Finding> {
    faults::beside(site).filter_map(|told| written(site, told)).collect()
}

/// What is told where a value is wrong.
fn written(site: &Site, told: faults::Told<'_>) -> Option<Finding> {
        let FaultKind::Invalid { got, expected, allowed } = &told.fault.kind else { return None };
        let message = format!("{} is {got}", told.shown());
        let word = told.place().span.of(site.sources.text(told.file));
        let near = near_word(word, allowed);
        let help = match near {
            Some(near) => format!("write `{near}`"),
            None => properly(word, expected),
        };
        let finding = Finding::elsewhere(told.place(), message).field(told.fault.field.clone()).help(help);
        let is_one_line = !word.contains('\n') && is_yaml(site.sources.path(told.file));
        let spelt = spelt(word, allowed).filter(|_| is_one_line);
        let fix = spelt.map(|spelt| {
            Fix::safe(format!("write `{spelt}`"), vec![Edit::replace(told.fault.span, spelt)])
        });
        let finding = Finding { fix, ..finding };
        Some(match near {
            Some(_) => finding.note(format!("allowed: {}", allowed.join(", "))),
            None => finding,
        })
}

/// How it is written, in the words of the form; one line of text is shown as a list where a list belongs.
fn properly(word: &str, expected: &str) -> String {
    match expected {
        "a list" if !word.contains(['\n', '[', '{', ',']) => format!("write a list: `[{word}]`"),
        "a mapping" => "write keys with values, as `key: value`".to_owned(),
        _ => format!("write {expected}"),
    }
}

/// The allowed word that a written one can only be: case and separators aside the same, or the only one that is one
/// edit away. Of short words every other is one edit away.
fn spelt(word: &str, allowed: &[&'static str]) -> Option<&'static str> {
    let word = word.trim_matches(['"', '\'']);
    let same = allowed.iter().find(|other| plain(other) == plain(word));
    let mut near = allowed.iter().filter(|other| {
        other.len().min(word.len()) > 2 && strsim::damerau_levenshtein(&plain(word), &plain(other)) == 1
    });
    let only = near.next().filter(|_| near.next().is_none());
    same.or(only).copied()
}

fn plain(word: &str) -> String {
    word.to_lowercase().replace([' ', '_', '-', '"', '\''], "")
}

/// The allowed word that a written one stands for, case and separators aside, else the nearest.
fn near_word(word: &str, allowed: &[&'static str]) -> Option<&'static str> {
    let same = allowed.iter().find(|other| plain(other) == plain(word));
    same.copied().or_else(|| nearest(word.trim_matches(['"', '\'']), allowed.iter().copied()))
}

fn title(document: &Document) -> Option<Finding> {
    let title = document.incident()?.title.as_ref()?;
    let length = title.chars().count();
    let help = match length {
        5..=120 => return None,
        0..5 => "say in a few words what the client would call it",
        _ => "say it in at most 120 characters; the rest belongs to `what_went_wrong`",
    };
    let noun = if length == 1 { "character" } else { "characters" };
    let place = Place { file: document.file, span: title.span };
    Some(Finding::elsewhere(place, format!("`title` has {length} {noun}")).field("title").help(help))
}
