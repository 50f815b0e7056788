//! TOML to tree. The only room of the toml crate.

use crate::source::Span;
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::{Entry, Node, Parsed, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a whole file; every error of form is told, and what could be read is kept.
pub fn parse(text: &str) -> Parsed {
    // A byte order mark is no part of TOML; keeping its width keeps the places right.
    let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = text.get(bom..).unwrap_or_default();
    let (table, errors) = DeTable::parse_recoverable(body);
    let faults = errors.iter().map(|error| {
        let range = error.span().unwrap_or_default();
        Fault {
            span: Span::new(range.start + bom, range.end + bom),
            field: Box::default(),
            kind: FaultKind::Malformed(error.message().lines().collect::<Vec<_>>().join(", ")),
        }
    });
    let faults = faults.collect();
    let span = Span::new(0, text.len());
    let root = Node { span, value: Value::Map(entries(table.get_ref(), bom)) };
    Parsed { root: Some(root), faults }
}

fn entries(table: &DeTable<'_>, shift: usize) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().as_ref().into(),
            key_span: Span::new(key.span().start + shift, key.span().end + shift),
            node: node(value, shift),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span);
    entries
}

fn node(value: &Spanned<DeValue<'_>>, shift: usize) -> Node {
    let span = Span::new(value.span().start + shift, value.span().end + shift);
    let plain = |text: String| Value::Scalar { text: text.into(), plain: true };
    let value = match value.get_ref() {
        DeValue::String(text) => Value::Scalar { text: text.as_ref().into(), plain: false },
        DeValue::Integer(number) => plain(number.to_string()),
        DeValue::Float(number) => plain(number.to_string()),
        DeValue::Boolean(truth) => plain(truth.to_string()),
        DeValue::Datetime(time) => plain(time.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(|item| node(item, shift)).collect()),
        DeValue::Table(table) => Value::Map(entries(table, shift)),
    };
    Node { span, value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_knows_its_place() {
        let text = "\u{feff}[site]\ntitle = \"Übung\"\nport = 0x10\n";
        let root = parse(text).root.unwrap();
        let title = root.get("site").and_then(|site| site.get("title")).unwrap();
        assert_eq!(title.span.of(text), "\"Übung\"");
        assert_eq!(title.text(), Some("Übung"));
    }

    #[test]
    fn tells_all_errors_of_form() {
        let parsed = parse("a = \nb = 1\nc = [1,\n[d]\ne = \"x\n");
        assert!(parsed.faults.len() > 1, "{:?}", parsed.faults);
        assert!(parsed.root.is_some());
    }
}
