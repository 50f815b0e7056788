//! Whose open steps they are: by the team that takes the blame, and by the client that was let down.

use crate::pages::Press;
use crate::pages::entry::numbers::count_open;
use crate::pages::parts::Count;
use crate::registry::Shelf;

/// How many names are told, those with the most steps first.
const NAMES: usize = 24;

/// How many open steps the incidents of each name have, and where they stand.
pub(super) fn by_name(press: &Press<'_>, shelf: Shelf) -> Vec<Count> {
    let site = press.site();
    let names = site.registry.names(shelf).iter().map(|name| {
        let ids = site.index.named.get(&(shelf, name.slug.clone())).map_or(&[][..], Vec::as_slice);
        Count {
            text: name.shown().to_owned().into(),
            count: count_open(site, ids),
            href: format!("{}/{}.html#at-steps", shelf.word(), name.slug),
            current: false,
        }
    });
    let mut names: Vec<Count> = names.filter(|name| name.count > 0).collect();
    names.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    names.truncate(NAMES);
    names
}
