//! The time that a text begins with. Strict: what is not a time is told, and never read as another one.

use crate::document::timeline::Date;
use std::ops::Range;

/// A time at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The time with its date and offset.
    pub range: Range<usize>,
    /// The date, if it is written.
    pub date: Option<Date>,
    /// Hour and minute.
    pub time: (u8, u8),
    /// Minutes east of UTC, if written.
    pub offset: Option<i16>,
    /// Where the text after the time and its separator begins.
    pub said_from: usize,
}

/// Why something that was meant as a time is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No such day: `2025-02-30`.
    NoSuchDate,
    /// No such time of day: `25:61`, `24:00`.
    NoSuchTime,
    /// No such offset: `+25:00`.
    NoSuchOffset,
    /// `18:35 PM`: half a day is not told apart by letters here.
    HalfDay,
    /// `CET`: several zones go by such letters.
    ZoneName,
}

/// Reads the time at the beginning of a text: none where there is none, an error where it cannot be one.
pub(super) fn read(text: &str) -> Result<Option<Clock>, (Range<usize>, Fault)> {
    let mut at = Cursor { text, at: text.len() - text.trim_start().len() };
    let start = at.at;
    let date = match date(at.rest()) {
        Some((length, date)) => {
            at.at += length;
            let date_range = start..at.at;
            let joined = at.take("T") || at.take("t");
            at.skip(|c| c.is_whitespace() || (!joined && c == ','));
            Some((date_range, date))
        }
        None => None,
    };
    let begun = at.at;
    let Some((hour, minute, second)) = time(&mut at) else { return Ok(None) };
    if let Some((range, None)) = date {
        return Err((range, Fault::NoSuchDate));
    }
    if hour > 23 || minute > 59 || second > 59 {
        return Err((begun..at.at, Fault::NoSuchTime));
    }
    let mut end = at.at;
    let offset = offset(&mut at)?;
    if offset.is_some() {
        end = at.at;
    }
    // "09:05client" is no time, "09:05–client" and "09:05, client" are.
    if at.rest().starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return Ok(None);
    }
    at.skip(|c| {
        c.is_whitespace() || matches!(c, '–' | '—' | '-' | '−' | ':' | '|' | ',' | '→' | '·' | ')' | ']')
    });
    // "09:05 -3 servers": the sign belongs to the number.
    let signed = text.get(..at.at).is_some_and(|head| head.ends_with(" -"))
        && at.rest().starts_with(|c: char| c.is_ascii_digit());
    let said_from = if signed { at.at - 1 } else { at.at };
    let date = date.and_then(|(_, date)| date);
    Ok(Some(Clock { range: start..end, date, time: (hour, minute), offset, said_from }))
}

/// Whether a text is a date and nothing else.
pub(super) fn is_date(text: &str) -> bool {
    matches!(date(text), Some((length, Some(_))) if length == text.len())
}

/// `YYYY-MM-DD` with its length; nothing inside where there is no such day.
fn date(text: &str) -> Option<(usize, Option<Date>)> {
    let written = text.get(..10)?;
    let mut parts = written.split('-');
    let (year, month, day) =
        (digits(parts.next()?, 4)?, digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let goes_on = text.get(10..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if parts.next().is_some() || goes_on {
        return None;
    }
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    let real = (1..=days).contains(&day);
    let date = (i16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    Some((10, real.then_some(date)))
}

/// `H:MM`, `HH:MM` or `HH:MM:SS`, numbers not yet checked.
fn time(at: &mut Cursor<'_>) -> Option<(u8, u8, u8)> {
    at.take("(");
    at.take("[");
    let hour = at.number(1, 2)?;
    at.take(":").then_some(())?;
    let minute = at.number(2, 2)?;
    let before = at.at;
    let second = if at.take(":") { at.number(2, 2) } else { None };
    if second.is_none() {
        at.at = before;
    }
    // "1:2025" and "10:30:2" are other things.
    let more = |c: char| c.is_ascii_digit();
    let colon = at.rest().strip_prefix(':').is_some_and(|rest| rest.starts_with(more));
    (!at.rest().starts_with(more) && !colon).then_some((hour, minute, second.unwrap_or(0)))
}

/// `Z`, `UTC`, `+01:00`, `+0100`, `UTC+1`; letters that could be anything are an error.
fn offset(at: &mut Cursor<'_>) -> Result<Option<i16>, (Range<usize>, Fault)> {
    let before = at.at;
    at.skip(|c| c == ' ' || c == '\u{a0}');
    let begun = at.at;
    let letters = at.rest().bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = at.rest().get(..letters).unwrap_or_default();
    let ends_word =
        !at.rest().get(letters..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    if ends_word && ["AM", "PM", "am", "pm"].contains(&word) {
        return Err((before..begun + letters, Fault::HalfDay));
    }
    if ends_word && ZONES.contains(&word) {
        return Err((begun..begun + letters, Fault::ZoneName));
    }
    let named = ends_word && matches!(word, "Z" | "UTC" | "GMT") && !(word == "Z" && begun > before);
    if named {
        at.at += letters;
        if word == "Z" {
            return Ok(Some(0));
        }
    }
    let sign_at = at.at;
    match signed(at, named) {
        Some(Ok(minutes)) => Ok(Some(minutes)),
        Some(Err(())) => Err((sign_at..at.at, Fault::NoSuchOffset)),
        None => {
            at.at = if named { sign_at } else { before };
            Ok(named.then_some(0))
        }
    }
}

/// A sign, two digits and two more. One or two digits alone only after `UTC`: "09:05 -3 servers" has no offset.
fn signed(at: &mut Cursor<'_>, named: bool) -> Option<Result<i16, ()>> {
    let sign = if at.take("+") {
        1
    } else if at.take("-") || at.take("−") {
        -1
    } else {
        return None;
    };
    let hours = i16::from(at.number(if named { 1 } else { 2 }, 2)?);
    let colon = at.take(":");
    let minutes = match at.number(2, 2) {
        Some(minutes) => i16::from(minutes),
        None if named && !colon => 0,
        None => return None,
    };
    if at.rest().starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    Some(if hours > 15 || minutes > 59 { Err(()) } else { Ok(sign * (hours * 60 + minutes)) })
}

/// Letters that people write for a zone. Several of them name more than one.
const ZONES: &[&str] = &[
    "CET", "CEST", "MEZ", "MESZ", "BST", "WET", "WEST", "EET", "EEST", "MSK", "EST", "EDT", "CST", "CDT",
    "MST", "MDT", "PST", "PDT", "PT", "ET", "IST", "JST", "AEST", "AEDT",
];

fn digits(text: &str, count: usize) -> Option<u16> {
    let all = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, what: &str) -> bool {
        let there = self.rest().starts_with(what);
        if there {
            self.at += what.len();
        }
        there
    }

    fn skip(&mut self, what: impl Fn(char) -> bool) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches(what).len();
    }

    /// A number of so many digits; leaves the cursor alone where there are fewer.
    fn number(&mut self, least: usize, most: usize) -> Option<u8> {
        let count = self.rest().bytes().take(most).take_while(u8::is_ascii_digit).count();
        let number = self.rest().get(..count)?.parse().ok().filter(|_| count >= least)?;
        self.at += count;
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::{Fault, read};

    fn good(text: &str) -> (Option<super::Date>, (u8, u8), Option<i16>, &str, &str) {
        let clock = read(text).unwrap().unwrap();
        (
            clock.date,
            clock.time,
            clock.offset,
            text.get(clock.range).unwrap(),
            text.get(clock.said_from..).unwrap(),
        )
    }

    #[test]
    fn times() {
        let day = Some((2025, 3, 4));
        for (text, expected) in [
            ("09:05 client calls", (None, (9, 5), None, "09:05", "client calls")),
            ("9:05 client", (None, (9, 5), None, "9:05", "client")),
            (
                "2025-03-04 09:05 +01:00 — client calls",
                (day, (9, 5), Some(60), "2025-03-04 09:05 +01:00", "client calls"),
            ),
            ("2025-03-04T09:05:30Z: x", (day, (9, 5), Some(0), "2025-03-04T09:05:30Z", "x")),
            ("2025-03-04, 09:05 – x", (day, (9, 5), None, "2025-03-04, 09:05", "x")),
            ("09:05 UTC - x", (None, (9, 5), Some(0), "09:05 UTC", "x")),
            ("09:05 UTC+2 x", (None, (9, 5), Some(120), "09:05 UTC+2", "x")),
            ("09:05-0530 x", (None, (9, 5), Some(-330), "09:05-0530", "x")),
            ("09:05 -3 servers left", (None, (9, 5), None, "09:05", "-3 servers left")),
            ("09:05 - 10 people call", (None, (9, 5), None, "09:05", "10 people call")),
            ("09:05", (None, (9, 5), None, "09:05", "")),
            (" 09:05 Zoe calls", (None, (9, 5), None, "09:05", "Zoe calls")),
        ] {
            assert_eq!(good(text), expected, "{text}");
        }
    }

    #[test]
    fn no_times() {
        for text in [
            "",
            "client calls",
            "2025-03-04",
            "2025-03-04 client",
            "9",
            "09:5",
            "09:05x",
            "12:345",
            "1:2:3",
            "http://x",
            "2025-13-45",
            "é9:05",
        ] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
    }

    #[test]
    fn bad_times() {
        for (text, wrong, fault) in [
            ("25:61 x", "25:61", Fault::NoSuchTime),
            ("24:00 x", "24:00", Fault::NoSuchTime),
            ("09:05:60 x", "09:05:60", Fault::NoSuchTime),
            ("2025-02-30 09:05 x", "2025-02-30", Fault::NoSuchDate),
            ("2025-13-45 09:05 x", "2025-13-45", Fault::NoSuchDate),
            ("18:35 PM GMT+2", " PM", Fault::HalfDay),
            ("6:35pm", "pm", Fault::HalfDay),
            ("09:05 CET x", "CET", Fault::ZoneName),
            ("09:05 +25:00 x", "+25:00", Fault::NoSuchOffset),
        ] {
            let (range, found) = read(text).unwrap_err();
            assert_eq!((text.get(range).unwrap(), found), (wrong, fault), "{text}");
        }
    }
}
