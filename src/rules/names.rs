//! What the names in documents, registries and site.toml turn out to be.

use crate::diagnostic::Place;
use crate::document::{Document, DocumentKind};
use crate::registry::{Found, Shelf};
use crate::rule::Finding;
use crate::site::{Site, nearest};
use crate::source::FileId;
use crate::tree::name::{Mention, MentionKind};
use crate::tree::record::either;

/// A name, and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    /// The file.
    pub(super) file: FileId,
    /// The name, where it stands and what it should name.
    pub(super) mention: &'a Mention,
}

/// All names that a document mentions.
pub(super) fn of(document: &Document) -> impl Iterator<Item = Said<'_>> {
    document.mentions.iter().map(|mention| Said { file: document.file, mention })
}

/// All names that registries and site.toml mention.
pub(super) fn beside(site: &Site) -> impl Iterator<Item = Said<'_>> {
    site.side_mentions.iter().map(|(file, mention)| Said { file: *file, mention })
}

impl Said<'_> {
    /// A finding at the name.
    pub(super) fn finding(self, message: String) -> Finding {
        let place = Place { file: self.file, span: self.mention.span };
        Finding::elsewhere(place, message).field(self.mention.field.clone())
    }

    /// What is to say where nothing has the name.
    pub(super) fn unknown(self, site: &Site) -> Option<Finding> {
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
                    Some(self.finding(message).help(help))
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
        self.finding(format!("no {what} `{name}` in {files}")).help(help)
    }
}

/// The id of one of these kinds that is nearest to a word.
pub(super) fn near_id<'a>(site: &'a Site, kinds: &[DocumentKind], word: &str) -> Option<&'a str> {
    let wanted = site.documents.iter().filter(|document| kinds.contains(&document.kind()));
    nearest(word, wanted.map(|document| document.id.as_ref()))
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
