//! `missed-promise`

use super::ask::care;
use crate::date::{Time, Zone};
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::diagnostic::Place;
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missed-promise",
    group: Group::ClientCare,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "a promised time passed, and nothing shows that the client was warned",
    explain: Explain {
        finds: "`times.fixed` later than `plan.promised_by` (or `call.by_when`), without a message to the \
                client in between: after the promise was made and before it ran out. Where it is not known \
                when the promise was made, every message but the first counts. A promise of a day lasts \
                until the end of that day.",
        why: "A date that is moved in good time is a promise kept. One that passes in silence costs the \
              trust that the next date needs.",
        bad: "plan: { statement: Works again by noon, at: 2025-03-04T09:40+01:00, promised_by: 2025-03-04T12:00+01:00 }\n\
              times: { fixed: 2025-03-04T17:05+01:00 }",
        good: "plan: { statement: Works again by noon, at: 2025-03-04T09:40+01:00, promised_by: 2025-03-04T12:00+01:00 }\n\
               times: { fixed: 2025-03-04T17:05+01:00 }\n\
               communications: [{ at: 2025-03-04T11:20+01:00, to: client, channel: call, summary: Later, by 17:00, record: mail of 11:30 }]",
        mend: "Add the message that moved the date, if there was one. If there was none, say so in Our \
               part: it is often a prevention step of its own.",
        ignore: "When the promise was about something else than the fix.",
    },
    source: &["S1.8", "S5.4", "S4.7", "S5.5"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let zone = case.site.zone(incident);
    let fixed = incident.times.as_ref().and_then(|times| times.fixed.as_ref());
    let (Some((promised, path)), Some(fixed)) = (care::promise(incident), fixed) else { return Vec::new() };
    if !care::is_owed(incident, case)
        || !promised.is_before(fixed.value, &zone)
        || was_warned(incident, promised.value, &zone)
    {
        return Vec::new();
    }
    let message = format!(
        "promised for {}, fixed {}, and nothing shows that the client was warned",
        promised.local(&zone),
        fixed.local(&zone)
    );
    let place = Place { file: case.document.file, span: fixed.span };
    let finding = Finding::on(promised, path, message).also(place, "fixed here");
    vec![finding.help("add the message that moved the date, or say in Our part that there was none")]
}

/// Whether a message to the client came between the promise and the time that was promised.
fn was_warned(incident: &Incident, promised: Time, zone: &Zone) -> bool {
    let sent = care::sent(incident, zone);
    let plan = incident.plan.as_ref().and_then(|plan| plan.at.as_ref());
    let call = incident.call.as_ref().and_then(|call| call.at.as_ref());
    let made = plan.or(call).map(|at| at.value);
    let first = sent.first().map(|sent| sent.at);
    let came_after = |sent: &care::Sent<'_>| match made {
        Some(made) => made.is_before(sent.time.value, zone),
        None => Some(sent.at) != first,
    };
    sent.iter().any(|sent| came_after(sent) && !promised.is_before(sent.time.value, zone))
}
