//! `stale-draft`

use super::ask::care;
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::{Incident, Status};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "stale-draft",
    group: Group::Lifecycle,
    levels: [Info, Warn, Warn],
    kind: Kind::Clock,
    from: From::Draft,
    summary: "a draft or a review that has been lying for weeks",
    explain: Explain {
        finds: "An incident that is still a draft more than 10 days after its `date`, or still in review \
                more than 20 days after it.",
        why: "What is left lying is avoided. The short form of six keys is enough to publish, and the \
              details can follow.",
        bad: "date: 2025-03-04\nstatus: draft",
        good: "date: 2025-03-04\nstatus: published",
        mend: "Publish the short form, or set the status to review and name who reads it.",
        ignore: "When lawyers have it; say until when.",
    },
    source: &["S5.1", "S2.3", "S3.0a"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let (limit, word, help) = match incident.status() {
        Status::Draft => (10, "a draft", "publish the short form; details can follow"),
        Status::Review => (20, "in review", "name a day by which it is read, or publish it as it is"),
        _ => return Vec::new(),
    };
    let Some(date) = &incident.date else { return Vec::new() };
    let age = case.site.today.days_since(date.day());
    if age <= limit {
        return Vec::new();
    }
    let message = format!("still {word}, {} after it happened", care::days(age));
    let finding = match &incident.status {
        Some(status) => Finding::on(status, "status", message),
        None => Finding::on(date, "date", message),
    };
    vec![finding.help(help)]
}
