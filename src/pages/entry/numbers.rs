//! What is counted on the pages of names and causes.

use std::collections::BTreeMap;

use crate::document::incident::Severity;
use crate::pages::ledger::{Entry, Progress, dated_first, is_counted, progress, steps};
use crate::pages::parts::Fact;
use crate::pages::{Press, show};
use crate::site::{DocId, Site};

/// The figures of some incidents: how many, how grave, what is open. Only those of the record are counted.
pub(in crate::pages) fn figures<'a>(press: &Press<'_>, ids: &[DocId], open: &[Entry]) -> Vec<Fact<'a>> {
    let site = press.site();
    let mut counted = 0_usize;
    let mut severities: BTreeMap<Severity, usize> = BTreeMap::new();
    for document in ids.iter().filter_map(|id| site.get(*id)).filter(|document| is_counted(document)) {
        counted += 1;
        let severity = document.incident().and_then(|incident| incident.severity.as_ref());
        if let Some(severity) = severity {
            *severities.entry(severity.value).or_default() += 1;
        }
    }
    let by_severity: Vec<String> = severities
        .iter()
        .map(|(severity, count)| {
            format!("{} × {}", count, severity.word().to_uppercase().replace("SEV", "SEV "))
        })
        .collect();
    let is_late = |entry: &&Entry| {
        let step = entry.step(site);
        step.is_some_and(|step| matches!(progress(step, site.today), Progress::Open { late: Some(_), .. }))
    };
    let late = open.iter().filter(is_late).count();
    let mut figures = vec![
        Fact::text("Incidents", Some(counted.to_string())),
        Fact::text("By severity", (!by_severity.is_empty()).then(|| by_severity.join(", "))),
        Fact::moment("Last", last(site, ids).map(show::day)),
        Fact::text(
            "Steps open",
            Some(if late > 0 { format!("{}, {late} overdue", open.len()) } else { open.len().to_string() }),
        ),
    ];
    // Where there is no incident, nothing about one has been left out.
    figures.retain(|fact| counted > 0 || !fact.values.is_empty());
    figures
}

/// The day of the latest of the counted among some incidents.
pub(in crate::pages) fn last(site: &Site, ids: &[DocId]) -> Option<crate::date::Day> {
    let counted = ids.iter().filter_map(|id| site.get(*id)).filter(|document| is_counted(document));
    counted.filter_map(|document| document.incident()?.date.as_ref()).map(|date| date.day()).max()
}

/// Open steps of the counted among some incidents, the most urgent first.
pub(in crate::pages) fn open_steps(site: &Site, ids: &[DocId]) -> Vec<Entry> {
    let mut open: Vec<Entry> = open(site, ids).collect();
    open.sort_by_cached_key(|it| dated_first(it.due(site)));
    open
}

/// How many there are of them.
pub(in crate::pages) fn count_open(site: &Site, ids: &[DocId]) -> usize {
    open(site, ids).count()
}

fn open<'s>(site: &'s Site, ids: &'s [DocId]) -> impl Iterator<Item = Entry> + 's {
    let counted = ids.iter().filter_map(|id| Some((*id, site.get(*id).filter(|it| is_counted(it))?)));
    let incidents = counted.filter_map(|(id, document)| Some((id, document.incident()?)));
    incidents.flat_map(|(id, incident)| {
        let open =
            steps(incident).filter(|(_, step)| matches!(progress(step, site.today), Progress::Open { .. }));
        open.map(move |(number, _)| Entry { incident: id, number })
    })
}
