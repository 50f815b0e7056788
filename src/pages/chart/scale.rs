//! Scales: from numbers and lengths of time to heights.

use crate::pages::chart::svg::Share;

/// The values at which lines are drawn for counts up to `most`: from 0 in even steps, four at most, and the last one
/// is not below `most`.
pub fn counts(most: usize) -> Vec<usize> {
    let wanted = most.max(1);
    let steps = (0..).flat_map(|power: u32| [1usize, 2, 5].map(|lead| lead.saturating_mul(tens(power))));
    let step = steps.take(64).find(|step| wanted.div_ceil(*step) <= 4).unwrap_or(wanted);
    (0..=wanted.div_ceil(step)).map(|at| at.saturating_mul(step)).collect()
}

fn tens(power: u32) -> usize {
    10usize.checked_pow(power).unwrap_or(usize::MAX)
}

/// A scale for lengths of time, from nothing to a month: each step is as high as the others, so that minutes and days
/// can be read on one drawing.
#[derive(Debug, Clone, Copy)]
pub struct Times {
    steps: usize,
}

/// Seconds at the steps of the scale, and their names.
const STEPS: [(i64, &str); 8] = [
    (0, "0"),
    (300, "5 min"),
    (900, "15 min"),
    (3_600, "1 h"),
    (14_400, "4 h"),
    (86_400, "1 d"),
    (604_800, "7 d"),
    (2_592_000, "30 d"),
];

impl Times {
    /// The scale for lengths up to so many seconds; what is longer than a month is drawn as a month.
    pub fn up_to(most: i64) -> Self {
        let last = STEPS.iter().position(|(at, _)| *at >= most).unwrap_or(STEPS.len() - 1);
        Self { steps: last.max(2) }
    }

    /// How high a length is.
    pub fn height(self, seconds: i64) -> Share {
        let mut from = 0;
        for (step, (at, _)) in (0i64..).zip(STEPS).take(self.steps + 1) {
            if seconds <= at {
                let within = Share::of(seconds - from, at - from).0;
                return Share::of((step - 1).max(0) * 1_000 + within, self.whole());
            }
            from = at;
        }
        Share::ALL
    }

    /// The steps, from the lowest: height and name.
    pub fn lines(self) -> impl Iterator<Item = (Share, &'static str)> {
        let lines = (0i64..).zip(STEPS).take(self.steps + 1);
        lines.map(move |(step, (_, name))| (Share::of(step * 1_000, self.whole()), name))
    }

    /// The longest that it shows, in seconds.
    pub fn top(self) -> i64 {
        STEPS.get(self.steps).map_or(0, |(at, _)| *at)
    }

    fn whole(self) -> i64 {
        i64::try_from(self.steps).unwrap_or(1) * 1_000
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_have_even_lines_from_zero() {
        assert_eq!(counts(0), [0, 1]);
        assert_eq!(counts(3), [0, 1, 2, 3]);
        assert_eq!(counts(5), [0, 2, 4, 6]);
        assert_eq!(counts(12), [0, 5, 10, 15]);
        assert_eq!(counts(263), [0, 100, 200, 300]);
        assert!(counts(usize::MAX).len() <= 5);
    }

    #[test]
    fn steps_of_time_are_equally_high() {
        let scale = Times::up_to(3_600);
        assert_eq!(scale.top(), 3_600);
        let heights = [0, 150, 300, 600, 3_600, 9_999].map(|seconds| scale.height(seconds).0);
        assert_eq!(heights, [0, 167, 333, 500, 1_000, 1_000]);
        assert_eq!(scale.lines().map(|(at, _)| at.0).collect::<Vec<_>>(), [0, 333, 667, 1_000]);
        assert_eq!(Times::up_to(i64::MAX).top(), 2_592_000);
    }
}
