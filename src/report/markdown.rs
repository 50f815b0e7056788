//! A table for the comment of a merge request, or for the summary of a job.

use crate::diagnostic::{Diagnostic, Level, Report};
use crate::report::place::{Places, Unit};
use crate::report::{Style, concise, rule_url, spoken, summary, visible};
use std::io;

/// By this a bot finds the comment that it wrote before.
const MARKER: &str = "<!-- amends-report -->";

/// A comment may have 65,536 characters; there must be room for the end.
const MOST_BYTES: usize = 60_000;

/// Writes a heading, the table, gravest first, and how many findings there are.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    writeln!(out, "{MARKER}\n### Amends\n\n{}", summary(report))?;
    let suppressed = report.suppressed.iter().filter(|_| style.suppressed);
    let mut sorted: Vec<&Diagnostic> = report.diagnostics.iter().chain(suppressed).collect();
    sorted.sort_by_key(|found| (found.suppressed.is_some(), std::cmp::Reverse(found.level)));
    if sorted.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| level | where | what | rule |\n|---|---|---|---|")?;
    let mut written = 0;
    for (before, diagnostic) in sorted.iter().enumerate() {
        let row = row(diagnostic, &mut places, style);
        written += row.len();
        if written > MOST_BYTES {
            return writeln!(out, "\nand {} more", sorted.len() - before);
        }
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn row(diagnostic: &Diagnostic, places: &mut Places<'_>, style: &Style) -> String {
    let path = code(&format!("{}{}", style.folder, places.path(diagnostic.place.file)));
    let line = places.start(diagnostic.place, Unit::Scalar).line;
    let level = match diagnostic.level {
        _ if diagnostic.suppressed.is_some() => "ignored",
        Level::Error => "**error**",
        level => spoken(level),
    };
    let help =
        diagnostic.help.as_deref().map(|help| format!("<br>help: {}", plain(help))).unwrap_or_default();
    let why = plain(&concise::why(diagnostic));
    let url = rule_url(style, diagnostic.rule);
    let rule = match url.contains("://") {
        true => format!("[`{}`]({url})", diagnostic.rule),
        false => format!("`{}`", diagnostic.rule),
    };
    format!("| {level} | {path}:{line} | {}{why}{help} | {rule} |", plain(&diagnostic.message))
}

/// Words that mean nothing but themselves: no markup, no cell of a table, nobody who is called by `@`.
fn plain(text: &str) -> String {
    let mut out = String::new();
    for c in visible::line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("@<!-- -->"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '~' | '!' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// A path as code; a name may hold what would end it.
fn code(path: &str) -> String {
    let path = visible::line(path);
    if path.contains(['`', '|', '\\']) { plain(&path) } else { format!("`{path}`") }
}
