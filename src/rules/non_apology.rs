//! `non-apology`

use super::ask::said::Card;
use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::Safety;
use crate::document::incident::Incident;
use crate::language::entry::Family;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::language::Hit;

pub(super) static RULE: Rule = Rule {
    name: "non-apology",
    group: Group::Language,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Draft,
    summary: "an apology with a hedge, or a long one",
    explain: Explain {
        finds: "A phrase of the lexicon that takes an apology back: \"sorry if\", \"sorry but\", \"sorry for any\", \"may have caused\", \"regret that you feel\"; and, one level lower, `apology.words` of more than 60 words. Quotations, block quotes, code, comments and what the client said are let through.",
        why: "An apology has two parts: that we are sorry, and what we did. Every further word makes it smaller.",
        bad: "apology:\n  words: We apologise for any inconvenience caused.",
        good: "apology:\n  words: I am sorry. We lost 31 of your enquiries.",
        mend: "Say sorry and what we did, in two short sentences, without an if and without a but.",
        ignore: "When the words were said like this and are kept as a record; better, quote them.",
    },
    source: &["S5.3b", "S4.3", "S1.6", "S2.3d", "37s"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

static CARD: Card = Card { rule: &RULE, family: Family::NonApology, question: "which words are left when it says only that we are sorry, and what we did?" };

/// How many words an apology may have.
const LONGEST: usize = 60;

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let message = |hit: &Hit| format!("not an apology: \"{}\"", one_line(hit.span.of(case.text())));
    let mut findings: Vec<Finding> = CARD.each(case).map(|hit| CARD.finding(hit, message(hit))).collect();
    findings.extend(long(incident));
    findings
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn long(incident: &Incident) -> Option<Finding> {
    let words = incident.apology.as_ref()?.words.as_ref()?;
    let count = words.split_whitespace().count();
    let message = format!("an apology of {count} words");
    let finding = Finding::on(words, "apology.words", message).shift(-1);
    (count > LONGEST).then(|| finding.help("say sorry and what we did, in at most 60 words; the rest is a plan"))
}
