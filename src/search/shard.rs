//! The index as scripts, small enough to be loaded one by one.
//!
//! Every script calls one function with its name and its data. Numbers are written in letters: those from `#` to `[`
//! are the last digit of a number (to the base of 57), those from `]` to `~` the digits before it (to the base of 34).
//! None of them needs an escape, and small numbers take one byte.

use crate::search::index::{Index, order};
use serde::Serialize;
use std::ops::Range;

/// The function that the scripts call.
pub const CALLED: &str = "amends";

/// A script that hands over some data under a name.
pub fn script(name: &str, data: &impl Serialize, out: &mut Vec<u8>) -> serde_json::Result<()> {
    out.extend_from_slice(format!("{CALLED}(\"{name}\",").as_bytes());
    serde_json::to_writer(&mut *out, data)?;
    out.extend_from_slice(b")\n");
    Ok(())
}

/// Writes a number in letters.
pub fn number(value: u32, out: &mut String) {
    const LAST: u32 = 57;
    const HIGH: u32 = 34;
    let mut high = value / LAST;
    let mut digits = [0_u8; 8];
    let mut count = 0;
    for digit in &mut digits {
        if high == 0 {
            break;
        }
        *digit = u8::try_from(high % HIGH).unwrap_or_default();
        high /= HIGH;
        count += 1;
    }
    out.extend(digits.iter().take(count).rev().map(|digit| char::from(b']' + digit)));
    out.push(char::from(b'#' + u8::try_from(value % LAST).unwrap_or_default()));
}

/// Cuts the words into so many shards of about equal size.
pub fn cut(index: &Index, shards: usize) -> Vec<Range<usize>> {
    let cost = |word: &str, hits: usize| word.len() + 2 + 2 * hits;
    let all: usize = index.words(0..index.len()).map(|(word, hits)| cost(word, hits.len())).sum();
    let mut ranges: Vec<Range<usize>> = Vec::with_capacity(shards);
    let (mut begin, mut sum) = (0, 0);
    for (at, (word, hits)) in index.words(0..index.len()).enumerate() {
        sum += cost(word, hits.len());
        if sum * shards >= all * (ranges.len() + 1) && ranges.len() + 1 < shards {
            ranges.push(begin..at + 1);
            begin = at + 1;
        }
    }
    ranges.push(begin..index.len());
    ranges.resize(shards, index.len()..index.len());
    ranges
}

/// For each shard, the least text that is not below its words and above all words before: what a browser finds the
/// shard of a word by. Separated by spaces; empty shards are left out, for they come last.
pub fn bounds(index: &Index, shards: &[Range<usize>]) -> String {
    let mut bounds = Vec::new();
    let mut before = "";
    for shard in shards.iter().filter(|shard| !shard.is_empty()) {
        let first = index.words(shard.start..shard.start + 1).next().map_or("", |(word, _)| word);
        let cuts = first.char_indices().map(|(at, c)| at + c.len_utf8());
        let short = cuts.filter_map(|end| first.get(..end)).find(|short| order(before, short).is_lt());
        bounds.push(if bounds.is_empty() { "" } else { short.unwrap_or(first) });
        before = index.words(shard.end.saturating_sub(1)..shard.end).next().map_or("", |(word, _)| word);
    }
    bounds.join(" ")
}

/// The data of a shard: its words, and for each the number of its hits and every hit as a step from the one before.
pub fn words(index: &Index, shard: Range<usize>) -> (String, String) {
    let (mut texts, mut numbers) = (Texts::default(), String::new());
    for (word, hits) in index.words(shard) {
        texts.push(word);
        number(u32::try_from(hits.len()).unwrap_or(u32::MAX), &mut numbers);
        let mut before = 0;
        for hit in hits {
            let step = hit.entry() - before;
            before = hit.entry();
            number(step.saturating_mul(crate::search::index::Hit::LEVELS) | hit.level(), &mut numbers);
        }
    }
    (texts.out, numbers)
}

/// The words that most entries have, to mend what was mistyped: the words, and in how many entries each stands.
pub fn common(index: &Index, most: usize) -> (String, String) {
    let can_be_mistyped =
        |word: &str| word.chars().count() >= 4 && word.chars().all(|c| c.is_alphabetic() && c < '\u{e00}');
    let known = index.words(0..index.len()).map(|(word, hits)| (word, hits.len()));
    let mut known: Vec<(&str, usize)> = known.filter(|(word, _)| can_be_mistyped(word)).collect();
    known.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| order(a.0, b.0)));
    known.truncate(most);
    known.sort_by(|a, b| order(a.0, b.0));
    let (mut texts, mut numbers) = (Texts::default(), String::new());
    for (word, entries) in known {
        texts.push(word);
        number(u32::try_from(entries).unwrap_or(u32::MAX), &mut numbers);
    }
    (texts.out, numbers)
}

/// Words one after the other, each as a capital for how many letters it shares with the one before (`A` for none, at
/// most 25), and the rest. No word holds a capital.
#[derive(Default)]
struct Texts {
    out: String,
    before: String,
}

impl Texts {
    fn push(&mut self, word: &str) {
        let same = word.chars().zip(self.before.chars()).take_while(|(a, b)| a == b);
        let (mut units, mut bytes) = (0_u8, 0);
        for (c, _) in same {
            let more = u8::try_from(c.len_utf16()).unwrap_or_default();
            if units + more > 25 {
                break;
            }
            units += more;
            bytes += c.len_utf8();
        }
        self.out.push(char::from(b'A' + units));
        self.out.push_str(word.get(bytes..).unwrap_or_default());
        self.before.clear();
        self.before.push_str(word);
    }
}
