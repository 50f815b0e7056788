//! For people who mend one document after the other: a heading for each, its findings below.

use crate::diagnostic::{Diagnostic, Report};
use crate::report::place::{Places, Position, Unit};
use crate::report::{Style, concise, spoken, summary, visible};
use std::io;

/// Writes the findings by document, on demand with those that are not counted, and how many there are.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let suppressed = report.suppressed.iter().filter(|_| style.suppressed);
    let mut findings: Vec<&Diagnostic> = report.diagnostics.iter().chain(suppressed).collect();
    findings.sort_by_key(|diagnostic| diagnostic.place);
    for group in findings.chunk_by(|a, b| a.place.file == b.place.file) {
        let Some(first) = group.first() else { continue };
        writeln!(out, "{}", visible::line(places.path(first.place.file)))?;
        let rows = group.iter().map(|diagnostic| {
            let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
            (format!("{line}:{column}"), diagnostic)
        });
        let rows: Vec<_> = rows.collect();
        let width = rows.iter().map(|(place, _)| place.len()).max().unwrap_or_default();
        for (place, diagnostic) in rows {
            let level = if diagnostic.suppressed.is_some() { "ignored" } else { spoken(diagnostic.level) };
            let message = visible::line(&diagnostic.message);
            let why = concise::why(diagnostic);
            writeln!(out, "  {place:>width$}  {level:<7}  {message}  [{}]{why}", diagnostic.rule)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(report))
}
