//! Registered names in a text: who is a person, who another party, who one of our teams.

use crate::language::fixed::FixedPhrases;
use crate::language::passage::Passage;
use crate::language::word::Word;
use crate::registry::{Name, Registry, Shelf};
use std::borrow::Cow;

/// The names of the registries, ready to be found.
#[derive(Debug, Clone, Default)]
pub(super) struct Names {
    phrases: FixedPhrases,
    letters: Vec<&'static str>,
}

impl Names {
    /// Of some registries.
    pub(super) fn of(registry: &Registry) -> Self {
        let mut words: Vec<(Cow<'_, str>, &'static str)> = Vec::new();
        for (shelf, letter) in
            [(Shelf::People, "p"), (Shelf::Vendors, "o"), (Shelf::Clients, "o"), (Shelf::Teams, "w")]
        {
            let names = registry.names(shelf).iter().filter(|name| name.place.is_some());
            words.extend(names.flat_map(|name| called(shelf, name)).map(|word| (word.into(), letter)));
        }
        // Whichever of our teams it is: the reader is told that we did it.
        let teams = registry.names(Shelf::Teams).iter().filter(|team| team.place.is_some());
        words.extend(teams.flat_map(|team| by_slug(&team.slug)).map(|word| (word.into(), "w")));
        let phrases = FixedPhrases::new(words.iter().map(|(word, _)| word.as_ref()), false);
        Self { phrases, letters: words.into_iter().map(|(_, letter)| letter).collect() }
    }

    /// Puts a mask over every name in a passage that has these words, by which patterns know what kind of name it is;
    /// tells whether there was one.
    pub(super) fn mark(&self, passage: &mut Passage, words: &[Word]) -> bool {
        let found = self.phrases.find(&passage.text, words);
        for (range, at) in &found {
            passage.hide(range.clone(), self.letters.get(*at).copied().unwrap_or("p"));
        }
        !found.is_empty()
    }
}

/// What somebody is called in a text: the name, other names, and the first name of a person.
fn called(shelf: Shelf, name: &Name) -> impl Iterator<Item = &str> {
    let shown = name.entry.name.as_ref().map(|shown| shown.value.as_ref());
    let first = shown.and_then(|shown| shown.split_whitespace().next()).filter(|_| shelf == Shelf::People);
    let aliases = name.entry.aliases.iter().flat_map(|aliases| aliases.iter());
    let aliases = aliases.map(|alias| alias.value.as_ref());
    shown.into_iter().chain(aliases).chain(first).filter(|word| is_telling(word))
}

/// The ways in which a slug is written in a text. One that is a single word, such as `support`, may mean much else:
/// it needs a sign that it is a team.
fn by_slug(slug: &str) -> Vec<String> {
    let mut ways = vec![format!("@{slug}")];
    let spoken = slug.replace('-', " ");
    if !slug.ends_with("team") {
        ways.push(format!("{spoken} team"));
    }
    if spoken != slug {
        ways.extend([slug.to_owned(), spoken]);
    }
    ways
}

/// Whether a word stands for a person wherever it stands with a capital letter.
pub fn is_telling(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && name.chars().count() > 2 && !ORDINARY.contains(&name)
}

/// First names that are also words which begin a sentence, or months.
const ORDINARY: &[&str] = &[
    "All", "Angel", "April", "Art", "August", "Autumn", "Bill", "Case", "Chase", "Dawn", "Don", "Faith",
    "Frank", "Grace", "Grant", "Guy", "Hope", "Joy", "June", "Mark", "Max", "May", "Page", "Pat", "Ray",
    "Rich", "Rob", "Rose", "Sky", "Star", "Sue", "Summer", "Tab", "Will", "Win",
];
