//! `unwritten-apology`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::{Incident, Severity};
use crate::document::incident::after::AmendsKind;
use crate::document::incident::talk::Apology;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "unwritten-apology",
    group: Group::ClientCare,
    levels: [Off, Info, Info],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "for an incident of the gravest kind the apology was only spoken",
    explain: Explain {
        finds: "An incident of sev1 whose `apology` names no `written` and went by no channel that is in \
                writing. Where `amends` offers something, nothing is asked.",
        why: "When the client could not work at all, a spoken word is gone by evening. Something that they \
              can hold, a letter or something off the bill, is still there when they decide about the next \
              contract.",
        bad: "severity: sev1\napology: { at: 2025-03-04T09:40+01:00, by: lena, channel: call }",
        good: "severity: sev1\n\
               apology: { at: 2025-03-04T09:40+01:00, by: lena, channel: call, written: letter of 5 March }",
        mend: "Write it: two sentences are enough. Then name it in `written`.",
        ignore: "When the client asked that nothing be put in writing.",
    },
    source: &["S1.6b"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let gravest = incident.severity.as_ref().is_some_and(|severity| severity.value == Severity::Sev1);
    let Some(apology) = incident.apology.as_ref().filter(|_| gravest) else { return Vec::new() };
    if !care::is_owed(incident, case) || !is_only_spoken(apology) || offers_something(incident) {
        return Vec::new();
    }
    Ask { field: "apology.written", message: "the apology was not put in writing", help: "write two sentences, and name in `written` where they are" }.tell(case)
}

fn is_only_spoken(apology: &Apology) -> bool {
    let refused = apology.given.as_ref().is_some_and(|given| !given.value);
    let on_paper = apology.channel.as_ref().is_some_and(|channel| care::is_written(channel.value));
    !refused && !on_paper && apology.written.is_none()
}

fn offers_something(incident: &Incident) -> bool {
    let kind = incident.amends.as_ref().and_then(|amends| amends.kind.as_ref());
    kind.is_some_and(|kind| kind.value != AmendsKind::None)
}
