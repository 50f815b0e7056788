//! Values of the site as the pieces that pages show.

use crate::date::{Day, Length, Time, Zone};
use crate::document::incident::{Channel, Incident, NoticedBy, Origin, Severity, Status};
use crate::document::{Document, items};
use crate::pages::ledger::{self, Progress, is_counted, progress};
use crate::pages::parts::{Badge, Brief, IncidentRow, Link, Moment, Pill, Text, Turn};
use crate::pages::shell::SHELVES;
use crate::pages::{Press, merged_into};
use crate::registry::{Name, Shelf};
use crate::site::{DocId, Site};
use crate::tree::decode::Field;
use crate::tree::mention::Tag;
use crate::tree::name::Ref;

/// A text that is there and not empty.
pub fn text(field: &Option<Field<Box<str>>>) -> Option<Text<'_>> {
    let said = field.as_ref().map(|field| field.value.trim()).filter(|said| !said.is_empty());
    said.map(Text::Borrowed)
}

/// The texts of a list.
pub fn texts(list: &[Field<Box<str>>]) -> Vec<Text<'_>> {
    list.iter().map(|item| Text::Borrowed(item.value.as_ref())).collect()
}

/// Whether a flag is set.
pub fn flag(field: &Option<Field<bool>>) -> bool {
    field.as_ref().is_some_and(|flag| flag.value)
}

/// A day, or a moment with its offset and in UTC.
pub fn moment(time: Time, zone: &Zone) -> Moment {
    let in_utc = |utc: String| Some(format!("{} {} UTC", utc.get(..10)?, utc.get(11..16)?));
    Moment {
        iso: time.to_string(),
        local: time.local(zone),
        utc: time.instant(zone).and_then(|instant| in_utc(instant.to_string())),
    }
}

/// A time that may not be recorded.
pub fn moment_of(field: &Option<Field<Time>>, zone: &Zone) -> Option<Moment> {
    field.as_ref().map(|time| moment(time.value, zone))
}

/// A day.
pub fn day(day: Day) -> Moment {
    Moment { iso: day.to_string(), local: day.to_string(), utc: None }
}

/// A severity.
pub fn badge(incident: &Incident) -> Option<Badge<'static>> {
    let (level, text) = match incident.severity.as_ref()?.value {
        Severity::Sev1 => (1, "SEV 1"),
        Severity::Sev2 => (2, "SEV 2"),
        Severity::Sev3 => (3, "SEV 3"),
        Severity::Sev4 => (4, "SEV 4"),
    };
    Some(Badge { level, text: text.into() })
}

/// A status.
pub fn status(incident: &Incident) -> Pill<'static> {
    match incident.status() {
        Status::Draft => Pill::open("draft"),
        Status::Review => Pill::doing("in review"),
        Status::Published => Pill::done("published"),
        Status::Closed => Pill::done("closed"),
        Status::Superseded => Pill::dropped("superseded"),
    }
}

/// How far a step has come.
pub fn step_pill(progress: Progress) -> Pill<'static> {
    match progress {
        Progress::Open { late: Some(days), .. } => Pill::late(format!("overdue {}", count(days, "day"))),
        Progress::Open { begun: true, .. } => Pill::doing("in progress"),
        Progress::Open { begun: false, .. } => Pill::open("open"),
        Progress::Done => Pill::done("done"),
        Progress::Proven => Pill::done("proven"),
        Progress::Dropped => Pill::dropped("dropped"),
        Progress::Replaced => Pill::dropped("taken over"),
    }
}

/// How far the prevention steps of an incident have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Steps that were not given up.
    pub all: usize,
    /// Those that are done.
    pub done: usize,
    /// Those that are past their date.
    pub overdue: usize,
}

/// Counts the prevention steps of an incident.
pub fn tally(incident: &Incident, today: Day) -> Tally {
    let mut tally = Tally::default();
    for (_, step) in ledger::steps(incident) {
        match progress(step, today) {
            Progress::Dropped | Progress::Replaced => continue,
            Progress::Done | Progress::Proven => tally.done += 1,
            Progress::Open { late, .. } => tally.overdue += usize::from(late.is_some()),
        }
        tally.all += 1;
    }
    tally
}

impl Tally {
    /// As a pill; nothing where there is no step.
    pub fn pill(self) -> Option<Pill<'static>> {
        match self {
            Self { all: 0, .. } => None,
            Self { overdue: 1.., .. } => Some(Pill::late(format!("{} overdue", self.overdue))),
            Self { all, done, .. } if all == done => Some(Pill::done("all done")),
            Self { all, done: 0, .. } => Some(Pill::open(format!("{all} open"))),
            Self { all, done, .. } => Some(Pill::doing(format!("{done} of {all} done"))),
        }
    }
}

/// From the beginning until it worked again, or until its effect was made smaller.
pub fn lasted(incident: &Incident, zone: &Zone) -> Option<Length> {
    let times = incident.times.as_ref()?;
    let end = times.fixed.as_ref().or(times.mitigated.as_ref())?;
    Some(times.started.as_ref()?.until(end.value, zone)?).filter(|length| length.0 >= 0)
}

/// A length that is recorded, or the one that is written in words.
pub fn lasted_text(site: &Site, incident: &Incident) -> Option<String> {
    let written = || incident.impact.as_ref().and_then(|impact| text(&impact.duration)).map(Text::into_owned);
    lasted(incident, &site.zone(incident)).map(|length| length.to_string()).or_else(written)
}

/// `1 day`, `2 days`, `no day`.
pub fn count<N: Into<i64>>(number: N, noun: &str) -> String {
    match number.into() {
        0 => format!("no {noun}"),
        1 => format!("1 {noun}"),
        number => format!("{number} {}", plural(noun)),
    }
}

/// `never`, `once`, `2 times`.
pub fn count_times(number: usize) -> String {
    match number {
        0 => "never".to_owned(),
        1 => "once".to_owned(),
        number => format!("{number} times"),
    }
}

/// The same for what was counted in memory.
pub fn many(number: usize, noun: &str) -> String {
    count(i64::try_from(number).unwrap_or(i64::MAX), noun)
}

fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if noun.ends_with('s') => format!("{noun}es"),
        _ => format!("{noun}s"),
    }
}

/// A text with a capital letter first.
pub fn sentence_start(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Who noticed first.
pub fn noticed(by: NoticedBy) -> &'static str {
    match by {
        NoticedBy::Client => "the client",
        NoticedBy::Us => "us",
        NoticedBy::Monitoring => "monitoring",
        NoticedBy::ThirdParty => "a third party",
        NoticedBy::Public => "the public",
    }
}

/// Where the chain of events started.
pub fn beginning(origin: Origin) -> &'static str {
    match origin {
        Origin::Ours => "with us",
        Origin::Shared => "with us and others",
        Origin::ThirdParty => "with a supplier",
        Origin::Client => "with the client",
        Origin::Unknown => "is not known",
    }
}

/// How something was said.
pub fn way(channel: Channel) -> &'static str {
    match channel {
        Channel::Call => "by telephone",
        Channel::Video => "by video",
        Channel::InPerson => "in person",
        Channel::Email => "by mail",
        Channel::Chat => "by chat",
        Channel::Ticket => "in a ticket",
        Channel::Letter => "by letter",
        Channel::StatusPage => "on the status page",
    }
}

/// What a registry is called.
pub fn shelf_name(shelf: Shelf) -> &'static str {
    SHELVES.iter().find(|(other, _)| *other == shelf).map_or("Names", |(_, name)| name)
}

/// A line of what is known, separated by commas; nothing where nothing is.
pub fn line<'a>(parts: impl IntoIterator<Item = Option<Text<'a>>>) -> Option<String> {
    let known: Vec<Text<'a>> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if known.is_empty() { None } else { Some(known.join(", ")) }
}

/// `A`, `A and B`, `A, B and C`.
pub fn all_of(names: &[&str]) -> String {
    match names.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// An address, shown as a link where a browser can follow it.
pub fn evidence(written: &str) -> Link<'_> {
    let short = written.strip_prefix("https://").or_else(|| written.strip_prefix("http://"));
    match short {
        Some(short) => Link { href: written.into(), text: short.trim_end_matches('/').into(), outside: true },
        None => Link { href: Text::default(), text: written.into(), outside: false },
    }
}

/// A registered name as a link to its page.
pub fn name_link<'a>(shelf: Shelf, name: &'a Name) -> Link<'a> {
    let href = format!("{}/{}.html", shelf.word(), name.slug);
    Link { href: href.into(), text: name.shown().into(), outside: false }
}

/// The clients of an incident as links; names that are not registered as text.
pub fn clients<'a>(site: &'a Site, incident: &'a Incident) -> Vec<Link<'a>> {
    let plain = |written: &'a str| Link { text: written.into(), ..Link::default() };
    each_client(site, incident, |name| name_link(Shelf::Clients, name), plain)
}

/// What the clients of an incident are called.
pub fn client_names<'a>(site: &'a Site, incident: &'a Incident) -> Vec<&'a str> {
    each_client(site, incident, Name::shown, |written| written)
}

/// The clients that are registered; where none is, what is written for them.
fn each_client<'a, T>(
    site: &'a Site,
    incident: &'a Incident,
    registered: impl Fn(&'a Name) -> T,
    written: impl Fn(&'a str) -> T,
) -> Vec<T> {
    let names: Vec<T> = site.clients(incident).into_iter().map(registered).collect();
    if !names.is_empty() {
        return names;
    }
    let clients = incident.client.iter().flat_map(|clients| clients.iter());
    clients.map(|client| written(&client.name)).collect()
}

/// An incident in a table.
pub fn incident_row<'p>(press: &Press<'p>, id: DocId) -> Option<IncidentRow<'p>> {
    let site = press.site();
    let document = site.get(id)?;
    let incident = document.incident()?;
    Some(IncidentRow {
        date: incident.date.as_ref().map(|date| day(date.day())),
        title: document.title().into(),
        href: press.href(id).into(),
        badge: badge(incident),
        clients: clients(site, incident),
        lasted: lasted_text(site, incident),
        prevention: tally(incident, site.today).pill(),
        mark: (!is_counted(document) && !flag(&incident.exercise)).then(|| status(incident)),
        exercise: flag(&incident.exercise),
    })
}

/// An incident in a short list.
pub fn incident_brief<'p>(press: &Press<'p>, id: DocId) -> Option<Brief<'p>> {
    let site = press.site();
    let document = site.get(id)?;
    let incident = document.incident()?;
    let date = incident.date.as_ref().map(|date| date.day().to_string());
    let detail = dotted([date, Some(client_names(site, incident).join(", ")), lasted_text(site, incident)]);
    Some(Brief {
        badge: badge(incident),
        title: document.title().into(),
        href: press.href(id).into(),
        detail: Some(detail.into()),
        pill: (!is_counted(document)).then(|| status(incident)),
    })
}

/// An incident in a line of a long list.
pub fn incident_line<'p>(press: &Press<'p>, id: DocId) -> Option<Brief<'p>> {
    let site = press.site();
    let document = site.get(id)?;
    let incident = document.incident()?;
    let date = incident.date.as_ref().map(|date| date.day().to_string());
    let severity = badge(incident).map(|badge| badge.text.into_owned());
    let status = if flag(&incident.exercise) { Some("exercise".into()) } else { mark(document, incident) };
    let detail = dotted([date, severity, Some(client_names(site, incident).join(", ")), status]);
    Some(Brief {
        title: document.title().into(),
        href: press.href(id).into(),
        detail: Some(detail.into()),
        ..Brief::default()
    })
}

/// What is known, with dots between.
fn dotted<const N: usize>(parts: [Option<String>; N]) -> String {
    let known: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    known.join(" · ")
}

fn mark(document: &Document, incident: &Incident) -> Option<String> {
    (!is_counted(document)).then(|| status(incident).text.into_owned())
}

/// Any document in a short list.
pub fn brief<'p>(press: &Press<'p>, id: DocId) -> Option<Brief<'p>> {
    let document = press.site().get(id)?;
    if document.incident().is_some() {
        return incident_brief(press, id);
    }
    let detail = document.kind().word();
    Some(Brief {
        title: document.title().into(),
        href: press.href(id).into(),
        detail: Some(detail.into()),
        ..Brief::default()
    })
}

/// A document as a link.
pub fn link<'p>(press: &Press<'p>, id: DocId) -> Option<Link<'p>> {
    let document = press.site().get(id)?;
    Some(Link { href: press.href(id).into(), text: document.title().into(), outside: false })
}

/// Neighbours of a document in a list, past those that were merged into others.
pub fn turn<'p>(press: &Press<'p>, list: &[DocId], at: usize, labels: [&'static str; 2]) -> Turn<'p> {
    let [prev_label, next_label] = labels;
    let is_own =
        |id: &&DocId| press.site().get(**id).is_some_and(|it| merged_into(press.site(), it).is_none());
    let before = list.get(..at).and_then(|before| before.iter().rev().find(is_own));
    let after = list.get(at.saturating_add(1)..).and_then(|after| after.iter().find(is_own));
    let link = |id: Option<&DocId>| id.and_then(|id| link(press, *id));
    Turn { prev_label, prev: link(before), next_label, next: link(after) }
}

/// The tags of a document as links.
pub fn tags<'a>(site: &'a Site, document: &'a Document) -> Vec<Link<'a>> {
    let named = |tag: &'a Field<Ref<Tag>>| match site.name(&tag.value) {
        Some(name) => name_link(Shelf::Tags, name),
        None => Link { text: tag.name.as_ref().into(), ..Link::default() },
    };
    document.tags().iter().map(named).collect()
}

/// The services of an incident as links.
pub fn services<'a>(site: &'a Site, incident: &'a Incident) -> Vec<Link<'a>> {
    let services = items(&incident.services).iter();
    let named = services.map(|service| match site.name(&service.value) {
        Some(name) => name_link(Shelf::Services, name),
        None => Link { text: service.name.as_ref().into(), ..Link::default() },
    });
    named.collect()
}
