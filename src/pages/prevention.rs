//! Prevention steps of all incidents: those that are open, and those that are done.

use serde::Serialize;

use crate::pages::parts::{Link, StepRow};

/// `prevention.html`, for both addresses.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PreventionView<'a> {
    /// The only `h1`.
    pub heading: &'static str,
    /// How things stand, in a sentence.
    pub lede: String,
    /// The other one of the two pages.
    pub other: Link<'a>,
    /// Overdue, due in 30 days, later; or done, proven.
    pub groups: Vec<StepGroup<'a>>,
}

/// Steps of one state.
#[derive(Debug, Clone, Serialize)]
pub struct StepGroup<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// How many.
    pub count: usize,
    /// Each.
    pub rows: Vec<StepRow<'a>>,
    /// What is said where there are none.
    pub empty: &'static str,
}
