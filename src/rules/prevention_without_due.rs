//! `prevention-without-due`

use super::ask::absent::is_told;
use super::ask::steps::{self, Listed};
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "prevention-without-due",
    group: Group::Prevention,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "a step that is still to be done has no due date",
    explain: Explain {
        finds: "An open or begun step without `due`, or due before the day of the incident. Steps that are done, \
                dropped or superseded are not looked at.",
        why: "A promise has a date; a wish has none. The board sorts by it, and the client may ask for it.",
        bad: "prevention:\n  - { step: Hourly test mail through every client form, owner: lena }",
        good: "prevention:\n  - { step: Hourly test mail through every client form, owner: lena, due: 2025-03-21 }",
        mend: "Ask the owner by when, and write the day. A date that slips is moved with a reason under `moved`.",
        ignore: "When the day hangs on somebody else; say on whom, and until when that is looked at again.",
    },
    source: &["S1.8", "S5.3c", "incident.io"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let open = steps::all(incident).filter(Listed::is_open);
    open.filter_map(|step| of_step(step, incident, case)).collect()
}

fn of_step(listed: Listed<'_>, incident: &Incident, case: &Case<'_>) -> Option<Finding> {
    let path = listed.path("due");
    let Some(due) = &listed.step.due else {
        let told = is_told(case.document, &path);
        let message = format!("step {} has no due date", listed.name());
        return (!told).then(|| listed.finding("due", message).help("ask the owner by when, and write the day"));
    };
    let happened = incident.date.as_ref()?.day();
    let message = format!("step {} is due before the incident of {happened}", listed.name());
    let is_early = due.day() < happened;
    is_early.then(|| Finding::on(due, path, message).help("write the day by which it will be done"))
}
