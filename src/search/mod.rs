//! What a reader's browser searches in: words, where they stand, and the texts that are shown around them.
//!
//! The index is written as many small scripts ([`shard`]), so that a search loads only what it needs and works from
//! disk, where a page may not fetch anything else. Ranking is split in two: how much a word says about an entry is
//! worked out here and kept as one of eight levels ([`index`]); how rare a word is, the browser counts itself.

pub mod entry;
pub mod index;
pub mod shard;
pub mod words;
