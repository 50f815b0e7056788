//! `other-party-not-contacted`

use super::ask::absent::{is_told, says};
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::Incident;
use crate::document::incident::blame::Other;
use crate::document::items;
use crate::registry::Found;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;
use crate::tree::mention::MentionKind;

pub(super) static RULE: Rule = Rule {
    name: "other-party-not-contacted",
    group: Group::BlameTaken,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "another party is named, and was not reached before the client was told",
    explain: Explain {
        finds: "An entry of `blame_taken.others` without `contacted`, or with a time after `times.client_told`. An \
                entry with a `reason` is let through, and so is one that names the client of the incident itself, \
                and drills.",
        why: "A supplier who hears from us first can tell what happened and bring part of the remedy. Told the other \
              way round, the client gets a name to be angry with and no way out.",
        bad: "others:\n  - { party: mailhost, fact: Changed the password rule on 3 March }",
        good: "others:\n  - { party: mailhost, fact: Changed the password rule on 3 March, contacted: \
               2025-03-04T09:30+01:00 }",
        mend: "Reach them first, then go to the client with a solution that both carry. If the client could not \
               wait, write why in `reason`.",
        ignore: "When the party can no longer be reached; a `reason` says that better.",
    },
    source: &["S1.5b", "S1.9b", "S1.9c", "S1.4c", "S3.3c"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let is_drill = incident.exercise.as_ref().is_some_and(|flag| flag.value);
    let Some(blame) = incident.blame_taken.as_ref().filter(|_| !is_drill) else { return Vec::new() };
    let others = (0..).zip(items(&blame.others));
    others.filter_map(|(number, other)| of_party(number, other, incident, case)).collect()
}

fn of_party(number: usize, other: &Field<Other>, incident: &Incident, case: &Case<'_>) -> Option<Finding> {
    let party = other.party.as_ref()?;
    let path = format!("blame_taken.others[{number}].contacted");
    if says(other.reason.as_ref()) || is_client(&party.name, incident, case) || is_told(case.document, &path) {
        return None;
    }
    let help = "reach them first, then go to the client with a joint solution; or write the `reason`";
    let Some(contacted) = &other.contacted else {
        let message = format!("`{}` is named, and nothing shows that they were contacted", party.name);
        return Some(Finding::on(party, path, message).help(help));
    };
    let told = incident.times.as_ref()?.client_told.as_ref()?.at.as_ref()?;
    let is_late = told.is_before(contacted.value, &case.site.zone(incident));
    let message = format!("`{}` was contacted after the client was told", party.name);
    is_late.then(|| Finding::on(contacted, path, message).help(help))
}

/// Whether a party is a client of the incident, who cannot be reached before the client.
fn is_client(party: &str, incident: &Incident, case: &Case<'_>) -> bool {
    let (Found::Slug(name) | Found::Alias(name)) = case.site.registry.find(MentionKind::Client, party) else {
        return false;
    };
    case.site.clients(incident).iter().any(|client| client.slug == name.slug)
}
