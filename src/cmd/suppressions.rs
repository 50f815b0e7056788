//! `amends suppressions`

use crate::check::{Checked, How};
use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::config::SITE_TOML;
use crate::report::place::{Lines, Unit};
use crate::source::{FileId, Span};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;
use std::collections::BTreeMap;
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

/// A rule of which more than this part is ignored asks for too much, or in the wrong way.
const NOISY: usize = 20;

/// Lists what is ignored, and why.
pub fn run(args: &SuppressionsArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let checked = Project::find(common)?.check(&How::default())?;
    let json = args.format == "json";
    screen.data(|out| match args.rates {
        true => rates(&checked, json, out),
        false => list(&checked, json, out),
    })?;
    Ok(End::Clean)
}

/// One reason for not counting something.
#[derive(Serialize)]
struct Row<'a> {
    path: &'a str,
    line: usize,
    by: &'static str,
    /// Rules, or the paths of an override.
    what: Vec<&'a str>,
    until: Option<&'a str>,
    reason: &'a str,
    /// How many findings are not counted for it; an override has no count.
    findings: Option<usize>,
}

fn list(checked: &Checked, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let rows = rows(checked);
    if json {
        serde_json::to_writer_pretty(&mut *out, &rows)?;
        return writeln!(out);
    }
    for row in &rows {
        let Row { path, line, by, what, until, reason, findings } = row;
        let until = until.map(|until| format!(" {until}")).unwrap_or_default();
        let idle = if *findings == Some(0) { " (ignores nothing)" } else { "" };
        let reason = if reason.is_empty() { "no reason" } else { reason };
        writeln!(out, "{path}:{line}: {by} {}{until}: {reason}{idle}", what.join(", "))?;
    }
    let known = checked.report().suppressed.iter();
    let known =
        known.filter(|found| found.suppressed.as_ref().is_some_and(|why| why.by == "baseline")).count();
    if known > 0 {
        writeln!(out, "{}: {known} findings are known", checked.site().config.baseline)?;
    }
    Ok(())
}

fn rows(checked: &Checked) -> Vec<Row<'_>> {
    let site = checked.site();
    let line = |file: FileId, span: Span| {
        Lines::new(site.sources.text(file)).position(span.start as usize, Unit::Scalar).line
    };
    let settings = site.sources.find(SITE_TOML).unwrap_or_default();
    let overrides = site.config.lint.overrides.iter().filter_map(|table| {
        let (paths, reason) = (table.paths.as_ref()?, table.reason.as_ref()?);
        let what = paths.iter().map(|path| path.value.as_ref()).collect();
        let (path, line) = (SITE_TOML, line(settings, paths.key));
        Some(Row { path, line, by: "override", what, until: None, reason: &reason.value, findings: None })
    });
    let comments = site.all_suppressions().into_iter().map(|(file, found)| {
        let text = site.sources.text(file);
        let counted = checked.ignored_by(file, found);
        Row {
            path: site.sources.path(file),
            line: line(file, found.span),
            by: if found.is_for_file() { "file" } else { "inline" },
            what: found.names.iter().map(|named| named.name.as_ref()).collect(),
            until: found.until.as_ref().map(|until| until.span.of(text)),
            reason: found.reason.as_deref().unwrap_or_default(),
            findings: Some(counted),
        }
    });
    overrides.chain(comments).collect()
}

/// How much of what a rule finds is ignored.
#[derive(Debug, Default, Serialize)]
struct Rate {
    ignored: usize,
    found: usize,
    percent: usize,
    noisy: bool,
}

fn rates(checked: &Checked, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut rates: BTreeMap<&str, Rate> = BTreeMap::new();
    let report = checked.report();
    for found in report.diagnostics.iter().chain(&report.suppressed) {
        let rate = rates.entry(found.rule).or_default();
        rate.found += 1;
        rate.ignored += usize::from(found.suppressed.as_ref().is_some_and(|why| why.by != "baseline"));
    }
    for rate in rates.values_mut() {
        rate.percent = rate.ignored * 100 / rate.found.max(1);
        rate.noisy = rate.ignored * 100 > rate.found * NOISY;
    }
    rates.retain(|_, rate| rate.ignored > 0);
    if json {
        serde_json::to_writer_pretty(&mut *out, &rates)?;
        return writeln!(out);
    }
    let width = rates.keys().map(|rule| rule.len()).chain([4]).max().unwrap_or_default();
    writeln!(out, "{:<width$}  ignored  found  part", "rule")?;
    for (rule, Rate { ignored, found, percent, noisy }) in &rates {
        let advice = if *noisy { "  lower its level, or ask what it gets wrong" } else { "" };
        writeln!(out, "{rule:<width$}  {ignored:>7}  {found:>5}  {percent:>3}%{advice}")?;
    }
    Ok(())
}
