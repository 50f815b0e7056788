//! For programs: one object, or one a line. Version 1 is a promise: fields are only ever added.

use crate::diagnostic::{Diagnostic, Edit, Fix, Level, Place, Report, Safety};
use crate::report::place::{Places, Unit};
use crate::report::{Style, by_file, hints, rule_url};
use crate::source::{FileId, Sources};
use serde::Serialize;
use std::io;

/// Writes the findings, a line each, and how many there are.
pub(super) fn write(
    report: &Report,
    sources: &Sources,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    out.write_all(br#"{"version":1,"findings":["#)?;
    let mut shown = told(report, style).into_iter().filter(|findings| !findings.is_empty());
    if let Some((first, rest)) = shown.next().and_then(<[Diagnostic]>::split_first) {
        let line = |separator: &str, findings: &[Diagnostic], out: &mut dyn io::Write| {
            by_file(findings, sources, out, |findings, places, text| {
                lines(findings, places, style, separator, "", text)
            })
        };
        line("\n", std::slice::from_ref(first), out)?;
        line(",\n", rest, out)?;
        shown.try_for_each(|findings| line(",\n", findings, out))?;
    }
    out.write_all(b"\n],\"summary\":")?;
    serde_json::to_writer(&mut *out, &Summary::new(report))?;
    out.write_all(b"}\n")
}

/// Writes the findings, an object each, and nothing else.
pub(super) fn write_lines(
    report: &Report,
    sources: &Sources,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    told(report, style).into_iter().try_for_each(|findings| {
        by_file(findings, sources, out, |findings, places, text| {
            lines(findings, places, style, "", "\n", text)
        })
    })
}

/// What is told of a report: its findings, and on demand behind them those that are not counted.
fn told<'a>(report: &'a Report, style: &Style) -> [&'a [Diagnostic]; 2] {
    [&report.diagnostics, if style.suppressed { &report.suppressed } else { &[] }]
}

/// Writes a finding a line, with something before and behind it.
fn lines<'a>(
    findings: &'a [Diagnostic],
    mut places: Places<'a>,
    style: &Style,
    before: &str,
    behind: &str,
    text: &mut Vec<u8>,
) -> io::Result<()> {
    findings.iter().try_for_each(|finding| {
        text.extend_from_slice(before.as_bytes());
        serde_json::to_writer(&mut *text, &Finding::new(finding, &mut places, style))?;
        text.extend_from_slice(behind.as_bytes());
        Ok(())
    })
}

/// The keys stand in the order in which they are written.
#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    group: &'a str,
    level: &'a str,
    path: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    field: Option<&'a str>,
    doc: Option<&'a str>,
    status: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
    seeds: &'a [&'a str],
    fix: Option<Mend<'a>>,
    fingerprint: &'a str,
    suppressed: Option<Ignored<'a>>,
    url: String,
}

#[derive(Serialize)]
struct Ignored<'a> {
    by: &'a str,
    reason: &'a str,
}

impl<'a> Finding<'a> {
    fn new(diagnostic: &'a Diagnostic, places: &mut Places<'a>, style: &Style) -> Self {
        let start = places.start(diagnostic.place, Unit::Scalar);
        let end = places.end(diagnostic.place, Unit::Scalar);
        Self {
            rule: diagnostic.rule,
            group: diagnostic.group,
            level: diagnostic.level.word(),
            path: places.path(diagnostic.place.file),
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            field: diagnostic.field.as_deref(),
            doc: diagnostic.document.as_deref(),
            status: diagnostic.status,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            seeds: diagnostic.seeds,
            fix: diagnostic.fix.as_ref().map(|fix| Mend::new(fix, diagnostic.place.file, places)),
            fingerprint: &diagnostic.fingerprint,
            suppressed: diagnostic.suppressed.as_ref().map(|why| Ignored { by: why.by, reason: &why.reason }),
            url: rule_url(style, diagnostic.rule),
        }
    }
}

/// How a finding can be mended.
#[derive(Serialize)]
struct Mend<'a> {
    safety: &'a str,
    title: &'a str,
    edits: Vec<Change<'a>>,
}

/// A place of the finding's file, end exclusive, and the text to put there.
#[derive(Serialize)]
struct Change<'a> {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: &'a str,
}

impl<'a> Mend<'a> {
    fn new(fix: &'a Fix, file: FileId, places: &mut Places<'a>) -> Self {
        let change = |edit: &'a Edit| {
            let place = Place { file, span: edit.span };
            let (start, end) = (places.start(place, Unit::Scalar), places.end(place, Unit::Scalar));
            Change {
                line: start.line,
                column: start.column,
                end_line: end.line,
                end_column: end.column,
                text: &edit.text,
            }
        };
        Self { safety: fix.safety.word(), title: &fix.title, edits: fix.edits.iter().map(change).collect() }
    }
}

#[derive(Serialize)]
struct Summary {
    documents: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    hints: usize,
    suppressed: usize,
    fixable: usize,
}

impl Summary {
    fn new(report: &Report) -> Self {
        Self {
            documents: report.documents,
            errors: report.count(Level::Error),
            warnings: report.count(Level::Warn),
            infos: report.count(Level::Info),
            hints: hints(report),
            suppressed: report.suppressed.len(),
            fixable: report.fixable(Safety::Safe),
        }
    }
}
