//! `prevention-kind-mismatch`

use super::absent::is_told;
use super::steps::{self, Listed};
use super::strength;
use super::words::is_english;
use crate::diagnostic::Level::{Info, Off};
use crate::document::incident::Incident;
use crate::document::incident::prevention::Strength;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "prevention-kind-mismatch",
    group: Group::Prevention,
    levels: [Off, Info, Info],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "a step is marked stronger than it reads, or not marked at all",
    explain: Explain {
        finds: "A step marked `kind: strong` whose words are those of training, reminders, documents, policies, \
                double checks or more care, and nothing else; and a step without `kind` whose words tell it. Steps \
                whose words say neither are let through, and so are dropped and superseded ones. It reads English.",
        why: "The strength of the steps is shown on the site and adds up over the years. It is worth something only \
              if it says what the steps are, and not what we hope of them.",
        bad: "prevention:\n  - { step: Remind everyone before a release, kind: strong }",
        good: "prevention:\n  - { step: Remind everyone before a release, kind: weak }",
        mend: "Correct the kind, or make the step as strong as it says. The table of kinds stands in `amends explain \
               only-weak-prevention`.",
        ignore: "When the words mislead: a training room can be blocked, and a policy can be a line of code.",
    },
    source: &["RCA2"],
    options: &[],
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if !is_english(incident, case) {
        return Vec::new();
    }
    steps::all(incident).filter(Listed::is_live).filter_map(|step| of_step(step, case)).collect()
}

fn of_step(listed: Listed<'_>, case: &Case<'_>) -> Option<Finding> {
    let read = strength::read(listed.step.step.as_ref()?)?;
    let path = listed.path("kind");
    let Some(kind) = &listed.step.kind else {
        let told = is_told(case.document, &path);
        let message = format!("step {} has no kind, and reads as {}", listed.name(), read.word());
        let help = format!("write `kind: {}`; the kinds stand in `amends explain only-weak-prevention`", read.word());
        return (!told).then(|| listed.finding("kind", message).help(help));
    };
    let message = format!("step {} is marked {}, and reads as {}", listed.name(), kind.word(), read.word());
    let is_hoped = kind.value == Strength::Strong && read == Strength::Weak;
    let help = "correct the kind, or make the step strong; see `amends explain only-weak-prevention`";
    is_hoped.then(|| Finding::on(kind, path, message).help(help))
}
