//! `first-contact-by-email`

use super::ask::care;
use crate::date::{Time, Zone};
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::{Channel, Incident, Severity};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "first-contact-by-email",
    group: Group::ClientCare,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "the first message to the client about something grave was not spoken",
    explain: Explain {
        finds: "An incident of sev1 or sev2 whose earliest message to the client went by a channel on which \
                nobody is heard, such as email, chat or a status page, and gives no `reason`. A call before \
                it counts wherever it is recorded: in `communications`, `call` or `first_contact`.",
        why: "A mail about bad news is read alone and answered by nobody. A call lets the client ask, lets \
              you hear what it means for them, and shows that you did not hide. Write afterwards, as the \
              record.",
        bad: "severity: sev2\n\
              communications: [{ at: 2025-03-04T09:40+01:00, to: client, channel: email, summary: The form is broken }]",
        good: "severity: sev2\n\
               communications: [{ at: 2025-03-04T09:40+01:00, to: client, channel: call, summary: The form is broken, record: mail of 10:15 }]",
        mend: "Next time call first. For this one, record the call if there was one, or say in `reason` why \
               a call was not possible.",
        ignore: "When the client asked to be reached in writing; better still, write that into `reason`.",
    },
    source: &["S5.3", "S1.4b"],
    options: &[
        ("severities", "the severities that want a call first; sev1 and sev2 where it is left out"),
        ("voice-channels", "the channels that count as spoken; call, video and in-person where it is left out"),
    ],
    fix: None,
    check: Check::Incident(look),
};

const NAME: &str = "first-contact-by-email";

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !care::is_owed(incident, case) || !wants_a_call(incident, case) {
        return Vec::new();
    }
    let zone = case.site.zone(incident);
    let voice = voice(case);
    let sent = care::sent(incident, &zone);
    let is_spoken = |sent: &care::Sent<'_>| sent.channel().is_none_or(|channel| voice.contains(&channel));
    // Of two messages of the same minute the spoken one counts as the first.
    let Some(first) = sent.iter().min_by_key(|sent| (sent.at, !is_spoken(sent))) else { return Vec::new() };
    let Some(channel) = first.message.channel.as_ref().filter(|_| !is_spoken(first)) else { return Vec::new() };
    if first.message.reason.is_some() || has_spoken_before(incident, first.time.value, &zone, &voice) {
        return Vec::new();
    }
    let message = format!("the client was first told by {}", words(channel.value));
    let finding = Finding::on(channel, first.path("channel"), message);
    vec![finding.help("call first and write afterwards, or say in `reason` why nobody could call")]
}

fn wants_a_call(incident: &Incident, case: &Case<'_>) -> bool {
    let Some(severity) = &incident.severity else { return false };
    match case.site.config.lint.option_words(NAME, "severities") {
        Some(words) => words.contains(&severity.value.word()),
        None => matches!(severity.value, Severity::Sev1 | Severity::Sev2),
    }
}

fn voice(case: &Case<'_>) -> Vec<Channel> {
    match case.site.config.lint.option_words(NAME, "voice-channels") {
        Some(words) => words.into_iter().filter_map(Channel::of).collect(),
        None => Channel::ALL.iter().copied().filter(|channel| care::is_spoken(*channel)).collect(),
    }
}

/// Whether somebody of ours spoke with the client before a message, as told outside of `communications`.
fn has_spoken_before(incident: &Incident, message: Time, zone: &Zone, voice: &[Channel]) -> bool {
    let before = |time: Option<Time>| time.is_none_or(|time| !message.is_before(time, zone));
    let call = incident.call.as_ref().is_some_and(|call| {
        call.reason_not_called.is_some()
            || (care::has_called(incident) && before(call.at.as_ref().map(|at| at.value)))
    });
    let contact = incident.first_contact.as_ref().is_some_and(|contact| {
        contact.channel.as_ref().is_some_and(|channel| voice.contains(&channel.value))
            && before(contact.at.as_ref().map(|at| at.value))
    });
    call || contact
}

fn words(channel: Channel) -> &'static str {
    match channel {
        Channel::Email => "mail",
        Channel::StatusPage => "a note on the status page",
        Channel::InPerson => "a visit",
        Channel::Ticket => "a ticket",
        Channel::Letter => "letter",
        channel => channel.word(),
    }
}
