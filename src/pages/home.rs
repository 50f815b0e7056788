//! The first page.

use serde::Serialize;

use crate::pages::parts::{Brief, Text};

/// `home.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct HomeView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How things stand, in a sentence or two.
    pub state: String,
    /// Steps that are overdue or due soon, the most urgent first.
    pub promises: Vec<Brief<'a>>,
    /// What is said where there are none.
    pub no_promises: String,
    /// The link to all steps.
    pub all_promises: String,
    /// Latest incidents of the record.
    pub latest: Vec<Brief<'a>>,
    /// The link to all incidents.
    pub all_incidents: String,
    /// Drafts and write-ups in review.
    pub unfinished: Vec<Brief<'a>>,
    /// Playbooks, those that wait for a rehearsal first.
    pub playbooks: Vec<Brief<'a>>,
    /// The link to all playbooks.
    pub all_playbooks: String,
}
