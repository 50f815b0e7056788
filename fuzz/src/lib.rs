//! What several fuzz targets ask of a text: that places lie in it, that HTML is whole and holds nothing active.

pub mod html;
#[path = "../../tests/common/places.rs"]
pub mod places;
pub mod project;

use amends::tree::{Node, Value};
use places::lies_in;

/// The text of an input; nothing where it is not UTF-8, since files that are not are told before they are read.
pub fn text(data: &[u8]) -> Option<&str> {
    std::str::from_utf8(data).ok()
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
