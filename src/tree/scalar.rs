//! Scalars of a tree as values: text, truth, numbers, days, slugs.

use crate::date::{Length, Time, TimeFault};
use crate::tree::decode::{Decode, Reading};
use crate::tree::fault::FaultKind;
use crate::tree::{Node, Value};

/// A lower-case name that stands in addresses: letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(pub Box<str>);

impl Decode for Box<str> {
    const EXPECTED: &'static str = "text";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let Value::Scalar { text, plain } = &node.value else {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        };
        if text.trim().is_empty() {
            reading.fault(node.span, FaultKind::Empty);
            return None;
        }
        if let Some(surprise) = surprise(text).filter(|_| *plain) {
            reading.fault(node.span, FaultKind::Surprise { reading: surprise });
        }
        if is_placeholder(text) {
            reading.fault(node.span, FaultKind::Placeholder);
        }
        Some(text.clone())
    }
}

impl Decode for bool {
    const EXPECTED: &'static str = "true or false";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        match &node.value {
            // The forms of the core schema of YAML 1.2.
            Value::Scalar { text, plain: true } if matches!(text.as_ref(), "true" | "True" | "TRUE") => {
                Some(true)
            }
            Value::Scalar { text, plain: true } if matches!(text.as_ref(), "false" | "False" | "FALSE") => {
                Some(false)
            }
            _ => {
                reading.invalid(node, Self::EXPECTED, &["true", "false"]);
                None
            }
        }
    }
}

impl Decode for u32 {
    const EXPECTED: &'static str = "a whole number";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let number = match &node.value {
            Value::Scalar { text, plain: true } => text.parse().ok(),
            _ => None,
        };
        if number.is_none() {
            reading.invalid(node, Self::EXPECTED, &[]);
        }
        number
    }
}

impl Decode for Time {
    const EXPECTED: &'static str = "a date as YYYY-MM-DD, or a time as YYYY-MM-DDTHH:MM+HH:MM";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let Some(text) = node.text() else {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        };
        let kind = match Self::parse(text) {
            Ok(time) => return Some(time),
            Err(TimeFault::Ambiguous(readings)) => FaultKind::Ambiguous { readings },
            Err(TimeFault::Impossible(what)) => FaultKind::Invalid {
                got: format!("{}, and {what}", node.describe()),
                expected: "a day and hour of the calendar".to_owned(),
                allowed: &[],
            },
            Err(TimeFault::Form(proper)) => FaultKind::Invalid {
                got: node.describe(),
                expected: proper.map_or(Self::EXPECTED.to_owned(), |proper| format!("`{proper}`")),
                allowed: &[],
            },
        };
        reading.fault(node.span, kind);
        None
    }
}

impl Decode for Length {
    const EXPECTED: &'static str = "a number and m, h or d, such as 30m, 4h or 3d";

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let length = node.text().and_then(Self::parse);
        if length.is_none() {
            reading.invalid(node, Self::EXPECTED, &[]);
        }
        length
    }
}

impl Decode for Slug {
    const EXPECTED: &'static str = SLUG;

    fn decode(node: &Node, reading: &mut Reading) -> Option<Self> {
        let text = Box::<str>::decode(node, reading)?;
        if !is_slug(&text) {
            reading.invalid(node, Self::EXPECTED, &[]);
            return None;
        }
        Some(Self(text))
    }
}

/// What an id or slug is made of.
pub const SLUG: &str = "at most 200 lower-case letters, digits and hyphens";

/// How long an id or slug may be: file systems take 255 bytes, and an ending follows.
pub const LONGEST_SLUG: usize = 200;

/// Whether a text may stand as an id or slug.
pub fn is_slug(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    text.bytes().all(allowed) && !text.is_empty() && !text.starts_with('-') && text.len() <= LONGEST_SLUG
}

/// Signs that text is to come.
const PLACEHOLDERS: [&str; 9] =
    ["todo", "tbd", "tba", "fixme", "xxx", "to do", "to be done", "to be determined", "to be written"];

/// With what a text begins that only fills a place.
const FILLER: &str = "lorem ipsum";

/// Whether a text is nothing but a sign that text is to come.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let plain = text.trim_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
    let angled = text.len() > 2 && text.starts_with('<') && text.ends_with('>') && !text.contains(['@', '/']);
    PLACEHOLDERS.iter().any(|sign| plain.eq_ignore_ascii_case(sign))
        || (angled && text.matches('<').count() == 1)
        || plain.get(..FILLER.len()).is_some_and(|head| head.eq_ignore_ascii_case(FILLER))
}

/// Whether a text that begins like this may be nothing but such a sign.
pub fn may_begin_placeholder(text: &str) -> bool {
    let text = text.trim_start();
    let plain = text.trim_start_matches(|c: char| c.is_ascii_punctuation() || c.is_whitespace());
    let begins = |sign: &&str| {
        let mut both = plain.bytes().zip(sign.bytes()).take(2);
        both.all(|(byte, letter)| byte.eq_ignore_ascii_case(&letter))
    };
    text.starts_with('<') || PLACEHOLDERS.iter().chain([&FILLER]).any(begins)
}

/// What unquoted text is to a reader of YAML 1.1 or 1.2 that is not the other's reading, nor ours.
pub fn surprise(text: &str) -> Option<&'static str> {
    let lower = text.to_ascii_lowercase();
    if matches!(lower.as_str(), "yes" | "no" | "on" | "off" | "y" | "n") {
        return Some("a truth value");
    }
    let unsigned = text.trim_start_matches(['+', '-']);
    let starts_with_digit = unsigned.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    if !starts_with_digit
        || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.:_".contains(&byte))
    {
        return None;
    }
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if unsigned.len() > 1 && unsigned.starts_with('0') && digits(unsigned) {
        return Some("an octal number");
    }
    if unsigned.contains(':') && unsigned.split(':').all(|part| digits(part) && part.len() <= 2) {
        return Some("a number to the base of sixty");
    }
    if let Some((whole, power)) = unsigned.split_once(['e', 'E'])
        && whole.split('.').all(digits)
        && digits(power.trim_start_matches(['+', '-']))
    {
        return Some("a number");
    }
    match unsigned.split_once('.') {
        Some((whole, fraction)) if digits(whole) && digits(fraction) => return Some("a number"),
        _ => {}
    }
    let mut parts = unsigned.split('-');
    let date = [parts.next(), parts.next(), parts.next()];
    let is_part = |part: &Option<&str>| part.is_some_and(digits);
    let loose =
        date.first().is_some_and(|year| year.is_some_and(|year| year.len() == 4)) && unsigned.len() < 10;
    (date.iter().all(is_part) && loose && parts.next().is_none()).then_some("a date")
}

/// Whether nothing is written there, or quotes around nothing.
pub(super) fn is_blank(node: &Node) -> bool {
    node.is_null() || node.text().is_some_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::surprise;

    #[test]
    fn surprises_are_those_that_readers_differ_in() {
        for text in ["no", "Yes", "012", "12:30", "1e3", "1.20", "2025-3-4"] {
            assert!(surprise(text).is_some(), "{text}");
        }
        for text in ["none", "7", "2025-03-04", "v1.20", "192.168.0.1", "12:30 call", "web-team", "+49", ""] {
            assert_eq!(surprise(text), None, "{text}");
        }
    }
}
