//! Where the time of a build goes.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// The stages of a build, one after the other, each as long as it took by the clock.
#[derive(Debug)]
pub struct Timings {
    begun: Instant,
    lap: Instant,
    stages: Vec<(&'static str, Duration)>,
    /// Drawing, of all threads together.
    pub draw: Work,
    /// Writing, of all threads together.
    pub write: Work,
}

/// Time that several threads spend on something, added up.
#[derive(Debug, Default)]
pub struct Work(AtomicU64);

impl Timings {
    /// Begins now.
    pub fn start() -> Self {
        let now = Instant::now();
        Self { begun: now, lap: now, stages: Vec::new(), draw: Work::default(), write: Work::default() }
    }

    /// Ends a stage: it took from the end of the one before until now.
    pub fn end(&mut self, stage: &'static str) {
        let now = Instant::now();
        self.stages.push((stage, now - self.lap));
        self.lap = now;
    }

    /// Since the beginning.
    pub fn total(&self) -> Duration {
        self.begun.elapsed()
    }
}

impl Work {
    /// Does something, and counts how long it takes.
    pub fn time<T>(&self, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        let nanoseconds = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.0.fetch_add(nanoseconds, Ordering::Relaxed);
        done
    }

    fn spent(&self) -> Duration {
        Duration::from_nanos(self.0.load(Ordering::Relaxed))
    }
}

impl fmt::Display for Timings {
    /// A line a stage, in milliseconds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.total();
        let share = |part: Duration| 100.0 * part.as_secs_f64() / total.as_secs_f64().max(f64::EPSILON);
        for (stage, took) in &self.stages {
            writeln!(f, "{:>9.1} ms {:>4.0} %  {stage}", took.as_secs_f64() * 1e3, share(*took))?;
        }
        writeln!(f, "{:>9.1} ms 100 %  in all", total.as_secs_f64() * 1e3)?;
        let (draw, write) = (self.draw.spent().as_secs_f64() * 1e3, self.write.spent().as_secs_f64() * 1e3);
        write!(f, "all threads together: {draw:.1} ms drawing pages, {write:.1} ms writing them")
    }
}
