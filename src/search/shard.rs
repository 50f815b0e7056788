//! The index as scripts, small enough to be loaded one by one.
//!
//! Every script calls one function with its name and its data.

use crate::search::index::{Hit, Index, order};
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
/// shard of a word by. Empty shards are left out, for they come last.
pub fn bounds(index: &Index, shards: &[Range<usize>]) -> Vec<String> {
    let mut bounds = Vec::new();
    let mut before = "";
    for shard in shards.iter().filter(|shard| !shard.is_empty()) {
        let first = index.words(shard.start..shard.start + 1).next().map_or("", |(word, _)| word);
        let cuts = first.char_indices().map(|(at, c)| at + c.len_utf8());
        let short = cuts.filter_map(|end| first.get(..end)).find(|short| order(before, short).is_lt());
        bounds.push(if bounds.is_empty() { String::new() } else { short.unwrap_or(first).to_owned() });
        before = index.words(shard.end.saturating_sub(1)..shard.end).next().map_or("", |(word, _)| word);
    }
    bounds
}

/// The data of a shard: its words with spaces between, and for each its hits. A hit is eight times the step from the
/// entry before, and how much the word says about the entry.
pub fn words(index: &Index, shard: Range<usize>) -> (String, Vec<Vec<u32>>) {
    let texts: Vec<&str> = index.words(shard.clone()).map(|(word, _)| word).collect();
    (texts.join(" "), index.words(shard).map(|(_, hits)| steps(hits)).collect())
}

fn steps(hits: &[Hit]) -> Vec<u32> {
    let before = [0].into_iter().chain(hits.iter().map(|hit| hit.entry()));
    let step = |(hit, before): (&Hit, u32)| (hit.entry() - before).saturating_mul(Hit::LEVELS) + hit.level();
    hits.iter().zip(before).map(step).collect()
}

/// The words that most entries have, the commonest first, to mend what was mistyped.
pub fn common(index: &Index, most: usize) -> String {
    let can_be_mistyped =
        |word: &str| word.chars().count() >= 4 && word.chars().all(|c| c.is_alphabetic() && c < '\u{e00}');
    let known = index.words(0..index.len()).filter(|(word, _)| can_be_mistyped(word));
    let mut known: Vec<(&str, usize)> = known.map(|(word, hits)| (word, hits.len())).collect();
    known.sort_by_key(|(_, entries)| std::cmp::Reverse(*entries));
    let words: Vec<&str> = known.into_iter().map(|(word, _)| word).take(most).collect();
    words.join(" ")
}
