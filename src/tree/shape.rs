//! What a type takes in a file, told by the type itself: from this the JSON Schemas are made.

use crate::tree::record::FieldInfo;

/// What stands in the place of a type.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text that is not empty.
    Text,
    /// `true` or `false`.
    Truth,
    /// A whole number from 0 on.
    Number,
    /// A day, or a moment.
    Time,
    /// A length such as `4h`.
    Length,
    /// A slug, or a name that stands elsewhere.
    Slug,
    /// Anything at all.
    Any,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A list.
    Many(fn() -> Shape),
    /// One value, or a list.
    OneOrMany(fn() -> Shape),
    /// Keys of the writer's own.
    Table(fn() -> Shape),
    /// Fields.
    Record {
        /// What is known of them.
        fields: &'static [FieldInfo],
        /// The key of the field whose value may stand for the whole.
        short: Option<&'static str>,
    },
}
