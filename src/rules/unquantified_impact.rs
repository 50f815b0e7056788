//! `unquantified-impact`

use super::ask::absent::says;
use super::ask::phrases::Phrases;
use super::ask::words::{Words, is_english};
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::Incident;
use crate::document::incident::harm::Impact;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    name: "unquantified-impact",
    group: Group::WhatWentWrong,
    levels: [Off, Info, Warn],
    kind: Kind::Heuristic,
    from: From::Published,
    summary: "no number in the impact",
    explain: Explain {
        finds: "An `impact` without a number, a duration or an amount, written in digits or in words; nobody, all \
                and every count as amounts. `quantified: false` and `unknown: REASON` are let through, and so are \
                drills. It reads English.",
        why: "A number ends the argument about how bad it was, for those who would make it smaller and for those \
              who would make it larger.",
        bad: "impact: Some customers were affected",
        good: "impact: 31 of 48 enquiries between 16:00 and 11:00 were lost",
        mend: "Write how many, how long or how much. Harm that cannot be counted is marked with `quantified: false`.",
        ignore: "Rarely: `quantified: false` says it in the same place.",
    },
    source: &["S2.7d", "SRE"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let is_drill = incident.exercise.as_ref().is_some_and(|flag| flag.value);
    let Some(impact) = incident.impact.as_ref().filter(|_| !is_drill && is_english(incident, case)) else {
        return Vec::new();
    };
    if is_excused(impact) || is_counted(impact) {
        return Vec::new();
    }
    let help = "write how many, how long or how much, or `quantified: false`";
    let finding = match &impact.client_view {
        Some(view) if says(Some(view)) => Finding::on(view, "impact", "no number in `impact`"),
        // One that says nothing at all is told by `missing-impact`.
        _ if impact.data.is_none() => return Vec::new(),
        _ => Finding::on(impact, "impact", "no number in `impact`"),
    };
    vec![finding.help(help)]
}

fn is_excused(impact: &Impact) -> bool {
    let uncountable = impact.quantified.as_ref().is_some_and(|counted| !counted.value);
    uncountable || says(impact.unknown.as_ref())
}

fn is_counted(impact: &Impact) -> bool {
    let texts = [&impact.client_view, &impact.duration, &impact.money];
    let has_number = |text: &str| {
        text.contains(|c: char| c.is_numeric()) || NUMBERS.stand_in(&Words::of(text))
    };
    impact.customers.is_some() || texts.into_iter().flatten().any(|text| has_number(text))
}

#[rustfmt::skip]
static NUMBERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty",
    "thirty", "forty", "fifty", "sixty", "hundred", "hundreds", "thousand", "thousands", "dozen", "dozens",
    "half", "third", "quarter", "twice", "both", "once", "all", "every", "everyone", "everybody", "nobody",
    "no one", "none", "a day", "a week", "an hour", "a minute", "a month",
]));
