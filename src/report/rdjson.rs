//! The format of reviewdog, as one object or as a line a finding. Its columns count bytes.

use crate::diagnostic::{Diagnostic, Level, Place, Report, Safety};
use crate::report::place::{Places, Position, Unit};
use crate::report::{Format, Style, rule_url};
use serde_json::{Value, json};
use std::io;

/// Writes the findings.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    format: Format,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if format == Format::Rdjsonl {
        for diagnostic in &report.diagnostics {
            let mut value = finding(diagnostic, &mut places, style);
            if let Some(map) = value.as_object_mut() {
                map.insert("source".to_owned(), source());
            }
            serde_json::to_writer(&mut *out, &value)?;
            writeln!(out)?;
        }
        return Ok(());
    }
    write!(out, r#"{{"source":{},"diagnostics":["#, source())?;
    let mut separator = "\n";
    for diagnostic in &report.diagnostics {
        out.write_all(separator.as_bytes())?;
        serde_json::to_writer(&mut *out, &finding(diagnostic, &mut places, style))?;
        separator = ",\n";
    }
    out.write_all(b"\n]}\n")
}

fn source() -> Value {
    json!({ "name": "amends" })
}

fn finding(diagnostic: &Diagnostic, places: &mut Places<'_>, style: &Style) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let mut code = json!({ "value": diagnostic.rule });
    let url = rule_url(style, diagnostic.rule);
    if let Some(code) = code.as_object_mut().filter(|_| url.contains("://")) {
        code.insert("url".to_owned(), url.into());
    }
    let mut value = json!({
        "message": format!("{}{help}", diagnostic.message),
        "location": location(diagnostic.place, places, style),
        "severity": match diagnostic.level {
            Level::Error => "ERROR",
            Level::Warn => "WARNING",
            Level::Info | Level::Off => "INFO",
        },
        "code": code,
    });
    let Some(map) = value.as_object_mut() else { return value };
    // A finding may be mended by several edits; reviewdog takes each as a suggestion of its own.
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.safety != Safety::Display) {
        let suggestions = fix.edits.iter().map(|edit| {
            let place = Place { file: diagnostic.place.file, span: edit.span };
            json!({ "range": range(place, places), "text": edit.text })
        });
        let suggestions: Vec<Value> = suggestions.collect();
        map.insert("suggestions".to_owned(), suggestions.into());
    }
    if let Some((place, what)) = diagnostic.also.as_deref() {
        let related = json!([{ "message": what, "location": location(*place, places, style) }]);
        map.insert("related_locations".to_owned(), related);
    }
    value
}

fn location(place: Place, places: &mut Places<'_>, style: &Style) -> Value {
    json!({
        "path": format!("{}{}", style.folder, places.path(place.file)),
        "range": range(place, places),
    })
}

fn range(place: Place, places: &mut Places<'_>) -> Value {
    let position = |Position { line, column }| json!({ "line": line, "column": column });
    json!({
        "start": position(places.start(place, Unit::Byte)),
        "end": position(places.end(place, Unit::Byte)),
    })
}
