//! `amends check --add-ignore RULE --reason "…"`: writes the comments that keep findings from being counted.

use crate::check::Checked;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::diagnostic::Diagnostic;
use crate::disk::edit::replace_file;
use crate::disk::read::read_file;
use crate::document::body::{Body, Edge, Kind};
use crate::document::front_matter;
use crate::document::suppression::outline::Outline;
use crate::document::suppression::{MARK, block_around};
use crate::rules;
use crate::site::Site;
use crate::source::{FileId, Span};
use crate::suppress::can_ignore;
use crate::tree::{toml, yaml};
use std::collections::{BTreeMap, BTreeSet};

/// Texts to put in, by their place in a file.
type Insertions = BTreeSet<(usize, String)>;

/// Writes a comment for every finding of a rule that is shown.
pub fn run(
    project: &Project,
    checked: &Checked,
    rule: &str,
    reason: &str,
    screen: &Screen,
) -> Result<(), Failure> {
    let site = checked.site();
    refuse(site, rule, reason)?;
    let mut files: BTreeMap<FileId, Insertions> = BTreeMap::new();
    let found = || checked.report().diagnostics.iter().filter(|found| found.rule == rule);
    for finding in found() {
        files.entry(finding.place.file).or_default().insert(insertion(site, finding, reason));
    }
    if let Some(file) = files.keys().find(|file| site.sources.is_masked(**file)) {
        let path = site.sources.path(*file);
        return Err(Failure::Usage(format!(
            "{path} holds credentials; take them out before anything is written to it"
        )));
    }
    for (file, insertions) in &files {
        let path = site.sources.path(*file);
        let now = read_file(&project.root, path);
        if now.fault.is_some() || now.text.as_ref() != site.sources.as_written(*file) {
            return Err(Failure::Usage(format!("{path} has changed since it was read; run it again")));
        }
        replace_file(&project.root.join(path), with(&now.text, insertions).as_bytes())?;
    }
    let comments: usize = files.values().map(BTreeSet::len).sum();
    screen.say(&format!(
        "{}: {} findings, {comments} comments in {} files",
        rule,
        found().count(),
        files.len()
    ));
    Ok(())
}

/// Refuses what the comments would be told for.
fn refuse(site: &Site, rule: &str, reason: &str) -> Result<(), Failure> {
    if !rules::find(rule).is_some_and(|rule| can_ignore(site, rule)) {
        return Err(Failure::Usage(format!("`{rule}` cannot be ignored")));
    }
    let words = site.config.lint.min_reason_words;
    if !rules::is_reason(reason, words) {
        return Err(Failure::Usage(format!(
            "--reason needs {words} words or more that say why the text is right"
        )));
    }
    if reason.contains("--") || reason.chars().any(char::is_control) {
        return Err(Failure::Usage("--reason must fit into a comment: one line, and no `--`".to_owned()));
    }
    Ok(())
}

fn with(text: &str, insertions: &Insertions) -> String {
    let mut out = String::with_capacity(text.len() + 64 * insertions.len());
    let mut from = 0;
    for (at, what) in insertions {
        out.push_str(text.get(from..*at).unwrap_or_default());
        out.push_str(what);
        from = *at;
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out
}

fn insertion(site: &Site, found: &Diagnostic, reason: &str) -> (usize, String) {
    let Diagnostic { rule, place, .. } = found;
    let (text, path) = (site.sources.text(place.file), site.sources.path(place.file));
    let said = format!(" {rule}: {reason}");
    let line = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let parts = front_matter::split(text);
    let in_yaml = |front: Span, at: u32| front.start <= at && at < front.end;
    let (lines, body) = match site.by_path(path) {
        None => (Some(Span::new(0, text.len())), None),
        Some((_, document)) => {
            (parts.front.filter(|_| parts.closed && !document.is_unreadable()), Some(&document.body))
        }
    };
    let near = match (lines, body) {
        _ if found.absent => None,
        (Some(front), _) if in_yaml(front, place.span.start) => {
            above_key(text, path, front, place.span.start, &said, line)
        }
        (_, Some(body)) => beside_block(text, body, place.span.start, &said, line),
        _ => None,
    };
    near.unwrap_or_else(|| match lines {
        Some(front) => {
            let bom = if text.starts_with('\u{feff}') { 3 } else { 0 };
            ((front.start as usize).max(bom), format!("# {MARK}-file{said}{line}"))
        }
        None => (parts.body, format!("<!-- {MARK}-file{said} -->{line}{line}")),
    })
}

/// On a line of its own above the key or item.
fn above_key(
    text: &str,
    path: &str,
    front: Span,
    at: u32,
    said: &str,
    line: &str,
) -> Option<(usize, String)> {
    let parsed = if path.ends_with(".toml") { toml::parse(text) } else { yaml::parse(text, front) };
    let outline = Outline::of(&parsed.root?);
    let begun = outline.around(at)?.span.start as usize;
    let start = text.get(..begun)?.rfind('\n').map_or(0, |at| at + 1).max(front.start as usize);
    let before = text.get(start..begun)?;
    let indent: String = before.chars().take_while(|c| *c == ' ' || *c == '\t').collect();
    Some((start, format!("{indent}# {MARK}{said}{line}")))
}

/// Above the block; behind its text where it is an item or a row, which a line above would take apart.
fn beside_block(text: &str, body: &Body, at: u32, said: &str, line: &str) -> Option<(usize, String)> {
    let (node, span) = block_around(body, at)?;
    let kind = body.node(node)?.kind;
    let comment = format!("<!-- {MARK}{said} -->");
    let begun = span.start as usize;
    let start = text.get(..begun)?.rfind('\n').map_or(0, |at| at + 1);
    let before = text.get(start..begun)?;
    let stands_free = before.chars().all(|c| matches!(c, ' ' | '\t' | '>'));
    match kind {
        Kind::TableHead | Kind::TableRow => Some((end_of_row(text, span), format!(" {comment} "))),
        Kind::Paragraph | Kind::Heading | Kind::CodeBlock if stands_free => {
            Some((start, format!("{before}{comment}{line}")))
        }
        Kind::Paragraph => Some((begun + span.of(text).trim_end().len(), format!(" {comment}"))),
        Kind::Item => Some((end_of_item(text, body, node)?, format!(" {comment}"))),
        _ => None,
    }
}

/// Before the last bar of a row, or behind its last cell.
fn end_of_row(text: &str, span: Span) -> usize {
    let row = span.of(text).trim_end();
    let row = row.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(row);
    span.start as usize + row.trim_end().len()
}

/// Behind the first text of an item; nothing where it begins with another block.
fn end_of_item(text: &str, body: &Body, item: u32) -> Option<usize> {
    let inside = body.nodes().iter().skip(item as usize + 1);
    let first = inside.clone().next()?;
    if first.kind == Kind::Paragraph {
        return Some(first.span.start as usize + first.span.of(text).trim_end().len());
    }
    let run = inside
        .take_while(|node| !(node.kind.is_block() || node.edge == Edge::End && node.kind == Kind::Item));
    let end = run.filter(|node| node.kind != Kind::SoftBreak).map(|node| node.span.end as usize).max()?;
    Some(end)
}
