//! For people: each finding with the lines that show it, in the layout of the Rust compiler and by its renderer.

use crate::diagnostic::{Diagnostic, Level, Place, Report, Safety};
use crate::report::excerpt::{Excerpt, excerpt};
use crate::report::place::{Places, Position, Unit};
use crate::report::{Style, by_file, concise, counted, hints, rule_url, summary, visible};
use crate::rule;
use crate::source::Sources;
use annotate_snippets as snippets;
use annotate_snippets::{AnnotationKind, Group, Renderer, Snippet};
use std::collections::{BTreeMap, HashMap};
use std::io;

/// How many findings of one rule about how something is said are shown in one file: more would be nagging.
const MOST: usize = 3;

/// Below this the renderer has no room for a line number and its text.
const NARROWEST: usize = 40;

/// Writes the findings, where to read more, and how many there are.
pub(super) fn write(
    report: &Report,
    sources: &Sources,
    style: &Style,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    by_file(&report.diagnostics, sources, out, |findings, places, out| {
        Page { places, style, renderer: renderer(style), out }.findings(findings)
    })?;
    let mut page = Page { places: Places::new(sources), style, renderer: renderer(style), out };
    page.left_out(report)?;
    if style.suppressed {
        page.suppressed(report)?;
    }
    page.more(report)?;
    page.hints(report)?;
    page.summary(report)
}

fn renderer(style: &Style) -> Renderer {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    // A relative address leads nowhere from a terminal.
    renderer.term_width(style.width.max(NARROWEST)).hyperlink(style.color && style.rules_url.contains("://"))
}

struct Page<'a, 'out> {
    places: Places<'a>,
    style: &'a Style,
    renderer: Renderer,
    out: &'out mut dyn io::Write,
}

impl Page<'_, '_> {
    /// Those of a file.
    fn findings(&mut self, findings: &[Diagnostic]) -> io::Result<()> {
        let mut seen = HashMap::new();
        for diagnostic in findings {
            let count = seen.entry(diagnostic.rule).or_insert(0_usize);
            *count += usize::from(self.may_be_left_out(diagnostic));
            if *count <= MOST {
                self.finding(diagnostic)?;
            }
        }
        Ok(())
    }

    fn may_be_left_out(&self, diagnostic: &Diagnostic) -> bool {
        !self.style.all && diagnostic.group == rule::Group::Language.word()
    }

    fn finding(&mut self, diagnostic: &Diagnostic) -> io::Result<()> {
        let also = diagnostic.also.as_deref();
        let shown = self.excerpt(diagnostic);
        self.title(diagnostic)?;
        let indent = shown.as_ref().map_or(1, |shown| shown.last_line.to_string().len());
        let field = diagnostic.field.as_deref().filter(|_| diagnostic.absent);
        self.arrow(diagnostic.place, indent, field)?;
        self.body(diagnostic, shown.as_ref())?;
        if let Some((place, text)) = also.filter(|_| shown.is_none_or(|shown| shown.also.is_none())) {
            let note = snippets::Level::NOTE.secondary_title(visible::block(text));
            writeln!(self.out, "{}", self.renderer.render(&[Group::with_title(note)]))?;
            self.arrow(*place, 1, None)?;
        }
        writeln!(self.out)
    }

    fn excerpt(&mut self, diagnostic: &Diagnostic) -> Option<Excerpt> {
        let Place { file, span } = diagnostic.place;
        let also = diagnostic.also.as_deref().map(|(place, _)| *place).filter(|place| place.file == file);
        if diagnostic.absent {
            return None;
        }
        excerpt(self.places.lines(file), span, also.map(|place| place.span))
    }

    fn title(&mut self, diagnostic: &Diagnostic) -> io::Result<()> {
        let mut message = visible::line(&diagnostic.message);
        if let Some(seed) = diagnostic.seeds.first() {
            message.push_str(&format!("  [{seed}]"));
        }
        let title = level(diagnostic.level)
            .primary_title(message)
            .id(diagnostic.rule)
            .id_url(rule_url(self.style, diagnostic.rule));
        writeln!(self.out, "{}", self.renderer.render(&[Group::with_title(title)]))
    }

    /// The renderer counts columns in the excerpt that it is given; ours may be cut, so this line is our own.
    fn arrow(&mut self, place: Place, indent: usize, field: Option<&str>) -> io::Result<()> {
        let blue = if self.style.color {
            snippets::renderer::DEFAULT_LINE_NUM_STYLE
        } else {
            snippets::renderer::Style::new()
        };
        let path = visible::line(self.places.path(place.file));
        let Position { line, column } = self.places.start(place, Unit::Scalar);
        write!(self.out, "{:indent$}{blue}-->{blue:#} {path}:{line}:{column}", "")?;
        match field {
            Some(field) => writeln!(self.out, "  ({})", visible::line(field)),
            None => writeln!(self.out),
        }
    }

    fn body(&mut self, diagnostic: &Diagnostic, shown: Option<&Excerpt>) -> io::Result<()> {
        let mut group = Group::with_level(level(diagnostic.level));
        if let Some(shown) = shown {
            group = group.element(snippet(diagnostic, shown));
        }
        let label = diagnostic.label.as_ref().filter(|_| shown.is_none());
        for note in label.into_iter().chain(&diagnostic.note) {
            group = group.element(snippets::Level::NOTE.message(visible::block(note)));
        }
        if let Some(help) = &diagnostic.help {
            group = group.element(snippets::Level::HELP.message(visible::block(help)));
        }
        if diagnostic.group == rule::Group::Language.word() {
            let level = snippets::Level::NOTE.with_name("ignore here");
            group = group.element(level.message(comment(diagnostic)));
        }
        if group.is_empty() {
            return Ok(());
        }
        let body = self.renderer.render(&[group]);
        // Without line numbers the renderer leaves no room for them, and the notes would stand left of the arrow.
        let indent = if shown.is_none() { " " } else { "" };
        for line in body.lines() {
            writeln!(self.out, "{indent}{line}")?;
        }
        Ok(())
    }

    /// A line each: they are known, and only to be looked over.
    fn suppressed(&mut self, report: &Report) -> io::Result<()> {
        for diagnostic in &report.suppressed {
            concise::ignored(diagnostic, &mut self.places, self.out)?;
        }
        if report.suppressed.is_empty() { Ok(()) } else { writeln!(self.out) }
    }

    /// What `--all` would show.
    fn left_out(&mut self, report: &Report) -> io::Result<()> {
        for findings in report.diagnostics.chunk_by(|a, b| a.place.file == b.place.file) {
            let Some(file) = findings.first().map(|first| first.place.file) else { continue };
            let mut seen = BTreeMap::new();
            for diagnostic in findings.iter().filter(|diagnostic| self.may_be_left_out(diagnostic)) {
                *seen.entry(diagnostic.rule).or_insert(0_usize) += 1;
            }
            for (rule, count) in seen.into_iter().filter(|(_, count)| *count > MOST) {
                let path = visible::line(self.places.path(file));
                writeln!(self.out, "+{} more {rule} in {path}  (--all)", count - MOST)?;
            }
        }
        Ok(())
    }

    /// Once for the whole report, and not where nothing was found.
    fn more(&mut self, report: &Report) -> io::Result<()> {
        let Some(first) = report.diagnostics.first() else {
            return Ok(());
        };
        let one = report.diagnostics.iter().all(|diagnostic| diagnostic.rule == first.rule);
        writeln!(self.out, "more: amends explain {}", if one { first.rule } else { "RULE" })
    }

    fn hints(&mut self, report: &Report) -> io::Result<()> {
        let count = hints(report);
        match report.hints.as_slice() {
            [] => Ok(()),
            [(file, _)] => {
                let path = quoted(&visible::line(self.places.path(*file)));
                writeln!(self.out, "hints for later stages: {count}  (amends check --as published {path})")
            }
            files => {
                let documents = counted(files.len(), "document");
                writeln!(
                    self.out,
                    "hints for later stages: {count} in {documents}  (amends check --as published)"
                )
            }
        }
    }

    fn summary(&mut self, report: &Report) -> io::Result<()> {
        let safe = report.fixable(Safety::Safe);
        let more = report.fixable(Safety::Unsafe) - safe;
        let fixable = match (safe, more) {
            (0, 0) => String::new(),
            (safe, 0) => format!("; {safe} fixable with --fix"),
            (0, more) => format!("; {more} fixable with --fix --unsafe-fixes"),
            (safe, more) => format!("; {safe} fixable with --fix, {more} more with --unsafe-fixes"),
        };
        writeln!(self.out, "{}{fixable}", summary(report))
    }
}

/// What an author may write there instead: above the key in front matter, above the words in a body.
fn comment(diagnostic: &Diagnostic) -> String {
    match diagnostic.field {
        Some(_) => format!("# amends-ignore {}: …", diagnostic.rule),
        None => format!("<!-- amends-ignore {}: … -->", diagnostic.rule),
    }
}

fn snippet<'a>(
    diagnostic: &'a Diagnostic,
    shown: &'a Excerpt,
) -> Snippet<'a, annotate_snippets::Annotation<'a>> {
    let label = diagnostic.label.as_deref().map(visible::line);
    let primary = AnnotationKind::Primary.span(shown.primary.clone()).label(label);
    let also = shown.also.clone().zip(diagnostic.also.as_deref());
    let also = also.map(|(span, (_, text))| AnnotationKind::Context.span(span).label(visible::line(text)));
    Snippet::source(shown.text.as_str()).line_start(shown.first_line).annotation(primary).annotations(also)
}

fn level(level: Level) -> snippets::Level<'static> {
    match level {
        Level::Error => snippets::Level::ERROR,
        Level::Warn => snippets::Level::WARNING,
        Level::Info | Level::Off => snippets::Level::INFO,
    }
}

/// A path as a shell takes it.
fn quoted(path: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '-' | '_');
    if path.chars().all(plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}
