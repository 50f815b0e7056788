//! Which key or item stands where in a tree: what a comment beside it is about.

use crate::source::Span;
use crate::tree::{Node, Value};

/// The keys and items of a tree in reading order, an outer one before those within it.
#[derive(Debug, Default)]
pub struct Outline {
    entries: Vec<Entry>,
    texts: Vec<Span>,
}

/// A key with its value, or an item of a list.
#[derive(Debug)]
pub struct Entry {
    /// From the key to the end of the value.
    pub span: Span,
    /// Such as `prevention[0].due`.
    pub path: Box<str>,
}

impl Outline {
    /// Of a whole tree.
    pub fn of(root: &Node) -> Self {
        let mut outline = Self::default();
        outline.take(root, "");
        // Keys that were merged in stand where their anchor is.
        outline.entries.sort_by_key(|entry| (entry.span.start, std::cmp::Reverse(entry.span.end)));
        outline.texts.sort_unstable();
        outline
    }

    fn take(&mut self, node: &Node, path: &str) {
        match &node.value {
            Value::Scalar { .. } => self.texts.push(node.span),
            Value::List(items) => {
                for (at, item) in items.iter().enumerate().filter(|(_, item)| within(node, item.span)) {
                    self.entry(item, item.span, format!("{path}[{at}]"));
                }
            }
            Value::Map(entries) => {
                for entry in entries.iter().filter(|entry| within(node, entry.key_span)) {
                    let dot = if path.is_empty() { "" } else { "." };
                    let end = entry.node.span.end.max(entry.key_span.end);
                    self.texts.push(entry.key_span);
                    let span = Span { start: entry.key_span.start, end };
                    self.entry(&entry.node, span, format!("{path}{dot}{}", entry.key));
                }
            }
        }
    }

    fn entry(&mut self, node: &Node, span: Span, path: String) {
        // Before those within it, also where both begin and end together.
        self.entries.push(Entry { span, path: path.as_str().into() });
        self.take(node, &path);
    }

    /// Whether a byte is part of a key or of a text.
    pub fn is_text(&self, at: usize) -> bool {
        let before = self.texts.partition_point(|span| span.start as usize <= at);
        let last = before.checked_sub(1).and_then(|last| self.texts.get(last));
        last.is_some_and(|span| at < span.end as usize)
    }

    /// The first key or item behind a byte.
    pub fn after(&self, at: u32) -> Option<&Entry> {
        self.entries.get(self.entries.partition_point(|entry| entry.span.start < at))
    }

    /// The outermost key or item that begins on a line before a byte of it; else the one that goes on there.
    pub fn on_line(&self, line: usize, before: usize) -> Option<&Entry> {
        let from = self.entries.partition_point(|entry| (entry.span.start as usize) < line);
        let first = self.entries.get(from).filter(|entry| (entry.span.start as usize) < before);
        first.or_else(|| self.entries.get(from.checked_sub(1)?))
    }

    /// The innermost key or item that holds a byte.
    pub fn around(&self, at: u32) -> Option<&Entry> {
        let holding = self
            .entries
            .iter()
            .filter(|entry| entry.span.start <= at && at < entry.span.end.max(entry.span.start + 1));
        holding.max_by_key(|entry| (entry.span.start, std::cmp::Reverse(entry.span.end)))
    }
}

/// Whether a place lies in a node; what an alias repeats lies elsewhere.
fn within(node: &Node, span: Span) -> bool {
    node.span.start <= span.start && span.start <= node.span.end
}
