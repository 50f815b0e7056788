//! `stale-baseline-entry`

use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::{Edit, Fix, Place, Safety};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule, Run};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "stale-baseline-entry",
    group: Group::Suppression,
    levels: [Info, Info, Warn],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "the baseline holds entries that are mended",
    explain: Explain {
        finds: "Lines of the baseline that match no finding any more: it was mended, it is ignored by a comment, its \
                document is gone, or its rule cannot stand in a baseline. Only what was looked at counts: not the rules \
                that are off, and not the files that were not checked.",
        why: "A list of old debts that is never struck out of looks as long as on its first day; and an entry that is left \
              would hide the same fault when it comes back.",
        bad: "412 entries, of which 380 match",
        good: "380 entries, and all match",
        mend: "Run `amends baseline prune`; it only ever removes.",
        ignore: "While branches that still need the entries are open.",
    },
    source: &["eslint19778", "eslint21226"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Run(look),
};

fn look(run: &Run<'_>) -> Vec<Finding> {
    let Some(file) = run.site.baseline.file else { return Vec::new() };
    let text = run.site.sources.text(file);
    let lines: Vec<Span> = run.stale.iter().filter_map(|&at| Some(run.site.baseline.entries.get(at)?.span)).collect();
    let Some(&first) = lines.first() else { return Vec::new() };
    let message = match lines.len() {
        1 => "1 entry of the baseline is mended".to_owned(),
        count => format!("{count} entries of the baseline are mended"),
    };
    let edit = |span: &Span| {
        let rest = text.get(span.end as usize..).unwrap_or_default();
        let end = rest.find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
        Edit { span: Span::new(span.start as usize, end), text: String::new() }
    };
    let edits = lines.iter().map(edit).collect();
    let fix = Fix { safety: Safety::Safe, title: "remove them from the baseline".to_owned(), edits };
    vec![Finding::elsewhere(Place { file, span: first }, message).help("run `amends baseline prune`").fix(fix)]
}
