//! `unused-suppression`

use crate::diagnostic::Level::Warn;
use crate::diagnostic::{Edit, Fix, Place, Safety};
use crate::document::suppression::{Scope, Suppression};
use crate::rule::{Check, Explain, Finding, Followed, From, Group, Kind, Rule, Run};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "unused-suppression",
    group: Group::Suppression,
    levels: [Warn, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a comment asks for a finding to be ignored that is not there",
    explain: Explain {
        finds: "An `amends-ignore` that names a rule which finds nothing in the block, key or file that the comment \
                covers. Only rules that ran are judged: with `--only` and the like, and where the front matter cannot be \
                read, nothing is said. A finding that only counts at a later status is there.",
        why: "An exception that nobody needs any more hides the next finding of its kind.",
        bad: "<!-- amends-ignore excuse: quoted from the client's report -->\nWe changed the password.",
        good: "We changed the password.",
        mend: "Remove the comment, or the name from its list; `--fix` does.",
        ignore: "Never. Where it stands in the wrong place, move it: above the block or key, or behind it; in a table into \
                 the row, in a list to the item.",
    },
    source: &["ruff", "biome"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Run(look),
};

fn look(run: &Run<'_>) -> Vec<Finding> {
    let idle = run.suppressions.iter().filter(|followed| !followed.idle.is_empty());
    idle.map(|followed| finding(followed, run.site.sources.text(followed.file))).collect()
}

fn finding(followed: &Followed<'_>, text: &str) -> Finding {
    let Followed { file, suppression, idle } = followed;
    let names: Vec<String> = idle
        .iter()
        .filter_map(|&at| suppression.names.get(at))
        .map(|named| format!("`{}`", named.name))
        .collect();
    let whole = names.len() == suppression.names.len();
    let first = idle.first().and_then(|&at| suppression.names.get(at));
    let span = first.filter(|_| !whole).map_or(suppression.span, |named| named.span);
    let wherever = if suppression.scope == Scope::Nothing { ": no block and no key follows" } else { " here" };
    let message = format!("nothing to ignore for {}{wherever}", names.join(" and "));
    let (title, edit) = if whole {
        ("remove the comment", Edit { span: with_line(suppression.span, text), text: String::new() })
    } else {
        ("remove the name", without(suppression, idle))
    };
    let fix = Fix { safety: Safety::Safe, title: title.to_owned(), edits: vec![edit] };
    Finding::elsewhere(Place { file: *file, span }, message).help(title).fix(fix)
}

/// The names that are needed, in the place of all of them.
fn without(suppression: &Suppression, idle: &[usize]) -> Edit {
    let span = match (suppression.names.first(), suppression.names.last()) {
        (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end },
        _ => suppression.span,
    };
    let kept = suppression.names.iter().enumerate().filter(|(at, _)| !idle.contains(at));
    let kept: Vec<&str> = kept.map(|(_, named)| named.name.as_ref()).collect();
    Edit { span, text: kept.join(", ") }
}

/// A comment with its line where it stands alone on it, else with the spaces before it.
fn with_line(span: Span, text: &str) -> Span {
    let range = span.range();
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let bare = before.trim_end_matches([' ', '\t']);
    let rest = after.trim_start_matches([' ', '\t']);
    let starts = bare.is_empty() || bare.ends_with('\n');
    let line_end = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    if starts && (line_end > 0 || rest.is_empty()) {
        return Span::new(bare.len(), range.end + (after.len() - rest.len()) + line_end);
    }
    let start = if line_end > 0 || rest.is_empty() { bare.len() } else { range.start };
    Span::new(start, range.end)
}
