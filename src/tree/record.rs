//! Declares types that are read field by field: records and closed sets of words.
//!
//! One definition gives the struct, its reader, the keys that are known and what they mean.

use crate::date::{Length, Time};
use crate::tree::decode::{List, OneOrMany, Raw, Reading, Table};
use crate::tree::fault::FaultKind;
use crate::tree::name::Ref;
use crate::tree::scalar::{Slug, is_blank};
use crate::tree::shape::Shape;
use crate::tree::{Entry, Node};

/// What is known of a field: its key, what it means, whether it must be there.
#[derive(Debug, Clone, Copy)]
pub struct FieldInfo {
    /// The key in the file.
    pub key: &'static str,
    /// What it means, in a line or two.
    pub meaning: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// The fields inside, where it is a record or a list of records.
    pub inner: fn() -> &'static [FieldInfo],
    /// What it takes.
    pub shape: fn() -> Shape,
}

/// A type with named fields.
pub trait Record {
    /// Its fields in the order of the specification.
    const FIELDS: &'static [FieldInfo];
    /// Their keys.
    const KEYS: &'static [&'static str];
}

/// The fields inside of a type; none where it is not a record.
pub trait Inner {
    /// Whether the field at a path inside of it, such as `by` or `call.by_when`, is set; for a list, in any item.
    fn holds(&self, _path: &str) -> bool {
        false
    }

    /// Its fields.
    fn inner() -> &'static [FieldInfo] {
        &[]
    }

    /// What it takes in a file.
    fn shape() -> Shape;
}

/// The shapes of types that hold nothing.
macro_rules! shapes {
    ($($name:ty => $shape:ident,)*) => {
        $(impl Inner for $name {
            fn shape() -> Shape {
                Shape::$shape
            }
        })*
    };
}

shapes! {
    Box<str> => Text,
    bool => Truth,
    u32 => Number,
    Time => Time,
    Length => Length,
    Slug => Slug,
    Raw => Any,
}

impl<K> Inner for Ref<K> {
    fn shape() -> Shape {
        Shape::Slug
    }
}
impl<T: Inner> Inner for List<T> {
    fn holds(&self, path: &str) -> bool {
        self.iter().any(|item| item.value.holds(path))
    }

    fn inner() -> &'static [FieldInfo] {
        T::inner()
    }

    fn shape() -> Shape {
        Shape::Many(T::shape)
    }
}
impl<T: Inner> Inner for OneOrMany<T> {
    fn holds(&self, path: &str) -> bool {
        self.iter().any(|item| item.value.holds(path))
    }

    fn inner() -> &'static [FieldInfo] {
        T::inner()
    }

    fn shape() -> Shape {
        Shape::OneOrMany(T::shape)
    }
}
impl<T: Inner> Inner for Table<T> {
    fn shape() -> Shape {
        Shape::Table(T::shape)
    }
}

/// The first key of a path, without the number of an item, and the rest.
pub fn first_step(path: &str) -> (&str, Option<&str>) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    (first.split('[').next().unwrap_or(first), rest)
}

/// The key of a field: its name in Rust without `r#`, unless another is given.
#[doc(hidden)]
pub const fn key_of(name: &'static str, other: Option<&'static str>) -> &'static str {
    match other {
        Some(key) => key,
        None => match name.as_bytes() {
            [b'r', b'#', ..] => match name.split_at_checked(2) {
                Some((_, key)) => key,
                None => name,
            },
            _ => name,
        },
    }
}

/// Declares a record: a struct whose fields are `Option<Field<T>>`, its reader, and what is known of its fields.
///
/// `pub struct Call (or what)` lets plain text stand for the whole, read as the field `what`. A field may give
/// its key where it differs from its name (`fail_on = "fail-on": …`), and `(required)` where it must be there.
macro_rules! record {
    (
        $(#[doc = $doc:literal])*
        pub struct $record:ident $((or $short:ident))? {
            $($(#[doc = $meaning:literal])* $field:ident $(= $key:literal)? $(($flag:ident))? : $type:ty,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct $record {
            $($(#[doc = $meaning])* pub $field: Option<$crate::tree::decode::Field<$type>>,)*
        }

        impl $crate::tree::record::Record for $record {
            const FIELDS: &'static [$crate::tree::record::FieldInfo] = &[
                $($crate::tree::record::FieldInfo {
                    key: $crate::tree::record::record!(@key $field $($key)?),
                    meaning: concat!($($meaning),*),
                    required: $crate::tree::record::record!(@required $($flag)?),
                    inner: <$type as $crate::tree::record::Inner>::inner,
                    shape: <$type as $crate::tree::record::Inner>::shape,
                },)*
            ];
            const KEYS: &'static [&'static str] = &[$($crate::tree::record::record!(@key $field $($key)?),)*];
        }

        impl $crate::tree::record::Inner for $record {
            fn holds(&self, path: &str) -> bool {
                let (key, rest) = $crate::tree::record::first_step(path);
                $(
                    if key == $crate::tree::record::record!(@key $field $($key)?) {
                        return self.$field.as_ref().is_some_and(|field| {
                            let value = &field.value;
                            rest.is_none_or(|rest| $crate::tree::record::Inner::holds(value, rest))
                        });
                    }
                )*
                false
            }

            fn inner() -> &'static [$crate::tree::record::FieldInfo] {
                <Self as $crate::tree::record::Record>::FIELDS
            }

            fn shape() -> $crate::tree::shape::Shape {
                $crate::tree::shape::Shape::Record {
                    fields: <Self as $crate::tree::record::Record>::FIELDS,
                    short: $crate::tree::record::record!(@short $($short)?),
                }
            }
        }

        impl $crate::tree::decode::Decode for $record {
            const EXPECTED: &'static str = $crate::tree::record::record!(@expected $($short)?);

            fn decode(
                node: &$crate::tree::Node,
                reading: &mut $crate::tree::decode::Reading,
            ) -> Option<Self> {
                let mut record = Self::default();
                $(
                    if node.text().is_some() {
                        let value = $crate::tree::decode::Decode::decode(node, reading)?;
                        record.$short = Some($crate::tree::decode::Field {
                            value, span: node.span, key: node.span,
                        });
                        return Some(record);
                    }
                )?
                let $crate::tree::Value::Map(entries) = &node.value else {
                    reading.invalid(node, Self::EXPECTED, &[]);
                    return None;
                };
                for entry in entries {
                    $(
                        if entry.key.as_ref() == $crate::tree::record::record!(@key $field $($key)?) {
                            record.$field = reading.field(entry);
                            continue;
                        }
                    )*
                    if !entry.key.starts_with("x_") {
                        reading.unknown(entry, <Self as $crate::tree::record::Record>::KEYS);
                    }
                }
                $crate::tree::record::missing::<Self>(node, entries, reading);
                Some(record)
            }
        }
    };
    (@key $field:ident) => { const { $crate::tree::record::key_of(stringify!($field), None) } };
    (@key $field:ident $key:literal) => { $key };
    (@required) => { false };
    (@required required) => { true };
    (@short) => { None };
    (@short $short:ident) => { Some(stringify!($short)) };
    (@expected) => { "a mapping" };
    (@expected $short:ident) => { "text or a mapping" };
}
pub(crate) use record;

/// Notes the required keys that are not there, at the first key of the mapping.
#[doc(hidden)]
pub fn missing<R: Record>(node: &Node, entries: &[Entry], reading: &mut Reading) {
    let first = entries.first().map_or(node.span, |entry| entry.key_span);
    for field in R::FIELDS.iter().filter(|field| field.required) {
        let written = entries.iter().find(|entry| entry.key.as_ref() == field.key);
        if written.is_none_or(|entry| is_blank(&entry.node)) {
            let span = written.map_or(first, |entry| entry.key_span);
            let kind = FaultKind::Missing { because: "", meaning: field.meaning };
            reading.inside(field.key, |reading| reading.fault(span, kind));
        }
    }
}

/// Declares a closed set of words: an enum, its words, and its reader.
macro_rules! choice {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident { $($(#[doc = $meaning:literal])* $variant:ident = $word:literal,)* }
    ) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[doc = $meaning])* $variant,)* }

        impl $name {
            /// Every word, in the order of the specification.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// Every value, in the order of the specification.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word in the file.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The value of a word.
            pub fn of(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        impl $crate::tree::record::Inner for $name {
            fn shape() -> $crate::tree::shape::Shape {
                $crate::tree::shape::Shape::Words(Self::WORDS)
            }
        }

        impl $crate::tree::decode::Decode for $name {
            const EXPECTED: &'static str = "one of the words that stand for it";

            fn decode(
                node: &$crate::tree::Node,
                reading: &mut $crate::tree::decode::Reading,
            ) -> Option<Self> {
                let value = node.text().and_then(Self::of);
                if value.is_none() {
                    let expected = $crate::tree::record::either(Self::WORDS);
                    reading.invalid(node, expected, Self::WORDS);
                }
                value
            }
        }
    };
}
pub(crate) use choice;

/// `a`, `a or b`, `a, b or c`.
pub fn either(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} or {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    #![expect(unreachable_pub, dead_code, reason = "what the macros declare is public and whole")]

    use super::*;
    use crate::source::Span;
    use crate::tree::decode::{Decode, OneOrMany};
    use crate::tree::mention::Person;
    use crate::tree::name::Ref;
    use crate::tree::yaml;

    choice! {
        /// A side.
        pub enum Side {
            /// Left.
            Left = "left",
            /// Right.
            Right = "right",
        }
    }

    record! {
        /// A turn.
        pub struct Turn (or why) {
            /// The reason.
            why (required): Box<str>,
            /// Where to.
            side: Side,
            /// When.
            at: Time,
            /// The kind.
            r#type: Slug,
            /// Who.
            by = "done-by": OneOrMany<Ref<Person>>,
            /// Turns before it.
            before: List<Turn>,
        }
    }

    fn read(text: &str) -> (Option<Turn>, Vec<(String, String)>) {
        let parsed = yaml::parse(text, Span::new(0, text.len()));
        let mut reading = Reading::default();
        let turn = parsed.root.and_then(|root| Turn::decode(&root, &mut reading));
        let faults = reading
            .faults
            .iter()
            .map(|fault| (fault.field.to_string(), format!("{} {:?}", fault.span.of(text), fault.kind)));
        (turn, faults.collect())
    }

    #[test]
    fn reads_both_forms() {
        let (turn, faults) =
            read("why: x\nside: left\ntype: a-1\ndone-by: lena\nbefore: [go, {why: z, done-by: [a, b]}]\n");
        let turn = turn.unwrap();
        assert_eq!(faults, []);
        assert_eq!(turn.side.map(|side| side.value), Some(Side::Left));
        assert_eq!(turn.r#type.unwrap().0.as_ref(), "a-1");
        let before = turn.before.unwrap();
        assert_eq!(before[0].why.as_ref().unwrap().as_ref(), "go");
        assert_eq!(before[1].by.as_ref().unwrap().len(), 2);
        assert_eq!(read("only why").0.unwrap().why.unwrap().as_ref(), "only why");
    }

    #[test]
    fn tells_every_fault_and_keeps_the_rest() {
        let (turn, faults) = read(
            "side: up\nat: 2025-13-45\nwho: x\nx_free: 1\ntype: A B\nbefore:\n  - {side: left}\n  - why: no\ndone-by:\n",
        );
        assert_eq!(turn.unwrap().before.unwrap().len(), 2);
        let told: Vec<&str> = faults.iter().map(|(field, _)| field.as_str()).collect();
        assert_eq!(told, ["side", "at", "who", "type", "before[0].why", "before[1].why", "done-by", "why"]);
        assert!(faults[5].1.contains("Surprise"), "{}", faults[5].1);
    }
}
