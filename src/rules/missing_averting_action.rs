//! `missing-averting-action`

use super::ask::absent::{Ask, says};
use super::none_of_the_blame::is_denied;
use super::ask::phrases::Phrases;
use super::ask::words::Words;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::Incident;
use crate::document::section::Section;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    name: "missing-averting-action",
    group: Group::BlameTaken,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "nothing is named that we could have done",
    explain: Explain {
        finds: "Blame taken without `could_have_averted`. A section Our part that says what we could, would or \
                should have done is let through. Where no blame is taken at all, or it is none, the rules for that \
                speak instead.",
        why: "In almost every crisis there is one thing on our side that would have averted or shortened it. \
              Everywhere else looking back is of little use; here it is asked for, since it becomes the first \
              prevention step.",
        bad: "blame_taken: We changed the password without a test mail.",
        good: "blame_taken:\n  statement: We changed the password without a test mail.\n  could_have_averted: A test \
               mail after every password change",
        mend: "Name the smallest thing that would have changed the day.",
        ignore: "Hardly ever: when the whole of it lay with somebody else, and warning the client earlier would not \
                 have helped either.",
    },
    source: &["S2.2"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

static ASK: Ask = Ask {
    field: "blame_taken.could_have_averted",
    message: "nothing is named that we could have done",
    help: "name the one thing that would have averted or shortened it; it becomes the first prevention step",
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(blame) = &incident.blame_taken else { return Vec::new() };
    if is_denied(blame) || blame.statement.is_none() || our_part_says_it(case) {
        return Vec::new();
    }
    match &blame.could_have_averted {
        None => ASK.tell(case),
        Some(averting) if says(Some(averting)) => Vec::new(),
        Some(blank) => ASK.tell_at(blank),
    }
}

fn our_part_says_it(case: &Case<'_>) -> bool {
    let body = &case.document.body;
    let parts = body.sections();
    let ours = parts.iter().filter(|part| part.section.is_some_and(|(section, _)| section == Section::OurPart));
    let mut said = ours.filter(|part| part.has_text).map(|part| {
        let heading = body.heading_of(part).map_or("", |heading| &heading.text);
        format!("{heading} {}", body.plain(part.nodes, case.text()))
    });
    said.any(|text| AVERTING.stand_in(&Words::of(&text)))
}

static AVERTING: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&["could have", "would have", "should have", "might have"]));
