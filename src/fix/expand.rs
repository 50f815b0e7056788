//! Strings to the object form, by place.

use crate::diagnostic::Edit;
use crate::fix::applied;
use crate::fix::lines;
use crate::fix::yaml_edit::{Yaml, is_flow};
use crate::source::Span;
use crate::tree::{Entry, Node, Value};

/// The fields whose text may grow into a mapping, and the key under which it then stands.
const GROWING: [(&str, &str); 3] =
    [("blame_taken", "statement"), ("impact", "client_view"), ("desired_outcome", "client")];

/// A front matter in object form, and the fields that had to stay as they are.
#[derive(Debug, PartialEq, Eq)]
pub struct Expanded {
    /// The new text of the file.
    pub text: String,
    /// Paths of fields whose text cannot be moved without losing something.
    pub left: Vec<String>,
}

/// Turns the strings of an incident's front matter into the object form; nothing where its front matter cannot be
/// read. Every value says what it said before, and a text that is in object form comes back as it is.
pub fn expanded(path: &str, text: &str) -> Option<Expanded> {
    let yaml = Yaml::read(path, text)?;
    let Value::Map(entries) = &yaml.root().value else { return None };
    let mut values: Vec<(String, &str, Holder<'_>)> = entries.iter().flat_map(growing).collect();
    values.sort_by_key(|(_, _, holder)| holder.node().span);
    let all: Vec<_> =
        values.into_iter().map(|(path, key, holder)| (path, grown(text, key, holder))).collect();
    // Mostly all of them can be moved, and one look tells.
    let edits = || all.iter().filter_map(|(_, edits)| edits.as_ref()).flatten();
    if let Some(new) = applied(text, edits()).and_then(|new| checked(text, new)) {
        let left = all.iter().filter(|(_, edits)| edits.is_none()).map(|(path, _)| path.clone());
        return Some(Expanded { text: new, left: left.collect() });
    }
    let mut new = Expanded { text: text.to_owned(), left: Vec::new() };
    // From the last to the first, so that the places of the others stay what they are.
    for (path, edits) in all.into_iter().rev() {
        let moved = edits.and_then(|edits| applied(&new.text, &edits));
        match moved.and_then(|moved| checked(&new.text, moved)) {
            Some(text) => new.text = text,
            None => new.left.push(path),
        }
    }
    new.left.reverse();
    Some(new)
}

/// What holds a string.
#[derive(Clone, Copy)]
enum Holder<'a> {
    Key(&'a Entry),
    List(&'a Node, &'a Node),
}

impl<'a> Holder<'a> {
    fn node(self) -> &'a Node {
        match self {
            Self::Key(entry) => &entry.node,
            Self::List(_, item) => item,
        }
    }
}

fn growing(entry: &Entry) -> Vec<(String, &'static str, Holder<'_>)> {
    let is_text = |node: &Node| node.text().is_some_and(|text| !text.trim().is_empty()) && !node.is_null();
    if let Some((_, key)) = GROWING.iter().find(|(field, _)| *field == entry.key.as_ref()) {
        let holder = Some(Holder::Key(entry)).filter(|_| is_text(&entry.node));
        return holder.into_iter().map(|holder| (entry.key.to_string(), *key, holder)).collect();
    }
    match &entry.node.value {
        Value::List(items) if entry.key.as_ref() == "prevention" => {
            let texts = (0..).zip(items).filter(|(_, item)| is_text(item));
            let texts: Vec<(usize, &Node)> = texts.collect();
            let named = |(at, item)| (format!("prevention[{at}]"), "step", Holder::List(&entry.node, item));
            texts.into_iter().map(named).collect()
        }
        _ => Vec::new(),
    }
}

/// The edits that move a value below a key; nothing where it cannot be moved.
fn grown(written: &str, key: &str, holder: Holder<'_>) -> Option<Vec<Edit>> {
    let value = whole(written, holder.node());
    // An alias stands for a text that others may share.
    if value.of(written).starts_with(['*', '&', '!']) {
        return None;
    }
    Some(match holder {
        Holder::List(list, _) if is_flow(written, list.span) => braced(key, value),
        Holder::List(..) => {
            let mut edits = vec![Edit::insert(value.start, format!("{key}: "))];
            edits.extend(deeper(written, value));
            edits
        }
        Holder::Key(entry) => {
            let gap = Span { start: entry.key_span.end, end: value.start };
            let colon = gap.of(written).trim_start_matches(['"', '\'']).strip_prefix(':')?;
            if !colon.trim().is_empty() {
                return None;
            }
            let before = lines::start(written, entry.key_span.range().start);
            let column = written.get(before..entry.key_span.range().start)?;
            if !column.trim().is_empty() {
                return Some(braced(key, value));
            }
            let newline = lines::newline(written);
            let colon_end = value.start - u32::try_from(colon.len()).ok()?;
            let gap = Span { start: colon_end, end: value.start };
            let mut edits = vec![Edit::replace(gap, format!("{newline}{column}  {key}: "))];
            edits.extend(deeper(written, value));
            edits
        }
    })
}

/// A scalar with the `|` or `>` that stands on the line above its text, and without the blanks behind it.
fn whole(text: &str, node: &Node) -> Span {
    let said = node.span.of(text);
    let end = node.span.range().start + said.trim_end().len();
    let start = match &node.value {
        Value::Scalar { plain: false, .. } if !said.starts_with(['"', '\'', '*']) => header(text, node.span),
        _ => None,
    };
    Span::new(start.unwrap_or(node.span.range().start), end)
}

/// Where the sign of a block scalar stands: behind it on its line are only `+`, `-`, a digit and a comment.
fn header(text: &str, content: Span) -> Option<usize> {
    let head = text.get(..content.range().start)?.trim_end();
    let line = lines::start(text, head.len());
    let signs = head.get(line..)?.char_indices().filter(|(_, c)| matches!(c, '|' | '>'));
    let is_sign = |at: &usize| {
        let rest = head.get(line + at + 1..).unwrap_or_default();
        let rest = rest.trim_start_matches(|c: char| matches!(c, '+' | '-') || c.is_ascii_digit());
        rest.is_empty() || rest.trim_start().starts_with('#')
    };
    signs.map(|(at, _)| at).find(is_sign).map(|at| line + at)
}

fn braced(key: &str, value: Span) -> Vec<Edit> {
    vec![Edit::insert(value.start, format!("{{{key}: ")), Edit::insert(value.end, "}")]
}

/// Two blanks before every later line of a value, so that it stays inside of its key.
fn deeper(text: &str, value: Span) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = value.range().start;
    loop {
        at = lines::next(text, at);
        if at >= value.range().end {
            return edits;
        }
        if text.get(at..lines::end(text, at)).is_some_and(|line| !line.trim().is_empty()) {
            edits.push(Edit::insert(Span::new(at, at).start, "  "));
        }
    }
}

/// The new text, where it still says everything that the old one said.
fn checked(old: &str, new: String) -> Option<String> {
    let texts = |text: &str| Some(scalars(Yaml::read("x.md", text)?.root()));
    let (before, after) = (texts(old)?, texts(&new)?);
    (before == after).then_some(new)
}

/// All values of a tree in their order.
fn scalars(node: &Node) -> Vec<Box<str>> {
    match &node.value {
        Value::Scalar { text, .. } => vec![text.clone()],
        Value::List(items) => items.iter().flat_map(scalars).collect(),
        Value::Map(entries) => entries.iter().flat_map(|entry| scalars(&entry.node)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(front: &str) -> Expanded {
        let new = expanded("a.md", &format!("---\n{front}---\nbody\n")).unwrap();
        let text = new.text.strip_prefix("---\n").unwrap().strip_suffix("---\nbody\n").unwrap();
        Expanded { text: text.to_owned(), ..new }
    }

    #[test]
    fn strings_become_objects_and_stay_what_they_are() {
        let before = "blame_taken: We changed it. # and did not test\nprevention:\n  - Test: no\n  - \"b: c\"\n  - \
                      >-\n    long\n    text\n  - {step: d}\nimpact: 'it''s\n  gone'\ndesired_outcome:\n  A call\n";
        let after = "blame_taken:\n  statement: We changed it. # and did not test\nprevention:\n  - Test: no\n  - \
                     step: \"b: c\"\n  - step: >-\n      long\n      text\n  - {step: d}\nimpact:\n  client_view: \
                     'it''s\n    gone'\ndesired_outcome:\n  client: A call\n";
        let new = expand(before);
        assert_eq!(new, Expanded { text: after.to_owned(), left: vec![] });
        assert_eq!(expand(&new.text), new);
    }

    #[test]
    fn flow_style_stays_flow_style() {
        let new = expand("prevention: [a, 'b', {step: c}]\n");
        assert_eq!(new.text, "prevention: [{step: a}, {step: 'b'}, {step: c}]\n");
        assert_eq!(
            expand("{blame_taken: We did, impact: big}\n").text,
            "{blame_taken: {statement: We did}, impact: {client_view: big}}\n"
        );
    }

    #[test]
    fn line_ends_and_marks_are_kept() {
        let before = "\u{feff}---\r\nblame_taken: We did\r\n  it\r\nx: 1\r\n---\r\n";
        let after = "\u{feff}---\r\nblame_taken:\r\n  statement: We did\r\n    it\r\nx: 1\r\n---\r\n";
        assert_eq!(expanded("a.md", before).unwrap().text, after);
    }

    #[test]
    fn what_cannot_be_moved_is_left_and_told() {
        let new = expand("x: &a We did\nblame_taken: *a\nimpact: &b big\nprevention: !!str a\n");
        assert_eq!(new.left, ["blame_taken", "impact"]);
        assert_eq!(new.text, "x: &a We did\nblame_taken: *a\nimpact: &b big\nprevention: !!str a\n");
    }
}
