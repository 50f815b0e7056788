//! The names that documents may use: clients, people, teams, vendors, services, tags (specification C.7).

use crate::diagnostic::Place;
use crate::source::{FileId, Source, Span};
use crate::tree::decode::{Decode, Field, List, Reading, Table};
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::mention::{MentionKind, Team};
use crate::tree::name::Ref;
use crate::tree::record::{choice, record};
use crate::tree::scalar::{SLUG, is_slug};
use crate::tree::yaml;
use foldhash::fast::RandomState;
use std::collections::{BTreeMap, HashMap};

record! {
    /// What is known of a name.
    pub struct Entry (or name) {
        /// The name as it is shown.
        name: Box<str>,
        /// Other names that people type.
        aliases: List<Box<str>>,
        /// For a person: the team.
        team: Ref<Team>,
        /// For a person: named roles, which may be used like the person.
        roles: List<Box<str>>,
        /// For a client: whom to call and how.
        reach: Box<str>,
        /// For a client: address of the place where all of the project is.
        project_space: Box<str>,
        /// For a client: its real name must not stand in documents that all may read.
        confidential: bool,
        /// For a client: the name to use instead.
        codename: Box<str>,
        /// For a client: whether work goes on.
        status: ClientStatus,
        /// What it is, in a sentence.
        about: Box<str>,
    }
}

choice! {
    /// Whether work for a client goes on.
    pub enum ClientStatus {
        /// It does.
        Active = "active",
        /// It does not.
        Former = "former",
    }
}

choice! {
    /// The registries, by the names of their files.
    pub enum Shelf {
        /// clients.yaml
        Clients = "clients",
        /// people.yaml
        People = "people",
        /// teams.yaml
        Teams = "teams",
        /// vendors.yaml
        Vendors = "vendors",
        /// services.yaml
        Services = "services",
        /// tags.yaml
        Tags = "tags",
    }
}

/// A registered name.
#[derive(Debug, Clone)]
pub struct Name {
    /// Its slug.
    pub slug: Box<str>,
    /// What is known of it.
    pub entry: Entry,
    /// Where its slug stands; nothing for what is predefined.
    pub place: Option<Place>,
}

/// All registries.
#[derive(Debug, Clone, Default)]
pub struct Registry {
    shelves: BTreeMap<Shelf, Vec<Name>>,
    /// By slug, where it stands on its shelf: every page asks for names, and a list of all of them is large.
    slugs: BTreeMap<Shelf, HashMap<Box<str>, usize, RandomState>>,
    spoken: HashMap<(Shelf, Box<str>), usize, RandomState>,
    /// Paths of the files that were read, by registry.
    pub files: BTreeMap<Shelf, Box<str>>,
}

/// What a written name turned out to be.
#[derive(Debug, Clone, Copy)]
pub enum Found<'a> {
    /// A slug.
    Slug(&'a Name),
    /// Another name of it.
    Alias(&'a Name),
    /// A role that one or more people have.
    Role,
    /// Nothing.
    Nothing,
}

impl Shelf {
    /// The registry of a path such as `content/registry/clients.yaml`.
    pub fn of_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next()?;
        Self::of(name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"))?)
    }

    /// The registries that may hold a kind of name.
    pub fn holding(kind: MentionKind) -> &'static [Self] {
        match kind {
            MentionKind::Client => &[Self::Clients],
            MentionKind::Person => &[Self::People],
            MentionKind::Team => &[Self::Teams],
            MentionKind::TeamOrPerson => &[Self::Teams, Self::People],
            MentionKind::Vendor => &[Self::Vendors],
            MentionKind::Party => &[Self::Vendors, Self::Clients],
            MentionKind::Service => &[Self::Services],
            MentionKind::Tag => &[Self::Tags],
            MentionKind::PlaybookId | MentionKind::IncidentId | MentionKind::DocumentId => &[],
        }
    }
}

impl Registry {
    /// An empty one, in which only the client `internal` is known.
    pub fn new() -> Self {
        let mut registry = Self::default();
        let name = Field { value: "Internal".into(), span: Span::default(), key: Span::default() };
        let entry = Entry { name: Some(name), ..Entry::default() };
        registry.shelve(Shelf::Clients, [Name { slug: "internal".into(), entry, place: None }]);
        registry
    }

    /// Takes in a file; what is wrong with it comes back.
    pub fn read(&mut self, id: FileId, source: &Source, shelf: Shelf) -> Reading {
        let whole = Span::new(0, source.text.len());
        let start = if source.text.starts_with('\u{feff}') { 3 } else { 0 };
        let parsed = yaml::parse(&source.text, Span { start, ..whole });
        let mut reading = Reading::after(parsed.faults);
        self.files.insert(shelf, source.path.clone());
        let Some(root) = parsed.root.filter(|root| !root.is_null()) else { return reading };
        let Some(table) = Table::<Entry>::decode(&root, &mut reading) else { return reading };
        for (slug, field) in table.iter() {
            if !is_slug(slug) {
                let expected = SLUG.to_owned();
                let got = format!("`{slug}`, which cannot be a slug");
                let kind = FaultKind::Invalid { got, expected, allowed: &[] };
                reading.faults.push(Fault { span: field.key, field: Box::default(), kind });
            }
        }
        let names = table.iter().map(|(slug, field)| Name {
            slug: slug.clone(),
            entry: field.value.clone(),
            place: Some(Place { file: id, span: field.key }),
        });
        self.shelve(shelf, names.collect::<Vec<_>>());
        reading
    }

    /// The names of a registry in the order of their slugs.
    pub fn names(&self, shelf: Shelf) -> &[Name] {
        self.shelves.get(&shelf).map_or(&[], Vec::as_slice)
    }

    /// The name behind a slug.
    pub fn get(&self, shelf: Shelf, slug: &str) -> Option<&Name> {
        let at = *self.slugs.get(&shelf)?.get(slug)?;
        self.names(shelf).get(at)
    }

    /// What a written name is, by slug, then by alias or shown name (in any case), then by role.
    pub fn find(&self, kind: MentionKind, written: &str) -> Found<'_> {
        let shelves = Shelf::holding(kind);
        if let Some(name) = shelves.iter().find_map(|&shelf| self.get(shelf, written)) {
            return Found::Slug(name);
        }
        let spoken = written.to_lowercase();
        for &shelf in shelves {
            let at = self.spoken.get(&(shelf, spoken.as_str().into()));
            if let Some(name) = at.and_then(|&at| self.names(shelf).get(at)) {
                return Found::Alias(name);
            }
        }
        let has_role = |name: &Name| {
            name.entry.roles.iter().flat_map(|roles| roles.iter()).any(|role| role.as_ref() == written)
        };
        if shelves.contains(&Shelf::People) && self.names(Shelf::People).iter().any(has_role) {
            return Found::Role;
        }
        Found::Nothing
    }

    /// Everything that a kind of name may be written as: slugs, and roles for people.
    pub fn words(&self, kind: MentionKind) -> Vec<&str> {
        let shelves = Shelf::holding(kind);
        let names = shelves.iter().flat_map(|&shelf| self.names(shelf));
        names
            .flat_map(|name| {
                let roles = name.entry.roles.iter().flat_map(|roles| roles.iter());
                std::iter::once(name.slug.as_ref()).chain(roles.map(|role| role.value.as_ref()))
            })
            .collect()
    }

    /// Sorts a registry and notes what its names are called; the first of two equal slugs stays.
    fn shelve(&mut self, shelf: Shelf, added: impl IntoIterator<Item = Name>) {
        let names = self.shelves.entry(shelf).or_default();
        names.extend(added);
        names.sort_by(|a, b| a.slug.cmp(&b.slug));
        names.dedup_by(|later, first| later.slug == first.slug);
        let slugs = names.iter().enumerate().map(|(at, name)| (name.slug.clone(), at));
        self.slugs.insert(shelf, slugs.collect());
        self.spoken.retain(|(other, _), _| *other != shelf);
        for (at, name) in names.iter().enumerate() {
            let aliases = name.entry.aliases.iter().flat_map(|aliases| aliases.iter());
            let shown = name.entry.name.iter().map(|name| &name.value);
            for alias in aliases.map(|alias| &alias.value).chain(shown) {
                self.spoken.entry((shelf, alias.to_lowercase().into())).or_insert(at);
            }
        }
    }
}

impl Name {
    /// The name to show: the codename of a confidential client, else the name, else the slug.
    pub fn shown(&self) -> &str {
        let confidential = self.entry.confidential.as_ref().is_some_and(|flag| flag.value);
        let name = if confidential { self.entry.codename.as_ref() } else { self.entry.name.as_ref() };
        name.map_or(&self.slug, |name| &name.value)
    }
}
