//! `missing-desired-outcome`

use super::ask::absent::{Ask, says};
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::{Incident, Kind as Crisis};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-desired-outcome",
    group: Group::WhatWentWrong,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "what the client wants as the outcome is not recorded",
    explain: Explain {
        finds: "An incident without `desired_outcome`, or with one that gives only our side of it. Outages, lost \
                data and security incidents are let through, since there the wish is plain; so are drills and \
                incidents of our own house.",
        why: "Much that goes wrong between people who work together is two different pictures of done. Asked early, \
              the question often shows that less is wanted than was feared, or something else.",
        bad: "type: misunderstanding",
        good: "type: misunderstanding\ndesired_outcome: Reprint of the menus before the fair on 12 May",
        mend: "Ask: what would make this right for you? Write the answer in the client's words, ours beside it.",
        ignore: "When the client has said that they want nothing; better still, record that.",
    },
    source: &["S3.3", "S3.3b", "S4.4"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

static ASK: Ask = Ask {
    field: "desired_outcome",
    message: "the outcome that the client wants is not recorded",
    help: "ask: what would make this right for you?",
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let kind = incident.r#type.as_ref().map(|kind| kind.value);
    let is_plain = matches!(kind, Some(Crisis::Outage | Crisis::DataLoss | Crisis::Security));
    let is_drill = incident.exercise.as_ref().is_some_and(|flag| flag.value);
    if is_plain || is_drill || case.site.is_internal(incident) {
        return Vec::new();
    }
    match &incident.desired_outcome {
        None => ASK.tell(case),
        Some(outcome) if says(outcome.client.as_ref()) => Vec::new(),
        Some(outcome) => ASK.tell_at(outcome),
    }
}
