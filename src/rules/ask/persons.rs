//! The registered people that a text names.

use super::words::Words;
use crate::language::names::is_telling;
use crate::registry::{Name, Registry, Shelf};
use std::cell::LazyCell;
use std::ops::Range;

/// A person in a text.
#[derive(Debug, Clone)]
pub(in crate::rules) struct Named<'a> {
    /// Who.
    pub(in crate::rules) person: &'a Name,
    /// Where in the text.
    pub(in crate::rules) range: Range<usize>,
}

/// The people of people.yaml that a text names, each once, in the order of the text: by their name, an alias,
/// their first name, or `@slug`.
pub(in crate::rules) fn in_text<'a>(registry: &'a Registry, text: &str) -> Vec<Named<'a>> {
    let words = LazyCell::new(|| Words::of(text));
    // Most people are not named at all: their names begin with a letter that the text has not.
    let letters = text.bytes().fold(0_u128, |letters, byte| letters | letter(byte));
    let has =
        |word: &str| word.bytes().next().is_some_and(|byte| !byte.is_ascii() || letters & letter(byte) != 0);
    let is_in = |word: &str| has(word) && text.contains(word);
    let people = registry.names(Shelf::People).iter();
    let named =
        people.filter_map(|person| Some(Named { person, range: place(person, &words, text, is_in)? }));
    let mut named: Vec<Named<'a>> = named.collect();
    named.sort_by_key(|named| (named.range.start, std::cmp::Reverse(named.range.end)));
    // Two people with one first name are one finding.
    named.dedup_by_key(|named| named.range.start);
    named
}

/// A letter of ASCII as one of a set; nothing for other bytes.
fn letter(byte: u8) -> u128 {
    1_u128.checked_shl(byte.into()).unwrap_or_default()
}

fn place<'a>(
    person: &Name,
    words: &LazyCell<Words<'a>, impl FnOnce() -> Words<'a>>,
    text: &str,
    is_in: impl Fn(&str) -> bool,
) -> Option<Range<usize>> {
    let name = person.entry.name.as_ref().map(|name| name.value.as_ref());
    let first = name.and_then(|name| name.split_whitespace().next());
    let aliases = person.entry.aliases.iter().flat_map(|aliases| aliases.iter());
    let aliases = aliases.map(|alias| alias.value.as_ref());
    let begins = |name: &&str| name.split_whitespace().next().is_some_and(&is_in);
    let aliases = aliases.filter(begins).filter(|alias| is_telling(alias));
    let (name, first) = if first.is_some_and(&is_in) { (name, first) } else { (None, None) };
    let all = name.into_iter().chain(aliases).chain(first.filter(|first| is_telling(first)));
    let spoken = all.into_iter().find_map(|name| words.find_name(name));
    spoken.or_else(|| is_in("@").then(|| handle(person, words, text)).flatten())
}

/// `@slug`
fn handle(person: &Name, words: &Words<'_>, text: &str) -> Option<Range<usize>> {
    let slug = words.find_name(&person.slug)?;
    text.get(..slug.start)?.ends_with('@').then_some(slug)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Source, Sources};

    fn registry() -> Registry {
        let people =
            "tom: {name: Tom Berger, aliases: [Tommy]}\nmay: {name: May Lin}\nana: {name: Ana Ruiz}\n";
        let sources = Sources::from_texts([("content/registry/people.yaml".to_owned(), people.to_owned())]);
        let mut registry = Registry::new();
        for (file, source) in sources.iter() {
            let (file, source): (FileId, &Source) = (file, source);
            registry.read(file, source, Shelf::People);
        }
        registry
    }

    #[test]
    fn people_are_found_by_what_they_are_called() {
        let registry = registry();
        let found = |text: &str| -> Vec<String> {
            let named = in_text(&registry, text);
            named.iter().map(|named| text.get(named.range.clone()).unwrap().to_owned()).collect()
        };
        assert_eq!(found("Ana and Tom Berger did"), ["Ana", "Tom Berger"]);
        assert_eq!(found("as Tommy said to @ana"), ["Tommy", "ana"]);
        assert_eq!(found("May Lin said so"), ["May Lin"]);
        assert_eq!(found("In May the tom-tom of Anabel broke"), Vec::<String>::new());
    }
}
