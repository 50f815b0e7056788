//! What a check found, in words and formats: the only room in which lines and columns exist.
//!
//! Each format has a file of its own, and each writes finding by finding, so that a long report needs no memory.

mod concise;
mod excerpt;
mod full;
mod github;
mod gitlab;
mod grouped;
mod json;
mod junit;
mod markdown;
pub mod patch;
pub mod place;
mod rdjson;
mod sarif;
pub mod statistics;
mod visible;

use crate::diagnostic::{Diagnostic, Level, Report};
use crate::report::place::Places;
use crate::source::Sources;
use crate::tree::record::choice;
use rayon::prelude::*;
use std::io;

choice! {
    /// How a report is written.
    pub enum Format {
        /// For people: each finding with the lines that show it.
        Full = "full",
        /// One line a finding, for editors and `grep`.
        Concise = "concise",
        /// The findings of each document together.
        Grouped = "grouped",
        /// One object, for programs.
        Json = "json",
        /// One object a line, for programs that read line by line.
        Jsonl = "jsonl",
        /// SARIF 2.1.0, for code scanning.
        Sarif = "sarif",
        /// Annotations of GitHub Actions.
        Github = "github",
        /// Code Quality of GitLab.
        Gitlab = "gitlab",
        /// XML for build servers.
        Junit = "junit",
        /// For reviewdog, as one object.
        Rdjson = "rdjson",
        /// For reviewdog, one object a line.
        Rdjsonl = "rdjsonl",
        /// A table for the comment of a merge request.
        Markdown = "markdown",
    }
}

impl Format {
    /// Whether findings that are not counted can be told from the others in it. Where they cannot, its readers would
    /// take them for findings like any other.
    pub fn shows_suppressed(self) -> bool {
        !matches!(self, Self::Github | Self::Gitlab | Self::Rdjson | Self::Rdjsonl)
    }
}

/// What the place that a report goes to can show, and what is said there besides the findings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Whether it knows colours.
    pub color: bool,
    /// How many columns it has.
    pub width: usize,
    /// What stands before `NAME.html` in the address of a rule's page; a whole address makes names into links.
    pub rules_url: String,
    /// Whether every finding about how something is said is shown, and not three per rule and file.
    pub all: bool,
    /// Whether what is not counted is shown too.
    pub suppressed: bool,
    /// Folder of `site.toml` from the top of the checkout, with a slash at its end, or empty. Services that show the
    /// checkout count paths from there.
    pub folder: String,
    /// From which level on a finding fails the check.
    pub fails: Option<Level>,
    /// Rules whose findings are the gravest of all: nothing may lower them.
    pub forbid: Vec<Box<str>>,
    /// What is known of the rules; only `sarif` tells it.
    pub rules: Vec<RuleText>,
}

/// What a report says about a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleText {
    /// Its name.
    pub name: &'static str,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// Its explanation as plain text.
    pub text: String,
    /// Its explanation as Markdown.
    pub markdown: String,
    /// The level it has where nothing says otherwise.
    pub level: Level,
}

impl Default for Style {
    fn default() -> Self {
        Self {
            color: false,
            width: 100,
            rules_url: "rules/".to_owned(),
            folder: String::new(),
            fails: Some(Level::Error),
            forbid: Vec::new(),
            rules: Vec::new(),
            suppressed: false,
            all: false,
        }
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
        Format::Full => full::write(report, sources, style, out),
        Format::Concise => concise::write(report, places, style, out),
        Format::Grouped => grouped::write(report, places, style, out),
        Format::Json => json::write(report, sources, style, out),
        Format::Jsonl => json::write_lines(report, sources, style, out),
        Format::Sarif => sarif::write(report, places, style, out),
        Format::Github => github::write(report, places, style, out),
        Format::Gitlab => gitlab::write(report, places, style, out),
        Format::Junit => junit::write(report, places, style, out),
        Format::Rdjson | Format::Rdjsonl => rdjson::write(report, places, style, format, out),
        Format::Markdown => markdown::write(report, places, style, out),
    }
}

/// Writes findings file by file, on all cores and in their order; no more of them are held as text than are written at
/// once, so that a long report needs no memory.
fn by_file<'a>(
    findings: &'a [Diagnostic],
    sources: &'a Sources,
    out: &mut dyn io::Write,
    write: impl Fn(&'a [Diagnostic], Places<'a>, &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    let files: Vec<&'a [Diagnostic]> = findings.chunk_by(|a, b| a.place.file == b.place.file).collect();
    for files in files.chunks(AT_ONCE) {
        let text = |findings: &&'a [Diagnostic]| {
            let mut text = Vec::new();
            write(findings, Places::new(sources), &mut text).map(|()| text)
        };
        let texts: Vec<io::Result<Vec<u8>>> = files.par_iter().map(text).collect();
        texts.into_iter().try_for_each(|text| out.write_all(&text?))?;
    }
    Ok(())
}

/// How many files are written at once.
const AT_ONCE: usize = 1_024;

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

/// `3 documents: 1 error, 0 warnings, 0 infos`.
fn summary(report: &Report) -> String {
    let count = |level| counted(report.count(level), spoken(level));
    let documents = counted(report.documents, "document");
    let (errors, warnings, infos) = (count(Level::Error), count(Level::Warn), count(Level::Info));
    let is_known = |found: &&Diagnostic| found.suppressed.as_ref().is_some_and(|why| why.by == "baseline");
    let known = report.suppressed.iter().filter(is_known).count();
    let ignored = match report.suppressed.len() - known {
        0 => String::new(),
        ignored => format!("; {ignored} ignored by comments"),
    };
    let known = match known {
        0 => String::new(),
        known => format!("; {known} known by the baseline"),
    };
    format!("{documents}: {errors}, {warnings}, {infos}{ignored}{known}")
}

/// `1 error`, `2 errors`.
fn counted(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
