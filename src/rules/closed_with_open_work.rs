//! `closed-with-open-work`

use super::ask::steps;
use crate::diagnostic::Level::Error;
use crate::diagnostic::{Edit, Fix, Place, Safety};
use crate::document::incident::{Incident, Status};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};

pub(super) static RULE: Rule = Rule {
    name: "closed-with-open-work",
    group: Group::Lifecycle,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "closed while a prevention step or the follow-up is open",
    explain: Explain {
        finds: "An incident with `status: closed` that has a prevention step which is open or in progress \
                (a step that names no status is open), or a `follow_up` without `done_at`.",
        why: "Closed means that nothing is open any more. Once it can mean something else, nobody looks at \
              the list of what is not closed.",
        bad: "status: closed\nprevention: [{ step: Send a test mail each hour, status: in-progress }]",
        good: "status: published\nprevention: [{ step: Send a test mail each hour, status: in-progress }]",
        mend: "Set the status back to published until the last step is done, or dropped with a reason.",
        ignore: "Never.",
    },
    source: &["S3.6", "S1.10", "S2.3c"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(status) = incident.status.as_ref().filter(|status| status.value == Status::Closed) else {
        return Vec::new();
    };
    let open: Vec<_> = steps::all(incident).filter(steps::Listed::is_open).collect();
    let follow_up = incident.follow_up.as_ref().filter(|follow_up| follow_up.done_at.is_none());
    let count = match open.len() {
        1 => Some("1 step".to_owned()),
        count => (count > 0).then(|| format!("{count} steps")),
    };
    let message = match (count, follow_up) {
        (None, None) => return Vec::new(),
        (Some(count), Some(_)) => format!("closed, with {count} and the follow-up open"),
        (Some(count), None) => format!("closed, with {count} open"),
        (None, Some(_)) => "closed, with the follow-up open".to_owned(),
    };
    let first = open.first().map(|step| step.span()).or(follow_up.map(|follow_up| follow_up.key));
    let back = Fix::safe("set `status` back to `published`", vec![Edit::replace(status.span, "published")]);
    let finding = Finding::on(status, "status", message).fix(back);
    let help = "set it back to `published` until the last one is done, or dropped with a reason";
    let place = first.map(|span| Place { file: case.document.file, span });
    vec![match place {
        Some(place) => finding.also(place, "open here").help(help),
        None => finding.help(help),
    }]
}
