//! Clients, services, teams and tags: a list of each, and a page for every one.

use serde::Serialize;

use crate::pages::parts::{Brief, Fact, IncidentRow, Link, Moment, StepRow, Text};

/// `entry-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct EntryListView<'a> {
    /// The only `h1`: the name of the registry.
    pub heading: &'static str,
    /// How many there are, in a sentence.
    pub lede: String,
    /// Each.
    pub rows: Vec<EntryRow<'a>>,
    /// What is said where there are none.
    pub empty: &'static str,
}

/// An entry in the list.
#[derive(Debug, Clone, Serialize)]
pub struct EntryRow<'a> {
    /// Name, as the site may show it.
    pub name: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// Number of incidents of the record.
    pub incidents: usize,
    /// Number of open prevention steps.
    pub open: usize,
    /// Day of the last incident.
    pub last: Option<Moment>,
}

/// `entry.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct EntryView<'a> {
    /// The only `h1`.
    pub name: Text<'a>,
    /// What it is, in a sentence.
    pub lede: String,
    /// Numbers and what the registry says.
    pub facts: Vec<Fact<'a>>,
    /// Its incidents, newest first.
    pub rows: Vec<IncidentRow<'a>>,
    /// Where older ones are listed, if not all are here.
    pub more: Option<Link<'a>>,
    /// What is said where there are none.
    pub empty: &'static str,
    /// Open prevention steps of its incidents.
    pub steps: Vec<StepRow<'a>>,
    /// Playbooks that belong to it.
    pub playbooks: Vec<Brief<'a>>,
}
