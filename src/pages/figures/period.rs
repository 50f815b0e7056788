//! Months, quarters and years, and how a record is cut into them.

use std::fmt;

use crate::date::Day;

/// A month, a quarter or a year of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    grain: Grain,
    /// Periods since the beginning of the year 0.
    number: i32,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// Twelve months.
    Year,
}

impl Grain {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    fn in_year(self) -> i32 {
        match self {
            Self::Month => 12,
            Self::Quarter => 4,
            Self::Year => 1,
        }
    }
}

impl Period {
    /// The period that holds a day.
    pub fn of(day: Day, grain: Grain) -> Self {
        let month = i32::from(day.month()) - 1;
        let within = month * grain.in_year() / 12;
        Self { grain, number: i32::from(day.year()) * grain.in_year() + within }
    }

    /// The year that it belongs to.
    pub fn year(self) -> i32 {
        self.number.div_euclid(self.grain.in_year())
    }

    /// Whether it is the first of its year.
    pub fn opens_year(self) -> bool {
        self.number.rem_euclid(self.grain.in_year()) == 0
    }

    /// Those from here to `last`, at most the last `most`.
    pub fn to(self, last: Self, most: usize) -> Vec<Self> {
        let most = i32::try_from(most).unwrap_or(i32::MAX);
        let from = self.number.max(last.number.saturating_sub(most.saturating_sub(1)));
        (from..=last.number).map(|number| Self { number, ..self }).collect()
    }

    /// The periods of a record from its first day to today: months if they are few enough, else quarters, else
    /// the last years.
    pub fn window(first: Day, today: Day, most: usize) -> Vec<Self> {
        let all = |grain| Self::of(first, grain).to(Self::of(today, grain), usize::MAX);
        let fine = [Grain::Month, Grain::Quarter].map(all).into_iter().find(|all| all.len() <= most);
        fine.unwrap_or_else(|| Self::of(first, Grain::Year).to(Self::of(today, Grain::Year), most))
    }

    /// How long it is.
    pub fn grain(self) -> Grain {
        self.grain
    }
}

/// `2026-03`, `2026 Q1` or `2026`.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = self.number.rem_euclid(self.grain.in_year()) + 1;
        match self.grain {
            Grain::Month => write!(f, "{}-{within:02}", self.year()),
            Grain::Quarter => write!(f, "{} Q{within}", self.year()),
            Grain::Year => write!(f, "{}", self.year()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn a_day_lies_in_its_periods() {
        let at = |text, grain| Period::of(day(text), grain).to_string();
        assert_eq!(at("2026-03-31", Grain::Quarter), "2026 Q1");
        assert_eq!(at("2026-04-01", Grain::Quarter), "2026 Q2");
        assert_eq!(at("2026-12-31", Grain::Quarter), "2026 Q4");
        assert_eq!(at("2026-12-31", Grain::Month), "2026-12");
        assert_eq!(at("2026-12-31", Grain::Year), "2026");
        assert!(Period::of(day("2026-01-31"), Grain::Month).opens_year());
        assert!(!Period::of(day("2026-04-01"), Grain::Quarter).opens_year());
    }

    #[test]
    fn a_longer_record_is_cut_more_coarsely() {
        let window = |first, today| Period::window(day(first), day(today), 12);
        assert_eq!(window("2026-01-15", "2026-12-01").len(), 12);
        assert_eq!(window("2025-12-31", "2026-12-01").len(), 5);
        assert_eq!(window("2025-12-31", "2026-12-01")[0].to_string(), "2025 Q4");
        let years = window("1990-01-01", "2026-12-01");
        assert_eq!((years.len(), years[0].to_string()), (12, "2015".to_owned()));
    }
}
