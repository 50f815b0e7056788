//! Many short lists, and sets of small numbers, in little room.

use crate::language::finder::index;

/// Lists, one behind the other.
#[derive(Debug)]
pub(super) struct Lists<T> {
    /// Where each list ends.
    ends: Vec<u32>,
    all: Vec<T>,
}

impl<T> Lists<T> {
    /// Adds a list.
    pub(super) fn add(&mut self, list: impl Iterator<Item = T>) {
        self.all.extend(list);
        self.ends.push(index(self.all.len()));
    }

    /// The list of this number.
    pub(super) fn of(&self, number: u32) -> &[T] {
        let end = |at: u32| self.ends.get(at as usize).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.all.get(start..end(number)).unwrap_or_default()
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), all: Vec::new() }
    }
}

/// Some numbers of a few.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<u64>);

/// Some clauses, in little room: several share a place, so that one may seem to be there that is not.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Traits([u64; TRAITS / 64]);

/// The places of [`Traits`].
const TRAITS: usize = 1024;

impl Traits {
    pub(super) fn add(&mut self, clause: u32) {
        let at = clause as usize % TRAITS;
        self.0.get_mut(at / 64).into_iter().for_each(|traits| *traits |= 1 << (at % 64));
    }

    pub(super) fn has(&self, clause: u32) -> bool {
        let at = clause as usize % TRAITS;
        self.0.get(at / 64).is_some_and(|traits| traits >> (at % 64) & 1 == 1)
    }

    pub(super) fn take_in(&mut self, others: &Self) {
        self.0.iter_mut().zip(&others.0).for_each(|(traits, others)| *traits |= others);
    }
}

impl Marks {
    pub(super) fn clear(&mut self) {
        self.0.fill(0);
    }

    pub(super) fn add(&mut self, number: u32) {
        let at = number as usize / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0.get_mut(at).into_iter().for_each(|marks| *marks |= 1 << (number % 64));
    }

    pub(super) fn has(&self, number: u32) -> bool {
        self.0.get(number as usize / 64).is_some_and(|marks| marks >> (number % 64) & 1 == 1)
    }
}
