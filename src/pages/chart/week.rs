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
/// Sides of the squares, in tenths of the room, and the classes of lines that are so thick, the smallest first.
const SIDES: [(usize, &str); 4] = [(2, "q1"), (4, "q2"), (6, "q3"), (8, "q4")];

/// A drawing of a week.
pub fn plot(title: &str, hours: &Hours) -> String {
    let most = hours.iter().flatten().copied().max().unwrap_or_default();
    let mut empty = String::new();
    let mut squares = SIDES.map(|(_, class)| (class, String::new()));
    for (day, counts) in hours.iter().enumerate() {
        for (hour, count) in counts.iter().enumerate() {
            let (x, y) = (hour * 10 + 5, day * 10 + 5);
            let level = level(*count, most);
            let _ = match level.and_then(|it| Some((squares.get_mut(it)?, SIDES.get(it)?))) {
                Some(((_, path), (side, _))) => write!(path, "M{} {y}h{side}", x - side / 2),
                None => write!(empty, "M{x} {y}h0"),
            };
        }
    }
    let shapes: Vec<(&str, String)> = std::iter::once(("nothing", empty)).chain(squares).collect();
    let width = Share(Share::ALL.0 - LEFT.0);
    let area = Area { x: LEFT, y: Share(0), width, height: BASE };
    let middle = |row: i64| Share::of(row * 2 + 1, 14).times(BASE);
    let days = (0i64..).zip(DAYS).map(|(row, day)| ([Share(0), middle(row)], day.chars().take(3).collect()));
    let hour = |hour: i64| {
        let x = Share(LEFT.0 + Share::of(hour * 2 + 1, 48).times(width).0);
        ([x, FOOT], format!("{hour:02}"))
    };
    let mut svg = Svg::image("plot tall", title);
    svg.shapes(area, [240, 70], Share(0), &shapes);
    svg.texts("level", days);
    svg.texts("foot", [0, 6, 12, 18].map(hour));
    svg.end()
}

/// Which of the sizes stands for a count, by quarters of the largest; nothing for none.
fn level(count: usize, most: usize) -> Option<usize> {
    let quarter = count.saturating_mul(SIDES.len()).div_ceil(most.max(1)).checked_sub(1)?;
    Some(quarter.min(SIDES.len() - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_grow_with_their_counts() {
        assert_eq!([0, 1, 2, 3, 4].map(|count| level(count, 4)), [None, Some(0), Some(1), Some(2), Some(3)]);
        assert_eq!([1, 100].map(|count| level(count, 100)), [Some(0), Some(3)]);
        let mut hours = [[0; 24]; 7];
        hours[1][9] = 2;
        let drawn = plot("title", &hours);
        assert!(drawn.contains("class=\"q4\" d=\"M91 15h8\""), "{drawn}");
        assert!(drawn.contains(">Tue</text>") && drawn.contains(">18</text>"));
    }
}
