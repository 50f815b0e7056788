//! `call-without-record`

use super::ask::care;
use crate::date::{Length, Time, Zone};
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "call-without-record",
    group: Group::ClientCare,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "a call to the client left nothing in writing",
    explain: Explain {
        finds: "A call, video call or meeting with the client that has no `record` (a link, or a word on \
                where it is written down), when no mail, letter, ticket or chat message to the client \
                follows within a day. `problem_confirmed` within a day counts too.",
        why: "Two people leave one call with two memories of it. Three lines in writing give both the same \
              one, and give your contact something to show when they are asked inside their own house.",
        bad: "communications: [{ at: 2025-03-04T09:40+01:00, to: client, channel: call, summary: What \
              happened and by when }]",
        good: "communications: [{ at: 2025-03-04T09:40+01:00, to: client, channel: call, summary: What \
               happened and by when, record: mail of 10:15 }]",
        mend: "Send three lines: what happened, what we do, by when. Then note in `record` where they are.",
        ignore: "When the client asked for nothing in writing.",
    },
    source: &["S3.2b", "S2.7d", "S3.6b"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !care::is_owed(incident, case) {
        return Vec::new();
    }
    let zone = case.site.zone(incident);
    let sent = care::sent(incident, &zone);
    let is_recorded = |at: Time| is_recorded(incident, &sent, at, &zone);
    let spoken = sent.iter().filter(|sent| sent.channel().is_some_and(care::is_spoken));
    let logged = spoken
        .filter(|sent| sent.message.record.is_none() && !is_recorded(sent.time.value))
        .map(|sent| told(sent.time.span, sent.path("record")));
    let call = incident.call.as_ref().filter(|call| call.record.is_none());
    let call = call.and_then(|call| call.at.as_ref()).filter(|at| {
        let in_log = |sent: &care::Sent<'_>| {
            sent.channel().is_some_and(care::is_spoken) && sent.at == at.start(&zone)
        };
        !sent.iter().any(in_log) && !is_recorded(at.value)
    });
    logged.chain(call.map(|at| told(at.span, "call.record".to_owned()))).collect()
}

fn told(span: Span, path: String) -> Finding {
    Finding::at(span, "nothing in writing follows this call")
        .field(path)
        .help("send three lines (what happened, what we do, by when) and name them in `record`")
}

/// Whether what was said at a time stands somewhere in writing.
fn is_recorded(incident: &Incident, sent: &[care::Sent<'_>], at: Time, zone: &Zone) -> bool {
    let call = incident.call.as_ref().is_some_and(|call| {
        let same = call.at.as_ref().is_none_or(|other| other.start(zone) == at.start(zone));
        call.record.is_some() && same
    });
    let confirmed = incident.problem_confirmed.as_ref().and_then(|confirmed| confirmed.at.as_ref());
    let mut written = sent.iter().filter(|sent| sent.channel().is_some_and(care::is_written));
    call || confirmed.is_some_and(|later| is_soon_after(at, later.value, zone))
        || written.any(|sent| is_soon_after(at, sent.time.value, zone))
}

/// Whether a time is at most a day after another.
fn is_soon_after(at: Time, later: Time, zone: &Zone) -> bool {
    match at.until(later, zone) {
        Some(Length(seconds)) => (0..=86_400).contains(&seconds),
        None => (0..=1).contains(&later.day().days_since(at.day())),
    }
}
