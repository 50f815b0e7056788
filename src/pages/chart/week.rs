//! The hours of the week: how much fell into each, as squares of growing size.

use std::fmt::Write;

use crate::pages::chart::columns::LEFT;
use crate::pages::chart::svg::{Anchor, Area, Share, Svg};

/// The days of the week.
pub const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Counts by day, from Monday, and hour.
pub type Hours = [[usize; 24]; 7];

/// Where the squares end; the names of the hours stand below.
const BASE: Share = Share(900);
/// Where these stand.
const FOOT: Share = Share(985);
/// Sides of the squares, in tenths of the room, from the smallest.
const SIDES: [usize; 4] = [3, 5, 7, 9];

/// A drawing of a week.
pub fn plot(id: &str, title: &str, hours: &Hours) -> String {
    let mut svg = Svg::image("plot tall", id, title);
    let most = hours.iter().flatten().copied().max().unwrap_or_default();
    let (mut squares, mut empty) = (String::new(), String::new());
    for (day, counts) in hours.iter().enumerate() {
        for (hour, count) in counts.iter().enumerate() {
            let Some(side) = side(*count, most) else {
                let _ = write!(empty, "M{} {}h0", hour * 10 + 5, day * 10 + 5);
                continue;
            };
            let (x, y) = (hour * 20 + 10 - side, day * 20 + 10 - side);
            let _ = write!(squares, "M{x} {y}h{0}v{0}h-{0}z", side * 2);
        }
    }
    let width = Share(Share::ALL.0 - LEFT.0);
    let area = Area { x: LEFT, y: Share(0), width, height: BASE };
    svg.stretched(area, [240, 70], &[("nothing", empty)]);
    svg.stretched(area, [480, 140], &[("full", squares)]);
    for (row, day) in (0i64..).zip(DAYS) {
        let y = Share::of(row * 2 + 1, 14).times(BASE);
        let short: String = day.chars().take(3).collect();
        svg.text("tick middle", [Share(0), y], Anchor::Start, false, &short);
    }
    for hour in [0i64, 6, 12, 18] {
        let x = Share(LEFT.0 + Share::of(hour * 2 + 1, 48).times(width).0);
        svg.text("tick", [x, FOOT], Anchor::Middle, false, &format!("{hour:02}"));
    }
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
        assert_eq!([0, 1, 2, 3, 4].map(|count| side(count, 4)), [None, Some(3), Some(5), Some(7), Some(9)]);
        assert_eq!([1, 100].map(|count| side(count, 100)), [Some(3), Some(9)]);
        let mut hours = [[0; 24]; 7];
        hours[1][9] = 2;
        let drawn = plot("t", "title", &hours);
        assert!(drawn.contains("class=\"full\" d=\"M181 21h18v18h-18z\""), "{drawn}");
        assert!(drawn.contains(">Tue</text>") && drawn.contains(">18</text>"));
    }
}
