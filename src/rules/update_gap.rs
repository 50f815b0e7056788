//! `update-gap`

use super::ask::care;
use crate::date::{Instant, Length, Time, Zone};
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;
use crate::tree::decode::Field;

pub(super) static RULE: Rule = Rule {
    name: "update-gap",
    group: Group::ClientCare,
    levels: [Off, Info, Info],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "the client heard nothing for longer than the limit while it lasted",
    explain: Explain {
        finds: "The longest silence towards the client between the first word and the fix, when it is \
                longer than `update-every` of the severity in site.toml (2 h for sev1, 1 d for sev2 where \
                it sets none). A silence that the message before it announced in `next_update_due` counts \
                as kept. Times without an hour, and write-ups that log no message at all, are not judged.",
        why: "A client who hears nothing has to say so to everybody who asks, and they are asked all day. A \
              short line that nothing is new is news.",
        bad: "severity: sev1\n\
              communications:\n\
              - { at: 2025-03-04T09:40+01:00, to: client, channel: call, summary: We are on it }\n\
              - { at: 2025-03-04T17:05+01:00, to: client, channel: call, summary: Works again }",
        good: "severity: sev1\n\
               communications:\n\
               - { at: 2025-03-04T09:40+01:00, to: client, channel: call, summary: We are on it, next_update_due: 2025-03-04T11:30+01:00 }\n\
               - { at: 2025-03-04T11:20+01:00, to: client, channel: call, summary: Cause found }\n\
               - { at: 2025-03-04T13:00+01:00, to: client, channel: call, summary: Works again }",
        mend: "Add the calls that are not in the log yet. Next time agree on when you call again, and call \
               then, also without news.",
        ignore: "When the client asked to be left alone until it works.",
    },
    source: &["S2.7a", "S2.7c", "S4.7", "S1.4b", "S2.7d"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(severity) = incident.severity.as_ref().map(|severity| severity.value) else { return Vec::new() };
    let Some(limit) = case.site.config.limits(severity).update_every else { return Vec::new() };
    if !care::is_owed(incident, case) {
        return Vec::new();
    }
    let zone = case.site.zone(incident);
    let news = news(incident, &zone);
    let gaps = news.iter().zip(news.iter().skip(1));
    let gaps = gaps.filter(|(from, to)| from.announced.is_none_or(|due| due < to.at));
    let gaps = gaps.map(|(from, to)| (Length::between(from.at, to.at), from));
    // Of equal gaps the first.
    let Some((gap, from)) = gaps.rev().max_by_key(|(gap, _)| *gap) else { return Vec::new() };
    if gap <= limit {
        return Vec::new();
    }
    let message = format!("{gap} without news for the client while it lasted");
    let finding = Finding::at(from.span, message).field(from.path.clone()).label("the last word before that");
    let note = format!("the limit for {} is {limit}", severity.word());
    let help = "log the calls that are missing here; next time agree on when you call again";
    vec![finding.note(note).help(help)]
}

/// A moment at which the client heard something, or did no longer need to.
struct News {
    at: Instant,
    span: Span,
    path: String,
    /// When the next news was to come.
    announced: Option<Instant>,
}

/// All news until the fix, or where that is not known until it was reported back, that itself last; none where the log holds no message.
fn news(incident: &Incident, zone: &Zone) -> Vec<News> {
    let sent = care::sent(incident, zone);
    if sent.is_empty() {
        return Vec::new();
    }
    let times = incident.times.as_ref();
    let told = times.and_then(|times| times.client_told.as_ref()).and_then(|told| told.at.as_ref());
    let call = incident.call.as_ref().and_then(|call| call.at.as_ref());
    let apology = incident.apology.as_ref().and_then(|apology| apology.at.as_ref());
    let back = times.and_then(|times| times.reported_back.as_ref());
    let fixed = times.and_then(|times| times.fixed.as_ref());
    let messages = sent.iter().filter_map(|sent| {
        let due = sent.message.next_update_due.as_ref().and_then(|due| due.instant(zone));
        Some(News { announced: due, ..heard(sent.time, sent.path("at"), zone)? })
    });
    let named = [
        (told, "times.client_told"),
        (call, "call.at"),
        (apology, "apology.at"),
        (back, "times.reported_back"),
        (fixed, "times.fixed"),
    ];
    let named = named.into_iter().filter_map(|(time, path)| heard(time?, path.to_owned(), zone));
    let mut news: Vec<News> = messages.chain(named).collect();
    // Of one moment the message comes last, since it may announce the next.
    news.sort_by_key(|news| (news.at, news.announced));
    if let Some(end) = fixed.or(back).and_then(|end| end.instant(zone)) {
        news.retain(|news| news.at <= end);
    }
    news
}

fn heard(time: &Field<Time>, path: String, zone: &Zone) -> Option<News> {
    Some(News { at: time.instant(zone)?, span: time.span, path, announced: None })
}
