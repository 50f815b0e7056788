//! What a client was told, and when, as the rules of client care ask about it.

use crate::date::{Instant, Time, Zone};
use crate::document::incident::talk::{Message, Receiver};
use crate::document::incident::{Channel, Incident};
use crate::document::items;
use crate::rule::Case;
use crate::tree::decode::Field;

/// Whether it makes sense to ask how the client was cared for: the front matter can be read, this is no drill,
/// and somebody outside has felt it.
pub(in crate::rules) fn is_owed(incident: &Incident, case: &Case<'_>) -> bool {
    !case.document.is_unreadable() && !is_drill(incident) && !case.site.is_internal(incident)
}

/// Whether an incident was only played through.
pub(in crate::rules) fn is_drill(incident: &Incident) -> bool {
    incident.exercise.as_ref().is_some_and(|drill| drill.value)
}

/// A message to the client.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Sent<'a> {
    /// Its place in `communications`, from 0.
    pub(in crate::rules) number: usize,
    /// What the log says of it.
    pub(in crate::rules) message: &'a Message,
    /// When.
    pub(in crate::rules) time: &'a Field<Time>,
    /// The same as a moment.
    pub(in crate::rules) at: Instant,
}

impl Sent<'_> {
    /// Path of one of its fields.
    pub(in crate::rules) fn path(&self, key: &str) -> String {
        format!("communications[{}].{key}", self.number)
    }

    /// How it was sent, where that can be read.
    pub(in crate::rules) fn channel(&self) -> Option<Channel> {
        self.message.channel.as_ref().map(|channel| channel.value)
    }
}

/// The messages to the client, oldest first.
pub(in crate::rules) fn sent<'a>(incident: &'a Incident, zone: &Zone) -> Vec<Sent<'a>> {
    let log = (0..).zip(items(&incident.communications));
    let mut sent: Vec<Sent<'a>> = log
        .filter(|(_, message)| is_to_client(message, incident))
        .filter_map(|(number, message)| {
            let time = message.at.as_ref()?;
            Some(Sent { number, message: &message.value, time, at: time.start(zone) })
        })
        .collect();
    sent.sort_by_key(|sent| sent.at);
    sent
}

/// Whether a message went to the client, who is meant where the log names no receiver.
pub(in crate::rules) fn is_to_client(message: &Message, incident: &Incident) -> bool {
    match &message.to {
        Some(to) => to.value == Receiver::Client,
        None => !is_by_client(message, incident),
    }
}

/// Whether a message came from the client.
pub(in crate::rules) fn is_from_client(message: &Message, incident: &Incident) -> bool {
    let to_us = message.to.as_ref().is_some_and(|to| to.value == Receiver::Us);
    to_us || is_by_client(message, incident)
}

fn is_by_client(message: &Message, incident: &Incident) -> bool {
    let Some(by) = &message.by else { return false };
    let mut clients = incident.client.iter().flat_map(|clients| clients.iter());
    by.trim().eq_ignore_ascii_case("client") || clients.any(|client| client.name == by.value)
}

/// Whether somebody is heard through it.
pub(in crate::rules) fn is_spoken(channel: Channel) -> bool {
    matches!(channel, Channel::Call | Channel::Video | Channel::InPerson)
}

/// Whether the client has it in writing.
pub(in crate::rules) fn is_written(channel: Channel) -> bool {
    matches!(channel, Channel::Email | Channel::Chat | Channel::Ticket | Channel::Letter)
}

/// Whether the three-part call took place, as far as the front matter tells.
pub(in crate::rules) fn has_called(incident: &Incident) -> bool {
    incident.call.as_ref().is_some_and(|call| call.at.is_some() || call.what.is_some())
}

/// By when the client was promised something: in the plan, else on the call; and the path of that field.
pub(in crate::rules) fn promise(incident: &Incident) -> Option<(&Field<Time>, &'static str)> {
    let plan = incident.plan.as_ref().and_then(|plan| plan.promised_by.as_ref());
    let call = incident.call.as_ref().and_then(|call| call.by_when.as_ref());
    plan.map(|time| (time, "plan.promised_by")).or_else(|| call.map(|time| (time, "call.by_when")))
}

/// `1 day`, `2 days`.
pub(in crate::rules) fn days(count: i64) -> String {
    if count == 1 { "1 day".to_owned() } else { format!("{count} days") }
}

/// `a`, `a and b`, `a, b and c`.
pub(in crate::rules) fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
