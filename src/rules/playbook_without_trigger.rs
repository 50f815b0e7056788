//! `playbook-without-trigger`

use super::ask::absent::Ask;
use crate::diagnostic::Level::Error;
use crate::document::playbook::Playbook;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "playbook-without-trigger",
    group: Group::Playbook,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a playbook does not say when it applies, or says it so that nobody can test it",
    explain: Explain {
        finds: "A playbook without `when`, and one whose `when` is made of words that fit every situation, \
                such as `in case of problems`, `when needed` or `always`.",
        why: "A playbook is opened by somebody tired, at a bad hour. They need one sentence that is either \
              true or not; if they have to think about whether this is the case, it stays closed.",
        bad: "when: in case of problems",
        good: "when: A client calls or writes that something is broken",
        mend: "Name what can be seen or heard: who says what, which alert rings, which number is above \
               which.",
        ignore: "Never; a text that is always true is a page, not a playbook.",
    },
    source: &["S1.0c", "S1.11"],
    options: &[],
    fix: None,
    check: Check::Playbook(look),
};

fn look(playbook: &Playbook, case: &Case<'_>) -> Vec<Finding> {
    let Some(when) = &playbook.when else { return ASK.tell_if_emptied(case) };
    if !is_vague(when) {
        return Vec::new();
    }
    let finding = Finding::on(when, "when", "this fits every situation, so nobody can test it");
    vec![finding.help("name what can be seen or heard: who says what, or which alert rings")]
}

const ASK: Ask = Ask {
    field: "when",
    message: "nothing says when this playbook applies",
    help: "add `when`: a condition that a tired person can test",
};

/// Whether a condition names nothing of its own.
fn is_vague(when: &str) -> bool {
    let words = when.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.into_iter().all(|word| VAGUE.split(' ').any(|vague| vague == word.to_lowercase()))
}

/// Words that fit every situation, in the order of the alphabet.
const VAGUE: &str = "a always an any anything appropriate arise arises as at bad be big break breaks broken \
    case crises crisis desired do doubt emergencies emergency error errors event ever \
    every everything fail fails for go goes happen happens have helpful if in incident \
    incidents is issue issues it its major necessary need needed occur occurs of on or \
    possible problem problems required s serious should some something sometimes the there \
    thing things this time times to trouble urgent use useful we when whenever where wrong \
    you";
