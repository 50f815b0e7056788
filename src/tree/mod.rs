//! YAML and TOML as one kind of tree, in which every value knows where it stands.
//!
//! Scalars stay the text that was written; what they mean is decided by the field that asks (`decode`), so
//! that `no`, `017` and `2025-03-04` are never taken for something else.

pub mod decode;
pub mod fault;
pub mod mention;
pub mod name;
pub mod record;
pub mod scalar;
pub mod shape;
pub mod toml;
pub mod yaml;

use crate::source::Span;
use crate::tree::fault::Fault;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// From its first to its last byte, without the key.
    pub span: Span,
    /// What it holds.
    pub value: Value,
}

/// What a node holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Text, as it reads after unquoting; `plain` where it was not quoted.
    Scalar {
        /// The text.
        text: Box<str>,
        /// Not quoted, so that it may mean a number, a truth value or nothing at all.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file; of a key that stands twice the first counts.
    Map(Vec<Entry>),
}

/// A key of a mapping and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key's text.
    pub key: Box<str>,
    /// Where the key stands.
    pub key_span: Span,
    /// What it is set to.
    pub node: Node,
}

/// What a text was read as: the tree as far as it could be read, and all that is wrong with the form.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Nothing where the text is empty or cannot be read at all.
    pub root: Option<Node>,
    /// In the order of the text.
    pub faults: Vec<Fault>,
}

impl Node {
    /// Whether it was left empty, or says `null` or `~`.
    pub fn is_null(&self) -> bool {
        match &self.value {
            Value::Scalar { text, plain: true } => {
                matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL")
            }
            _ => false,
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value at a key of a mapping.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Value::Map(entries) = &self.value else { return None };
        entries.iter().find(|entry| entry.key.as_ref() == key).map(|entry| &entry.node)
    }

    /// The keys, from the outermost on, at which it says something else than another, wherever either stands in its
    /// text; a list counts as one thing.
    pub fn differences(&self, other: &Self) -> Vec<Vec<Box<str>>> {
        let mut paths = Vec::new();
        differences(&mut Vec::new(), self, other, &mut paths);
        paths
    }

    /// What kind of thing it is, for messages: `a list`, `a mapping`, or the text in quotes.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Scalar { text, .. } => format!("`{}`", shorten(text)),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a mapping".to_owned(),
        }
    }
}

fn differences(path: &mut Vec<Box<str>>, one: &Node, other: &Node, paths: &mut Vec<Vec<Box<str>>>) {
    let (ours, theirs) = match (&one.value, &other.value) {
        (Value::Map(ours), Value::Map(theirs)) => (ours, theirs),
        (Value::List(ours), Value::List(theirs)) if ours.len() == theirs.len() => {
            let mut pairs = ours.iter().zip(theirs);
            if !pairs.all(|(one, other)| one.differences(other).is_empty()) {
                paths.push(path.clone());
            }
            return;
        }
        (Value::Scalar { .. }, Value::Scalar { .. }) if one.value == other.value => return,
        _ => return paths.push(path.clone()),
    };
    let in_both = |entries: &[Entry], others: &Node| -> Vec<Box<str>> {
        let keys = entries.iter().map(|entry| &entry.key);
        keys.filter(|key| others.get(key).is_some()).cloned().collect()
    };
    if in_both(ours, other) != in_both(theirs, one) {
        paths.push(path.clone());
    }
    for entry in ours.iter().chain(theirs.iter().filter(|entry| one.get(&entry.key).is_none())) {
        path.push(entry.key.clone());
        match other.get(&entry.key).filter(|_| one.get(&entry.key).is_some()) {
            Some(theirs) => differences(path, &entry.node, theirs, paths),
            None => paths.push(path.clone()),
        }
        path.pop();
    }
}

/// The first forty characters, on one line.
fn shorten(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= 40 && line.len() == text.len() {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(40).collect();
    short.push('…');
    short
}
