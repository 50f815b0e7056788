//! Systems and tags that write-ups name: each becomes an entry of a registry, once.

use crate::document::id_of_name;
use crate::import::write;
use crate::registry::{Found, Registry, Shelf};
use crate::source::Span;
use crate::tree::mention::MentionKind;
use crate::tree::{Entry, Node, Value, yaml};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The names of one registry, those that are there and those that are new.
#[derive(Debug)]
pub struct Names<'a> {
    registry: &'a Registry,
    shelf: Shelf,
    kind: MentionKind,
    slugs: BTreeMap<String, Box<str>>,
    added: Vec<NewName>,
    /// The slugs of those.
    used: BTreeSet<Box<str>>,
}

/// A name that comes into a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewName {
    /// Its slug.
    pub slug: Box<str>,
    /// As it was written.
    pub name: Box<str>,
    /// What it is, where the source says so.
    pub about: Option<Box<str>>,
    /// What else the source says of it.
    pub more: Vec<(Box<str>, Box<str>)>,
}

impl<'a> Names<'a> {
    /// Those of services.yaml.
    pub fn of_services(registry: &'a Registry) -> Self {
        Self::new(registry, Shelf::Services, MentionKind::Service)
    }

    /// Those of tags.yaml.
    pub fn of_tags(registry: &'a Registry) -> Self {
        Self::new(registry, Shelf::Tags, MentionKind::Tag)
    }

    fn new(registry: &'a Registry, shelf: Shelf, kind: MentionKind) -> Self {
        Self { registry, shelf, kind, slugs: BTreeMap::new(), added: Vec::new(), used: BTreeSet::new() }
    }

    /// The registry that these names stand in.
    pub fn shelf(&self) -> Shelf {
        self.shelf
    }

    /// The names that are not registered yet, in the order in which they were met.
    pub fn added(&self) -> &[NewName] {
        &self.added
    }

    /// The slug of a name; a name that is not known gets one. Case and blanks around it do not matter.
    pub fn slug(&mut self, name: &str) -> Box<str> {
        self.slug_with(name, None, Vec::new())
    }

    /// The same, with what is known of it.
    pub fn slug_with(
        &mut self,
        name: &str,
        about: Option<Box<str>>,
        more: Vec<(Box<str>, Box<str>)>,
    ) -> Box<str> {
        let name = name.trim();
        let spoken = name.to_lowercase();
        if let Some(slug) = self.slugs.get(&spoken) {
            return slug.clone();
        }
        // An address keeps its words apart: `release-monitoring.org` has three.
        let wanted = id_of_name(&name.replace(['.', '/'], "-"));
        let slug = match self.registry.find(self.kind, name) {
            Found::Slug(known) | Found::Alias(known) => known.slug.clone(),
            _ if self.registry.get(self.shelf, &wanted).is_some() => wanted,
            _ => {
                let slug = self.free(wanted);
                self.used.insert(slug.clone());
                self.added.push(NewName { slug: slug.clone(), name: name.into(), about, more });
                slug
            }
        };
        self.slugs.insert(spoken, slug.clone());
        slug
    }

    /// A slug that no other name has: `C` and `C++` are two.
    fn free(&self, wanted: Box<str>) -> Box<str> {
        let taken = |slug: &str| self.registry.get(self.shelf, slug).is_some() || self.used.contains(slug);
        if !taken(&wanted) {
            return wanted;
        }
        let numbered = (2_u32..).map(|number| format!("{wanted}-{number}").into_boxed_str());
        numbered.into_iter().find(|slug| !taken(slug)).unwrap_or(wanted)
    }

    /// The text of a registry file with the new names behind what is there. Nothing where the file is not a
    /// block of names, so that lines behind it would not be read as such.
    pub fn appended(&self, old: &str) -> Option<String> {
        let crlf = old.contains("\r\n");
        let end = if crlf { "\r\n" } else { "\n" };
        let mut text = old.to_owned();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push_str(end);
        }
        text.extend(self.added.iter().map(|name| name.text().replace('\n', end)));
        let root = |text: &str| {
            let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
            let parsed = yaml::parse(text, Span::new(start, text.len()));
            (parsed.root.filter(|root| !root.is_null()), parsed.faults.len())
        };
        let ((before, old_faults), (after, faults)) = (root(old), root(&text));
        let after = after.filter(|_| faults <= old_faults)?;
        let Value::Map(entries) = &after.value else { return None };
        let nodes: HashMap<&str, &Node> =
            entries.iter().map(|entry| (entry.key.as_ref(), &entry.node)).collect();
        let is_same =
            |entry: &Entry| nodes.get(entry.key.as_ref()).is_some_and(|node| write::same(node, &entry.node));
        let is_kept = before.is_none_or(|before| match &before.value {
            Value::Map(entries) => entries.iter().all(is_same),
            _ => false,
        });
        let is_there = self.added.iter().all(|name| nodes.contains_key(name.slug.as_ref()));
        (is_kept && is_there).then_some(text)
    }
}

impl NewName {
    fn text(&self) -> String {
        let mut text = format!("{}:\n  name: {}\n", write::scalar(&self.slug), write::scalar(&self.name));
        if let Some(about) = &self.about {
            text.push_str(&format!("  about: {}\n", write::scalar(about)));
        }
        for (key, value) in &self.more {
            text.push_str(&format!("  {}: {}\n", write::scalar(key), write::scalar(value)));
        }
        text
    }
}

/// The systems that a status page says it has: `params.systems` of its settings, with what they are.
pub fn systems_of(settings: &Node, names: &mut Names<'_>) {
    let systems = settings.get("params").and_then(|params| params.get("systems"));
    let Some(Value::List(systems)) = systems.map(|systems| &systems.value) else { return };
    for system in systems {
        let Value::Map(entries) = &system.value else { continue };
        let Some(name) = system.get("name").and_then(Node::text).filter(|name| !name.trim().is_empty())
        else {
            continue;
        };
        let said = |entry: &&Entry| !matches!(entry.key.as_ref(), "name" | "description");
        let more = entries
            .iter()
            .filter(said)
            .filter_map(|entry| Some((format!("x_{}", entry.key).into(), entry.node.text()?.trim().into())));
        let about = system.get("description").and_then(Node::text).map(str::trim);
        let about = about.filter(|about| !about.is_empty()).map(Into::into);
        names.slug_with(name, about, more.collect());
    }
}

#[cfg(test)]
mod tests {
    use super::{Names, systems_of};
    use crate::registry::{Registry, Shelf};
    use crate::source::{FileId, Sources, Span};
    use crate::tree::yaml;

    fn registry(text: &str) -> Registry {
        let sources = Sources::from_texts([("content/registry/services.yaml", text)]);
        let mut registry = Registry::new();
        let file = FileId(0);
        registry.read(file, sources.get(file).unwrap(), Shelf::Services);
        registry
    }

    #[test]
    fn a_name_is_registered_once() {
        let registry = registry("mail: { name: Mail relay, aliases: [SMTP] }\n");
        let mut names = Names::of_services(&registry);
        for (name, slug) in [
            ("smtp", "mail"),
            ("Mail Relay", "mail"),
            ("mail", "mail"),
            ("Workers", "workers"),
            (" workers ", "workers"),
            ("C", "c"),
            ("C++", "c-2"),
            ("No", "no"),
            ("Anitya (Release Monitoring)", "anitya-release-monitoring"),
            ("release-monitoring.org", "release-monitoring-org"),
        ] {
            assert_eq!(&*names.slug(name), slug, "{name}");
        }
        let added: Vec<&str> = names.added().iter().map(|name| &*name.name).collect();
        let new = ["Workers", "C", "C++", "No", "Anitya (Release Monitoring)", "release-monitoring.org"];
        assert_eq!(added, new);
    }

    #[test]
    fn what_is_registered_stays_byte_for_byte() {
        let registry = Registry::new();
        let mut names = Names::of_services(&registry);
        names.slug("No");
        names.slug("12:30");
        let new = "\"no\":\n  name: \"No\"\n\"1230\":\n  name: \"12:30\"\n";
        let quoted = |text: String| text.replace('\'', "\"");
        for old in ["", "# none yet\n", "a: { name: A } # x", "a: {name: A}\r\n"] {
            let text = names.appended(old).unwrap();
            assert!(text.starts_with(old), "{text}");
            let rest = quoted(text.strip_prefix(old).unwrap().replace('\r', ""));
            assert_eq!(rest.trim_start(), new);
        }
        for old in ["{}", "{ a: { name: A } }\n", "- a\n", "a: 1\n...\n"] {
            assert_eq!(names.appended(old), None, "{old}");
        }
    }

    #[test]
    fn systems_come_with_what_they_are() {
        let text =
            "params:\n  systems:\n    - {name: API, description: x.y, category: Core}\n    - name: Copr\n";
        let root = yaml::parse(text, Span::new(0, text.len())).root.unwrap();
        let registry = Registry::new();
        let mut names = Names::of_services(&registry);
        systems_of(&root, &mut names);
        assert_eq!(
            names.appended("").unwrap(),
            "api:\n  name: API\n  about: x.y\n  x_category: Core\ncopr:\n  name: Copr\n"
        );
    }
}
