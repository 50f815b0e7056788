//! What a check found, in words and formats: the only room in which lines and columns exist.
//!
//! Each format has a file of its own, and each writes finding by finding, so that a long report needs no memory.

mod concise;
mod excerpt;
mod full;
mod json;
pub mod patch;
pub mod place;
mod visible;

use crate::diagnostic::{Level, Report};
use crate::report::place::Places;
use crate::source::Sources;
use crate::tree::record::choice;
use std::io;

choice! {
    /// How a report is written.
    pub enum Format {
        /// For people: each finding with the lines that show it.
        Full = "full",
        /// One line a finding, for editors and `grep`.
        Concise = "concise",
        /// One object, for programs.
        Json = "json",
    }
}

/// What the place that a report goes to can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Whether it knows colours.
    pub color: bool,
    /// How many columns it has.
    pub width: usize,
    /// What stands before `NAME.html` in the address of a rule's page; a whole address makes names into links.
    pub rules_url: String,
    /// Whether what is not counted is shown too.
    pub suppressed: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { color: false, width: 100, rules_url: "rules/".to_owned(), suppressed: false }
    }
}

/// Writes a report; the caller decides what a closed pipe means.
pub fn write(
    report: &Report,
    sources: &Sources,
    format: Format,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let places = Places::new(sources);
    match format {
        Format::Full => full::write(report, places, style, out),
        Format::Concise => concise::write(report, places, style, out),
        Format::Json => json::write(report, places, style, out),
    }
}

/// The word for people; settings and programs have [`Level::word`].
fn spoken(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info | Level::Off => "info",
    }
}

/// Address of the page about a rule.
fn rule_url(style: &Style, rule: &str) -> String {
    format!("{}{rule}.html", style.rules_url)
}

/// How many findings wait for a later status.
fn hints(report: &Report) -> usize {
    report.hints.iter().map(|(_, count)| count).sum()
}
