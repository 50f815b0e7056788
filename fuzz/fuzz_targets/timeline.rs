//! Timelines: every entry has a real time at its place, and says the same wherever in a file it stands and however
//! its lines end.
#![no_main]

use amends::date::{Day, Time};
use amends::document::body::Body;
use amends::document::timeline::{Entry, Timeline};
use amends_fuzz::places::body_lies_in;
use amends_fuzz::text;
use libfuzzer_sys::fuzz_target;

const FRONT: &str = "---\ntitle: Über\n---\n";

fuzz_target!(|data: &[u8]| {
    let Some(said) = text(data) else { return };
    let text = format!("## Timeline\n\n{said}");
    let body = Body::parse(&text, 0);
    body_lies_in(&body, &text, 0);
    let timeline = body.timeline();
    timeline.entries.iter().for_each(|entry| real(entry, &text));
    for bad in &timeline.bad_times {
        assert!(!bad.span.is_empty(), "{bad:?}");
    }
    let moved = format!("{FRONT}{text}");
    assert_eq!(facts(Body::parse(&moved, FRONT.len()).timeline(), &moved), facts(timeline, &text));
    if !said.contains('\r') {
        let windows = text.replace('\n', "\r\n");
        let theirs = Body::parse(&windows, 0);
        assert_eq!(times(theirs.timeline()), times(timeline));
    }
});

/// The time is one that exists.
fn real(entry: &Entry, text: &str) {
    let (hour, minute) = entry.time;
    assert!(hour < 24 && minute < 60);
    assert!(entry.offset.is_none_or(|minutes| minutes.abs() < 16 * 60));
    let day = entry.date.map(|(year, month, day)| {
        Day::new(year, month as i8, day as i8).unwrap_or_else(|| panic!("{entry:?} has no such day"))
    });
    let day = day.unwrap_or_else(|| Day::new(2025, 3, 4).expect("a day"));
    assert!(Time::from_parts(day, hour as i8, minute as i8, entry.offset.map(i32::from)).is_some());
    let at = entry.at.of(text);
    assert!(at.contains(':') || at.contains("&"), "{at:?} is no time");
    assert!(entry.at.start <= entry.span.end || entry.span.is_empty(), "{entry:?}");
}

type Fact<'a> = (Option<(i16, u8, u8)>, (u8, u8), Option<i16>);

fn times(timeline: &Timeline) -> Vec<Fact<'_>> {
    timeline.entries.iter().map(|entry| (entry.date, entry.time, entry.offset)).collect()
}

fn facts<'a>(timeline: &'a Timeline, text: &'a str) -> Vec<(Fact<'a>, &'a str, &'a str)> {
    let said = timeline.entries.iter().map(|entry| (entry.at.of(text), entry.span.of(text)));
    times(timeline).into_iter().zip(said).map(|(fact, (at, said))| (fact, at, said)).collect()
}
