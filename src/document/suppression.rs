//! Comments that say which finding is right as it stands, and why: read from a text, with what they cover.

use crate::date::Day;
use crate::document::body::{self, Body, Edge, Kind};
use crate::source::Span;
use crate::tree::Node;

pub mod outline;

use crate::document::suppression::outline::Outline;

/// What every such comment begins with.
pub const MARK: &str = "amends-ignore";

/// A comment that asks for findings not to be counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// The whole comment, with what opens and closes it.
    pub span: Span,
    /// What it covers.
    pub scope: Scope,
    /// The rules it names, as written.
    pub names: Vec<Named>,
    /// The day behind `until=`.
    pub until: Option<Until>,
    /// What stands behind the colon, on one line; nothing where there is no colon.
    pub reason: Option<Box<str>>,
}

/// The name of a rule in such a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// As written.
    pub name: Box<str>,
    /// Where it stands.
    pub span: Span,
}

/// The end of a suppression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Until {
    /// Where the day stands.
    pub span: Span,
    /// The last day, where it can be read.
    pub day: Option<Day>,
}

/// What a suppression covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// The whole file.
    File,
    /// A block of the body.
    Block(Span),
    /// A key with its value, or an item of a list: where it stands and its path.
    Field(Span, Box<str>),
    /// Nothing: no block and no key follows.
    Nothing,
    /// A word that there is not, such as `amends-ignore-start`.
    Unknown(Box<str>),
}

/// A finding, as far as a suppression asks for it.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// Name of its rule.
    pub rule: &'a str,
    /// Where it stands.
    pub span: Span,
    /// Path of the field.
    pub field: Option<&'a str>,
    /// Whether the field is not there, so that the place says nothing.
    pub absent: bool,
}

impl Suppression {
    /// The name by which it covers a finding.
    pub fn covers(&self, subject: &Subject<'_>) -> Option<&Named> {
        let named = self.names.iter().find(|named| named.name.as_ref() == subject.rule)?;
        let holds = |span: &Span| {
            !subject.absent && span.start <= subject.span.start && subject.span.start < span.end
        };
        let covers = match &self.scope {
            Scope::File => true,
            Scope::Block(span) => holds(span),
            Scope::Field(span, path) => {
                holds(span) || subject.field.is_some_and(|field| is_below(field, path))
            }
            Scope::Nothing | Scope::Unknown(_) => false,
        };
        covers.then_some(named)
    }

    /// Whether it covers the whole file.
    pub fn is_for_file(&self) -> bool {
        self.scope == Scope::File
    }

    /// Whether it can be followed at all: its word is known, and its day can be read.
    pub fn is_understood(&self) -> bool {
        let has_day = self.until.as_ref().is_none_or(|until| until.day.is_some());
        has_day && !matches!(self.scope, Scope::Unknown(_))
    }
}

/// Whether a path is another one or lies below it: `times.fixed` below `times`.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// The suppressions of a body. `text` is the whole file.
pub fn in_body(text: &str, body: &Body) -> Vec<Suppression> {
    if !body.span.of(text).contains(MARK) {
        return Vec::new();
    }
    let blocks: Vec<(u32, Span)> = blocks(body).collect();
    let block = |at: u32| {
        let index = blocks.binary_search_by_key(&at, |(at, _)| *at).ok()?;
        blocks.get(index).map(|(_, span)| *span)
    };
    let mut found = Vec::new();
    let mut open: Vec<u32> = Vec::new();
    for (at, node) in (0..).zip(body.nodes()) {
        match (node.edge, node.kind) {
            (Edge::Start, Kind::HtmlBlock) => {
                let next =
                    || blocks.get(blocks.partition_point(|(block, _)| *block <= at)).map(|(_, span)| *span);
                found.extend(comments(text, node.span, next));
                open.push(at);
            }
            (Edge::Start, _) => open.push(at),
            (Edge::End, _) => drop(open.pop()),
            (Edge::Leaf, Kind::InlineHtml) => {
                let around = || open.iter().rev().find_map(|&at| block(at));
                found.extend(comments(text, node.span, around));
            }
            (Edge::Leaf, _) => {}
        }
    }
    found
}

/// The block that a place of the body stands in, or begins with.
pub fn block_around(body: &Body, place: u32) -> Option<(u32, Span)> {
    blocks(body).filter(|(_, span)| span.start <= place && place < span.end).last()
}

/// All blocks, each with the index of its first node; one that stands in another comes behind it.
fn blocks(body: &Body) -> impl Iterator<Item = (u32, Span)> {
    let starts = (0..).zip(body.nodes()).filter(|(_, node)| node.edge == Edge::Start);
    starts.filter_map(|(at, _)| Some((at, block_at(body, at)?)))
}

/// The block that begins at a node: the smallest unit that a comment covers. A list item ends where a list within
/// it begins, and a table is covered row by row.
fn block_at(body: &Body, at: u32) -> Option<Span> {
    let node = body.node(at)?;
    match node.kind {
        Kind::Paragraph
        | Kind::Heading
        | Kind::CodeBlock
        | Kind::TableHead
        | Kind::TableRow
        | Kind::DefinitionTitle
        | Kind::Definition => Some(node.span),
        Kind::Item => {
            let inside = body.nodes().iter().skip(at as usize + 1);
            let inside = inside.take_while(|inner| inner.span.start < node.span.end);
            let begins = |inner: &&body::Node| inner.kind == Kind::List && inner.edge == Edge::Start;
            let list = inside.clone().find(begins);
            let end = list.map_or(node.span.end, |list| list.span.start);
            Some(Span { end, ..node.span })
        }
        _ => None,
    }
}

/// The suppressions among the HTML comments of a stretch.
fn comments(text: &str, within: Span, block: impl Fn() -> Option<Span>) -> Vec<Suppression> {
    let mut found = Vec::new();
    let mut at = within.start as usize;
    while let Some(rest) = text.get(at..within.end as usize) {
        let Some((before, inside)) = rest.split_once("<!--") else { break };
        let Some((inside, _)) = inside.split_once("-->") else { break };
        let start = at + before.len();
        let inner = Span::new(start + 4, start + 4 + inside.len());
        at = inner.end as usize + 3;
        let scope = || block().map_or(Scope::Nothing, Scope::Block);
        found.extend(suppression(text, Span::new(start, at), inner, scope));
    }
    found
}

/// The suppressions among the `#` comments of YAML or TOML that was read as a tree.
pub fn in_lines(text: &str, within: Span, root: &Node) -> Vec<Suppression> {
    if !within.of(text).contains(MARK) {
        return Vec::new();
    }
    let outline = Outline::of(root);
    let mut found = Vec::new();
    for (start, line) in pieces(within.of(text), within.start as usize, |c| c == '\n') {
        let Some((before, _)) = line.split_once(MARK) else { continue };
        let bare = before.trim_end().trim_end_matches('#');
        let opens =
            bare.len() < before.trim_end().len() && bare.chars().next_back().is_none_or(char::is_whitespace);
        let hash = start + bare.len();
        if !opens || outline.is_text(hash) {
            continue;
        }
        let span = Span::new(hash, start + line.trim_end().len());
        let inner = Span { start: Span::new(start + before.len(), 0).start, ..span };
        let alone = bare.trim().is_empty();
        let target = || {
            let entry = if alone { outline.after(span.end) } else { outline.on_line(start, hash) };
            entry.map_or(Scope::Nothing, |entry| Scope::Field(entry.span, entry.path.clone()))
        };
        found.extend(suppression(text, span, inner, target));
    }
    found
}

fn suppression(text: &str, span: Span, inner: Span, here: impl Fn() -> Scope) -> Option<Suppression> {
    let said = inner.of(text).trim_start();
    let at = inner.end as usize - said.len();
    let length = said.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(said.len());
    let (word, rest) = said.split_at_checked(length)?;
    let scope = match word {
        "amends-ignore" => here(),
        "amends-ignore-file" => Scope::File,
        other if other.starts_with(MARK) => Scope::Unknown(other.into()),
        _ => return None,
    };
    let (head, reason) = match rest.split_once(':') {
        Some((head, reason)) => (head, Some(on_one_line(reason))),
        None => (rest, None),
    };
    let (mut names, mut until) = (Vec::new(), None);
    for (start, part) in pieces(head, at + length, |c| c == ',') {
        let mut is_named = false;
        for (start, word) in pieces(part, start, char::is_whitespace) {
            let span = Span::new(start, start + word.len());
            if let Some(day) = word.strip_prefix("until=") {
                until = Some(Until { span, day: Day::parse(day) });
            } else if !is_named {
                names.push(Named { name: word.into(), span });
                is_named = true;
            }
        }
    }
    Some(Suppression { span, scope, names, until, reason })
}

fn on_one_line(text: &str) -> Box<str> {
    text.split_whitespace().collect::<Vec<_>>().join(" ").into()
}

/// What stands between gaps, each with its place.
fn pieces(text: &str, start: usize, is_gap: fn(char) -> bool) -> impl Iterator<Item = (usize, &str)> {
    let mut at = start;
    text.split_inclusive(is_gap).filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let piece = piece.trim_end_matches(is_gap);
        (!piece.is_empty()).then_some((start, piece))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::yaml;

    fn lines(text: &str) -> Vec<(Vec<String>, String)> {
        let within = Span::new(0, text.len());
        let root = yaml::parse(text, within).root.unwrap();
        shown(in_lines(text, within, &root), text)
    }

    fn body(text: &str) -> Vec<(Vec<String>, String)> {
        shown(in_body(text, &Body::parse(text, 0)), text)
    }

    fn shown(found: Vec<Suppression>, text: &str) -> Vec<(Vec<String>, String)> {
        let scope = |one: &Suppression| match &one.scope {
            Scope::File => "file".to_owned(),
            Scope::Block(span) => span.of(text).trim_end().to_owned(),
            Scope::Field(_, path) => path.to_string(),
            Scope::Nothing => "nothing".to_owned(),
            Scope::Unknown(word) => format!("? {word}"),
        };
        let names =
            |one: &Suppression| one.names.iter().map(|named| named.span.of(text).to_owned()).collect();
        found.iter().map(|one| (names(one), scope(one))).collect()
    }

    fn one(name: &str, scope: &str) -> Vec<(Vec<String>, String)> {
        vec![(vec![name.to_owned()], scope.to_owned())]
    }

    #[test]
    fn a_comment_in_the_body_covers_the_next_block_or_its_own() {
        let said = "<!-- amends-ignore a: because it is so -->";
        assert_eq!(body(&format!("One.\n\n{said}\nTwo\nlines.\n\nThree.\n")), one("a", "Two\nlines."));
        assert_eq!(body(&format!("{said}\n\n- one\n- two\n")), one("a", "- one"));
        assert_eq!(body(&format!("- one {said}\n  - sub\n- two\n")), one("a", &format!("- one {said}")));
        assert_eq!(body(&format!("- one\n- two {said}\n")), one("a", &format!("- two {said}")));
        assert_eq!(body(&format!("One. {said}\n\nTwo.\n")), one("a", &format!("One. {said}")));
        assert_eq!(body(&format!("{said}\n## Impact\n\nText.\n")), one("a", "## Impact"));
        let row = format!("| x {said} | y |");
        assert_eq!(body(&format!("| a | b |\n|---|---|\n{row}\n| 1 | 2 |\n")), one("a", &row));
        assert_eq!(body(&format!("One.\n\n{said}\n")), one("a", "nothing"));
        assert_eq!(body(&format!("`{said}`\n\n    {said}\n")), []);
        assert_eq!(body("<!-- amends-ignore-start a: b -->\n\nOne.\n"), one("a", "? amends-ignore-start"));
    }

    #[test]
    fn a_comment_in_the_front_matter_covers_the_next_key_or_its_own() {
        assert_eq!(lines("# amends-ignore a: so\nx:\n  y: 1\n  z: 2\n"), one("a", "x"));
        assert_eq!(lines("x:\n  # amends-ignore a: so\n  y: 1\n  z: 2\n"), one("a", "x.y"));
        assert_eq!(lines("x:\n  y: 1\n  z: 2 # amends-ignore a: so\n"), one("a", "x.z"));
        assert_eq!(lines("x:\n  - { y: 1, z: 2 }\n  # amends-ignore a: so\n  - y: 1\n"), one("a", "x[1]"));
        assert_eq!(lines("x:\n  - { y: 1, z: 2 } # amends-ignore a: so\n  - y: 1\n"), one("a", "x[0]"));
        assert_eq!(lines("x: \"1 # amends-ignore a: so\"\n"), []);
        assert_eq!(lines("x: |\n  # amends-ignore a: so\n  1\n"), []);
        assert_eq!(lines("# amends-ignore-file a: so\nx: 1\n"), one("a", "file"));
        assert_eq!(lines("x: 1\n# amends-ignore a: so\n"), one("a", "nothing"));
    }

    #[test]
    fn a_comment_has_names_an_end_and_a_reason() {
        let text = "<!-- amends-ignore-file one, two until=2026-03-01: under  legal\n review: so -->\n";
        let found = in_body(text, &Body::parse(text, 0));
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(only.reason.as_deref(), Some("under legal review: so"));
        assert_eq!(only.until.as_ref().unwrap().day, Day::new(2026, 3, 1));
        assert_eq!(only.names.iter().map(|named| named.name.as_ref()).collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(only.span.of(text), text.trim_end());
    }
}
