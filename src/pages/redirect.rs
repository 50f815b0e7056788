//! Pages that say where something is now, or that there is nothing: former addresses, write-ups that were merged
//! into others, and 404.

use serde::Serialize;

use crate::pages::parts::Link;

/// `redirect.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RedirectView<'a> {
    /// The only `h1`.
    pub heading: &'static str,
    /// What happened to the page, before the link.
    pub lede: &'static str,
    /// Where it is now.
    pub to: Link<'a>,
}

/// `not-found.html`, which says the same on every site. A server shows it at any depth, so its `page.root` is the
/// path of the site's own address (`/`, `/notes/`) where that is known, and empty where not.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct NotFoundView {}
