//! Every page of the site and its address.

use crate::pages::{KINDS, Kind, Page, Subject, name_list, search};
use crate::site::Site;
use crate::site::change::Reach;
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

/// Whether two states of a site that differ in no more than words have the same pages, as far as that shows without
/// planning them; `pages` are those of the one before.
///
/// A plan is made of kinds, ids, dates, statuses, relations, former addresses, prevention steps, briefs for clients and
/// slugs, none of which is among words. Of bodies only the length counts, and only for the search; of titles and names
/// only what they begin with, and only for the list of all names.
pub fn has_same_plan(before: &Site, pages: &[Page], site: &Site, reach: Reach) -> bool {
    reach <= Reach::Words
        && search::word_shards(before) == search::word_shards(site)
        && (reach == Reach::Bodies || has_same_letters(pages, site))
}

/// Whether the list of all names is cut at the same letters.
fn has_same_letters(pages: &[Page], site: &Site) -> bool {
    let kind = &name_list::KIND;
    let mut planned = (kind.plan)(site);
    planned.sort_by(|(a, _), (b, _)| a.cmp(b));
    let known = pages.iter().filter(|page| page.kind.name == kind.name);
    let letters = |subject: &Subject| match subject {
        Subject::Letters(letters) => Some(letters.clone()),
        _ => None,
    };
    let known = known.map(|page| (page.url.as_ref(), letters(&page.subject)));
    known.eq(planned.iter().map(|(url, subject)| (url.as_str(), letters(subject))))
}
