//! JUnit's XML, which every build server shows: a suite for each document, a failure for what fails the check.

use crate::diagnostic::{Diagnostic, Report};
use crate::report::place::{Places, Position, Unit};
use crate::report::{Style, counted, spoken, visible};
use std::io;

/// Writes the suites; where nothing was found, one case that has passed.
pub(super) fn write(
    report: &Report,
    mut places: Places<'_>,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let fails = |diagnostic: &Diagnostic| style.fails.is_some_and(|level| diagnostic.level >= level);
    let failures = report.diagnostics.iter().filter(|diagnostic| fails(diagnostic)).count();
    let suites = report.diagnostics.chunk_by(|a, b| a.place.file == b.place.file);
    let passed = suites.clone().filter(|suite| !suite.iter().any(fails)).count();
    let tests = failures + passed + usize::from(report.diagnostics.is_empty());
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<testsuites name="amends" tests="{tests}" failures="{failures}" errors="0">"#)?;
    if report.diagnostics.is_empty() {
        let name = format!("{} checked", counted(report.documents, "document"));
        writeln!(out, r#"  <testsuite name="amends" tests="1" failures="0" errors="0">"#)?;
        writeln!(out, r#"    <testcase classname="amends" name="{name}"/>"#)?;
        writeln!(out, "  </testsuite>")?;
    }
    for suite in suites {
        let (failing, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) =
            suite.iter().partition(|diagnostic| fails(diagnostic));
        Suite { failing, rest, folder: &style.folder }.write(&mut places, out)?;
    }
    writeln!(out, "</testsuites>")
}

/// What was found in one file.
struct Suite<'a> {
    failing: Vec<&'a Diagnostic>,
    rest: Vec<&'a Diagnostic>,
    folder: &'a str,
}

impl Suite<'_> {
    fn write(&self, places: &mut Places<'_>, out: &mut dyn io::Write) -> io::Result<()> {
        let Some(first) = self.failing.iter().chain(&self.rest).next() else { return Ok(()) };
        let path = escaped(&format!("{}{}", self.folder, places.path(first.place.file)));
        let (tests, failures) = (self.failing.len().max(1), self.failing.len());
        writeln!(
            out,
            r#"  <testsuite name="{path}" tests="{tests}" failures="{failures}" errors="0" file="{path}">"#
        )?;
        if self.failing.is_empty() {
            writeln!(out, r#"    <testcase classname="{path}" name="nothing that fails"/>"#)?;
        }
        for diagnostic in &self.failing {
            failure(diagnostic, &path, places, out)?;
        }
        if !self.rest.is_empty() {
            writeln!(out, "    <system-out>")?;
            for diagnostic in &self.rest {
                let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
                let (level, message) = (spoken(diagnostic.level), escaped(&diagnostic.message));
                writeln!(out, "{line}:{column}: {level}[{}] {message}", diagnostic.rule)?;
            }
            writeln!(out, "    </system-out>")?;
        }
        writeln!(out, "  </testsuite>")
    }
}

fn failure(
    diagnostic: &Diagnostic,
    path: &str,
    places: &mut Places<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let Position { line, column } = places.start(diagnostic.place, Unit::Scalar);
    let (rule, level) = (diagnostic.rule, spoken(diagnostic.level));
    let message = escaped(&diagnostic.message);
    writeln!(out, r#"    <testcase classname="{path}" name="{rule} at {line}:{column}">"#)?;
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
