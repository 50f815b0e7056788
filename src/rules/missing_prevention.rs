//! `missing-prevention`

use super::ask::absent::{Ask, says};
use super::ask::steps;
use crate::diagnostic::Level::Error;
use crate::document::incident::Incident;
use crate::document::items;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::fault::FaultKind;

pub(super) static RULE: Rule = Rule {
    name: "missing-prevention",
    group: Group::Prevention,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "there is no prevention step",
    explain: Explain {
        finds: "An incident without `prevention`, or with an empty list. A single item `none: REASON` is let \
                through. Steps that stand only in the body do not count: they have no owner, no date and no place \
                on the board.",
        why: "It is the third of the three things that every write-up says. Without it the page is an apology; with \
              it the next client is spared.",
        bad: "prevention: []",
        good: "prevention:\n  - Hourly test mail through every client form; page when one is missing",
        mend: "Say what will be different next time, even if the same person makes the same slip. If nothing will \
               be done, say why: `- none: the service ends in May`.",
        ignore: "Never: `none` with a reason is there for it.",
    },
    source: &["S3.6"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

static ASK: Ask = Ask {
    field: "prevention",
    message: "there is no prevention step",
    help: "say what will be different next time, even if the same person makes the same slip",
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if steps::all(incident).next().is_some() || steps::reason_for_none(incident).is_some() {
        return Vec::new();
    }
    let Some(prevention) = &incident.prevention else { return ASK.tell_if_emptied(case) };
    let mut faults = case.document.faults.iter().filter(|fault| fault.kind != FaultKind::Empty);
    let unreadable = faults.any(|fault| fault.field.starts_with("prevention["));
    let blank = items(&incident.prevention).iter().find_map(|item| item.none.as_ref());
    match blank.filter(|reason| !says(Some(reason))) {
        Some(blank) => {
            let message = "`none` gives no reason why nothing will be done";
            vec![Finding::on(blank, "prevention[0].none", message).help("write the reason, or a step")]
        }
        // A step that could not be read is told already.
        None if unreadable => Vec::new(),
        None => ASK.tell_at(prevention),
    }
}
