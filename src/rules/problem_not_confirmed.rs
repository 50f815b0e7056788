//! `problem-not-confirmed`

use super::ask::absent::{Ask, is_told, says};
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::incident::{Incident, NoticedBy};
use crate::document::incident::talk::ProblemConfirmed;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;

pub(super) static RULE: Rule = Rule {
    name: "problem-not-confirmed",
    group: Group::WhatWentWrong,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "the client reported it, and no written statement of the problem was agreed with them",
    explain: Explain {
        finds: "An incident with `noticed_by: client` and without `problem_confirmed`, or with one that lacks the \
                statement, how it was written or when. Incidents that somebody else noticed, and those of our own \
                house (`client: internal`), are let through.",
        why: "What was said on the telephone is heard in two ways. A sentence in a mail, answered with yes, is a \
              record for both, and writing it down makes both think it through.",
        bad: "noticed_by: client",
        good: "noticed_by: client\nproblem_confirmed:\n  at: 2025-03-04T10:15+01:00\n  how: email\n  statement: Mails \
               from the contact form did not arrive between Monday 16:00 and Tuesday 11:00.",
        mend: "Send one mail: this is what I understood, is that right? Then note the sentence, the way and the hour.",
        ignore: "When the client could not be reached any more, or when the whole exchange was in writing: name the \
                 thread as `problem_confirmed.link`.",
    },
    source: &["S3.2", "S3.2b", "S1.3b", "S1.3", "S3.3b"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

static ASK: Ask = Ask {
    field: "problem_confirmed",
    message: "no written statement of the problem is agreed with the client",
    help: "send one mail: this is what I understood, is that right?",
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let noticed = incident.noticed_by.as_ref().map(|who| who.value);
    if noticed != Some(NoticedBy::Client) || case.site.is_internal(incident) {
        return Vec::new();
    }
    match &incident.problem_confirmed {
        None => ASK.tell(case),
        Some(confirmed) => incomplete(confirmed, case).into_iter().collect(),
    }
}

/// The first part that a statement lacks.
fn incomplete(confirmed: &Field<ProblemConfirmed>, case: &Case<'_>) -> Option<Finding> {
    let lacks = [
        ("statement", !says(confirmed.statement.as_ref()), "the sentence itself", "write the problem in one sentence"),
        ("how", confirmed.how.is_none(), "how it was written", "write email, ticket, minutes or letter"),
        ("at", confirmed.at.is_none(), "when", "write when the client agreed"),
    ];
    let (key, _, what, help) = lacks.into_iter().find(|(key, lacking, ..)| {
        *lacking && !is_told(case.document, &format!("problem_confirmed.{key}"))
    })?;
    let message = format!("`problem_confirmed` does not say {what}");
    Some(Finding::at(confirmed.key, message).field(format!("problem_confirmed.{key}")).help(help))
}
