//! `prevention-without-owner`

use super::ask::absent::is_told;
use super::ask::steps::{self, Listed};
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::document::incident::Incident;
use crate::registry::Found;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::mention::MentionKind;

pub(super) static RULE: Rule = Rule {
    name: "prevention-without-owner",
    group: Group::Prevention,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "a step that is still to be done has no single owner",
    explain: Explain {
        finds: "An open or begun step without `owner`, or owned by a crowd: a team, everyone, all, nobody, tbd. One \
                person or one named role of people.yaml is let through. Steps that are done, dropped or superseded \
                are not looked at, and other unknown names are told by `unknown-reference`.",
        why: "What everyone owns, each leaves to the others. Owning a step is work that somebody took on; it says \
              nothing about whose slip it was.",
        bad: "prevention:\n  - { step: Hourly test mail through every client form, owner: web-team }",
        good: "prevention:\n  - { step: Hourly test mail through every client form, owner: lena }",
        mend: "Ask one person whether they take it, and write their slug, or a role such as `on-call` that always \
               has exactly one holder.",
        ignore: "When the step was handed to the client or a supplier; say to whom in the step itself.",
    },
    source: &["SRE", "incident.io"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    steps::all(incident).filter(Listed::is_open).filter_map(|step| of_step(step, case)).collect()
}

fn of_step(listed: Listed<'_>, case: &Case<'_>) -> Option<Finding> {
    let help = "ask one person, and write their slug or a role from people.yaml";
    let path = listed.path("owner");
    let Some(owner) = &listed.step.owner else {
        let told = is_told(case.document, &path);
        let message = format!("step {} has no owner", listed.name());
        return (!told).then(|| listed.finding("owner", message).help(help));
    };
    let message = match crowd(&owner.name, case)? {
        Crowd::Team => format!("step {} is owned by a team, and by nobody in it", listed.name()),
        Crowd::Word => format!("step {} has no single owner", listed.name()),
    };
    Some(Finding::on(owner, path, message).help(help))
}

enum Crowd {
    Team,
    Word,
}

fn crowd(owner: &str, case: &Case<'_>) -> Option<Crowd> {
    let registry = &case.site.registry;
    if !matches!(registry.find(MentionKind::Person, owner), Found::Nothing) {
        return None;
    }
    if !matches!(registry.find(MentionKind::Team, owner), Found::Nothing) {
        return Some(Crowd::Team);
    }
    let plain = owner.trim().to_lowercase().replace(['-', '_'], " ");
    let is_team = plain.split(' ').any(|word| matches!(word, "team" | "teams"));
    (is_team || CROWDS.contains(&plain.as_str())).then_some(Crowd::Word)
}

#[rustfmt::skip]
const CROWDS: &[&str] = &[
    "all", "all of us", "any", "anybody", "anyone", "dev", "devs", "developers", "engineering", "everybody",
    "everyone", "n/a", "nobody", "no one", "none", "ops", "someone", "somebody", "staff", "tba", "tbd",
    "the company", "to be determined", "todo", "unassigned", "us", "we", "?",
];
