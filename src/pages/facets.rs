//! Lists by one field: their names, and how many incidents they hold.

use serde::Serialize;

use crate::document::incident::{NoticedBy, Origin};
use crate::pages::Press;
use crate::pages::parts::Count;
use crate::pages::roll::{Cut, List, MOST, listed, within};
use crate::pages::show;
use crate::registry::Shelf;
use crate::site::Site;
use crate::site::index::{EXERCISE, Facet};

/// The values of one field.
#[derive(Debug, Clone, Serialize)]
pub struct FacetGroup {
    /// Name of the field.
    pub label: &'static str,
    /// Its values, with how many incidents have them.
    pub values: Vec<Count>,
}

/// How many clients are named; the others are in the list of clients.
const CLIENTS: usize = 8;

const FACETS: [(Facet, &str); 6] = [
    (Facet::Severity, "Severity"),
    (Facet::Status, "Status"),
    (Facet::Type, "Kind"),
    (Facet::Cause, "Cause"),
    (Facet::DetectedBy, "Noticed by"),
    (Facet::Origin, "Started"),
];

/// All lists by one field.
pub fn facets(site: &Site) -> Vec<FacetGroup> {
    let groups = FACETS.iter().map(|(facet, label)| {
        let own = site.index.facets.range((*facet, "")..).take_while(|((other, _), _)| other == facet);
        let values = own.map(|((facet, word), ids)| {
            let list = List::Facet(*facet, word);
            Count {
                text: value(*facet, word).into(),
                count: listed(site, ids).count(),
                href: list.address(Cut::Newest),
                current: false,
            }
        });
        FacetGroup { label, values: values.filter(|value| value.count > 0).collect() }
    });
    let mut groups: Vec<FacetGroup> = groups.filter(|group| !group.values.is_empty()).collect();
    let clients = clients(site);
    if !clients.is_empty() {
        groups.push(FacetGroup { label: "Client", values: clients });
    }
    groups
}

/// The same, with the list that is shown marked.
pub fn marked(facets: &[FacetGroup], current: &List) -> Vec<FacetGroup> {
    let own = current.address(Cut::Newest);
    let value = |value: &Count| Count { current: value.href == own, ..value.clone() };
    let group = |group: &FacetGroup| FacetGroup {
        label: group.label,
        values: group.values.iter().map(value).collect(),
    };
    facets.iter().map(group).collect()
}

/// Lists by one field, of one year.
pub fn of_year(site: &Site, year: i16) -> Vec<FacetGroup> {
    let groups = FACETS.iter().map(|(facet, label)| {
        let own = site.index.facets.range((*facet, "")..).take_while(|((other, _), _)| other == facet);
        let values = own.map(|((facet, word), ids)| {
            let list = List::Facet(*facet, word);
            let is_cut = ids.len() > MOST;
            Count {
                text: value(*facet, word).into(),
                count: within(site, ids, Cut::Year(year)).len(),
                href: list.address(if is_cut { Cut::Year(year) } else { Cut::Newest }),
                current: false,
            }
        });
        FacetGroup { label, values: values.filter(|value| value.count > 0).collect() }
    });
    groups.filter(|group| !group.values.is_empty()).collect()
}

/// What a list is called.
pub fn heading(press: &Press<'_>, list: &List) -> String {
    let site = press.site();
    match list {
        List::All => "Incidents".to_owned(),
        List::Facet(facet, word) => {
            let value = value(*facet, word);
            match facet {
                Facet::Severity => format!("{value} incidents"),
                Facet::Status if *word == EXERCISE => "Exercises".to_owned(),
                Facet::Status => format!("Incidents: {value}"),
                Facet::Type => format!("Incidents of the kind “{value}”"),
                Facet::Cause => format!("Incidents with a cause of the kind “{value}”"),
                Facet::DetectedBy => format!("Incidents noticed by {value}"),
                Facet::Origin if *word == "unknown" => "Incidents whose start is not known".to_owned(),
                Facet::Origin => format!("Incidents that started {value}"),
            }
        }
        List::Name(shelf, slug) => {
            let name = site.registry.get(*shelf, slug).map_or(slug.as_ref(), |name| name.shown());
            format!("Incidents of {name}")
        }
        List::Playbook(id) => {
            let title = site.by_id(id).map_or(id.as_ref(), |(_, document)| document.title());
            format!("Incidents that used “{title}”")
        }
    }
}

/// A value as readers know it.
pub fn value(facet: Facet, word: &str) -> String {
    match facet {
        Facet::Severity => word.to_uppercase().replace("SEV", "SEV "),
        Facet::Status if word == "review" => "in review".to_owned(),
        Facet::DetectedBy => NoticedBy::of(word).map(show::noticed).unwrap_or_default().to_owned(),
        Facet::Origin => Origin::of(word).map(show::beginning).unwrap_or_default().to_owned(),
        _ => word.replace('-', " "),
    }
}

/// The clients with most incidents, linked to their own pages.
fn clients(site: &Site) -> Vec<Count> {
    let names = site.registry.names(Shelf::Clients).iter().map(|name| {
        let ids = List::Name(Shelf::Clients, name.slug.clone());
        let link = show::name_link(Shelf::Clients, name);
        Count {
            text: link.text.into_owned().into(),
            count: listed(site, ids.ids(site)).count(),
            href: link.href.into_owned(),
            current: false,
        }
    });
    let mut clients: Vec<Count> = names.filter(|client| client.count > 0).collect();
    clients.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    clients.truncate(CLIENTS);
    clients
}
