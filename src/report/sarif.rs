//! SARIF 2.1.0, as far as GitHub reads it.

use crate::diagnostic::{Diagnostic, Edit, Level, Place, Report, Safety, Suppressed};
use crate::report::place::{Places, Unit};
use crate::report::{RuleText, Style, rule_url};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io;

/// Writes one run, with the rules that have found something and what is suppressed.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let all = || report.diagnostics.iter().chain(&report.suppressed);
    let names: BTreeMap<&str, &'static str> =
        all().map(|diagnostic| (diagnostic.rule, diagnostic.group)).collect();
    let rules: Vec<Value> = names.iter().map(|(name, group)| rule(name, group, style)).collect();
    let index: BTreeMap<&str, usize> = names.into_keys().zip(0..).collect();
    out.write_all(br#"{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","#)?;
    let driver = json!({ "name": "Amends", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    write!(out, r#""runs":[{{"tool":{{"driver":{driver}}},"columnKind":"unicodeCodePoints","results":["#)?;
    let mut separator = "\n";
    for diagnostic in all() {
        out.write_all(separator.as_bytes())?;
        let index = index.get(diagnostic.rule).copied().unwrap_or_default();
        serde_json::to_writer(&mut *out, &result(diagnostic, index, &mut places, style))?;
        separator = ",\n";
    }
    out.write_all(b"\n]}]}\n")
}

fn rule(name: &str, group: &str, style: &Style) -> Value {
    let mut rule = Map::new();
    rule.insert("id".to_owned(), name.into());
    if let Some(RuleText { summary, text, markdown, level, .. }) =
        style.rules.iter().find(|rule| rule.name == name)
    {
        rule.insert("shortDescription".to_owned(), json!({ "text": summary }));
        rule.insert("fullDescription".to_owned(), json!({ "text": summary }));
        rule.insert("help".to_owned(), json!({ "text": text, "markdown": markdown }));
        rule.insert("defaultConfiguration".to_owned(), json!({ "level": word(*level) }));
    }
    let url = rule_url(style, name);
    if url.contains("://") {
        rule.insert("helpUri".to_owned(), url.into());
    }
    rule.insert("properties".to_owned(), json!({ "tags": [group] }));
    rule.into()
}

fn result(diagnostic: &Diagnostic, rule: usize, places: &mut Places<'_>, style: &Style) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": rule,
        "level": word(diagnostic.level),
        "message": { "text": literal(&format!("{}{help}", diagnostic.message)) },
        "locations": [location(diagnostic.place, places, style)],
        "partialFingerprints": { "amends/v1": diagnostic.fingerprint },
    });
    let Some(map) = result.as_object_mut() else { return result };
    if let Some((place, what)) = diagnostic.also.as_deref() {
        let mut related = location(*place, places, style);
        if let Some(related) = related.as_object_mut() {
            related.insert("message".to_owned(), json!({ "text": literal(what) }));
        }
        map.insert("relatedLocations".to_owned(), json!([related]));
    }
    if let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.safety != Safety::Display) {
        let file = diagnostic.place.file;
        let edits = fix.edits.iter();
        let edits: Vec<Value> =
            edits.map(|edit| replacement(edit, Place { file, span: edit.span }, places)).collect();
        let change =
            json!({ "artifactLocation": artifact(diagnostic.place, places, style), "replacements": edits });
        let fix = json!({ "description": { "text": literal(&fix.title) }, "artifactChanges": [change] });
        map.insert("fixes".to_owned(), json!([fix]));
    }
    if let Some(suppressed) = &diagnostic.suppressed {
        map.insert("suppressions".to_owned(), json!([suppression(suppressed)]));
    }
    result
}

fn suppression(suppressed: &Suppressed) -> Value {
    let kind = if suppressed.by == "baseline" { "external" } else { "inSource" };
    match suppressed.reason.is_empty() {
        true => json!({ "kind": kind }),
        false => json!({ "kind": kind, "justification": suppressed.reason }),
    }
}

fn location(place: Place, places: &mut Places<'_>, style: &Style) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": artifact(place, places, style),
            "region": region(place, places),
        },
    })
}

fn artifact(place: Place, places: &Places<'_>, style: &Style) -> Value {
    let path = format!("{}{}", style.folder, places.path(place.file));
    json!({ "uri": uri(&path), "uriBaseId": "%SRCROOT%" })
}

fn region(place: Place, places: &mut Places<'_>) -> Value {
    let (start, end) = (places.start(place, Unit::Scalar), places.end(place, Unit::Scalar));
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn replacement(edit: &Edit, place: Place, places: &mut Places<'_>) -> Value {
    json!({ "deletedRegion": region(place, places), "insertedContent": { "text": edit.text } })
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warn => "warning",
        Level::Info => "note",
        Level::Off => "none",
    }
}

/// In a message `[words](target)` is a link; a text of other people must not become one.
fn literal(text: &str) -> String {
    if text.contains("](") { text.replace('[', "\\[").replace(']', "\\]") } else { text.to_owned() }
}

/// A path as a relative address; what is not plain is written as its bytes.
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
