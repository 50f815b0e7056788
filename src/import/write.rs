//! Values as YAML, so that they read again as they were.

use crate::date::Time;
use crate::fix::yaml_edit::{needs_escape, quoted};
use crate::tree::scalar::surprise;
use crate::tree::{Entry, Node, Value};

/// A text on one line as a value or key: plain where every reader of YAML takes it for that text, else quoted.
pub fn scalar(text: &str) -> String {
    if surprise(text).is_some() || text.contains(needs_escape) {
        return quoted(text);
    }
    // This quotes what has a meaning in YAML, and begins a block where the text has several lines.
    let line = serde_yaml::to_string(text).unwrap_or_default();
    let line = line.strip_suffix('\n').unwrap_or(&line);
    if line.contains('\n') || line.starts_with(['|', '>']) { quoted(text) } else { line.to_owned() }
}

/// A list of texts on one line.
pub fn list(texts: &[Box<str>]) -> String {
    let items: Vec<String> = texts.iter().map(|text| in_flow(scalar(text), text)).collect();
    format!("[{}]", items.join(", "))
}

/// A tree on one line, with all that is quoted in double quotes.
pub fn tree(node: &Node) -> String {
    match &node.value {
        Value::Scalar { text, plain: true } if !text.contains(needs_escape) => {
            in_flow(text.to_string(), text)
        }
        Value::Scalar { text, .. } => quoted(text),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(tree).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) => {
            let entry = |(key, node): (&str, &Node)| {
                let key = quoted(key);
                format!("{key}: {}", tree(node))
            };
            let entries: Vec<String> =
                entries.iter().map(|one| entry((one.key.as_ref(), &one.node))).collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// Whether two trees hold the same, wherever they stand and however they are quoted.
pub fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Scalar { text: a_text, .. }, Value::Scalar { text: b_text, .. }) => {
            a_text == b_text && a.is_null() == b.is_null()
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            let pair = |(a, b): (&Entry, &Entry)| a.key == b.key && same(&a.node, &b.node);
            a.len() == b.len() && a.iter().zip(b).all(pair)
        }
        _ => false,
    }
}

/// What is plain at the end of a line may end early between brackets.
fn in_flow(written: String, text: &str) -> String {
    let is_time = Time::parse(text).is_ok();
    let ends = text.contains([',', '[', ']', '{', '}', '#', ':', '\'', '"']) && !is_time;
    match ends && !written.starts_with(['"', '\'']) {
        true => quoted(text),
        false => written,
    }
}

#[cfg(test)]
mod tests {
    use super::{list, same, scalar, tree};
    use crate::source::Span;
    use crate::tree::{Node, yaml};

    fn read(text: &str) -> Node {
        let parsed = yaml::parse(text, Span::new(0, text.len()));
        assert_eq!(parsed.faults, [], "{text}");
        parsed.root.unwrap()
    }

    #[test]
    fn texts_read_as_they_were() {
        for text in [
            "no",
            "017",
            "12:30",
            "1.20",
            "1e3",
            "a: b",
            "a #b",
            "- a",
            "[a]",
            "{a}",
            "ü ☀️ #2",
            "'a'",
            "\"a\"",
            "a\nb",
            "a\n",
            " a ",
            "",
            "~",
            "null",
            "true",
            "2025-03-04",
            "2025-3-4",
            "@a",
            "%a",
            "!a",
            "&a",
            "*a",
            "a, b",
            "\t",
            "\u{7f}\u{85}\u{feff}",
            "a\u{2028}b",
            "a\r\nb",
            "? a",
            "---",
            "+49",
            "a:",
            "é\\n",
            "|",
            "> x",
            "=",
        ] {
            for written in [format!("k: {}", scalar(text)), format!("k: {}", list(&[text.into()]))] {
                let root = read(&written);
                let held = root.get("k").unwrap();
                let node = match &held.value {
                    crate::tree::Value::List(items) => &items[0],
                    _ => held,
                };
                assert_eq!(node.text(), Some(text), "{written}");
                assert!(!node.is_null(), "{written}");
            }
        }
        for plain in ["Testing Farm", "copr", "2025-03-04", "2025-03-04T09:05+01:00"] {
            assert_eq!(scalar(plain), plain);
        }
    }

    #[test]
    fn trees_read_as_they_were() {
        for text in [
            "a: 1\nb: [x, 'y, z', {c: ~, d: }]\n\"e f\": |\n  two\n  lines\n",
            "a: &x {k: 1.20}\nb: *x\nc: >-\n  folded\n  text\nd: plain\n  over lines\n",
            "u: http://a.example/x#y\nt: 12:30\nk: a 'quoted' word\n",
        ] {
            let node = read(text);
            assert!(same(&read(&tree(&node)), &node), "{}", tree(&node));
        }
        assert!(!same(&read("a: 1"), &read("a: 2")));
        assert!(!same(&read("a: ''"), &read("a: ")));
    }
}
