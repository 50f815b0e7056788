//! Fields and a body put together as a file of ours, and read again to see that nothing was lost.

use crate::document::front_matter;
use crate::import::write;
use crate::tree::{Node, Value, yaml};
use std::collections::HashMap;

/// A field of the file that is to be.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Its key.
    pub key: String,
    /// Its value as YAML, and what follows on the same line.
    pub value: String,
    /// The bytes behind the key in the source, where they may stand here as they are.
    pub raw: Option<&'a str>,
    /// Comments that go above it.
    pub above: Vec<&'a str>,
    /// Comments that would get lost with the bytes of the source.
    pub comments: Vec<&'a str>,
    /// What must be read again from here.
    pub held: Option<Node>,
}

impl Line<'_> {
    /// A field of our own making.
    pub fn ours(key: &str, value: impl Into<String>) -> Self {
        Line {
            key: key.to_owned(),
            value: value.into(),
            raw: None,
            above: Vec::new(),
            comments: Vec::new(),
            held: None,
        }
    }
}

/// The file: copied bytes where they read as they did in the source, else the same values written anew. Nothing
/// where even those cannot be read again.
pub fn compose(comments: &[&str], lines: &[Line<'_>], body: &str, crlf: bool) -> Option<String> {
    let end = if crlf { "\r\n" } else { "\n" };
    [true, false].into_iter().find_map(|copied| {
        let front = front(comments, lines, copied, end);
        let text = format!("---{end}{front}---{end}{body}");
        holds(&text, lines, body).then_some(text)
    })
}

fn front(comments: &[&str], lines: &[Line<'_>], copied: bool, end: &str) -> String {
    let mut front = String::new();
    let line = |text: &str, front: &mut String| {
        front.push_str(text);
        front.push_str(end);
    };
    for comment in comments {
        line(comment, &mut front);
    }
    for field in lines {
        for comment in &field.above {
            line(comment, &mut front);
        }
        front.push_str(&write::scalar(&field.key));
        match field.raw.filter(|_| copied) {
            Some(raw) => {
                front.push_str(raw);
                if !raw.ends_with('\n') {
                    front.push_str(end);
                }
            }
            None => {
                // A value of several lines begins below its key.
                let blank = if field.value.starts_with('\n') { "" } else { " " };
                line(&format!(":{blank}{}", field.value.replace('\n', end)), &mut front);
                for comment in &field.comments {
                    line(comment, &mut front);
                }
            }
        }
    }
    front
}

/// Whether a file reads as it was meant: these fields and no others, and this body.
fn holds(text: &str, lines: &[Line<'_>], body: &str) -> bool {
    let parts = front_matter::split(text);
    let Some(front) = parts.front.filter(|_| parts.closed && text.get(parts.body..) == Some(body)) else {
        return false;
    };
    let parsed = yaml::parse(text, front);
    let Some(root) = parsed.root.filter(|_| parsed.faults.is_empty()) else { return false };
    let Value::Map(entries) = &root.value else { return false };
    let nodes: HashMap<&str, &Node> = entries.iter().map(|entry| (entry.key.as_ref(), &entry.node)).collect();
    let held = |line: &Line<'_>| {
        let node = nodes.get(line.key.as_str());
        node.is_some_and(|node| line.held.as_ref().is_none_or(|held| write::same(node, held)))
    };
    entries.len() == lines.len() && lines.iter().all(held)
}

#[cfg(test)]
mod tests {
    use super::{Line, compose};
    use crate::import::head;
    use crate::import::write;

    /// Every field of a source under another key.
    fn moved(source: &str) -> String {
        let head = head::split(source);
        let lines: Vec<Line<'_>> = head
            .fields
            .iter()
            .map(|field| Line {
                key: format!("x_{}", field.key),
                value: write::tree(&field.node),
                raw: field.raw,
                above: field.above.clone(),
                comments: field.comments.clone(),
                held: Some(field.node.clone()),
            })
            .collect();
        compose(&head.comments, &lines, head.body, head.crlf).unwrap()
    }

    #[test]
    fn bytes_are_copied_where_that_is_safe() {
        let source = "---\n# top\na:   'x'  # why\nb:\n- 1\n-  2\nc: |+\n  text\n\n---\nBody  \n";
        let made = source.replace("\na:", "\nx_a:").replace("\nb:", "\nx_b:").replace("\nc:", "\nx_c:");
        assert_eq!(moved(source), made);
        let windows = source.replace('\n', "\r\n");
        assert_eq!(moved(&windows), made.replace('\n', "\r\n"));
    }

    #[test]
    fn what_cannot_be_copied_is_written_anew() {
        for (source, made) in [
            ("---\n{a: x, b: [1, 2]}\n---\n", "---\nx_a: x\nx_b: [1, 2]\n---\n"),
            ("---\n\"a b\": x # why\n---\n", "---\nx_a b: x\n# why\n---\n"),
            ("+++\na = 'x'\n[b]\nc = 1\n+++\nB", "---\nx_a: \"x\"\nx_b: {\"c\": 1}\n---\nB"),
            ("---\na: &k {b: 1}\nc:\n  <<: *k\n---\n", "---\nx_a: {\"b\": 1}\nx_c: {\"b\": 1}\n---\n"),
        ] {
            assert_eq!(moved(source), made, "{source}");
        }
    }
}
