//! What is to be done by a day: prevention steps, follow-ups, promises, walk-throughs of playbooks.
//!
//! It holds what the boards of prevention and promises show as open, and nothing else: drafts and drills have no
//! place in it. What has been overdue for more than a year is left to the boards, for nobody turns a calendar back
//! that far.

use crate::date::Day;
use crate::document::Document;
use crate::document::incident::Incident;
use crate::document::incident::Visibility;
use crate::pages::ledger::{self, Progress, is_counted, progress, step_id};
use crate::pages::promised::{self, About, State};
use crate::pages::{playbook, prevention};
use crate::registry::{Found, Name, Shelf};
use crate::site::{DocId, Site};
use crate::tree::mention::MentionKind;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// All that is to be done, by day.
#[derive(Debug, Default)]
pub struct Agenda {
    /// The earliest first, then in the order of the documents.
    pub entries: Vec<Entry>,
    /// By slug of a team, the places of its entries.
    pub by_team: BTreeMap<Box<str>, Vec<usize>>,
}

/// How many days back it goes.
const BACK: i64 = 366;

/// Something that is to be done by a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// By when.
    pub due: Day,
    /// The document in which it stands.
    pub document: DocId,
    /// What it is.
    pub task: Task,
    /// Its id within the document, which stays.
    pub id: String,
    /// Where on the document's page it stands.
    pub anchor: Option<String>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Task {
    /// A prevention step, by its place among the incident's.
    Step(usize),
    /// A promise to a client.
    Promise(About),
    /// A playbook is to be walked through.
    Review,
}

impl Agenda {
    /// What a site has open.
    pub fn of(site: &Site) -> Self {
        let ids = site.index.incidents.iter().chain(&site.index.playbooks).copied().collect::<Vec<_>>();
        let mut owned: Vec<(Entry, Option<&str>)> =
            ids.into_par_iter().flat_map_iter(|id| of_document(site, id)).collect();
        owned.retain(|(entry, _)| site.today.days_since(entry.due) <= BACK);
        owned.sort_by_key(|(entry, _)| entry.due);
        let mut agenda = Self::default();
        for (number, (entry, team)) in owned.into_iter().enumerate() {
            if let Some(team) = team {
                agenda.by_team.entry(team.into()).or_default().push(number);
            }
            agenda.entries.push(entry);
        }
        agenda
    }

    /// The entries of a team.
    pub fn of_team<'a>(&'a self, slug: &str) -> impl Iterator<Item = &'a Entry> {
        let numbers = self.by_team.get(slug).map_or(&[][..], Vec::as_slice);
        numbers.iter().filter_map(|number| self.entries.get(*number))
    }
}

/// The team of somebody who is to do something: of a person, of everybody who has a role if it is one team, or the
/// team itself.
pub fn team_of<'a>(site: &'a Site, written: &str) -> Option<&'a str> {
    let team = |name: &'a Name| {
        let team = name.entry.team.as_ref()?;
        Some(site.name(&team.value)?.slug.as_ref())
    };
    match site.registry.find(MentionKind::Person, written) {
        Found::Slug(person) | Found::Alias(person) => team(person),
        Found::Role => {
            let has_role = |person: &&Name| {
                person.entry.roles.iter().flat_map(|roles| roles.iter()).any(|role| role.as_ref() == written)
            };
            let people = site.registry.names(Shelf::People).iter().filter(has_role);
            let mut teams: Vec<Option<&str>> = people.map(team).collect();
            teams.dedup();
            match teams.as_slice() {
                [only] => *only,
                _ => None,
            }
        }
        Found::Nothing => site.registry.get(Shelf::Teams, written).map(|team| team.slug.as_ref()),
    }
}

/// What a document has open, each with the team that is to do it.
fn of_document(site: &Site, id: DocId) -> Vec<(Entry, Option<&str>)> {
    let Some(document) = site.get(id) else { return Vec::new() };
    match document.incident() {
        Some(incident) => of_incident(site, id, document, incident),
        None => of_playbook(site, id, document).into_iter().collect(),
    }
}

fn of_incident<'a>(
    site: &'a Site,
    id: DocId,
    document: &'a Document,
    incident: &'a Incident,
) -> Vec<(Entry, Option<&'a str>)> {
    if !is_counted(document) {
        return Vec::new();
    }
    // Whoever takes the blame does what nobody else was named for.
    let blamed = incident.blame_taken.as_ref().and_then(|blame| blame.by.as_ref());
    let blamed = blamed.and_then(|by| {
        let team = site.registry.get(Shelf::Teams, &by.name).map(|team| team.slug.as_ref());
        team.or_else(|| team_of(site, &by.name))
    });
    let steps = ledger::steps(incident).filter_map(|(number, step)| {
        let due = step.due.as_ref()?.day();
        matches!(progress(step, site.today), Progress::Open { .. }).then(|| {
            let team = step.owner.as_ref().and_then(|owner| team_of(site, &owner.name));
            let anchor = Some(prevention::anchor(step, number));
            let entry =
                Entry { due, document: id, task: Task::Step(number), id: step_id(step, number), anchor };
            (entry, team.or(blamed))
        })
    });
    let is_shared = matches!(document.visibility(), Visibility::Client | Visibility::Public);
    let promises = promised::made(site, id).into_iter().filter_map(|promise| {
        let hidden = is_shared && matches!(promise.about, About::TrustStep(_));
        let is_open = matches!(promise.state, State::Open | State::Overdue(_));
        (is_open && !hidden).then(|| {
            let (name, by) = match promise.about {
                About::Fix => ("fix".to_owned(), None),
                About::FollowUp => (
                    "follow-up".to_owned(),
                    incident.follow_up.as_ref().and_then(|follow| follow.by.as_ref()),
                ),
                About::TrustStep(number) => (format!("trust-step-{}", number + 1), None),
                About::News(number) => (format!("news-{}", number + 1), None),
            };
            let team = by.and_then(|by| team_of(site, &by.name));
            let task = Task::Promise(promise.about);
            let entry = Entry { due: promise.due.day(), document: id, task, id: name, anchor: None };
            (entry, team.or(blamed))
        })
    });
    steps.chain(promises).collect()
}

fn of_playbook<'a>(site: &'a Site, id: DocId, document: &'a Document) -> Option<(Entry, Option<&'a str>)> {
    let playbook = document.playbook()?;
    let due = playbook::rehearsal_due(playbook)?;
    let team = playbook.owner.as_ref().and_then(|owner| team_of(site, &owner.name));
    Some((Entry { due, document: id, task: Task::Review, id: "review".to_owned(), anchor: None }, team))
}
