//! Names of things that stand elsewhere.

use crate::source::Span;
use crate::tree::Node;
use crate::tree::decode::{Decode, Reading};
use crate::tree::fault::FaultKind;
use std::marker::PhantomData;

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

/// The name of something that stands elsewhere; `K` says what kind of thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref<K> {
    /// As written.
    pub name: Box<str>,
    kind: PhantomData<K>,
}

/// A kind of thing that a [`Ref`] may name.
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

impl<K: Named> Decode for Ref<K> {
    const EXPECTED: &'static str = "a name";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let before = reading.faults.len();
        let name = Box::<str>::decode(node, reading)?;
        // That nothing has the name `TODO` is told when names are looked up.
        let told = reading.faults.split_off(before);
        reading.faults.extend(told.into_iter().filter(|fault| fault.kind != FaultKind::Placeholder));
        let field = reading.path().into();
        reading.mentions.push(Mention { kind: K::KIND, name: name.clone(), span: node.span, field });
        Some(Self { name, kind: PhantomData })
    }
}
