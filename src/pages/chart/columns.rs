//! Columns over time: from zero, one for each period, a period without anything seen as such.

use crate::pages::chart::scale;
use crate::pages::chart::svg::{Area, Share, Svg};
use crate::pages::figures::period::Period;

/// Where columns begin: the room before it is for the names of the lines.
pub const LEFT: Share = Share(130);
/// Where the highest line is.
const TOP: Share = Share(90);
/// Where zero is.
const BASE: Share = Share(880);
/// Where the names of periods stand.
const FOOT: Share = Share(985);
/// So many digits in a row are read on a phone, too.
const ROOMY: usize = 26;

/// A column: parts with their classes, from below.
pub type Column = Vec<(&'static str, usize)>;

/// A drawing of columns, whose parts have the same classes in the same order.
pub fn plot(title: &str, periods: &[Period], columns: &[Column]) -> String {
    let most = columns.iter().map(sum).max().unwrap_or_default();
    let lines = scale::counts(most);
    let top = lines.last().copied().unwrap_or(1);
    let level = |count: usize| BASE.0 - Share::of(as_i64(count), as_i64(top)).times(Share(BASE.0 - TOP.0)).0;
    let classes = columns.first().into_iter().flatten().map(|(class, _)| (*class, String::new()));
    let mut shapes = grid(lines.iter().map(|line| level(*line)));
    let above = shapes.len();
    shapes.extend(classes);
    let mut values = Vec::new();
    for (place, column) in columns.iter().enumerate() {
        let (x, width) = slot(place, columns.len());
        let mut sum = 0;
        for ((_, path), (_, part)) in shapes.iter_mut().skip(above).zip(column).filter(|(_, (_, it))| *it > 0)
        {
            let below = level(sum);
            sum += part;
            path.push_str(&upright(middle(x, width), below, level(sum)));
        }
        values.push(([middle(x, width), Share(level(sum))], sum.to_string()));
    }
    let mut svg = Svg::image("plot", title);
    svg.shapes(Area::ALL, [1_000, 1_000], slot(0, columns.len()).1, &shapes);
    svg.texts("up", lines.iter().map(|line| ([Share(0), Share(level(*line))], line.to_string())));
    svg.texts(roomy(&values, "up value"), values);
    svg.texts("foot", feet(periods));
    svg.end()
}

/// The lines of a scale, from that of nothing upwards.
pub fn grid(levels: impl Iterator<Item = i64>) -> Vec<(&'static str, String)> {
    let mut lines = levels.map(|y| format!("M0 {y}H1000"));
    let zero = lines.next().unwrap_or_default();
    vec![("grid", lines.collect()), ("zero", zero)]
}

/// A column as a line as wide as it: where it stands, from where and to where it goes.
pub fn upright(x: Share, from: i64, to: i64) -> String {
    format!("M{} {from}V{to}", x.0)
}

/// Leaves out, on a phone, what would run together there.
pub fn roomy(values: &[([Share; 2], String)], class: &'static str) -> &'static str {
    let longest = values.iter().map(|(_, text)| text.len()).max().unwrap_or_default();
    match (class, longest * values.len() > ROOMY) {
        ("up value", true) => "up value roomy",
        ("foot", true) => "foot roomy",
        (class, _) => class,
    }
}

/// A small drawing of columns on a common scale, without text.
pub fn strip(title: &str, counts: &[usize], most: usize) -> String {
    let mut x = 0;
    let (mut full, mut none) = (String::new(), String::new());
    for count in counts {
        let tall = Share::of(as_i64(*count), as_i64(most)).0 / 10;
        if *count == 0 {
            none.push_str(&format!("M{x} 98h8"));
        } else {
            full.push_str(&upright(Share(x + 4), 100, 100 - tall.max(6)));
        }
        x += 10;
    }
    Svg::stretched(title, [x.max(10) - 2, 100], &[("full", full), ("nil", none)])
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

/// The names of periods below a drawing: each year once, or every second where years are many.
pub fn feet(periods: &[Period]) -> Vec<([Share; 2], String)> {
    let is_sparse = periods.len() > 8 && periods.iter().all(|period| period.opens_year());
    let is_named = |place: usize, period: &Period| {
        if is_sparse {
            // From the last one back, so that it is named.
            return (periods.len() - place) % 2 == 1;
        }
        // The first one says where the drawing begins, unless the next year begins beside it.
        period.opens_year() || (place == 0 && !periods.iter().take(3).any(|next| next.opens_year()))
    };
    let named = periods.iter().enumerate().filter(|(place, period)| is_named(*place, period));
    let foot = |(place, period): (usize, &Period)| {
        let (x, width) = slot(place, periods.len());
        ([middle(x, width), FOOT], period.year().to_string())
    };
    named.map(foot).collect()
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
        assert!(drawn.contains("class=\"nil\" d=\"M0 98h8\""), "{drawn}");
        assert!(drawn.contains("class=\"full\" d=\"M14 100V0M24 100V50\""), "{drawn}");
    }
}
