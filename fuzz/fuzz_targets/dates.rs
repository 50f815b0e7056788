//! Dates, times, lengths and periods: what is read prints, and reads the same again.
#![no_main]

use amends::date::{Day, Length, Period, Time, TimeFault, Zone};
use amends::import::day::first_in;
use amends_fuzz::places::lies_in;
use amends_fuzz::text;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static ZONES: LazyLock<Vec<Zone>> = LazyLock::new(|| {
    let names =
        ["UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Africa/Monrovia", "Asia/Kolkata"];
    names.iter().filter_map(|name| Zone::named(name)).collect()
});

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    for line in text.lines().chain([text]) {
        times(line);
        lengths(line);
        if let Some((day, span)) = first_in(line) {
            lies_in(span, line);
            assert!(!span.is_empty());
            assert_eq!(Day::parse(&day.to_string()), Some(day));
        }
        if let Some(zone) = Zone::named(line) {
            Time::parse("2025-03-30T02:30").map(|time| time.rfc3339(&zone)).expect("a time");
        }
    }
});

fn times(line: &str) {
    let time = match Time::parse(line) {
        Ok(time) => time,
        Err(TimeFault::Ambiguous(readings)) => {
            assert!(readings.len() > 1);
            return readings.iter().for_each(|day| assert!(Day::parse(day).is_some(), "{day}"));
        }
        Err(TimeFault::Form(Some(proper))) => {
            assert!(Time::parse(&proper).is_ok(), "{line:?} is written as {proper:?}, and that is no time");
            return;
        }
        Err(TimeFault::Impossible(why)) => return assert!(!why.is_empty()),
        Err(TimeFault::Form(None)) => return,
    };
    assert_eq!(Time::parse(&time.to_string()), Ok(time), "{line:?}");
    assert!(!time.lacks_offset() || time.has_clock());
    for zone in ZONES.iter() {
        let start = time.start(zone);
        let written = time.rfc3339(zone);
        let again = Time::parse(&written).unwrap_or_else(|fault| panic!("{line:?}: {written}: {fault:?}"));
        // Before standard time, offsets had seconds, which RFC 3339 cannot say.
        if time.day().year() > 1972 {
            assert_eq!(again.instant(zone), time.instant(zone), "{line:?} {written} in {}", zone.name());
        }
        assert!(!time.local(zone).is_empty());
        assert!(!time.is_before(time, zone));
        assert_eq!(zone.day_of(start).days_since(zone.day_of(start)), 0);
    }
    let day = time.day();
    assert_eq!(Day::parse(&day.to_string()), Some(day));
    assert_eq!(
        day.plus_days(1).plus_days(-1).days_since(day).abs().min(1),
        i64::from(day.plus_days(1) == day)
    );
    assert!(day.weekday() < 7);
}

fn lengths(line: &str) {
    if let Some(length) = Length::parse(line) {
        assert!(length.0 >= 0);
        assert!(!length.to_string().is_empty());
        assert!(!Length(-length.0).to_string().is_empty());
    }
    if let Some(period) = Period::parse(line) {
        let day = Day::new(2024, 2, 29).expect("a day");
        assert!(day.plus(period) > day, "{line:?}");
    }
}
