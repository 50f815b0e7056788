//! `lead-on-own-slip`

use super::ask::care;
use crate::diagnostic::Level::{Info, Off};
use crate::diagnostic::Place;
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "lead-on-own-slip",
    group: Group::ClientCare,
    levels: [Off, Off, Info],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "the lead also had a part in the cause",
    explain: Explain {
        finds: "`people.lead` that is the person named in `blame_taken.by` with consent, or one of the \
                parties in `blame_taken.others`. `people.solo: true` lets it through.",
        why: "Leading a crisis and having slipped in it are two loads. Handing one of them over is a \
              kindness to the person who carries both, and the client gets a lead with a free head.",
        bad: "people: { lead: tom }\n\
              blame_taken: { by: tom, consent: true, statement: We switched the wrong server off. }",
        good: "people: { lead: lena, responders: [tom] }\n\
               blame_taken: { by: ops, statement: We switched the wrong server off. }",
        mend: "Nothing needs mending now. Next time hand the lead over early, and keep the one who knows \
               most at the table.",
        ignore: "Where there was nobody else; `people.solo: true` says so for good.",
    },
    source: &["S2.4a"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(people) = &incident.people else { return Vec::new() };
    let solo = people.solo.as_ref().is_some_and(|solo| solo.value);
    let Some(lead) = people.lead.as_ref().filter(|_| !solo && !care::is_drill(incident)) else {
        return Vec::new();
    };
    let Some(part) = part_of(incident, &lead.name) else { return Vec::new() };
    let place = Place { file: case.document.file, span: part };
    let finding = Finding::on(lead, "people.lead", "the lead also had a part in the cause");
    vec![finding.also(place, "named here").help("next time, offer to take the lead off their hands")]
}

/// Where a name stands among those who had a part.
fn part_of(incident: &Incident, name: &str) -> Option<Span> {
    let blame = incident.blame_taken.as_ref()?;
    let agreed = blame.consent.as_ref().is_some_and(|consent| consent.value);
    let by = blame.by.as_ref().filter(|by| agreed && by.name.as_ref() == name);
    let others = blame.others.iter().flat_map(|others| others.iter());
    let mut parties = others.filter_map(|other| other.party.as_ref());
    by.map(|by| by.span).or_else(|| parties.find(|party| party.name.as_ref() == name).map(|party| party.span))
}
