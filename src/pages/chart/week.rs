//! The hours of the week: how much fell into each, as squares of growing size.

use std::fmt::Write;

use crate::pages::chart::columns::LEFT;
use crate::pages::chart::svg::{Area, Share, Svg};

/// The days of the week.
pub const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Counts by day, from Monday, and hour.
pub type Hours = [[usize; 24]; 7];

/// Where the squares end; the names of the hours stand below.
const BASE: Share = Share(900);
/// Where these stand.
const FOOT: Share = Share(985);
/// Sides of the squares, in tenths of the room, from the smallest.
const SIDES: [usize; 4] = [2, 4, 6, 8];

/// A drawing of a week.
pub fn plot(id: &str, title: &str, hours: &Hours) -> String {
    let most = hours.iter().flatten().copied().max().unwrap_or_default();
    let (mut squares, mut empty) = (String::new(), String::new());
    for (day, counts) in hours.iter().enumerate() {
        for (hour, count) in counts.iter().enumerate() {
            let (x, y) = (hour * 10 + 5, day * 10 + 5);
            let _ = match side(*count, most) {
                Some(side) => write!(squares, "M{} {}h{side}v{side}h-{side}z", x - side / 2, y - side / 2),
                None => write!(empty, "M{x} {y}h0"),
            };
        }
    }
    let width = Share(Share::ALL.0 - LEFT.0);
    let area = Area { x: LEFT, y: Share(0), width, height: BASE };
    let middle = |row: i64| Share::of(row * 2 + 1, 14).times(BASE);
    let days = (0i64..).zip(DAYS).map(|(row, day)| ([Share(0), middle(row)], day.chars().take(3).collect()));
    let hour = |hour: i64| {
        let x = Share(LEFT.0 + Share::of(hour * 2 + 1, 48).times(width).0);
        ([x, FOOT], format!("{hour:02}"))
    };
    let mut svg = Svg::image("plot tall", id, title);
    svg.shapes(area, [240, 70], &[("nothing", empty), ("full", squares)]);
    svg.texts("level", days);
    svg.texts("foot", [0, 6, 12, 18].map(hour));
    svg.end()
}

/// The side of a square for a count, by quarters of the largest; nothing for none.
fn side(count: usize, most: usize) -> Option<usize> {
    let level = (count * SIDES.len()).div_ceil(most.max(1)).checked_sub(1)?;
    SIDES.get(level.min(SIDES.len() - 1)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_grow_with_their_counts() {
        assert_eq!([0, 1, 2, 3, 4].map(|count| side(count, 4)), [None, Some(2), Some(4), Some(6), Some(8)]);
        assert_eq!([1, 100].map(|count| side(count, 100)), [Some(2), Some(8)]);
        let mut hours = [[0; 24]; 7];
        hours[1][9] = 2;
        let drawn = plot("t", "title", &hours);
        assert!(drawn.contains("class=\"full\" d=\"M91 11h8v8h-8z\""), "{drawn}");
        assert!(drawn.contains(">Tue</text>") && drawn.contains(">18</text>"));
    }
}
