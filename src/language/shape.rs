//! A pattern of which only one thing is asked: whether it is in a sentence. Most are asked for often and are seldom
//! there, so each is run as an automaton that is made while it runs, without all that is needed to tell where.

use crate::language::sentence::Sentence;
use regex::bytes::{Regex, RegexBuilder};
use regex_automata::hybrid::dfa::{self, Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::syntax;
use regex_automata::{Anchored, Input};
use std::sync::OnceLock;

/// Largest size of one compiled pattern in bytes, so that a lexicon cannot eat the memory.
const LARGEST: usize = 2 << 20;

/// Bytes that one pattern may remember of what it has seen of texts, for each thread.
const REMEMBERED: usize = 1 << 20;

/// A pattern that is made ready once it is asked for.
#[derive(Debug)]
pub(super) struct Shape {
    pattern: String,
    /// Whether it is for the text in small letters.
    pub(super) small: bool,
    /// Its number among those that share a [`Memory`].
    pub(super) number: usize,
    automaton: OnceLock<Option<DFA>>,
    /// What takes its place where the automaton cannot tell.
    regex: OnceLock<Option<Regex>>,
}

/// What the shapes of a lexicon remember from sentence to sentence, so that an automaton is made once for a thread.
#[derive(Debug, Default)]
pub(super) struct Memory(Vec<Option<Box<Cache>>>);

impl Shape {
    /// From a pattern with its flags.
    pub(super) fn new(pattern: String, small: bool, number: usize) -> Self {
        Self { pattern, small, number, automaton: OnceLock::new(), regex: OnceLock::new() }
    }

    /// Whether the pattern can be compiled.
    pub(super) fn compiles(&self) -> bool {
        self.automaton().is_some() || self.regex().is_some()
    }

    /// Whether a sentence has it.
    pub(super) fn is_in(&self, sentence: Sentence<'_>, memory: &mut Memory) -> bool {
        let text = if self.small { sentence.small } else { sentence.text };
        let found = self.automaton().and_then(|automaton| {
            let cache = memory.of(self.number, automaton)?;
            let input = Input::new(text).anchored(Anchored::No).earliest(true);
            automaton.try_search_fwd(cache, &input).ok()
        });
        match found {
            Some(end) => end.is_some(),
            None => self.regex().is_some_and(|regex| regex.is_match(text.as_bytes())),
        }
    }

    fn automaton(&self) -> Option<&DFA> {
        self.automaton.get_or_init(|| automaton(&self.pattern)).as_ref()
    }

    fn regex(&self) -> Option<&Regex> {
        self.regex.get_or_init(|| compile(&self.pattern).ok()).as_ref()
    }
}

impl Memory {
    fn of(&mut self, number: usize, automaton: &DFA) -> Option<&mut Cache> {
        if self.0.len() <= number {
            self.0.resize_with(number + 1, || None);
        }
        Some(self.0.get_mut(number)?.get_or_insert_with(|| Box::new(automaton.create_cache())))
    }
}

fn automaton(pattern: &str) -> Option<DFA> {
    let nfa =
        thompson::Config::new().utf8(false).which_captures(WhichCaptures::None).nfa_size_limit(Some(LARGEST));
    let made = dfa::Config::new().cache_capacity(REMEMBERED).skip_cache_capacity_check(true);
    let syntax = syntax::Config::new().utf8(false);
    dfa::Builder::new().configure(made).thompson(nfa).syntax(syntax).build(pattern).ok()
}

/// A pattern that also tells where; the reason comes back if it is none, or too large.
pub(super) fn compile(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern).size_limit(LARGEST).dfa_size_limit(REMEMBERED).build().map_err(|error| {
        match error {
            regex::Error::Syntax(text) => {
                let why = text.lines().last().unwrap_or_default().trim();
                format!("no regular expression ({})", why.strip_prefix("error: ").unwrap_or(why))
            }
            _ => "too large".to_owned(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Memory, Shape};
    use crate::language::sentence::Sentence;

    #[test]
    fn a_shape_is_in_a_sentence_or_not() {
        let mut memory = Memory::default();
        let mut is_in = |pattern: &str, small: bool, number: usize, text: &str| {
            let shape = Shape::new(pattern.to_owned(), small, number);
            let small = text.to_ascii_lowercase();
            shape.is_in(Sentence { text, small: &small }, &mut memory)
        };
        assert!(is_in(r"(?-u:\b)forgot(?-u:\b)", true, 0, "We FORGOT it"));
        assert!(!is_in(r"(?-u:\b)forget(?-u:\b)", true, 1, "We FORGOT it"));
        assert!(!is_in("forgot", false, 2, "We FORGOT it"));
        // A word border of Unicode is beyond the automaton where letters of other scripts stand.
        assert!(is_in(r"\bforgot\b", true, 7, "très tôt nous — forgot — là"));
        assert!(!is_in(r"\bforgot\b", true, 5, "éforgot"));
    }
}
