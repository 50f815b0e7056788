//! What the reader found wrong with the form of documents, registries and site.toml.

use crate::diagnostic::Place;
use crate::site::Site;
use crate::source::FileId;
use crate::tree::fault::Fault;

/// A fault, and the file it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'a> {
    /// The file.
    pub(super) file: FileId,
    /// The fault.
    pub(super) fault: &'a Fault,
}

impl Told<'_> {
    /// Where it stands.
    pub(super) fn place(&self) -> Place {
        Place { file: self.file, span: self.fault.span }
    }

    /// The last key of its path, without the number of an item.
    pub(super) fn key(&self) -> &str {
        let last = self.fault.field.rsplit('.').next().unwrap_or_default();
        last.split('[').next().unwrap_or(last)
    }
}

/// All faults of a site.
pub(super) fn all(site: &Site) -> impl Iterator<Item = Told<'_>> {
    let documents = site.documents.iter();
    let documents = documents
        .flat_map(|document| document.faults.iter().map(|fault| Told { file: document.file, fault }));
    documents.chain(site.side_faults.iter().map(|(file, fault)| Told { file: *file, fault }))
}
