//! An incident as it is written in its front matter (specification C.1 to C.3).

pub mod after;
pub mod blame;
pub mod clock;
pub mod harm;
pub mod prevention;
pub mod talk;

use crate::date::Time;
use crate::document::incident::after::{Amends, Deviation, Fix, FollowUp, Relationship, Review, TrustStep};
use crate::document::incident::blame::{BlameTaken, Cause};
use crate::document::incident::clock::Times;
use crate::document::incident::harm::Impact;
use crate::document::incident::prevention::{Defeat, Step};
use crate::document::incident::talk::{
    Apology, Call, DesiredOutcome, FirstContact, Message, Plan, ProblemConfirmed,
};
use crate::tree::decode::{Field, List, OneOrMany};
use crate::tree::mention::{Client, DocumentId, IncidentId, Person, PlaybookId, Service, Tag};
use crate::tree::name::Ref;
use crate::tree::record::{choice, record};
use crate::tree::scalar::Slug;

record! {
    /// The front matter of an incident.
    pub struct Incident {
        /// Version of this form; 1.
        schema: SchemaVersion,
        /// Permanent id; the file name without .md where it is left out.
        id: Slug,
        /// What the client would call it; no names, no cause.
        title (required): Box<str>,
        /// Day the effect began, as YYYY-MM-DD.
        date (required): Time,
        /// Slugs from clients.yaml; `internal` is always there.
        client: OneOrMany<Ref<Client>>,
        /// What the client saw: the thing, the symptom, since when, how much. What, not why.
        what_went_wrong: Box<str>,
        /// Our part, in first person plural; never none.
        blame_taken: BlameTaken,
        /// What will prevent it next time.
        prevention: List<Step>,
        /// draft, review, published, closed or superseded; draft where it is left out.
        status: Status,
        /// The incident that this one was merged into.
        superseded_by: Ref<IncidentId>,
        /// Who may read it: internal, restricted, client or public; internal where it is left out.
        visibility: Visibility,
        /// Effect on the client, by the table in site.toml; not effort, not fault.
        severity: Severity,
        /// Kind of crisis; something said counts too.
        r#type: Kind,
        /// Where the chain of events started; independent of the blame taken.
        origin: Origin,
        /// Who noticed first.
        noticed_by: NoticedBy,
        /// Slugs from services.yaml.
        services: List<Ref<Service>>,
        /// Slugs from tags.yaml.
        tags: List<Ref<Tag>>,
        /// Language of the text as BCP 47.
        lang: Box<str>,
        /// IANA zone for the times that say no offset.
        timezone: Box<str>,
        /// When what happened; the order is checked.
        times: Times,
        /// Who took charge and who wrote.
        people: People,
        /// Effect on the client and their customers.
        impact: Impact,
        /// The first exchange: who, how, and whether the client was heard.
        first_contact: FirstContact,
        /// The client's own words, quoted or paraphrased with consent.
        client_voice: OneOrMany<Box<str>>,
        /// The problem as agreed with the client, in writing.
        problem_confirmed: ProblemConfirmed,
        /// What would make it right for the client.
        desired_outcome: DesiredOutcome,
        /// The call in three parts: what happened, sorry, what we do and by when.
        call: Call,
        /// The apology: when, by whom, in which words.
        apology: Apology,
        /// What we said we would do, and by when.
        plan: Plan,
        /// Log of messages, newest last.
        communications: List<Message>,
        /// Text, or path of a text, that the contact can forward.
        client_brief: Box<str>,
        /// Contributing facts, several; no persons.
        causes: List<Cause>,
        /// The repair; not the prevention.
        fix: Fix,
        /// What was offered to make up for it; considered, not obliged.
        amends: Amends,
        /// The look back with the client when all is done.
        follow_up: FollowUp,
        /// Small agreed promises that rebuild trust.
        trust_steps: List<TrustStep>,
        /// How the client stood to us before and after.
        relationship: Relationship,
        /// Playbooks that were used.
        playbook: OneOrMany<Ref<PlaybookId>>,
        /// Steps of the playbook that were left out or changed on purpose.
        deviations: List<Deviation>,
        /// What the playbook learned.
        playbook_changes: List<Box<str>>,
        /// Earlier incident of the same kind.
        recurrence_of: Ref<IncidentId>,
        /// Documents to see also.
        related: List<Ref<DocumentId>>,
        /// Incidents that look alike and are not.
        not_related: List<Ref<IncidentId>>,
        /// Earlier prevention steps that did not hold, and why.
        defeats: List<Defeat>,
        /// A drill: shown with a mark, counted nowhere.
        exercise: bool,
        /// Former addresses that lead here.
        aliases: List<Box<str>>,
        /// Said aloud rather than hidden.
        open_questions: List<Box<str>>,
        /// The second reader.
        review: Review,
    }
}

choice! {
    /// Versions of the form.
    pub enum SchemaVersion {
        /// The first.
        V1 = "1",
    }
}

choice! {
    /// Stages of an incident's life (specification C.5).
    pub enum Status {
        /// Safe to commit at once; not counted.
        Draft = "draft",
        /// Complete enough for a second reader; not counted.
        Review = "review",
        /// The team's record.
        Published = "published",
        /// Nothing is open any more.
        Closed = "closed",
        /// Merged into another document.
        Superseded = "superseded",
    }
}

choice! {
    /// Who may read a document, from everybody on the team to everybody.
    pub enum Visibility {
        /// The whole team.
        Internal = "internal",
        /// A few.
        Restricted = "restricted",
        /// The client too.
        Client = "client",
        /// Everybody.
        Public = "public",
    }
}

choice! {
    /// Effect on the client, gravest first.
    pub enum Severity {
        /// The client cannot do business.
        Sev1 = "sev1",
        /// Something important does not work.
        Sev2 = "sev2",
        /// Something works badly.
        Sev3 = "sev3",
        /// Hardly felt.
        Sev4 = "sev4",
    }
}

choice! {
    /// Kinds of crises.
    pub enum Kind {
        /// Something did not run.
        Outage = "outage",
        /// Something ran wrongly.
        Defect = "defect",
        /// Something is gone.
        DataLoss = "data-loss",
        /// Something came late.
        Delay = "delay",
        /// Something was not good enough.
        Quality = "quality",
        /// Something was charged wrongly.
        Billing = "billing",
        /// Two pictures of the same thing.
        Misunderstanding = "misunderstanding",
        /// Something said or done.
        Conduct = "conduct",
        /// Something was open that must be shut.
        Security = "security",
    }
}

choice! {
    /// Where a chain of events started.
    pub enum Origin {
        /// With us.
        Ours = "ours",
        /// With us and others.
        Shared = "shared",
        /// With a supplier.
        ThirdParty = "third-party",
        /// With the client.
        Client = "client",
        /// Not known.
        Unknown = "unknown",
    }
}

choice! {
    /// Who noticed first.
    pub enum NoticedBy {
        /// The client.
        Client = "client",
        /// Somebody of ours.
        Us = "us",
        /// A machine of ours.
        Monitoring = "monitoring",
        /// A supplier.
        ThirdParty = "third-party",
        /// Somebody else.
        Public = "public",
    }
}

choice! {
    /// Ways to talk.
    pub enum Channel {
        /// By telephone.
        Call = "call",
        /// By video.
        Video = "video",
        /// Face to face.
        InPerson = "in-person",
        /// By mail.
        Email = "email",
        /// By chat.
        Chat = "chat",
        /// In a ticket.
        Ticket = "ticket",
        /// By letter.
        Letter = "letter",
        /// On a status page.
        StatusPage = "status-page",
    }
}

record! {
    /// Who took charge and who wrote.
    pub struct People {
        /// Who took charge.
        lead: Ref<Person>,
        /// Since when.
        lead_since: Time,
        /// Who kept the log.
        scribe: Ref<Person>,
        /// Who wrote this.
        author: OneOrMany<Ref<Person>>,
        /// Who helped.
        responders: List<Ref<Person>>,
        /// A shop of one: nobody else could lead.
        solo: bool,
    }
}

impl Incident {
    /// The ids of its prevention steps in their order: `p1`, `p2` and so on where none is written.
    pub fn step_ids(&self) -> Vec<Box<str>> {
        let steps = self.prevention.iter().flat_map(|steps| steps.iter());
        ids("p", steps.map(|step| step.id.as_ref()))
    }

    /// The ids of its causes in their order: `c1`, `c2` and so on where none is written.
    pub fn cause_ids(&self) -> Vec<Box<str>> {
        let causes = self.causes.iter().flat_map(|causes| causes.iter());
        ids("c", causes.map(|cause| cause.id.as_ref()))
    }
}

fn ids<'a>(letter: &str, written: impl Iterator<Item = Option<&'a Field<Slug>>>) -> Vec<Box<str>> {
    let id = |(number, id): (usize, Option<&Field<Slug>>)| match id {
        Some(id) => id.value.0.clone(),
        None => format!("{letter}{number}").into(),
    };
    (1..).zip(written).map(id).collect()
}
