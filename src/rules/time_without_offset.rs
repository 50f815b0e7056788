//! `time-without-offset`

use super::ask::moments;
use crate::date::{Day, Time, Zone};
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::diagnostic::{Edit, Fix, Safety};
use crate::document::incident::Incident;
use crate::document::timeline::Entry;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "time-without-offset",
    group: Group::Time,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "a date and time without an offset from UTC",
    explain: Explain {
        finds: "A day with an hour but without `+01:00` or `Z`, under `times`, in the log of messages or in the \
                Timeline of the text, in a document that does not set `timezone`. A day alone needs no offset, and \
                neither does an entry of the Timeline that gives only the hour.",
        why: "The time is read in the zone of site.toml. Across a change of the clocks, or with people in two \
              countries, the minutes between detection and answer come out wrong by an hour or more.",
        bad: "times: { detected: 2025-03-30 02:30 }",
        good: "times: { detected: 2025-03-30T03:30+02:00 }",
        mend: "Write the offset, or set `timezone: Europe/Berlin` once for the whole document.",
        ignore: "When everybody who reads it lives in one zone: better set that zone once, in `timezone`.",
    },
    source: &["S1.8"],
    options: &[],
    fix: Some(Safety::Unsafe),
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if incident.timezone.is_some() {
        return Vec::new();
    }
    let zone = &case.site.config.zone;
    let fields = moments::recorded(incident).into_iter().filter(|(_, at)| at.lacks_offset());
    let mut findings: Vec<Finding> =
        fields.map(|(path, at)| finding(at.span, at.value, zone, case).field(path)).collect();
    let timeline = case.document.body.timeline();
    let entries = timeline.entries.iter().filter_map(|entry| Some((entry.at, moment(entry)?)));
    findings.extend(entries.map(|(span, at)| finding(span, at, zone, case)));
    findings
}

/// The moment of an entry that gives a day and an hour and no offset.
fn moment(entry: &Entry) -> Option<Time> {
    let (year, month, day) = entry.date.filter(|_| entry.offset.is_none())?;
    let (hour, minute) = entry.time;
    let day = Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)?;
    Time::from_parts(day, i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, None)
}

/// Adds the offset to the time as it is written; not where the clocks skipped that hour.
fn appended(span: Span, at: Time, offset: &str, zone: &Zone, case: &Case<'_>) -> Option<Fix> {
    let written = span.of(case.text());
    let bare = written.trim_matches(['"', '\'']);
    let with_offset = Time::parse(&format!("{bare}{offset}")).ok()?;
    let is_same = with_offset.instant(zone) == at.instant(zone);
    let quote = usize::from(written.ends_with(['"', '\'']));
    let end = Span::new(0, span.range().end - quote).end;
    is_same.then(|| Fix::assuming(format!("add `{offset}`"), vec![Edit::insert(end, offset)]))
}

fn finding(span: Span, at: Time, zone: &Zone, case: &Case<'_>) -> Finding {
    let local = at.local(zone);
    let mut parts = local.split(' ');
    let (day, clock, offset) = (parts.next(), parts.next(), parts.next());
    let whole = format!("{}T{}{}", day.unwrap_or_default(), clock.unwrap_or_default(), offset.unwrap_or_default());
    let message = format!("`{}` has no offset from UTC; it is read in {}", span.of(case.text()), zone.name());
    let finding = Finding::at(span, message).help(format!("write `{whole}` if that is meant, or set `timezone`"));
    let fix = offset.and_then(|offset| appended(span, at, offset, zone, case));
    Finding { fix, ..finding }
}
