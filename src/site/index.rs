//! Which incidents name what.

use crate::date::Day;
use crate::document::incident::Incident;
use crate::document::{Document, DocumentKind, Stage, items};
use crate::registry::{Found, Shelf};
use crate::site::{DocId, Site};
use crate::tree::mention::MentionKind;
use rayon::prelude::*;
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

impl Site {
    /// Looks through all documents.
    pub(super) fn indexed(&self) -> Index {
        let of_kind =
            |kind| self.iter().filter(move |(_, document)| document.kind() == kind).map(|(id, _)| id);
        let mut index = Index {
            incidents: of_kind(DocumentKind::Incident).collect(),
            playbooks: of_kind(DocumentKind::Playbook).collect(),
            pages: of_kind(DocumentKind::Page).collect(),
            ..Index::default()
        };
        index.incidents.sort_by_cached_key(|&id| std::cmp::Reverse(self.age_key(id)));
        index
            .playbooks
            .sort_by_cached_key(|&id| self.get(id).map(|document| document.title().to_lowercase()));
        index.pages.sort_by_cached_key(|&id| {
            let document = self.get(id);
            let order = document.and_then(Document::page).and_then(|page| page.order.as_ref());
            (
                order.map_or(u32::MAX, |order| order.value),
                document.map(|document| document.title().to_lowercase()),
            )
        });
        let keys = |id: &DocId| {
            let document = self.get(*id)?;
            Some(self.keys(document, document.incident()?))
        };
        let keys: Vec<_> = index.incidents.par_iter().map(keys).collect();
        for (&id, keys) in index.incidents.iter().zip(keys) {
            let Some(document) = self.get(id) else { continue };
            let Some(incident) = document.incident() else { continue };
            for key in keys.into_iter().flatten() {
                index.named.entry(key).or_default().push(id);
            }
            for key in facets(document, incident) {
                index.facets.entry(key).or_default().push(id);
            }
            for playbook in incident.playbook.iter().flat_map(|playbooks| playbooks.iter()) {
                index.used.entry(playbook.name.clone()).or_default().push(id);
            }
            if let Some(earlier) = &incident.recurrence_of {
                index.recurred.entry(earlier.name.clone()).or_default().push(id);
            }
        }
        index
    }

    /// Day, then id: what incidents are ordered by.
    fn age_key(&self, id: DocId) -> (Option<Day>, Box<str>) {
        let Some(document) = self.get(id) else { return (None, Box::default()) };
        let date = document.incident().and_then(|incident| incident.date.as_ref());
        (date.map(|date| date.day()), document.id.clone())
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
