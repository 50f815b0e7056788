//! Phrases that a lexicon knows, as findings: the rules of the language group differ in little but their words.

use crate::diagnostic::Fix;
use crate::language::Hit;
use crate::language::entry::Family;
use crate::rule::{Case, Finding, Rule};

/// What a rule says about a phrase.
#[derive(Debug)]
pub(in crate::rules) struct Card {
    /// The rule.
    pub(in crate::rules) rule: &'static Rule,
    /// What is told.
    pub(in crate::rules) family: Family,
    /// One question, whose answer is what belongs there.
    pub(in crate::rules) question: &'static str,
}

impl Card {
    /// All phrases of the family in a document, with one message.
    pub(in crate::rules) fn findings(&self, case: &Case<'_>, message: &str) -> Vec<Finding> {
        self.each(case).map(|hit| self.finding(hit, message)).collect()
    }

    /// The phrases of the family in a document.
    pub(in crate::rules) fn each<'a>(&self, case: &Case<'a>) -> impl Iterator<Item = &'a Hit> + use<'a> {
        let family = self.family;
        case.site.phrases(case.id).iter().filter(move |hit| hit.family == family)
    }

    /// A phrase as a finding: a question, and how an answer reads. What somebody wrote is never written anew.
    pub(in crate::rules) fn finding(&self, hit: &Hit, message: impl Into<String>) -> Finding {
        let message = message.into();
        let why = hit.why.trim();
        let finding = Finding::at(hit.span, message.as_str()).shift(hit.shift);
        let finding = if why.is_empty() || why == message { finding } else { finding.note(why) };
        let finding = match self.rule.fix {
            Some(_) => finding.fix(Fix::shown("rewrite it; the help asks for what belongs there")),
            None => finding,
        };
        let finding = finding.help(format!("{}\n\"{}\"", self.question, self.example()));
        match &hit.field {
            Some(field) => finding.field(field.clone()),
            None => finding,
        }
    }

    /// The good example of the rule, without its key.
    fn example(&self) -> &'static str {
        let line = self.rule.explain.good.lines().last().unwrap_or_default();
        line.split_once(": ").map_or(line, |(_, text)| text)
    }
}
