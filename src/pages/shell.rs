//! What every page has around its content.

use std::borrow::Cow;

use serde::Serialize;

use crate::pages::parts::Link;

/// What may be loaded by a page: its own site's files and nothing else, and nothing written into the page.
///
/// `file:` is for a site opened from disk in a browser that does not count files as `'self'`; a page that came over
/// http may not load files whatever a policy says. `connect-src` is for the preview server's reload.
pub const POLICY: &str = "default-src 'none'; style-src 'self' file:; img-src 'self' file:; script-src 'self' file:; \
                          connect-src 'self'; font-src 'none'; base-uri 'none'; form-action 'self'";

/// `site` in every template: the same on all pages.
#[derive(Debug, Clone, Serialize)]
pub struct SiteFrame {
    /// Name of the site.
    pub title: String,
    /// BCP 47 tag of its language.
    pub lang: String,
    /// `ltr` or `rtl`, see [`direction`].
    pub dir: &'static str,
    /// The Content-Security-Policy, [`POLICY`].
    pub policy: &'static str,
    /// Name and version of this program.
    pub generator: &'static str,
    /// The sections in the top bar.
    pub nav: Vec<NavItem>,
    /// The sections in the menu and at the foot.
    pub more: Vec<NavItem>,
    /// Atom feeds.
    pub feeds: Vec<Link<'static>>,
    /// What the site was built from, in a sentence.
    pub build: String,
}

/// A section of the site.
#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    /// What [`PageFrame::section`] is compared with.
    pub key: &'static str,
    /// Its name.
    pub text: String,
    /// Its address.
    pub href: String,
}

/// `page` in every template: this address.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PageFrame<'a> {
    /// The way back to the root: empty at the top, `../` a folder deeper.
    pub root: Cow<'a, str>,
    /// Kind of page, for `data-kind`.
    pub kind: &'static str,
    /// What the browser's tab says before the name of the site.
    pub title: Cow<'a, str>,
    /// One sentence for search engines; may be empty.
    pub description: Cow<'a, str>,
    /// [`NavItem::key`] of the section that it belongs to; may be empty.
    pub section: &'static str,
    /// Value of `aria-current` on that section: `page` for its first page, `true` for those within.
    pub current: &'static str,
    /// Absolute address, where the site knows its own.
    pub canonical: Option<Cow<'a, str>>,
    /// The way here, from the section down; the last one is this page and has no address.
    pub crumbs: Vec<Crumb<'a>>,
    /// The file that it was written in, if it was.
    pub source: Option<&'a str>,
}

/// A step of the way here.
#[derive(Debug, Clone, Serialize)]
pub struct Crumb<'a> {
    /// Address; none for the page itself.
    pub href: Option<Cow<'a, str>>,
    /// Name.
    pub text: Cow<'a, str>,
}

/// What a template is given: `page` and `view`; `site` is known to the theme.
#[derive(Debug, Clone, Serialize)]
pub struct Frame<'a, V> {
    /// This address.
    pub page: PageFrame<'a>,
    /// Its content.
    pub view: V,
}

/// The way back to the root from an address.
pub fn root_of(address: &str) -> Cow<'static, str> {
    match address.matches('/').count() {
        0 => Cow::Borrowed(""),
        1 => Cow::Borrowed("../"),
        deep => Cow::Owned("../".repeat(deep)),
    }
}

/// The direction in which a language is written.
pub fn direction(lang: &str) -> &'static str {
    let primary = lang.split(['-', '_']).next().unwrap_or_default();
    const RIGHT_TO_LEFT: &[&str] =
        &["ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"];
    if RIGHT_TO_LEFT.iter().any(|known| known.eq_ignore_ascii_case(primary)) { "rtl" } else { "ltr" }
}

/// What all pages of a site share.
pub fn frame(site: &crate::site::Site) -> SiteFrame {
    SiteFrame {
        title: site.config.title.to_string(),
        lang: site.config.language.to_string(),
        dir: direction(&site.config.language),
        policy: POLICY,
        generator: concat!("Amends ", env!("CARGO_PKG_VERSION")),
        nav: Vec::new(),
        more: Vec::new(),
        feeds: Vec::new(),
        build: String::new(),
    }
}
