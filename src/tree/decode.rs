//! Tree to types, field by field: what can be read is read, and every fault is told.
//!
//! A type of ours is declared once, with [`record!`] or [`choice!`]: its fields, their keys and what they mean.
//! The reader, the list of known keys and the help of a message all come from that one definition.

use crate::date::{Length, Time, TimeFault};
use crate::source::Span;
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::{Entry, Node, Value};
use std::marker::PhantomData;
use std::ops::Deref;

/// What a reading has found besides the values.
#[derive(Debug, Default)]
pub struct Reading {
    /// What is wrong, in the order of reading.
    pub faults: Vec<Fault>,
    /// Names of clients, people, documents and so on, to be looked up when all files are read.
    pub mentions: Vec<Mention>,
    path: String,
}

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

/// A type that can be read from a tree.
pub trait Decode: Sized {
    /// What belongs in its place, for messages: `a date`, `a list`.
    const EXPECTED: &'static str;

    /// Reads a value; what is wrong goes to `reading`, and nothing comes back where nothing could be read.
    fn decode(node: &Node, reading: &mut Reading) -> Option<Self>;
}

/// A value and where it and its key stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Where the value stands.
    pub span: Span,
    /// Where its key stands; for an item of a list, the item.
    pub key: Span,
}

impl<T> Deref for Field<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A list; items that cannot be read are told and left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List<T>(Vec<Field<T>>);

/// One value, or a list of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrMany<T>(Vec<Field<T>>);

/// A mapping with keys of the writer's own, in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table<T>(Vec<(Box<str>, Field<T>)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for List<T> {
    type Target = [Field<T>];

    fn deref(&self) -> &[Field<T>] {
        &self.0
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [Field<T>];

    fn deref(&self) -> &[Field<T>] {
        &self.0
    }
}

impl<T> Deref for Table<T> {
    type Target = [(Box<str>, Field<T>)];

    fn deref(&self) -> &[(Box<str>, Field<T>)] {
        &self.0
    }
}

/// A tree that is kept as it is, for settings that their own rule reads.
#[derive(Debug, Clone, PartialEq)]
pub struct Raw(pub Node);

/// A lower-case name that stands in addresses: letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(pub Box<str>);

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

impl Reading {
    /// One that already holds what was wrong with the form.
    pub fn after(faults: Vec<Fault>) -> Self {
        Self { faults, ..Self::default() }
    }

    /// Notes a fault at a place in the field that is being read.
    pub fn fault(&mut self, span: Span, kind: FaultKind) {
        self.faults.push(Fault { span, field: self.path.as_str().into(), kind });
    }

    /// Notes a value that is of another kind than what belongs here.
    pub fn invalid(&mut self, node: &Node, expected: impl Into<String>, allowed: &'static [&'static str]) {
        let (got, expected) = (node.describe(), expected.into());
        self.fault(node.span, FaultKind::Invalid { got, expected, allowed });
    }

    /// Path of the field that is being read, such as `people.lead`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Reads a field of a mapping; a key without a value is told and counts as absent.
    pub fn field<T: Decode>(&mut self, entry: &Entry) -> Option<Field<T>> {
        self.inside(&entry.key, |reading| {
            if entry.node.is_null() {
                reading.fault(entry.key_span, FaultKind::Empty);
                return None;
            }
            let value = T::decode(&entry.node, reading)?;
            Some(Field { value, span: entry.node.span, key: entry.key_span })
        })
    }

    /// Notes a key that is not known at this place.
    pub fn unknown(&mut self, entry: &Entry, known: &'static [&'static str]) {
        self.inside(&entry.key, |reading| reading.fault(entry.key_span, FaultKind::Unknown { known }));
    }

    /// Does something with a step added to the path.
    pub fn inside<R>(&mut self, step: &str, read: impl FnOnce(&mut Self) -> R) -> R {
        let length = self.path.len();
        if length > 0 && !step.starts_with('[') {
            self.path.push('.');
        }
        self.path.push_str(step);
        let result = read(self);
        self.path.truncate(length);
        result
    }

    fn items<T: Decode>(&mut self, nodes: &[Node]) -> Vec<Field<T>> {
        let item = |(at, node): (usize, &Node)| {
            self.inside(&format!("[{at}]"), |reading| {
                if node.is_null() {
                    reading.fault(node.span, FaultKind::Empty);
                    return None;
                }
                let value = T::decode(node, reading)?;
                Some(Field { value, span: node.span, key: node.span })
            })
        };
        nodes.iter().enumerate().filter_map(item).collect()
    }
}

impl Decode for Box<str> {
    const EXPECTED: &'static str = "text";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let Value::Scalar { text, plain } = &node.value else {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        };
        if text.trim().is_empty() {
            reading.fault(node.span, FaultKind::Empty);
            return None;
        }
        if let Some(surprise) = surprise(text).filter(|_| *plain) {
            reading.fault(node.span, FaultKind::Surprise { reading: surprise });
        }
        if is_placeholder(text) {
            reading.fault(node.span, FaultKind::Placeholder);
        }
        Some(text.clone())
    }
}

impl Decode for bool {
    const EXPECTED: &'static str = "true or false";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        match &node.value {
            Value::Scalar { text, plain: true } if text.as_ref() == "true" => Some(true),
            Value::Scalar { text, plain: true } if text.as_ref() == "false" => Some(false),
            _ => {
                reading.invalid(node, Self::EXPECTED, &["true", "false"]);
                None
            }
        }
    }
}

impl Decode for u32 {
    const EXPECTED: &'static str = "a whole number";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let number = match &node.value {
            Value::Scalar { text, plain: true } => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            reading.invalid(node, Self::EXPECTED, &[]);
        }
        number
    }
}

impl Decode for Time {
    const EXPECTED: &'static str = "a date as YYYY-MM-DD, or a time as YYYY-MM-DDTHH:MM+HH:MM";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let Some(text) = node.text() else {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        };
        let kind = match Self::parse(text) {
            Ok(time) => return Some(time),
            Err(TimeFault::Ambiguous(readings)) => FaultKind::Ambiguous { readings },
            Err(TimeFault::Impossible(what)) => FaultKind::Invalid {
                got: format!("{}, and {what}", node.describe()),
                expected: "a day and hour of the calendar".to_owned(),
                allowed: &[],
            },
            Err(TimeFault::Form(proper)) => FaultKind::Invalid {
                got: node.describe(),
                expected: proper.map_or(Self::EXPECTED.to_owned(), |proper| format!("`{proper}`")),
                allowed: &[],
            },
        };
        reading.fault(node.span, kind);
        None
    }
}

impl Decode for Length {
    const EXPECTED: &'static str = "a number and m, h or d, such as 30m, 4h or 3d";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let length = node.text().and_then(Self::parse);
        if length.is_none() {
            reading.invalid(node, Self::EXPECTED, &[]);
        }
        length
    }
}

impl Decode for Slug {
    const EXPECTED: &'static str = "lower-case letters, digits and hyphens";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let text = Box::<str>::decode(node, reading)?;
        if !is_slug(&text) {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        }
        Some(Self(text))
    }
}

impl<K: Named> Decode for Ref<K> {
    const EXPECTED: &'static str = "a name";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let before = reading.faults.len();
        let name = Box::<str>::decode(node, reading)?;
        // That nothing has the name `TODO` is told when names are looked up.
        let told = reading.faults.split_off(before);
        reading.faults.extend(told.into_iter().filter(|fault| fault.kind != FaultKind::Placeholder));
        let field = reading.path.as_str().into();
        reading.mentions.push(Mention { kind: K::KIND, name: name.clone(), span: node.span, field });
        Some(Self { name, kind: PhantomData })
    }
}

impl Decode for Raw {
    const EXPECTED: &'static str = "settings";

    fn decode(node: &Node, _: &mut Reading) -> Option<Self> {
        Some(Self(node.clone()))
    }
}

impl<T: Decode> Decode for List<T> {
    const EXPECTED: &'static str = "a list";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let Value::List(nodes) = &node.value else {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        };
        Some(Self(reading.items(nodes)))
    }
}

impl<T: Decode> Decode for OneOrMany<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        if let Value::List(nodes) = &node.value {
            return Some(Self(reading.items(nodes)));
        }
        let value = T::decode(node, reading)?;
        Some(Self(vec![Field { value, span: node.span, key: node.span }]))
    }
}

impl<T: Decode> Decode for Table<T> {
    const EXPECTED: &'static str = "a mapping";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let Value::Map(entries) = &node.value else {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        };
        let read = |entry: &Entry| Some((entry.key.clone(), reading.field(entry)?));
        Some(Self(entries.iter().filter_map(read).collect()))
    }
}

/// Whether a text may stand as an id or slug.
pub fn is_slug(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().all(allowed) && !text.is_empty() && !text.starts_with('-')
}

/// Whether a text is nothing but a sign that text is to come.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let plain = text.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace()).to_lowercase();
    let signs =
        ["todo", "tbd", "tba", "fixme", "xxx", "to do", "to be done", "to be determined", "to be written"];
    let angled = text.len() > 2 && text.starts_with('<') && text.ends_with('>') && !text.contains(['@', '/']);
    signs.contains(&plain.as_str())
        || (angled && text.matches('<').count() == 1)
        || plain.starts_with("lorem ipsum")
}

/// What unquoted text is to a reader of YAML 1.1 or 1.2 that is not the other's reading, nor ours.
pub fn surprise(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "yes" | "no" | "on" | "off" | "y" | "n") {
        return Some("a truth value");
    }
    let unsigned = text.trim_start_matches(['+', '-']);
    let starts_with_digit = unsigned.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    if !starts_with_digit
        || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.:_".contains(&byte))
    {
        return None;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if unsigned.len() > 1 && unsigned.starts_with('0') && digits(unsigned) {
        return Some("an octal number");
    }
    if unsigned.contains(':') && unsigned.split(':').all(|part| digits(part) && part.len() <= 2) {
        return Some("a number to the base of sixty");
    }
    if let Some((whole, power)) = unsigned.split_once(['e', 'E'])
        && whole.split('.').all(digits)
        && digits(power.trim_start_matches(['+', '-']))
    {
        return Some("a number");
    }
    match unsigned.split_once('.') {
        Some((whole, fraction)) if digits(whole) && digits(fraction) => return Some("a number"),
        _ => {}
    }
    let mut parts = unsigned.split('-');
    let date = [parts.next(), parts.next(), parts.next()];
    let is_part = |part: &Option<&str>| part.is_some_and(digits);
    let loose =
        date.first().is_some_and(|year| year.is_some_and(|year| year.len() == 4)) && unsigned.len() < 10;
    (date.iter().all(is_part) && loose && parts.next().is_none()).then_some("a date")
}

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
    /// Its fields.
    fn inner() -> &'static [FieldInfo] {
        &[]
    }

    /// Whether the field at a path inside of it, such as `by` or `call.by_when`, is set; for a list, in any item.
    fn holds(&self, _path: &str) -> bool {
        false
    }
}

impl Inner for Box<str> {}
impl Inner for bool {}
impl Inner for u32 {}
impl Inner for Time {}
impl Inner for Length {}
impl Inner for Slug {}
impl Inner for Raw {}
impl<K> Inner for Ref<K> {}
impl<T: Inner> Inner for List<T> {
    fn inner() -> &'static [FieldInfo] {
        T::inner()
    }

    fn holds(&self, path: &str) -> bool {
        self.0.iter().any(|item| item.value.holds(path))
    }
}
impl<T: Inner> Inner for OneOrMany<T> {
    fn inner() -> &'static [FieldInfo] {
        T::inner()
    }

    fn holds(&self, path: &str) -> bool {
        self.0.iter().any(|item| item.value.holds(path))
    }
}
impl<T> Inner for Table<T> {}

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

        impl $crate::tree::decode::Record for $record {
            const FIELDS: &'static [$crate::tree::decode::FieldInfo] = &[
                $($crate::tree::decode::FieldInfo {
                    key: $crate::tree::decode::record!(@key $field $($key)?),
                    meaning: concat!($($meaning),*),
                    required: $crate::tree::decode::record!(@required $($flag)?),
                    inner: <$type as $crate::tree::decode::Inner>::inner,
                },)*
            ];
            const KEYS: &'static [&'static str] = &[$($crate::tree::decode::record!(@key $field $($key)?),)*];
        }

        impl $crate::tree::decode::Inner for $record {
            fn inner() -> &'static [$crate::tree::decode::FieldInfo] {
                <Self as $crate::tree::decode::Record>::FIELDS
            }

            fn holds(&self, path: &str) -> bool {
                let (key, rest) = $crate::tree::decode::first_step(path);
                $(
                    if key == $crate::tree::decode::record!(@key $field $($key)?) {
                        return self.$field.as_ref().is_some_and(|field| {
                            let value = &field.value;
                            rest.is_none_or(|rest| $crate::tree::decode::Inner::holds(value, rest))
                        });
                    }
                )*
                false
            }
        }

        impl $crate::tree::decode::Decode for $record {
            const EXPECTED: &'static str = $crate::tree::decode::record!(@expected $($short)?);

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
                        if entry.key.as_ref() == $crate::tree::decode::record!(@key $field $($key)?) {
                            record.$field = reading.field(entry);
                            continue;
                        }
                    )*
                    if !entry.key.starts_with("x_") {
                        reading.unknown(entry, <Self as $crate::tree::decode::Record>::KEYS);
                    }
                }
                $crate::tree::decode::missing::<Self>(node, entries, reading);
                Some(record)
            }
        }
    };
    (@key $field:ident) => { const { $crate::tree::decode::key_of(stringify!($field), None) } };
    (@key $field:ident $key:literal) => { $key };
    (@required) => { false };
    (@required required) => { true };
    (@expected) => { "a mapping" };
    (@expected $short:ident) => { "text or a mapping" };
}
pub(crate) use record;

/// The first key of a path, without the number of an item, and the rest.
pub fn first_step(path: &str) -> (&str, Option<&str>) {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    (first.split('[').next().unwrap_or(first), rest)
}

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

/// Whether nothing is written there, or quotes around nothing.
fn is_blank(node: &Node) -> bool {
    node.is_null() || node.text().is_some_and(|text| text.trim().is_empty())
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

        impl $crate::tree::decode::Inner for $name {}

        impl $crate::tree::decode::Decode for $name {
            const EXPECTED: &'static str = "one of the words that stand for it";

            fn decode(
                node: &$crate::tree::Node,
                reading: &mut $crate::tree::decode::Reading,
            ) -> Option<Self> {
                let value = node.text().and_then(Self::of);
                if value.is_none() {
                    let expected = $crate::tree::decode::either(Self::WORDS);
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
        let turn = read("why: x\nbefore: [{why: z, at: 2025-03-04}]").0.unwrap();
        for (path, is_set) in
            [("why", true), ("side", false), ("before[0].at", true), ("before.side", false), ("up", false)]
        {
            assert_eq!(turn.holds(path), is_set, "{path}");
        }
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

    #[test]
    fn surprises_are_those_that_readers_differ_in() {
        for text in ["no", "Yes", "012", "12:30", "1e3", "1.20", "2025-3-4"] {
            assert!(surprise(text).is_some(), "{text}");
        }
        for text in ["none", "7", "2025-03-04", "v1.20", "192.168.0.1", "12:30 call", "web-team", "+49", ""] {
            assert_eq!(surprise(text), None, "{text}");
        }
    }
}
