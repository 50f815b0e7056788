//! When what happened.

use crate::date::Time;
use crate::tree::mention::Person;
use crate::tree::name::Ref;
use crate::tree::record::record;

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
