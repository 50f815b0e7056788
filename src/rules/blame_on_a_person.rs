//! `blame-on-a-person`

use super::ask::persons;
use super::ask::words::part_of;
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::diagnostic::{Fix, Safety};
use crate::document::incident::Incident;
use crate::document::incident::blame::BlameTaken;
use crate::fix::yaml_edit::put;
use crate::registry::{Found, Name};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::mention::MentionKind;

pub(super) static RULE: Rule = Rule {
    name: "blame-on-a-person",
    group: Group::BlameTaken,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "the blame is put on a single person",
    explain: Explain {
        finds: "`blame_taken.by` with a person or role of people.yaml instead of a team, and a `statement` that \
                names somebody of people.yaml: by full name, alias, first name or `@slug`. With `consent: true` \
                both are let through.",
        why: "To take blame and to assign it are two things. A team that takes it can change how it works; a person \
              who is given it learns to say less next time, and so does everybody who watches.",
        bad: "blame_taken:\n  by: tom\n  statement: Tom changed the password without a test mail.",
        good: "blame_taken:\n  by: web-team\n  statement: We changed the password without a test mail.",
        mend: "Write the team in `by`, and We in the statement. Somebody who wants to be named, and was asked, sets \
               `consent: true`.",
        ignore: "When the name in the statement is not that of the colleague.",
    },
    source: &["S2.5", "S3.5a", "SRE"],
    options: &[],
    fix: Some(Safety::Unsafe),
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(blame) = &incident.blame_taken else { return Vec::new() };
    if blame.consent.as_ref().is_some_and(|consent| consent.value) {
        return Vec::new();
    }
    by(blame, case).into_iter().chain(statement(blame, case)).collect()
}

fn by(blame: &BlameTaken, case: &Case<'_>) -> Option<Finding> {
    let by = blame.by.as_ref()?;
    let registry = &case.site.registry;
    if let Found::Slug(_) | Found::Alias(_) = registry.find(MentionKind::Team, &by.name) {
        return None;
    }
    let team = match registry.find(MentionKind::Person, &by.name) {
        Found::Slug(person) | Found::Alias(person) => team(person),
        Found::Role => None,
        // An unknown name is told by `unknown-reference`.
        Found::Nothing => return None,
    };
    let edit = team.and_then(|team| put(case.text(), by.span, team));
    let fix =
        team.zip(edit).map(|(team, edit)| Fix::assuming(format!("write the team, `{team}`"), vec![edit]));
    Some(Finding { fix, ..Finding::on(by, "blame_taken.by", message(&by.name)).help(help(team)) })
}

/// Each person that the statement names.
fn statement(blame: &BlameTaken, case: &Case<'_>) -> Vec<Finding> {
    let Some(statement) = &blame.statement else { return Vec::new() };
    let written = statement.span.of(case.text());
    let named = persons::in_text(&case.site.registry, written);
    let finding = |named: persons::Named<'_>| {
        let name = written.get(named.range.clone()).unwrap_or(&named.person.slug);
        Finding::at(part_of(statement.span, named.range.clone()), message(name))
            .field("blame_taken.statement")
            .help(help(team(named.person)))
    };
    named.into_iter().map(finding).collect()
}

fn message(name: &str) -> String {
    format!("blame is taken by the team, not put on `{name}`")
}

fn help(team: Option<&str>) -> String {
    let team = team.map(|team| format!(", such as `{team}`")).unwrap_or_default();
    format!("write the team{team}; a person who wants to be named sets `consent: true`")
}

fn team(person: &Name) -> Option<&str> {
    person.entry.team.as_ref().map(|team| team.name.as_ref())
}
