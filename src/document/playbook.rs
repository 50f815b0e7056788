//! A playbook as it is written in its front matter (specification C.4).

use crate::date::Time;
use crate::document::incident::{SchemaVersion, Severity, Visibility};
use crate::tree::decode::List;
use crate::tree::mention::{DocumentId, Person, Service, Tag};
use crate::tree::name::Ref;
use crate::tree::record::{choice, record};
use crate::tree::scalar::Slug;

record! {
    /// The front matter of a playbook.
    pub struct Playbook {
        /// Version of this form; 1.
        schema: SchemaVersion,
        /// Permanent id; the file name without .md where it is left out.
        id: Slug,
        /// An imperative, or the situation.
        title (required): Box<str>,
        /// The condition that calls for it, such that a tired person can test it.
        when: Box<str>,
        /// draft, active or retired; draft where it is left out.
        status: PlaybookStatus,
        /// One person or role.
        owner: Ref<Person>,
        /// Incidents that it is for.
        applies_to: AppliesTo,
        /// The steps in their order.
        steps (required): List<PlaybookStep>,
        /// Last walk-through.
        reviewed_at: Time,
        /// How often it is walked through, such as `6 months`; a year where it is left out.
        review_every: Box<str>,
        /// Dry runs.
        exercises: List<Exercise>,
        /// Slugs from tags.yaml.
        tags: List<Ref<Tag>>,
        /// Who may read it; internal where it is left out.
        visibility: Visibility,
        /// Documents to see also.
        related: List<Ref<DocumentId>>,
        /// Former addresses that lead here.
        aliases: List<Box<str>>,
    }
}

choice! {
    /// Stages of a playbook's life.
    pub enum PlaybookStatus {
        /// Being written.
        Draft = "draft",
        /// In use.
        Active = "active",
        /// No longer in use.
        Retired = "retired",
    }
}

record! {
    /// Incidents that a playbook is for.
    pub struct AppliesTo {
        /// Of these severities.
        severity: List<Severity>,
        /// Of these types.
        r#type: List<Box<str>>,
        /// Of these services.
        services: List<Ref<Service>>,
    }
}

record! {
    /// One step of a playbook.
    pub struct PlaybookStep {
        /// Permanent id in kebab-case.
        id (required): Slug,
        /// What to do, as an imperative.
        title (required): Box<str>,
        /// Why.
        why: Box<str>,
        /// What to do in detail.
        r#do: List<Box<str>>,
        /// Phrases that worked.
        say: List<Box<str>>,
        /// What to leave.
        dont: List<Box<str>>,
        /// Who does it.
        role: Box<str>,
        /// Time box from the trigger or the step before, such as 15m, 4h or 3d.
        within: crate::date::Length,
        /// Ids of steps that come before.
        after: List<Box<str>>,
        /// Whether it may be left out; true where it is left out.
        required: bool,
        /// What can be seen or heard when it is done.
        done_when: Box<str>,
        /// Fields of the incident that it fills.
        captures: List<Box<str>>,
        /// Steps of the founding texts, or incidents, that it comes from.
        from: List<Box<str>>,
    }
}

record! {
    /// A dry run.
    pub struct Exercise {
        /// When.
        at (required): Time,
        /// Who.
        by: Box<str>,
        /// What it showed.
        found: Box<str>,
    }
}
