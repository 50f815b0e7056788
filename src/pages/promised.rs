//! What was promised to clients, and whether it was kept.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::date::{Day, Time, Zone};
use crate::document::incident::talk::{Message, Receiver};
use crate::document::incident::{Incident, Status, Visibility};
use crate::document::{Document, items};
use crate::pages::Press;
use crate::pages::ledger::is_counted;
use crate::pages::parts::{Pill, PromiseRow, Text};
use crate::pages::show;
use crate::site::{DocId, Site};

/// Promises of the record; those of drafts, superseded write-ups and drills are not counted.
#[derive(Debug, Default)]
pub struct Promises {
    /// Past their time and not kept, the longest first.
    pub overdue: Vec<Promise>,
    /// Still to be kept, the next first.
    pub open: Vec<Promise>,
    /// Kept after their time, the latest first.
    pub late: Vec<Promise>,
    /// Kept in time, the latest first.
    pub kept: Vec<Promise>,
    /// How many of each there are by slug of the client, with the promises that are still to be kept.
    pub by_client: BTreeMap<Box<str>, Standing>,
}

/// A promise to a client.
#[derive(Debug, Clone, Copy)]
pub struct Promise {
    /// The incident it was made in.
    pub incident: DocId,
    /// What it was about.
    pub about: About,
    /// By when.
    pub due: Time,
    /// When it was kept, where that is recorded.
    pub kept: Option<Time>,
    /// How it stands.
    pub state: State,
}

/// What a promise was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// That it works again.
    Fix,
    /// To look back with the client.
    FollowUp,
    /// A small promise, by its place among them.
    TrustStep(usize),
    /// To be told more, by the place of the message in the log.
    News(usize),
}

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Not kept, and past its time by so many days.
    Overdue(i64),
    /// Still to be kept.
    Open,
    /// Kept after its time.
    Late,
    /// Kept in time.
    Kept,
}

/// How many promises stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Past their time and not kept.
    pub overdue: usize,
    /// Still to be kept.
    pub open: usize,
    /// Kept after their time.
    pub late: usize,
    /// Kept in time.
    pub kept: usize,
}

impl Promises {
    /// The promises of a site, as they stand on its day.
    pub fn of(site: &Site) -> Self {
        let made = site.index.incidents.par_iter().map(|id| made(site, *id)).collect::<Vec<_>>();
        let mut promises = Self::default();
        for (id, made) in site.index.incidents.iter().zip(made) {
            let Some(incident) = site.get(*id).and_then(Document::incident).filter(|_| !made.is_empty())
            else {
                continue;
            };
            for client in site.clients(incident) {
                let standing = promises.by_client.entry(client.slug.clone()).or_default();
                made.iter().for_each(|promise| standing.add(promise.state));
            }
            made.into_iter().for_each(|promise| promises.put(promise));
        }
        let due = |promise: &Promise| promise.due.start(&site.config.zone);
        promises.overdue.sort_by_key(due);
        promises.open.sort_by_key(due);
        promises.late.sort_by_key(|promise| std::cmp::Reverse(due(promise)));
        promises.kept.sort_by_key(|promise| std::cmp::Reverse(due(promise)));
        promises
    }

    /// How all of them stand.
    pub fn standing(&self) -> Standing {
        Standing {
            overdue: self.overdue.len(),
            open: self.open.len(),
            late: self.late.len(),
            kept: self.kept.len(),
        }
    }

    fn put(&mut self, promise: Promise) {
        let group = match promise.state {
            State::Overdue(_) => &mut self.overdue,
            State::Open => &mut self.open,
            State::Late => &mut self.late,
            State::Kept => &mut self.kept,
        };
        group.push(promise);
    }
}

impl Standing {
    /// How many were made.
    pub fn made(self) -> usize {
        self.overdue + self.open + self.late + self.kept
    }

    fn add(&mut self, state: State) {
        *match state {
            State::Overdue(_) => &mut self.overdue,
            State::Open => &mut self.open,
            State::Late => &mut self.late,
            State::Kept => &mut self.kept,
        } += 1;
    }
}

/// The promises of one incident of the record.
pub fn made(site: &Site, id: DocId) -> Vec<Promise> {
    let counted = site.get(id).filter(|document| is_counted(document));
    let Some(incident) = counted.and_then(Document::incident) else { return Vec::new() };
    let zone = site.zone(incident);
    let is_closed = incident.status() == Status::Closed;
    let promise = |about, due: Time, kept: Option<Time>| {
        let state = state(due, kept, is_closed, &zone, site.today);
        Promise { incident: id, about, due, kept, state }
    };
    let mut promises = Vec::new();
    promises.extend(fix(incident).map(|(due, kept)| promise(About::Fix, due, kept)));
    if let Some(follow) = &incident.follow_up {
        let kept = follow.done_at.as_ref().map(|at| at.value);
        promises.extend(follow.due.as_ref().map(|due| promise(About::FollowUp, due.value, kept)));
    }
    for (number, step) in items(&incident.trust_steps).iter().enumerate() {
        let kept = step.done_at.as_ref().map(|at| at.value);
        promises.extend(step.due.as_ref().map(|due| promise(About::TrustStep(number), due.value, kept)));
    }
    let log = items(&incident.communications).iter().map(|field| &field.value).enumerate();
    for (number, message) in log {
        if let Some(due) = &message.next_update_due {
            let kept = next_news(incident, message, &zone);
            promises.push(promise(About::News(number), due.value, kept));
        }
    }
    promises
}

/// How a promise stands on a day. One for a day lasts until its end.
pub fn state(due: Time, kept: Option<Time>, is_closed: bool, zone: &Zone, today: Day) -> State {
    match kept {
        Some(kept) if due.is_before(kept, zone) => State::Late,
        Some(_) => State::Kept,
        // Nothing is open any more, so it was kept; when, nobody wrote down.
        None if is_closed => State::Kept,
        None => match today.days_since(due.day()) {
            days @ 1.. => State::Overdue(days),
            _ => State::Open,
        },
    }
}

/// A promise in a table.
pub fn row<'p>(press: &Press<'p>, promise: &Promise) -> Option<PromiseRow<'p>> {
    let site = press.site();
    let document = site.get(promise.incident)?;
    let incident = document.incident()?;
    let zone = site.zone(incident);
    Some(PromiseRow {
        promise: text(incident, promise.about),
        incident: document.title().into(),
        href: format!("{}#{}", press.href(promise.incident), anchor(document, promise.about)).into(),
        clients: show::clients(site, incident),
        due: show::moment(promise.due, &zone),
        kept: promise.kept.map(|at| show::moment(at, &zone)),
        pill: pill(promise.state),
    })
}

/// How a promise stands, as glyph and word.
pub fn pill(state: State) -> Pill<'static> {
    match state {
        State::Overdue(days) => Pill::late(format!("overdue {}", show::count(days, "day"))),
        State::Open => Pill::open("open"),
        State::Late => Pill::doing("kept late"),
        State::Kept => Pill::done("kept"),
    }
}

/// What was promised, in a line.
pub fn text(incident: &Incident, about: About) -> Text<'_> {
    let words = match about {
        About::Fix => {
            let plan = incident.plan.as_ref().and_then(|plan| show::text(&plan.statement));
            plan.or_else(|| incident.call.as_ref().and_then(|call| show::text(&call.plan)))
        }
        About::FollowUp => None,
        About::TrustStep(number) => {
            items(&incident.trust_steps).get(number).and_then(|step| show::text(&step.step))
        }
        About::News(number) => {
            let message = items(&incident.communications).get(number);
            let said = message.and_then(|message| show::text(&message.summary));
            said.map(|said| format!("More news after: {said}").into())
        }
    };
    words.unwrap_or(match about {
        About::Fix => "It works again".into(),
        About::FollowUp => "A look back with the client".into(),
        About::TrustStep(_) => "A small promise".into(),
        About::News(_) => "More news".into(),
    })
}

/// Where on the page of its incident a promise stands.
fn anchor(document: &Document, about: About) -> &'static str {
    let is_shared = matches!(document.visibility(), Visibility::Client | Visibility::Public);
    let has_plan = document.incident().is_some_and(|incident| incident.plan.is_some());
    match about {
        About::Fix if has_plan => "at-wanted",
        About::Fix => "at-call",
        // A page that the client may read leaves them out.
        About::TrustStep(_) if is_shared => "main",
        About::FollowUp | About::TrustStep(_) => "at-after",
        About::News(_) => "at-log",
    }
}

/// By when it was to work again, and when it did.
pub fn fix(incident: &Incident) -> Option<(Time, Option<Time>)> {
    let plan = incident.plan.as_ref().and_then(|plan| plan.promised_by.as_ref());
    let due = plan.or_else(|| incident.call.as_ref().and_then(|call| call.by_when.as_ref()))?;
    let fixed = incident.times.as_ref().and_then(|times| times.fixed.as_ref());
    let kept = fixed.or_else(|| incident.fix.as_ref().and_then(|fix| fix.at.as_ref()));
    Some((due.value, kept.map(|at| at.value)))
}

/// When the client heard from us next after a message.
fn next_news(incident: &Incident, message: &Message, zone: &Zone) -> Option<Time> {
    let sent = message.at.as_ref()?.start(zone);
    let to_client = |other: &&Message| other.to.as_ref().is_none_or(|to| to.value == Receiver::Client);
    let log = items(&incident.communications).iter().map(|field| &field.value).filter(to_client);
    let log = log.filter_map(|other| other.at.as_ref());
    let reported = incident.times.iter().filter_map(|times| times.reported_back.as_ref());
    log.chain(reported).map(|at| at.value).filter(|at| at.start(zone) > sent).min_by_key(|at| at.start(zone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_of_a_day_lasts_until_its_end() {
        let at = |text: &str| Time::parse(text).unwrap();
        let today = Day::parse("2026-03-10").unwrap();
        let stands = |due, kept: Option<&'static str>, is_closed| {
            state(at(due), kept.map(at), is_closed, &Zone::utc(), today)
        };
        assert_eq!(stands("2026-03-04", Some("2026-03-04T23:50Z"), false), State::Kept);
        assert_eq!(stands("2026-03-04T12:00Z", Some("2026-03-04T12:01Z"), true), State::Late);
        assert_eq!(stands("2026-03-04T12:00Z", Some("2026-03-04T12:00Z"), false), State::Kept);
        assert_eq!(stands("2026-03-10", None, false), State::Open);
        assert_eq!(stands("2026-03-09", None, false), State::Overdue(1));
        assert_eq!(stands("2026-03-09", None, true), State::Kept);
    }
}
