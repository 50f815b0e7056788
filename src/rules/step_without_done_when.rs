//! `step-without-done-when`

use super::ask::absent;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::playbook::Playbook;
use crate::document::{Stage, items};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "step-without-done-when",
    group: Group::Playbook,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "a step of a playbook does not say when it is done",
    explain: Explain {
        finds: "A step without `done_when`, in a playbook that is not retired.",
        why: "Advice never ends, and a step does. Who follows the list has to know when to go on to the \
              next line, and who comes after them has to see which lines are done.",
        bad: "steps: [{ id: calm, title: Calm the client }]",
        good: "steps: [{ id: calm, title: Calm the client, done_when: The client has told the problem in \
               their own words }]",
        mend: "Write what can be seen or heard once it is done.",
        ignore: "For a reminder that belongs to no moment; better, move it into `dont` or `why` of a step.",
    },
    source: &["S1.10a", "SRE"],
    options: &[],
    fix: None,
    check: Check::Playbook(look),
};

fn look(playbook: &Playbook, case: &Case<'_>) -> Vec<Finding> {
    if case.document.stage() == Stage::Gone {
        return Vec::new();
    }
    let steps = (0_usize..).zip(items(&playbook.steps)).filter(|(_, step)| step.done_when.is_none());
    let told = steps.filter_map(|(number, step)| {
        let path = format!("steps[{number}].done_when");
        if absent::is_told_elsewhere(case.document, &path) {
            return None;
        }
        let span = step.title.as_ref().map_or(step.span, |title| title.span);
        let finding = Finding::at(span, "this step does not say when it is done").field(path);
        Some(finding.help("add `done_when`: what can be seen or heard then"))
    });
    told.collect()
}
