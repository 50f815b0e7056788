//! Edits of YAML by the place of a value. Where an edit would lose a comment or change what a value is, there is none.

use crate::config::CONTENT;
use crate::diagnostic::Edit;
use crate::document::front_matter;
use crate::fix::lines;
use crate::source::Span;
use crate::tree::scalar::surprise;
use crate::tree::{Entry, Node, Value, yaml};

/// The YAML of a file: the front matter of a document, or a registry.
#[derive(Debug)]
pub struct Yaml<'a> {
    text: &'a str,
    root: Node,
}

/// An entry and the mapping it stands in.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The mapping.
    pub map: &'a Node,
    /// The entry.
    pub entry: &'a Entry,
}

/// Whether values in a file are YAML, as they are not in site.toml.
pub fn is_yaml(path: &str) -> bool {
    path.starts_with(CONTENT) && !path.ends_with(".toml")
}

/// Whether a value is written in brackets, `[a, b]` or `{a: b}`.
pub fn is_flow(text: &str, span: Span) -> bool {
    span.of(text).starts_with(['[', '{'])
}

/// A text as a YAML scalar on one line: plain where every reader takes it for text, else in quotes.
pub fn scalar(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    let word = text.to_ascii_lowercase();
    let begins = |c: char| c.is_alphanumeric();
    // `0x1f` and `1_000` are numbers to some; an id has a hyphen and a letter.
    let is_word =
        text.starts_with(char::is_alphabetic) || (text.contains('-') && text.contains(char::is_alphabetic));
    let means = matches!(word.as_str(), "true" | "false" | "null") || surprise(text).is_some();
    let plain = text.starts_with(begins) && text.chars().all(is_plain) && is_word && !means;
    if plain { text.to_owned() } else { quoted(text) }
}

/// Puts a word in the place of a value; not in that of a block scalar, whose place ends in another line.
pub fn put(text: &str, value: Span, word: &str) -> Option<Edit> {
    (!value.of(text).contains('\n')).then(|| Edit::replace(value, scalar(word)))
}

/// A text in double quotes.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if needs_escape(c) => quoted.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Whether a sign is none that may stand in YAML, or may be taken for a line end there.
pub fn needs_escape(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

impl<'a> Yaml<'a> {
    /// Reads the YAML of a file; nothing where there is none.
    pub fn read(path: &str, text: &'a str) -> Option<Self> {
        let span = if path.ends_with(".md") {
            let parts = front_matter::split(text);
            parts.front.filter(|_| parts.closed)?
        } else {
            Span::new(if text.starts_with('\u{feff}') { 3 } else { 0 }, text.len())
        };
        Some(Self { text, root: yaml::parse(text, span).root? })
    }

    /// The whole tree.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The entry whose key stands at a place.
    pub fn at_key(&self, key: Span) -> Option<At<'_>> {
        at_key(&self.root, key)
    }

    /// Where the key of a value stands, by the place of the value.
    pub fn key_of(&self, value: Span) -> Option<Span> {
        key_of(&self.root, value)
    }

    /// Gives a key another name, unless that name stands in the mapping already.
    pub fn rename_key(&self, key: Span, name: &str) -> Option<Edit> {
        let Value::Map(entries) = &self.at_key(key)?.map.value else { return None };
        let is_taken = entries.iter().any(|entry| entry.key.as_ref() == name);
        (!is_taken).then(|| Edit::replace(key, name))
    }

    /// Takes out a key without a value, unless a comment stands on its line.
    pub fn delete_empty(&self, key: Span) -> Option<Edit> {
        let At { map, entry } = self.at_key(key)?;
        let Value::Map(entries) = &map.value else { return None };
        if is_flow(self.text, map.span) {
            return self.delete_in_flow(entries, entry);
        }
        let at = entry.key_span.range();
        let (from, to) = (lines::start(self.text, at.start), lines::end(self.text, at.start));
        if !is_nothing(self.text.get(at.end..to)?) {
            return None;
        }
        let before = self.text.get(from..at.start)?;
        if before.trim().is_empty() {
            return Some(Edit::delete(Span::new(from, lines::next(self.text, to))));
        }
        // `- due:` begins an item of a list: the next key moves up behind the dash.
        let next =
            entries.iter().map(|entry| entry.key_span.range().start).filter(|&start| start > to).min()?;
        let between = self.text.get(to..next)?;
        let is_dash = before.trim().chars().all(|c| c == '-');
        (is_dash && between.trim().is_empty()).then(|| Edit::delete(Span::new(at.start, next)))
    }

    fn delete_in_flow(&self, entries: &[Entry], entry: &Entry) -> Option<Edit> {
        let start = entry.key_span.range().start;
        let rest = self.text.get(entry.key_span.range().end..)?;
        let value = rest.get(..rest.find([',', '}', '\n'])?)?;
        if !is_nothing(value) {
            return None;
        }
        let end = entry.key_span.range().end + value.len();
        let rest = self.text.get(end..)?;
        if let Some(behind) = rest.strip_prefix(',') {
            let blanks = behind.len() - behind.trim_start_matches(' ').len();
            return Some(Edit::delete(Span::new(start, end + 1 + blanks)));
        }
        let before = entries.iter().rfind(|other| other.node.span.end <= entry.key_span.start);
        let from =
            before.map_or(start, |before| before.node.span.range().end.max(before.key_span.range().end));
        let between = self.text.get(from..start)?;
        let end = self.text.get(..end)?.trim_end().len();
        between.trim_matches([' ', ',', ':']).is_empty().then(|| Edit::delete(Span::new(from, end)))
    }
}

/// Puts a key behind another of the same mapping; `value` is written as it is.
///
/// Behind the line of a value that has one line, before the other key where its value has more.
pub fn add_beside(text: &str, flow: bool, key: Span, value: Span, added: &str) -> Edit {
    if flow {
        return Edit::insert(value.end, format!(", {added}"));
    }
    let (newline, indent) = (lines::newline(text), lines::indent(text, key.range().start));
    if value.of(text).contains('\n') {
        return Edit::insert(key.start, format!("{added}{newline}{indent}"));
    }
    let end = lines::end(text, value.range().end);
    Edit::insert(Span::new(end, end).start, format!("{newline}{indent}{added}"))
}

/// Whether a place is within a node, so that it is worth a look.
fn covers(node: &Node, place: Span) -> bool {
    node.span.start <= place.start && place.end <= node.span.end
}

fn at_key(node: &Node, key: Span) -> Option<At<'_>> {
    match &node.value {
        _ if !covers(node, key) => None,
        Value::Scalar { .. } => None,
        Value::List(items) => items.iter().find_map(|item| at_key(item, key)),
        Value::Map(entries) => {
            let own = entries.iter().find(|entry| entry.key_span == key).map(|entry| At { map: node, entry });
            own.or_else(|| entries.iter().find_map(|entry| at_key(&entry.node, key)))
        }
    }
}

fn key_of(node: &Node, value: Span) -> Option<Span> {
    match &node.value {
        _ if !covers(node, value) => None,
        Value::Scalar { .. } => None,
        Value::List(items) => items.iter().find_map(|item| key_of(item, value)),
        Value::Map(entries) => {
            let own = entries.iter().find(|entry| entry.node.span == value && entry.node.text().is_some());
            own.map(|entry| entry.key_span)
                .or_else(|| entries.iter().find_map(|entry| key_of(&entry.node, value)))
        }
    }
}

/// Whether what follows a key is a colon and no value.
fn is_nothing(rest: &str) -> bool {
    let Some(value) = rest.trim_start().strip_prefix(':') else { return false };
    let inside = |quote: char| value.trim().strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let value = inside('"').or_else(|| inside('\'')).unwrap_or(value).trim();
    matches!(value, "" | "~" | "null" | "Null" | "NULL")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fix::applied;

    /// Takes out the first key `x`, by the place of its name.
    fn without_x(text: &str) -> Option<String> {
        let at = text.find("x:").unwrap();
        let edit = Yaml::read("content/registry/a.yaml", text)?.delete_empty(Span::new(at, at + 1))?;
        applied(text, &[edit])
    }

    #[test]
    fn an_empty_key_goes_with_its_line() {
        let cases = [
            ("a: 1\nx:\nb: 2\n", "a: 1\nb: 2\n"),
            ("a: 1\r\nx: \"\" \r\nb: 2\r\n", "a: 1\r\nb: 2\r\n"),
            ("m:\n  x: ~\n  b: 2\n", "m:\n  b: 2\n"),
            ("- x:\n  b: 2\n", "- b: 2\n"),
            ("m: {x: , b: 2}\n", "m: {b: 2}\n"),
            ("m: {a: 1, x: }\n", "m: {a: 1 }\n"),
            ("m: {a: 1, x: null, b: 2}\n", "m: {a: 1, b: 2}\n"),
            ("m: { x: }\n", "m: {  }\n"),
        ];
        for (before, after) in cases {
            assert_eq!(without_x(before).as_deref(), Some(after), "{before}");
        }
    }

    #[test]
    fn a_comment_or_an_anchor_keeps_its_line() {
        for text in ["a: 1\nx: # who?\n", "x: &y\nb: 1\n", "- x:\n", "- x:\n  # who?\n  b: 1\n", "x: |\n\n"] {
            assert_eq!(without_x(text), None, "{text}");
        }
    }

    #[test]
    fn a_key_is_not_renamed_over_another() {
        let text = "aa: 1\nb: 2\n";
        let yaml = Yaml::read("content/registry/a.yaml", text).unwrap();
        assert_eq!(yaml.rename_key(Span::new(0, 2), "b"), None);
        let edit = yaml.rename_key(Span::new(0, 2), "c").unwrap();
        assert_eq!(applied(text, &[edit]).as_deref(), Some("c: 1\nb: 2\n"));
    }

    #[test]
    fn a_scalar_is_plain_only_where_it_is_text() {
        for plain in ["acme", "web-team", "2025-03-04-acme", "S5.3a"] {
            assert_eq!(scalar(plain), plain);
        }
        for text in ["no", "12", "1.5", "true", "null", "", "a b", "a: b", "-a", "0x1f", "1e3", "2025-3-4"] {
            assert!(scalar(text).starts_with('"'), "{text}");
        }
        assert_eq!(quoted("a \"b\"\\\n"), r#""a \"b\"\\\n""#);
    }

    #[test]
    fn a_key_is_added_in_the_style_of_its_mapping() {
        let text = "p:\n  - step: a # why\n    due: b\n";
        let edit = add_beside(text, false, Span::new(7, 11), Span::new(13, 14), "kind: weak");
        let after = "p:\n  - step: a # why\n    kind: weak\n    due: b\n";
        assert_eq!(applied(text, &[edit]).as_deref(), Some(after));
        let flow = "p: [{step: a}]\n";
        let edit = add_beside(flow, true, Span::new(5, 9), Span::new(11, 12), "kind: weak");
        assert_eq!(applied(flow, &[edit]).as_deref(), Some("p: [{step: a, kind: weak}]\n"));
        let long = "- step: |\n    a\n";
        let edit = add_beside(long, false, Span::new(2, 6), Span::new(8, 16), "kind: weak");
        assert_eq!(applied(long, &[edit]).as_deref(), Some("- kind: weak\n  step: |\n    a\n"));
    }
}
