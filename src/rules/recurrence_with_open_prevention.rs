//! `recurrence-with-open-prevention`

use super::ask::steps;
use crate::diagnostic::Level::{Off, Warn};
use crate::diagnostic::Place;
use crate::document::incident::Incident;
use crate::document::incident::prevention::StepStatus;
use crate::document::items;
use crate::document::section::Section;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "recurrence-with-open-prevention",
    group: Group::Corpus,
    levels: [Off, Warn, Warn],
    kind: Kind::Corpus,
    from: From::Published,
    summary: "it happened again while steps against the first time were open or dropped",
    explain: Explain {
        finds: "An incident whose `recurrence_of` names one that has prevention steps which are open, in \
                progress or dropped, or which were done only after this incident began. It is let through \
                where the write-up says so: `defeats` names a step of the other, or the id of the other \
                stands in `blame_taken` or in the section Our part.",
        why: "A step that was promised and not done is part of what happened. The client of the second \
              incident may have read the first.",
        bad: "recurrence_of: 2024-11-02-acme-mail\nblame_taken: We changed the password by hand.",
        good: "recurrence_of: 2024-11-02-acme-mail\n\
               blame_taken: We had not finished step 2 of 2024-11-02-acme-mail, which would have caught this.",
        mend: "Say it in Our part, with the id of the other incident. Then look at the step: do it, or say \
               why it is not the right one.",
        ignore: "When the open steps have nothing to do with what came back.",
    },
    source: &["S3.6", "S4.7"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(named) = &incident.recurrence_of else { return Vec::new() };
    let Some((id, other, earlier)) = case.site.incident(&named.name) else { return Vec::new() };
    if id == case.id || is_said(incident, &other.id, case) {
        return Vec::new();
    }
    let open: Vec<_> = steps::all(earlier).filter(|step| was_open(step, incident)).collect();
    let dropped: Vec<_> = steps::all(earlier).filter(steps::Listed::is_dropped).collect();
    let Some(first) = open.first().or(dropped.first()) else { return Vec::new() };
    let message = match (open.len(), dropped.len()) {
        (0, dropped) => format!("{} of `{}` had been dropped", counted(dropped), other.id),
        (open, 0) => format!("{} of `{}` had not been done", counted(open), other.id),
        (open, dropped) => {
            format!("{} of `{}` had not been done, and {dropped} had been dropped", counted(open), other.id)
        }
    };
    let place = Place { file: other.file, span: first.span() };
    let finding = Finding::on(named, "recurrence_of", message).also(place, "this step");
    vec![finding.help("say so in Our part, with the id of the other incident")]
}

/// Whether a step was still to be done when it happened again.
fn was_open(step: &steps::Listed<'_>, again: &Incident) -> bool {
    let done = step.step.done_at.as_ref().filter(|_| step.status() == StepStatus::Done);
    let too_late = done.zip(again.date.as_ref()).is_some_and(|(done, date)| done.day() > date.day());
    step.is_open() || too_late
}

/// Whether the write-up speaks of the other one's steps.
fn is_said(incident: &Incident, id: &str, case: &Case<'_>) -> bool {
    let names_step = |step: &str| step.split('#').next().is_some_and(|other| other.trim() == id);
    let mut defeats = items(&incident.defeats).iter().filter_map(|defeat| defeat.step.as_ref());
    let text = case.text();
    let blame = incident.blame_taken.as_ref().is_some_and(|blame| blame.span.of(text).contains(id));
    let mut parts = case.document.body.sections().iter();
    let is_ours = |section: Option<Section>| section == Some(Section::OurPart);
    defeats.any(|step| names_step(step))
        || blame
        || parts.any(|part| {
            is_ours(part.section.map(|(section, _)| section)) && part.content.of(text).contains(id)
        })
}

fn counted(steps: usize) -> String {
    if steps == 1 { "1 step".to_owned() } else { format!("{steps} steps") }
}
