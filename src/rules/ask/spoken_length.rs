//! Durations as English sentences tell them: `for 19 hours`, `lasted two and a half days`, `1h 20m`.

use aho_corasick::packed::Searcher;
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

/// A unit that is written out, as sentences, headings and cries have it.
static UNITS: LazyLock<Option<Searcher>> = LazyLock::new(|| {
    let units = ["min", "hour", "hr", "day", "week"];
    let capital = |unit: &str| {
        unit.get(..1).map(str::to_uppercase).into_iter().chain(unit.get(1..).map(str::to_owned)).collect()
    };
    let forms = units.into_iter().flat_map(|unit| [unit.to_owned(), unit.to_uppercase(), capital(unit)]);
    Searcher::new(forms)
});

/// Whether a text may tell of a duration: a quick look, for most do not. "Through" and "today" hold a unit too, but no
/// number before it.
fn may_tell(text: &str) -> bool {
    let counts = |found: aho_corasick::Match| text.get(..found.start()).is_some_and(ends_with_number);
    UNITS.as_ref().is_some_and(|units| units.find_iter(text).any(counts))
        || (has_digit(text) && has_short_unit(text))
}

/// Whether a text ends with a number, or with the half that may stand behind one.
fn ends_with_number(text: &str) -> bool {
    let text = text.strip_suffix([' ', '-']).unwrap_or(text).as_bytes();
    let ends = |word: &&str| {
        let end = text.len().checked_sub(word.len()).and_then(|at| text.get(at..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(word.as_bytes()))
    };
    text.last().is_some_and(u8::is_ascii_digit) || WORDS.iter().chain(&["a", "an", "half"]).any(ends)
}

/// Whether there is a digit, seen many bytes at a time.
fn has_digit(text: &str) -> bool {
    let digits = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | byte.is_ascii_digit());
    text.as_bytes().chunks(64).any(digits)
}

/// Whether there is a unit of one letter behind a number.
fn has_short_unit(text: &str) -> bool {
    let bytes = text.as_bytes();
    let goes_on = |at: usize| bytes.get(at).is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let is_unit =
        |pair: &[u8]| matches!(pair, [b'0'..=b'9' | b' ' | b'-', b'm' | b'h' | b'd' | b'M' | b'H' | b'D']);
    let is_counted = |at: usize| text.get(..at).is_some_and(ends_with_number);
    let mut pairs = bytes.windows(2).zip(1..);
    pairs.any(|(pair, at)| is_unit(pair) && !goes_on(at + 1) && is_counted(at))
}

/// The durations of a text that are told as lasting, in its order.
pub(in crate::rules) fn lengths(text: &str) -> Vec<Spoken> {
    if !may_tell(text) {
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
    let (unit, number) = (found.name("unit")?.as_str(), found.name("number")?.as_str());
    // "It went down and": a letter alone is no unit behind a word, which may be the beginning of another.
    if unit.len() == 1 && !number.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let unit = seconds(unit);
    let (number, step) = self::number(number)?;
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

/// The numbers that are words, from one on.
const WORDS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// A number, and the step in which it is told.
fn number(text: &str) -> Option<(f64, f64)> {
    let lower = text.to_lowercase();
    if let Some(at) = WORDS.iter().position(|word| *word == lower) {
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
            ("It lasted TWO HOURS", 7_200),
            ("it went down and lasted an hour", 3_600),
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
            "it went down and on 3 May again",
            "it was down an d 1",
            "x",
        ] {
            assert_eq!(lengths(text), [], "{text}");
        }
    }
}
