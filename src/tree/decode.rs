//! Tree to types, field by field: what can be read is read, and every fault is told.
//!
//! A type of ours is declared once, with `record!` or `choice!` (`record`): its fields, their keys and what they mean.
//! The reader, the list of known keys and the help of a message all come from that one definition.

use crate::source::Span;
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::mention::Mention;
use crate::tree::{Entry, Node, Value};
use std::ops::Deref;

/// What a reading has found besides the values.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// What is wrong, in the order of reading.
    pub faults: Vec<Fault>,
    /// Names of clients, people, documents and so on, to be looked up when all files are read.
    pub mentions: Vec<Mention>,
    path: String,
}

/// A type that can be read from a tree.
pub trait Decode: Sized {
    /// What belongs in its place, for messages: `a date`, `a list`.
    const EXPECTED: &'static str;

    /// Reads a value; what is wrong goes to `reading`, and nothing comes back where nothing could be read.
    fn decode(node: &Node, reading: &mut Reading) -> Option<Self>;
}

/// A value and where it and its key stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where the value stands.
    pub span: Span,
    /// Where its key stands; for an item of a list, the item.
    pub key: Span,
}

impl<T> Deref for Field<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A list; items that cannot be read are told and left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(Vec<Field<T>>);

/// One value, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany<T>(Vec<Field<T>>);

/// A mapping with keys of the writer's own, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T>(Vec<(Box<str>, Field<T>)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for List<T> {
    type Target = [Field<T>];

    fn deref(&self) -> &[Field<T>] {
        &self.0
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [Field<T>];

    fn deref(&self) -> &[Field<T>] {
        &self.0
    }
}

impl<T> Deref for Table<T> {
    type Target = [(Box<str>, Field<T>)];

    fn deref(&self) -> &[(Box<str>, Field<T>)] {
        &self.0
    }
}

/// A tree that is kept as it is, for settings that their own rule reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Raw(pub Node);

impl Reading {
    /// One that already holds what was wrong with the form.
    pub fn after(faults: Vec<Fault>) -> Self {
        Self { faults, ..Self::default() }
    }

    /// Notes a fault at a place in the field that is being read.
    pub fn fault(&mut self, span: Span, kind: FaultKind) {
        self.faults.push(Fault { span, field: self.path.as_str().into(), kind });
    }

    /// Notes a value that is of another kind than what belongs here.
    pub fn invalid(&mut self, node: &Node, expected: impl Into<String>, allowed: &'static [&'static str]) {
        let (got, expected) = (node.describe(), expected.into());
        self.fault(node.span, FaultKind::Invalid { got, expected, allowed });
    }

    /// Path of the field that is being read, such as `people.lead`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads a field of a mapping; a key without a value is told and counts as absent.
    pub fn field<T: Decode>(&mut self, entry: &Entry) -> Option<Field<T>> {
        self.inside(&entry.key, |reading| {
            if entry.node.is_null() {
                reading.fault(entry.key_span, FaultKind::Empty);
                return None;
            }
            let value = T::decode(&entry.node, reading)?;
            Some(Field { value, span: entry.node.span, key: entry.key_span })
        })
    }

    /// Notes a key that is not known at this place.
    pub fn unknown(&mut self, entry: &Entry, known: &'static [&'static str]) {
        self.inside(&entry.key, |reading| reading.fault(entry.key_span, FaultKind::Unknown { known }));
    }

    /// Does something with a step added to the path.
    pub fn inside<R>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.path.len();
        if length > 0 && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        let result = read(self);
        self.path.truncate(length);
        result
    }

    fn items<T: Decode>(&mut self, nodes: &[Node]) -> Vec<Field<T>> {
        let item = |(at, node): (usize, &Node)| {
            self.inside(&format!("[{at}]"), |reading| {
                if node.is_null() {
                    reading.fault(node.span, FaultKind::Empty);
                    return None;
                }
                let value = T::decode(node, reading)?;
                Some(Field { value, span: node.span, key: node.span })
            })
        };
        nodes.iter().enumerate().filter_map(item).collect()
    }
}

impl Decode for Raw {
    const EXPECTED: &'static str = "settings";

    fn decode(node: &Node, _: &mut Reading) -> Option<Self> {
        Some(Self(node.clone()))
    }
}

impl<T: Decode> Decode for List<T> {
    const EXPECTED: &'static str = "a list";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let Value::List(nodes) = &node.value else {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        };
        Some(Self(reading.items(nodes)))
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        if let Value::List(nodes) = &node.value {
            return Some(Self(reading.items(nodes)));
        }
        let value = T::decode(node, reading)?;
        Some(Self(vec![Field { value, span: node.span, key: node.span }]))
    }
}

impl<T: Decode> Decode for Table<T> {
    const EXPECTED: &'static str = "a mapping";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        };
        let read = |entry: &Entry| Some((entry.key.clone(), reading.field(entry)?));
        Some(Self(entries.iter().filter_map(read).collect()))
    }
}
