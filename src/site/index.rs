//! Which incidents name what.

use crate::date::Day;
use crate::document::incident::Incident;
use crate::document::{Document, DocumentKind, Stage, items};
use crate::registry::{Found, Shelf};
use crate::site::{DocId, Site, ids};
use crate::tree::mention::MentionKind;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Which incidents name what, by slug; the newest incident first.
#[derive(Debug, Default)]
pub struct Index {
    /// All incidents.
    pub incidents: Vec<DocId>,
    /// All playbooks, in the order of their titles.
    pub playbooks: Vec<DocId>,
    /// All plain pages, by `order`, then title.
    pub pages: Vec<DocId>,
    /// By registry and slug. Under teams stand the incidents whose blame the team takes, under vendors those in which
    /// they had a part.
    pub named: BTreeMap<(Shelf, Box<str>), Vec<DocId>>,
    /// By a field that holds one of a few words, and its word: the incidents of the record, and by status all of them.
    pub facets: BTreeMap<(Facet, &'static str), Vec<DocId>>,
    /// By id of a playbook, the incidents that used it.
    pub used: HashMap<Box<str>, Vec<DocId>>,
    /// By id of an incident, the later incidents that are a recurrence of it.
    pub recurred: HashMap<Box<str>, Vec<DocId>>,
}

/// A field of an incident by which incidents can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// How much it hurt the client.
    Severity,
    /// How far the write-up is; drills have a word of their own, [`EXERCISE`].
    Status,
    /// What kind of crisis.
    Type,
    /// What kind of facts led to it.
    Cause,
    /// Who noticed first.
    DetectedBy,
    /// Where the chain of events started.
    Origin,
}

/// The word of drills under [`Facet::Status`].
pub const EXERCISE: &str = "exercise";

/// What an index knows of a document.
#[derive(PartialEq)]
struct Facts<'a> {
    kind: DocumentKind,
    /// What incidents are ordered by.
    age: (Option<Day>, &'a str),
    /// What playbooks and pages are ordered by.
    rank: (u32, String),
    keys: Vec<(Shelf, Box<str>)>,
    facets: Vec<(Facet, &'static str)>,
    used: Vec<&'a str>,
    recurrence_of: Option<&'a str>,
}

impl Site {
    /// Looks through all documents.
    pub(super) fn indexed(&self) -> Index {
        let facts: Vec<Facts<'_>> = self.documents.par_iter().map(|document| self.facts(document)).collect();
        let of_kind = |kind| {
            let all = ids().zip(&facts).filter(move |(_, facts)| facts.kind == kind);
            all.collect::<Vec<(DocId, &Facts<'_>)>>()
        };
        let (mut incidents, mut playbooks, mut pages) =
            (of_kind(DocumentKind::Incident), of_kind(DocumentKind::Playbook), of_kind(DocumentKind::Page));
        incidents.sort_by_key(|(_, facts)| Reverse(facts.age));
        playbooks.sort_by_key(|(_, facts)| &facts.rank.1);
        pages.sort_by_key(|(_, facts)| &facts.rank);
        let ids = |all: &[(DocId, &Facts<'_>)]| all.iter().map(|(id, _)| *id).collect();
        let mut index = Index {
            incidents: ids(&incidents),
            playbooks: ids(&playbooks),
            pages: ids(&pages),
            ..Index::default()
        };
        for (id, facts) in incidents {
            for key in &facts.keys {
                index.named.entry(key.clone()).or_default().push(id);
            }
            for key in &facts.facets {
                index.facets.entry(*key).or_default().push(id);
            }
            for playbook in &facts.used {
                index.used.entry((*playbook).into()).or_default().push(id);
            }
            if let Some(earlier) = facts.recurrence_of {
                index.recurred.entry(earlier.into()).or_default().push(id);
            }
        }
        index
    }

    /// Whether an index of it would hold the same as that of what it was `before`, where the same words name the same
    /// things and documents are in the same places.
    pub(super) fn has_same_index(&self, before: &Self) -> bool {
        let mut pairs = self.documents.iter().zip(&before.documents);
        pairs.all(|(one, other)| one.is_one_with(other) || self.facts(one) == before.facts(other))
    }

    fn facts<'a>(&'a self, document: &'a Document) -> Facts<'a> {
        let title = match document.kind() {
            DocumentKind::Incident => String::new(),
            DocumentKind::Playbook | DocumentKind::Page => document.title().to_lowercase(),
        };
        let order = document.page().and_then(|page| page.order.as_ref());
        let incident = document.incident();
        let date = incident.and_then(|incident| incident.date.as_ref());
        let used = incident.and_then(|incident| incident.playbook.as_ref());
        let earlier = incident.and_then(|incident| incident.recurrence_of.as_ref());
        Facts {
            kind: document.kind(),
            age: (date.map(|date| date.day()), &document.id),
            rank: (order.map_or(u32::MAX, |order| order.value), title),
            keys: incident.map(|incident| self.keys(document, incident)).unwrap_or_default(),
            facets: incident.map(|incident| facets(document, incident)).unwrap_or_default(),
            used: used.iter().flat_map(|all| all.iter()).map(|playbook| playbook.name.as_ref()).collect(),
            recurrence_of: earlier.map(|earlier| earlier.name.as_ref()),
        }
    }

    /// The registries and slugs that an incident belongs to, each once.
    fn keys(&self, document: &Document, incident: &Incident) -> Vec<(Shelf, Box<str>)> {
        let clients = self.clients(incident).into_iter().map(|name| (Shelf::Clients, name.slug.clone()));
        let services = items(&incident.services).iter().filter_map(|service| self.name(&service.value));
        let tags = document.tags().iter().filter_map(|tag| self.name(&tag.value));
        let team = incident.blame_taken.as_ref().and_then(|blame| blame.by.as_ref());
        let team = team.and_then(|by| match self.registry.find(MentionKind::Team, &by.name) {
            Found::Slug(name) | Found::Alias(name) => Some((Shelf::Teams, name.slug.clone())),
            Found::Role | Found::Nothing => None,
        });
        let others = incident
            .blame_taken
            .iter()
            .flat_map(|blame| items(&blame.others))
            .filter_map(|it| it.party.as_ref());
        let vendors = others.filter_map(|party| self.registry.get(Shelf::Vendors, &party.name));
        let mut keys: Vec<(Shelf, Box<str>)> = clients
            .chain(services.map(|name| (Shelf::Services, name.slug.clone())))
            .chain(tags.map(|name| (Shelf::Tags, name.slug.clone())))
            .chain(vendors.map(|name| (Shelf::Vendors, name.slug.clone())))
            .chain(team)
            .collect();
        keys.sort();
        keys.dedup();
        keys
    }
}

/// The facets of an incident: none where it was merged into another, and of what is not part of the record its status.
fn facets(document: &Document, incident: &Incident) -> Vec<(Facet, &'static str)> {
    let is_drill = incident.exercise.as_ref().is_some_and(|flag| flag.value);
    let status = if is_drill { EXERCISE } else { incident.status().word() };
    if document.stage() == Stage::Gone {
        return Vec::new();
    }
    let mut facets = vec![(Facet::Status, status)];
    if is_drill || document.stage() != Stage::Published {
        return facets;
    }
    facets.extend(incident.severity.as_ref().map(|it| (Facet::Severity, it.word())));
    facets.extend(incident.r#type.as_ref().map(|it| (Facet::Type, it.word())));
    facets.extend(incident.noticed_by.as_ref().map(|it| (Facet::DetectedBy, it.word())));
    facets.extend(incident.origin.as_ref().map(|it| (Facet::Origin, it.word())));
    let causes = items(&incident.causes).iter().filter_map(|cause| cause.r#type.as_ref());
    let causes: BTreeSet<&'static str> = causes.map(|it| it.word()).collect();
    facets.extend(causes.into_iter().map(|word| (Facet::Cause, word)));
    facets
}
