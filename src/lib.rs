//! Amends reads a folder of post-mortems and playbooks, tells what is wrong where, and builds a site of them.

pub mod config;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod registry;
pub mod report;
pub mod source;
pub mod tree;
