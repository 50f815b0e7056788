//! What was said to the client, and by the client.

use crate::date::Time;
use crate::document::incident::Channel;
use crate::tree::decode::List;
use crate::tree::mention::Person;
use crate::tree::name::Ref;
use crate::tree::record::{choice, record};

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
