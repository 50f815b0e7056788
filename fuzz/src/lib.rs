//! What several fuzz targets ask of a text: that places lie in it, that HTML is whole and holds nothing active.

pub mod html;
pub mod project;

use amends::document::body::{Body, Edge};
use amends::source::Span;
use amends::tree::{Node, Value};

/// The text of an input; nothing where it is not UTF-8, since files that are not are told before they are read.
pub fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
}

/// A place lies in a text, on character boundaries, and the right way round.
pub fn lies_in(span: Span, text: &str) {
    assert!(span.start <= span.end, "{span:?} is the wrong way round");
    assert!(text.get(span.range()).is_some(), "{span:?} is no place in a text of {} bytes", text.len());
}

/// The places of a tree.
pub fn tree_lies_in(node: &Node, text: &str) {
    lies_in(node.span, text);
    match &node.value {
        Value::Scalar { .. } => {}
        Value::List(items) => items.iter().for_each(|item| tree_lies_in(item, text)),
        Value::Map(entries) => entries.iter().for_each(|entry| {
            lies_in(entry.key_span, text);
            tree_lies_in(&entry.node, text);
        }),
    }
}

/// Whether two trees say the same; places and quotes may differ.
pub fn says_the_same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Scalar { text: a, .. }, Value::Scalar { text: b, .. }) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says_the_same(a, b))
        }
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && a.iter().zip(b).all(|(a, b)| a.key == b.key && says_the_same(&a.node, &b.node))
        }
        _ => false,
    }
}

/// The places of a body, the nesting of its tape, and that its ids are its own.
pub fn body_lies_in(body: &Body, text: &str) {
    let mut open = Vec::new();
    for node in body.nodes() {
        lies_in(node.span, text);
        match node.edge {
            Edge::Start => open.push(node.kind),
            Edge::End => assert_eq!(open.pop(), Some(node.kind)),
            Edge::Leaf => {}
        }
    }
    assert!(open.is_empty());
    for link in &body.links {
        lies_in(link.span, text);
        lies_in(link.whole, text);
        body.sentence_of(link, text);
    }
    let mut ids: Vec<&str> = body.headings.iter().map(|heading| &*heading.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), body.headings.len(), "two headings have one id");
    body.headings.iter().for_each(|heading| lies_in(heading.span, text));
    body.footnotes.iter().for_each(|note| lies_in(note.span, text));
    body.code_blocks.iter().for_each(|code| lies_in(code.span, text));
    body.raw_html.iter().for_each(|html| lies_in(html.span, text));
    for part in body.sections() {
        lies_in(part.content, text);
    }
    for entry in &body.timeline().entries {
        lies_in(entry.at, text);
        lies_in(entry.span, text);
    }
    body.timeline().bad_times.iter().for_each(|bad| lies_in(bad.span, text));
    body.excerpt(text, 200);
    body.word_count(text);
}
