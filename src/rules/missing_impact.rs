//! `missing-impact`

use super::ask::absent::{Ask, has_section, says};
use crate::diagnostic::Level::{Error, Off, Warn};
use crate::document::incident::Incident;
use crate::document::incident::harm::Impact;
use crate::document::section::Section;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-impact",
    group: Group::WhatWentWrong,
    levels: [Off, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "the effect on the client is not stated",
    explain: Explain {
        finds: "An incident without `impact`, or with one that says nothing, and without text under Impact in the \
                body. `impact: {unknown: REASON}` is let through, and so are drills, which have no effect.",
        why: "How grave it was, what is owed for it and what comes first next time are all judged by what the \
              client, or their own customers, could not do.",
        bad: "severity: sev1",
        good: "severity: sev1\nimpact: { client_view: 31 enquiries lost, quantified: true, customers: 31 }",
        mend: "Say in the client's terms what could not be done, by how many and for how long. If it is not known, \
               write why: `impact: {unknown: the print run is still being counted}`.",
        ignore: "Hardly ever: `unknown` with a reason says more than an ignored finding.",
    },
    source: &["S1.0a", "S2.7d"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

static ASK: Ask = Ask {
    field: "impact",
    message: "no impact is stated",
    help: "say what the client, or their customers, could not do; `unknown:` with a reason is an answer too",
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let is_drill = incident.exercise.as_ref().is_some_and(|flag| flag.value);
    if is_drill || incident.impact.as_ref().is_some_and(|impact| says_something(impact)) {
        return Vec::new();
    }
    if has_section(case, &[Section::Impact]) {
        return Vec::new();
    }
    match &incident.impact {
        Some(impact) => ASK.tell_at(impact),
        None => ASK.tell(case),
    }
}

fn says_something(impact: &Impact) -> bool {
    let texts = [&impact.client_view, &impact.duration, &impact.money, &impact.unknown];
    texts.into_iter().any(|text| says(text.as_ref())) || impact.customers.is_some() || impact.data.is_some()
}
