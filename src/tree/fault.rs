//! What can be wrong with a tree and its fields. These are facts; the rules of the front-matter group word them.

use crate::source::Span;

/// Something wrong with how a file is written, at the smallest place that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The value or key at fault.
    pub span: Span,
    /// Path of the field, such as `prevention[1].due`; empty for the whole file.
    pub field: Box<str>,
    /// What is wrong.
    pub kind: FaultKind,
}

/// The kinds of faults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The file could not be read as text; its source says why.
    Unread,
    /// No `---` block at the start.
    NoFrontMatter,
    /// Not YAML or TOML; the reason in the reader's words.
    Malformed(String),
    /// A key that stands twice in one mapping.
    Twice {
        /// Where it stands first.
        first: Span,
    },
    /// A key that nothing here knows.
    Unknown {
        /// The keys that are known at this place.
        known: &'static [&'static str],
    },
    /// A key that must be there is not.
    Missing {
        /// What makes it needed, such as ` for a playbook`; may be empty.
        because: &'static str,
        /// What the key means.
        meaning: &'static str,
    },
    /// A key without a value.
    Empty,
    /// A value that only says that one is to come, such as `TODO`.
    Placeholder,
    /// A value of the wrong kind, or outside of what is allowed.
    Invalid {
        /// What stands there, ready for a message.
        got: String,
        /// What belongs there.
        expected: String,
        /// The values that are allowed, where they can be listed.
        allowed: &'static [&'static str],
    },
    /// A date that can be read as more than one day.
    Ambiguous {
        /// The readings as `YYYY-MM-DD`.
        readings: Vec<String>,
    },
    /// Unquoted text that other readers of YAML take for something else.
    Surprise {
        /// What they take it for.
        reading: &'static str,
    },
}
