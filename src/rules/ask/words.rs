//! A text as words, for the rules that look for phrases in it.

use crate::document::incident::Incident;
use crate::rule::Case;
use crate::source::Span;
use std::ops::Range;

/// The words of a text and where they stand in it. Signs and line breaks between words do not count.
#[derive(Debug, Clone, Default)]
pub(in crate::rules) struct Words<'a> {
    words: Vec<(usize, &'a str)>,
}

impl<'a> Words<'a> {
    /// Splits a text: a word is letters and digits, with an apostrophe inside.
    pub(in crate::rules) fn of(text: &'a str) -> Self {
        let mut words = Vec::with_capacity(text.len() / SHORT);
        // Where the word begins that is read, and where it ends as far as it is known: apostrophes count only inside.
        let mut word: Option<(usize, usize)> = None;
        for (at, c) in text.char_indices() {
            if c.is_alphanumeric() {
                word = Some((word.map_or(at, |(start, _)| start), at + c.len_utf8()));
            } else if c != '\'' && c != '’' {
                words.extend(word.take().and_then(|(start, end)| Some((start, text.get(start..end)?))));
            }
        }
        words.extend(word.and_then(|(start, end)| Some((start, text.get(start..end)?))));
        Self { words }
    }

    /// How many there are.
    pub(in crate::rules) fn len(&self) -> usize {
        self.words.len()
    }

    /// Each word.
    pub(in crate::rules) fn iter(&self) -> impl Iterator<Item = &'a str> {
        self.words.iter().map(|(_, word)| *word)
    }

    /// The words and where they begin.
    pub(super) fn list(&self) -> &[(usize, &'a str)] {
        &self.words
    }

    /// Where a phrase stands, in any case; a word of the phrase that ends with `*` matches what begins with it.
    pub(in crate::rules) fn find(&self, phrase: &str) -> Option<Range<usize>> {
        self.matching(phrase, |word, wanted| Wanted::new(wanted).is(word))
    }

    /// Whether a phrase begins the text, in any case.
    pub(in crate::rules) fn begins_with(&self, phrase: &str) -> bool {
        let count = wanted(phrase).count();
        let words = self.words.get(..count).filter(|_| count > 0);
        words.is_some_and(|words| {
            wanted(phrase).zip(words).all(|(wanted, (_, word))| Wanted::new(wanted).is(word))
        })
    }

    /// Where a name stands, letter for letter.
    pub(in crate::rules) fn find_name(&self, name: &str) -> Option<Range<usize>> {
        self.matching(name, |word, wanted| word == wanted)
    }

    /// The words behind a place.
    pub(in crate::rules) fn after(&self, at: usize) -> impl Iterator<Item = &'a str> {
        self.words.iter().filter(move |(start, _)| *start >= at).map(|(_, word)| *word)
    }

    /// How many words stand between two places.
    pub(in crate::rules) fn count_between(&self, from: usize, to: usize) -> usize {
        self.words.iter().filter(|(at, _)| (from..to).contains(at)).count()
    }

    fn matching(&self, phrase: &str, same: impl Fn(&str, &str) -> bool) -> Option<Range<usize>> {
        let mut wanted = wanted(phrase);
        let first = wanted.next()?;
        let found = (0..).zip(&self.words).filter(|(_, (_, word))| same(word, first));
        found.into_iter().find_map(|(at, (start, word))| {
            let mut end = start + word.len();
            let mut rest = self.words.get(at + 1..)?.iter();
            for wanted in wanted.clone() {
                let (start, word) = rest.next().filter(|(_, word)| same(word, wanted))?;
                end = start + word.len();
            }
            Some(*start..end)
        })
    }
}

/// Few words of a text are shorter, with the space behind them: room for all of them is made at once.
const SHORT: usize = 5;

/// The words of a phrase.
pub(super) fn wanted(phrase: &str) -> impl Iterator<Item = &str> + Clone {
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’' | '*');
    phrase.split(is_sign).filter(|word| !word.is_empty())
}

/// A word of a phrase, as it is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted<'a> {
    letters: &'a str,
    is_beginning: bool,
    has_apostrophe: bool,
}

impl<'a> Wanted<'a> {
    /// One that ends with `*` is what a word begins with.
    pub(super) fn new(word: &'a str) -> Self {
        let begin = word.strip_suffix('*');
        let letters = begin.unwrap_or(word);
        Self { letters, is_beginning: begin.is_some(), has_apostrophe: letters.contains('\'') }
    }

    /// Whether a word is the one, in any case.
    pub(super) fn is(&self, word: &str) -> bool {
        let Self { letters, is_beginning, has_apostrophe } = *self;
        if is_beginning {
            return word.get(..letters.len()).is_some_and(|head| head.eq_ignore_ascii_case(letters));
        }
        word.eq_ignore_ascii_case(letters)
            || (has_apostrophe && word.contains('’') && word.replace('’', "'").eq_ignore_ascii_case(letters))
    }
}

/// A part of a text that begins at a span, as a place in the file.
pub(in crate::rules) fn part_of(span: Span, range: Range<usize>) -> Span {
    let start = span.start as usize;
    Span::new(start + range.start, start + range.end)
}

/// Whether an incident is written in English, so that lists of English phrases can speak about it.
pub(in crate::rules) fn is_english(incident: &Incident, case: &Case<'_>) -> bool {
    let language = incident.lang.as_ref().map_or(&case.site.config.language, |lang| &lang.value);
    language.split(['-', '_']).next().is_some_and(|main| main.eq_ignore_ascii_case("en"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_phrases_where_they_stand() {
        let text = "‘We’ double-checked;\n  the N/A field, didn’t we?";
        let words = Words::of(text);
        let find = |phrase| words.find(phrase).and_then(|range| text.get(range));
        assert_eq!(words.iter().next(), Some("We"));
        assert_eq!(find("double check*"), Some("double-checked"));
        assert_eq!(find("the n/a field"), Some("the N/A field"));
        assert_eq!(find("DIDN'T we"), Some("didn’t we"));
        assert_eq!(find("checked the field"), None);
        assert_eq!(find(""), None);
        assert!(words.begins_with("we double*") && !words.begins_with("double*"));
        assert_eq!(words.find_name("we"), words.find("didn't we").map(|range| range.end - 2..range.end));
        assert_eq!(Words::of(" ' – ").len(), 0);
    }
}
