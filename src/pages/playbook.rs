//! A playbook.

use serde::Serialize;

use crate::pages::parts::{Backlink, Brief, Fact, Findings, Link, Moment, Pill, Text, TocEntry, Turn};

/// `playbook.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PlaybookView<'a> {
    /// Its language, where it is not the site's.
    pub lang: Option<Text<'a>>,
    /// Status, last rehearsal.
    pub pills: Vec<Pill<'a>>,
    /// The only `h1`.
    pub title: Text<'a>,
    /// When it is taken up.
    pub when: Text<'a>,
    /// What a reader must know of its status.
    pub banner: Option<&'static str>,
    /// What the check found, for a draft.
    pub findings: Option<Findings<'a>>,
    /// Owner, reviews, what it applies to.
    pub facts: Vec<Fact<'a>>,
    /// Contents.
    pub toc: Vec<TocEntry<'a>>,
    /// HTML of the body before its first section.
    pub preamble: String,
    /// The steps, in order.
    pub steps: Vec<PlaybookStep<'a>>,
    /// HTML of the sections of the body that belong to no step.
    pub body: String,
    /// Dry runs.
    pub exercises: Vec<Exercise<'a>>,
    /// Incidents that name it.
    pub used: Vec<Brief<'a>>,
    /// Pages that link here.
    pub backlinks: Vec<Backlink<'a>>,
    /// Other playbooks that belong to it.
    pub related: Vec<Brief<'a>>,
    /// Neighbours in the list.
    pub turn: Turn<'a>,
}

/// A step of a playbook.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookStep<'a> {
    /// Its id, which is its anchor.
    pub id: Text<'a>,
    /// What to do, in a few words.
    pub title: Text<'a>,
    /// Who, within what time, after which steps, whether it may be left out.
    pub notes: Vec<String>,
    /// Why.
    pub why: Option<Text<'a>>,
    /// What to do.
    pub todo: Vec<Text<'a>>,
    /// What to say.
    pub say: Vec<Text<'a>>,
    /// What to leave out.
    pub dont: Vec<Text<'a>>,
    /// HTML of the section of the body that explains it.
    pub body: String,
    /// How one sees that it is done.
    pub done_when: Option<Text<'a>>,
    /// Fields of the write-up that it fills.
    pub captures: Vec<Text<'a>>,
    /// The founding texts or incidents that it comes from.
    pub from: Vec<Link<'a>>,
    /// Incidents that left it out or changed it on purpose.
    pub skipped: Vec<Link<'a>>,
}

/// A dry run.
#[derive(Debug, Clone, Serialize)]
pub struct Exercise<'a> {
    /// Day.
    pub at: Moment,
    /// By whom.
    pub by: Option<Text<'a>>,
    /// What it showed.
    pub found: Option<Text<'a>>,
}
