//! The clock strip: phases as a bar, and below it a numbered mark for each recorded time.

use std::fmt::Write;

use crate::date::{Instant, Length};
use crate::pages::chart::svg::{Area, Share, Svg};

/// A part of the bar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phase {
    /// `ph1` to `ph4`.
    pub(super) class: &'static str,
    /// Its name.
    pub(super) label: &'static str,
    /// When it begins.
    pub(super) from: Instant,
    /// When it ends.
    pub(super) to: Instant,
}

impl Phase {
    /// How long it lasts.
    pub(super) fn length(&self) -> Length {
        Length::between(self.from, self.to)
    }
}

/// A recorded time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// When.
    pub(super) at: Instant,
    /// Whether it is a time that was promised; its shape is another one.
    pub(super) is_promise: bool,
    /// Whether that promise was not kept in time.
    pub(super) is_late: bool,
    /// Whether things got better with it.
    pub(super) is_end: bool,
}

/// Where what came long after the fix is put, if anything did.
const AFTER: Share = Share(930);
/// Where the scale ends if anything is put behind it.
const CUT: Share = Share(880);
/// Room that a mark needs, on a phone too.
const ROOM: i64 = 62;
/// Rows in which marks stand below their moments; where all are taken, a mark is moved to the right.
const ROWS: usize = 4;
/// Rows for what has no room to the right either.
const MORE_ROWS: usize = 6;
/// Height of the bar and of a row of marks, in quarters of a line.
const HEIGHTS: [i64; 2] = [8, 6];

/// Where moments stand: evenly between the ends of phases, each of which has room to be seen; and all that came long
/// after the fix in one place.
#[derive(Debug)]
struct Scale {
    /// Moments in seconds and their places, the earliest first.
    points: Vec<(i64, i64)>,
    is_cut: bool,
}

impl Scale {
    fn of(phases: &[Phase], marks: &[Mark]) -> Option<Self> {
        let moments = || marks.iter().map(|mark| mark.at).chain(phases.iter().map(|phase| phase.from));
        let (from, last) = (moments().min()?, moments().max()?);
        let fixed = marks.iter().filter(|mark| mark.is_end).map(|mark| mark.at).max();
        let core = fixed.unwrap_or(last);
        // A quarter more than it took to the fix is still on the scale.
        let limit = core.unix().saturating_add(Length::between(from, core).0 / 4);
        let to = moments().map(Instant::unix).filter(|at| *at <= limit).max().unwrap_or(core.unix());
        let inner = phases.iter().flat_map(|phase| [phase.from.unix(), phase.to.unix()]);
        let mut ends: Vec<i64> = inner.chain([from.unix(), to]).filter(|at| *at <= to).collect();
        ends.sort_unstable();
        ends.dedup();
        let is_cut = last.unix() > to;
        Some(Self { points: spaced(&ends, if is_cut { CUT } else { Share::ALL }), is_cut })
    }

    fn x(&self, at: Instant) -> Share {
        let at = at.unix();
        let behind = self.points.iter().rev().find(|(from, _)| *from <= at);
        let ahead = self.points.iter().find(|(to, _)| at < *to);
        match (behind, ahead) {
            (Some((from, x)), Some((to, end))) => {
                Share(x + Share::of(at - from, to - from).times(Share(end - x)).0)
            }
            (Some((end, x)), None) if at == *end => Share(*x),
            (Some(_), None) => AFTER,
            (None, _) => Share(0),
        }
    }
}

/// Places for moments, from nothing to `width`: as long as the times between them, and no shorter than can be seen.
fn spaced(ends: &[i64], width: Share) -> Vec<(i64, i64)> {
    const LEAST: i64 = 14;
    let gaps = i64::try_from(ends.len().saturating_sub(1)).unwrap_or_default();
    let whole = ends.last().zip(ends.first()).map_or(0, |(last, first)| last - first);
    let free = Share((width.0 - gaps * LEAST).max(0));
    let place = |(gap, at): (i64, &i64)| {
        let first = ends.first().copied().unwrap_or(*at);
        (*at, gap * LEAST + Share::of(at - first, whole).times(free).0)
    };
    (0..).zip(ends).map(place).collect()
}

/// The strip; nothing where nothing is recorded. `marks` are in the order of their times, and are numbered so.
pub(super) fn drawn(title: &str, phases: &[Phase], marks: &[Mark]) -> String {
    let Some(scale) = Scale::of(phases, marks) else { return String::new() };
    let placed = placed(marks.iter().map(|mark| scale.x(mark.at)));
    let deep = placed.iter().map(|(_, row)| row + 1).max().unwrap_or_default();
    let [bar, line] = HEIGHTS;
    let whole = bar + line * i64::try_from(deep).unwrap_or_default();
    let y =
        |row: usize| Share::of(2 * bar + line * i64::try_from(2 * row + 1).unwrap_or_default(), 2 * whole);
    let places: Vec<[Share; 2]> = placed.iter().map(|(x, row)| [*x, y(*row)]).collect();
    let mut svg = Svg::image(&format!("clock k{deep}"), title);
    let bar = Share::of(bar, whole);
    svg.shapes(Area::ALL, [1_000, 1_000], Share(0), &shapes(&scale, phases, marks, &places, bar));
    for (mark, [x, y]) in marks.iter().zip(&places) {
        let (class, path) = match (mark.is_promise, mark.is_late) {
            (false, _) => ("", "M-9 0a9 9 0 1 1 18 0a9 9 0 1 1-18 0z"),
            (true, false) => ("", "M-12 0L0-12 12 0 0 12z"),
            (true, true) => ("overdue", "M-12 0L0-12 12 0 0 12z"),
        };
        svg.shape(class, [*x, *y], path);
    }
    svg.texts("", (1..).zip(&places).map(|(number, place): (usize, _)| (*place, number.to_string())));
    svg.end()
}

/// The place and the row of each mark: below its moment in the first row that has room, else to the right of the
/// others.
fn placed(moments: impl Iterator<Item = Share>) -> Vec<(Share, usize)> {
    let mut ends = [0i64; MORE_ROWS];
    let place = |x: Share| {
        let free = |rows: usize| ends.iter().take(rows).position(|end| *end <= x.0);
        let aside = || {
            let (row, end) = ends.iter().enumerate().take(ROWS).min_by_key(|(_, end)| **end)?;
            (*end <= Share::ALL.0).then_some((*end, row))
        };
        let below = |rows| free(rows).map(|row| (x.0, row));
        let (x, row) = below(ROWS).or_else(aside).or(below(MORE_ROWS)).unwrap_or((x.0, MORE_ROWS - 1));
        if let Some(end) = ends.get_mut(row) {
            *end = x + ROOM;
        }
        (Share(x), row)
    };
    moments.map(place).collect()
}

/// A rectangle as a path: its upper left corner, its width and its height.
fn block([x, y]: [i64; 2], [width, height]: [i64; 2]) -> String {
    format!("M{x} {y}h{width}v{height}h-{width}z")
}

/// The bar, what was too late of it, and the lines from it to the marks.
fn shapes(
    scale: &Scale,
    phases: &[Phase],
    marks: &[Mark],
    places: &[[Share; 2]],
    bar: Share,
) -> Vec<(&'static str, String)> {
    const LEAST: i64 = 4;
    let mut lines = String::new();
    for (mark, [x, y]) in marks.iter().zip(places) {
        let _ = write!(lines, "M{} {}L{} {}", scale.x(mark.at).0, bar.0, x.0, y.0);
    }
    let mut shapes = vec![("lead", lines)];
    for phase in phases {
        let (from, to) = (scale.x(phase.from).0, scale.x(phase.to).0);
        let width = (to - from - 3).max(LEAST);
        shapes.push((phase.class, block([from, 0], [width, bar.0])));
    }
    let late = marks.iter().find(|mark| mark.is_late).zip(phases.last());
    if let Some((promise, last)) = late {
        let (from, to) = (scale.x(promise.at).0, scale.x(last.to).0);
        shapes.push(("over", block([from, 0], [(to - from).max(LEAST), bar.0])));
    }
    let promise = marks.iter().find(|mark| mark.is_promise);
    shapes.extend(promise.map(|mark| ("due", format!("M{} 0V{}", scale.x(mark.at).0, bar.0))));
    if scale.is_cut {
        shapes.push(("cut", format!("M{} 0V1000", CUT.0 + 10)));
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Instant {
        Instant::of_unix(minutes * 60).unwrap()
    }

    fn mark(minutes: i64) -> Mark {
        Mark { at: at(minutes), is_promise: false, is_late: false, is_end: false }
    }

    #[test]
    fn what_comes_long_after_the_fix_does_not_shrink_the_rest() {
        let marks = [mark(0), mark(50), Mark { is_end: true, ..mark(100) }, mark(20_000)];
        let scale = Scale::of(&[], &marks).unwrap();
        let places: Vec<i64> = marks.iter().map(|mark| scale.x(mark.at).0).collect();
        assert_eq!(places, [0, 440, 880, 930]);
        let near = [mark(0), Mark { is_end: true, ..mark(100) }, mark(120)];
        assert_eq!(Scale::of(&[], &near).unwrap().x(at(60)), Share(500));
    }

    #[test]
    fn marks_that_are_close_stand_below_each_other() {
        let rows = |places: &[i64]| -> Vec<(i64, usize)> {
            placed(places.iter().copied().map(Share)).into_iter().map(|(x, row)| (x.0, row)).collect()
        };
        assert_eq!(rows(&[0, 10, 20, 62, 100]), [(0, 0), (10, 1), (20, 2), (62, 0), (100, 1)]);
        assert_eq!(rows(&[5; 6]), [(5, 0), (5, 1), (5, 2), (5, 3), (67, 0), (67, 1)]);
        assert_eq!(rows(&[990; 6]), [(990, 0), (990, 1), (990, 2), (990, 3), (990, 4), (990, 5)]);
    }

    #[test]
    fn a_promise_has_a_shape_of_its_own_and_what_came_too_late_is_seen() {
        let phase = Phase { class: "ph4", label: "Until it worked again", from: at(0), to: at(100) };
        let promise = Mark { is_promise: true, is_late: true, ..mark(60) };
        let drawn = drawn("title", &[phase], &[mark(0), promise, Mark { is_end: true, ..mark(100) }]);
        assert!(drawn.contains("class=\"over\"") && drawn.contains(" d=\"M600 0h400"), "{drawn}");
        assert!(drawn.contains("class=\"overdue\" d=\"M-12 0L0-12 12 0 0 12z\""), "{drawn}");
    }
}
