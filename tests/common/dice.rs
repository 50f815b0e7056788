//! Numbers that look random and are the same in every run.

/// A die with any number of sides; the number it holds is its seed.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    /// The next number, from 0 and below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}
