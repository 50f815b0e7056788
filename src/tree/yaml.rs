//! YAML to tree. The only room of granit-parser.

use crate::source::Span;
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::{Entry, Node, Parsed, Value};
use granit_parser::{Event, Parser, ScalarStyle};
use std::collections::HashMap;

/// Deepest nesting that is read.
pub const MAX_DEPTH: usize = 32;

/// Most values that aliases may add to a file, each counted as often as it is repeated.
pub const MAX_ALIASED: usize = 20_000;

/// Reads `text.get(within)` of a file; all places count from the start of the file.
///
/// Aliases are put in full where they stand, merge keys (`<<`) are merged, comments and tags are passed over.
/// Reading stops at the first error of form, since YAML says nothing certain behind it.
pub fn parse(text: &str, within: Span) -> Parsed {
    let mut builder = Builder { shift: within.start as usize, ..Builder::default() };
    let source = within.of(text);
    for event in Parser::new_from_str(source) {
        let step = match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or_default();
                builder.take(event, Span::new(range.start + builder.shift, range.end + builder.shift))
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or_default();
                Err(builder.malformed(place(source, at, builder.shift), error.kind().to_string()))
            }
        };
        if let Err(fault) = step {
            builder.faults.push(fault);
            break;
        }
    }
    builder.faults.sort_by_key(|fault| fault.span);
    Parsed { root: builder.root, faults: builder.faults }
}

/// The character at a byte, or the last one where the text ends there.
fn place(source: &str, at: usize, shift: usize) -> Span {
    let start = if at < source.len() { at } else { source.trim_end().len().saturating_sub(1) };
    let start = (0..=start).rev().find(|&byte| source.is_char_boundary(byte)).unwrap_or_default();
    let width = source.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    Span::new(start + shift, start + width + shift)
}

#[derive(Default)]
struct Builder {
    shift: usize,
    root: Option<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, Node>,
    aliased: usize,
    faults: Vec<Fault>,
    documents: usize,
}

/// A list or mapping whose end has not come yet.
struct Open {
    span: Span,
    anchor: usize,
    held: Held,
}

enum Held {
    List(Vec<Node>),
    Map { entries: Vec<Entry>, key: Option<(Box<str>, Span)> },
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Fault> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let value = Value::Scalar { text: text.as_ref().into(), plain };
                self.place(Node { span, value }, anchor)
            }
            Event::SequenceStart(_, anchor, _) => self.begin(span, anchor, Held::List(Vec::new())),
            Event::MappingStart(_, anchor, _) => {
                self.begin(span, anchor, Held::Map { entries: Vec::new(), key: None })
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentStart(..) => {
                self.documents += 1;
                let second = self.documents > 1;
                let more = "a second YAML document starts here; one is read".to_owned();
                if second { Err(self.malformed(span, more)) } else { Ok(()) }
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, span: Span, anchor: usize, held: Held) -> Result<(), Fault> {
        if self.open.len() >= MAX_DEPTH {
            return Err(self.malformed(span, format!("nested more than {MAX_DEPTH} levels deep")));
        }
        self.open.push(Open { span, anchor, held });
        Ok(())
    }

    fn end(&mut self, end: Span) -> Result<(), Fault> {
        let Some(Open { span, anchor, held }) = self.open.pop() else { return Ok(()) };
        let value = match held {
            Held::List(items) => Value::List(items),
            Held::Map { entries, .. } => Value::Map(self.settle(entries)),
        };
        // A block's end event stands at the next token; its own text ends with its last value.
        let last = match &value {
            Value::List(items) => items.last().map(|item| item.span.end),
            Value::Map(entries) => entries.iter().map(|entry| entry.node.span.end).max(),
            Value::Scalar { .. } => None,
        };
        let end = if end.is_empty() { last.unwrap_or(span.end) } else { end.end };
        let span = Span { start: span.start, end: end.max(span.start) };
        self.place(Node { span, value }, anchor)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), Fault> {
        let Some(node) = self.anchors.get(&anchor) else {
            return Err(self.malformed(span, "an alias inside the value it names".to_owned()));
        };
        self.aliased += count(node);
        if self.aliased > MAX_ALIASED {
            return Err(self.malformed(span, format!("aliases repeat more than {MAX_ALIASED} values")));
        }
        let node = Node { span, value: node.value.clone() };
        self.place(node, 0)
    }

    fn place(&mut self, node: Node, anchor: usize) -> Result<(), Fault> {
        if anchor != 0 {
            self.anchors.insert(anchor, node.clone());
        }
        let shift = self.shift;
        match self.open.last_mut().map(|open| &mut open.held) {
            None => self.root = Some(node),
            Some(Held::List(items)) => items.push(node),
            Some(Held::Map { entries, key }) => match key.take() {
                Some((key, key_span)) => {
                    // An empty value has no place of its own: it stands right behind its key.
                    let lost = node.span.is_empty() && (node.span.start as usize) < shift.max(1);
                    let span = if lost { Span { start: key_span.end, end: key_span.end } } else { node.span };
                    entries.push(Entry { key, key_span, node: Node { span, ..node } });
                }
                None => match node.text() {
                    Some(text) => *key = Some((text.into(), node.span)),
                    None => {
                        let what = "a list or mapping as a key".to_owned();
                        return Err(self.malformed(node.span, what));
                    }
                },
            },
        }
        Ok(())
    }

    /// Merges `<<`, tells keys that stand twice and keeps the first of them.
    fn settle(&mut self, entries: Vec<Entry>) -> Vec<Entry> {
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len());
        let mut first: HashMap<Box<str>, Span> = HashMap::new();
        let mut merged = Vec::new();
        for entry in entries {
            if entry.key.as_ref() == "<<" {
                merged.push(entry.node);
                continue;
            }
            match first.get(&entry.key) {
                Some(&first) => self.faults.push(Fault {
                    span: entry.key_span,
                    field: entry.key,
                    kind: FaultKind::Twice { first },
                }),
                None => {
                    first.insert(entry.key.clone(), entry.key_span);
                    kept.push(entry);
                }
            }
        }
        for entry in merged.into_iter().flat_map(merge_source) {
            if !first.contains_key(&entry.key) {
                first.insert(entry.key.clone(), entry.key_span);
                kept.push(entry);
            }
        }
        kept
    }

    fn malformed(&self, span: Span, why: String) -> Fault {
        Fault { span, field: Box::default(), kind: FaultKind::Malformed(why) }
    }
}

/// The entries behind a merge key: of one mapping, or of a list of them.
fn merge_source(node: Node) -> Vec<Entry> {
    match node.value {
        Value::Map(entries) => entries,
        Value::List(items) => items.into_iter().flat_map(merge_source).collect(),
        Value::Scalar { .. } => Vec::new(),
    }
}

/// How many values a tree holds, itself included. Its depth is limited, so this may recurse.
fn count(node: &Node) -> usize {
    1 + match &node.value {
        Value::Scalar { .. } => 0,
        Value::List(items) => items.iter().map(count).sum(),
        Value::Map(entries) => entries.iter().map(|entry| 1 + count(&entry.node)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Parsed {
        parse(text, Span::new(0, text.len()))
    }

    fn why(parsed: &Parsed) -> String {
        match parsed.faults.first().map(|fault| &fault.kind) {
            Some(FaultKind::Malformed(why)) => why.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_value_knows_its_place() {
        let text = "---\n# note\nname: \"Ü 1\"\nlist: [a, 'b']\nmap:\n  key: |\n    two\n    lines\nempty:\nlast: x # why\n";
        let within = Span::new(4, text.len());
        let parsed = parse(text, within);
        assert_eq!(parsed.faults, []);
        let root = parsed.root.unwrap();
        assert_eq!(root.get("name").unwrap().span.of(text), "\"Ü 1\"");
        assert_eq!(root.get("list").unwrap().span.of(text), "[a, 'b']");
        assert_eq!(root.get("map").unwrap().get("key").unwrap().text(), Some("two\nlines\n"));
        assert!(root.get("empty").unwrap().is_null());
        assert_eq!(root.get("last").unwrap().span.of(text), "x");
        let Value::Map(entries) = &root.value else { panic!() };
        assert_eq!(entries[3].key_span.of(text), "empty");
        assert_eq!(entries[3].node.span.start, entries[3].node.span.end);
    }

    #[test]
    fn anchors_and_merge_keys_are_followed() {
        let root = read("a: &x {k: 1, l: 2}\nb: *x\nc:\n  <<: *x\n  l: 3\n").root.unwrap();
        assert_eq!(root.get("b").unwrap().get("k").unwrap().text(), Some("1"));
        let merged = root.get("c").unwrap();
        assert_eq!(merged.get("l").unwrap().text(), Some("3"));
        assert_eq!(merged.get("k").unwrap().text(), Some("1"));
    }

    #[test]
    fn a_key_that_stands_twice_is_told_once_and_the_first_is_kept() {
        let text = "a: 1\nb: {c: 2, c: 3}\na: 4\n";
        let parsed = read(text);
        assert_eq!(parsed.faults.len(), 2);
        assert_eq!(parsed.faults[1].span, Span::new(21, 22));
        assert_eq!(parsed.faults[1].kind, FaultKind::Twice { first: Span::new(0, 1) });
        assert_eq!(parsed.root.unwrap().get("a").unwrap().text(), Some("1"));
    }

    #[test]
    fn bombs_are_refused() {
        let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for level in 1..9 {
            let last = level - 1;
            let row = vec![format!("*a{last}"); 10].join(",");
            bomb.push_str(&format!("a{level}: &a{level} [{row}]\n"));
        }
        let told = why(&read(&bomb));
        assert!(told.contains("repeat more than"), "{told}");
        let deep = why(&read(&"[".repeat(10_000)));
        assert!(deep.contains("deep") || deep.contains("limit"), "{deep}");
        let nested = format!("{}{}", "[".repeat(40), "]".repeat(40));
        assert!(why(&read(&nested)).contains("levels deep"));
    }

    #[test]
    fn the_place_of_an_error_is_inside_the_text() {
        for text in ["a: \"b\n", "a: [1\nb: 2\n", "a:\n\tb: 1", "a: b: c", "a: *x", "{", "a: 'ü", "- a\nb: c"]
        {
            let parsed = read(text);
            let fault = parsed.faults.first().unwrap_or_else(|| panic!("{text:?} was read"));
            assert!(!fault.span.of(text).is_empty(), "{text:?} {fault:?}");
        }
    }
}
