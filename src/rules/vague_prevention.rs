//! `vague-prevention`

use super::ask::phrases::Phrases;
use super::ask::steps::{self, Listed};
use super::ask::words::{Words, is_english, part_of};
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    name: "vague-prevention",
    group: Group::Prevention,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "a step that nobody could ever tick off",
    explain: Explain {
        finds: "A step that says to be more careful, to pay attention, to improve, increase or better something \
                abstract such as communication, quality or processes, to try, consider or look into something, to \
                raise awareness, or to make sure that it does not happen again. A step with a number, or a rhythm \
                such as weekly, or a second half behind a colon or semicolon, is let through, and so are dropped \
                and superseded ones. It reads English.",
        why: "What lasts is a way of working, not an intention. If a stranger could not see whether a step is done, \
              it will stay open for ever or be closed without anything being different.",
        bad: "prevention:\n  - Improve communication with the client",
        good: "prevention:\n  - Weekly call of 15 minutes with the client, minutes in the project folder",
        mend: "Write a verb, a thing and where. How would a stranger see that it is done?",
        ignore: "When the step is to find out: then say who decides what, by when.",
    },
    source: &["S3.6", "incident.io"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !is_english(incident, case) {
        return Vec::new();
    }
    steps::all(incident).filter(Listed::is_live).filter_map(|step| of_step(step, case)).collect()
}

fn of_step(listed: Listed<'_>, case: &Case<'_>) -> Option<Finding> {
    let step = listed.step.step.as_ref()?;
    let written = step.span.of(case.text());
    let vague = vague(written)?;
    let message = format!("step {} cannot be checked as done", listed.name());
    let finding = Finding::at(part_of(step.span, vague), message).field(listed.path("step"));
    Some(finding.help("write a verb, a thing and where: how would a stranger see that it is done?"))
}

/// Where a step is vague, if nothing else in it makes it concrete.
fn vague(step: &str) -> Option<Range<usize>> {
    if step.contains(|c: char| c.is_ascii_digit()) || step.trim_matches(['"', '\'']).contains([':', ';']) {
        return None;
    }
    let words = Words::of(step);
    if MEASURES.stand_in(&words) {
        return None;
    }
    PHRASES.find_first(&words).or_else(|| OPENINGS.find_opening(&words)).or_else(|| abstraction(&words))
}

/// "improve the communication": a verb of growth and, one or two words behind it, something abstract.
fn abstraction(words: &Words<'_>) -> Option<Range<usize>> {
    let verb = GROWTH.find_first(words)?;
    let things = ABSTRACT.iter().filter_map(|thing| words.find(thing)).filter(|thing| thing.start >= verb.end);
    let thing = things.min_by_key(|thing| thing.start)?;
    (words.count_between(verb.end, thing.start) <= 2).then_some(verb.start..thing.end)
}

#[rustfmt::skip]
static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "be more careful", "be careful", "be extra careful", "take more care", "more care", "pay attention",
    "pay more attention", "pay closer attention", "be more attentive", "be more aware", "be aware", "be mindful",
    "be vigilant", "raise awareness", "raise the awareness", "look into", "keep an eye on", "keep in mind",
    "think about", "see if we can", "see whether we can", "does not happen again", "doesn't happen again",
    "do not let this happen", "never happens again", "not happen again", "do better", "be better at",
    "work on our", "try harder", "as soon as possible", "where possible",
]));

#[rustfmt::skip]
static OPENINGS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "try to", "we try to", "we will try to", "we should try to", "consider", "we consider", "we will consider",
    "we should consider", "evaluate whether", "discuss whether", "make sure to be",
]));

#[rustfmt::skip]
static GROWTH: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "improve", "improved", "improving", "increase", "increased", "better", "enhance", "strengthen", "optimise",
    "optimize", "boost", "foster", "promote", "stronger",
]));

#[rustfmt::skip]
const ABSTRACT: &[&str] = &[
    "communication", "communications", "awareness", "quality", "process", "processes", "care", "attention",
    "diligence", "coordination", "collaboration", "understanding", "focus", "discipline", "transparency",
    "culture", "workflow", "workflows", "planning", "preparation", "teamwork", "knowledge", "reliability",
    "stability", "performance", "responsiveness", "sensitivity", "alignment", "procedures",
];

#[rustfmt::skip]
static MEASURES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "hourly", "daily", "weekly", "monthly", "quarterly", "every", "each", "one", "two", "three", "four", "five",
    "ten", "twice", "once",
]));

#[cfg(test)]
mod tests {
    use super::vague;

    #[test]
    fn vague_steps_are_told_from_plain_ones() {
        for (step, part) in [
            ("Improve communication with the client", "Improve communication"),
            ("Better internal processes", "Better internal processes"),
            ("We should be more careful with DNS", "be more careful"),
            ("\"Consider a second provider\"", "Consider"),
            ("Make sure this does not happen again", "does not happen again"),
        ] {
            assert_eq!(vague(step).and_then(|range| step.get(range)), Some(part), "{step}");
        }
        for step in [
            "Improve communication: weekly call, minutes in the project folder",
            "A better lock for the door of the communication room",
            "Make sure that the deploy stops without a test mail",
            "The form considers umlauts",
            "Increase the disk of the shop to 80 GB",
        ] {
            assert_eq!(vague(step), None, "{step}");
        }
    }
}
