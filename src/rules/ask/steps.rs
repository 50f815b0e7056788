//! The prevention steps of an incident, as rules look at them.

use crate::document::incident::Incident;
use crate::document::incident::prevention::{Step, StepStatus};
use crate::document::items;
use crate::rule::Finding;
use crate::source::Span;
use crate::tree::decode::Field;

/// A prevention step and its place in the list.
#[derive(Debug, Clone, Copy)]
pub(in crate::rules) struct Listed<'a> {
    number: usize,
    /// The step.
    pub(in crate::rules) step: &'a Step,
    span: Span,
}

/// All prevention steps; `none: reason` is no step.
pub(in crate::rules) fn all(incident: &Incident) -> impl Iterator<Item = Listed<'_>> {
    let listed = (0..).zip(items(&incident.prevention));
    let listed = listed.map(|(number, item)| Listed { number, step: &item.value, span: item.span });
    listed.filter(|listed| listed.step.none.is_none() || listed.step.step.is_some())
}

/// Why there is no step, where the list says so in place of steps.
pub(in crate::rules) fn reason_for_none(incident: &Incident) -> Option<&Field<Box<str>>> {
    let reason = items(&incident.prevention).iter().find_map(|item| item.none.as_ref());
    reason.filter(|reason| !reason.trim().is_empty())
}

impl Listed<'_> {
    /// Its id; `p2` for the second where it has none.
    pub(in crate::rules) fn name(&self) -> String {
        match &self.step.id {
            Some(id) => id.0.to_string(),
            None => format!("p{}", self.number + 1),
        }
    }

    /// Path of one of its keys, such as `prevention[1].due`.
    pub(in crate::rules) fn path(&self, key: &str) -> String {
        format!("prevention[{}].{key}", self.number)
    }

    /// Where it stands in the file.
    pub(in crate::rules) fn span(&self) -> Span {
        self.span
    }

    /// A finding at what it says, about one of its keys.
    pub(in crate::rules) fn finding(&self, key: &str, message: impl Into<String>) -> Finding {
        let span = self.step.step.as_ref().map_or(self.span, |step| step.span);
        Finding::at(span, message).field(self.path(key))
    }

    /// Where it stands; open where it does not say.
    pub(in crate::rules) fn status(&self) -> StepStatus {
        self.step.status.as_ref().map_or(StepStatus::Open, |status| status.value)
    }

    /// Whether it is still to be done.
    pub(in crate::rules) fn is_open(&self) -> bool {
        matches!(self.status(), StepStatus::Open | StepStatus::InProgress)
    }

    /// Whether it counts: done, or still to be done.
    pub(in crate::rules) fn is_live(&self) -> bool {
        self.is_open() || self.status() == StepStatus::Done
    }

    /// Whether it will not be done.
    pub(in crate::rules) fn is_dropped(&self) -> bool {
        self.status() == StepStatus::Dropped
    }

    /// Whether it says that it averts something: `our-part`, or the id of a cause.
    pub(in crate::rules) fn averts(&self, what: &str) -> bool {
        self.averted().any(|averted| averted == what)
    }

    /// What it says that it averts.
    pub(in crate::rules) fn averted(&self) -> impl Iterator<Item = &str> {
        self.step.averts.iter().flat_map(|averts| averts.iter()).map(|averted| averted.trim())
    }
}
