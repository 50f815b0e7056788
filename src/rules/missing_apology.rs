//! `missing-apology`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-apology",
    group: Group::ClientCare,
    levels: [Info, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "no apology is recorded",
    explain: Explain {
        finds: "An incident that a client felt, with neither `apology` nor `call.sorry`, and an `apology` \
                that says `given: false` without a `reason`.",
        why: "Sorry costs nothing and opens every conversation that follows. It is owed for what the client \
              went through, also where the blame is shared evenly and where part of it was theirs.",
        bad: "status: review\nblame_taken: We changed the mail password and never sent a test mail.",
        good: "apology: { at: 2025-03-04T09:40+01:00, by: lena, channel: call }",
        mend: "Say it, short and without a reason attached, and record who said it, when and how. Where it \
               was left out on purpose: `apology: { given: false, reason: … }`.",
        ignore: "When there was nobody to say it to, for example because the client has closed down.",
    },
    source: &["S1.6", "S4.3", "S2.3d", "S5.3b", "S1.6b"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !care::is_owed(incident, case) {
        return Vec::new();
    }
    let Some(apology) = &incident.apology else {
        return if incident.call.as_ref().is_some_and(|call| call.sorry.is_some()) {
            Vec::new()
        } else {
            let help = "say sorry, also where the blame is spread evenly, and record when, how and by whom";
            Ask { field: "apology", message: "no apology is recorded", help }.tell(case)
        };
    };
    let refused = apology.given.as_ref().filter(|given| !given.value && apology.reason.is_none());
    let told = refused.map(|given| {
        Finding::on(given, "apology.given", "no apology was given, and no reason is recorded")
            .help("say sorry, or say in `reason` why not")
    });
    told.into_iter().collect()
}
