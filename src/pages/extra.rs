//! The team's own fields (`x_…`), which nothing else reads.

use crate::document::Document;
use crate::pages::parts::{Pair, Text};
use crate::site::Site;
use crate::tree::{Node, Value, yaml};

/// The own fields of a document, in the order of the file. Few documents have any, so they are not kept in memory
/// but read again here.
pub fn extra<'a>(site: &'a Site, document: &'a Document) -> Vec<Pair<'a>> {
    let Some(front) = document.front else { return Vec::new() };
    let text = site.text(document);
    if !front.of(text).contains("x_") {
        return Vec::new();
    }
    let Some(Node { value: Value::Map(entries), .. }) = yaml::parse(text, front).root else {
        return Vec::new();
    };
    let own = entries.into_iter().filter(|entry| entry.key.starts_with("x_"));
    own.map(|entry| pair(&entry.key, &entry.node)).collect()
}

fn pair(key: &str, node: &Node) -> Pair<'static> {
    let label = Text::Owned(key.to_owned());
    match node.text() {
        Some(text) => Pair { label, text: Some(text.to_owned().into()), ..Pair::default() },
        None => {
            let mut items = Vec::new();
            flatten("", node, &mut items);
            Pair { label, items, ..Pair::default() }
        }
    }
}

/// Every value with its path. The reader caps the depth of a tree.
fn flatten(path: &str, node: &Node, items: &mut Vec<Text<'static>>) {
    match &node.value {
        Value::Scalar { text, .. } if path.is_empty() => items.push(text.to_string().into()),
        Value::Scalar { text, .. } => items.push(format!("{path}: {text}").into()),
        Value::List(list) => list.iter().for_each(|item| flatten(path, item, items)),
        Value::Map(entries) => {
            for entry in entries {
                let path =
                    if path.is_empty() { entry.key.to_string() } else { format!("{path}.{}", entry.key) };
                flatten(&path, &entry.node, items);
            }
        }
    }
}
