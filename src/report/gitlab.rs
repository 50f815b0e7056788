//! The Code Quality report of GitLab, shown in merge requests.

use crate::diagnostic::{Diagnostic, Level, Report};
use crate::report::place::{Places, Unit};
use crate::report::{Style, visible};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io;

/// Writes one array.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut seen = HashMap::new();
    out.write_all(b"[")?;
    let mut separator = "\n";
    for diagnostic in &report.diagnostics {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut *out, &issue(diagnostic, &mut places, style, &mut seen))?;
        separator = ",\n";
    }
    out.write_all(b"\n]\n")
}

fn issue<'a>(
    diagnostic: &'a Diagnostic,
    places: &mut Places<'_>,
    style: &Style,
    seen: &mut HashMap<&'a str, usize>,
) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!(" ({})", visible::line(help))).unwrap_or_default();
    json!({
        "check_name": diagnostic.rule,
        "description": format!("{}: {}{help}", diagnostic.rule, visible::line(&diagnostic.message)),
        "severity": severity(diagnostic, style),
        "fingerprint": unique(&diagnostic.fingerprint, seen),
        "location": {
            "path": format!("{}{}", style.folder, places.path(diagnostic.place.file)),
            "lines": {
                "begin": places.start(diagnostic.place, Unit::Scalar).line,
                "end": places.end(diagnostic.place, Unit::Scalar).line,
            },
        },
    })
}

fn severity(diagnostic: &Diagnostic, style: &Style) -> &'static str {
    if style.forbid.iter().any(|rule| rule.as_ref() == diagnostic.rule) {
        return "critical";
    }
    match diagnostic.level {
        Level::Error => "major",
        Level::Warn => "minor",
        Level::Info | Level::Off => "info",
    }
}

/// GitLab shows only one of two issues with the same fingerprint; ours are the same for the same words.
fn unique<'a>(fingerprint: &'a str, seen: &mut HashMap<&'a str, usize>) -> String {
    let count = seen.entry(fingerprint).or_default();
    *count += 1;
    if *count == 1 { fingerprint.to_owned() } else { format!("{fingerprint}-{count}") }
}
