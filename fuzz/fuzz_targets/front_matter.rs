//! Any text as a document: every place lies in it, and every value survives being written and read again.
#![no_main]

use amends::document::front_matter::split;
use amends::document::{Document, DocumentKind};
use amends::fix::yaml_edit;
use amends::source::{FileId, Source, Span};
use amends::tree::{Node, Value, toml, yaml};
use amends_fuzz::places::{body_lies_in, lies_in};
use amends_fuzz::{says_the_same, text, tree_lies_in};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let parts = split(text);
    assert!(text.is_char_boundary(parts.body));
    if let Some(front) = parts.front {
        lies_in(front, text);
        assert!(front.end as usize <= parts.body);
        tree(text, front);
    }
    let parsed = toml::parse(text);
    parsed.root.iter().for_each(|root| tree_lies_in(root, text));
    parsed.faults.iter().for_each(|fault| lies_in(fault.span, text));
    for kind in [DocumentKind::Incident, DocumentKind::Playbook, DocumentKind::Page] {
        document(text, kind);
    }
});

fn tree(text: &str, front: Span) {
    let parsed = yaml::parse(text, front);
    parsed.faults.iter().for_each(|fault| lies_in(fault.span, text));
    let Some(root) = parsed.root else { return };
    tree_lies_in(&root, text);
    if parsed.faults.is_empty() && !root.is_null() {
        let written = serde_yaml::to_string(&value(&root)).expect("a tree can be written");
        let again = yaml::parse(&written, Span::new(0, written.len()));
        assert_eq!(again.faults, [], "{written}");
        assert!(again.root.is_some_and(|again| says_the_same(&root, &again)), "{root:?}\n{written}");
        scalars(&root);
    }
}

/// What fixes write reads as it was meant, as a value and as an item of a list in brackets.
fn scalars(node: &Node) {
    match &node.value {
        Value::Scalar { text, .. } => {
            for written in [yaml_edit::scalar(text), yaml_edit::quoted(text)] {
                let line = format!("a: {written}\nb: [{written}, x]\n");
                let again = yaml::parse(&line, Span::new(0, line.len()));
                let root = again.root.unwrap_or_else(|| panic!("{line} cannot be read: {:?}", again.faults));
                assert_eq!(root.get("a").and_then(Node::text), Some(&**text), "{line}");
            }
        }
        Value::List(items) => items.iter().for_each(scalars),
        Value::Map(entries) => entries.iter().for_each(|entry| scalars(&entry.node)),
    }
}

fn value(node: &Node) -> serde_yaml::Value {
    match &node.value {
        Value::Scalar { text, .. } => serde_yaml::Value::String(text.to_string()),
        Value::List(items) => serde_yaml::Value::Sequence(items.iter().map(value).collect()),
        Value::Map(entries) => serde_yaml::Value::Mapping(
            entries.iter().map(|entry| (entry.key.to_string().into(), value(&entry.node))).collect(),
        ),
    }
}

fn document(text: &str, kind: DocumentKind) {
    let source = Source { path: "content/incidents/one.md".into(), text: text.into(), fault: None };
    let document = Document::read(FileId(0), &source, kind);
    document.front.iter().for_each(|front| lies_in(*front, text));
    document.faults.iter().for_each(|fault| lies_in(fault.span, text));
    document.mentions.iter().for_each(|mention| lies_in(mention.span, text));
    document.suppressions.iter().for_each(|suppression| lies_in(suppression.span, text));
    assert!(!document.id.is_empty() && !document.title().is_empty());
    body_lies_in(&document.body, text, split(text).body);
}
