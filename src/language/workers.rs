//! Who does the work.

use rayon::prelude::*;

/// Those who work on some things.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Workers {
    /// All cores. Not while a lock is held that other work may wait for: who waits for the pool takes on such work.
    All,
    /// The one who asks.
    One,
}

impl Workers {
    /// Does the same with each of some things, and keeps their order.
    pub(super) fn each<T: Send, R: Send>(
        self,
        things: Vec<T>,
        work: impl Fn(T) -> R + Send + Sync,
    ) -> Vec<R> {
        match self {
            Self::All => things.into_par_iter().map(work).collect(),
            Self::One => things.into_iter().map(work).collect(),
        }
    }
}
