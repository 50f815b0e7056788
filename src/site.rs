//! The documents, linked: by id, client, service and tag; links, names and backlinks resolved.

use crate::address::{self, folder, join, relative};
use crate::baseline::Baseline;
use crate::config::{CONTENT, Config};
use crate::date::{Day, Zone};
use crate::document::body::{BodyLink, LinkKind, url};
use crate::document::incident::{Incident, Severity};
use crate::document::playbook::PlaybookStep;
use crate::document::suppression::{self, Suppression};
use crate::document::{Document, DocumentKind, Stage, items};
use crate::language::{Hit, Language};
use crate::registry::{Found, Name, Registry, Shelf};
use crate::source::{FileId, Source, Sources, Span};
use crate::tree::decode::{Field, Reading};
use crate::tree::fault::Fault;
use crate::tree::name::{Mention, MentionKind, Named, Ref};
use crate::tree::{toml, yaml};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

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
}

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

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a document, and there to the heading or step of an id.
    Document(DocId, Option<Box<str>>),
    /// To the heading or step of an id in the same document, or to its top.
    Here(Option<Box<str>>),
    /// To a file that travels with the site: its path from the content folder.
    Asset(Box<str>),
    /// Out of the site, to an address that may stand on a page.
    Outside,
    /// To an address that must not stand on a page.
    Unsafe,
    /// Nowhere: what is missing, and the nearest thing that is there.
    Broken {
        /// What is missing, ready for a message.
        missing: Box<str>,
        /// Whether the document is there, and only the heading is not.
        only_heading: bool,
        /// What may have been meant.
        near: Option<Box<str>>,
    },
}

/// A link that leads to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlink {
    /// The document it stands in.
    pub from: DocId,
    /// Its index among the links of that body.
    pub link: usize,
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
        };
        site.links = match as_before {
            Some(before) => site.links_after(before),
            None => site.documents.par_iter().map(|document| site.targets(document)).collect(),
        };
        site.backlinks = site.turned();
        site.index = match as_before.filter(|before| site.differs_in_bodies(before)) {
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
        self.by_path(self.sources.path(file)).map_or(&[], |(_, document)| &document.suppressions)
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
            None => {
                let default = self.config.default_client.as_deref();
                default.and_then(|slug| self.registry.get(Shelf::Clients, slug)).into_iter().collect()
            }
        }
    }

    /// Whether an incident is ours alone, so that nobody outside was to be told.
    pub fn is_internal(&self, incident: &Incident) -> bool {
        let clients = self.clients(incident);
        !clients.is_empty() && clients.iter().all(|client| client.slug.as_ref() == "internal")
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

    /// Whether it differs from what it was `before` at most in what stands below the front matter of some documents,
    /// and in no title and no comment to the check there. What is made of front matters and of names is the same then.
    pub fn differs_in_bodies(&self, before: &Self) -> bool {
        let is_as_before = |(one, other): (&Document, &Document)| {
            one.is_one_with(other)
                || (one.path == other.path
                    && one.title() == other.title()
                    && one.suppressions.is_empty()
                    && other.suppressions.is_empty()
                    && self.front(one).is_some_and(|front| before.front(other) == Some(front)))
        };
        let beside = |site: &Self| -> Vec<Source> {
            let others = site.sources.iter().filter(|(file, _)| site.document_of(*file).is_none());
            others.map(|(_, source)| source.clone()).collect()
        };
        self.today == before.today
            && self.config.url == before.config.url
            && self.documents.len() == before.documents.len()
            && self.sources.assets == before.sources.assets
            && self.documents.iter().zip(&before.documents).all(is_as_before)
            && beside(self) == beside(before)
    }

    /// What stands above the body of a document that could be read.
    fn front(&self, document: &Document) -> Option<&str> {
        let source = self.sources.get(document.file).filter(|source| source.fault.is_none())?;
        source.text.get(..document.body.span.start as usize)
    }

    fn document_of(&self, file: FileId) -> Option<&Document> {
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

    /// The links of all documents, where all places are those of `before`: only what leads to a document that is not
    /// what it was, or to no heading, can lead elsewhere.
    fn links_after(&self, before: &Self) -> Vec<Vec<Target>> {
        let new: Vec<bool> = self
            .documents
            .iter()
            .zip(&before.documents)
            .map(|(one, other)| !one.is_one_with(other))
            .collect();
        let is_new = |id: DocId| new.get(id.0 as usize).copied().unwrap_or(true);
        let may_differ = |target: &Target| match target {
            Target::Document(id, _) => is_new(*id),
            Target::Broken { only_heading, .. } => *only_heading,
            Target::Here(_) | Target::Asset(_) | Target::Outside | Target::Unsafe => false,
        };
        let links = |(id, document): (DocId, &Document)| {
            let known = before.links_of(id);
            if is_new(id) || known.iter().any(may_differ) { self.targets(document) } else { known.to_vec() }
        };
        // Nearly all are taken over: sooner done than threads are woken.
        self.iter().map(links).collect()
    }

    fn targets(&self, document: &Document) -> Vec<Target> {
        let mut broken = 0;
        let target = |link| {
            let target = self.target(document, link, broken < MOST_NEAR);
            broken += usize::from(matches!(target, Target::Broken { .. }));
            target
        };
        document.body.links.iter().map(target).collect()
    }

    /// `near` says whether to look for what a broken link may have meant.
    fn target(&self, document: &Document, link: &BodyLink, near: bool) -> Target {
        if link.kind == LinkKind::Wiki {
            return self.wiki_target(document, &link.dest, near);
        }
        let safe = if link.kind == LinkKind::Image { url::is_safe_image } else { url::is_safe_url };
        if !safe(&link.dest) {
            return Target::Unsafe;
        }
        if address::is_outside(&link.dest) {
            return Target::Outside;
        }
        self.file_target(document, &link.dest, near)
    }

    fn wiki_target(&self, document: &Document, dest: &str, near: bool) -> Target {
        let (id, anchor) = split_anchor(dest);
        if id.is_empty() {
            return here(document, anchor, near);
        }
        match self.by_id(id.trim()) {
            Some((id, other)) => there(id, other, anchor, dest, near),
            None => {
                let near = near.then(|| nearest(id, self.by_id.keys().map(AsRef::as_ref))).flatten();
                Target::Broken {
                    missing: format!("[[{dest}]]").into(),
                    only_heading: false,
                    near: near.map(Into::into),
                }
            }
        }
    }

    fn file_target(&self, document: &Document, dest: &str, near: bool) -> Target {
        let (path, anchor) = split_anchor(dest);
        if path.is_empty() {
            return here(document, anchor, near);
        }
        let path = path.split('?').next().unwrap_or(path);
        let full = match path.strip_prefix('/') {
            Some(from_content) => join(CONTENT, &address::decode(from_content)),
            None => join(folder(&document.path), &address::decode(path)),
        };
        if let Some(full) = &full {
            if let Some((id, other)) = self.by_path(full) {
                return there(id, other, anchor, dest, near);
            }
            if self.sources.has_asset(full) {
                let within = full.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/'));
                return Target::Asset(within.unwrap_or(full).into());
            }
        }
        let near = near.then(|| self.near_file(document, path, full.as_deref())).flatten();
        Target::Broken { missing: dest.into(), only_heading: false, near }
    }

    /// The only file that has the name of the one a link leads to: its path from the folder of site.toml, and as one
    /// would write it in `document`.
    pub fn only_namesake(&self, document: &Document, path: &str) -> Option<(&str, String)> {
        let name = address::decode(path.rsplit('/').next().filter(|name| !name.is_empty())?);
        let files = self.by_path.keys().chain(&self.sources.assets).map(AsRef::as_ref);
        let mut same = files.filter(|file: &&str| file.rsplit('/').next() == Some(&*name));
        let only = same.next().filter(|_| same.next().is_none())?;
        Some((only, relative(folder(&document.path), only)))
    }

    /// A file of the same name elsewhere, or one of a like name in the folder that was meant (`full` is the path
    /// from the folder of site.toml, where it stays inside), as one would write it in `document`.
    fn near_file(&self, document: &Document, path: &str, full: Option<&str>) -> Option<Box<str>> {
        let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
        let files = || self.by_path.keys().chain(&self.sources.assets).map(AsRef::as_ref);
        let same = files().filter(|file: &&str| file.rsplit('/').next() == Some(name)).min();
        let like = || {
            let meant = folder(full?);
            let beside: Vec<&str> = files().filter(|file| folder(file) == meant).collect();
            let near = nearest(name, beside.iter().map(|file| file.rsplit('/').next().unwrap_or(file)))?;
            beside.iter().find(|file| file.rsplit('/').next() == Some(near)).copied()
        };
        same.or_else(like).map(|found| relative(folder(&document.path), found).into())
    }

    fn turned(&self) -> Vec<Vec<Backlink>> {
        let mut backlinks = vec![Vec::new(); self.documents.len()];
        for (from, targets) in ids().zip(&self.links) {
            for (link, target) in targets.iter().enumerate() {
                let Target::Document(to, _) = target else { continue };
                let known: Option<&mut Vec<Backlink>> = backlinks.get_mut(to.0 as usize);
                let Some(known) = known.filter(|_| *to != from) else { continue };
                if known.last().is_none_or(|last| last.from != from) {
                    known.push(Backlink { from, link });
                }
            }
        }
        backlinks
    }

    fn indexed(&self) -> Index {
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

/// The candidate nearest to a word: at most `1 + length / 4` edits away and never more than four
/// (Damerau-Levenshtein), the nearest first, then in the order of the alphabet.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let limit = (1 + word.chars().count() / 4).min(4);
    let letters = bag(&word);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(word.len()) <= 4 * limit)
        // Among ten thousand ids, the exact distance is only counted for the few that share most letters.
        .filter(|candidate| {
            !word.is_ascii() || !candidate.is_ascii() || apart(&letters, &bag(candidate)) <= 2 * limit
        })
        .map(|candidate| (strsim::damerau_levenshtein(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How often each letter is in a text; small and capital ones count alike, and so do letters 32 apart.
fn bag(text: &str) -> [i8; 32] {
    let mut bag = [0i8; 32];
    for byte in text.bytes() {
        let small = byte.to_ascii_lowercase();
        if let Some(count) = bag.get_mut(usize::from(small % 32)) {
            *count = count.saturating_add(1);
        }
    }
    bag
}

/// How many letters are in one bag and not in the other: an edit changes this by two at most.
fn apart(a: &[i8; 32], b: &[i8; 32]) -> usize {
    a.iter().zip(b).map(|(a, b)| usize::from(a.abs_diff(*b))).sum()
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

type Places = Arc<HashMap<Box<str>, DocId>>;

/// Documents by their ids, of which the first counts, and by their paths.
fn places(documents: &[Document]) -> (Places, Places) {
    let mut by_id = HashMap::with_capacity(documents.len());
    let mut by_path = HashMap::with_capacity(documents.len());
    for (id, document) in ids().zip(documents) {
        by_id.entry(document.id.clone()).or_insert(id);
        by_path.insert(document.path.clone(), id);
    }
    (Arc::new(by_id), Arc::new(by_path))
}

fn ids() -> impl Iterator<Item = DocId> {
    (0u32..).map(DocId)
}

fn split_anchor(dest: &str) -> (&str, Option<&str>) {
    match dest.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor).filter(|anchor| !anchor.is_empty())),
        None => (dest, None),
    }
}

/// For how many broken links of a document it is asked what they may have meant: each question goes to all names
/// there are.
const MOST_NEAR: usize = 100;

fn here(document: &Document, anchor: Option<&str>, near: bool) -> Target {
    match find_anchor(document, anchor, near) {
        Ok(id) => Target::Here(id),
        Err((missing, near)) => Target::Broken { missing, only_heading: true, near },
    }
}

fn there(id: DocId, document: &Document, anchor: Option<&str>, dest: &str, near: bool) -> Target {
    match find_anchor(document, anchor, near) {
        Ok(anchor) => Target::Document(id, anchor),
        Err((_, near)) => Target::Broken { missing: dest.into(), only_heading: true, near },
    }
}

type NoAnchor = (Box<str>, Option<Box<str>>);

/// The id on the page of what an anchor leads to: a heading, or a step of a playbook.
fn find_anchor(document: &Document, anchor: Option<&str>, near: bool) -> Result<Option<Box<str>>, NoAnchor> {
    let Some(anchor) = anchor else { return Ok(None) };
    let anchor = address::decode(anchor);
    let headings = &document.body.headings;
    let heading = document.body.heading_at(&anchor).and_then(|at| headings.get(at));
    let mut steps =
        document.playbook().into_iter().flat_map(|playbook| items(&playbook.steps)).filter_map(step_id);
    match heading.map(|heading| heading.id.as_ref()).or_else(|| steps.clone().find(|id| *id == anchor)) {
        Some(id) => Ok(Some(id.into())),
        None => {
            let ids = headings.iter().map(|heading| heading.id.as_ref()).chain(&mut steps);
            let near = near.then(|| nearest(&anchor, ids)).flatten();
            let near = near.map(|near| format!("#{near}").into());
            Err((format!("#{anchor}").into(), near))
        }
    }
}

fn step_id(step: &Field<PlaybookStep>) -> Option<&str> {
    step.id.as_ref().map(|id| id.value.0.as_ref())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_near() {
        assert_eq!(nearest("acmee", ["initech", "acme"]), Some("acme"));
        assert_eq!(nearest("preventoin", ["prevention", "provision"]), Some("prevention"));
        assert_eq!(nearest("xyz", ["acme"]), None);
    }
}
