//! `amends suppressions`

use crate::check::{Checked, How};
use crate::cmd::End;
use crate::cmd::age::{Age, Ages, Lines, ages};
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::rates::rates;
use crate::cmd::screen::Screen;
use crate::config::SITE_TOML;
use crate::date::Day;
use crate::report::place::{self, Unit};
use crate::site::Site;
use crate::source::{FileId, Span};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;
use std::io::{self, Write};

/// Flags of `amends suppressions`.
#[derive(Debug, Args)]
pub struct SuppressionsArgs {
    /// Tell for each rule how many of its findings are ignored
    #[arg(long)]
    rates: bool,
    /// How to write them
    #[arg(long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json"]))]
    format: String,
}

/// Lists what is ignored, and why.
pub fn run(args: &SuppressionsArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    let checked = project.check(&How::default())?;
    let json = args.format == "json";
    if args.rates {
        screen.data(|out| rates(&checked, json, out))?;
        return Ok(End::Clean);
    }
    let (rows, doubt) = rows(&checked, &project);
    screen.data(|out| list(&checked, &rows, json, out))?;
    if let Some(doubt) = doubt.filter(|_| !rows.is_empty()) {
        screen.say(&format!("note: {doubt}"));
    }
    Ok(End::Clean)
}

/// One reason for not counting something.
#[derive(Default, Serialize)]
struct Row<'a> {
    path: &'a str,
    line: usize,
    by: &'static str,
    /// Rules, or the paths of an override.
    what: Vec<&'a str>,
    until: Option<&'a str>,
    /// Whether that day is over.
    expired: bool,
    reason: &'a str,
    /// How many findings are not counted for it; an override has no count.
    findings: Option<usize>,
    /// The day on which the line came in.
    since: Option<String>,
    /// How many days ago that was.
    days: Option<i64>,
    /// Whether it may be older than that.
    at_least: bool,
    #[serde(skip)]
    age: String,
}

impl Row<'_> {
    fn set_age(&mut self, age: Age, today: Day) {
        let day = match age {
            Age::Since(day) | Age::AtLeastSince(day) => Some(day),
            Age::Uncommitted | Age::Unknown => None,
        };
        self.since = day.map(|day| day.to_string());
        // A commit may come from a zone in which the day is further on.
        self.days = day.map(|day| today.days_since(day).max(0));
        self.at_least = matches!(age, Age::AtLeastSince(_));
        let days = match self.days {
            Some(1) => "1 day old".to_owned(),
            Some(days) => format!("{days} days old"),
            None => String::new(),
        };
        self.age = match age {
            Age::Since(_) => days,
            Age::AtLeastSince(_) => format!("at least {days}"),
            Age::Uncommitted => "in no commit yet".to_owned(),
            Age::Unknown => "age unknown".to_owned(),
        };
    }
}

fn list(checked: &Checked, rows: &[Row<'_>], json: bool, out: &mut dyn Write) -> io::Result<()> {
    if json {
        serde_json::to_writer_pretty(&mut *out, rows)?;
        return writeln!(out);
    }
    for row in rows {
        let Row { path, line, by, what, until, reason, findings, expired, age, .. } = row;
        let until = until.map(|until| format!(" {until}")).unwrap_or_default();
        let over = if *expired { "over, " } else { "" };
        let idle = if *findings == Some(0) { ", ignores nothing" } else { "" };
        let reason = if reason.is_empty() { "no reason" } else { reason };
        writeln!(out, "{path}:{line}: {by} {}{until}: {reason} ({over}{age}{idle})", what.join(", "))?;
    }
    let known = checked.report().suppressed.iter();
    let known =
        known.filter(|found| found.suppressed.as_ref().is_some_and(|why| why.by == "baseline")).count();
    if known > 0 {
        let path = &checked.site().config.baseline;
        writeln!(out, "{path}: {known} findings are known (amends baseline stats tells how old they are)")?;
    }
    Ok(())
}

/// What is ignored, first what should not be any more; and why not every age is known.
fn rows<'a>(checked: &'a Checked, project: &Project) -> (Vec<Row<'a>>, Option<String>) {
    let mut rows: Vec<Row<'_>> = overrides(checked.site()).chain(comments(checked)).collect();
    rows.sort_by_key(|row| !row.expired);
    let mut lines = Lines::new();
    for row in &rows {
        lines.entry(row.path).or_default().insert(row.line);
    }
    let ages = if rows.is_empty() { Ages::default() } else { ages(&project.root, &lines) };
    for row in &mut rows {
        row.set_age(ages.of(row.path, row.line), project.today);
    }
    (rows, ages.doubt)
}

fn line(site: &Site, file: FileId, span: Span) -> usize {
    place::Lines::new(site.sources.text(file)).position(span.start as usize, Unit::Scalar).line
}

fn overrides(site: &Site) -> impl Iterator<Item = Row<'_>> {
    let settings = site.sources.find(SITE_TOML).unwrap_or_default();
    site.config.lint.overrides.iter().filter_map(move |table| {
        let (paths, reason) = (table.paths.as_ref()?, table.reason.as_ref()?);
        Some(Row {
            path: SITE_TOML,
            line: line(site, settings, paths.key),
            by: "override",
            what: paths.iter().map(|path| path.value.as_ref()).collect(),
            reason: &reason.value,
            ..Row::default()
        })
    })
}

fn comments(checked: &Checked) -> impl Iterator<Item = Row<'_>> {
    let site = checked.site();
    site.all_suppressions().into_iter().map(move |(file, found)| {
        let until = found.until.as_ref();
        Row {
            path: site.sources.path(file),
            line: line(site, file, found.span),
            by: if found.is_for_file() { "file" } else { "inline" },
            what: found.names.iter().map(|named| named.name.as_ref()).collect(),
            until: until.map(|until| until.span.of(site.sources.text(file))),
            expired: until.and_then(|until| until.day).is_some_and(|day| day < site.today),
            reason: found.reason.as_deref().unwrap_or_default(),
            findings: Some(checked.ignored_by(file, found)),
            ..Row::default()
        }
    })
}
