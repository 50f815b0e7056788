//! A lexicon file as it is written: phrase patterns with their reasons and their own examples.

use crate::tree::decode::{List, OneOrMany, Table};
use crate::tree::record::{choice, record};

record! {
    /// A lexicon file, the built-in one and a team's own alike.
    pub struct LexiconFile {
        /// The language it is for as BCP 47; that of the site where it is left out.
        language: Box<str>,
        /// Phrases, each with its reason and examples.
        pattern: List<Pattern>,
        /// Words that `{NAME}` in a pattern stands for; they add to those that are there.
        classes: Table<List<Box<str>>>,
        /// What is never told.
        accept: Accept,
        /// Ids of built-in patterns that are switched off.
        off: List<Box<str>>,
    }
}

record! {
    /// `[[pattern]]`
    pub struct Pattern {
        /// Its name, to switch it off by.
        id: Box<str>,
        /// What a match is: the name of a rule of the language group, or of a guard.
        family (required): Family,
        /// The phrase as a regular expression, or several of which one is enough; case does not count, and `{NAME}`
        /// stands for a class.
        regex (required): OneOrMany<Box<str>>,
        /// Where this matches in the same sentence, the phrase is let through.
        unless: OneOrMany<Box<str>>,
        /// Whether it judges others and speaks even where a fact about another party is told.
        judgement: bool,
        /// Whether the guards of its family silence it; they do where this is left out.
        guarded: bool,
        /// Why it is told.
        why (required): Box<str>,
        /// Where the phrase was met.
        source: Box<str>,
        /// Sentences that it must speak about.
        r#match = "match": List<Box<str>>,
        /// Sentences that it must let through.
        no_match: List<Box<str>>,
    }
}

record! {
    /// `[accept]`
    pub struct Accept {
        /// Phrases that are never told, whatever patterns say.
        phrases: List<Box<str>>,
    }
}

choice! {
    /// What a phrase is: nine rules, and what silences them.
    pub enum Family {
        /// Hides something from the client.
        Concealment = "concealment",
        /// Judges the client.
        ClientBelittled = "client-belittled",
        /// An apology with a hedge.
        NonApology = "non-apology",
        /// Takes none of the blame.
        Denial = "denial",
        /// Points at somebody.
        FingerPointing = "finger-pointing",
        /// Plays it down.
        Minimising = "minimising",
        /// Names a circumstance instead of a cause.
        Excuse = "excuse",
        /// Tells what did not happen.
        Counterfactual = "counterfactual",
        /// Is said in anger.
        HeatedLanguage = "heated-language",
        /// Guard: the sentence takes a share.
        Ownership = "ownership",
        /// Guard: the sentence compares what software should do with what it did.
        Expectation = "expectation",
        /// Guard: the sentence has a number and a unit.
        Measurement = "measurement",
        /// Guard: the sentence shuts something out by a fact.
        Exclusion = "exclusion",
    }
}

impl Family {
    /// Whether it silences others instead of being told.
    pub fn is_guard(self) -> bool {
        self >= Self::Ownership
    }
}
