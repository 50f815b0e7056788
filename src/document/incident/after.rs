//! The repair, what makes up for it, and the look back.

use crate::date::Time;
use crate::document::incident::Channel;
use crate::tree::decode::List;
use crate::tree::mention::Person;
use crate::tree::name::Ref;
use crate::tree::record::{choice, record};

record! {
    /// The repair.
    pub struct Fix {
        /// What was done.
        what: Box<str>,
        /// When.
        at: Time,
        /// By whom.
        by: Ref<Person>,
        /// Work that waited for it.
        put_on_hold: List<Box<str>>,
        /// What it cost.
        cost: Box<str>,
    }
}

choice! {
    /// Ways to make up for it.
    pub enum AmendsKind {
        /// None, with a reason.
        None = "none",
        /// A lower price.
        Discount = "discount",
        /// Something off the next bill.
        Credit = "credit",
        /// Money back.
        Refund = "refund",
        /// Work for nothing.
        FreeWork = "free-work",
        /// A gift.
        Gift = "gift",
    }
}

record! {
    /// What was offered to make up for it.
    pub struct Amends {
        /// Which way.
        kind: AmendsKind,
        /// How much.
        value: Box<str>,
        /// When it was offered.
        offered_at: Time,
        /// Whether it was taken.
        accepted: bool,
        /// Why, or why not.
        reason: Box<str>,
    }
}

choice! {
    /// Whether anything else was wrong.
    pub enum FurtherErrors {
        /// Nothing was.
        None = "none",
        /// Something was.
        Some = "true",
        /// Not known.
        Unknown = "unknown",
    }
}

record! {
    /// The look back with the client.
    pub struct FollowUp {
        /// By when.
        due: Time,
        /// By whom.
        by: Ref<Person>,
        /// When it was done.
        done_at: Time,
        /// How.
        channel: Channel,
        /// Whether anything else was wrong.
        further_errors: FurtherErrors,
        /// How the client reaches us next time.
        reach_us: Box<str>,
        /// What was said.
        words: Box<str>,
    }
}

record! {
    /// A small promise.
    pub struct TrustStep {
        /// What.
        step (required): Box<str>,
        /// By when.
        due: Time,
        /// When it was kept.
        done_at: Time,
        /// Whether the client agreed to it.
        agreed: bool,
    }
}

choice! {
    /// How a client stood to us before.
    pub enum Before {
        /// New.
        New = "new",
        /// Steady.
        Steady = "steady",
        /// Strained.
        Strained = "strained",
    }
}

choice! {
    /// How a client stands to us after.
    pub enum After {
        /// Better than before.
        Stronger = "stronger",
        /// As before.
        Same = "same",
        /// Worse than before.
        Weaker = "weaker",
        /// May leave.
        AtRisk = "at-risk",
        /// Left.
        Lost = "lost",
        /// Not known.
        Unknown = "unknown",
    }
}

record! {
    /// How the client stood to us.
    pub struct Relationship {
        /// Before.
        before: Before,
        /// After.
        after: After,
    }
}

record! {
    /// A step of the playbook that was left out or changed on purpose.
    pub struct Deviation {
        /// Id of the step.
        step (required): Box<str>,
        /// Why.
        reason (required): Box<str>,
    }
}

record! {
    /// The second reader.
    pub struct Review {
        /// Who.
        by: Ref<Person>,
        /// When.
        at: Time,
        /// What they said.
        notes: Box<str>,
    }
}
