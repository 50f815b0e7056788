//! The rules: a list, and a page for each.

use serde::Serialize;

use crate::pages::parts::{Fact, Text, Turn};

/// `rule-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RuleListView<'a> {
    /// How many there are, in a sentence.
    pub lede: String,
    /// By group.
    pub groups: Vec<RuleGroup<'a>>,
}

/// Rules of one group.
#[derive(Debug, Clone, Serialize)]
pub struct RuleGroup<'a> {
    /// Id of its heading.
    pub id: Text<'a>,
    /// Its heading.
    pub heading: Text<'a>,
    /// How many.
    pub count: usize,
    /// Each.
    pub rows: Vec<RuleRow<'a>>,
}

/// A rule in the list.
#[derive(Debug, Clone, Serialize)]
pub struct RuleRow<'a> {
    /// Name.
    pub name: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// What it finds.
    pub summary: Text<'a>,
    /// Level in the profile `starter`.
    pub starter: &'static str,
    /// Level in the profile `standard`.
    pub standard: &'static str,
    /// Level in the profile `strict`.
    pub strict: &'static str,
}

/// `rule.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RuleView<'a> {
    /// The only `h1`.
    pub name: Text<'a>,
    /// What it finds.
    pub summary: Text<'a>,
    /// Group, levels, from which status, fix.
    pub facts: Vec<Fact<'a>>,
    /// What `amends explain` says, part by part.
    pub parts: Vec<RulePart<'a>>,
    /// Neighbours in the list.
    pub turn: Turn<'a>,
}

/// A part of the explanation.
#[derive(Debug, Clone, Serialize)]
pub struct RulePart<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// Text.
    pub paragraphs: Vec<Text<'a>>,
    /// An example.
    pub code: Option<Text<'a>>,
}
