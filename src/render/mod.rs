//! From a checked site to HTML.

pub mod fault;
pub mod highlight;
pub mod html;
pub mod slim;
pub mod theme;
pub mod words;
