//! Every page of the site and its address.

use crate::pages::{KINDS, Kind, Page};
use crate::site::Site;

/// All pages, sorted by address. Where two claim one address, the first in the order of [`KINDS`] has it; the
/// check has told so before.
pub fn plan(site: &Site) -> Vec<Page> {
    let planned = |kind: &&'static Kind| {
        let kind: &'static Kind = kind;
        (kind.plan)(site).into_iter().map(move |(url, subject)| Page { url: url.into(), kind, subject })
    };
    let mut pages: Vec<Page> = KINDS.iter().flat_map(planned).collect();
    pages.sort_by(|a, b| a.url.cmp(&b.url));
    pages.dedup_by(|later, first| later.url == first.url);
    pages
}
