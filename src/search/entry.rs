//! Something that can be found, and its parts.

use std::borrow::Cow;

/// A page that can be found.
#[derive(Debug, Clone, Default)]
pub struct Entry<'a> {
    /// Its title.
    pub title: Cow<'a, str>,
    /// What is known of it in words of their own: names of clients, services and tags, the severity.
    pub fields: Vec<Cow<'a, str>>,
    /// Its text, in the order of the page.
    pub passages: Vec<Passage<'a>>,
    /// Whether it is about the site itself, such as a rule: its title says less than that of what is written.
    pub is_aside: bool,
}

/// A part of a page that a link can lead to.
#[derive(Debug, Clone, Default)]
pub struct Passage<'a> {
    /// Id of its heading; empty for the top of the page.
    pub anchor: Cow<'a, str>,
    /// Its heading; may be empty.
    pub heading: Cow<'a, str>,
    /// Its plain text.
    pub text: Cow<'a, str>,
    /// Whether it is the summary or a cause: it says more about the page than other text does.
    pub is_field: bool,
}
