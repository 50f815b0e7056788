//! Workflow commands of GitHub Actions, which become annotations of the changed lines.
//!
//! GitHub shows ten of a level and drops the rest unsaid. So the gravest come first, findings of one rule in one file
//! are one annotation, and the last of a level says how many are not shown.

use crate::diagnostic::{Diagnostic, Level, Report};
use crate::report::place::{Places, Position, Unit};
use crate::report::{Style, visible};
use std::collections::BTreeMap;
use std::io;

/// Annotations that GitHub shows of each level in one step.
const MOST: usize = 10;

/// Lines that one annotation names.
const MOST_LINES: usize = 10;

/// Writes at most ten annotations of each level.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for level in [Level::Error, Level::Warn, Level::Info] {
        let groups = groups(report, level);
        let beyond: usize = groups.iter().skip(MOST).map(|group| group.len()).sum();
        let shown = groups.len().min(MOST);
        for (number, group) in (1..).zip(groups.iter().take(MOST)) {
            let rest = if number == shown { beyond } else { 0 };
            annotation(group, rest, &mut places, style, out)?;
        }
    }
    Ok(())
}

/// The findings of a level, those of one rule in one file together, in the order of their first.
fn groups(report: &Report, level: Level) -> Vec<Vec<&Diagnostic>> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<Vec<&Diagnostic>> = Vec::new();
    for diagnostic in report.diagnostics.iter().filter(|diagnostic| diagnostic.level == level) {
        let at = *places.entry((diagnostic.place.file, diagnostic.rule)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(diagnostic),
            None => groups.push(vec![diagnostic]),
        }
    }
    groups
}

fn annotation(
    group: &[&Diagnostic],
    rest: usize,
    places: &mut Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let [first, others @ ..] = group else { return Ok(()) };
    let command = match first.level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info | Level::Off => "notice",
    };
    let path = format!("{}{}", style.folder, places.path(first.place.file));
    let Position { line, column } = places.start(first.place, Unit::Scalar);
    write!(out, "::{command} title={},file={},line={line}", property(first.rule), property(&path))?;
    let end = places.end(first.place, Unit::Scalar);
    // GitHub takes columns only of a finding on one line.
    if !first.absent && end.line == line {
        write!(out, ",col={column},endColumn={}", end.column)?;
    } else if !first.absent {
        write!(out, ",endLine={}", end.line)?;
    }
    let mut text = visible::block(&first.message);
    if let Some(help) = &first.help {
        text.push_str(&format!("\nhelp: {}", visible::block(help)));
    }
    if !others.is_empty() {
        text.push_str(&format!("\n{}", more(others, places)));
    }
    if rest > 0 {
        text.push_str(&format!("\nand {rest} more, see the job summary"));
    }
    writeln!(out, "::{}", data(&text))
}

/// The other findings of a rule in a file, by their lines.
fn more(others: &[&Diagnostic], places: &mut Places<'_>) -> String {
    let lines = others.iter().take(MOST_LINES);
    let lines: Vec<String> =
        lines.map(|other| places.start(other.place, Unit::Scalar).line.to_string()).collect();
    let cut = if others.len() > MOST_LINES { ", …" } else { "" };
    let word = if others.len() == 1 { "line" } else { "lines" };
    format!("and {} more of this rule in this file: {word} {}{cut}", others.len(), lines.join(", "))
}

/// Text as it stands behind `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text as it stands in `key=…`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
