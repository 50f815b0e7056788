//! How often each rule speaks, in place of the findings themselves.

use crate::diagnostic::{Diagnostic, Level, Report, Safety};
use crate::report::{Format, spoken, summary};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io;

/// Writes a line for each rule that has found something, most first.
///
/// For people whatever the format, but for those of programs that can hold it.
pub fn write(report: &Report, format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    let rows = rows(report);
    if matches!(format, Format::Json | Format::Jsonl) {
        return json(&rows, format, out);
    }
    let width = |text: fn(&Row<'_>) -> usize| rows.iter().map(text).max().unwrap_or_default();
    let (digits, name) = (width(|row| row.count.to_string().len()), width(|row| row.rule.len()));
    for row in &rows {
        let level = if row.count > 0 { spoken(row.gravest) } else { "" };
        let mut line = format!("{:>digits$}  {:<name$}  {level:<7}", row.count, row.rule);
        for (count, word) in [(row.fixable, "fixable"), (row.suppressed, "suppressed")] {
            if count > 0 {
                line.push_str(&format!("  {count} {word}"));
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "{}", summary(report))
}

/// Whether a format has a place for statistics.
pub fn fits(format: Format) -> bool {
    use Format::{Concise, Full, Grouped, Json, Jsonl};
    matches!(format, Full | Concise | Grouped | Json | Jsonl)
}

/// The keys stand in the order in which they are written.
#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    group: &'a str,
    /// The gravest of its findings; nothing where all of them are suppressed.
    level: Option<&'static str>,
    #[serde(skip)]
    gravest: Level,
    count: usize,
    fixable: usize,
    suppressed: usize,
}

fn rows(report: &Report) -> Vec<Row<'_>> {
    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    let shown = report.diagnostics.iter().map(|diagnostic| (diagnostic, false));
    let suppressed = report.suppressed.iter().map(|diagnostic| (diagnostic, true));
    for (diagnostic, is_suppressed) in shown.chain(suppressed) {
        let Diagnostic { rule, group, .. } = *diagnostic;
        let gravest = Level::Off;
        let new = Row { rule, group, level: None, gravest, count: 0, fixable: 0, suppressed: 0 };
        let row = rows.entry(rule).or_insert(new);
        if is_suppressed {
            row.suppressed += 1;
            continue;
        }
        row.count += 1;
        row.gravest = row.gravest.max(diagnostic.level);
        row.level = Some(row.gravest.word());
        let is_fixable = diagnostic.fix.as_ref().is_some_and(|fix| fix.safety != Safety::Display);
        row.fixable += usize::from(is_fixable);
    }
    let mut rows: Vec<Row<'_>> = rows.into_values().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.count));
    rows
}

fn json(rows: &[Row<'_>], format: Format, out: &mut dyn io::Write) -> io::Result<()> {
    if format == Format::Json {
        serde_json::to_writer(&mut *out, &serde_json::json!({ "version": 1, "statistics": rows }))?;
        return writeln!(out);
    }
    for row in rows {
        serde_json::to_writer(&mut *out, row)?;
        writeln!(out)?;
    }
    Ok(())
}
