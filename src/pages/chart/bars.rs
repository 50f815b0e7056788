//! Bars, one below the other: they begin at zero, and a bar may have parts.

use crate::pages::chart::Row;
use crate::pages::chart::svg::{Share, Svg};
use crate::pages::parts::Text;

/// A bar.
#[derive(Debug)]
pub struct Bar<'a> {
    /// Its name.
    pub label: Text<'a>,
    /// The lengths of its parts, and their classes.
    pub parts: Vec<(&'static str, i64)>,
    /// Its value in words.
    pub value: String,
}

impl<'a> Bar<'a> {
    /// A bar of one part.
    pub fn new(label: impl Into<Text<'a>>, class: &'static str, length: usize) -> Self {
        let value = length.to_string();
        Self { label: label.into(), parts: vec![(class, as_units(length))], value }
    }
}

/// A count as a length.
pub fn as_units(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// The rows of bars; the longest one takes all the room.
pub fn rows(bars: Vec<Bar<'_>>) -> Vec<Row<'_>> {
    let length = |bar: &Bar<'_>| bar.parts.iter().map(|(_, part)| *part).sum::<i64>();
    let longest = bars.iter().map(length).max().unwrap_or_default();
    bars.into_iter().map(|bar| row(bar, longest)).collect()
}

fn row(bar: Bar<'_>, longest: i64) -> Row<'_> {
    let mut svg = Svg::strip(&format!("{}: {}", bar.label, bar.value));
    let mut sum = 0;
    for (class, part) in bar.parts {
        let from = Share::of(sum, longest);
        sum += part;
        let width = Share(Share::of(sum, longest).0 - from.0);
        if part > 0 {
            // What is there is seen, however small its share is.
            let width = width.max(Share(4));
            svg.bar(class, from, width);
        }
    }
    Row { label: bar.label, svg: svg.end(), value: bar.value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_begin_at_zero_and_the_longest_takes_all_the_room() {
        let parts = vec![("a", 1), ("b", 3)];
        let bars = vec![Bar::new("One", "a", 2), Bar { label: "Two".into(), parts, value: "4".into() }];
        let rows = rows(bars);
        assert!(rows[0].svg.contains("<rect class=\"a\" width=\"50%\"/>"), "{}", rows[0].svg);
        let second = "<rect class=\"a\" width=\"25%\"/><rect class=\"b\" x=\"25%\" width=\"75%\"";
        assert!(rows[1].svg.contains(second), "{}", rows[1].svg);
    }

    #[test]
    fn nothing_is_drawn_where_nothing_was_counted() {
        assert!(!rows(vec![Bar::new("None", "a", 0)])[0].svg.contains("rect"));
    }
}
