//! `placeholder-left`

use super::ask::faults;
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::diagnostic::{Fix, Safety};
use crate::document::body::Kind as Node;
use crate::document::body::Edge;
use crate::fix::yaml_edit::Yaml;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;
use crate::tree::scalar::{is_placeholder, may_begin_placeholder};
use crate::tree::fault::{Fault, FaultKind};
use std::borrow::Cow;
use std::cell::LazyCell;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "placeholder-left",
    group: Group::FrontMatter,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "a key without a value, or text that only says TODO",
    explain: Explain {
        finds: "A key that is set to nothing or to empty quotes, and a value, a paragraph, an item or a cell that is \
                nothing but TODO, TBD, XXX or the like, something in angle brackets, or filler text. Code, quotes, \
                headings and comments are not looked at, and neither is a TODO with words of its own behind it.",
        why: "A form that looks filled is not: absent is more honest than empty.",
        bad: "blame_taken: TBD",
        good: "blame_taken: We changed the mail password and never sent a test mail.",
        mend: "Fill it in, or delete the key.",
        ignore: "Rarely: an open question belongs to `open_questions`.",
    },
    source: &["S3.2", "S5.3b"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Document(look),
};

/// Fields whose absence is told by rules of their own, sooner and graver.
const CARD: [&str; 3] = ["what_went_wrong", "blame_taken", "prevention"];

fn look(case: &Case<'_>) -> Vec<Finding> {
    let faults = &case.document.faults;
    // A key that must be there is told by `missing-field` where it is empty.
    let needs_client = case.document.incident().is_some() && case.site.config.default_client.is_none();
    let missing = faults.iter().filter(|fault| matches!(fault.kind, FaultKind::Missing { .. }));
    let missing: HashSet<&str> = missing.map(|fault| fault.field.as_ref()).collect();
    let is_told = |field: &str| {
        let is_client = needs_client && faults::begins(field, "client");
        is_client || CARD.contains(&field) || missing.contains(field)
    };
    let yaml = LazyCell::new(|| Yaml::read(&case.document.path, case.text()));
    let told = |fault: &Fault| {
        let message = match fault.kind {
            FaultKind::Empty if is_told(&fault.field) => return None,
            FaultKind::Empty => format!("`{}` is set to nothing", faults::named(&fault.field)),
            FaultKind::Placeholder => signs(fault.span.of(case.text()), "a value"),
            _ => return None,
        };
        let finding = Finding::at(fault.span, message).field(fault.field.clone()).help("fill it in, or delete the key");
        let fix = (fault.kind == FaultKind::Empty).then(|| without(fault, yaml.as_ref()?)).flatten();
        Some(Finding { fix, ..finding })
    };
    let mut findings: Vec<Finding> = faults.iter().filter_map(told).collect();
    findings.extend(in_body(case));
    findings
}

/// Takes out an empty key: it stands at the place of the fault, or before it where quotes hold nothing.
fn without(fault: &Fault, yaml: &Yaml<'_>) -> Option<Fix> {
    let key = match yaml.at_key(fault.span) {
        Some(_) => fault.span,
        None => yaml.key_of(fault.span)?,
    };
    Some(Fix::safe("delete the key", vec![yaml.delete_empty(key)?]))
}

/// Paragraphs, items and cells of the body that are nothing but a sign.
fn in_body(case: &Case<'_>) -> Vec<Finding> {
    let body = &case.document.body;
    let mut findings = Vec::new();
    let (mut words, mut span, mut hidden) = (Words::default(), None::<Span>, 0usize);
    for node in body.nodes() {
        if node.kind.is_block() {
            if let Some(span) = span.take().filter(|_| words.is_placeholder()) {
                findings.push(Finding::at(span, signs(&words.text, "text")).help("write one line, or delete it"));
            }
            words = Words::default();
        }
        match (node.edge, node.kind) {
            (Edge::Start, Node::Quote | Node::CodeBlock | Node::HtmlBlock | Node::Heading) => hidden += 1,
            (Edge::End, Node::Quote | Node::CodeBlock | Node::HtmlBlock | Node::Heading) => {
                hidden = hidden.saturating_sub(1);
            }
            (Edge::Leaf, Node::Text) if hidden == 0 => {
                words.push(body.words(node, case.text()));
                let start = span.map_or(node.span.start, |span| span.start);
                span = Some(Span { start, end: node.span.end });
            }
            // What stands beside it in the line is not nothing.
            (Edge::Leaf, Node::Code | Node::InlineHtml | Node::FootnoteRef) => words.push("code "),
            (Edge::Start, Node::Image | Node::Link) => words.push("link "),
            _ => {}
        }
    }
    findings
}

/// The words of a block, as long as they may be nothing but a sign.
#[derive(Default)]
struct Words<'a> {
    text: Cow<'a, str>,
    /// Whether letters have come, and whether they begin no sign.
    has_letters: bool,
    says: bool,
}

impl<'a> Words<'a> {
    fn push(&mut self, more: &'a str) {
        // Most texts say something from their first letters on, and need not be put together.
        if self.says {
            return;
        }
        self.text += more;
        if !self.has_letters && more.contains(|c: char| !c.is_ascii_punctuation() && !c.is_whitespace()) {
            self.has_letters = true;
            self.says = !may_begin_placeholder(&self.text);
        }
    }

    fn is_placeholder(&self) -> bool {
        !self.says && is_placeholder(&self.text)
    }
}

fn signs(text: &str, what: &str) -> String {
    let text = text.trim_matches(['"', '\'']);
    let short: String = text.chars().take(40).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("`{short}{more}` stands for {what} that is not there")
}
