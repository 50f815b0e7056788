//! What threads lend each other to work with: made once for each that works at the same time.

use std::sync::{Mutex, PoisonError};

/// Things that nobody works with at the moment.
#[derive(Debug)]
pub(super) struct Pool<T>(Mutex<Vec<T>>);

impl<T> Pool<T> {
    /// Works with one of them, which `make` makes where none is free. The one that was used last knows most.
    pub(super) fn with<R>(&self, make: impl FnOnce() -> T, work: impl FnOnce(&mut T) -> R) -> R {
        let free = self.free().pop();
        let mut taken = free.unwrap_or_else(make);
        let done = work(&mut taken);
        self.free().push(taken);
        done
    }

    /// Gives their memory back.
    pub(super) fn clear(&self) {
        self.free().clear();
    }

    fn free(&self) -> std::sync::MutexGuard<'_, Vec<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
