//! A pattern that also tells where it is: the phrase, and whom it is about.

use crate::language::pool::Pool;
use regex_automata::meta::{self, BuildError, Cache, Regex};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input, Span};
use std::ops::Range;

/// Largest size of one compiled pattern in bytes, so that a lexicon cannot eat the memory.
pub(super) const LARGEST: usize = 2 << 20;

/// Bytes that one pattern may remember of what it has seen of texts, for each thread that asks at the same time.
pub(super) const REMEMBERED: usize = 4 << 20;

/// A compiled pattern, with the numbers of the groups that it may have.
#[derive(Debug)]
pub(super) struct Whole {
    regex: Regex,
    /// The group of the phrase, where that is less than the whole match.
    at: Option<usize>,
    /// The group of whom it is about.
    who: Option<usize>,
    memories: Pool<Box<Cache>>,
}

/// Where a phrase stands, and whom it is about.
pub(super) type Place = (Range<usize>, Option<Range<usize>>);

impl Whole {
    /// From a pattern with its flags; the reason comes back if it is none, or too large.
    pub(super) fn new(pattern: &str) -> Result<Self, String> {
        let limits = meta::Config::new()
            .utf8_empty(false)
            .nfa_size_limit(Some(LARGEST))
            .hybrid_cache_capacity(REMEMBERED);
        let syntax = syntax::Config::new().utf8(false);
        let regex = meta::Builder::new().configure(limits).syntax(syntax).build(pattern);
        let regex = regex.map_err(|error| why(&error))?;
        let group = |name| regex.group_info().to_index(regex_automata::PatternID::ZERO, name);
        let (at, who) = (group("at"), group("who"));
        Ok(Self { regex, at, who, memories: Pool::default() })
    }

    /// Whether a text has it.
    pub(super) fn is_in(&self, text: &[u8]) -> bool {
        self.with_memory(|memory| {
            self.regex.search_half_with(memory, &Input::new(text).earliest(true)).is_some()
        })
    }

    /// The first places in a text, in their order and none overlapping another; `starts` says where matches begin,
    /// in this order, if that is known.
    pub(super) fn places(&self, text: &[u8], most: usize, starts: Option<&[u32]>) -> Vec<Place> {
        self.with_memory(|memory| {
            let mut groups = self.regex.create_captures();
            let (mut places, mut from) = (Vec::new(), 0);
            let mut starts = starts.map(|starts| starts.iter().map(|start| *start as usize));
            while places.len() < most && from <= text.len() {
                let input = match &mut starts {
                    None => Input::new(text).range(from..),
                    Some(starts) => match starts.find(|start| *start >= from) {
                        Some(start) => Input::new(text).range(start..).anchored(Anchored::Yes),
                        None => break,
                    },
                };
                let plain = self.at.is_none() && self.who.is_none();
                let (whole, who) = if plain {
                    (self.regex.search_with(memory, &input).map(|found| found.span()), None)
                } else {
                    self.regex.search_captures_with(memory, &input, &mut groups);
                    let group = |group: Option<usize>| group.and_then(|group| groups.get_group(group));
                    (groups.get_match().map(|found| found.span()), group(self.who))
                };
                let Some(Span { start, end }) = whole else { break };
                let at = self.at.and_then(|at| groups.get_group(at)).map_or(start..end, |at| at.range());
                places.push((at, who.map(|who| who.range())));
                from = end.max(start + 1);
            }
            places
        })
    }

    /// Gives back the memory that searching took.
    pub(super) fn rest(&self) {
        self.memories.clear();
    }

    fn with_memory<R>(&self, work: impl FnOnce(&mut Cache) -> R) -> R {
        self.memories.with(|| Box::new(self.regex.create_cache()), |memory| work(memory))
    }
}

/// Why a pattern cannot be compiled.
fn why(error: &BuildError) -> String {
    match error.syntax_error() {
        Some(error) => {
            let text = error.to_string();
            let why = text.lines().last().unwrap_or_default().trim();
            format!("no regular expression ({})", why.strip_prefix("error: ").unwrap_or(why))
        }
        None => "too large".to_owned(),
    }
}
