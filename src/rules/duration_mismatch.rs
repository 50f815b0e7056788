//! `duration-mismatch`

use super::ask::moments;
use super::ask::spoken_length::{Spoken, lengths};
use super::ask::words::{is_english, part_of};
use crate::date::{Instant, Length, Time};
use crate::diagnostic::Level::{Info, Off};
use crate::document::body::Edge;
use crate::document::body::Kind as Node;
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;
use crate::tree::decode::Field;
use std::cell::LazyCell;

pub(super) static RULE: Rule = Rule {
    name: "duration-mismatch",
    group: Group::Time,
    levels: [Off, Info, Info],
    kind: Kind::Heuristic,
    from: From::Published,
    summary: "a duration in the text that the times do not give",
    explain: Explain {
        finds: "In `title`, `what_went_wrong` and `impact`, and in the text behind words such as lasted, was down for or \
                outage of: a duration that is the difference of no two moments of `times`. What is rounded is let \
                through, and with about, nearly or over somewhat more. It needs `started` or `detected` with an hour, \
                and an end: `fixed`, `mitigated` or `closed`. In `impact`, days that are longer than that are let through, \
                for harm can outlast its cause. It reads English.",
        why: "The page shows what is computed from `times`. A reader who finds another number beside it believes \
              neither.",
        bad: "times: { started: 2025-03-03T16:00+01:00, fixed: 2025-03-04T11:02+01:00 }\n\
              what_went_wrong: The contact form sent no mail for 9 hours.",
        good: "times: { started: 2025-03-03T16:00+01:00, fixed: 2025-03-04T11:02+01:00 }\n\
               what_went_wrong: The contact form sent no mail for 19 hours.",
        mend: "Correct the number, or the time that is wrong.",
        ignore: "Where the duration is of something else than the effect, such as a period of waiting.",
    },
    source: &["S5.4"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !is_english(incident, case) {
        return Vec::new();
    }
    // Most texts tell of no duration at all.
    let computed = LazyCell::new(|| computed(incident, case));
    let told = |text: &str, span: Span, field: Option<&str>| -> Vec<Finding> {
        let mut said = lengths(text);
        said.retain(|said| said.of_effect || field.is_some());
        if said.is_empty() {
            return Vec::new();
        }
        let Some(Computed { lengths: computed, effect, shown }) = &*computed else { return Vec::new() };
        let wrong = said.into_iter().filter(|said| !computed.iter().any(|length| is_same(said, *length)));
        // What it does to the client may go on for days after it is mended.
        let in_impact = field.is_some_and(|field| field.starts_with("impact"));
        let wrong = wrong.filter(|said| !in_impact || said.unit < DAY || said.seconds < *effect);
        wrong
            .map(|said| {
                let words = text.get(said.at.clone()).unwrap_or_default();
                let is_as_written = span.of(case.text()) == text;
                let span = if is_as_written { part_of(span, said.at.clone()) } else { span };
                let finding = Finding::at(span, format!("`{words}` is not what `times` gives"))
                    .note(format!("from {shown}"))
                    .help("correct the number, or the time that is wrong");
                match field {
                    Some(field) => finding.field(field),
                    None => finding,
                }
            })
            .collect()
    };
    let mut findings = Vec::new();
    for (path, field) in fields(incident) {
        findings.extend(told(&field.value, written(field, case), Some(path)));
    }
    for (span, text) in prose(case) {
        findings.extend(told(text, span, None));
    }
    findings
}

const DAY: i64 = 86_400;

/// The texts of the front matter that tell of the effect.
fn fields(incident: &Incident) -> Vec<(&'static str, &Field<Box<str>>)> {
    let impact = incident.impact.as_ref();
    let all = [
        ("title", incident.title.as_ref()),
        ("what_went_wrong", incident.what_went_wrong.as_ref()),
        ("impact.client_view", impact.and_then(|impact| impact.client_view.as_ref())),
        ("impact.duration", impact.and_then(|impact| impact.duration.as_ref())),
    ];
    all.into_iter().filter_map(|(path, field)| Some((path, field?))).collect()
}

/// The span of a value without its quotes.
fn written(field: &Field<Box<str>>, case: &Case<'_>) -> Span {
    let span = field.span;
    let is_quoted = span.of(case.text()).starts_with(['"', '\'']) && span.len() >= 2;
    if is_quoted { Span { start: span.start + 1, end: span.end - 1 } } else { span }
}

/// The pieces of text of the body that are our own words.
fn prose<'a>(case: &'a Case<'_>) -> impl Iterator<Item = (Span, &'a str)> {
    let (body, text) = (&case.document.body, case.text());
    let mut hidden = 0usize;
    body.nodes().iter().filter_map(move |node| {
        match (node.edge, node.kind) {
            (Edge::Start, Node::Quote | Node::CodeBlock | Node::HtmlBlock) => hidden += 1,
            (Edge::End, Node::Quote | Node::CodeBlock | Node::HtmlBlock) => hidden = hidden.saturating_sub(1),
            (Edge::Leaf, Node::Text) if hidden == 0 => return Some((node.span, body.words(node, text))),
            _ => {}
        }
        None
    })
}

/// What can be computed.
struct Computed {
    /// All differences of two moments.
    lengths: Vec<i64>,
    /// The one from the beginning of the effect to its end.
    effect: i64,
    /// How that one is told.
    shown: String,
}

/// What can be computed; nothing where the effect has no beginning or no end.
fn computed(incident: &Incident, case: &Case<'_>) -> Option<Computed> {
    let zone = case.site.zone(incident);
    let times = moments::times(incident);
    let at = |key: &str| {
        let (_, time) = times.iter().find(|(path, _)| path.strip_prefix("times.") == Some(key))?;
        let time: Time = time.value;
        time.instant(&zone)
    };
    let first = |keys: &[&'static str]| keys.iter().find_map(|key| Some((*key, at(key)?)));
    let (from, start) = first(&["started", "detected"])?;
    let (to, end) = first(&["fixed", "mitigated", "closed"])?;
    let mut all: Vec<Instant> = times.iter().filter_map(|(_, time)| time.instant(&zone)).collect();
    let messages = moments::past(incident);
    all.extend(messages.iter().filter_map(|(_, time)| time.instant(&zone)));
    let mut lengths = Vec::new();
    for (at, one) in all.iter().enumerate() {
        lengths.extend(all.iter().skip(at + 1).map(|other| Length::between(*one, *other).0.abs()));
    }
    lengths.sort_unstable();
    lengths.dedup();
    let effect = Length::between(start, end);
    Some(Computed { lengths, effect: effect.0, shown: format!("`{from}` to `{to}` it is {effect}") })
}

/// Whether what is said may be a length: as far as it is rounded, or a tenth; a quarter where it says about.
fn is_same(said: &Spoken, length: i64) -> bool {
    let share = if said.vague { 4 } else { 10 };
    (said.seconds - length).abs() <= (said.unit).max(length / share)
}
