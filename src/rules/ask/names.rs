//! What the names in documents, registries and site.toml turn out to be.

use crate::diagnostic::{Fix, Place};
use crate::document::{Document, DocumentKind};
use crate::fix::yaml_edit::{is_yaml, put};
use crate::registry::{Found, Shelf};
use crate::rule::Finding;
use crate::site::Site;
use crate::site::nearest::nearest;
use crate::source::FileId;
use crate::tree::mention::{Mention, MentionKind};
use crate::tree::record::either;

/// A name, and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Said<'a> {
    /// The file.
    pub(in crate::rules) file: FileId,
    /// The name, where it stands and what it should name.
    pub(in crate::rules) mention: &'a Mention,
}

/// All names that a document mentions.
pub(in crate::rules) fn of(document: &Document) -> impl Iterator<Item = Said<'_>> {
    document.mentions.iter().map(|mention| Said { file: document.file, mention })
}

/// All names that registries and site.toml mention.
pub(in crate::rules) fn beside(site: &Site) -> impl Iterator<Item = Said<'_>> {
    site.side_mentions.iter().map(|(file, mention)| Said { file: *file, mention })
}

impl Said<'_> {
    /// A finding at the name.
    pub(in crate::rules) fn finding(self, message: String) -> Finding {
        let place = Place { file: self.file, span: self.mention.span };
        Finding::elsewhere(place, message).field(self.mention.field.clone())
    }

    /// What is to say where nothing has the name.
    pub(in crate::rules) fn unknown(self, site: &Site) -> Option<Finding> {
        let name = self.mention.name.as_ref();
        match kinds_named(self.mention.kind) {
            [] => match site.registry.find(self.mention.kind, name) {
                Found::Nothing => Some(self.unregistered(site)),
                Found::Slug(_) | Found::Alias(_) | Found::Role => None,
            },
            kinds => match site.by_id(name) {
                Some((_, other)) if kinds.contains(&other.kind()) => None,
                Some((_, other)) => {
                    let message = format!("`{name}` is {}, not {}", one(other.kind()), any_of(kinds));
                    Some(self.finding(message).help(format!("name {}", any_of(kinds))))
                }
                None => {
                    let message = format!("no {} has the id `{name}`", self.mention.kind.word());
                    let help = match near_id(site, kinds, name) {
                        Some(near) => format!("write `{near}`"),
                        None => "name a document by its id: its file name without `.md`".to_owned(),
                    };
                    let fix = only_near(name, ids(site, kinds)).and_then(|near| self.fix(site, near));
                    Some(Finding { fix, ..self.finding(message).help(help) })
                }
            },
        }
    }

    fn unregistered(self, site: &Site) -> Finding {
        let Mention { kind, name, .. } = self.mention;
        let files: Vec<&str> = Shelf::holding(*kind).iter().map(|shelf| shelf.word()).collect();
        let files: Vec<String> = files.iter().map(|name| format!("{name}.yaml")).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let (files, what) = (either(&files), kind.word());
        let help = match nearest(name, site.registry.words(*kind)) {
            Some(near) => format!("write `{near}`, or add the {what} to {files}"),
            None => format!("add the {what} to {files}, or write a name that stands there"),
        };
        let fix = only_near(name, site.registry.words(*kind)).and_then(|near| self.fix(site, near));
        Finding { fix, ..self.finding(format!("no {what} `{name}` in {files}")).help(help) }
    }

    /// Writes another name in its place.
    pub(in crate::rules) fn fix(self, site: &Site, name: &str) -> Option<Fix> {
        if !is_yaml(site.sources.path(self.file)) {
            return None;
        }
        let edit = put(site.sources.text(self.file), self.mention.span, name)?;
        Some(Fix::safe(format!("write `{name}`"), vec![edit]))
    }
}

/// The only one that is one edit away, and not by a digit: another number is another thing.
pub(in crate::rules) fn only_near<'a>(
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let is_near = |other: &&str| {
        other.len().abs_diff(lower.len()) <= 4
            && strsim::damerau_levenshtein(&lower, &other.to_lowercase()) == 1
            && digits(other) == digits(&lower)
    };
    let mut near = known.into_iter().filter(|_| word.len() > 2).filter(is_near);
    let first = near.next()?;
    near.all(|other| other == first).then_some(first)
}

/// The ids of the documents of some kinds.
pub(in crate::rules) fn ids<'a>(site: &'a Site, kinds: &[DocumentKind]) -> impl Iterator<Item = &'a str> {
    let wanted = site.documents.iter().filter(|document| kinds.contains(&document.kind()));
    wanted.map(|document| document.id.as_ref())
}

/// The id of one of these kinds that is nearest to a word.
pub(in crate::rules) fn near_id<'a>(site: &'a Site, kinds: &[DocumentKind], word: &str) -> Option<&'a str> {
    nearest(word, ids(site, kinds))
}

/// The kinds of documents that may be named; none where the name stands in a registry.
fn kinds_named(kind: MentionKind) -> &'static [DocumentKind] {
    match kind {
        MentionKind::PlaybookId => &[DocumentKind::Playbook],
        MentionKind::IncidentId => &[DocumentKind::Incident],
        MentionKind::DocumentId => &[DocumentKind::Incident, DocumentKind::Playbook, DocumentKind::Page],
        _ => &[],
    }
}

fn one(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Incident => "an incident",
        DocumentKind::Playbook => "a playbook",
        DocumentKind::Page => "a page",
    }
}

fn any_of(kinds: &[DocumentKind]) -> String {
    either(&kinds.iter().map(|kind| one(*kind)).collect::<Vec<_>>())
}
