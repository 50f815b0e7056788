//! `missing-client-voice`

use super::ask::absent::Ask;
use super::ask::care;
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::{Incident, NoticedBy};
use crate::document::items;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-client-voice",
    group: Group::ClientCare,
    levels: [Off, Info, Info],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "the client noticed it, and their own words are missing",
    explain: Explain {
        finds: "An incident with `noticed_by: client`, no `client_voice`, and no message from the client in \
                `communications`.",
        why: "What the client said shows what it meant for them, which no log file knows. How they felt is \
              as much a fact as the time at which it broke.",
        bad: "noticed_by: client",
        good: "noticed_by: client\n\
               client_voice: \"My boss asked me why nobody called back, and I had no answer.\"",
        mend: "Write one sentence as they said it, or told in your words with their consent. Leave names \
               out.",
        ignore: "When the client wants none of it written down.",
    },
    source: &["S1.3", "S1.3b", "S4.2", "S3.1c", "S1.2", "S1.1", "S2.3b", "S3.1"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let noticed = incident.noticed_by.as_ref().is_some_and(|who| who.value == NoticedBy::Client);
    let log = items(&incident.communications);
    let speaks = incident.client_voice.is_some()
        || log.iter().any(|message| care::is_from_client(message, incident));
    if !noticed || speaks || !care::is_owed(incident, case) {
        return Vec::new();
    }
    Ask { field: "client_voice", message: "the client's own words are missing", help: "add one sentence in the client's words, quoted or retold with their consent" }.tell(case)
}
