//! What is wrong with a template, and where.

use std::fmt;

use tera::{Error, ErrorKind};

/// What stands before the name of a template of the built-in theme.
pub const BUILT_IN: &str = "default:";

/// A fault in a template, or in drawing a page with it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ThemeFault {
    /// The template: a path in the folder of the project's theme (`templates/page.html`, `words.toml`), or `default:page.html` for
    /// one of the built-in theme. Empty where the engine does not say.
    pub file: String,
    /// Line and column, both from 1, where the engine says so.
    pub place: Option<(usize, usize)>,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The address of the page that was being drawn.
    pub page: Option<String>,
}

impl ThemeFault {
    /// From an error while the page at address `page` was drawn with `template`.
    pub(crate) fn drawing(error: &Error, template: &str, page: &str) -> Self {
        let fault = faults_of(error, template).into_iter().next();
        let unknown =
            || Self { file: named(template), place: None, message: lowered(&error.to_string()), page: None };
        Self { page: Some(page.to_owned()), ..fault.unwrap_or_else(unknown) }
    }

    /// A template that is no UTF-8 from byte `at` on.
    pub(crate) fn not_text(name: &str, bytes: &[u8], at: usize) -> Self {
        let message = "the template is not UTF-8".into();
        Self { file: named(name), place: Some(place(bytes, at)), message, page: None }
    }

    /// Something wrong in a file of the theme, from byte `at` on.
    pub(crate) fn in_file(file: &str, bytes: &[u8], at: usize, message: &str) -> Self {
        Self { file: file.into(), place: Some(place(bytes, at)), message: lowered(message), page: None }
    }
}

impl fmt::Display for ThemeFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}:", self.file)?;
        }
        if let Some((line, column)) = self.place {
            write!(f, "{line}:{column}:")?;
        }
        if !self.file.is_empty() || self.place.is_some() {
            write!(f, " ")?;
        }
        write!(f, "{}", self.message)?;
        match &self.page {
            Some(page) => write!(f, " (while drawing {page})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for ThemeFault {}

/// Line and column of a byte, both from 1.
fn place(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').count();
    let last = before.rsplit(|byte| *byte == b'\n').next().unwrap_or_default();
    (line, String::from_utf8_lossy(last).chars().count() + 1)
}

/// Every fault that one error of the engine tells; `template` is named where the error names none.
pub(crate) fn faults_of(error: &Error, template: &str) -> Vec<ThemeFault> {
    let at = |file: &str, place, message: &str| ThemeFault {
        file: named(if file.is_empty() { template } else { file }),
        place,
        message: lowered(message),
        page: None,
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            vec![at(report.filename(), Some((span.start_line, span.start_col + 1)), report.message())]
        }
        ErrorKind::MissingParent { current, parent } => {
            vec![at(current, None, &format!("it extends `{parent}`, which does not exist"))]
        }
        ErrorKind::CircularExtend { tpl, .. } => vec![at(tpl, None, "it extends itself")],
        ErrorKind::CircularInclude { tpl, .. } => vec![at(tpl, None, "it includes itself")],
        ErrorKind::Msg(text) => reports_in(text, at),
        other => vec![at("", None, &other.to_string())],
    }
}

/// Unknown filters, components and blocks come as text, several in one message, each as
/// `error: MESSAGE`, then `--> FILE:LINE:COLUMN`, then an excerpt.
fn reports_in(text: &str, at: impl Fn(&str, Option<(usize, usize)>, &str) -> ThemeFault) -> Vec<ThemeFault> {
    let mut faults = Vec::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(said) = line.strip_prefix("error: ") {
            message = Some(said);
        } else if let Some(place) = line.trim_start().strip_prefix("--> ")
            && let Some(said) = message.take()
        {
            let (file, place) = split_place(place);
            faults.push(at(file, place, said));
        }
    }
    if faults.is_empty() { vec![at("", None, text)] } else { faults }
}

/// `FILE:LINE:COLUMN` in its parts; a file may hold a colon.
fn split_place(place: &str) -> (&str, Option<(usize, usize)>) {
    let mut parts = place.rsplitn(3, ':');
    let column = parts.next().and_then(|text| text.parse().ok());
    let line = parts.next().and_then(|text| text.parse().ok());
    match (parts.next(), line, column) {
        (Some(file), Some(line), Some(column)) => (file, Some((line, column))),
        _ => (place, None),
    }
}

/// The file behind the name that the engine has for a template.
fn named(template: &str) -> String {
    if template.is_empty() || template.starts_with(BUILT_IN) {
        template.to_owned()
    } else {
        format!("templates/{template}")
    }
}

/// The engine's sentence in this program's style.
fn lowered(message: &str) -> String {
    let message = message.trim().trim_end_matches('.');
    let mut chars = message.chars();
    let Some(first) = chars.next() else { return String::new() };
    first.to_lowercase().chain(chars).collect()
}
