//! Our part of the blame, what others had in it, and the facts that led to it.

use crate::date::Time;
use crate::tree::decode::List;
use crate::tree::mention::{Party, TeamOrPerson};
use crate::tree::name::Ref;
use crate::tree::record::{choice, record};
use crate::tree::scalar::Slug;

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
