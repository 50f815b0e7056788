//! Amends reads a folder of post-mortems and playbooks, tells what is wrong where, and builds a site of them.

pub mod address;
pub mod config;
pub mod date;
pub mod diagnostic;
pub mod document;
pub mod registry;
pub mod site;
pub mod rule;
pub mod check;
pub mod rules;
pub mod pipeline;
pub mod source;
pub mod tree;
