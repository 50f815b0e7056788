//! A pattern of which only one thing is asked: whether it is in a sentence. Most are asked for often and are seldom
//! there, so each is run as an automaton that is made while it runs, without all that is needed to tell where.
//!
//! Where a pattern begins with a word, the automaton starts at words alone. It then has few states; started anywhere,
//! it would have to follow all phrases at once that may have begun, and hardly ever meet a state again.

use crate::language::opening::{self, Bytes};
use crate::language::sentence::Sentence;
use crate::language::whole::{LARGEST, REMEMBERED, Whole};
use regex_automata::hybrid::dfa::{self, Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::{Anchored, Input};
use regex_syntax::ParserBuilder;
use std::sync::OnceLock;

/// A pattern that is made ready once it is asked for.
#[derive(Debug)]
pub(super) struct Shape {
    pattern: String,
    /// Whether it is for the text in small letters.
    pub(super) small: bool,
    automaton: OnceLock<Option<Automaton>>,
    /// What takes its place where the automaton cannot tell.
    whole: OnceLock<Option<Whole>>,
}

/// What an automaton remembers from sentence to sentence, once it has been asked.
#[derive(Debug, Default)]
pub(super) struct Memory(Option<Box<Cache>>);

#[derive(Debug)]
struct Automaton {
    dfa: DFA,
    /// With what a match begins, if it begins with a word or right before one.
    opening: Option<Bytes>,
}

impl Shape {
    /// From a pattern with its flags.
    pub(super) fn new(pattern: String, small: bool) -> Self {
        let (automaton, whole) = (OnceLock::new(), OnceLock::new());
        Self { pattern, small, automaton, whole }
    }

    /// Whether the pattern can be compiled.
    pub(super) fn compiles(&self) -> bool {
        self.automaton().is_some() || self.whole().is_some()
    }

    /// Whether a sentence has it, whose words begin at these bytes.
    pub(super) fn is_in(&self, sentence: Sentence<'_>, words: &[u32], memory: &mut Memory) -> bool {
        let text = if self.small { sentence.small } else { sentence.text };
        let automaton = self.automaton();
        let found = automaton
            .and_then(|automaton| automaton.is_in(text.as_bytes(), words, memory.of(&automaton.dfa)));
        found.unwrap_or_else(|| self.whole().is_some_and(|whole| whole.is_in(text.as_bytes())))
    }

    /// Adds those of some bytes of a sentence at which the pattern begins; nothing where that cannot be told.
    pub(super) fn begins(
        &self,
        sentence: Sentence<'_>,
        starts: impl Iterator<Item = u32>,
        begun: &mut Vec<u32>,
        memory: &mut Memory,
    ) -> Option<()> {
        let text = if self.small { sentence.small } else { sentence.text };
        let automaton = self.automaton()?;
        let cache = memory.of(&automaton.dfa);
        for start in starts {
            let opens = |byte: &u8| automaton.opening.as_ref().is_none_or(|opening| opening.has(*byte));
            if text.as_bytes().get(start as usize).is_some_and(opens) {
                let from = Input::new(text).earliest(true).range(start as usize..).anchored(Anchored::Yes);
                if automaton.dfa.try_search_fwd(cache, &from).ok()?.is_some() {
                    begun.push(start);
                }
            }
        }
        Some(())
    }

    /// Gives back the memory that asking took.
    pub(super) fn rest(&self) {
        self.whole.get().iter().copied().flatten().for_each(Whole::rest);
    }

    fn automaton(&self) -> Option<&Automaton> {
        self.automaton.get_or_init(|| Automaton::new(&self.pattern)).as_ref()
    }

    fn whole(&self) -> Option<&Whole> {
        self.whole.get_or_init(|| Whole::new(&self.pattern).ok()).as_ref()
    }
}

impl Memory {
    fn of(&mut self, dfa: &DFA) -> &mut Cache {
        self.0.get_or_insert_with(|| Box::new(dfa.create_cache()))
    }
}

/// A sentence of more words is searched in one go: from each of them a pattern may read on to its end.
const MOST_WORDS: usize = 500;

impl Automaton {
    fn new(pattern: &str) -> Option<Self> {
        let hir = ParserBuilder::new().utf8(false).build().parse(pattern).ok()?;
        let nfa = thompson::Config::new()
            .utf8(false)
            .which_captures(WhichCaptures::None)
            .nfa_size_limit(Some(LARGEST));
        let nfa = thompson::Compiler::new().configure(nfa).build_from_hir(&hir).ok()?;
        let made = dfa::Config::new().cache_capacity(REMEMBERED).skip_cache_capacity_check(true);
        let dfa = dfa::Builder::new().configure(made).build_from_nfa(nfa).ok()?;
        Some(Self { dfa, opening: opening::of(&hir) })
    }

    /// Whether a text has it; nothing where the automaton cannot tell.
    fn is_in(&self, text: &[u8], words: &[u32], cache: &mut Cache) -> Option<bool> {
        let input = Input::new(text).earliest(true);
        let Some(opening) = self.opening.as_ref().filter(|_| words.len() <= MOST_WORDS) else {
            return Some(self.dfa.try_search_fwd(cache, &input).ok()?.is_some());
        };
        // Each word, and the byte before it, which a pattern may ask for.
        let before = words.iter().filter_map(|at| at.checked_sub(1));
        let first = words.first().is_none_or(|at| *at > 1).then_some(0);
        for at in first.into_iter().chain(before).chain(words.iter().copied()) {
            let at = at as usize;
            if text.get(at).is_some_and(|byte| opening.has(*byte)) {
                let from = input.clone().range(at..).anchored(Anchored::Yes);
                if self.dfa.try_search_fwd(cache, &from).ok()?.is_some() {
                    return Some(true);
                }
            }
        }
        Some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::{Memory, Shape};
    use crate::language::sentence::{Sentence, words};

    #[test]
    fn a_shape_is_in_a_sentence_or_not() {
        let is_in = |pattern: &str, small: bool, text: &str| {
            let shape = Shape::new(pattern.to_owned(), small);
            let small = text.to_ascii_lowercase();
            shape.is_in(Sentence { text, small: &small }, &words(text), &mut Memory::default())
        };
        assert!(is_in(r"(?-u:\b)forgot(?-u:\b)", true, "We FORGOT it"));
        assert!(!is_in(r"(?-u:\b)forget(?-u:\b)", true, "We FORGOT it"));
        assert!(!is_in("forgot", false, "We FORGOT it"));
        assert!(is_in(r"(?-u:\b)(?:we|i) (?-u:[a-z])+ it", true, "So (I forgot it)"));
        assert!(is_in(r"(?:\A|(?-u:[^a-z'-]))who (?-u:[a-z])+", true, "those, who forgot"));
        assert!(is_in(r"(?:\A|(?-u:[^a-z'-]))who (?-u:[a-z])+", true, "Who forgot"));
        assert!(!is_in(r"(?:\A|(?-u:[^a-z'-]))who (?-u:[a-z])+", true, "the well-who forgot"));
        assert!(is_in(r"got (?:it|us)", true, "We forgot it"));
        assert!(is_in(r"!!+|(?-u:\b)pity", true, "what a mess!!!"));
        // A word border of Unicode is beyond the automaton where letters of other scripts stand.
        assert!(is_in(r"\bforgot\b", true, "très tôt nous — forgot — là"));
        assert!(!is_in(r"\bforgot\b", true, "éforgot"));
    }
}
