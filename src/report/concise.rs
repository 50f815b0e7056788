//! `path:line:col: level[name] message`, a line for each finding. Editors and scripts read it: it does not change.

use crate::diagnostic::Report;
use crate::report::place::{Places, Position, Unit};
use crate::report::{spoken, visible};
use std::io;

/// Writes the findings and nothing else.
pub(super) fn write(report: &Report, mut places: Places<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    for diagnostic in &report.diagnostics {
        let path = visible::line(places.path(diagnostic.place.file));
        let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
        let level = spoken(diagnostic.level);
        let message = visible::line(&diagnostic.message);
        writeln!(out, "{path}:{line}:{column}: {level}[{}] {message}", diagnostic.rule)?;
    }
    Ok(())
}
