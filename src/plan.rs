//! Every page of the site and its address.

use crate::pages::{KINDS, Kind, Page, search};
use crate::site::Site;
use rayon::prelude::*;

/// All pages, sorted by address. Where two claim one address, the first in the order of [`KINDS`] has it; the
/// check has told so before.
pub fn plan(site: &Site) -> Vec<Page> {
    let planned = |kind: &&'static Kind| {
        let kind: &'static Kind = kind;
        (kind.plan)(site).into_iter().map(move |(url, subject)| Page { url: url.into(), kind, subject })
    };
    let mut pages: Vec<Page> = KINDS.par_iter().flat_map_iter(planned).collect();
    // Stable: of equal addresses the first stays the first.
    pages.par_sort_by(|a, b| a.url.cmp(&b.url));
    pages.dedup_by(|later, first| later.url == first.url);
    pages
}

/// Whether two states of a site that differ only in bodies have the same pages, as far as that shows without planning
/// them: of bodies, only their length counts, and only for the search.
pub fn has_same_plan(before: &Site, site: &Site) -> bool {
    search::word_shards(before) == search::word_shards(site)
}
