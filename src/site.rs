//! The documents, linked: by id, client, service and tag; links, names and backlinks resolved.

pub mod change;
pub mod index;
pub mod link;
pub mod nearest;

use crate::baseline::Baseline;
use crate::config::Config;
use crate::date::{Day, Zone};
use crate::document::Document;
use crate::document::incident::{Incident, Severity};
use crate::document::suppression::{self, Suppression};
use crate::language::{Hit, Language};
use crate::registry::{Found, Name, Registry, Shelf};
use crate::site::change::KnownChange;
use crate::site::index::Index;
use crate::site::link::{Backlink, FileNames, Target};
use crate::source::{FileId, Source, Sources, Span};
use crate::tree::decode::Reading;
use crate::tree::fault::Fault;
use crate::tree::mention::{Mention, Named};
use crate::tree::name::Ref;
use crate::tree::{toml, yaml};
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

/// A document of a [`Site`]: its index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocId(pub u32);

/// All documents, linked.
#[derive(Debug)]
pub struct Site {
    /// What the tool works by.
    pub config: Config,
    /// The day on which "overdue" is judged.
    pub today: Day,
    /// All text.
    pub sources: Sources,
    /// All registered names.
    pub registry: Registry,
    /// How things are said, as far as lexicons know.
    pub language: Language,
    /// What is wrong with how registries and site.toml are written.
    pub side_faults: Vec<(FileId, Fault)>,
    /// Names that registries mention: teams of people.
    pub side_mentions: Vec<(FileId, Mention)>,
    /// Comments of registries and site.toml that ask for findings not to be counted, in the order of the files.
    pub side_suppressions: Vec<(FileId, Vec<Suppression>)>,
    /// Findings that are known and not shown again.
    pub baseline: Baseline,
    /// In the order of their files.
    pub documents: Vec<Document>,
    /// For each document, where each link of its body leads.
    pub links: Vec<Vec<Target>>,
    /// For each document, the links of others that lead to it, in the order of their files.
    pub backlinks: Vec<Vec<Backlink>>,
    /// Which incidents name what, newest first.
    pub index: Arc<Index>,
    by_id: Places,
    by_path: Places,
    known: KnownChange,
    /// Made when the first link is broken.
    names: Arc<OnceLock<FileNames>>,
}

impl Site {
    /// Links documents. They must be in the order of their files. Where nothing came or went since the site was as it
    /// was `before`, only links are followed that may lead elsewhere now.
    #[expect(clippy::too_many_arguments, reason = "a site is made of these")]
    pub fn link(
        before: Option<&Self>,
        config: Config,
        today: Day,
        sources: Sources,
        registry: Registry,
        mut language: Language,
        side: Vec<(FileId, Reading)>,
        documents: Vec<Document>,
    ) -> Self {
        let as_before = before.filter(|before| before.has_places(&documents, &sources.assets));
        let (by_id, by_path) = match as_before {
            Some(before) => (Arc::clone(&before.by_id), Arc::clone(&before.by_path)),
            None => places(&documents),
        };
        let mut side_faults = Vec::new();
        let mut side_mentions = Vec::new();
        for (file, reading) in side {
            side_faults.extend(reading.faults.into_iter().map(|fault| (file, fault)));
            side_mentions.extend(reading.mentions.into_iter().map(|mention| (file, mention)));
        }
        let side_suppressions = sources.iter().filter_map(side_suppressions).collect();
        let baseline = sources.find(&config.baseline);
        let baseline = baseline.map(|file| Baseline::read(file, sources.text(file))).unwrap_or_default();
        language.make_room(documents.len());
        let mut site = Self {
            config,
            today,
            sources,
            registry,
            language,
            side_faults,
            side_mentions,
            side_suppressions,
            baseline,
            documents,
            links: Vec::new(),
            backlinks: Vec::new(),
            index: Arc::default(),
            by_id,
            by_path,
            known: KnownChange::default(),
            names: as_before.map(|before| Arc::clone(&before.names)).unwrap_or_default(),
        };
        site.links = match as_before {
            Some(before) => site.links_after(before),
            None => site.documents.par_iter().map(|document| site.targets(document)).collect(),
        };
        site.backlinks = site.turned();
        let is_index = |before: &&Self| site.since(before).is_some() && site.has_same_index(before);
        site.index = match as_before.filter(is_index) {
            Some(before) => Arc::clone(&before.index),
            None => Arc::new(site.indexed()),
        };
        site
    }

    /// All documents with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (DocId, &Document)> {
        ids().zip(&self.documents)
    }

    /// The document behind an id.
    pub fn get(&self, id: DocId) -> Option<&Document> {
        self.documents.get(id.0 as usize)
    }

    /// The first document with a permanent id.
    pub fn by_id(&self, id: &str) -> Option<(DocId, &Document)> {
        let id = *self.by_id.get(id)?;
        Some((id, self.get(id)?))
    }

    /// The document of a path from the folder of site.toml.
    pub fn by_path(&self, path: &str) -> Option<(DocId, &Document)> {
        let id = *self.by_path.get(path)?;
        Some((id, self.get(id)?))
    }

    /// The comments of a file that ask for findings not to be counted.
    pub fn suppressions(&self, file: FileId) -> &[Suppression] {
        if let Ok(at) = self.side_suppressions.binary_search_by_key(&file, |(file, _)| *file) {
            return self.side_suppressions.get(at).map_or(&[], |(_, found)| found);
        }
        self.document_of(file).map_or(&[], |document| &document.suppressions)
    }

    /// All comments that ask for findings not to be counted, in the order of the files.
    pub fn all_suppressions(&self) -> Vec<(FileId, &Suppression)> {
        let documents = self.documents.iter().map(|document| (document.file, &document.suppressions));
        let sides = self.side_suppressions.iter().map(|(file, found)| (*file, found));
        let all = documents.chain(sides).flat_map(|(file, found)| found.iter().map(move |one| (file, one)));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|(file, one)| (*file, one.span));
        all
    }

    /// The incident with a permanent id.
    pub fn incident(&self, id: &str) -> Option<(DocId, &Document, &Incident)> {
        let (at, document) = self.by_id(id)?;
        Some((at, document, document.incident()?))
    }

    /// The whole text of a document's file.
    pub fn text(&self, document: &Document) -> &str {
        self.sources.text(document.file)
    }

    /// Phrases in a document that a lexicon of its language knows.
    pub fn phrases(&self, id: DocId) -> &[Hit] {
        let Some(document) = self.get(id) else { return &[] };
        self.language.hits(id.0 as usize, document, self.text(document), &self.registry)
    }

    /// Looks for phrases in some documents, with all cores, so that they are known when they are asked for.
    pub fn read_phrases(&self, documents: &[(DocId, &Document)]) {
        let documents: Vec<(usize, &Document, &str)> =
            documents.iter().map(|(id, document)| (id.0 as usize, *document, self.text(document))).collect();
        self.language.read_all(&documents, &self.registry);
    }

    /// Where the links of a document's body lead, in their order.
    pub fn links_of(&self, id: DocId) -> &[Target] {
        self.links.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The links that lead to a document.
    pub fn backlinks_of(&self, id: DocId) -> &[Backlink] {
        self.backlinks.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The registered name behind a written one.
    pub fn name<K: Named>(&self, written: &Ref<K>) -> Option<&Name> {
        match self.registry.find(K::KIND, &written.name) {
            Found::Slug(name) | Found::Alias(name) => Some(name),
            Found::Role | Found::Nothing => None,
        }
    }

    /// What to show for a written name: the registered name, else what is written.
    pub fn shown<'a, K: Named>(&'a self, written: &'a Ref<K>) -> &'a str {
        self.name(written).map_or(&written.name, Name::shown)
    }

    /// The clients of an incident as they are registered, with the default where it names none.
    pub fn clients(&self, incident: &Incident) -> Vec<&Name> {
        match &incident.client {
            Some(clients) => clients.iter().filter_map(|client| self.name(&client.value)).collect(),
            None => self.default_client().into_iter().collect(),
        }
    }

    /// The client of incidents that name none.
    fn default_client(&self) -> Option<&Name> {
        self.registry.get(Shelf::Clients, self.config.default_client.as_deref()?)
    }

    /// Whether an incident is ours alone, so that nobody outside was to be told.
    pub fn is_internal(&self, incident: &Incident) -> bool {
        let is_us = |client: &Name| client.slug.as_ref() == "internal";
        match &incident.client {
            Some(clients) => {
                let mut clients = clients.iter().filter_map(|client| self.name(&client.value)).peekable();
                clients.peek().is_some() && clients.all(is_us)
            }
            None => self.default_client().is_some_and(is_us),
        }
    }

    /// Whether an incident is of the two gravest severities.
    pub fn is_grave(&self, incident: &Incident) -> bool {
        matches!(
            incident.severity.as_ref().map(|severity| severity.value),
            Some(Severity::Sev1 | Severity::Sev2)
        )
    }

    /// The zone of an incident's times without offset.
    pub fn zone(&self, incident: &Incident) -> Zone {
        let own = incident.timezone.as_ref().and_then(|name| Zone::named(name));
        own.unwrap_or_else(|| self.config.zone.clone())
    }

    /// The files that are no documents.
    fn beside(&self) -> impl Iterator<Item = (FileId, &Source)> {
        let mut documents = self.documents.iter().map(|document| document.file).peekable();
        self.sources.iter().filter(move |(file, _)| documents.next_if_eq(file).is_none())
    }

    /// What stands above the body of a document that could be read.
    fn front(&self, document: &Document) -> Option<&str> {
        let source = self.sources.get(document.file).filter(|source| source.fault.is_none())?;
        source.text.get(..document.body.span.start as usize)
    }

    /// The document that a file holds.
    pub fn document_of(&self, file: FileId) -> Option<&Document> {
        let at = self.documents.binary_search_by_key(&file, |document| document.file).ok()?;
        self.documents.get(at)
    }

    /// Whether the same paths and ids lead to the same places as in other documents and assets.
    fn has_places(&self, documents: &[Document], assets: &[Box<str>]) -> bool {
        self.documents.len() == documents.len()
            && self
                .documents
                .iter()
                .zip(documents)
                .all(|(one, other)| one.is_one_with(other) || (one.path == other.path && one.id == other.id))
            && self.sources.assets == assets
    }
}

/// The suppressions of a file of settings or names.
fn side_suppressions((file, source): (FileId, &Source)) -> Option<(FileId, Vec<Suppression>)> {
    let text = source.text.as_ref();
    let ending = source.path.rsplit_once('.').map_or("", |(_, ending)| ending);
    if !matches!(ending, "toml" | "yaml" | "yml") || !text.contains(suppression::MARK) {
        return None;
    }
    let whole = Span::new(0, text.len());
    let parsed = if ending == "toml" { toml::parse(text) } else { yaml::parse(text, whole) };
    Some((file, suppression::in_lines(text, whole, &parsed.root?)))
}

type Places = Arc<HashMap<Box<str>, DocId, RandomState>>;

/// Documents by their ids, of which the first counts, and by their paths.
fn places(documents: &[Document]) -> (Places, Places) {
    let mut by_id = HashMap::with_capacity_and_hasher(documents.len(), RandomState::default());
    let mut by_path = HashMap::with_capacity_and_hasher(documents.len(), RandomState::default());
    for (id, document) in ids().zip(documents) {
        by_id.entry(document.id.clone()).or_insert(id);
        by_path.insert(document.path.clone(), id);
    }
    (Arc::new(by_id), Arc::new(by_path))
}

fn ids() -> impl Iterator<Item = DocId> {
    (0u32..).map(DocId)
}
