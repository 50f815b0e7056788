//! What entries are filtered by.

use rayon::prelude::*;
use serde::Serialize;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use crate::document::incident::Incident;
use crate::document::{Document, items};
use crate::pages::search::Item;
use crate::registry::Shelf;
use crate::site::Site;
use crate::tree::mention::Named;
use crate::tree::name::Ref;

/// Something that entries are filtered by, and what each entry has of it.
#[derive(Serialize)]
pub(super) struct Facet {
    /// As it stands in addresses and in what is typed: `sev` in `sev:1`.
    key: &'static str,
    /// As it is shown.
    label: &'static str,
    /// Its values as they stand in addresses: the gravest, the latest or the most frequent first.
    values: Vec<String>,
    /// Its values as they are shown.
    labels: Vec<String>,
    /// The values of every entry, by their number.
    of: Vec<Vec<usize>>,
}

/// A value as it stands in addresses, and as it is shown.
type Value<'a> = (Cow<'a, str>, Cow<'a, str>);

type Read = for<'a> fn(&'a Site, &Item) -> Vec<Value<'a>>;

const FACETS: [(&str, &str, Read); 9] = [
    ("kind", "Kind", kind),
    ("sev", "Severity", severity),
    ("type", "Type", crisis),
    ("client", "Client", clients),
    ("service", "Service", services),
    ("status", "Status", status),
    ("tag", "Tag", tags),
    ("year", "Year", year),
    ("sort", "Order", order),
];

/// All that these items can be filtered by.
pub(super) fn facets(site: &Site, items: &[Item]) -> Vec<Facet> {
    FACETS.par_iter().map(|(key, label, read)| facet(site, items, (key, label), *read)).collect()
}

fn facet(site: &Site, items: &[Item], (key, label): (&'static str, &'static str), read: Read) -> Facet {
    let of_items: Vec<Vec<Value<'_>>> = items.iter().map(|item| read(site, item)).collect();
    let mut known: BTreeMap<&str, (&str, usize)> = BTreeMap::new();
    for (value, label) in of_items.iter().flatten() {
        known.entry(value).or_insert((label, 0)).1 += 1;
    }
    let mut known: Vec<(&str, (&str, usize))> = known.into_iter().collect();
    match key {
        "sev" => {}
        "year" => known.reverse(),
        _ => known.sort_by_key(|(_, (_, count))| std::cmp::Reverse(*count)),
    }
    let numbers: HashMap<&str, usize> =
        known.iter().enumerate().map(|(number, (value, _))| (*value, number)).collect();
    let of_item = |values: &Vec<Value<'_>>| {
        values.iter().filter_map(|(value, _)| numbers.get(value.as_ref()).copied()).collect()
    };
    let of = of_items.iter().map(of_item).collect();
    let (values, labels) =
        known.into_iter().map(|(value, (label, _))| (value.to_owned(), label.to_owned())).unzip();
    Facet { key, label, values, labels, of }
}

fn document<'a>(site: &'a Site, item: &Item) -> Option<&'a Document> {
    if let Item::Document(id) = item { site.get(*id) } else { None }
}

fn incident<'a>(site: &'a Site, item: &Item) -> Option<&'a Incident> {
    document(site, item)?.incident()
}

/// A word of ours as a value: `data-loss` is shown as `Data loss`.
fn word(word: &'static str) -> Value<'static> {
    let mut shown = word.replace('-', " ");
    if let Some(first) = shown.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    (word.into(), shown.into())
}

fn kind<'a>(site: &'a Site, item: &Item) -> Vec<Value<'a>> {
    vec![word(item.kind(site))]
}

fn severity<'a>(site: &'a Site, item: &Item) -> Vec<Value<'a>> {
    let severity = incident(site, item).and_then(|incident| incident.severity.as_ref());
    let value = severity.and_then(|severity| severity.word().strip_prefix("sev"));
    value.map(|level| (level.into(), format!("SEV {level}").into())).into_iter().collect()
}

fn crisis<'a>(site: &'a Site, item: &Item) -> Vec<Value<'a>> {
    let kind = incident(site, item).and_then(|incident| incident.r#type.as_ref());
    kind.map(|kind| word(kind.word())).into_iter().collect()
}

fn clients<'a>(site: &'a Site, item: &Item) -> Vec<Value<'a>> {
    if let Item::Name(Shelf::Clients, slug) = item {
        return registered(site, Shelf::Clients, slug);
    }
    let clients = incident(site, item).map(|incident| site.clients(incident)).unwrap_or_default();
    clients.into_iter().map(|name| (name.slug.as_ref().into(), name.shown().into())).collect()
}

fn services<'a>(site: &'a Site, item: &Item) -> Vec<Value<'a>> {
    if let Item::Name(Shelf::Services, slug) = item {
        return registered(site, Shelf::Services, slug);
    }
    let of_incident = incident(site, item).map_or(&[][..], |incident| items(&incident.services));
    let playbook = document(site, item).and_then(Document::playbook);
    let applies = playbook.and_then(|playbook| playbook.applies_to.as_ref());
    let of_playbook = applies.map_or(&[][..], |applies| items(&applies.services));
    of_incident.iter().chain(of_playbook).filter_map(|name| named(site, &name.value)).collect()
}

fn tags<'a>(site: &'a Site, item: &Item) -> Vec<Value<'a>> {
    if let Item::Name(Shelf::Tags, slug) = item {
        return registered(site, Shelf::Tags, slug);
    }
    let tags = document(site, item).map_or(&[][..], Document::tags);
    tags.iter().filter_map(|tag| named(site, &tag.value)).collect()
}

/// Its own status, and `open` for incidents that are not closed.
fn status<'a>(site: &'a Site, item: &Item) -> Vec<Value<'a>> {
    let status = document(site, item).and_then(Document::status);
    let is_incident = incident(site, item).is_some();
    let is_open = is_incident && matches!(status, Some("draft" | "review" | "published"));
    let open = is_open.then(|| ("open".into(), "Open: any but closed".into()));
    status.map(word).into_iter().chain(open).collect()
}

fn year<'a>(site: &'a Site, item: &Item) -> Vec<Value<'a>> {
    let date = incident(site, item).and_then(|incident| incident.date.as_ref());
    let year = date.map(|date| format!("{:04}", date.day().year()));
    year.map(|year| (year.clone().into(), year.into())).into_iter().collect()
}

/// The last facet: every entry has its only value, so it leaves none out, and results come as they are numbered.
fn order<'a>(_: &'a Site, _: &Item) -> Vec<Value<'a>> {
    vec![("new".into(), "Newest first".into())]
}

fn registered<'a>(site: &'a Site, shelf: Shelf, slug: &str) -> Vec<Value<'a>> {
    let name = site.registry.get(shelf, slug);
    name.map(|name| (name.slug.as_ref().into(), name.shown().into())).into_iter().collect()
}

fn named<'a, K: Named>(site: &'a Site, written: &Ref<K>) -> Option<Value<'a>> {
    site.name(written).map(|name| (name.slug.as_ref().into(), name.shown().into()))
}
