//! JUnit's XML, which every build server shows: a suite for each document, a failure for what fails the check.

use crate::diagnostic::{Diagnostic, Report};
use crate::report::place::{Places, Position, Unit};
use crate::report::{Style, concise, counted, spoken, visible};
use std::io;

/// Writes the suites; where nothing was found, one case that has passed. What is not counted is a case that was
/// skipped, on demand.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let suppressed = report.suppressed.iter().filter(|_| style.suppressed);
    let mut findings: Vec<&Diagnostic> = report.diagnostics.iter().chain(suppressed).collect();
    findings.sort_by_key(|diagnostic| diagnostic.place);
    let suites = findings.chunk_by(|a, b| a.place.file == b.place.file).map(|suite| Suite::new(suite, style));
    let suites: Vec<Suite<'_>> = suites.collect();
    let tests: usize = suites.iter().map(Suite::tests).sum::<usize>() + usize::from(suites.is_empty());
    let failures: usize = suites.iter().map(|suite| suite.failing.len()).sum();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="amends" tests="{tests}" failures="{failures}" errors="0">"#)?;
    if suites.is_empty() {
        let name = format!("{} checked", counted(report.documents, "document"));
        writeln!(out, r#"  <testsuite name="amends" tests="1" failures="0" errors="0">"#)?;
        writeln!(out, r#"    <testcase classname="amends" name="{name}"/>"#)?;
        writeln!(out, "  </testsuite>")?;
    }
    for suite in suites {
        suite.write(&mut places, out)?;
    }
    writeln!(out, "</testsuites>")
}

/// What was found in one file.
struct Suite<'a> {
    failing: Vec<&'a Diagnostic>,
    skipped: Vec<&'a Diagnostic>,
    rest: Vec<&'a Diagnostic>,
    folder: &'a str,
}

impl<'a> Suite<'a> {
    fn new(findings: &[&'a Diagnostic], style: &'a Style) -> Self {
        let (skipped, counted): (Vec<_>, Vec<_>) =
            findings.iter().partition(|diagnostic| diagnostic.suppressed.is_some());
        let fails = |found: &&Diagnostic| style.fails.is_some_and(|level| found.level >= level);
        let (failing, rest) = counted.into_iter().partition(fails);
        Self { failing, skipped, rest, folder: &style.folder }
    }

    /// How many cases it has: a suite without any would not be shown.
    fn tests(&self) -> usize {
        (self.failing.len() + self.skipped.len()).max(1)
    }

    fn write(&self, places: &mut Places<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let all = self.failing.iter().chain(&self.skipped).chain(&self.rest);
        let Some(first) = all.into_iter().next() else { return Ok(()) };
        let path = escaped(&format!("{}{}", self.folder, places.path(first.place.file)));
        let (tests, failures, skipped) = (self.tests(), self.failing.len(), self.skipped.len());
        let skips = if skipped > 0 { format!(r#" skipped="{skipped}""#) } else { String::new() };
        writeln!(
            out,
            r#"  <testsuite name="{path}" tests="{tests}" failures="{failures}" errors="0"{skips}>"#
        )?;
        if failures + skipped == 0 {
            writeln!(out, r#"    <testcase classname="{path}" name="nothing that fails"/>"#)?;
        }
        for diagnostic in &self.failing {
            failure(diagnostic, &path, places, out)?;
        }
        for diagnostic in &self.skipped {
            let name = case_name(diagnostic, places);
            let why = escaped(&format!("{}{}", diagnostic.message, concise::why(diagnostic)));
            writeln!(out, r#"    <testcase classname="{path}" name="{name}">"#)?;
            writeln!(out, "      <skipped>{why}</skipped>\n    </testcase>")?;
        }
        self.system_out(places, out)?;
        writeln!(out, "  </testsuite>")
    }

    /// What is below the level that fails the check.
    fn system_out(&self, places: &mut Places<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        if self.rest.is_empty() {
            return Ok(());
        }
        writeln!(out, "    <system-out>")?;
        for diagnostic in &self.rest {
            let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
            let (level, message) = (spoken(diagnostic.level), escaped(&diagnostic.message));
            writeln!(out, "{line}:{column}: {level}[{}] {message}", diagnostic.rule)?;
        }
        writeln!(out, "    </system-out>")
    }
}

fn case_name(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
    format!("{} at {line}:{column}", diagnostic.rule)
}

fn failure(
    diagnostic: &Diagnostic,
    path: &str,
    places: &mut Places<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
    let (name, level) = (case_name(diagnostic, places), spoken(diagnostic.level));
    let message = escaped(&diagnostic.message);
    writeln!(out, r#"    <testcase classname="{path}" name="{name}">"#)?;
    write!(out, r#"      <failure type="{level}" message="{message}">{path}:{line}:{column}"#)?;
    if let Some(help) = &diagnostic.help {
        write!(out, "\nhelp: {}", escaped(help))?;
    }
    writeln!(out, "</failure>\n    </testcase>")
}

/// Text of an element or attribute; what XML cannot hold at all becomes something that can be seen.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in visible::line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}
