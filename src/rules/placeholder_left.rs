//! `placeholder-left`

use super::faults;
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::document::body::Kind as Node;
use crate::document::body::Edge;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;
use crate::tree::fault::FaultKind;

pub(super) static RULE: Rule = Rule {
    name: "placeholder-left",
    group: Group::FrontMatter,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "a key without a value, or text that only says TODO",
    explain: Explain {
        finds: "A key that is set to nothing, and a value or a paragraph that is nothing but TODO, TBD, XXX, \
                something in angle brackets, or filler text. Code and quotes are not looked at.",
        why: "A form that looks filled is not: absent is more honest than empty.",
        bad: "blame_taken: TBD",
        good: "blame_taken: We changed the mail password and never sent a test mail.",
        mend: "Fill it in, or delete the key.",
        ignore: "Rarely: an open question belongs to `open_questions`.",
    },
    source: &["S3.2", "S5.3b"],
    options: &[],
    check: Check::Document(look),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    let empty = case.document.faults.iter().filter(|fault| fault.kind == FaultKind::Empty).map(|fault| {
        let told = faults::Told { file: case.document.file, fault };
        Finding::at(fault.span, format!("`{}` is set to nothing", told.key()))
            .field(fault.field.clone())
            .help("fill it in, or delete the key")
    });
    let values = case.document.front.iter().flat_map(|front| values(case.text(), *front));
    let values = values.filter(|(_, value)| is_placeholder(value)).map(|(span, value)| {
        Finding::at(span, format!("`{value}` stands for a value that is not there"))
            .help("fill it in, or delete the key")
    });
    empty.chain(values).chain(paragraphs(case)).collect()
}

fn paragraphs(case: &Case<'_>) -> Vec<Finding> {
    let body = &case.document.body;
    let starts = body.nodes().iter().filter(|node| node.edge == Edge::Start);
    starts
        .filter(|node| matches!(node.kind, Node::Paragraph | Node::Item))
        .map(|node| (node.span, node.span.of(case.text()).trim_start_matches(['-', '*', '+', ' ']).trim()))
        .filter(|(_, words)| is_placeholder(words))
        .map(|(span, words)| {
            Finding::at(span, format!("`{words}` stands for text that is not there"))
                .help("write one line, or delete it")
        })
        .collect()
}

/// The values of simple `key: value` and `- value` lines, unquoted.
fn values(text: &str, front: Span) -> Vec<(Span, &str)> {
    let mut at = front.start as usize;
    let mut found = Vec::new();
    for line in front.of(text).split_inclusive('\n') {
        let value = line.trim_start().trim_start_matches("- ");
        let value = value.split_once(": ").map_or(value, |(_, value)| value).trim();
        let plain = value.trim_matches(['"', '\'']);
        if let Some(offset) = line.find(value).filter(|_| !plain.is_empty()) {
            found.push((Span::new(at + offset, at + offset + value.len()), plain));
        }
        at += line.len();
    }
    found
}

/// Whether a text is nothing but a sign that text is to come.
fn is_placeholder(text: &str) -> bool {
    let plain = text.trim_matches(|c: char| c.is_ascii_punctuation() && c != '<' && c != '>').to_lowercase();
    let marked = matches!(plain.as_str(), "todo" | "tbd" | "tba" | "fixme" | "xxx" | "to do" | "to be done" | "to be determined");
    let angled = text.len() > 2 && text.starts_with('<') && text.ends_with('>') && !text.contains("://") && !text.contains('@');
    marked || (angled && text.matches('<').count() == 1) || plain.starts_with("lorem ipsum")
}
