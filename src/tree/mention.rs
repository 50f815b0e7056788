//! What a text names, and what kinds of things have names.

use crate::source::Span;

/// A name that must exist elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// What it names.
    pub kind: MentionKind,
    /// As written.
    pub name: Box<str>,
    /// Where it stands.
    pub span: Span,
    /// Path of the field, such as `people.lead`.
    pub field: Box<str>,
}

/// A kind of thing that a [`crate::tree::name::Ref`] may name.
pub trait Named {
    /// Which kind it is.
    const KIND: MentionKind;
}

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $name:ident => $word:literal,)*) => {
        /// The kinds of things that have names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MentionKind { $($(#[doc = $doc])* $name,)* }

        impl MentionKind {
            /// The word for it in a message.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }

        $(
            $(#[doc = $doc])*
            #[derive(Debug, Clone, PartialEq, Eq)]
            pub enum $name {}
            impl Named for $name {
                const KIND: MentionKind = MentionKind::$name;
            }
        )*
    };
}

kinds! {
    /// An entry of clients.yaml, or `internal`.
    Client => "client",
    /// An entry of people.yaml, or a role that somebody there has.
    Person => "person or role",
    /// An entry of teams.yaml.
    Team => "team",
    /// A team, or a person or role.
    TeamOrPerson => "team or person",
    /// An entry of vendors.yaml.
    Vendor => "vendor",
    /// A vendor or a client.
    Party => "vendor or client",
    /// An entry of services.yaml.
    Service => "service",
    /// An entry of tags.yaml.
    Tag => "tag",
    /// The id of a playbook.
    PlaybookId => "playbook",
    /// The id of an incident.
    IncidentId => "incident",
    /// The id of an incident or playbook.
    DocumentId => "document",
}
