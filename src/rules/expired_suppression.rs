//! `expired-suppression`

use crate::date::Day;
use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::Place;
use crate::rule::{Check, Explain, Finding, Followed, From, Group, Kind, Rule, Run};

pub(super) static RULE: Rule = Rule {
    name: "expired-suppression",
    group: Group::Suppression,
    levels: [Info, Warn, Warn],
    kind: Kind::Clock,
    from: From::Any,
    summary: "the day until which a finding was to be ignored has passed",
    explain: Explain {
        finds: "An `amends-ignore` with `until=` whose day is over. The finding stays ignored: what a check of today finds \
                is the same tomorrow, and only this rule looks at the date. A comment that nobody needs any more is told \
                by `unused-suppression` alone.",
        why: "An end was set so that somebody looks again, and that day has come.",
        bad: "<!-- amends-ignore-file missing-impact until=2025-01-01: under legal review -->",
        good: "<!-- amends-ignore-file missing-impact until=2099-01-01: under legal review -->",
        mend: "Mend what is ignored and remove the comment, or set a new day and say in the reason why it takes longer.",
        ignore: "Never: take `until=` away where the exception is meant to stay.",
    },
    source: &["S1.8"],
    options: &[],
    fix: None,
    check: Check::Run(look),
};

fn look(run: &Run<'_>) -> Vec<Finding> {
    run.suppressions.iter().filter_map(|followed| judge(followed, run.site.today)).collect()
}

fn judge(followed: &Followed<'_>, today: Day) -> Option<Finding> {
    let Followed { file, suppression, idle } = followed;
    let until = suppression.until.as_ref()?;
    let days = today.days_since(until.day?);
    if days <= 0 || idle.len() == suppression.names.len() {
        return None;
    }
    let ago = if days == 1 { "yesterday".to_owned() } else { format!("{days} days ago") };
    let finding = Finding::elsewhere(Place { file: *file, span: until.span }, format!("this ended {ago}"));
    Some(finding.help("mend what it hides, or set a new day and say why it takes longer"))
}
