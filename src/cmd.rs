//! The commands, one file each; the only place that prints.

#[cfg(feature = "serve")]
pub mod serve;
