//! `slow-response`

use crate::date::{Length, Time, Zone};
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;

pub(super) static RULE: Rule = Rule {
    name: "slow-response",
    group: Group::Time,
    levels: [Off, Info, Info],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "more time passed than the team's own limit for the severity",
    explain: Explain {
        finds: "From `times.detected` to `times.first_response`, to `times.client_told` or to `apology.at`, more time \
                than `[severity.…]` in site.toml allows for the incident's severity. Without a setting the limits \
                are 30 minutes, 1 hour and 4 hours for sev1, and 2 hours, 4 hours and a day for sev2. A document \
                with `x_slow_because`, an incident of our own and a drill are let through.",
        why: "Every founding text puts speed first. This is a fact about the times, not a verdict: honest times are \
              worth more than short ones, so it never rises above info by itself.",
        bad: "severity: sev1\ntimes: { detected: 2025-03-04T00:10+01:00, first_response: 2025-03-04T09:12+01:00 }",
        good: "severity: sev1\ntimes: { detected: 2025-03-04T00:10+01:00, first_response: 2025-03-04T09:12+01:00 }\n\
               x_slow_because: the list of people on call had an old number",
        mend: "Say in one sentence what made it slow, under `x_slow_because`: mostly that sentence is a prevention \
               step. Leave the times as they were.",
        ignore: "When the reason is told elsewhere in the write-up.",
    },
    source: &["S4.1", "S5.1", "S2.3", "S3.4", "S1.6", "S1.9", "S2.7c"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

/// The key under which a write-up says why it was slow.
const BECAUSE: &str = "x_slow_because";

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let drill = incident.exercise.as_ref().is_some_and(|exercise| exercise.value);
    let explained = case.document.own.iter().any(|key| key.as_ref() == BECAUSE);
    if drill || explained || case.site.is_internal(incident) {
        return Vec::new();
    }
    let (Some(severity), Some(times)) = (&incident.severity, &incident.times) else { return Vec::new() };
    let Some(detected) = &times.detected else { return Vec::new() };
    let limits = case.site.config.limits(severity.value);
    let told = times.client_told.as_ref().and_then(|told| told.at.as_ref());
    let apology = incident.apology.as_ref().and_then(|apology| apology.at.as_ref());
    let events = [
        ("times.first_response", "the first response", times.first_response.as_ref(), limits.first_response),
        ("times.client_told", "the client was told", told, limits.client_told),
        ("apology.at", "the apology", apology, limits.apology),
    ];
    let zone = case.site.zone(incident);
    let slow = |(path, event, at, limit): (&str, &str, Option<&Field<Time>>, Option<Length>)| {
        let (at, limit) = (at?, limit?);
        let passed = passed(detected.value, at.value, &zone).filter(|passed| *passed > limit)?;
        let about = if at.has_clock() { "" } else { "more than " };
        let message =
            format!("{about}{passed} passed before {event}; the limit for {} is {limit}", severity.word());
        Some(Finding::on(at, path, message).help(format!("say in one sentence under `{BECAUSE}` what made it slow")))
    };
    events.into_iter().filter_map(slow).collect()
}

/// What passed at least: of a day without an hour, its first moment counts.
fn passed(from: Time, to: Time, zone: &Zone) -> Option<Length> {
    Some(Length::between(from.instant(zone)?, to.start(zone)))
}
