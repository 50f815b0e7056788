//! `missing-blame-taken`

use super::ask::absent::{Ask, has_section, says};
use crate::diagnostic::Level::Error;
use crate::document::incident::Incident;
use crate::document::section::Section;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-blame-taken",
    group: Group::BlameTaken,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "no blame is taken",
    explain: Explain {
        finds: "An incident without `blame_taken` whose body has no text under Our part either. A draft may go \
                without: in the first hour nobody knows it yet.",
        why: "It is the second of the three things that every write-up says. Some part of it is nearly always ours, \
              and naming it first is what makes the rest believable to the client.",
        bad: "what_went_wrong: The contact form sent no mail for 19 hours.",
        good: "what_went_wrong: The contact form sent no mail for 19 hours.\nblame_taken: We changed the mail \
               password and never sent a test mail.",
        mend: "Write one sentence that starts with We: which part of this was ours? What could we have done that \
               would have averted or shortened it?",
        ignore: "Never. Where the part is small, say so with `share: little`.",
    },
    source: &["S2.2", "S1.5a", "S3.5b"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

static ASK: Ask = Ask {
    field: "blame_taken",
    message: "no blame is taken",
    help: "add one sentence that starts with We: which part of this was ours?",
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    match &incident.blame_taken {
        None if has_section(case, &[Section::OurPart]) => Vec::new(),
        None => ASK.tell_if_emptied(case),
        // An absent statement is told by `missing-field`.
        Some(blame) => match &blame.statement {
            Some(blank) if !says(Some(blank)) => ASK.tell_at(blank),
            _ => Vec::new(),
        },
    }
}
