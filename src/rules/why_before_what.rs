//! `why-before-what`

use super::ask::phrases::Phrases;
use super::ask::words::{Words, is_english, part_of};
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;
use std::ops::Range;
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    name: "why-before-what",
    group: Group::WhatWentWrong,
    levels: [Off, Info, Info],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "what went wrong starts with the reason",
    explain: Explain {
        finds: "A `what_went_wrong` or `call.what` that begins with because, due to, as a result of and the like, \
                with since or as in the sense of because, or whose first sentence says that something caused or led \
                to something before it says any symptom. \"Since 16:00\" and \"As of Monday\" are let through. It \
                reads English.",
        why: "On the telephone the reason does not matter yet: who hears it first hears an excuse. And a page that \
              starts with the reason is not found by those who see the same symptom.",
        bad: "what_went_wrong: Due to a change at the provider, mail failed.",
        good: "what_went_wrong: No mail left the form for 19 hours.\ncauses:\n  - fact: The provider changed its \
               password rule",
        mend: "Say first what the client saw, and move the reason to `causes`.",
        ignore: "When the reason is what the client saw.",
    },
    source: &["S5.3a", "S4.6", "S4.9"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !is_english(incident, case) {
        return Vec::new();
    }
    let call = incident.call.as_ref().and_then(|call| call.what.as_ref());
    let fields = [("what_went_wrong", incident.what_went_wrong.as_ref()), ("call.what", call)];
    let found = |(path, field): (&'static str, Option<&Field<Box<str>>>)| {
        let field = field?;
        let reason = reason(first_sentence(field.span.of(case.text())))?;
        let finding = Finding::at(part_of(field.span, reason), "this starts with the reason, not with what happened");
        Some(finding.field(path).help("say first what the client saw; the reason has its place in `causes`"))
    };
    fields.into_iter().filter_map(found).collect()
}

fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(['.', '!', '?']).map(|(at, sign)| at + sign.len());
    let mut ends = ends.filter(|end| text.get(*end..).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
    ends.next().and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Where in a sentence the reason comes before what happened.
fn reason(sentence: &str) -> Option<Range<usize>> {
    let words = Words::of(sentence);
    OPENINGS.find_opening(&words).or_else(|| conjunction(&words, sentence)).or_else(|| turned(&words, sentence))
}

/// "Since we", "As the": with a comma behind the clause, and no time in it.
fn conjunction(words: &Words<'_>, sentence: &str) -> Option<Range<usize>> {
    let begins = [("since", false), ("as", true)].into_iter().find(|(phrase, _)| words.begins_with(phrase));
    let (phrase, takes_things) = begins?;
    let range = words.find(phrase)?;
    let next = words.after(range.end).next()?.to_lowercase();
    // "Since the release" is more often a time than a reason.
    let begins_clause = SUBJECTS.contains(&next.as_str()) || (takes_things && THINGS.contains(&next.as_str()));
    (begins_clause && sentence.contains(',')).then_some(range)
}

/// "A change at the provider led to": nothing before it is a symptom.
fn turned(words: &Words<'_>, sentence: &str) -> Option<Range<usize>> {
    let turn = TURNS.find_earliest(words)?;
    // "It was slow, caused by a branch" says first what happened, and "any inconvenience caused" says no reason.
    if words.after(turn.end).next().is_none_or(|next| next.eq_ignore_ascii_case("by")) {
        return None;
    }
    let before = Words::of(sentence.get(..turn.start)?);
    (!SYMPTOMS.stand_in(&before)).then_some(turn)
}

#[rustfmt::skip]
static OPENINGS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "because", "due to", "owing to", "thanks to", "as a result of", "as a consequence of", "on account of",
    "caused by", "in consequence of", "the reason", "the cause",
]));

static TURNS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&["caused", "led to", "resulted in", "meant that", "was the reason", "is the reason"]));

const SUBJECTS: &[&str] = &["we", "our", "nobody", "no", "it", "they", "someone", "somebody", "there", "i"];

const THINGS: &[&str] = &["the", "one", "this"];

#[rustfmt::skip]
static SYMPTOMS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "outage", "down", "downtime", "error*", "fail*", "lost", "loss", "wrong*", "missing", "no", "not", "nothing",
    "nobody", "none", "empty", "slow*", "broke*", "stopped", "stops", "unavailable", "unreachable", "late",
    "delay*", "twice", "double", "duplicate*", "old", "stale", "crash*", "couldn't", "didn't", "doesn't", "cannot", "can't",
    "without", "blank", "never", "defect*", "incident", "closed", "gone", "cut off", "could read", "visible",
]));

#[cfg(test)]
mod tests {
    use super::{first_sentence, reason};

    #[test]
    fn reasons_are_told_from_times_and_symptoms() {
        for (text, part) in [
            ("Due to a change at the provider, mail failed.", Some("Due to")),
            ("Because of rain the drone did not fly.", Some("Because")),
            ("Since we changed the password, no mail left.", Some("Since")),
            ("A change at the provider led to lost mail.", Some("led to")),
            ("Since 16:00 no mail left the form, because the password was old.", None),
            ("As of Monday, prices are net.", None),
            ("As a result, no mail left the form.", None),
            ("The service was overwhelmed, caused by a branch.", None),
            ("We apologise for any inconvenience caused.", None),
            ("As the rule was new, prices were net.", Some("As")),
            ("Since the release, prices were net.", None),
            ("The outage caused 31 enquiries to be lost.", None),
            ("No mail left the form. Because of the provider.", None),
        ] {
            let found = reason(first_sentence(text)).and_then(|range| text.get(range));
            assert_eq!(found, part, "{text}");
        }
    }
}
