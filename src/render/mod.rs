//! From a checked site to HTML.

pub mod highlight;
pub mod html;
