//! `unlinked-recurrence`

use super::ask::absent;
use super::ask::care;
use crate::date::Day;
use crate::diagnostic::Level::{Info, Off};
use crate::diagnostic::{Fix, Place, Safety};
use crate::document::incident::Incident;
use crate::document::incident::blame::CauseType;
use crate::document::{Document, Stage, items};
use crate::registry::Shelf;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::DocId;
use crate::site::Site;
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};

pub(super) static RULE: Rule = Rule {
    name: "unlinked-recurrence",
    group: Group::Corpus,
    levels: [Off, Info, Info],
    kind: Kind::Corpus,
    from: From::Published,
    summary: "an incident resembles an earlier one, and neither says so",
    explain: Explain {
        finds: "A published incident that shares a service, and a type of cause or a tag, with an earlier \
                published one of the last 180 days, of any client, when it has none of `recurrence_of`, \
                `related` and `not_related`. Only the latest of those before it is named. Causes of the \
                type unknown are not compared, and drills are left out.",
        why: "The same thing twice is where prevention has failed, and that shows only when the two are \
              laid side by side. It is seldom the same client who sees both.",
        bad: "date: 2025-03-04\nservices: [website-forms]\ntags: [email]",
        good: "date: 2025-03-04\n\
               services: [website-forms]\n\
               tags: [email]\n\
               recurrence_of: 2024-11-02-acme-mail",
        mend: "Link it: `recurrence_of` where it is the same thing again, `related` where it is near, \
               `not_related` where it only looks alike. An empty `not_related` says that you have looked.",
        ignore: "Rarely; `not_related` says the same.",
    },
    source: &["S3.6", "incident.io"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Site(look),
};

const DAYS: i64 = 180;

fn look(site: &Site) -> Vec<Finding> {
    let services = site.index.named.iter().filter(|((shelf, _), _)| *shelf == Shelf::Services);
    let services: Vec<(&str, &[DocId])> =
        services.map(|((_, service), ids)| (service.as_ref(), ids.as_slice())).collect();
    let alike: Vec<_> = services.into_par_iter().map(|(service, ids)| of_service(site, service, ids)).collect();
    let mut nearest: BTreeMap<DocId, Alike<'_>> = BTreeMap::new();
    for (id, alike) in alike.into_iter().flatten() {
        let known = nearest.get(&id);
        if known.is_none_or(|known| (known.day, known.earlier) < (alike.day, alike.earlier)) {
            nearest.insert(id, alike);
        }
    }
    let nearest: Vec<(DocId, Alike<'_>)> = nearest.into_iter().collect();
    nearest.into_par_iter().filter_map(|(id, alike)| told(site, id, &alike)).collect()
}

/// An earlier incident, and what it shares with a later one.
struct Alike<'a> {
    day: Day,
    earlier: DocId,
    service: &'a str,
    shared: Trait<'a>,
}

/// What two incidents of one service may share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Trait<'a> {
    Cause(CauseType),
    Tag(&'a str),
}

/// Compares the incidents of a service, newest first in `ids`, each with the latest before it of each trait.
fn of_service<'a>(site: &'a Site, service: &'a str, ids: &[DocId]) -> Vec<(DocId, Alike<'a>)> {
    let mut last: HashMap<Trait<'a>, (Day, DocId), RandomState> = HashMap::default();
    let mut found = Vec::new();
    for &id in ids.iter().rev() {
        let Some((document, incident, day)) = counted(site, id) else { continue };
        for shared in traits(site, document, incident) {
            let before = last.insert(shared, (day, id)).filter(|(before, _)| is_near(*before, day));
            found.extend(before.map(|(day, earlier)| (id, Alike { day, earlier, service, shared })));
        }
    }
    found
}

fn is_near(earlier: Day, later: Day) -> bool {
    later.days_since(earlier) <= DAYS
}

/// An incident that may count as one of two.
fn counted(site: &Site, id: DocId) -> Option<(&Document, &Incident, Day)> {
    let document = site.get(id)?;
    let incident = document.incident()?;
    let counts = document.stage() == Stage::Published && !care::is_drill(incident);
    Some((document, incident, incident.date.as_ref()?.day())).filter(|_| counts)
}

/// Its types of causes in their order, then its tags.
fn traits<'a>(site: &'a Site, document: &'a Document, incident: &'a Incident) -> Vec<Trait<'a>> {
    let causes = items(&incident.causes).iter().filter_map(|cause| cause.r#type.as_ref());
    let causes = causes.filter(|kind| kind.value != CauseType::Unknown).map(|kind| Trait::Cause(kind.value));
    let tags = document.tags().iter().filter_map(|tag| site.name(&tag.value));
    let mut traits: Vec<Trait<'a>> = causes.chain(tags.map(|tag| Trait::Tag(&tag.slug))).collect();
    let mut seen = Vec::new();
    traits.retain(|one| {
        let new = !seen.contains(one);
        seen.push(*one);
        new
    });
    traits
}

fn told(site: &Site, id: DocId, alike: &Alike<'_>) -> Option<Finding> {
    let document = site.get(id)?;
    let incident = document.incident()?;
    let other = site.get(alike.earlier)?;
    if is_answered(document, incident, other) {
        return None;
    }
    let shared = match alike.shared {
        Trait::Cause(kind) => format!("causes of the type {}", kind.word()),
        Trait::Tag(tag) => format!("the tag {tag}"),
    };
    let message = format!("resembles `{}`: both have the service {} and {shared}", other.id, alike.service);
    let span = incident.services.as_ref().map(|services| services.span)?;
    let place = Place { file: document.file, span };
    let shown = Fix::shown(format!("add `{}` to `related`", other.id));
    let help = "link it in `recurrence_of` or `related`, or name it in `not_related`";
    Some(Finding::elsewhere(place, message).field("recurrence_of").help(help).fix(shown))
}

/// Whether somebody has looked at the likeness, from either side.
fn is_answered(document: &Document, incident: &Incident, other: &Document) -> bool {
    let links = |incident: &Incident| {
        incident.recurrence_of.is_some()
            || !items(&incident.related).is_empty()
            || incident.not_related.is_some()
    };
    let names = |other: &Incident| {
        let related = items(&other.related).iter().map(|related| &related.name);
        let mut all = related.chain(items(&other.not_related).iter().map(|other| &other.name));
        all.any(|name| *name == document.id)
    };
    let keys = ["recurrence_of", "related", "not_related"];
    links(incident)
        || other.incident().is_some_and(names)
        || keys.iter().any(|key| absent::is_told_elsewhere(document, key))
}
