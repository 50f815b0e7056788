//! Phrases that a lexicon knows, as findings: the rules of the language group differ in little but their words.

use crate::language::Hit;
use crate::language::entry::Family;
use crate::rule::{Case, Finding};

/// What a rule says about a phrase.
#[derive(Debug, Clone, Copy)]
pub(super) struct Card {
    /// The rule, as it is ignored by.
    pub(super) rule: &'static str,
    /// What is told.
    pub(super) family: Family,
    /// One question, or what to do.
    pub(super) help: &'static str,
    /// How it reads when it is mended.
    pub(super) example: &'static str,
}

impl Card {
    /// All phrases of the family in a document, with one message.
    pub(super) fn findings(&self, case: &Case<'_>, message: &str) -> Vec<Finding> {
        self.each(case).map(|hit| self.finding(hit, message)).collect()
    }

    /// The phrases of the family in a document.
    pub(super) fn each<'a>(&self, case: &Case<'a>) -> impl Iterator<Item = &'a Hit> {
        let family = self.family;
        case.site.phrases(case.id).iter().filter(move |hit| hit.family == family)
    }

    /// A phrase as a finding.
    pub(super) fn finding(&self, hit: &Hit, message: impl Into<String>) -> Finding {
        let (message, rule) = (message.into(), self.rule);
        let why = if *hit.why == *message { "" } else { hit.why.trim() };
        let ignore = match hit.field {
            Some(_) => format!("ignore here: # amends-ignore {rule}: …"),
            None => format!("ignore here: <!-- amends-ignore {rule}: … -->"),
        };
        let note = if why.is_empty() { ignore } else { format!("{why}\n{ignore}") };
        let finding = Finding::at(hit.span, message).shift(hit.shift).note(note);
        let finding = finding.help(format!("{}\n\"{}\"", self.help, self.example));
        match &hit.field {
            Some(field) => finding.field(field.clone()),
            None => finding,
        }
    }
}
