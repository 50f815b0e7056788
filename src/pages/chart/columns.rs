//! Columns over time: from zero, one for each period, a period without anything seen as such.

use crate::pages::chart::scale;
use crate::pages::chart::svg::{Anchor, Area, Share, Svg};
use crate::pages::figures::period::Period;

/// Where columns begin: the room before it is for the names of the lines.
pub const LEFT: Share = Share(130);
/// Where the highest line is.
const TOP: Share = Share(90);
/// Where zero is.
const BASE: Share = Share(880);
/// Where the names of periods stand.
const FOOT: Share = Share(985);
/// Up to so many columns say their numbers on a phone, too.
const ROOMY: usize = 12;

/// A column: parts with their classes, from below.
pub type Column = Vec<(&'static str, usize)>;

/// A drawing of columns.
pub fn plot(id: &str, title: &str, periods: &[Period], columns: &[Column]) -> String {
    let mut svg = Svg::image("plot", id, title);
    let most = columns.iter().map(sum).max().unwrap_or_default();
    let lines = scale::counts(most);
    let top = lines.last().copied().unwrap_or(1);
    let height = |count: usize| Share::of(as_i64(count), as_i64(top)).times(Share(BASE.0 - TOP.0));
    for line in &lines {
        let y = Share(BASE.0 - height(*line).0);
        svg.level(if *line == 0 { "zero" } else { "grid" }, Share(0), y);
        svg.text("tick", [Share(0), y], Anchor::Start, true, &line.to_string());
    }
    let value = if columns.len() > ROOMY { "value roomy" } else { "value" };
    for (place, column) in columns.iter().enumerate() {
        let (x, width) = slot(place, columns.len());
        let mut at = 0;
        for (class, part) in column.iter().filter(|(_, part)| *part > 0) {
            let below = height(at);
            at += part;
            let tall = Share(height(at).0 - below.0);
            svg.rect(class, Area { x, y: Share(BASE.0 - height(at).0), width, height: tall });
        }
        let y = Share(BASE.0 - height(at).0);
        svg.text(value, [middle(x, width), y], Anchor::Middle, true, &at.to_string());
    }
    feet(&mut svg, periods);
    svg.end()
}

/// A small drawing of columns on a common scale, without text.
pub fn strip(title: &str, counts: &[usize], most: usize) -> String {
    let mut svg = Svg::strip(title);
    let mut x = 0;
    let (mut full, mut none) = (String::new(), String::new());
    for count in counts {
        let tall = Share::of(as_i64(*count), as_i64(most)).0;
        if *count == 0 {
            none.push_str(&format!("M{x} 1000v-30h80v30z"));
        } else {
            let tall = tall.max(60);
            full.push_str(&format!("M{x} 1000v-{tall}h80v{tall}z"));
        }
        x += 100;
    }
    let all = Area { x: Share(0), y: Share(0), width: Share::ALL, height: Share::ALL };
    svg.stretched(all, [x.max(1) - 20, 1_000], &[("full", full), ("nil", none)]);
    svg.end()
}

/// Where a period begins and how wide its column is.
pub fn slot(place: usize, count: usize) -> (Share, Share) {
    let room = Share::ALL.0 - LEFT.0;
    let wide = |part: usize| Share::of(as_i64(part), as_i64(count)).times(Share(room)).0;
    let (from, to) = (wide(place), wide(place + 1));
    let gap = (to - from) / 5;
    (Share(LEFT.0 + from + gap / 2), Share(to - from - gap))
}

/// The middle of a column.
pub fn middle(x: Share, width: Share) -> Share {
    Share(x.0 + width.0 / 2)
}

/// The names of periods below the drawing: each year once, or every second where years are many.
pub fn feet(svg: &mut Svg, periods: &[Period]) {
    let is_sparse = periods.len() > 8 && periods.iter().all(|period| period.opens_year());
    for (place, period) in periods.iter().enumerate() {
        let is_named = if is_sparse {
            // From the last one back, so that it is named.
            (periods.len() - place) % 2 == 1
        } else {
            // The first one says where the drawing begins, unless the next year begins beside it.
            period.opens_year() || (place == 0 && !periods.iter().take(3).any(|next| next.opens_year()))
        };
        if is_named {
            let (x, width) = slot(place, periods.len());
            svg.text("tick", [middle(x, width), FOOT], Anchor::Middle, false, &period.year().to_string());
        }
    }
}

fn sum(column: &Column) -> usize {
    column.iter().map(|(_, part)| *part).sum()
}

fn as_i64(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_fill_the_room_behind_the_names_of_the_lines() {
        let (x, _) = slot(0, 10);
        let (last, width) = slot(9, 10);
        assert!(x > LEFT && last.0 + width.0 <= 1_000 && width.0 == 70, "{x:?} {last:?} {width:?}");
    }

    #[test]
    fn a_period_without_anything_is_seen() {
        let drawn = strip("t", &[0, 2, 1], 2);
        assert!(drawn.contains("class=\"nil\" d=\"M0 1000v-30h80v30z\""), "{drawn}");
        assert!(
            drawn.contains("class=\"full\" d=\"M100 1000v-1000h80v1000zM200 1000v-500h80v500z\""),
            "{drawn}"
        );
    }
}
