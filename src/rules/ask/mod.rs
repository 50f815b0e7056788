//! What rules ask of documents: each question is answered in one place, for every rule that asks it.

pub(super) mod absent;
pub(super) mod backwards;
pub(super) mod care;
pub(super) mod faults;
pub(super) mod headings;
pub(super) mod moments;
pub(super) mod names;
pub(super) mod personal;
pub(super) mod persons;
pub(super) mod phrases;
pub(super) mod said;
pub(super) mod spoken_length;
pub(super) mod steps;
pub(super) mod strength;
pub(super) mod words;
