//! Durations as English sentences tell them: `for 19 hours`, `lasted two and a half days`, `1h 20m`.

use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// A duration in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::rules) struct Spoken {
    /// Where it stands.
    pub(in crate::rules) at: Range<usize>,
    /// How long it is.
    pub(in crate::rules) seconds: i64,
    /// The smallest unit in which it is told.
    pub(in crate::rules) unit: i64,
    /// Whether it says that it is not exact.
    pub(in crate::rules) vague: bool,
    /// Whether the words before it say that it is how long the effect lasted.
    pub(in crate::rules) of_effect: bool,
}

const NUMBER: &str = r"(?:[0-9]{1,4}(?:[.,][0-9]{1,2})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half an?)";
const UNIT: &str = r"(?:minutes?|mins?|hours?|hrs?|days?|weeks?|[mhd]\b)";

static SHAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let vague = r"(?P<vague>(?:about|around|approximately|approx\.?|roughly|nearly|almost|over|more than|less than|under|up to|some|at least|~|ca\.?) ?)?";
    Regex::new(&format!(
        r"(?i-u)\b(?P<frame>lasted(?: for)?|lasting(?: for)?|(?:was|were|been|went) (?:down|unavailable|unreachable|offline|out|broken|dead|silent)(?: for)?|(?:outage|downtime|interruption|disruption|blackout)(?: of| lasted| was|:)|(?:unavailable|unreachable|offline|down) for|for|duration(?: of| was|:)) {vague}(?:a total of )?(?P<length>(?P<number>{NUMBER})[ -]?(?P<and>and a half )?(?P<unit>{UNIT})(?: and a half)?(?:,?(?: and)? (?P<more>[0-9]{{1,2}}) ?(?P<less>minutes?|mins?|hours?|hrs?|[mh]\b))?)"
    ))
    .ok()
});

/// The whole of a text that is nothing but a duration.
static ALONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?i-u)\A\s*(?P<vague>about|around|approximately|approx\.?|roughly|nearly|almost|over|~|ca\.?)? ?(?P<length>(?P<number>{NUMBER}) ?(?P<and>and a half )?(?P<unit>{UNIT})(?:,?(?: and)? (?P<more>[0-9]{{1,2}}) ?(?P<less>minutes?|mins?|[mh]\b))?)\s*\z"
    ))
    .ok()
});

/// What is longer than this is more than a duration.
const LONGEST: usize = 200;

/// The durations of a text that are told as lasting, in its order.
pub(in crate::rules) fn lengths(text: &str) -> Vec<Spoken> {
    if !text.contains(|c: char| c.is_ascii_alphanumeric()) {
        return Vec::new();
    }
    let alone = ALONE.as_ref().filter(|_| text.len() < LONGEST).and_then(|alone| alone.captures(text));
    if let Some(found) = alone {
        return spoken(&found, true).into_iter().collect();
    }
    let Some(shape) = SHAPE.as_ref() else { return Vec::new() };
    let found = shape.captures_iter(text).filter_map(|found| {
        let frame = found.name("frame").map_or("", |frame| frame.as_str());
        let rest = text.get(found.get(0)?.end()..).unwrap_or_default();
        // `for 2 hours a day`, `for 3 days each`, `for 10 minutes before`: not how long it lasted.
        let is_other = OTHER.iter().any(|word| rest.trim_start().to_lowercase().starts_with(word));
        spoken(&found, !frame.eq_ignore_ascii_case("for")).filter(|_| !is_other)
    });
    found.collect()
}

const OTHER: &[&str] =
    &["a day", "a week", "a month", "each", "every", "per ", "before", "after", "later", "ahead", "old", "-"];

fn spoken(found: &regex::Captures<'_>, of_effect: bool) -> Option<Spoken> {
    let length = found.name("length")?;
    let unit = seconds(found.name("unit")?.as_str());
    let (number, step) = number(found.name("number")?.as_str())?;
    let half = found.name("and").is_some() || length.as_str().to_lowercase().ends_with("and a half");
    let half = if half { unit / 2 } else { 0 };
    let less = found.name("less").map(|less| seconds(less.as_str()));
    let more = found.name("more").and_then(|more| more.as_str().parse::<i64>().ok()).unwrap_or_default();
    let total = (number * unit as f64).round() as i64 + half + more * less.unwrap_or_default();
    let smallest = less.unwrap_or(if half > 0 { unit / 2 } else { (unit as f64 * step) as i64 });
    Some(Spoken {
        at: length.range(),
        seconds: total,
        unit: smallest.max(60),
        vague: found.name("vague").is_some(),
        of_effect,
    })
}

fn seconds(unit: &str) -> i64 {
    match unit.chars().next().map(|c| c.to_ascii_lowercase()) {
        Some('m') => 60,
        Some('h') => 3_600,
        Some('d') => 86_400,
        _ => 604_800,
    }
}

/// A number, and the step in which it is told.
fn number(text: &str) -> Option<(f64, f64)> {
    let words =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let lower = text.to_lowercase();
    if let Some(at) = words.iter().position(|word| *word == lower) {
        return Some((at as f64 + 1.0, 1.0));
    }
    match lower.as_str() {
        "a" | "an" => Some((1.0, 1.0)),
        "half a" | "half an" => Some((0.5, 0.5)),
        digits => {
            let step = if digits.contains(['.', ',']) { 0.5 } else { 1.0 };
            Some((digits.replace(',', ".").parse().ok()?, step))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read() {
        for (text, seconds) in [
            ("sent no mail for 19 hours; 31 were lost", 68_400),
            ("It lasted two and a half hours.", 9_000),
            ("was down for about 1h 20m", 4_800),
            ("an outage of 45 minutes", 2_700),
            ("2 h 30 min", 9_000),
            ("for half an hour", 1_800),
            ("unavailable for 3 days", 259_200),
            ("for 1.5 hours", 5_400),
        ] {
            let all: Vec<i64> = lengths(text).iter().map(|said| said.seconds).collect();
            assert_eq!(all, [seconds], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_none() {
        for text in [
            "for 3 clients",
            "after 2 hours we called",
            "for 2 hours a day",
            "planned for two weeks later",
            "x",
        ] {
            assert_eq!(lengths(text), [], "{text}");
        }
    }
}
