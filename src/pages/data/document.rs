//! Documents and registered names as records.

use crate::date::{Time, Zone};
use crate::document::incident::{self as written, Incident, clock};
use crate::document::{Document, items};
use crate::pages::data::is_shared;
use crate::pages::data::record;
use crate::pages::data::record::{
    Amends, Apology, Blame, Cause, Defeat, Deviation, Fix, Name, PlainPage, Playbook, PlaybookStep, Times,
};
use crate::pages::ledger::is_counted;
use crate::pages::parts::Text;
use crate::pages::playbook::rehearsal_due;
use crate::pages::{Press, show};
use crate::registry::{self, ClientStatus, Shelf};
use crate::site::{DocId, Site};
use crate::tree::decode::Field;
use crate::tree::mention::{IncidentId, Named};
use crate::tree::name::Ref;

/// A text that is there and not empty.
pub fn said(field: &Option<Field<Box<str>>>) -> Option<&str> {
    field.as_ref().map(|field| field.value.trim()).filter(|said| !said.is_empty())
}

/// A time for machines.
pub fn at(field: &Option<Field<Time>>, zone: &Zone) -> Option<String> {
    field.as_ref().map(|time| time.rfc3339(zone))
}

/// Slugs of the clients of an incident, as written where they are not registered.
pub fn clients<'a>(site: &'a Site, incident: &'a Incident) -> Vec<&'a str> {
    let known = site.clients(incident);
    if !known.is_empty() {
        return known.into_iter().map(|name| name.slug.as_ref()).collect();
    }
    incident.client.iter().flat_map(|clients| clients.iter()).map(|client| client.name.as_ref()).collect()
}

/// An incident.
pub fn incident<'a>(press: &Press<'a>, id: DocId) -> Option<record::Incident<'a>> {
    let site = press.site();
    let document = site.get(id)?;
    let incident = document.incident()?;
    let zone = site.zone(incident);
    let is_shared = is_shared(site, id);
    let slug_of = |field: &'a Option<Field<Ref<IncidentId>>>| field.as_ref().map(|other| other.name.as_ref());
    Some(record::Incident {
        id: &document.id,
        page: press.href(id),
        file: &document.path,
        title: document.title(),
        date: at(&incident.date, &zone),
        status: incident.status().word(),
        counted: is_counted(document),
        visibility: document.visibility().word(),
        exercise: show::flag(&incident.exercise),
        severity: incident.severity.as_ref().map(|it| it.word()),
        kind: incident.r#type.as_ref().map(|it| it.word()),
        origin: incident.origin.as_ref().map(|it| it.word()),
        noticed_by: incident.noticed_by.as_ref().map(|it| it.word()),
        clients: clients(site, incident),
        services: items(&incident.services).iter().map(|it| slug(site, &it.value)).collect(),
        tags: tags(site, document),
        team: team(site, incident),
        language: said(&incident.lang).filter(|lang| *lang != site.config.language.as_ref()),
        what_went_wrong: said(&incident.what_went_wrong),
        blame_taken: incident.blame_taken.as_ref().map(|blame| Blame {
            share: blame.share.as_ref().map(|share| share.word()),
            statement: said(&blame.statement),
            could_have_averted: said(&blame.could_have_averted),
        }),
        impact: incident.impact.as_ref().and_then(|impact| said(&impact.client_view)),
        times: incident.times.as_ref().map(|it| times(it, &zone)),
        causes: causes(incident),
        no_prevention: items(&incident.prevention).iter().find_map(|step| said(&step.none)),
        apology: incident.apology.as_ref().map(|it| apology(it, &zone)),
        fix: incident.fix.as_ref().map(|fix| Fix {
            what: said(&fix.what),
            at: at(&fix.at, &zone),
            cost: said(&fix.cost).filter(|_| !is_shared),
        }),
        amends: incident.amends.as_ref().filter(|_| !is_shared).map(|it| amends(it, &zone)),
        playbooks: incident.playbook.iter().flat_map(|all| all.iter()).map(|it| it.name.as_ref()).collect(),
        deviations: items(&incident.deviations).iter().filter_map(|it| deviation(it)).collect(),
        recurrence_of: slug_of(&incident.recurrence_of),
        defeats: items(&incident.defeats).iter().filter_map(|it| defeat(it)).collect(),
        related: items(&incident.related).iter().map(|it| it.name.as_ref()).collect(),
        superseded_by: slug_of(&incident.superseded_by),
        changed: changed(press, document),
    })
}

/// A playbook.
pub fn playbook<'a>(press: &Press<'a>, id: DocId) -> Option<Playbook<'a>> {
    let site = press.site();
    let document = site.get(id)?;
    let playbook = document.playbook()?;
    let zone = &site.config.zone;
    let step = |step: &'a crate::document::playbook::PlaybookStep| PlaybookStep {
        id: step.id.as_ref().map_or("", |id| id.0.as_ref()),
        title: said(&step.title).unwrap_or_default(),
        within_minutes: step.within.as_ref().map(|within| within.0 / 60),
        required: step.required.as_ref().is_none_or(|required| required.value),
        from: items(&step.from).iter().map(|from| from.value.as_ref()).collect(),
    };
    let used = site.index.used.get(&document.id).map_or(&[][..], Vec::as_slice);
    Some(Playbook {
        id: &document.id,
        page: press.href(id),
        file: &document.path,
        title: document.title(),
        when: said(&playbook.when),
        status: document.status().unwrap_or_default(),
        visibility: document.visibility().word(),
        owner: playbook.owner.as_ref().map(|owner| slug(site, &owner.value)),
        tags: tags(site, document),
        steps: items(&playbook.steps).iter().map(|field| step(&field.value)).collect(),
        reviewed_at: at(&playbook.reviewed_at, zone),
        review_due: rehearsal_due(playbook).map(|day| day.to_string()),
        used_by: used.iter().filter_map(|id| site.get(*id)).map(|it| it.id.as_ref()).collect(),
        changed: changed(press, document),
    })
}

/// A plain page.
pub fn plain<'a>(press: &Press<'a>, id: DocId) -> Option<PlainPage<'a>> {
    let document = press.site().get(id)?;
    let changed = changed(press, document);
    Some(PlainPage {
        id: &document.id,
        page: press.href(id),
        file: &document.path,
        title: document.title(),
        changed,
    })
}

/// A registered name, as the site shows it.
pub fn name(shelf: Shelf, name: &registry::Name) -> Name<'_> {
    let status = || name.entry.status.as_ref().map_or(ClientStatus::Active, |status| status.value).word();
    Name {
        slug: &name.slug,
        name: name.shown(),
        about: said(&name.entry.about),
        status: (shelf == Shelf::Clients).then(status),
    }
}

/// The slug of a written name, as written where it is not registered.
pub fn slug<'a, K: Named>(site: &'a Site, written: &'a Ref<K>) -> &'a str {
    site.name(written).map_or(&written.name, |name| &name.slug)
}

fn tags<'a>(site: &'a Site, document: &'a Document) -> Vec<&'a str> {
    document.tags().iter().map(|tag| slug(site, &tag.value)).collect()
}

/// The team that takes the blame; a person is never named here.
fn team<'a>(site: &'a Site, incident: &'a Incident) -> Option<&'a str> {
    let by = incident.blame_taken.as_ref()?.by.as_ref()?;
    site.registry.get(Shelf::Teams, &by.name).map(|team| team.slug.as_ref())
}

fn times(times: &clock::Times, zone: &Zone) -> Times {
    Times {
        started: at(&times.started, zone),
        detected: at(&times.detected, zone),
        facts_gathered: at(&times.facts_gathered, zone),
        first_response: at(&times.first_response, zone),
        client_told: times.client_told.as_ref().and_then(|told| at(&told.at, zone)),
        mitigated: at(&times.mitigated, zone),
        fixed: at(&times.fixed, zone),
        reported_back: at(&times.reported_back, zone),
        closed: at(&times.closed, zone),
    }
}

fn causes(incident: &Incident) -> Vec<Cause<'_>> {
    let mut causes = Vec::new();
    for (cause, id) in items(&incident.causes).iter().zip(incident.cause_ids()) {
        causes.push(Cause {
            id: Text::Owned(id.into()),
            fact: said(&cause.fact).unwrap_or_default(),
            kind: cause.r#type.as_ref().map(|kind| kind.word()),
            accepted: said(&cause.accepted),
        });
    }
    causes
}

fn apology<'a>(apology: &'a written::talk::Apology, zone: &Zone) -> Apology<'a> {
    Apology {
        given: apology.given.as_ref().is_none_or(|given| given.value),
        at: at(&apology.at, zone),
        channel: apology.channel.as_ref().map(|channel| channel.word()),
        words: said(&apology.words),
        reason: said(&apology.reason),
    }
}

fn amends<'a>(amends: &'a written::after::Amends, zone: &Zone) -> Amends<'a> {
    Amends {
        kind: amends.kind.as_ref().map(|kind| kind.word()),
        value: said(&amends.value),
        offered_at: at(&amends.offered_at, zone),
        accepted: amends.accepted.as_ref().map(|accepted| accepted.value),
    }
}

fn deviation(deviation: &written::after::Deviation) -> Option<Deviation<'_>> {
    Some(Deviation { step: said(&deviation.step)?, reason: said(&deviation.reason).unwrap_or_default() })
}

fn defeat(defeat: &written::prevention::Defeat) -> Option<Defeat<'_>> {
    Some(Defeat { step: said(&defeat.step)?, why: defeat.why.as_ref().map(|why| why.word()) })
}

/// The day of the last change to a document.
fn changed(press: &Press<'_>, document: &Document) -> Option<String> {
    let change = press.desk.history.of(&document.path)?;
    Some(press.site().config.zone.day_of(change.at).to_string())
}
