<<<<<<< HEAD
//! From a checked site to HTML.

pub mod highlight;
pub mod html;
=======
//! From a checked site to the bytes of its pages.

pub mod fault;
pub mod theme;
>>>>>>> 236d3e3 (Draw pages from templates, with a theme of one's own over the built-in one)
