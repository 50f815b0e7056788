//! Finds the entries that can match a sentence, in one pass over its words.
//!
//! Almost all that patterns need begins where a word begins. So the needed words stand in a tree of letters, and each
//! word of a sentence goes down that tree as far as it leads, mostly two or three letters. What may stand within a
//! word is looked for beside it.

use crate::language::needs::{self, CAPITALS, Clause, Literal};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use std::cmp::Reverse;
use std::collections::HashMap;

/// The needs of all entries.
#[derive(Debug, Default)]
pub(super) struct Finder {
    tree: Tree,
    inside: Option<AhoCorasick>,
    /// The same, for a look whether any of them is there: mostly none is, and this looks faster.
    glance: Option<AhoCorasick>,
    /// What a literal of `inside` tells.
    told: Vec<Told>,
    /// Clauses that two capital letters fulfil.
    capitals: Vec<u32>,
    /// The ways that are looked at where a clause is fulfilled: those of which it is the most telling one.
    clauses: Vec<Vec<Way>>,
    /// Entries that can match anything.
    always: Vec<u32>,
}

/// A way to match an entry.
#[derive(Debug)]
struct Way {
    entry: u32,
    /// What it needs beside the clause under which it stands.
    others: Vec<u32>,
}

/// A clause that a literal fulfils.
#[derive(Debug, Clone, Copy)]
struct Told {
    clause: u32,
    begins: bool,
    ends: bool,
}

/// From this worth on, a clause is fulfilled in few sentences.
const RARE: usize = 4;

/// What one search leaves behind for the next: nothing but room.
#[derive(Debug, Default)]
pub(super) struct Room {
    round: u32,
    /// In which round each clause was fulfilled last.
    clauses: Vec<u32>,
    /// The clauses that are fulfilled.
    fulfilled: Vec<u32>,
    found: Vec<u32>,
}

impl Finder {
    /// From the ways to match each entry.
    pub(super) fn new(needs: impl Iterator<Item = Vec<needs::Way>>) -> Self {
        let mut finder = Self::default();
        let mut numbers: HashMap<Clause, u32> = HashMap::new();
        let (mut starts, mut inside) = (Vec::new(), Vec::new());
        for (entry, ways) in (0..).zip(needs) {
            if ways.iter().any(Vec::is_empty) {
                finder.always.push(entry);
                continue;
            }
            for mut way in ways {
                // Found first, and mostly not there: the rest is not looked at.
                way.sort_by_key(|clause| (needs::worth(clause), Reverse(clause.len())));
                let mut others = Vec::new();
                let Some(last) = way.pop() else { continue };
                // Behind what is rare, words of every other sentence and parts of words tell little.
                let tells = |clause: &Clause| {
                    needs::worth(clause) > 1
                        && clause.iter().all(|literal| literal.begins || literal.text == CAPITALS)
                };
                way.retain(|clause| tells(clause) || needs::worth(&last) < RARE);
                for clause in way {
                    others.push(finder.number(clause, &mut numbers, &mut starts, &mut inside));
                }
                let key = finder.number(last, &mut numbers, &mut starts, &mut inside);
                finder.clauses.get_mut(key as usize).into_iter().for_each(|ways| {
                    ways.push(Way { entry, others: others.clone() });
                });
            }
        }
        finder.tree = Tree::new(starts);
        let texts = inside.iter().map(|(text, _)| text);
        let mut builder = AhoCorasickBuilder::new();
        builder.ascii_case_insensitive(true);
        finder.inside = builder.build(texts.clone()).ok().filter(|_| !inside.is_empty());
        finder.glance = builder.match_kind(MatchKind::LeftmostFirst).build(texts).ok();
        finder.told = inside.into_iter().map(|(_, told)| told).collect();
        finder
    }

    fn number(
        &mut self,
        clause: Clause,
        numbers: &mut HashMap<Clause, u32>,
        starts: &mut Vec<(String, Told)>,
        inside: &mut Vec<(String, Told)>,
    ) -> u32 {
        if let Some(number) = numbers.get(&clause) {
            return *number;
        }
        let number = count(&self.clauses);
        self.clauses.push(Vec::new());
        for Literal { text, begins, ends } in clause.clone() {
            let told = Told { clause: number, begins, ends };
            match begins {
                _ if text == CAPITALS => self.capitals.push(number),
                true => starts.push((text, told)),
                false => inside.push((text, told)),
            }
        }
        numbers.insert(clause, number);
        number
    }

    /// Numbers of the entries that can match, in their order.
    pub(super) fn find<'a>(&self, sentence: &str, room: &'a mut Room) -> &'a [u32] {
        room.begin(self);
        let text = sentence.as_bytes();
        let (mut in_word, mut before) = (false, b' ');
        for (at, byte) in text.iter().enumerate() {
            let is_in_word = is_word(Some(byte));
            if is_in_word && !in_word {
                self.tree.walk(text.get(at..).unwrap_or_default(), |clause| room.fulfil(clause));
            } else if byte.is_ascii_uppercase() && before.is_ascii_uppercase() {
                self.capitals.iter().for_each(|clause| room.fulfil(*clause));
            }
            (in_word, before) = (is_in_word, *byte);
        }
        let is_any = self.glance.as_ref().is_none_or(|glance| glance.is_match(sentence));
        let inside = self.inside.iter().filter(|_| is_any);
        for found in inside.flat_map(|inside| inside.find_overlapping_iter(sentence)) {
            let Some(told) = self.told.get(found.pattern().as_usize()) else { continue };
            let ends = !told.ends || !is_word(text.get(found.end()));
            let begins = !told.begins || !is_word(found.start().checked_sub(1).and_then(|at| text.get(at)));
            if ends && begins {
                room.fulfil(told.clause);
            }
        }
        let mut all = std::mem::take(&mut room.found);
        let ways = room.fulfilled.iter().filter_map(|clause| self.clauses.get(*clause as usize)).flatten();
        all.extend(ways.filter(|way| way.others.iter().all(|clause| room.has(*clause))).map(|way| way.entry));
        all.sort_unstable();
        all.dedup();
        room.found = all;
        &room.found
    }
}

impl Room {
    fn begin(&mut self, finder: &Finder) {
        if self.clauses.len() != finder.clauses.len() || self.round == u32::MAX {
            self.clauses = vec![0; finder.clauses.len()];
            self.round = 0;
        }
        self.round += 1;
        self.fulfilled.clear();
        self.found.clear();
        self.found.extend_from_slice(&finder.always);
    }

    fn fulfil(&mut self, clause: u32) {
        let last = self.clauses.get_mut(clause as usize);
        if let Some(last) = last.filter(|last| **last != self.round) {
            *last = self.round;
            self.fulfilled.push(clause);
        }
    }

    fn has(&self, clause: u32) -> bool {
        self.clauses.get(clause as usize) == Some(&self.round)
    }
}

/// Words by their letters.
#[derive(Debug, Default)]
struct Tree {
    /// The first stands for the beginning of a word.
    nodes: Vec<Node>,
    edges: Vec<(u8, u32)>,
    told: Vec<Told>,
    /// The edges of the first node by letter.
    first: Vec<u32>,
    /// The nodes of three letters, by these; most words lead no further.
    third: Vec<u32>,
    /// Whether a word of one or two letters may go on, by the first letter.
    short: Vec<bool>,
}

/// How many letters there are, with room for what is none.
const LETTERS: usize = 32;

/// The number of a letter, in any case; 0 for what is none.
fn ordinal(letter: u8) -> usize {
    match letter {
        b'a'..=b'z' => usize::from(letter - b'a') + 1,
        b'A'..=b'Z' => usize::from(letter - b'A') + 1,
        _ => 0,
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    edges: (u32, u32),
    told: (u32, u32),
}

impl Tree {
    fn new(mut words: Vec<(String, Told)>) -> Self {
        words.sort_by(|a, b| a.0.cmp(&b.0));
        let mut tree = Self::default();
        let all: Vec<(&[u8], Told)> = words.iter().map(|(word, told)| (word.as_bytes(), *told)).collect();
        tree.grow(&all, 0);
        tree.nodes.shrink_to_fit();
        tree.edges.shrink_to_fit();
        tree.first = vec![u32::MAX; 256];
        let root = tree.nodes.first().copied().unwrap_or_default();
        for (letter, node) in slice(&tree.edges, root.edges) {
            if let Some(first) = tree.first.get_mut(usize::from(*letter)) {
                *first = *node;
            }
        }
        tree.third = vec![u32::MAX; LETTERS * LETTERS * LETTERS];
        tree.short = vec![false; LETTERS];
        tree.shorten(0, &mut Vec::new());
        tree
    }

    /// Notes the nodes of three letters below a node, and which shorter words may go on.
    fn shorten(&mut self, node: u32, above: &mut Vec<usize>) {
        let Some(Node { edges, told }) = self.nodes.get(node as usize).copied() else { return };
        let letters = above.iter().fold(0, |all, letter| all * LETTERS + letter);
        if let Some(third) = self.third.get_mut(letters).filter(|_| above.len() == 3) {
            *third = node;
            return;
        }
        let goes_on = slice(&self.told, told).iter().any(|told| !told.ends);
        if let Some(short) = above.first().and_then(|first| self.short.get_mut(*first)) {
            *short |= goes_on;
        }
        for (letter, node) in slice(&self.edges, edges).to_vec() {
            if ordinal(letter) > 0 {
                above.push(ordinal(letter));
                self.shorten(node, above);
                above.pop();
            }
        }
    }

    /// Adds the node of sorted words that share their first letters; its number comes back.
    fn grow(&mut self, words: &[(&[u8], Told)], depth: usize) -> u32 {
        let number = self.nodes.len();
        let here = words.partition_point(|(word, _)| word.len() == depth);
        let (whole, longer) = words.split_at_checked(here).unwrap_or_default();
        let told = count(&self.told);
        self.told.extend(whole.iter().map(|(_, told)| *told));
        self.nodes.push(Node { edges: (0, 0), told: (told, count(&self.told)) });
        let letter = |word: &(&[u8], Told)| word.0.get(depth).copied().unwrap_or_default();
        let mut edges = Vec::new();
        for group in longer.chunk_by(|a, b| letter(a) == letter(b)) {
            let letter = group.first().map(letter).unwrap_or_default();
            edges.push((letter, self.grow(group, depth + 1)));
        }
        let from = count(&self.edges);
        self.edges.extend(edges);
        if let Some(node) = self.nodes.get_mut(number) {
            node.edges = (from, count(&self.edges));
        }
        u32::try_from(number).unwrap_or(u32::MAX)
    }

    /// Tells the clauses of every word that the text begins with.
    fn walk(&self, text: &[u8], mut tell: impl FnMut(u32)) {
        let mut letters = text.iter();
        let Some(letter) = letters.next() else { return };
        let mut at = self.first.get(usize::from(letter.to_ascii_lowercase())).copied();
        if let [a, b, c, ..] = text
            && let (a, b @ 1.., c @ 1..) = (ordinal(*a), ordinal(*b), ordinal(*c))
            && self.short.get(a) == Some(&false)
            && a > 0
        {
            at = self.third.get((a * LETTERS + b) * LETTERS + c).copied();
            letters.nth(1);
        }
        while let Some(node) = at.and_then(|at| self.nodes.get(at as usize)) {
            let next = letters.next();
            for told in slice(&self.told, node.told) {
                if !told.ends || !is_word(next) {
                    tell(told.clause);
                }
            }
            let Some(letter) = next.map(u8::to_ascii_lowercase) else { return };
            at = slice(&self.edges, node.edges).iter().find(|edge| edge.0 == letter).map(|edge| edge.1);
        }
    }
}

fn slice<T>(all: &[T], (from, to): (u32, u32)) -> &[T] {
    all.get(from as usize..to as usize).unwrap_or_default()
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}

fn is_word(byte: Option<&u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::{Finder, Room};
    use crate::language::needs;
    use regex_syntax::ParserBuilder;

    #[test]
    fn finds_the_entries_whose_words_are_there() {
        let patterns = [
            r"\b(?:we|i) (?:[a-z]+ )?forgot\b",
            r"\bforg(?:o|a)t",
            r"[a-z]+able\b",
            r".{3}",
            r"\bwas (?:not )?forgotten",
        ];
        let ways = |pattern: &&str| {
            let pattern = format!("(?i-u:{pattern})");
            needs::of(&ParserBuilder::new().utf8(false).build().parse(&pattern).unwrap())
        };
        let finder = Finder::new(patterns.iter().map(ways));
        let mut room = Room::default();
        let mut find = |text: &str| finder.find(text, &mut room).to_vec();
        assert_eq!(find("We simply Forgot"), [0, 1, 3]);
        assert_eq!(find("It was forgotten"), [1, 3, 4]);
        assert_eq!(find("unforgottable things; a table"), [2, 3]);
        assert_eq!(find("unforgottables"), [3]);
        assert_eq!(find(""), [3]);
    }
}
