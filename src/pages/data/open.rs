//! Prevention steps and promises as records.

use crate::date::Zone;
use crate::document::incident::prevention as written;
use crate::document::items;
use crate::pages::agenda::team_of;
use crate::pages::data::document::{at, clients, said, slug};
use crate::pages::data::is_shared;
use crate::pages::data::record::{Move, Promise, Step};
use crate::pages::ledger::{self, Progress, is_counted, progress, step_id};
use crate::pages::promised::{self, About, State};
use crate::pages::{Press, prevention};
use crate::site::DocId;
use crate::tree::decode::Field;

/// The prevention steps of an incident.
pub fn steps<'a>(press: &Press<'a>, id: DocId) -> Vec<Step<'a>> {
    let site = press.site();
    let Some(document) = site.get(id) else { return Vec::new() };
    let Some(incident) = document.incident() else { return Vec::new() };
    let zone = site.zone(incident);
    let record = |(number, step): (usize, &'a written::Step)| {
        let progress = progress(step, site.today);
        Step {
            incident: &document.id,
            id: step_id(step, number),
            page: format!("{}#{}", press.href(id), prevention::anchor(step, number)),
            step: said(&step.step).unwrap_or_default(),
            counted: is_counted(document),
            kind: step.kind.as_ref().map(|kind| kind.word()),
            owner: step.owner.as_ref().map(|owner| slug(site, &owner.value)),
            team: step.owner.as_ref().and_then(|owner| team_of(site, &owner.name)),
            due: at(&step.due, &zone),
            state: state(progress),
            days_overdue: match progress {
                Progress::Open { late, .. } => late,
                _ => None,
            },
            done_at: at(&step.done_at, &zone),
            evidence: texts(step.evidence.iter().flat_map(|all| all.iter())),
            verify: said(&step.verify),
            verified_at: at(&step.verified_at, &zone),
            averts: texts(step.averts.iter().flat_map(|all| all.iter())),
            tracker: said(&step.tracker),
            reason: said(&step.reason),
            moved: items(&step.moved).iter().map(|moved| moved_date(moved, &zone)).collect(),
            from_playbook: said(&step.from_playbook),
            superseded_by: said(&step.superseded_by),
        }
    };
    ledger::steps(incident).map(record).collect()
}

/// The promises of an incident of the record.
pub fn promises<'a>(press: &Press<'a>, id: DocId) -> Vec<Promise<'a>> {
    let site = press.site();
    let Some(document) = site.get(id) else { return Vec::new() };
    let Some(incident) = document.incident() else { return Vec::new() };
    let (zone, is_shared) = (site.zone(incident), is_shared(site, id));
    // Small promises are between us and the client: a page that the client may read leaves them out, and so do we.
    let shown = promised::made(site, id)
        .into_iter()
        .filter(|promise| !is_shared || !matches!(promise.about, About::TrustStep(_)));
    let record = |promise: promised::Promise| Promise {
        incident: &document.id,
        about: match promise.about {
            About::Fix => "fix",
            About::FollowUp => "follow-up",
            About::TrustStep(_) => "trust-step",
            About::News(_) => "news",
        },
        promise: promised::text(incident, promise.about),
        due: promise.due.rfc3339(&zone),
        kept: promise.kept.map(|at| at.rfc3339(&zone)),
        state: match promise.state {
            State::Overdue(_) => "overdue",
            State::Open => "open",
            State::Late => "late",
            State::Kept => "kept",
        },
        clients: clients(site, incident),
    };
    shown.map(record).collect()
}

/// The word of a step's state.
fn state(progress: Progress) -> &'static str {
    match progress {
        Progress::Open { late: Some(_), .. } => "overdue",
        Progress::Open { begun: true, .. } => "in-progress",
        Progress::Open { begun: false, .. } => "open",
        Progress::Done => "done",
        Progress::Proven => "proven",
        Progress::Dropped => "dropped",
        Progress::Replaced => "superseded",
    }
}

fn texts<'a>(list: impl Iterator<Item = &'a Field<Box<str>>>) -> Vec<&'a str> {
    list.map(|item| item.value.as_ref()).collect()
}

fn moved_date<'a>(moved: &'a written::Move, zone: &Zone) -> Move<'a> {
    Move { from: at(&moved.from, zone), to: at(&moved.to, zone), reason: said(&moved.reason) }
}
