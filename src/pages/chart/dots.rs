//! Lengths of time over periods: a dot for each where they are few, a range where they are many, and medians.

use std::fmt::Write;

use crate::date::Length;
use crate::pages::chart::columns::{feet, grid, middle, roomy, slot, upright};
use crate::pages::chart::scale::Times;
use crate::pages::chart::svg::{Area, Share, Svg};
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
pub fn plot(title: &str, columns: &[Column]) -> String {
    let longest = columns.iter().filter_map(shown_most).max().unwrap_or_default();
    let scale = Times::up_to(longest);
    let level = |seconds: i64| BASE - scale.height(seconds).times(Share(BASE - TOP)).0;
    let lines = || scale.lines().map(|(height, name)| (BASE - height.times(Share(BASE - TOP)).0, name));
    let mut shapes = grid(lines().map(|(y, _)| y));
    shapes.extend(drawn(columns, level));
    let mut svg = Svg::image("plot tall", title);
    svg.shapes(Area::ALL, [1_000, 1_000], slot(0, columns.len()).1, &shapes);
    svg.texts("up", lines().map(|(y, name)| ([Share(0), Share(y)], name.to_owned())));
    let counts = counts(columns);
    let name = ([Share(10), COUNTS], "n".to_owned());
    svg.texts(roomy(&counts, "foot"), counts.into_iter().chain([name]));
    svg.texts("up said", last_median(columns, level));
    let periods: Vec<Period> = columns.iter().map(|column| column.period).collect();
    svg.texts("foot", feet(&periods));
    svg.end()
}

/// The longest time that is drawn of a period.
fn shown_most(column: &Column) -> Option<i64> {
    match column.spread() {
        Some(spread) if column.is_range() => Some(spread.hundredth(90)),
        _ => column.values.last().copied(),
    }
}

/// Eight of ten, within them the middle half; or each as a dot; and over them the medians.
fn drawn(columns: &[Column], level: impl Fn(i64) -> i64) -> [(&'static str, String); 4] {
    let [mut most, mut half, mut dots, mut medians] = [const { String::new() }; 4];
    for (place, column) in columns.iter().enumerate() {
        let (x, width) = slot(place, columns.len());
        let spread = column.spread();
        match &spread {
            Some(spread) if column.is_range() => {
                for (path, from, to) in [(&mut most, 10, 90), (&mut half, 25, 75)] {
                    let (low, high) = (level(spread.hundredth(from)), level(spread.hundredth(to)));
                    path.push_str(&upright(middle(x, width), low.max(high + 4), high));
                }
            }
            _ => single(&mut dots, column, x, width, &level),
        }
        if let Some(spread) = spread {
            let _ = write!(medians, "M{} {}h{}", x.0, level(spread.median()), width.0);
        }
    }
    [("most", most), ("half", half), ("dots", dots), ("median", medians)]
}

/// A dot for each value; neighbours are moved sideways in turn, so that few of them cover each other.
fn single(dots: &mut String, column: &Column, x: Share, width: Share, level: impl Fn(i64) -> i64) {
    const TURNS: [i64; 5] = [0, -2, 2, -1, 1];
    for (value, turn) in column.values.iter().zip(TURNS.iter().cycle()) {
        let x = middle(x, width).0 + turn * width.0 / 6;
        let _ = write!(dots, "M{x} {}h0", level(*value));
    }
}

/// How many values each period has.
fn counts(columns: &[Column]) -> Vec<([Share; 2], String)> {
    let count = |(place, column): (usize, &Column)| {
        let (x, width) = slot(place, columns.len());
        ([middle(x, width), COUNTS], column.values.len().to_string())
    };
    columns.iter().enumerate().map(count).collect()
}

/// The median of the last period that has one, in words.
fn last_median(columns: &[Column], level: impl Fn(i64) -> i64) -> Option<([Share; 2], String)> {
    let mut spreads = columns.iter().enumerate().filter_map(|(place, it)| Some((place, it.spread()?)));
    let (place, spread) = spreads.next_back()?;
    let (x, width) = slot(place, columns.len());
    let at = [Share(x.0 + width.0), Share(level(spread.median()))];
    Some((at, Length(spread.median()).to_string()))
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
        let drawn = plot("title", &[column(vec![60, 300, 900, 900])]);
        assert_eq!(drawn.matches("h0").count(), 4);
        assert!(!drawn.contains("median"), "{drawn}");
    }

    #[test]
    fn many_values_are_a_range_and_a_median() {
        let drawn = plot("title", &[column((1..=100).map(|it| it * 60).collect())]);
        assert_eq!(drawn.matches("h0").count(), 0);
        assert!(drawn.contains("class=\"half\"") && drawn.contains("class=\"median\""), "{drawn}");
        assert!(drawn.contains("50 min") && drawn.contains(">100</text>"), "{drawn}");
    }
}
