//! An incident as it is written in its front matter (specification C.1 to C.3).

use crate::date::Time;
use crate::tree::decode::{Field, List, OneOrMany};
use crate::tree::name::{
    Client, DocumentId, IncidentId, Party, Person, PlaybookId, Ref, Service, Tag, TeamOrPerson,
};
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

choice! {
    /// How much of it was ours; there is no none.
    pub enum Share {
        /// All of it.
        All = "all",
        /// Most of it.
        Most = "most",
        /// A part.
        Part = "part",
        /// A little.
        Little = "little",
    }
}

record! {
    /// Our part of the blame.
    pub struct BlameTaken (or statement) {
        /// all, most, part or little; there is no none and no percentage.
        share: Share,
        /// What we did or left undone, starting with We.
        statement (required): Box<str>,
        /// The team that takes it; a person only with consent: true.
        by: Ref<TeamOrPerson>,
        /// Whether the person named in `by` agreed to be named.
        consent: bool,
        /// The one thing we could have done.
        could_have_averted: Box<str>,
        /// How it came about, for the client, later.
        explanation: Box<str>,
        /// Other parties that had a part, as facts.
        others: List<Other>,
    }
}

record! {
    /// Another party's part, as a fact.
    pub struct Other {
        /// Slug of the vendor or client.
        party (required): Ref<Party>,
        /// One fact that can be checked; no judgement.
        fact (required): Box<str>,
        /// When we reached them.
        contacted: Time,
        /// Why they were reached late or not at all.
        reason: Box<str>,
        /// The solution that we took to the client together.
        joint_plan: Box<str>,
        /// How we helped although it was not ours.
        help_given: Box<str>,
        /// Who can help the client instead.
        referred_to: Box<str>,
        /// Whether we talk to them for the client.
        we_speak_for_client: bool,
    }
}

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

record! {
    /// When what happened; RFC 3339 with offset.
    pub struct Times {
        /// The effect began.
        started: Time,
        /// Somebody noticed.
        detected: Time,
        /// The picture inside was complete enough to call.
        facts_gathered: Time,
        /// First human answer to the client, or first action if the client did not know.
        first_response: Time,
        /// The client was told.
        client_told: Told,
        /// The effect was made smaller.
        mitigated: Time,
        /// It works again.
        fixed: Time,
        /// The client was told that it works again.
        reported_back: Time,
        /// Nothing was open any more.
        closed: Time,
    }
}

record! {
    /// When the client was told, or why not.
    pub struct Told (or at) {
        /// When.
        at: Time,
        /// Why it is withheld.
        withheld: Box<str>,
        /// Who agreed to that.
        approved_by: Ref<Person>,
        /// When that is looked at again.
        recheck: Time,
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

choice! {
    /// What happened to data.
    pub enum DataEffect {
        /// Nothing.
        None = "none",
        /// It is gone.
        Lost = "lost",
        /// Others could see it.
        Exposed = "exposed",
        /// It was changed wrongly.
        Corrupted = "corrupted",
        /// Not known.
        Unknown = "unknown",
    }
}

record! {
    /// Effect on the client and their customers.
    pub struct Impact (or client_view) {
        /// In the client's terms.
        client_view: Box<str>,
        /// Whether it can be counted; false says that it cannot.
        quantified: bool,
        /// How long, as text.
        duration: Box<str>,
        /// How many people.
        customers: u32,
        /// How much, with the currency.
        money: Box<str>,
        /// What happened to data.
        data: DataEffect,
        /// Why it is not known.
        unknown: Box<str>,
    }
}

choice! {
    /// How somebody sounded.
    pub enum Mood {
        /// Calm.
        Calm = "calm",
        /// Worried.
        Worried = "worried",
        /// Upset.
        Upset = "upset",
        /// Angry.
        Angry = "angry",
    }
}

record! {
    /// The first exchange with the client.
    pub struct FirstContact {
        /// When.
        at: Time,
        /// Who of us.
        by: Ref<Person>,
        /// How.
        channel: Channel,
        /// Whether we said that we heard.
        acknowledged: bool,
        /// Whether we thanked for being told.
        thanked: bool,
        /// How the client sounded at first.
        state_before: Mood,
        /// How the client sounded at the end.
        state_after: Mood,
    }
}

choice! {
    /// Where an agreement is written down.
    pub enum WrittenHow {
        /// In a mail.
        Email = "email",
        /// In a ticket.
        Ticket = "ticket",
        /// In minutes.
        Minutes = "minutes",
        /// In a letter.
        Letter = "letter",
    }
}

record! {
    /// The problem as agreed with the client.
    pub struct ProblemConfirmed {
        /// When.
        at: Time,
        /// Where it is written.
        how: WrittenHow,
        /// Who agreed.
        by: Box<str>,
        /// The problem in a sentence.
        statement: Box<str>,
        /// Where to find it.
        link: Box<str>,
    }
}

record! {
    /// What would make it right for the client.
    pub struct DesiredOutcome (or client) {
        /// What the client wants.
        client: Box<str>,
        /// What we had understood.
        ours: Box<str>,
        /// Whether both agree now.
        agreed: bool,
        /// Since when.
        at: Time,
    }
}

record! {
    /// The call in three parts.
    pub struct Call {
        /// When.
        at: Time,
        /// Who of us.
        by: Ref<Person>,
        /// Who of the client.
        with: Box<str>,
        /// What happened; not why.
        what: Box<str>,
        /// The apology: brief, and meant.
        sorry: Box<str>,
        /// What we will do.
        plan: Box<str>,
        /// By when.
        by_when: Time,
        /// Where it is written down.
        record: Box<str>,
        /// Why nobody called.
        reason_not_called: Box<str>,
    }
}

record! {
    /// The apology.
    pub struct Apology {
        /// Whether it was given; false needs a reason.
        given: bool,
        /// When.
        at: Time,
        /// By whom.
        by: Ref<Person>,
        /// How.
        channel: Channel,
        /// Its words, with consent.
        words: Box<str>,
        /// Where it is written.
        written: Box<str>,
        /// When it was repeated.
        repeated_at: Time,
        /// Why it was not given.
        reason: Box<str>,
    }
}

record! {
    /// What we said we would do.
    pub struct Plan {
        /// When it was said.
        at: Time,
        /// What.
        statement: Box<str>,
        /// In steps.
        steps: List<Box<str>>,
        /// By when it was promised.
        promised_by: Time,
        /// Whether the client had a say in it.
        agreed_with_client: bool,
    }
}

choice! {
    /// To whom a message went.
    pub enum Receiver {
        /// The client.
        Client = "client",
        /// Us.
        Us = "us",
        /// Only inside.
        Internal = "internal",
        /// A supplier.
        ThirdParty = "third-party",
    }
}

record! {
    /// One message of the log.
    pub struct Message {
        /// When.
        at (required): Time,
        /// To whom.
        to: Receiver,
        /// How.
        channel (required): Channel,
        /// From whom.
        by: Box<str>,
        /// What was said, in a line.
        summary: Box<str>,
        /// Where it is written down.
        record: Box<str>,
        /// When the next news is due.
        next_update_due: Time,
        /// Why this channel, or why so late.
        reason: Box<str>,
    }
}

choice! {
    /// Kinds of causes.
    pub enum CauseType {
        /// How we work.
        Process = "process",
        /// What we built.
        Technical = "technical",
        /// What was said and understood.
        Communication = "communication",
        /// What was delivered to us.
        Content = "content",
        /// Too little of something.
        Capacity = "capacity",
        /// A supplier.
        ThirdParty = "third-party",
        /// Not known.
        Unknown = "unknown",
    }
}

record! {
    /// A contributing fact.
    pub struct Cause {
        /// Its id, such as c1, for `averts`.
        id: Slug,
        /// The fact; no person.
        fact (required): Box<str>,
        /// Its kind.
        r#type: CauseType,
        /// What shows it.
        evidence: Box<str>,
        /// Why the risk is accepted.
        accepted: Box<str>,
    }
}

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
