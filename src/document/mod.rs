//! One file understood.

pub mod body;
pub mod section;
pub mod timeline;
