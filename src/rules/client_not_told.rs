//! `client-not-told`

use super::ask::absent::{self, Ask};
use super::ask::care;
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::document::incident::{Incident, NoticedBy};
use crate::document::incident::clock::Told;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "client-not-told",
    group: Group::ClientCare,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "nothing in the write-up shows that the client was told",
    explain: Explain {
        finds: "An incident that a client felt, in which neither `times.client_told` nor a message to the \
                client, a call, a first contact, an apology or a report back shows that they know. One that \
                the client noticed is let through, as are drills and incidents of the client `internal`. It \
                also finds a `withheld` that nobody has approved.",
        why: "They may never notice. If they do, or if somebody else tells them, what they remember is that \
              you knew. Telling them is the safe answer, even when the damage is mended already.",
        bad: "noticed_by: monitoring\n\
              times: { detected: 2025-03-04T09:05+01:00, fixed: 2025-03-04T11:02+01:00 }",
        good: "noticed_by: monitoring\n\
               times: { detected: 2025-03-04T09:05+01:00, client_told: 2025-03-04T09:40+01:00, fixed: 2025-03-04T11:02+01:00 }",
        mend: "Tell them, then write when in `times.client_told`, or add the message to `communications`. \
               Where they cannot be told yet, say so: `client_told: { withheld: why, approved_by: \
               omar, recheck: 2025-04-01 }`.",
        ignore: "When the client was told by somebody else, and the write-up says by whom.",
    },
    source: &["S5.3n", "S2.7c", "S4.8", "S1.0a"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !care::is_owed(incident, case) {
        return Vec::new();
    }
    let told = incident.times.as_ref().and_then(|times| times.client_told.as_ref());
    match told.filter(|told| told.withheld.is_some()) {
        Some(told) => withheld(told),
        None if knows(incident, case) => Vec::new(),
        None => Ask {
            field: "times.client_told",
            message: "nothing shows that the client was told",
            help: "tell them, even where they would never notice, and write down when",
        }
        .tell(case),
    }
}

/// Whether the client knows, as far as the front matter can tell.
fn knows(incident: &Incident, case: &Case<'_>) -> bool {
    let times = incident.times.as_ref();
    let told = times.and_then(|times| times.client_told.as_ref());
    let apologised = incident.apology.as_ref().is_some_and(|apology| apology.at.is_some());
    incident.noticed_by.as_ref().is_some_and(|who| who.value == NoticedBy::Client)
        || told.is_some_and(|told| told.at.is_some())
        || times.is_some_and(|times| times.reported_back.is_some())
        || !care::sent(incident, &case.site.zone(incident)).is_empty()
        || care::has_called(incident)
        || incident.first_contact.is_some()
        || apologised
        || absent::is_told_elsewhere(case.document, "communications")
        || absent::is_told_elsewhere(case.document, "times.client_told.withheld")
}

fn withheld(told: &Told) -> Vec<Finding> {
    let Some(why) = &told.withheld else { return Vec::new() };
    if told.approved_by.is_some() {
        return Vec::new();
    }
    let message = "not told on purpose, and nobody has approved it";
    let finding = Finding::on(why, "times.client_told.approved_by", message);
    vec![finding.help("name in `approved_by` who agreed, and in `recheck` when it is looked at again")]
}
