//! How values are spread: their middle, and the range in which most of them lie.

use crate::pages::figures::FEW;

/// At least [`FEW`] values, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spread(Vec<i64>);

impl Spread {
    /// Nothing where there are too few values to be summed up.
    pub fn of(mut values: Vec<i64>) -> Option<Self> {
        values.sort_unstable();
        (values.len() >= FEW).then_some(Self(values))
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// The value in the middle; of two in the middle, half-way between them.
    pub fn median(&self) -> i64 {
        let at = |place: usize| self.0.get(place).copied().unwrap_or_default();
        let half = self.count() / 2;
        if self.count() % 2 == 1 { at(half) } else { i64::midpoint(at(half.saturating_sub(1)), at(half)) }
    }

    /// The smallest value that at least so many hundredths of all values do not exceed.
    pub fn hundredth(&self, hundredths: usize) -> i64 {
        let rank = (self.count() * hundredths).div_ceil(100).max(1);
        self.0.get(rank - 1).copied().unwrap_or_default()
    }

    /// The largest value.
    pub fn most(&self) -> i64 {
        self.0.last().copied().unwrap_or_default()
    }

    /// All values, the smallest first.
    pub fn values(&self) -> &[i64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_found_among_odd_and_even_numbers_of_values() {
        assert_eq!(Spread::of(vec![50, 10, 30, 20, 40]).map(|spread| spread.median()), Some(30));
        assert_eq!(Spread::of(vec![60, 50, 10, 30, 20, 40]).map(|spread| spread.median()), Some(35));
        assert_eq!(Spread::of(vec![1, 2, 3, 4]), None);
    }

    #[test]
    fn hundredths_are_values_that_occur() {
        let spread = Spread::of((1..=10).collect()).unwrap();
        let found: Vec<i64> = [0, 10, 25, 50, 75, 90, 100].iter().map(|it| spread.hundredth(*it)).collect();
        assert_eq!(found, [1, 1, 3, 5, 8, 9, 10]);
        assert_eq!((spread.most(), spread.count()), (10, 10));
    }
}
