//! `path:line:col: level[name] message`, a line for each finding. Editors and scripts read it: it does not change.

use crate::diagnostic::{Diagnostic, Report};
use crate::report::place::{Places, Position, Unit};
use crate::report::{Style, spoken, visible};
use std::io;

/// Writes the findings and nothing else; on demand, behind them, what is not counted.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for diagnostic in &report.diagnostics {
        finding(diagnostic, spoken(diagnostic.level), &mut places, out)?;
        writeln!(out)?;
    }
    for diagnostic in report.suppressed.iter().filter(|_| style.suppressed) {
        ignored(diagnostic, &mut places, out)?;
    }
    Ok(())
}

/// A finding that is not counted, and why.
pub(super) fn ignored(
    diagnostic: &Diagnostic,
    places: &mut Places<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    finding(diagnostic, "ignored", places, out)?;
    writeln!(out, "{}", why(diagnostic))
}

/// Why a finding is not counted, in brackets; nothing where it is.
pub(super) fn why(diagnostic: &Diagnostic) -> String {
    match &diagnostic.suppressed {
        Some(why) if why.reason.is_empty() => format!(" ({})", why.by),
        Some(why) => format!(" ({}: {})", why.by, visible::line(&why.reason)),
        None => String::new(),
    }
}

fn finding(
    diagnostic: &Diagnostic,
    level: &str,
    places: &mut Places<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let path = visible::line(places.path(diagnostic.place.file));
    let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
    let message = visible::line(&diagnostic.message);
    write!(out, "{path}:{line}:{column}: {level}[{}] {message}", diagnostic.rule)
}
