//! Days that a name or a text says for certain.
//!
//! Certain is `2025-03-04`, and a month in English letters with its day and its year. Nothing else is read: in
//! `05-03-2020` the reader would choose, and in `PM2020-005` there is no day at all.

use crate::date::Day;
use crate::document::body::{Body, Edge, Kind};
use crate::document::section::Section;
use crate::source::Span;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The first certain day of a text, and where it stands there.
pub fn first_in(text: &str) -> Option<(Day, Span)> {
    let words = words(text);
    let at = |number: usize| words.get(number).map(|(_, word)| *word);
    words.iter().enumerate().find_map(|(number, (start, word))| {
        let span = |last: usize| {
            let (from, word) = words.get(last)?;
            Some(Span::new(*start, from + word.len()))
        };
        if let Some(day) = iso(text, *start) {
            return Some((day, Span::new(*start, start + 10)));
        }
        // 4 March 2025, 4. March 2025, 4th of March 2025
        if let Some(day) = day_of_month(word) {
            let month = if at(number + 1)? == "of" { number + 2 } else { number + 1 };
            let found = real(at(month + 1)?, month_of(at(month)?)?, day)?;
            return Some((found, span(month + 1)?));
        }
        // March 4, 2025
        let found = real(at(number + 2)?, month_of(word)?, day_of_month(at(number + 1)?)?)?;
        Some((found, span(number + 2)?))
    })
}

/// The first certain day in what a body says: in its timeline if there is one, else anywhere. Code and
/// addresses are passed over.
pub fn first_said(body: &Body, text: &str) -> Option<(Day, Span)> {
    let search = |within: Span| {
        let mut in_code = false;
        let said = body.nodes().iter().filter(move |node| {
            if node.kind == Kind::CodeBlock {
                in_code = node.edge == Edge::Start;
            }
            node.kind == Kind::Text && !in_code
        });
        said.filter(|node| covers(within, node.span)).find_map(|node| {
            let (day, span) = first_in(node.span.of(text))?;
            let start = node.span.start as usize;
            Some((day, Span::new(start + span.start as usize, start + span.end as usize)))
        })
    };
    timeline(body).and_then(search).or_else(|| search(body.span))
}

/// From the heading of the timeline to the next heading that is not below it.
fn timeline(body: &Body) -> Option<Span> {
    let headings = &body.headings;
    let is_timeline = |text: &str| Section::of(text).is_some_and(|(section, _)| section == Section::Timeline);
    let (at, head) = headings.iter().enumerate().find(|(_, heading)| is_timeline(&heading.text))?;
    let next = headings.iter().skip(at + 1).find(|heading| heading.level <= head.level);
    let end = next.map_or(body.span.end, |next| next.span.start);
    Some(Span { start: head.span.end, end: end.max(head.span.end) })
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Runs of letters and digits with their starts, where nothing but blanks, commas and full stops stand between
/// words that belong together; other signs become words of their own, so that they keep words apart.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                words.extend(text.get(from..at).map(|word| (from, word)));
                start = None;
            }
            _ => {}
        }
        if !c.is_alphanumeric() && !matches!(c, ' ' | ',' | '.' | '\n' | '\r' | '\t' | '\u{a0}') {
            words.extend(text.get(at..at + c.len_utf8()).map(|sign| (at, sign)));
        }
    }
    words
}

/// `2025-03-04` at a byte, with no digit around it that would make it part of something longer.
fn iso(text: &str, at: usize) -> Option<Day> {
    let day = Day::parse(text.get(at..at + 10)?)?;
    let before = text.get(..at)?.chars().next_back();
    let mut after = text.get(at + 10..)?.chars();
    let (next, second) = (after.next(), after.next());
    let joined = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '-' || c == '/');
    let longer = next.is_some_and(|c| c.is_ascii_digit())
        || (joined(next) && second.is_some_and(|c| c.is_ascii_digit()))
        || joined(before);
    (is_likely(day.year()) && !longer).then_some(day)
}

fn real(year: &str, month: i8, day: i8) -> Option<Day> {
    let year = year.parse().ok().filter(|&number| year.len() == 4 && is_likely(number))?;
    Day::new(year, month, day)
}

/// Years in which a write-up can have been written; any other number is a port or an amount.
fn is_likely(year: i16) -> bool {
    (1970..2100).contains(&year)
}

fn day_of_month(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    let is_ending = matches!(ending.to_ascii_lowercase().as_str(), "" | "st" | "nd" | "rd" | "th");
    if !is_ending || digits.is_empty() || digits.len() > 2 {
        return None;
    }
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}

/// A month by its name or by its first three letters.
fn month_of(word: &str) -> Option<i8> {
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|month| *month == word || month.get(..3) == Some(word.as_str()))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::first_in;

    #[test]
    fn certain_days_are_read() {
        for (text, day, place) in [
            ("2022-10-28-30-copr-storage", None, ""),
            ("2023-11-07-GitHub-outage", Some("2023-11-07"), "2023-11-07"),
            ("2021-07-56-vacation", None, ""),
            ("PM2020-005 - ALB", None, ""),
            ("On Wednesday 4 December 2019, an", Some("2019-12-04"), "4 December 2019"),
            ("On Monday 3. February 2020, a", Some("2020-02-03"), "3. February 2020"),
            ("the 9th of June 2020", Some("2020-06-09"), "9th of June 2020"),
            ("Aug 4th, 2021", Some("2021-08-04"), "Aug 4th, 2021"),
            ("at 10:30 on March 4, 2025.", Some("2025-03-04"), "March 4, 2025"),
            ("In March 2025 and on 5 May", None, ""),
            ("30 February 2025", None, ""),
            ("05-03-2020, 03/04/2025, 3.4.2020", None, ""),
            ("20202-01-16 12:00", None, ""),
            ("| 2020-10-06 09:00 - 11:00", Some("2020-10-06"), "2020-10-06"),
            ("2020-11-23T14:11Z", Some("2020-11-23"), "2020-11-23"),
            ("0001-02-03 and 9999-01-01", None, ""),
            ("18:35 PM GMT+2", None, ""),
            ("16 GB May 2020", None, ""),
            ("3 | May | 2020", None, ""),
            ("日本 2024-01-02 語", Some("2024-01-02"), "2024-01-02"),
        ] {
            let found = first_in(text);
            assert_eq!(found.map(|(day, _)| day.to_string()).as_deref(), day, "{text}");
            assert_eq!(found.map_or("", |(_, span)| span.of(text)), place, "{text}");
        }
    }
}
