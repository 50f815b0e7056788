//! What is found and not counted: because a comment says why, or because the baseline knows it.

use crate::baseline::key;
use crate::diagnostic::{Diagnostic, Report, Suppressed};
use crate::document::Document;
use crate::document::suppression::{Scope, Subject, Suppression};
use crate::rule::{Followed, Rule};
use crate::rules;
use crate::site::Site;
use crate::source::{FileId, Span};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Why a finding is not counted, and the name in the comment that says so.
#[derive(Debug)]
pub struct Ignored {
    /// Where the rule is named.
    pub name: Span,
    /// For the report.
    pub why: Suppressed,
}

/// The comment that keeps a finding from being counted: the nearest, so that a wider one that is not needed is told.
///
/// A comment whose day has passed goes on to be followed: what a check finds would otherwise hang on the day, and
/// `expired-suppression` tells it. One without a reason too, since `suppression-without-reason` tells that.
pub fn by_comment(site: &Site, file: FileId, rule: &Rule, subject: &Subject<'_>) -> Option<Ignored> {
    let all = site.suppressions(file);
    if all.is_empty() || !can_ignore(site, rule) {
        return None;
    }
    let covering = all.iter().filter(|suppression| suppression.is_understood());
    let covering = covering.filter_map(|suppression| Some((suppression, suppression.covers(subject)?)));
    let (suppression, named) = covering.min_by_key(|(suppression, _)| width(&suppression.scope))?;
    let by = if suppression.scope == Scope::File { "file" } else { "inline" };
    let reason = suppression.reason.as_deref().unwrap_or_default().to_owned();
    Some(Ignored { name: named.span, why: Suppressed { by, reason } })
}

fn width(scope: &Scope) -> usize {
    match scope {
        Scope::Block(span) | Scope::Field(span, _) => span.len(),
        _ => usize::MAX,
    }
}

/// Whether a comment may keep a rule's findings from being counted.
pub fn can_ignore(site: &Site, rule: &Rule) -> bool {
    rule.heeds_comments() && !site.config.lint.forbids(rule.name)
}

/// Whether a rule's findings may stand in the baseline.
pub fn can_baseline(site: &Site, rule: &Rule) -> bool {
    rule.heeds_baseline() && !site.config.lint.forbids(rule.name)
}

/// Heading that a place of the body stands under.
pub fn section<'a>(document: &'a Document, subject: &Subject<'_>) -> Option<&'a str> {
    let headings = &document.body.headings;
    let behind = headings.partition_point(|heading| heading.span.start <= subject.span.start);
    let is_in_body = !subject.absent && subject.span.start >= document.body.span.start;
    headings.get(behind.checked_sub(1)?).filter(|_| is_in_body).map(|heading| heading.id.as_ref())
}

/// Path of a finding's field, or the heading that it stands under.
pub fn field_or_section(site: &Site, found: &Diagnostic) -> String {
    let Diagnostic { rule, field, absent, place, .. } = found;
    let subject = Subject { rule, span: place.span, field: field.as_deref(), absent: *absent };
    let document = found.document.as_deref().and_then(|id| site.by_id(id));
    let heading = || section(document?.1, &subject);
    let field = field.as_deref().map(without_numbers);
    field.or_else(|| heading().map(str::to_owned)).unwrap_or_default()
}

/// The path of a field without the numbers of items, which change when an item is put before it: `prevention[].due`.
pub fn without_numbers(path: &str) -> String {
    if !path.contains('[') {
        return path.to_owned();
    }
    let mut plain = String::with_capacity(path.len());
    let mut inside = false;
    for c in path.chars() {
        inside = (inside || c == '[') && c != ']';
        if !inside || c == '[' {
            plain.push(c);
        }
    }
    plain
}

/// Takes out of the findings what the baseline knows, each entry one finding, the first ones of the file first; back
/// come the entries that match no finding any more.
///
/// `folded` are the keys of findings that only count at a later status: they are not shown, and not gone. An entry is
/// only stale where its rule ran on its document (`ran`), or where all files and rules were looked at (`all`) and the
/// document is gone.
pub fn by_baseline(
    site: &Site,
    report: &mut Report,
    folded: &[String],
    all: bool,
    ran: impl Fn(&str, FileId) -> bool,
) -> Vec<usize> {
    if site.baseline.entries.is_empty() {
        return Vec::new();
    }
    let mut left = site.baseline.counts();
    for known in folded {
        take(&mut left, known);
    }
    let known = report.diagnostics.extract_if(.., |found| is_known(site, found, &mut left));
    report.suppressed.extend(known.map(|mut found| {
        found.suppressed = Some(Box::new(Suppressed { by: "baseline", reason: String::new() }));
        found
    }));
    let mut stale = Vec::new();
    // Of equal entries the last ones are over.
    for (at, line) in site.baseline.entries.iter().enumerate().rev() {
        let key = line.entry.key();
        if left.get(&key).is_none_or(|left| *left == 0) {
            continue;
        }
        let was_looked_for = match site.by_id(&line.entry.doc) {
            Some((_, document)) => ran(&line.entry.rule, document.file),
            None => all && rules::find(&line.entry.rule).is_some(),
        };
        if was_looked_for && take(&mut left, &key) {
            stale.push(at);
        }
    }
    stale.reverse();
    stale
}

fn is_known(site: &Site, found: &Diagnostic, left: &mut HashMap<String, usize>) -> bool {
    let may = rules::find(found.rule).is_some_and(|rule| can_baseline(site, rule));
    let document = found.document.as_deref().unwrap_or_default();
    may && take(left, &key(document, found.rule, &found.fingerprint))
}

fn take(left: &mut HashMap<String, usize>, key: &str) -> bool {
    match left.get_mut(key) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// The comments that could be followed, each with the names that have nothing to suppress: the rule ran on the file
/// (`ran`), and no name there (`used`: file and first byte) has kept a finding from being counted.
pub fn followed<'a>(
    site: &'a Site,
    used: &HashSet<(FileId, u32)>,
    ran: impl Fn(&str, FileId) -> bool,
) -> Vec<Followed<'a>> {
    let unreadable = site.documents.iter().filter(|document| document.is_unreadable());
    let unreadable: BTreeSet<FileId> = unreadable.map(|document| document.file).collect();
    let all = site.all_suppressions().into_iter().filter(|(_, suppression)| suppression.is_understood());
    let followed = |(file, suppression): (FileId, &'a Suppression)| {
        let is_idle = |name: &str, span: Span| {
            let rule = rules::find(name).filter(|rule| can_ignore(site, rule));
            rule.is_some_and(|rule| ran(rule.name, file)) && !used.contains(&(file, span.start))
        };
        let names = suppression.names.iter().enumerate();
        let idle = names.filter(|(_, named)| is_idle(&named.name, named.span)).map(|(at, _)| at);
        let idle = idle.filter(|_| !unreadable.contains(&file)).collect();
        Followed { file, suppression, idle }
    };
    all.map(followed).collect()
}
