//! From a checked site to HTML.

pub mod fault;
pub mod highlight;
pub mod html;
pub mod theme;
