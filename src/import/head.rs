//! What stands before the body of a foreign file, field by field, each with the bytes it was written in.

use crate::document::front_matter;
use crate::source::Span;
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::{Node, Value, toml, yaml};

/// A foreign file, taken apart.
#[derive(Debug, Clone, Default)]
pub struct Head<'a> {
    /// The front matter as it is written, without the lines that fence it; empty where there is none.
    pub raw: &'a str,
    /// Its fields in their order.
    pub fields: Vec<Held<'a>>,
    /// Comments that belong to no field.
    pub comments: Vec<&'a str>,
    /// Everything behind the front matter.
    pub body: &'a str,
    /// What is wrong with its form, in words.
    pub faults: Vec<String>,
    /// Whether the fields are not all that `raw` says.
    pub partial: bool,
    /// Whether its lines end in CR and LF.
    pub crlf: bool,
}

/// A field of the front matter.
#[derive(Debug, Clone)]
pub struct Held<'a> {
    /// Its key.
    pub key: Box<str>,
    /// Its value.
    pub node: Node,
    /// All that is written between its key and the next one, where it can be copied as it is.
    pub raw: Option<&'a str>,
    /// Comments above the key.
    pub above: Vec<&'a str>,
    /// Comments in and behind the value.
    pub comments: Vec<&'a str>,
}

/// Takes a file apart: YAML between `---` lines, also where the opening one was forgotten, or TOML between `+++`
/// lines.
pub fn split(text: &str) -> Head<'_> {
    let parts = front_matter::split(text);
    let crlf = text.split_inclusive('\n').next().is_some_and(|line| line.ends_with("\r\n"));
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = |at: usize| text.get(at..).unwrap_or_default();
    let mut head = match parts.front {
        Some(front) if parts.closed => Head { body: body(parts.body), ..read_yaml(text, front) },
        // Where the end is not marked, nobody can say what of it was meant as text: it all is.
        Some(_) => Head {
            body: body(start),
            faults: vec!["the front matter is never closed: the whole file was taken as text".to_owned()],
            ..Head::default()
        },
        None => toml_front(text, start)
            .or_else(|| unopened(text, start))
            .unwrap_or_else(|| Head { body: body(start), ..Head::default() }),
    };
    head.crlf = crlf;
    head
}

/// `+++` on the first line and on a later one, as Hugo and Zola have it.
fn toml_front(text: &str, start: usize) -> Option<Head<'_>> {
    let mut lines = lines(text, start);
    let (_, from) = lines.next().filter(|(line, _)| line.span.of(text).trim_end() == "+++")?;
    let (close, end) = lines.find(|(line, _)| line.span.of(text).trim_end() == "+++")?;
    let raw = text.get(from..close.span.start as usize)?;
    let parsed = toml::parse(raw);
    let faults: Vec<String> = parsed.faults.iter().map(words).collect();
    let fields = if faults.is_empty() { fields(raw, parsed.root, 0, false) } else { Vec::new() };
    let partial = !faults.is_empty();
    let comments = raw.lines().map(str::trim).filter(|line| line.starts_with('#')).collect();
    Some(Head { raw, fields, comments, body: text.get(end..)?, faults, partial, ..Head::default() })
}

/// `title: …` on the first line and `---` further down: the first fence was forgotten. Only a mapping with a title
/// is taken for it, for in Markdown a paragraph above `---` is a heading.
fn unopened(text: &str, start: usize) -> Option<Head<'_>> {
    let (close, end) = lines(text, start).find(|(line, _)| line.span.of(text).trim_end() == "---")?;
    let front = Span::new(start, close.span.start as usize);
    let head = read_yaml(text, front);
    let has_title = head.fields.iter().any(|field| field.key.as_ref() == "title");
    let is_one = has_title && head.faults.is_empty() && head.fields.len() > 1;
    let told = vec!["the `---` above the front matter was missing".to_owned()];
    is_one.then(|| Head { body: text.get(end..).unwrap_or_default(), faults: told, ..head })
}

struct Line {
    span: Span,
}

/// Lines from a byte, each with the start of the next.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (Line, usize)> {
    let mut at = start;
    text.get(start..).unwrap_or_default().split_inclusive('\n').map(move |line| {
        let from = at;
        at += line.len();
        (Line { span: Span::new(from, at) }, at)
    })
}

fn read_yaml(text: &str, front: Span) -> Head<'_> {
    let raw = front.of(text);
    let parsed = yaml::parse(text, front);
    let faults: Vec<String> = parsed.faults.iter().map(words).collect();
    let start = front.start as usize;
    let malformed = parsed.faults.iter().any(|fault| matches!(fault.kind, FaultKind::Malformed(_)));
    match parsed.root {
        Some(root) if !malformed && matches!(root.value, Value::Map(_)) => {
            // A key that stands twice is told and read once; copied bytes would bring it back.
            let block = !root.span.of(text).starts_with('{');
            let partial = !faults.is_empty();
            let fields = fields(raw, Some(root), start, block && !partial);
            Head { raw, fields, faults, partial, ..Head::default() }
        }
        Some(root) if !malformed && !root.is_null() => {
            let told = "the front matter is not a list of fields".to_owned();
            Head { raw, faults: vec![told], partial: true, ..Head::default() }
        }
        _ if faults.is_empty() => Head { comments: comments(raw), ..Head::default() },
        _ => Head { raw, faults, partial: true, ..Head::default() },
    }
}

/// The fields of a root whose places count from `shift` before `raw`.
fn fields(raw: &str, root: Option<Node>, shift: usize, copied: bool) -> Vec<Held<'_>> {
    let Some(Value::Map(entries)) = root.map(|root| root.value) else { return Vec::new() };
    let place = |at: u32| (at as usize).saturating_sub(shift);
    let keys: Vec<usize> = entries.iter().map(|entry| place(entry.key_span.start)).collect();
    // Keys that were merged from elsewhere stand in no order, and their bytes belong to another field.
    let copied = copied && keys.is_sorted() && !raw.contains("<<");
    // A comment above a key speaks of that key, and goes where it goes.
    let values = [0].into_iter().chain(entries.iter().map(|entry| place(entry.node.span.end)));
    let starts: Vec<usize> =
        keys.iter().zip(values).map(|(&key, value)| comments_above(raw, value.min(key), key)).collect();
    let ends = starts.iter().skip(1).copied().chain([raw.len()]);
    let places = keys.iter().zip(starts.iter().zip(ends));
    let both = entries.into_iter().zip(places);
    both.map(|(entry, (&key, (&start, end)))| {
        let text = |from: usize, to: usize| raw.get(from..to).filter(|_| copied);
        let (value, value_end) = (place(entry.node.span.start), place(entry.node.span.end));
        let in_list = matches!(entry.node.value, Value::List(_)).then(|| text(value, value_end)).flatten();
        let mut comments = comments(in_list.unwrap_or_default());
        comments.extend(self::comments(text(value_end, end).unwrap_or_default()));
        // A key in quotes or a `? key` would not be closed by what follows it.
        let key_end = place(entry.key_span.end);
        let is_plain = text(key, key_end) == Some(entry.key.as_ref());
        let above = self::comments(text(start, key).unwrap_or_default());
        Held {
            raw: text(key_end, end).filter(|_| is_plain),
            key: entry.key,
            node: entry.node,
            above,
            comments,
        }
    })
    .collect()
}

/// Where the lines with nothing but comments begin that stand right above a key and behind the value before it.
fn comments_above(raw: &str, value: usize, key: usize) -> usize {
    let between = raw.get(value..key).unwrap_or_default();
    // The rest of the value's own line is about the value; above the first key there is none.
    let own = if value == 0 { Some(0) } else { between.find('\n').map(|end| end + 1) };
    let Some(own) = own else { return key };
    let column = key - raw.get(..key).and_then(|above| above.rfind('\n')).map_or(0, |end| end + 1);
    let mut start = key;
    for line in between.get(own..).unwrap_or_default().split_inclusive('\n').rev() {
        // What is indented deeper than the key stands in the value before.
        let indent = line.len() - line.trim_start().len();
        let is_comment = indent <= column && line.trim_start().starts_with('#');
        if !is_comment && line.ends_with('\n') {
            break;
        }
        start = start.saturating_sub(line.len());
    }
    start
}

/// The comments of a text that holds no quoted `#` at the start of a word.
fn comments(text: &str) -> Vec<&str> {
    let of_line = |line: &'_ str| {
        let at = line.match_indices('#').map(|(at, _)| at).find(|&at| {
            line.get(..at).is_some_and(|before| before.is_empty() || before.ends_with([' ', '\t']))
        })?;
        Some((at, line.len()))
    };
    text.lines().filter_map(|line| of_line(line).and_then(|(from, to)| line.get(from..to))).collect()
}

fn words(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Malformed(why) => format!("the front matter cannot be read: {why}"),
        FaultKind::Twice { .. } => format!("`{}` stands twice in the front matter", fault.field),
        other => format!("the front matter cannot be read: {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn fields_keep_their_bytes() {
        let text = "---\n# top\ntitle: 'A: b' # why\naffected:\n  - X # one\n  # two\n# down\nseverity: a\n\n---\nBody";
        let head = split(text);
        assert_eq!(head.faults, [""; 0]);
        let raw: Vec<_> = head.fields.iter().map(|field| field.raw.unwrap()).collect();
        assert_eq!(raw, [": 'A: b' # why\n", ":\n  - X # one\n  # two\n", ": a\n\n"]);
        assert_eq!(head.fields[0].above, ["# top"]);
        assert_eq!(head.fields[0].comments, ["# why"]);
        assert_eq!(head.fields[1].comments, ["# one", "# two"]);
        assert_eq!(head.fields[2].above, ["# down"]);
        assert_eq!(head.body, "Body");
    }

    #[test]
    fn other_forms_are_read() {
        let keys = |text| {
            let head = split(text);
            let keys: Vec<String> = head.fields.iter().map(|field| field.key.to_string()).collect();
            (keys.join(" "), head.body.to_owned(), head.faults.len())
        };
        let is = |keys: &str, body: &str, faults| (keys.to_owned(), body.to_owned(), faults);
        assert_eq!(keys("+++\ntitle = \"A\"\n[x]\ny = 1\n+++\nB"), is("title x", "B", 0));
        assert_eq!(keys("title: A\ndate: 2025-03-04\n---\nB"), is("title date", "B", 1));
        assert_eq!(keys("A paragraph: with\n---\nB"), is("", "A paragraph: with\n---\nB", 0));
        assert_eq!(keys("---\ntitle: A\nB"), is("", "---\ntitle: A\nB", 1));
        assert_eq!(keys("\u{feff}# T\r\n"), is("", "# T\r\n", 0));
        assert_eq!(keys("---\ntitle: \"a\n---\nB"), is("", "B", 1));
        assert_eq!(keys("---\n- a\n---\nB"), is("", "B", 1));
        assert_eq!(keys("---\n{title: A, date: x}\n---\nB"), is("title date", "B", 0));
        assert_eq!(keys("---\n---\nB"), is("", "B", 0));
        assert!(split("---\r\na: 1\r\n---\r\n").crlf);
    }
}
