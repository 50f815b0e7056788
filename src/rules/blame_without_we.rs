//! `blame-without-we`

use super::ask::absent::says;
use super::none_of_the_blame::is_denied;
use crate::tree::scalar::is_placeholder;
use super::ask::phrases::Phrases;
use super::ask::words::{Words, is_english, part_of};
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::registry::{Registry, Shelf};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use std::sync::LazyLock;

pub(super) static RULE: Rule = Rule {
    name: "blame-without-we",
    group: Group::BlameTaken,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Review,
    summary: "the blame that is taken belongs to nobody",
    explain: Explain {
        finds: "Blame taken without we, our, us or I in it, and without the name of a team of teams.yaml; and \
                phrases that leave out who did it, such as \"mistakes were made\". It reads English.",
        why: "To own something takes an owner. A sentence in which nobody does anything reads like an apology and \
              takes nothing back.",
        bad: "blame_taken: Mistakes were made during the transfer.",
        good: "blame_taken: We moved the domain without lowering the TTL first.",
        mend: "Start with We, and say what we did or left undone.",
        ignore: "When the team speaks of itself by a name that is not in teams.yaml; better, add it as an alias there.",
    },
    source: &["S2.2", "S5.5", "S1.5a", "37s"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(blame) = incident.blame_taken.as_ref().filter(|_| is_english(incident, case)) else {
        return Vec::new();
    };
    let Some(statement) = blame.statement.as_ref().filter(|statement| says(Some(statement))) else {
        return Vec::new();
    };
    if is_denied(blame) || is_placeholder(statement) {
        return Vec::new();
    }
    let written = statement.span.of(case.text());
    let words = Words::of(written);
    let agentless = AGENTLESS.find_first(&words).map(|range| part_of(statement.span, range));
    let is_owned = OURS.stand_in(&words) || names_a_team(&case.site.registry, &words);
    let span = match agentless {
        Some(span) => span,
        None if is_owned => return Vec::new(),
        None => statement.span,
    };
    let path = if statement.span == blame.span { "blame_taken" } else { "blame_taken.statement" };
    let finding = Finding::at(span, "nobody on our side does anything in this").field(path);
    vec![finding.help("start with We: what did we do, or leave undone?")]
}

fn names_a_team(registry: &Registry, words: &Words<'_>) -> bool {
    registry.names(Shelf::Teams).iter().any(|team| {
        let aliases = team.entry.aliases.iter().flat_map(|aliases| aliases.iter());
        let shown = team.entry.name.iter().map(|name| &name.value);
        let mut spoken = aliases.map(|alias| &alias.value).chain(shown);
        words.find(&team.slug).is_some() || spoken.any(|name| words.find(name).is_some())
    })
}

static OURS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "we", "we're", "we've", "we'd", "we'll", "our", "ours", "us", "ourselves", "i", "i'm", "i've", "my", "me",
    "mine",
]));

#[rustfmt::skip]
static AGENTLESS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[
    "mistakes were made", "a mistake was made", "errors were made", "an error was made", "mistakes happened",
    "mistakes happen", "errors occurred", "an error occurred", "things went wrong", "something went wrong",
    "mistakes have been made", "a mistake has been made", "errors have been made",
]));
