//! Promises to clients: the time by which it was to work, the look back, and small agreed promises.

use crate::date::{Day, Time, Zone};
use crate::document::incident::Incident;
use crate::document::items;
use crate::site::Site;
use crate::tree::decode::Field;

/// How many promises stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Promises {
    /// Kept by the time that was promised.
    pub kept: usize,
    /// Kept later than promised.
    pub late: usize,
    /// Not kept yet, and not due.
    pub open: usize,
    /// Not kept, and past their time.
    pub overdue: usize,
}

/// How a promise stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Kept by the time that was promised.
    Kept,
    /// Kept later than promised.
    Late,
    /// Not kept yet, and not due.
    Open,
    /// Not kept, and past its time.
    Overdue,
}

impl Promises {
    /// All of them.
    pub fn all(self) -> usize {
        self.kept + self.late + self.open + self.overdue
    }

    /// Adds the promises of a counted incident.
    pub fn take(&mut self, site: &Site, incident: &Incident) {
        let zone = site.zone(incident);
        for (due, done) in of(incident) {
            match standing(due, done, &zone, site.today) {
                Standing::Kept => self.kept += 1,
                Standing::Late => self.late += 1,
                Standing::Open => self.open += 1,
                Standing::Overdue => self.overdue += 1,
            }
        }
    }
}

/// By when something was promised, and when it was kept: the plan (else the call) by the fix, the look back, and
/// small promises.
pub fn of(incident: &Incident) -> impl Iterator<Item = (Time, Option<Time>)> {
    let value = |field: &Option<Field<Time>>| field.as_ref().map(|time| time.value);
    let fixed = incident.times.as_ref().and_then(|times| value(&times.fixed));
    let promised = promised(incident).map(|due| (due, fixed));
    let look_back = incident.follow_up.as_ref().and_then(|it| Some((value(&it.due)?, value(&it.done_at))));
    let small = items(&incident.trust_steps);
    let small = small.iter().filter_map(move |step| Some((value(&step.due)?, value(&step.done_at))));
    promised.into_iter().chain(look_back).chain(small)
}

/// By when the client was told that it would work: in the plan, else on the call.
pub fn promised(incident: &Incident) -> Option<Time> {
    let plan = incident.plan.as_ref().and_then(|plan| plan.promised_by.as_ref());
    let call = incident.call.as_ref().and_then(|call| call.by_when.as_ref());
    plan.or(call).map(|time| time.value)
}

/// How a promise stands on a day. A promise of a day lasts until its end.
pub fn standing(due: Time, done: Option<Time>, zone: &Zone, today: Day) -> Standing {
    match done {
        Some(done) if due.is_before(done, zone) => Standing::Late,
        Some(_) => Standing::Kept,
        None if due.day() < today => Standing::Overdue,
        None => Standing::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_promise_of_a_day_lasts_until_its_end() {
        let at = |text: &'static str| Time::parse(text).unwrap();
        let today = Day::parse("2026-03-10").unwrap();
        let stands = |due, done: Option<&'static str>| standing(at(due), done.map(at), &Zone::utc(), today);
        assert_eq!(stands("2026-03-04", Some("2026-03-04T23:50Z")), Standing::Kept);
        assert_eq!(stands("2026-03-04T12:00Z", Some("2026-03-04T12:01Z")), Standing::Late);
        assert_eq!(stands("2026-03-04T12:00Z", Some("2026-03-04T12:00Z")), Standing::Kept);
        assert_eq!(stands("2026-03-10", None), Standing::Open);
        assert_eq!(stands("2026-03-09", None), Standing::Overdue);
    }
}
