//! Lengths of time over periods: a dot for each where they are few, a range where they are many, and medians.

use std::fmt::Write;

use crate::date::Length;
use crate::pages::chart::columns::{feet, middle, slot};
use crate::pages::chart::scale::Times;
use crate::pages::chart::svg::{Anchor, Area, Share, Svg};
use crate::pages::figures::period::Period;
use crate::pages::figures::spread::Spread;

/// So many values of a period are drawn one by one.
pub const SINGLE: usize = 24;
/// Where the longest time is.
const TOP: i64 = 60;
/// Where nothing is.
const BASE: i64 = 800;
/// Where it says how many there are.
const COUNTS: Share = Share(885);

/// A period and what was measured in it, in seconds, in order.
#[derive(Debug)]
pub struct Column {
    /// When.
    pub period: Period,
    /// Seconds, the shortest first.
    pub values: Vec<i64>,
}

impl Column {
    /// What its values come to, if they are enough.
    pub fn spread(&self) -> Option<Spread> {
        Spread::of(self.values.clone())
    }

    /// Whether its values are shown as a range.
    pub fn is_range(&self) -> bool {
        self.values.len() > SINGLE
    }
}

/// A drawing of times.
pub fn plot(id: &str, title: &str, columns: &[Column]) -> String {
    let mut svg = Svg::image("plot tall", id, title);
    let longest = columns.iter().filter_map(|column| shown_most(column)).max().unwrap_or_default();
    let scale = Times::up_to(longest);
    let level = |seconds: i64| Share(BASE - scale.height(seconds).times(Share(BASE - TOP)).0);
    for (height, name) in scale.lines() {
        let y = Share(BASE - height.times(Share(BASE - TOP)).0);
        svg.level(if height.0 == 0 { "zero" } else { "grid" }, Share(0), y);
        svg.text("tick", [Share(0), y], Anchor::Start, true, name);
    }
    let mut dots = String::new();
    for (place, column) in columns.iter().enumerate() {
        let (x, width) = slot(place, columns.len());
        match column.spread() {
            Some(spread) if column.is_range() => range(&mut svg, &spread, x, width, level),
            _ => single(&mut dots, column, x, width, level),
        }
    }
    let all = Area { x: Share(0), y: Share(0), width: Share::ALL, height: Share::ALL };
    svg.stretched(all, [1_000, 1_000], &[("dots", dots)]);
    medians(&mut svg, columns, level);
    svg.text("tick", [Share(0), COUNTS], Anchor::Start, false, "n");
    let periods: Vec<Period> = columns.iter().map(|column| column.period).collect();
    feet(&mut svg, &periods);
    svg.end()
}

/// The longest time that is drawn of a period.
fn shown_most(column: &Column) -> Option<i64> {
    match column.spread() {
        Some(spread) if column.is_range() => Some(spread.hundredth(90)),
        _ => column.values.last().copied(),
    }
}

/// Eight of ten, and within them the middle half.
fn range(svg: &mut Svg, spread: &Spread, x: Share, width: Share, level: impl Fn(i64) -> Share) {
    for (class, from, to) in [("most", 10, 90), ("half", 25, 75)] {
        let (low, high) = (level(spread.hundredth(from)), level(spread.hundredth(to)));
        let height = Share((low.0 - high.0).max(4));
        svg.rect(class, Area { x, y: high, width, height });
    }
}

/// A dot for each value; neighbours are moved sideways in turn, so that few of them cover each other.
fn single(dots: &mut String, column: &Column, x: Share, width: Share, level: impl Fn(i64) -> Share) {
    const TURNS: [i64; 5] = [0, -2, 2, -1, 1];
    for (value, turn) in column.values.iter().zip(TURNS.iter().cycle()) {
        let x = middle(x, width).0 + turn * width.0 / 6;
        let _ = write!(dots, "M{x} {}h0", level(*value).0);
    }
}

fn medians(svg: &mut Svg, columns: &[Column], level: impl Fn(i64) -> Share) {
    let last = columns.iter().rposition(|column| column.spread().is_some());
    for (place, column) in columns.iter().enumerate() {
        let (x, width) = slot(place, columns.len());
        let roomy = if columns.len() > 12 { "tick roomy" } else { "tick" };
        let count = column.values.len().to_string();
        svg.text(roomy, [middle(x, width), COUNTS], Anchor::Middle, false, &count);
        let Some(spread) = column.spread() else { continue };
        let y = level(spread.median());
        svg.line("median", [x, y], [Share(x.0 + width.0), y]);
        if Some(place) == last {
            let said = Length(spread.median()).to_string();
            svg.text("value", [Share(x.0 + width.0), y], Anchor::End, true, &said);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Day;
    use crate::pages::figures::period::Grain;

    fn column(values: Vec<i64>) -> Column {
        Column { period: Period::of(Day::parse("2026-02-01").unwrap(), Grain::Quarter), values }
    }

    #[test]
    fn few_values_are_dots_without_a_median() {
        let drawn = plot("t", "title", &[column(vec![60, 300, 900, 900])]);
        assert_eq!(drawn.matches("h0").count(), 4);
        assert!(!drawn.contains("median"), "{drawn}");
    }

    #[test]
    fn many_values_are_a_range_and_a_median() {
        let drawn = plot("t", "title", &[column((1..=100).map(|it| it * 60).collect())]);
        assert_eq!(drawn.matches("h0").count(), 0);
        assert!(drawn.contains("class=\"half\"") && drawn.contains("class=\"median\""), "{drawn}");
        assert!(drawn.contains("50 min") && drawn.contains(">100</text>"), "{drawn}");
    }
}
