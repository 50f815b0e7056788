//! What a client was given after incidents: promises, apologies, and what made up for it. And what a vendor had in
//! them, as facts.

use crate::document::incident::after::AmendsKind;
use crate::document::incident::{Incident, Visibility};
use crate::document::{Document, items};
use crate::pages::ledger::is_counted;
use crate::pages::parts::{PromiseRow, Quote, QuoteGroup, Text};
use crate::pages::promised::{Promise, State, made, row};
use crate::pages::{Press, show};
use crate::registry::Shelf;
use crate::site::{DocId, Site};

/// How many promises a client's page shows.
const PROMISES: usize = 8;

/// How many words of each kind it shows.
const WORDS: usize = 5;

/// Promises made in some incidents, those that are still to be kept first, and how many more there are.
pub(super) fn promises<'p>(press: &Press<'p>, ids: &[DocId]) -> (Vec<PromiseRow<'p>>, usize) {
    let site = press.site();
    let mut promises: Vec<Promise> = ids.iter().flat_map(|id| made(site, *id)).collect();
    let rank = |state| match state {
        State::Overdue(days) => (0, -days),
        State::Open => (1, 0),
        State::Late | State::Kept => (2, 0),
    };
    promises.sort_by_key(|promise| rank(promise.state));
    let rows = promises.iter().take(PROMISES).filter_map(|promise| row(press, promise));
    (rows.collect(), promises.len().saturating_sub(PROMISES))
}

/// Apologies that were given, and what was given to make up for it, newest first.
pub(super) fn given<'p>(press: &Press<'p>, ids: &'p [DocId]) -> Vec<QuoteGroup<'p>> {
    let apologies = quotes(press, ids, "at-apology", |_, _, incident| apology(press.site(), incident));
    let amends = quotes(press, ids, "at-after", |_, _, incident| amends(incident));
    let groups = [
        ("at-apologies", "Apologies we gave", apologies),
        ("at-amends", "What we gave to make up for it", amends),
    ];
    groups.into_iter().filter_map(|(id, heading, rows)| group(id, heading, rows)).collect()
}

/// What a vendor had in incidents, as facts: no judgement, no ranking.
pub(super) fn facts<'p>(press: &Press<'p>, ids: &'p [DocId], slug: &str) -> Vec<QuoteGroup<'p>> {
    let rows = quotes(press, ids, "at-blame", |_, _, incident| {
        let others = items(&incident.blame_taken.as_ref()?.others).iter();
        let own = others.filter(|other| {
            let name =
                other.party.as_ref().and_then(|party| press.site().registry.get(Shelf::Vendors, &party.name));
            name.is_some_and(|name| name.slug.as_ref() == slug)
        });
        let zone = press.site().zone(incident);
        let told = |other: &crate::document::incident::blame::Other| {
            other.contacted.as_ref().map(|at| format!("told {}", at.local(&zone)))
        };
        own.filter_map(|other| Some((show::text(&other.fact)?, told(other)))).next()
    });
    group("at-facts", "What we know of its part, as facts", rows).into_iter().collect()
}

fn group<'p>(id: &'static str, heading: &'static str, rows: Vec<Quote<'p>>) -> Option<QuoteGroup<'p>> {
    let count = rows.len();
    let rows: Vec<Quote<'p>> = rows.into_iter().take(WORDS).collect();
    (count > 0).then(|| QuoteGroup { id, heading: heading.into(), count, rows, more: None })
}

fn quotes<'p>(
    press: &Press<'p>,
    ids: &'p [DocId],
    anchor: &str,
    said: impl Fn(DocId, &'p Document, &'p Incident) -> Option<(Text<'p>, Option<String>)>,
) -> Vec<Quote<'p>> {
    let quote = |id: &DocId| {
        let document = press.site().get(*id).filter(|document| is_counted(document))?;
        let incident = document.incident()?;
        let (text, line) = said(*id, document, incident)?;
        let is_shared = matches!(document.visibility(), Visibility::Client | Visibility::Public);
        let anchor = if is_shared { "main" } else { anchor };
        let href = format!("{}#{anchor}", press.href(*id)).into();
        Some(Quote { text, title: document.title().into(), href, line })
    };
    ids.iter().filter_map(quote).collect()
}

/// The words of an apology that was given, or that it was.
pub(in crate::pages) fn apology<'p>(
    site: &Site,
    incident: &'p Incident,
) -> Option<(Text<'p>, Option<String>)> {
    let apology = incident.apology.as_ref()?;
    if apology.given.as_ref().is_some_and(|given| !given.value) {
        return None;
    }
    let at = apology.at.as_ref().map(|at| at.local(&site.zone(incident)).into());
    let way = apology.channel.as_ref().map(|channel| show::way(channel.value).into());
    let line = show::line([at, way]);
    let words = show::text(&apology.words);
    if words.is_none() && line.is_none() {
        return None;
    }
    Some((words.unwrap_or("Given; its words are not recorded.".into()), line))
}

fn amends(incident: &Incident) -> Option<(Text<'_>, Option<String>)> {
    let amends = incident.amends.as_ref()?;
    let kind = amends.kind.as_ref().filter(|kind| kind.value != AmendsKind::None)?;
    let kind = show::sentence_start(&kind.word().replace('-', " "));
    let text = match show::text(&amends.value.value) {
        Some(value) => format!("{kind}: {value}"),
        None => kind,
    };
    let accepted =
        amends.accepted.as_ref().map(|it| if it.value { "accepted" } else { "not accepted" }.into());
    let offered = amends.offered_at.as_ref().map(|at| format!("offered {}", at.day()).into());
    Some((text.into(), show::line([offered, accepted])))
}
