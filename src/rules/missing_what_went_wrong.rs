//! `missing-what-went-wrong`

use super::ask::absent::{Ask, has_section, says};
use crate::diagnostic::Level::Error;
use crate::document::Stage;
use crate::document::incident::Incident;
use crate::document::section::Section;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "missing-what-went-wrong",
    group: Group::WhatWentWrong,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "nothing says what went wrong",
    explain: Explain {
        finds: "An incident without `what_went_wrong` whose body has no text under What went wrong or What \
                happened (or another name of these sections) either. It holds from the first draft on. One that \
                was merged into another is let through: readers are led on to that one.",
        why: "It is the first of the three things that every write-up says, and the only one that can be said in \
              the first hour. Without it nobody can find the page again or tell whether it happened before.",
        bad: "title: Contact form\ndate: 2025-03-04\nclient: acme",
        good: "title: Contact form lost 31 enquiries\ndate: 2025-03-04\nclient: acme\nwhat_went_wrong: The contact \
               form sent no mail for 19 hours; 31 enquiries were lost.",
        mend: "Write one or two sentences: which thing, what the client saw, since when, how much of it. The \
               reasons come later, in `causes`.",
        ignore: "Never. If it is not known yet, say what was noticed.",
    },
    source: &["S5.3a", "S3.5", "S1.4"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

static ASK: Ask = Ask {
    field: "what_went_wrong",
    message: "what went wrong is not said",
    help: "add one or two sentences: what did the client see, and since when?",
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let said = says(incident.what_went_wrong.as_ref());
    if said || case.document.stage() == Stage::Gone {
        return Vec::new();
    }
    if has_section(case, &[Section::WhatWentWrong, Section::WhatHappened]) {
        return Vec::new();
    }
    match &incident.what_went_wrong {
        Some(blank) => ASK.tell_at(blank),
        None => ASK.tell_if_emptied(case),
    }
}
