//! What is wrong, and where: one type, whatever found it and however it is shown.

use crate::source::{FileId, Span};
use crate::tree::record::choice;
use std::borrow::Cow;

choice! {
    /// How grave a finding is.
    pub enum Level {
        /// Not looked for.
        Off = "off",
        /// Worth knowing.
        Info = "info",
        /// To be mended, and no reason to stop.
        Warn = "warn",
        /// To be mended first.
        Error = "error",
    }
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Which file.
    pub file: FileId,
    /// Which bytes of it.
    pub span: Span,
}

/// One finding.
///
/// The message states a fact about the text: lower case, no full stop. Only the help proposes, as an imperative.
/// A check may find a hundred thousand, so what few have stands apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule's name, such as `client-not-told`.
    pub rule: &'static str,
    /// The rule's group, without `@`.
    pub group: &'static str,
    /// As settled by profile, settings and status; never `off`.
    pub level: Level,
    /// The smallest place that shows it; the first byte of the file where something is absent.
    pub place: Place,
    /// Path of the field at fault, such as `times.client_told`; shown in brackets where the key is absent.
    pub field: Option<Box<str>>,
    /// Whether the field is not there, so that the place says only which file.
    pub absent: bool,
    /// What is the case.
    pub message: Box<str>,
    /// A word at the place itself.
    pub label: Option<Box<str>>,
    /// What to do; mostly the same words for a rule, which are kept once.
    pub help: Option<Cow<'static, str>>,
    /// Why it matters, or what else is known.
    pub note: Option<Box<str>>,
    /// Another place that explains it, and what stands there.
    pub also: Option<Box<(Place, String)>>,
    /// Id of the document.
    pub document: Option<Box<str>>,
    /// Status of the document.
    pub status: Option<&'static str>,
    /// Ids of the founding texts' steps that the rule comes from.
    pub seeds: &'static [&'static str],
    /// How it can be mended by a machine.
    pub fix: Option<Box<Fix>>,
    /// Why it is not counted: a comment in the file, or the baseline.
    pub suppressed: Option<Box<Suppressed>>,
    /// First 16 hex digits of SHA-256 over rule, document, field and the text at the place (specification D.6).
    pub fingerprint: Box<str>,
}

choice! {
    /// What a fix may change.
    pub enum Safety {
        /// No word of prose and no meaning changes.
        Safe = "safe",
        /// A fact is assumed.
        Unsafe = "unsafe",
        /// Only shown: a person decides.
        Display = "display",
    }
}

/// A way to mend a finding: edits of one file, in the order of their places, none overlapping another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it may change.
    pub safety: Safety,
    /// What it does, as an imperative.
    pub title: String,
    /// What is put where.
    pub edits: Vec<Edit>,
}

/// A run of bytes and the text to put in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Fix {
    /// One that changes no word of prose and no meaning.
    pub fn safe(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { safety: Safety::Safe, title: title.into(), edits }
    }

    /// One that takes something for a fact.
    pub fn assuming(title: impl Into<String>, edits: Vec<Edit>) -> Self {
        Self { safety: Safety::Unsafe, title: title.into(), edits }
    }

    /// One that only says what a person may do.
    pub fn shown(title: impl Into<String>) -> Self {
        Self { safety: Safety::Display, title: title.into(), edits: Vec::new() }
    }

    /// Whether a machine may do it where that much is allowed.
    pub fn is_within(&self, reach: Safety) -> bool {
        self.safety != Safety::Display && self.safety <= reach && !self.edits.is_empty()
    }
}

impl Edit {
    /// Puts a text in the place of another.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts a text before a byte.
    pub fn insert(at: u32, text: impl Into<String>) -> Self {
        Self { span: Span { start: at, end: at }, text: text.into() }
    }

    /// Takes a text out.
    pub fn delete(span: Span) -> Self {
        Self { span, text: String::new() }
    }
}

/// Why a finding is not counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppressed {
    /// `inline`, `file` or `baseline`.
    pub by: &'static str,
    /// The reason given; empty for the baseline.
    pub reason: String,
}

/// All that a check has to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Sorted by file, place and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that are suppressed, sorted as the others; they count nowhere.
    pub suppressed: Vec<Diagnostic>,
    /// Findings that only count at a later status: file and how many, sorted by file; none for files without.
    pub hints: Vec<(FileId, usize)>,
    /// How many documents were checked.
    pub documents: usize,
}

impl Report {
    /// How many findings have a level.
    pub fn count(&self, level: Level) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.level == level).count()
    }

    /// Whether anything is at this level or graver.
    pub fn reaches(&self, level: Level) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.level >= level)
    }

    /// How many findings a machine can mend where that much is allowed.
    pub fn fixable(&self, reach: Safety) -> usize {
        let fixes = self.diagnostics.iter().filter_map(|diagnostic| diagnostic.fix.as_ref());
        fixes.filter(|fix| fix.is_within(reach)).count()
    }

    /// Puts the findings in their order: file, place, rule, message.
    pub fn sort(&mut self) {
        for findings in [&mut self.diagnostics, &mut self.suppressed] {
            findings.sort_by(|a, b| {
                (a.place, a.rule, &a.field, &a.message).cmp(&(b.place, b.rule, &b.field, &b.message))
            });
        }
        self.hints.sort_unstable();
    }
}
