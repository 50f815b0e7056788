//! For people who mend one document after the other: a heading for each, its findings below.

use crate::diagnostic::Report;
use crate::report::place::{Places, Position, Unit};
use crate::report::{spoken, summary, visible};
use std::io;

/// Writes the findings by document, and how many there are.
pub(super) fn write(report: &Report, mut places: Places<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    for group in report.diagnostics.chunk_by(|a, b| a.place.file == b.place.file) {
        let Some(first) = group.first() else { continue };
        writeln!(out, "{}", visible::line(places.path(first.place.file)))?;
        let rows = group.iter().map(|diagnostic| {
            let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
            (format!("{line}:{column}"), diagnostic)
        });
        let rows: Vec<_> = rows.collect();
        let width = rows.iter().map(|(place, _)| place.len()).max().unwrap_or_default();
        for (place, diagnostic) in rows {
            let (level, message) = (spoken(diagnostic.level), visible::line(&diagnostic.message));
            writeln!(out, "  {place:>width$}  {level:<7}  {message}  [{}]", diagnostic.rule)?;
        }
        writeln!(out)?;
    }
    writeln!(out, "{}", summary(report))
}
