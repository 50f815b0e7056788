//! All playbooks.

use serde::Serialize;

use crate::pages::parts::{Pill, Text};

/// `playbook-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PlaybookListView<'a> {
    /// How many there are, in a sentence.
    pub lede: String,
    /// In use, in draft, retired; only those that hold something.
    pub groups: Vec<PlaybookGroup<'a>>,
}

/// Playbooks of one status.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookGroup<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// Its playbooks, by title.
    pub rows: Vec<PlaybookCard<'a>>,
}

/// A playbook in the list.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookCard<'a> {
    /// Title.
    pub title: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// When it is taken up.
    pub when: Text<'a>,
    /// Number of steps, last rehearsal.
    pub pills: Vec<Pill<'a>>,
}
