//! Amends reads a folder of post-mortems and playbooks, tells what is wrong where, and builds a site of them.

pub mod document;
pub mod render;
pub mod source;
