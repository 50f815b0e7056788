//! Something that is worked out when it is asked for, and then once.

use std::sync::OnceLock;

/// A value that is made on demand.
///
/// It is not made within the lock: that may take the pool of threads, and a thread of the pool that waited for the lock
/// would be waited for. Two threads that ask at once both make it, so whatever makes it must come to the same each time.
#[derive(Debug)]
pub struct Later<T>(OnceLock<T>);

impl<T> Later<T> {
    /// The value; `make` makes it where it is not there yet.
    pub fn get(&self, make: impl FnOnce() -> T) -> &T {
        if let Some(known) = self.known() {
            return known;
        }
        let made = make();
        self.0.get_or_init(|| made)
    }

    /// The value, if somebody has asked for it.
    pub fn known(&self) -> Option<&T> {
        self.0.get()
    }
}

impl<T> Default for Later<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}
