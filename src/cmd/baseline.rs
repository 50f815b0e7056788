//! `amends baseline`

use crate::baseline::{Entry, written};
use crate::check::{Checked, How};
use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::named::known;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::date::Day;
use crate::diagnostic::Diagnostic;
use crate::disk::edit::{create_new, replace_file};
use crate::rules;
use crate::site::Site;
use crate::suppress::{can_baseline, field_or_section};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Flags of `amends baseline`.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Take in the findings of today, so that only new ones are shown
    Create {
        /// Only those of incidents before this day
        #[arg(long, value_name = "YYYY-MM-DD")]
        before: Option<String>,
        /// Only those of these rules or @groups
        #[arg(long, value_name = "RULE", value_delimiter = ',')]
        rule: Vec<String>,
        /// Add to a baseline that is there
        #[arg(long)]
        update: bool,
    },
    /// Remove the entries that match no finding any more
    Prune,
    /// Tell how many entries there are of each rule, and how old they are
    Stats {
        /// How to write them
        #[arg(long, default_value = "text", value_parser = PossibleValuesParser::new(["text", "json"]))]
        format: String,
    },
}

/// Writes, cleans or counts the baseline.
pub fn run(args: &BaselineArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    match &args.verb {
        Verb::Create { before, rule, update } => {
            let before = before.as_deref().map(day).transpose()?;
            rule.iter().try_for_each(|word| known(word))?;
            create(&project, before, rule, *update, screen)
        }
        Verb::Prune => prune(&project, screen),
        Verb::Stats { format } => stats(&project, format == "json", screen),
    }
}

/// Of a file that is no baseline at all, so many lines are enough.
const MOST_TOLD: usize = 10;

/// What of the baseline cannot be understood, a line each, as `path:line: why`.
pub fn faults(site: &Site) -> Vec<String> {
    let Some(file) = site.baseline.file else { return Vec::new() };
    let (path, text) = (site.sources.path(file), site.sources.text(file));
    // What keeps it from being read is told as a finding; here, that nothing of it is known.
    if site.sources.get(file).is_some_and(|source| source.fault.is_some()) {
        return vec![format!("{path}:1: it cannot be read")];
    }
    let line = |start: u32| text.get(..start as usize).map_or(1, |before| before.matches('\n').count() + 1);
    let faults = &site.baseline.faults;
    let told = faults.iter().take(MOST_TOLD);
    let mut told: Vec<String> =
        told.map(|(span, why)| format!("{path}:{}: {why}", line(span.start))).collect();
    if faults.len() > MOST_TOLD {
        told.push(format!("{path}: and {} more lines", faults.len() - MOST_TOLD));
    }
    told
}

fn day(text: &str) -> Result<Day, Failure> {
    Day::parse(text).ok_or_else(|| Failure::Usage(format!("--before `{text}` is not a day as YYYY-MM-DD")))
}

/// Judges with everything on, and refuses to go on from a file that is not understood.
fn judged(project: &Project, no_baseline: bool) -> Result<Checked, Failure> {
    let checked = project.check(&How { no_baseline, ..How::default() })?;
    match faults(checked.site()).as_slice() {
        [] => Ok(checked),
        faults => Err(Failure::Usage(faults.join("\nerror: "))),
    }
}

fn create(
    project: &Project,
    before: Option<Day>,
    only: &[String],
    update: bool,
    screen: &Screen,
) -> Result<End, Failure> {
    let checked = judged(project, true)?;
    let site = checked.site();
    let path = &site.config.baseline;
    if site.baseline.file.is_some() && !update {
        let what =
            format!("{path} is there already; --update adds to it, `amends baseline prune` removes from it");
        return Err(Failure::Usage(what));
    }
    let mut entries: Vec<Entry> = site.baseline.entries.iter().map(|line| line.entry.clone()).collect();
    let mut held = site.baseline.counts();
    let old = entries.len();
    let since = project.today.to_string();
    for found in checked.report().diagnostics.iter().filter(|found| is_wanted(site, found, before, only)) {
        let entry = entry(site, found, &since);
        match held.get_mut(&entry.key()) {
            Some(count) if *count > 0 => *count -= 1,
            _ => entries.push(entry),
        }
    }
    let added = entries.len() - old;
    if added > 0 || site.baseline.file.is_none() {
        write(project, site, entries)?;
    }
    screen.say(&format!("{path}: {added} added, {} in all", old + added));
    Ok(End::Clean)
}

fn is_wanted(site: &Site, found: &Diagnostic, before: Option<Day>, only: &[String]) -> bool {
    let Some(rule) = rules::find(found.rule).filter(|rule| can_baseline(site, rule)) else { return false };
    let Some((_, document)) = found.document.as_deref().and_then(|id| site.by_id(id)) else { return false };
    let date = document.incident().and_then(|incident| incident.date.as_ref()).map(|date| date.day());
    let is_old = before.is_none_or(|before| date.is_some_and(|date| date < before));
    is_old && (only.is_empty() || only.iter().any(|word| rule.is_named(word)))
}

fn entry(site: &Site, found: &Diagnostic, since: &str) -> Entry {
    Entry {
        doc: found.document.clone().unwrap_or_default(),
        rule: found.rule.into(),
        field: field_or_section(site, found).into(),
        fp: found.fingerprint.clone(),
        since: since.into(),
    }
}

fn write(project: &Project, site: &Site, entries: Vec<Entry>) -> Result<(), Failure> {
    let path = project.root.join(site.config.baseline.as_ref());
    let text = written(entries).map_err(io::Error::from)?;
    match site.baseline.file {
        Some(_) => replace_file(&path, text.as_bytes())?,
        None => create_new(&path, text.as_bytes())?,
    }
    Ok(())
}

fn prune(project: &Project, screen: &Screen) -> Result<End, Failure> {
    let checked = judged(project, false)?;
    let (site, stale) = (checked.site(), checked.stale());
    let lines = site.baseline.entries.iter().enumerate().filter(|(at, _)| stale.binary_search(at).is_err());
    let kept: Vec<Entry> = lines.map(|(_, line)| line.entry.clone()).collect();
    let left = kept.len();
    if !stale.is_empty() {
        write(project, site, kept)?;
    }
    screen.say(&format!("{}: {} removed, {left} left", site.config.baseline, stale.len()));
    Ok(End::Clean)
}

/// What stands in the baseline of one rule.
#[derive(Debug, Default, serde::Serialize)]
struct Row {
    entries: usize,
    stale: usize,
    oldest: Box<str>,
    days: i64,
}

fn stats(project: &Project, json: bool, screen: &Screen) -> Result<End, Failure> {
    let checked = judged(project, false)?;
    let site = checked.site();
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    for (at, line) in site.baseline.entries.iter().enumerate() {
        let row = rows.entry(&line.entry.rule).or_default();
        row.entries += 1;
        row.stale += usize::from(checked.stale().binary_search(&at).is_ok());
        if row.oldest.is_empty() || line.entry.since < row.oldest {
            row.oldest = line.entry.since.clone();
            row.days = Day::parse(&row.oldest).map_or(0, |since| project.today.days_since(since));
        }
    }
    screen.data(|out| if json { as_json(&rows, out) } else { table(&rows, out) })?;
    Ok(End::Clean)
}

fn as_json(rows: &BTreeMap<&str, Row>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, rows)?;
    writeln!(out)
}

fn table(rows: &BTreeMap<&str, Row>, out: &mut dyn Write) -> io::Result<()> {
    let width = rows.keys().map(|rule| rule.len()).chain([5]).max().unwrap_or_default();
    writeln!(out, "{:<width$}  entries  stale  oldest", "rule")?;
    for (rule, row) in rows {
        let Row { entries, stale, oldest, days } = row;
        writeln!(out, "{rule:<width$}  {entries:>7}  {stale:>5}  {oldest} ({days} days)")?;
    }
    let all: usize = rows.values().map(|row| row.entries).sum();
    writeln!(out, "{:<width$}  {all:>7}", "all")
}
