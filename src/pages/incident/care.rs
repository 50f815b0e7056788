//! What passed between the client and us.

use crate::date::{Time, Zone};
use crate::document::incident::after::{
    Amends, AmendsKind, FollowUp, FurtherErrors, Relationship, TrustStep,
};
use crate::document::incident::talk::Receiver;
use crate::document::incident::{Channel, Incident};
use crate::document::items;
use crate::pages::incident::view::{Apology, Call, Message, Remark};
use crate::pages::parts::{Pair, Text};
use crate::pages::show;
use crate::registry::Shelf;
use crate::site::Site;
use crate::tree::decode::Field;
use crate::tree::mention::Named;
use crate::tree::name::Ref;

/// Words for what is said of a write-up's fields.
struct Say<'a> {
    site: &'a Site,
    zone: Zone,
}

impl<'a> Say<'a> {
    fn of(site: &'a Site, incident: &Incident) -> Self {
        Self { site, zone: site.zone(incident) }
    }

    fn at(&self, field: &Option<Field<Time>>) -> Option<Text<'a>> {
        Some(field.as_ref()?.local(&self.zone).into())
    }

    fn on(&self, before: &str, field: &Option<Field<Time>>) -> Option<Text<'a>> {
        Some(format!("{before} {}", self.at(field)?).into())
    }

    fn by<K: Named>(&self, field: &'a Option<Field<Ref<K>>>) -> Option<Text<'a>> {
        field.as_ref().map(|name| format!("by {}", self.site.shown(&name.value)).into())
    }

    /// Somebody who may be registered, or a text.
    fn person(&self, written: &'a str) -> &'a str {
        if written == "client" {
            return "the client";
        }
        let registry = &self.site.registry;
        let name = registry.get(Shelf::People, written).or_else(|| registry.get(Shelf::Teams, written));
        name.map_or(written, |name| name.shown())
    }
}

/// A flag that is set, as a word.
fn yes(field: &Option<Field<bool>>, word: &'static str) -> Option<Text<'static>> {
    show::flag(field).then_some(Text::Borrowed(word))
}

fn labelled<'a>(before: &str, field: &'a Option<Field<Box<str>>>) -> Option<Text<'a>> {
    show::text(field).map(|text| format!("{before}: {text}").into())
}

fn by_way(field: &Option<Field<Channel>>) -> Option<Text<'static>> {
    field.as_ref().map(|channel| show::way(channel.value).into())
}

fn pair<'a>(
    label: &'static str,
    text: Option<Text<'a>>,
    items: Vec<Text<'a>>,
    line: Option<String>,
) -> Option<Pair<'a>> {
    let says_something = text.is_some() || !items.is_empty() || line.is_some();
    says_something.then(|| Pair { label: label.into(), text, items, line })
}

/// The client's words.
pub(super) fn voice(incident: &Incident) -> Vec<Text<'_>> {
    let said = incident.client_voice.iter().flat_map(|voice| voice.iter());
    said.map(|said| Text::Borrowed(said.value.as_ref())).collect()
}

/// The problem as agreed with the client.
pub(super) fn agreed<'a>(site: &'a Site, incident: &'a Incident) -> Option<Remark<'a>> {
    let confirmed = incident.problem_confirmed.as_ref()?;
    let say = Say::of(site, incident);
    let how = confirmed.how.as_ref().map(|how| Text::Owned(format!("in {}", written_in(how.word()))));
    let who = labelled("agreed by", &confirmed.by);
    let line = show::line([say.at(&confirmed.at), how, who, show::text(&confirmed.link)]);
    Some(Remark { text: show::text(&confirmed.statement), line })
}

fn written_in(how: &str) -> &str {
    match how {
        "email" => "a mail",
        "ticket" => "a ticket",
        "letter" => "a letter",
        other => other,
    }
}

/// What the client wanted, what we promised, what we did; nothing where none of it is recorded.
pub(super) fn wanted<'a>(site: &'a Site, incident: &'a Incident, is_shared: bool) -> Vec<Pair<'a>> {
    if incident.desired_outcome.is_none() && incident.plan.is_none() && incident.fix.is_none() {
        return Vec::new();
    }
    let say = Say::of(site, incident);
    let empty = |label: &'static str| Pair { label: label.into(), ..Pair::default() };
    let outcome = incident.desired_outcome.as_ref().and_then(|wish| {
        let ours = labelled("We had understood", &wish.ours);
        let line = show::line([yes(&wish.agreed, "we agree on it"), say.on("since", &wish.at)]);
        pair("The client wanted", show::text(&wish.client), ours.into_iter().collect(), line)
    });
    let plan = incident.plan.as_ref().and_then(|plan| {
        let agreed = yes(&plan.agreed_with_client, "agreed with the client");
        let line = show::line([say.on("said", &plan.at), say.on("promised by", &plan.promised_by), agreed]);
        pair("We promised", show::text(&plan.statement), show::texts(items(&plan.steps)), line)
    });
    let fix = incident.fix.as_ref().and_then(|fix| {
        let held = show::texts(items(&fix.put_on_hold));
        let held =
            (!held.is_empty()).then(|| Text::Owned(format!("put on hold for it: {}", held.join(", "))));
        let cost = labelled("cost", &fix.cost).filter(|_| !is_shared);
        let line = show::line([say.at(&fix.at), say.by(&fix.by), held, cost]);
        pair("We did", show::text(&fix.what), Vec::new(), line)
    });
    [(outcome, "The client wanted"), (plan, "We promised"), (fix, "We did")]
        .into_iter()
        .map(|(pair, label)| pair.unwrap_or_else(|| empty(label)))
        .collect()
}

/// The first exchange and the call in three parts.
pub(super) fn call<'a>(site: &'a Site, incident: &'a Incident) -> Option<Call<'a>> {
    let say = Say::of(site, incident);
    let first = incident.first_contact.as_ref().and_then(|first| {
        let heard = [
            yes(&first.acknowledged, "we said that we heard"),
            yes(&first.thanked, "we thanked for being told"),
        ];
        // How the client sounded is recorded for us and judged nowhere, so it is not shown.
        let line = [say.at(&first.at), say.by(&first.by), by_way(&first.channel)];
        show::line(line.into_iter().chain(heard)).map(|line| format!("First contact: {line}"))
    });
    let call = incident.call.as_ref();
    if call.is_none() && first.is_none() {
        return None;
    }
    let parts = call.filter(|call| call.reason_not_called.is_none()).map(|call| {
        let part = |label: &'static str, text| Pair { label: label.into(), text, ..Pair::default() };
        vec![
            part("What happened", show::text(&call.what)),
            part("Sorry", show::text(&call.sorry)),
            part("What we will do", show::text(&call.plan)),
            part("By when", say.at(&call.by_when)),
        ]
    });
    let line = call.and_then(|call| {
        let with = labelled("with", &call.with);
        show::line([say.at(&call.at), say.by(&call.by), with, labelled("record", &call.record)])
    });
    let lines: Vec<String> = first.into_iter().chain(line.map(|line| format!("Call: {line}"))).collect();
    Some(Call {
        not_called: call.and_then(|call| show::text(&call.reason_not_called)),
        parts: parts.unwrap_or_default(),
        line: (!lines.is_empty()).then(|| lines.join(". ")),
    })
}

/// The log of messages, in the order of the file.
pub(super) fn log<'a>(site: &'a Site, incident: &'a Incident) -> Vec<Message<'a>> {
    let say = Say::of(site, incident);
    let message = |message: &'a crate::document::incident::talk::Message| {
        let to = message.to.as_ref().map(|to| match to.value {
            Receiver::Client => Text::Borrowed("to the client"),
            Receiver::Us => Text::Borrowed("to us"),
            Receiver::Internal => Text::Borrowed("inside the team"),
            Receiver::ThirdParty => Text::Borrowed("to a third party"),
        });
        let is_to_us = message.to.as_ref().is_some_and(|to| to.value == Receiver::Us);
        let by = message.by.as_ref().map(|by| Text::Owned(format!("from {}", say.person(&by.value))));
        let rest = [
            labelled("record", &message.record),
            say.on("next news due", &message.next_update_due),
            labelled("why", &message.reason),
        ];
        let line = [to, by_way(&message.channel), by].into_iter().chain(rest);
        Message {
            arrow: if is_to_us { "←" } else { "→" },
            at: show::moment_of(&message.at, &say.zone),
            text: show::text(&message.summary).unwrap_or_default(),
            line: show::line(line).unwrap_or_default(),
        }
    };
    items(&incident.communications).iter().map(|field| message(&field.value)).collect()
}

/// Our apology; where none was given, the reason.
pub(super) fn apology<'a>(site: &'a Site, incident: &'a Incident) -> Option<Apology<'a>> {
    let apology = incident.apology.as_ref()?;
    let say = Say::of(site, incident);
    let is_refused = apology.given.as_ref().is_some_and(|given| !given.value);
    let line = [
        is_refused.then_some(Text::Borrowed("No apology was given")),
        labelled("reason", &apology.reason),
        say.on("given", &apology.at),
        say.by(&apology.by),
        by_way(&apology.channel),
        labelled("in writing", &apology.written),
        say.on("again", &apology.repeated_at),
    ];
    Some(Apology {
        words: show::text(&apology.words),
        line: show::line(line).map(|line| show::sentence_start(&line)),
    })
}

/// What came after the repair.
pub(super) fn after<'a>(site: &'a Site, incident: &'a Incident, is_shared: bool) -> Vec<Pair<'a>> {
    let say = Say::of(site, incident);
    let between_us = |is_there: bool| is_there && !is_shared;
    let amends =
        incident.amends.as_ref().filter(|_| between_us(true)).and_then(|amends| amends_pair(&say, amends));
    let follow_up = incident.follow_up.as_ref().and_then(|follow| follow_up_pair(&say, follow));
    let trust: Vec<Text<'a>> = items(&incident.trust_steps)
        .iter()
        .filter(|_| between_us(true))
        .filter_map(|step| trust_item(&say, &step.value))
        .collect();
    let relationship =
        incident.relationship.as_ref().filter(|_| between_us(true)).and_then(|it| standing(it));
    let review = incident.review.as_ref().and_then(|review| {
        let line = show::line([say.by(&review.by), say.at(&review.at)]);
        pair("Second reader", show::text(&review.notes), Vec::new(), line)
    });
    [
        amends,
        follow_up,
        pair("Small promises", None, trust, None),
        relationship,
        pair("A text to forward", show::text(&incident.client_brief), Vec::new(), None),
        review,
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn amends_pair<'a>(say: &Say<'a>, amends: &'a Amends) -> Option<Pair<'a>> {
    let kind = amends.kind.as_ref().map(|kind| match kind.value {
        AmendsKind::None => Text::Borrowed("none"),
        other => other.word().replace('-', " ").into(),
    });
    let text = show::line([kind, show::text(&amends.value)]).map(Text::Owned);
    let accepted =
        amends.accepted.as_ref().map(|it| if it.value { "accepted" } else { "not accepted" }.into());
    let line = show::line([say.on("offered", &amends.offered_at), accepted, show::text(&amends.reason)]);
    pair("Amends", text, Vec::new(), line)
}

fn follow_up_pair<'a>(say: &Say<'a>, follow: &'a FollowUp) -> Option<Pair<'a>> {
    let further = follow.further_errors.as_ref().map(|further| match further.value {
        FurtherErrors::None => Text::Borrowed("Nothing else was wrong"),
        FurtherErrors::Some => Text::Borrowed("Something else was wrong"),
        FurtherErrors::Unknown => Text::Borrowed("Not known whether anything else was wrong"),
    });
    let reach = labelled("How to reach us", &follow.reach_us);
    let done = say.on("done", &follow.done_at).or_else(|| say.on("due", &follow.due));
    let line = show::line([done, say.by(&follow.by), by_way(&follow.channel)]);
    pair("Follow-up", show::text(&follow.words), further.into_iter().chain(reach).collect(), line)
}

fn trust_item<'a>(say: &Say<'a>, step: &'a TrustStep) -> Option<Text<'a>> {
    let text = show::text(&step.step)?;
    let kept = say.on("kept", &step.done_at).or_else(|| say.on("due", &step.due));
    let line = show::line([kept, yes(&step.agreed, "agreed")]);
    Some(line.map_or(text.clone(), |line| format!("{text} ({line})").into()))
}

fn standing<'a>(relationship: &Relationship) -> Option<Pair<'a>> {
    let before = relationship.before.as_ref().map(|it| Text::Owned(format!("{} before", it.word())));
    let after =
        relationship.after.as_ref().map(|it| Text::Owned(format!("{} after", it.word().replace('-', " "))));
    pair("How the client stands to us", show::line([before, after]).map(Text::Owned), Vec::new(), None)
}
