//! Our part of an incident: its causes, the blame we take, and what will prevent it next time.

use std::collections::{HashMap, HashSet};

use crate::document::incident::blame::{Cause as Written, Share};
use crate::document::incident::prevention::Step;
use crate::document::incident::{Incident, Origin};
use crate::document::items;
use crate::pages::incident::evidence;
use crate::pages::incident::view::{Blame, Cause, Steps};
use crate::pages::ledger::{Entry, steps};
use crate::pages::parts::{Anchor, Link, StepRow, Text};
use crate::pages::prevention::{anchor, row};
use crate::pages::{Press, show};
use crate::site::{DocId, Site};

/// The word for our own part in `averts`.
const OUR_PART: &str = "our-part";

/// The contributing facts, each with the steps that avert it.
pub(super) fn causes(incident: &Incident) -> Vec<Cause<'_>> {
    let mut ids = HashSet::new();
    let mut averted = averting(incident);
    let cause = |(number, cause): (usize, &'_ Written)| {
        let id = cause_id(cause, number);
        Cause {
            fact: Text::Borrowed(""),
            kind: cause.r#type.as_ref().map(|kind| kind.word().replace('-', " ").into()),
            evidence: None,
            averted_by: averted.remove(id.as_str()).unwrap_or_default(),
            accepted: None,
            anchor: ids.insert(id.clone()).then(|| format!("at-cause-{id}")),
        }
    };
    let all = items(&incident.causes).iter().map(|field| &field.value).enumerate();
    let drawn: Vec<Cause<'_>> = all.clone().map(cause).collect();
    let said = all.zip(drawn).map(|((_, written), drawn)| Cause {
        fact: show::text(&written.fact).unwrap_or_default(),
        evidence: evidence(&written.evidence),
        accepted: show::text(&written.accepted),
        ..drawn
    });
    said.collect()
}

/// The blame we take; nothing where it is not written yet.
pub(super) fn blame<'a>(site: &'a Site, incident: &'a Incident, is_shared: bool) -> Option<Blame<'a>> {
    let blame = incident.blame_taken.as_ref()?;
    let share = blame.share.as_ref().map(|share| match share.value {
        Share::All => Text::Borrowed("All of it is ours"),
        Share::Most => Text::Borrowed("Most of it is ours"),
        Share::Part => Text::Borrowed("A part of it is ours"),
        Share::Little => Text::Borrowed("A little of it is ours"),
    });
    // A person is named only where they agreed to it.
    let is_team = |name: &str| site.registry.get(crate::registry::Shelf::Teams, name).is_some();
    let by = blame.by.as_ref().filter(|by| show::flag(&blame.consent) || is_team(&by.name));
    let by = by.map(|by| Text::Owned(format!("taken by {}", site.shown(&by.value))));
    let other = |other: &crate::document::incident::blame::Other| {
        let zone = site.zone(incident);
        let party = other.party.as_ref().map_or("", |party| site.shown(&party.value));
        let fact = show::text(&other.fact).unwrap_or_default();
        let contacted = other.contacted.as_ref().map(|at| Text::Owned(format!("told {}", at.local(&zone))));
        let help =
            |before: &str, field| show::text(field).map(|text| Text::Owned(format!("{before}: {text}")));
        let more = [
            contacted,
            help("why not sooner", &other.reason),
            help("plan that we took to the client together", &other.joint_plan),
            help("how we helped", &other.help_given),
            help("who can help instead", &other.referred_to),
            show::flag(&other.we_speak_for_client)
                .then_some(Text::Borrowed("we talk to them for the client")),
        ];
        let more = show::line(more).map(|more| format!(" ({more})")).unwrap_or_default();
        format!("{party}: {fact}{more}")
    };
    let others = items(&blame.others).iter().filter(|_| !is_shared).map(|field| other(&field.value));
    Some(Blame {
        statement: show::text(&blame.statement),
        explanation: show::text(&blame.explanation),
        averted: show::text(&blame.could_have_averted),
        steps: averting(incident).remove(OUR_PART).unwrap_or_default(),
        line: show::line([share, by, incident.origin.as_ref().map(|origin| start(origin.value))]),
        others: others.collect(),
    })
}

/// Where it started, which says nothing about whose part it was.
fn start(origin: Origin) -> Text<'static> {
    match origin {
        Origin::Unknown => "where it started is not known".into(),
        known => format!("it started {}", show::beginning(known)).into(),
    }
}

/// The prevention steps on the page of their incident.
pub(super) fn prevention<'p>(press: &Press<'p>, id: DocId, incident: &'p Incident) -> Steps<'p> {
    let tally = show::tally(incident, press.site().today);
    let mut anchors = HashSet::new();
    let facts = facts(incident);
    let known: Vec<(usize, &Step)> = steps(incident).collect();
    let rows = known.into_iter().filter_map(|(number, step)| {
        let own = anchor(step, number);
        let row = row(press, Entry { incident: id, number })?;
        let anchor = anchors.insert(own.clone()).then(|| own.into());
        Some(StepRow { anchor, averts: averts(&facts, step), ..row })
    });
    let none = items(&incident.prevention).iter().find_map(|step| show::text(&step.none));
    Steps {
        count: (tally.all > 0).then(|| format!("{} of {} done", tally.done, tally.all)),
        rows: rows.collect(),
        empty: none
            .map_or("No step is written down yet.".into(), |why| format!("There is none: {why}").into()),
    }
}

/// The facts of the causes by their ids.
fn facts(incident: &Incident) -> HashMap<String, Option<Text<'_>>> {
    let mut facts = HashMap::new();
    for (number, cause) in items(&incident.causes).iter().enumerate() {
        facts.entry(cause_id(cause, number)).or_insert_with(|| show::text(&cause.fact));
    }
    facts
}

/// What a step averts, as links to the places on the page where that stands.
fn averts<'a>(facts: &HashMap<String, Option<Text<'a>>>, step: &'a Step) -> Vec<Link<'a>> {
    let link = |id: &'a str| {
        if id == OUR_PART {
            return Link { href: "#at-blame".into(), text: "our part".into(), outside: false };
        }
        match facts.get(id).cloned().flatten() {
            Some(fact) => Link { href: format!("#at-cause-{id}").into(), text: fact, outside: false },
            None => Link { text: id.into(), ..Link::default() },
        }
    };
    step.averts.iter().flat_map(|averts| averts.iter()).map(|id| link(&id.value)).collect()
}

/// The steps that avert each cause, and our part.
fn averting(incident: &Incident) -> HashMap<&str, Vec<Anchor<'_>>> {
    let mut averting: HashMap<&str, Vec<Anchor<'_>>> = HashMap::new();
    for (number, step) in steps(incident) {
        let Some(text) = show::text(&step.step) else { continue };
        let named: HashSet<&str> =
            step.averts.iter().flat_map(|all| all.iter()).map(|id| id.value.as_ref()).collect();
        for what in named {
            let link = Anchor { id: anchor(step, number).into(), text: text.clone() };
            averting.entry(what).or_default().push(link);
        }
    }
    averting
}

fn cause_id(cause: &Written, number: usize) -> String {
    cause.id.as_ref().map_or_else(|| format!("c{}", number + 1), |id| id.0.to_string())
}
