//! Dates and times as they are written: a day, or a moment with or without an offset.
//!
//! The only room of jiff. Nothing here guesses: what is not written as RFC 3339 is a [`TimeFault`].

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use std::fmt;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(civil::Date);

/// A moment on the time line, to the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(jiff::Timestamp);

/// A length of time in seconds; negative where the later moment comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

/// A time zone with its rules, by IANA name.
#[derive(Debug, Clone)]
pub struct Zone {
    name: Box<str>,
    rules: TimeZone,
}

/// A day or a moment as it is written in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    date: civil::Date,
    clock: Option<civil::Time>,
    offset: Option<Offset>,
}

/// Why a text is not a date or time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimeFault {
    /// It can be read as more than one day; the readings as `YYYY-MM-DD`.
    Ambiguous(Vec<String>),
    /// It has the right form and no such day or hour exists; which part.
    Impossible(String),
    /// It has another form; how it is written properly, where that is certain.
    Form(Option<String>),
}

impl Day {
    /// From year, month and day of month; nothing where there is no such day.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// The day in UTC that holds a number of seconds since 1970.
    pub fn of_unix(seconds: i64) -> Option<Self> {
        let moment = jiff::Timestamp::from_second(seconds).ok()?;
        Some(Self(moment.to_zoned(TimeZone::UTC).date()))
    }

    /// From `YYYY-MM-DD` alone.
    pub fn parse(text: &str) -> Option<Self> {
        Time::parse(text).ok().filter(|time| time.clock.is_none()).map(|time| time.day())
    }

    /// Calendar year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Month, 1 to 12.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// Day of the week, from Monday, 0, to Sunday, 6.
    pub fn weekday(self) -> u8 {
        u8::try_from(self.0.weekday().to_monday_zero_offset()).unwrap_or_default()
    }

    /// Days from `earlier` to here.
    pub fn days_since(self, earlier: Self) -> i64 {
        earlier.0.until(self.0).map_or(0, |span| i64::from(span.get_days()))
    }

    /// This day and a number of days; clamped to the calendar's ends.
    pub fn plus_days(self, days: i64) -> Self {
        let span = jiff::Span::new().try_days(days).unwrap_or_default();
        Self(self.0.saturating_add(span))
    }

    /// This day and a period; clamped to the calendar's ends.
    pub fn plus(self, period: Period) -> Self {
        Self(self.0.saturating_add(period.span()))
    }

    /// Its first second in UTC; clamped to the ends of time, which come some hours before those of the calendar.
    pub fn start(self) -> Instant {
        let midnight = self.0.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp());
        let end = if self.year() > 0 { jiff::Timestamp::MAX } else { jiff::Timestamp::MIN };
        Instant(midnight.unwrap_or(end))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Instant {
    /// From seconds since 1970 in UTC.
    pub fn of_unix(seconds: i64) -> Option<Self> {
        jiff::Timestamp::from_second(seconds).ok().map(Self)
    }

    /// Seconds since 1970 in UTC.
    pub fn unix(self) -> i64 {
        self.0.as_second()
    }
}

/// As RFC 3339 in UTC, such as `2025-03-04T08:05:00Z`.
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Length {
    /// From one moment to another.
    pub fn between(from: Instant, to: Instant) -> Self {
        Self(to.0.as_second() - from.0.as_second())
    }

    /// From `15m`, `4h`, `3d` or `2 h`; the units are minutes, hours and days.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at_checked(digits)?;
        let seconds = match unit.strip_prefix(' ').unwrap_or(unit) {
            "m" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => return None,
        };
        number.parse::<i64>().ok()?.checked_mul(seconds).map(Self)
    }
}

/// In at most two units: `4 min`, `2 h 30 min`, `3 d 4 h`.
impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.unsigned_abs() / 60;
        if self.0 < 0 {
            f.write_str("-")?;
        }
        let (days, hours, rest) = (minutes / 1_440, minutes / 60 % 24, minutes % 60);
        match (days, hours, rest) {
            (0, 0, m) => write!(f, "{m} min"),
            (0, h, 0) => write!(f, "{h} h"),
            (0, h, m) => write!(f, "{h} h {m} min"),
            (d, 0, _) => write!(f, "{d} d"),
            (d, h, _) => write!(f, "{d} d {h} h"),
        }
    }
}

/// A number of days, weeks, months or years, such as `6 months`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    months: i32,
    days: i32,
}

impl Period {
    /// A number of months.
    pub const fn months(months: i32) -> Self {
        Self { months, days: 0 }
    }

    /// From `12 months`, `90 days`, `2 weeks` or `1 year`.
    pub fn parse(text: &str) -> Option<Self> {
        let (number, unit) = text.trim().split_once(' ')?;
        let number: i32 = number.parse().ok().filter(|n| (1..=1_200).contains(n))?;
        match unit.trim().trim_end_matches('s') {
            "day" => Some(Self { months: 0, days: number }),
            "week" => Some(Self { months: 0, days: number * 7 }),
            "month" => Some(Self::months(number)),
            "year" => Some(Self::months(number * 12)),
            _ => None,
        }
    }

    fn span(self) -> jiff::Span {
        let months = jiff::Span::new().try_months(self.months).unwrap_or_default();
        months.try_days(self.days).unwrap_or_default()
    }
}

impl Zone {
    /// The zone of an IANA name such as `Europe/Berlin`; nothing where there is none.
    pub fn named(name: &str) -> Option<Self> {
        let rules = jiff::tz::db().get(name).ok()?;
        Some(Self { name: name.into(), rules })
    }

    /// Universal time.
    pub fn utc() -> Self {
        Self { name: "UTC".into(), rules: TimeZone::UTC }
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day it is here at a moment.
    pub fn day_of(&self, moment: Instant) -> Day {
        Day(moment.0.to_zoned(self.rules.clone()).date())
    }
}

impl Time {
    /// From parts that were read elsewhere, the offset in minutes east of UTC; nothing where there is no such time.
    pub fn from_parts(day: Day, hour: i8, minute: i8, offset: Option<i32>) -> Option<Self> {
        let clock = civil::Time::new(hour, minute, 0, 0).ok()?;
        let offset = match offset {
            Some(minutes) => Some(Offset::from_seconds(minutes.checked_mul(60)?).ok()?),
            None => None,
        };
        Some(Self { date: day.0, clock: Some(clock), offset })
    }

    /// From `YYYY-MM-DD`, or with `T` or a space and `HH:MM[:SS]`, and then `Z` or `+HH:MM`: RFC 3339, where
    /// seconds and the offset may be left out.
    pub fn parse(text: &str) -> Result<Self, TimeFault> {
        let (date, rest) = text.split_at_checked(10).ok_or_else(|| other_form(text))?;
        let [year, month, day] = numbers(date, "-", [4, 2, 2]).ok_or_else(|| other_form(text))?;
        let date = real_date(year, month, day)?;
        if rest.is_empty() {
            return Ok(Self { date, clock: None, offset: None });
        }
        let rest = rest.strip_prefix(['T', ' ']).ok_or_else(|| other_form(text))?;
        let (clock, zone) = match rest.find(['Z', '+', '-']) {
            Some(at) => rest.split_at_checked(at).ok_or_else(|| other_form(text))?,
            None => (rest, ""),
        };
        let clock = real_clock(clock).ok_or_else(|| other_form(text))??;
        let offset = real_offset(zone).ok_or_else(|| other_form(text))??;
        Ok(Self { date, clock: Some(clock), offset })
    }

    /// The day as written.
    pub fn day(self) -> Day {
        Day(self.date)
    }

    /// Whether it says an hour.
    pub fn has_clock(self) -> bool {
        self.clock.is_some()
    }

    /// Whether it says an hour and no offset from UTC.
    pub fn lacks_offset(self) -> bool {
        self.clock.is_some() && self.offset.is_none()
    }

    /// The moment it means, read in `zone` where no offset is written; nothing for a day alone.
    pub fn instant(self, zone: &Zone) -> Option<Instant> {
        let clock = self.date.to_datetime(self.clock?);
        let moment = match self.offset {
            Some(offset) => offset.to_timestamp(clock),
            None => zone.rules.to_ambiguous_zoned(clock).compatible().map(|zoned| zoned.timestamp()),
        };
        moment.ok().map(Instant)
    }

    /// The moment it means, or the start of its day in `zone`.
    pub fn start(self, zone: &Zone) -> Instant {
        let midnight = Self { clock: Some(civil::Time::midnight()), ..self };
        self.instant(zone).or_else(|| midnight.instant(zone)).unwrap_or_else(|| self.day().start())
    }

    /// Whether this is certainly before `other`: by the moment where both say an hour, else by the day.
    pub fn is_before(self, other: Self, zone: &Zone) -> bool {
        match (self.instant(zone), other.instant(zone)) {
            (Some(a), Some(b)) => a < b,
            _ => self.date < other.date,
        }
    }

    /// From here to `to`, where both say an hour.
    pub fn until(self, to: Self, zone: &Zone) -> Option<Length> {
        Some(Length::between(self.instant(zone)?, to.instant(zone)?))
    }

    /// The hour as written.
    pub fn hour(self) -> Option<u8> {
        u8::try_from(self.clock?.hour()).ok()
    }

    /// The hour and minute as written, such as `09:05`.
    pub fn clock(self) -> Option<String> {
        self.clock.map(|clock| format!("{:02}:{:02}", clock.hour(), clock.minute()))
    }

    /// For machines: a day alone as it is, a moment as RFC 3339 with seconds and the offset that `zone` has on that
    /// day where none is written.
    pub fn rfc3339(self, zone: &Zone) -> String {
        let Some(moment) = self.instant(zone) else { return self.date.to_string() };
        let offset = self.offset.unwrap_or_else(|| zone.rules.to_offset(moment.0));
        moment.0.display_with_offset(offset).to_string()
    }

    /// For people: `2025-03-04`, or `2025-03-04 09:05 +01:00` with the offset that `zone` has on that day
    /// where none is written.
    pub fn local(self, zone: &Zone) -> String {
        let (Some(clock), Some(moment)) = (self.clock(), self.instant(zone)) else {
            return self.date.to_string();
        };
        let offset = self.offset.unwrap_or_else(|| zone.rules.to_offset(moment.0));
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        let (hours, minutes) = (minutes.abs() / 60, minutes.abs() % 60);
        format!("{} {clock} {sign}{hours:02}:{minutes:02}", self.date)
    }
}

/// As it is written, in the canonical form.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(f)?;
        if let Some(clock) = self.clock {
            write!(f, "T{:02}:{:02}", clock.hour(), clock.minute())?;
            if clock.second() != 0 {
                write!(f, ":{:02}", clock.second())?;
            }
        }
        match self.offset {
            Some(offset) if offset == Offset::UTC => f.write_str("Z"),
            Some(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
            None => Ok(()),
        }
    }
}

/// The numbers between separators, each with exactly so many digits.
fn numbers<const N: usize>(text: &str, separator: &str, digits: [usize; N]) -> Option<[u16; N]> {
    let mut parts = text.split(separator);
    let mut found = [0; N];
    for (number, digits) in found.iter_mut().zip(digits) {
        let part = parts.next()?;
        if part.len() != digits || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *number = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn real_date(year: u16, month: u16, day: u16) -> Result<civil::Date, TimeFault> {
    let small = |n: u16| i8::try_from(n).unwrap_or(i8::MAX);
    if !(1..=12).contains(&month) {
        return Err(TimeFault::Impossible(format!("there is no month {month}")));
    }
    civil::Date::new(i16::try_from(year).unwrap_or(i16::MAX), small(month), small(day))
        .map_err(|_| TimeFault::Impossible(format!("{year:04}-{month:02} has no day {day}")))
}

/// Nothing where the form is another one.
fn real_clock(text: &str) -> Option<Result<civil::Time, TimeFault>> {
    let text = match text.split_once('.') {
        Some((whole, fraction)) => {
            let digits = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
            if !digits || fraction.len() > 9 || whole.len() != 8 {
                return None;
            }
            whole
        }
        None => text,
    };
    let [hour, minute, second] = match numbers(text, ":", [2, 2, 2]) {
        Some(parts) => parts,
        None => numbers(text, ":", [2, 2]).map(|[hour, minute]| [hour, minute, 0])?,
    };
    let small = |n: u16| i8::try_from(n).unwrap_or(i8::MAX);
    let what = match (hour, minute) {
        (24.., _) => format!("there is no hour {hour}"),
        (_, 60..) => format!("there is no minute {minute}"),
        _ => format!("there is no second {second}"),
    };
    Some(
        civil::Time::new(small(hour), small(minute), small(second), 0)
            .map_err(|_| TimeFault::Impossible(what)),
    )
}

/// Nothing where the form is another one; `Ok(None)` where no offset is written.
fn real_offset(text: &str) -> Option<Result<Option<Offset>, TimeFault>> {
    if text.is_empty() || text == "Z" {
        return Some(Ok((text == "Z").then_some(Offset::UTC)));
    }
    let [hours, minutes] = numbers(text.get(1..)?, ":", [2, 2])?;
    if hours > 18 || minutes > 59 {
        return Some(Err(TimeFault::Impossible(format!("there is no offset {text}"))));
    }
    let seconds = (i32::from(hours) * 60 + i32::from(minutes)) * 60;
    let seconds = if text.starts_with('-') { -seconds } else { seconds };
    Some(Ok(Offset::from_seconds(seconds).ok()))
}

/// What a text that is not RFC 3339 may mean.
fn other_form(text: &str) -> TimeFault {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-']).collect();
    let [first, second, third] = parts.as_slice() else {
        return TimeFault::Form(None);
    };
    let number = |part: &str| part.parse::<u16>().ok().filter(|_| part.len() <= 4);
    let (Some(a), Some(b), Some(c)) = (number(first), number(second), number(third)) else {
        return TimeFault::Form(None);
    };
    let full = |year: u16| if year < 100 { 2_000 + year } else { year };
    let candidates = if first.len() == 4 { vec![(a, b, c)] } else { vec![(full(c), b, a), (full(c), a, b)] };
    let mut readings: Vec<String> = candidates
        .into_iter()
        .filter_map(|(year, month, day)| real_date(year, month, day).ok())
        .map(|date| date.to_string())
        .collect();
    readings.dedup();
    match readings.len() {
        0 => TimeFault::Form(None),
        1 => TimeFault::Form(readings.pop()),
        _ => TimeFault::Ambiguous(readings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_written() {
        for (text, canonical) in [
            ("2025-03-04", "2025-03-04"),
            ("2025-03-04 09:05", "2025-03-04T09:05"),
            ("2025-03-04T09:05+01:00", "2025-03-04T09:05+01:00"),
            ("2025-03-04T09:05:30Z", "2025-03-04T09:05:30Z"),
            ("2024-02-29", "2024-02-29"),
            ("2025-03-04T09:05:30.250-03:30", "2025-03-04T09:05:30-03:30"),
        ] {
            assert_eq!(Time::parse(text).map(|time| time.to_string()), Ok(canonical.to_owned()), "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in
            ["2025-13-45", "2025-02-29", "2025-03-04T24:00:00", "2025-03-04T09:60", "2025-03-04T09:05+19:00"]
        {
            assert!(matches!(Time::parse(text), Err(TimeFault::Impossible(_))), "{text}");
        }
        for text in [
            "18:35 PM GMT+2",
            "4 March",
            "",
            "2025-03-04X09:05",
            "2025-03-04T9:05",
            "tomorrow",
            "2025-03-04T09:05+0100",
            "２０２５-03-04",
        ] {
            assert_eq!(Time::parse(text), Err(TimeFault::Form(None)), "{text}");
        }
    }

    #[test]
    fn shows_both_readings() {
        let both = |a: &str, b: &str| Err(TimeFault::Ambiguous(vec![a.into(), b.into()]));
        assert_eq!(Time::parse("03/04/2025"), both("2025-04-03", "2025-03-04"));
        assert_eq!(Time::parse("05-03-2020"), both("2020-03-05", "2020-05-03"));
        assert_eq!(Time::parse("3.4.25"), both("2025-04-03", "2025-03-04"));
        assert_eq!(Time::parse("23/04/2025"), Err(TimeFault::Form(Some("2025-04-23".into()))));
        assert_eq!(Time::parse("2025-3-4"), Err(TimeFault::Form(Some("2025-03-04".into()))));
    }

    #[test]
    fn measures_across_a_clock_change() {
        let berlin = Zone::named("Europe/Berlin").unwrap();
        let at = |text| Time::parse(text).unwrap();
        let length = at("2025-03-30 01:30").until(at("2025-03-30 03:30"), &berlin);
        assert_eq!(length, Some(Length(3_600)));
        assert_eq!(at("2025-03-30 01:30").local(&berlin), "2025-03-30 01:30 +01:00");
        assert_eq!(at("2025-07-01").local(&berlin), "2025-07-01");
        assert_eq!(at("2025-07-01 09:05").rfc3339(&berlin), "2025-07-01T09:05:00+02:00");
        assert_eq!(at("2025-07-01T09:05Z").rfc3339(&berlin), "2025-07-01T09:05:00+00:00");
        assert_eq!(at("2025-07-01").rfc3339(&berlin), "2025-07-01");
    }

    #[test]
    fn counts_lengths_and_periods() {
        assert_eq!(Length::parse("30m").map(|l| l.to_string()).as_deref(), Some("30 min"));
        assert_eq!(Length::parse("2 h"), Some(Length(7_200)));
        assert_eq!(Length::parse("2 weeks"), None);
        assert_eq!(Length(9_000).to_string(), "2 h 30 min");
        let day = Day::parse("2025-08-31").unwrap();
        assert_eq!(day.plus(Period::parse("6 months").unwrap()).to_string(), "2026-02-28");
        assert_eq!(day.plus_days(1).days_since(day), 1);
    }
}
