//! What the reader found wrong with the form of documents, registries and site.toml.

use crate::diagnostic::Place;
use crate::document::Document;
use crate::site::Site;
use crate::source::FileId;
use crate::tree::fault::Fault;

/// A fault, and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Told<'a> {
    /// The file.
    pub(in crate::rules) file: FileId,
    /// The fault.
    pub(in crate::rules) fault: &'a Fault,
}

impl Told<'_> {
    /// Where it stands.
    pub(in crate::rules) fn place(&self) -> Place {
        Place { file: self.file, span: self.fault.span }
    }

    /// The last key of its path, without the number of an item.
    pub(in crate::rules) fn key(&self) -> &str {
        named(&self.fault.field)
    }

    /// The last key of its path in a message; of an item, the list it stands in.
    pub(in crate::rules) fn shown(&self) -> String {
        match (self.key(), self.fault.field.ends_with(']')) {
            ("", _) => "this".to_owned(),
            (key, true) => format!("an item of `{key}`"),
            (key, false) => format!("`{key}`"),
        }
    }
}

/// The last key of a path, without the number of an item.
pub(in crate::rules) fn named(path: &str) -> &str {
    let last = path.rsplit('.').next().unwrap_or_default();
    last.split('[').next().unwrap_or(last)
}

/// Whether a path is that of a field at the top, or of something in it.
pub(in crate::rules) fn begins(path: &str, field: &str) -> bool {
    path.split(['.', '[']).next() == Some(field)
}

/// All faults of a site.
pub(in crate::rules) fn all(site: &Site) -> impl Iterator<Item = Told<'_>> {
    site.documents.iter().flat_map(of).chain(beside(site))
}

/// The faults of a document.
pub(in crate::rules) fn of(document: &Document) -> impl Iterator<Item = Told<'_>> {
    document.faults.iter().map(|fault| Told { file: document.file, fault })
}

/// The faults of registries, lexicons and site.toml.
pub(in crate::rules) fn beside(site: &Site) -> impl Iterator<Item = Told<'_>> {
    site.side_faults.iter().map(|(file, fault)| Told { file: *file, fault })
}
