//! Which words stand in which entries, and how much each says about it.

use crate::search::entry::Entry;
use crate::search::words::{Stand, words};
use foldhash::fast::RandomState;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

/// All words in their order, each with the entries that it stands in.
#[derive(Debug, Default)]
pub struct Index {
    words: Vec<Word>,
    hits: Vec<Hit>,
}

/// An entry that a word stands in, and how much the word says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit(u32);

impl Hit {
    /// How many levels there are; one more level is a weight half as large again (the root of two).
    pub const LEVELS: u32 = 8;

    fn new(entry: u32, level: u32) -> Self {
        Self(entry.saturating_mul(Self::LEVELS) | level.min(Self::LEVELS - 1))
    }

    /// The number of the entry.
    pub fn entry(self) -> u32 {
        self.0 / Self::LEVELS
    }

    /// How much the word says about it.
    pub fn level(self) -> u32 {
        self.0 % Self::LEVELS
    }
}

/// A word; its hits end where those of the next begin.
#[derive(Debug)]
struct Word {
    text: Box<str>,
    begin: u32,
}

/// Longer words are left out: nobody types them, and they are hashes or encoded files.
const LONGEST: usize = 40;

impl Index {
    /// The index of so many entries; `entry` gives each when it is its turn. Works on all cores; the result does not
    /// depend on their number.
    pub fn build<'a>(entries: usize, entry: &(dyn Fn(usize) -> Entry<'a> + Sync)) -> Self {
        let parts = rayon::current_num_threads().clamp(1, entries.max(1));
        let share = entries.div_ceil(parts).max(1);
        let ranges = (0..parts).into_par_iter().map(|part| part * share..((part + 1) * share).min(entries));
        Self::join(ranges.map(|range| Part::read(range, entry)).collect())
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Some of the words, each with its hits in the order of the entries.
    pub fn words(&self, range: Range<usize>) -> impl Iterator<Item = (&str, &[Hit])> {
        let ends = self.words.iter().skip(range.start + 1).map(|next| next.begin as usize);
        let ends = ends.chain([self.hits.len()]);
        let words = self.words.get(range).unwrap_or_default();
        words.iter().zip(ends).map(|(word, end)| {
            let hits = self.hits.get(word.begin as usize..end).unwrap_or_default();
            (word.text.as_ref(), hits)
        })
    }

    /// The parts hold entries in rising order, so the hits of a word are those of the parts one after the other.
    fn join(parts: Vec<Words>) -> Self {
        let mut all: Words = parts.into_iter().flatten().collect();
        // Stable: where two parts have a word, the earlier part stays first.
        all.sort_by(|(a, _), (b, _)| order(a, b));
        let mut index = Self {
            words: Vec::with_capacity(all.len()),
            hits: Vec::with_capacity(all.iter().map(|(_, hits)| hits.len()).sum()),
        };
        for (word, hits) in all {
            if index.words.last().is_none_or(|last| last.text != word) {
                let begin = u32::try_from(index.hits.len()).unwrap_or(u32::MAX);
                index.words.push(Word { text: word, begin });
            }
            index.hits.extend_from_slice(&hits);
        }
        index.words.shrink_to_fit();
        index
    }
}

/// The order in which JavaScript compares strings.
pub fn order(a: &str, b: &str) -> Ordering {
    if a.is_ascii() || b.is_ascii() { a.cmp(b) } else { a.encode_utf16().cmp(b.encode_utf16()) }
}

/// Words in their order, each with its hits.
type Words = Vec<(Box<str>, Vec<Hit>)>;

/// The words of a range of entries.
#[derive(Default)]
struct Part {
    numbers: HashMap<Box<str>, usize, RandomState>,
    /// The hits of each word, by its number.
    hits: Vec<Vec<Hit>>,
    /// How each word stands in the entry that is being read, by its number.
    counts: Vec<Count>,
    /// The words of that entry.
    touched: Vec<usize>,
}

/// How a word stands in an entry.
#[derive(Default, Clone, Copy)]
struct Count {
    title: bool,
    field: bool,
    heading: bool,
    text: u32,
}

impl Part {
    /// The words of some entries in their order, each with its hits.
    fn read<'a>(range: Range<usize>, entry: &(dyn Fn(usize) -> Entry<'a> + Sync)) -> Words {
        let mut part = Self::default();
        for number in range {
            part.add(u32::try_from(number).unwrap_or(u32::MAX), &entry(number));
        }
        let Self { numbers, mut hits, .. } = part;
        let own =
            |(word, at): (Box<str>, usize)| (word, hits.get_mut(at).map(std::mem::take).unwrap_or_default());
        let mut words: Words = numbers.into_iter().map(own).collect();
        words.sort_unstable_by(|(a, _), (b, _)| order(a, b));
        words
    }

    fn add(&mut self, number: u32, entry: &Entry<'_>) {
        let mut title_words = 0;
        self.note(&entry.title, |count| {
            count.title = true;
            title_words += 1;
        });
        entry.fields.iter().for_each(|field| self.note(field, |count| count.field = true));
        let mut length = 0;
        for passage in &entry.passages {
            self.note(&passage.heading, |count| count.heading = true);
            self.note(&passage.text, |count| {
                count.field |= passage.is_field;
                count.text = count.text.saturating_add(1);
                length += 1;
            });
        }
        let title = match title_words {
            _ if entry.is_aside => 28,
            0..=4 => 70,
            _ => 60,
        };
        for at in self.touched.drain(..) {
            let Some((count, hits)) = self.counts.get_mut(at).zip(self.hits.get_mut(at)) else { continue };
            hits.push(Hit::new(number, level(std::mem::take(count).weight(title, length))));
        }
    }

    fn note(&mut self, text: &str, mut how: impl FnMut(&mut Count)) {
        words(text, |word, _: Stand| {
            let at = match self.numbers.get(word) {
                Some(at) => *at,
                None if word.len() > LONGEST && word.encode_utf16().count() > LONGEST => return,
                None => {
                    self.numbers.insert(word.into(), self.hits.len());
                    self.hits.push(Vec::new());
                    self.counts.push(Count::default());
                    self.hits.len() - 1
                }
            };
            let Some(count) = self.counts.get_mut(at) else { return };
            if count.is_new() {
                self.touched.push(at);
            }
            how(count);
        });
    }
}

impl Count {
    fn is_new(self) -> bool {
        !self.title && !self.field && !self.heading && self.text == 0
    }

    /// In tenths: the title says most, then what is recorded in fields, then headings, then the text, where the
    /// second and third time say less than the first, and less in a long text.
    fn weight(self, title: u32, length: u32) -> u32 {
        let once = |is_there: bool, weight: u32| if is_there { weight } else { 0 };
        let text = match u64::from(self.text) {
            0 => 0,
            times => 10 + 10 * times * 300 / (times * 300 + 600 + u64::from(length)),
        };
        let text = u32::try_from(text).unwrap_or(20);
        once(self.title, title) + once(self.field, 20) + once(self.heading, 15) + text
    }
}

/// The steps of [`Hit::LEVELS`]: tenths of the powers of the root of two.
fn level(weight: u32) -> u32 {
    [14, 20, 28, 40, 57, 80, 113].iter().map(|step| u32::from(weight >= *step)).sum()
}
