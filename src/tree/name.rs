//! Names of things that stand elsewhere.

use crate::tree::Node;
use crate::tree::decode::{Decode, Reading};
use crate::tree::fault::FaultKind;
use crate::tree::mention::{Mention, Named};
use std::marker::PhantomData;

/// The name of something that stands elsewhere; `K` says what kind of thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref<K> {
    /// As written.
    pub name: Box<str>,
    kind: PhantomData<K>,
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
