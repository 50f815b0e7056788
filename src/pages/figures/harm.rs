//! How long clients were harmed, by service and by client.

use crate::pages::figures::Figures;
use crate::registry::{Name, Shelf};
use crate::site::Site;

/// Time of harm under one name.
#[derive(Debug, Clone, Copy)]
pub struct Harm<'a> {
    /// The service or the client.
    pub name: &'a Name,
    /// Seconds from the beginning to the fix, summed up.
    pub seconds: i64,
    /// Incidents of which that is recorded.
    pub known: usize,
    /// All its incidents.
    pub all: usize,
}

/// Time of harm for each name of a registry that has an incident, the most first. An incident of two services counts
/// for both.
pub fn by_name<'a>(site: &'a Site, figures: &Figures, shelf: Shelf) -> Vec<Harm<'a>> {
    let of_name = |name: &'a Name| {
        let ids = site.index.named.get(&(shelf, name.slug.clone()))?;
        let mut harm = Harm { name, seconds: 0, known: 0, all: 0 };
        for case in figures.among(ids) {
            harm.all += 1;
            if let Some(length) = case.harm {
                harm.known += 1;
                harm.seconds = harm.seconds.saturating_add(length.0);
            }
        }
        (harm.all > 0).then_some(harm)
    };
    let mut all: Vec<Harm<'a>> = site.registry.names(shelf).iter().filter_map(of_name).collect();
    all.sort_by_key(|harm| std::cmp::Reverse((harm.seconds, harm.all)));
    all
}
