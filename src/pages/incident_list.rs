//! Incidents, newest first: the newest fifty, then a page a year.

use serde::Serialize;

use crate::pages::parts::{IncidentRow, Text, Turn};

/// How many incidents the first page lists.
pub const NEWEST: usize = 50;

/// `incident-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct IncidentListView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How many there are, in a sentence.
    pub lede: String,
    /// The pages of the list.
    pub years: Vec<Year>,
    /// The incidents of this one.
    pub rows: Vec<IncidentRow<'a>>,
    /// The years before and after.
    pub turn: Turn<'a>,
}

/// A page of the list.
#[derive(Debug, Clone, Serialize)]
pub struct Year {
    /// Its name.
    pub text: String,
    /// How many incidents it holds.
    pub count: usize,
    /// Its address.
    pub href: String,
    /// Whether it is this one.
    pub current: bool,
}
