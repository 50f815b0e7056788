//! In what a state of a site differs from one before that has the same documents in the same places.
//!
//! What can be taken over from a state before is decided by this alone, so that every shortcut has its reason here.

use crate::config::SITE_TOML;
use crate::document::Document;
use crate::later::Later;
use crate::registry::Found;
use crate::site::{DocId, Site};
use crate::source::{FileId, Source, Span};
use crate::tree::mention::Mention;
use crate::tree::{Node, Parsed, toml, yaml};
use rayon::prelude::*;
use std::sync::Arc;

/// What differs.
#[derive(Debug)]
pub struct Change {
    /// The documents that have been read anew.
    pub documents: Vec<DocId>,
    /// Other files that say something else: site.toml and registries.
    pub beside: Vec<FileId>,
    /// How far it may be felt.
    pub reach: Reach,
    is_of_names: bool,
}

/// How far a change may be felt; each holds what stands above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Texts below front matters, but no title. All that is made of front matters and of names is the same.
    Bodies,
    /// What things are called, and what is said of incidents in a few sentences: the [`SAID`] fields of documents, the
    /// [`SHOWN`] of registered names, title and description of the site. No name that is written anywhere means
    /// another thing than before, and nothing is counted, ordered or dated by any of it but titles and names.
    Words,
    /// Anything in documents, but nothing beside them.
    Fronts,
}

/// Fields of documents that nothing reads but pages that show them, the rules that judge the document itself, and the
/// order of titles.
const SAID: [&str; 4] = ["title", "what_went_wrong", "client_voice", "open_questions"];

/// What is known of a registered name and only shown. The name itself may also be written in place of the slug.
const SHOWN: [&str; 3] = ["name", "about", "project_space"];

/// Of more documents it is not asked what exactly has changed in their front matters.
const FEW: usize = 40;

/// The change since the state that was asked about first, so that it is found once. A state of a site is known by what it
/// alone holds.
#[derive(Debug, Default)]
pub(super) struct KnownChange {
    own: Arc<()>,
    since: Later<(Arc<()>, Option<Arc<Change>>)>,
}

impl Change {
    /// Whether nothing differs but title and description of the site.
    pub fn is_of_headings(&self) -> bool {
        self.documents.is_empty() && !self.is_of_names && self.reach <= Reach::Words
    }
}

impl Site {
    /// In what it differs from what it was `before`; nothing where that may be anything.
    pub fn since(&self, before: &Self) -> Option<Arc<Change>> {
        let find = || self.find_change(before).map(Arc::new);
        let (own, known) = self.known.since.get(|| (Arc::clone(&before.known.own), find()));
        if Arc::ptr_eq(own, &before.known.own) { known.clone() } else { find() }
    }

    fn find_change(&self, before: &Self) -> Option<Change> {
        let is_same = self.today == before.today
            && self.config.url == before.config.url
            && before.has_places(&self.documents, &self.sources.assets);
        if !is_same {
            return None;
        }
        let (beside, words) = self.beside_since(before)?;
        let pairs = || self.iter().zip(&before.documents).filter(|((_, one), other)| !one.is_one_with(other));
        let documents: Vec<DocId> = pairs().map(|((id, _), _)| id).collect();
        let of_documents = if documents.len() > FEW {
            Reach::Fronts
        } else {
            let each = pairs().map(|((_, one), other)| self.reach(one, before, other));
            each.max().unwrap_or(Reach::Bodies)
        };
        if beside.is_empty() {
            return Some(Change { documents, beside, reach: of_documents, is_of_names: false });
        }
        if of_documents > Reach::Words || self.is_named(&words) {
            return None;
        }
        let is_of_names = beside.iter().any(|file| self.sources.path(*file) != SITE_TOML);
        Some(Change { documents, beside, reach: Reach::Words, is_of_names })
    }

    /// How far it may be felt that a document has changed.
    fn reach(&self, one: &Document, before: &Self, other: &Document) -> Reach {
        let is_silent = |document: &Document| document.suppressions.is_empty();
        let front = self.front(one);
        if !is_silent(one) || !is_silent(other) || front.is_none() {
            return Reach::Fronts;
        }
        if front == before.front(other) {
            return if one.title() == other.title() { Reach::Bodies } else { Reach::Words };
        }
        let is_said = |path: &Vec<Box<str>>| path.first().is_some_and(|key| SAID.contains(&key.as_ref()));
        let differences = || {
            let read =
                |site: &Self, document: &Document| yaml::parse(site.text(document), document.front?).root;
            Some(read(self, one)?.differences(&read(before, other)?))
        };
        let is_of_words = differences().is_some_and(|paths| paths.iter().all(is_said));
        if is_of_words { Reach::Words } else { Reach::Fronts }
    }

    /// The files that are no documents and say something else, and the words that may mean another thing by that, in
    /// small letters; nothing where more may differ.
    fn beside_since(&self, before: &Self) -> Option<(Vec<FileId>, Vec<String>)> {
        let (mut files, mut words) = (Vec::new(), Vec::new());
        let (mut now, mut then) = (self.beside(), before.beside());
        loop {
            let ((file, source), (_, old)) = match (now.next(), then.next()) {
                (Some(source), Some(old)) => (source, old),
                (None, None) => return Some((files, words)),
                _ => return None,
            };
            if source == old {
                continue;
            }
            words.extend(self.reworded(source, old)?);
            files.push(file);
        }
    }

    /// The words that may mean another thing where a file says something else; nothing where more may differ.
    fn reworded(&self, source: &Source, old: &Source) -> Option<Vec<String>> {
        if source.path != old.path {
            return None;
        }
        if source.path.as_ref() == SITE_TOML {
            let (now, then) = (sound(toml::parse(&source.text))?, sound(toml::parse(&old.text))?);
            return now.differences(&then).iter().all(|path| is_heading(path)).then(Vec::new);
        }
        let is_registry = |files: &Self| files.registry.files.values().any(|path| *path == source.path);
        if !is_registry(self) {
            return None;
        }
        let read = |it: &Source| sound(yaml::parse(&it.text, Span::new(0, it.text.len())));
        renamed(&read(source)?, &read(old)?)
    }

    /// Whether one of some words stands somewhere as a name.
    fn is_named(&self, words: &[String]) -> bool {
        let is_one = |mention: &Mention| {
            let is_word = |word: &String| match mention.name.is_ascii() {
                true => mention.name.eq_ignore_ascii_case(word),
                false => mention.name.to_lowercase() == *word,
            };
            // A slug comes before all that names are called.
            words.iter().any(is_word)
                && !matches!(self.registry.find(mention.kind, &mention.name), Found::Slug(_))
        };
        let has_one = |document: &Document| document.mentions.iter().any(is_one);
        !words.is_empty()
            && (self.side_mentions.iter().any(|(_, mention)| is_one(mention))
                || self.documents.par_iter().any(has_one))
    }
}

/// What stands in a file that has no fault in its form.
fn sound(parsed: Parsed) -> Option<Node> {
    parsed.root.filter(|_| parsed.faults.is_empty())
}

fn is_heading(path: &[Box<str>]) -> bool {
    matches!(path, [table, key] if table.as_ref() == "site" && matches!(key.as_ref(), "title" | "description"))
}

/// What names were and are called, in small letters, where two states of a registry differ in nothing but what is only
/// shown. The name of a confidential client must not stand in documents, so that it is read in all of them.
fn renamed(now: &Node, then: &Node) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for path in now.differences(then) {
        let [slug, key] = path.as_slice() else { return None };
        let entries = [now.get(slug)?, then.get(slug)?];
        if !SHOWN.contains(&key.as_ref()) || entries.iter().any(|entry| entry.get("confidential").is_some()) {
            return None;
        }
        for said in entries.iter().filter_map(|entry| entry.get(key)) {
            words.push(said.text()?.to_lowercase());
        }
    }
    Some(words)
}
