//! What will prevent it next time, and what did not hold.

use crate::date::Time;
use crate::tree::decode::{List, OneOrMany};
use crate::tree::mention::Person;
use crate::tree::name::Ref;
use crate::tree::record::{choice, record};
use crate::tree::scalar::Slug;

choice! {
    /// What makes a step work (specification C.9).
    pub enum Strength {
        /// Nobody has to remember.
        Strong = "strong",
        /// Memory gets help.
        Intermediate = "intermediate",
        /// Somebody has to remember.
        Weak = "weak",
    }
}

choice! {
    /// Where a prevention step stands.
    pub enum StepStatus {
        /// Not begun.
        Open = "open",
        /// Begun.
        InProgress = "in-progress",
        /// Done.
        Done = "done",
        /// Not to be done, with a reason.
        Dropped = "dropped",
        /// Taken over by another step.
        Superseded = "superseded",
    }
}

record! {
    /// One thing that will prevent it next time.
    pub struct Step (or step) {
        /// Why there is no step at all; alone in its item.
        none: Box<str>,
        /// Permanent id; p1, p2 and so on where it is left out.
        id: Slug,
        /// Verb, thing and where.
        step: Box<str>,
        /// strong works without memory, intermediate helps it, weak relies on it.
        kind: Strength,
        /// One person or one named role.
        owner: Ref<Person>,
        /// By when.
        due: Time,
        /// open, in-progress, done, dropped or superseded; open where it is left out.
        status: StepStatus,
        /// When it was done.
        done_at: Time,
        /// Address or path that shows it is done.
        evidence: OneOrMany<Box<str>>,
        /// How we will know that it works.
        verify: Box<str>,
        /// When that was seen.
        verified_at: Time,
        /// What it averts: our-part, ids of causes, or both.
        averts: OneOrMany<Box<str>>,
        /// Address of the ticket.
        tracker: Box<str>,
        /// Why it was dropped.
        reason: Box<str>,
        /// Dates that were moved, each with its reason.
        moved: List<Move>,
        /// The playbook step that it comes from.
        from_playbook: Box<str>,
        /// The step that took over.
        superseded_by: Box<str>,
    }
}

record! {
    /// A due date that was moved.
    pub struct Move {
        /// The date before.
        from: Time,
        /// The new date.
        to (required): Time,
        /// Why.
        reason (required): Box<str>,
    }
}

choice! {
    /// Why an earlier step did not hold.
    pub enum DefeatReason {
        /// It was not really done.
        NotReallyDone = "not-really-done",
        /// It was done and not enough.
        Insufficient = "insufficient",
        /// It was done and not in use.
        NotDeployed = "not-deployed",
        /// It came another way.
        DifferentPath = "different-path",
    }
}

record! {
    /// An earlier prevention step that did not hold.
    pub struct Defeat {
        /// Incident and step as `ID#STEP`.
        step (required): Box<str>,
        /// Why it did not hold.
        why (required): DefeatReason,
    }
}
