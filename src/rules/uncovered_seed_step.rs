//! `uncovered-seed-step`

use crate::config::SITE_TOML;
use crate::diagnostic::Level::{Info, Off};
use crate::document::{Document, Stage, items};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::seeds::{self, Seed, Text};
use crate::site::Site;
use crate::source::FileId;
use std::collections::HashSet;

pub(super) static RULE: Rule = Rule {
    name: "uncovered-seed-step",
    group: Group::Playbook,
    levels: [Off, Off, Info],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "a step of the founding texts is in no active playbook",
    explain: Explain {
        finds: "Steps of the five founding texts that no step of an active playbook names in `from`: each by \
                itself where a text lacks up to three of them, else in one finding for the text.",
        why: "The texts hold what others have learnt the hard way. A team may do without a step, as long as \
              it has decided that and not forgotten it.",
        bad: "steps: [{ id: amends, title: Offer something }]",
        good: "steps: [{ id: amends, title: Offer something, from: [S4.5] }]",
        mend: "Name the step in `from` of the playbook step that does it, or add one that does.",
        ignore: "When the team has decided against a step; the rule can be switched off in site.toml, with \
                 that reason as a comment.",
    },
    source: &["S1.11", "S2.0", "S3.7", "S5.6", "S2.9"],
    options: &[],
    fix: None,
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let active = || site.documents.iter().filter(|document| document.stage() == Stage::Published);
    let steps = active().filter_map(Document::playbook).flat_map(|playbook| items(&playbook.steps));
    let covered: HashSet<&str> =
        steps.flat_map(|step| items(&step.from)).map(|from| from.value.as_ref()).collect();
    let playbook = || active().find(|document| document.playbook().is_some()).map(|document| document.file);
    let Some(file) = site.sources.find(SITE_TOML).or_else(playbook) else { return Vec::new() };
    seeds::TEXTS.iter().flat_map(|text| of_text(text, &covered, file)).collect()
}

/// The steps of a text that are in no playbook: each by itself while they are few, else in one finding.
fn of_text(text: &Text, covered: &HashSet<&str>, file: FileId) -> Vec<Finding> {
    let steps = seeds::of(text).count();
    let lacking: Vec<&Seed> = seeds::of(text).filter(|seed| !covered.contains(seed.id)).collect();
    if lacking.len() <= FEW {
        return lacking.iter().map(|seed| one(seed, file)).collect();
    }
    let ids: Vec<&str> = lacking.iter().map(|seed| seed.id).collect();
    let message = if ids.len() == steps {
        format!("no step of the founding text \"{}\" is in a playbook", text.name)
    } else {
        let count = ids.len();
        format!("{count} of {steps} steps of the founding text \"{}\" are in no playbook", text.name)
    };
    let finding = Finding::absent_from(file, format!("S{}", text.number), message);
    vec![finding.note(ids.join(", ")).help("name them in `from` of the steps that do them")]
}

fn one(seed: &Seed, file: FileId) -> Finding {
    Finding::absent_from(file, seed.id, format!("{} ({}) is in no playbook", seed.id, seed.says))
        .help("name it in `from` of the step that does it")
}

/// How many steps of one text are told each by itself.
const FEW: usize = 3;
