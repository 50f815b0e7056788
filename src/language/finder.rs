//! Finds the entries that can match a sentence, in one pass over its words.
//!
//! Almost all that patterns need begins where a word begins. So the needed words stand in a tree of letters, and each
//! word of a sentence goes down that tree as far as it leads, mostly two or three letters. What may stand within a
//! word is looked for beside it.

use crate::language::needs::{Clause, Literal};
use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

/// The needs of all entries.
#[derive(Debug, Default)]
pub(super) struct Finder {
    tree: Tree,
    inside: Option<AhoCorasick>,
    /// What a literal of `inside` tells.
    told: Vec<Told>,
    /// The entry of each clause.
    clauses: Vec<u32>,
    /// How many clauses each entry has.
    needed: Vec<u32>,
    /// Entries that can match anything.
    always: Vec<u32>,
}

/// A clause that a literal fulfils.
#[derive(Debug, Clone, Copy)]
struct Told {
    clause: u32,
    begins: bool,
    ends: bool,
}

/// What one search leaves behind for the next: nothing but room.
#[derive(Debug, Default)]
pub(super) struct Room {
    round: u32,
    /// In which round each clause was fulfilled last.
    clauses: Vec<u32>,
    /// How many clauses of each entry are fulfilled, and in which round.
    entries: Vec<(u32, u32)>,
    found: Vec<u32>,
}

impl Finder {
    /// From the clauses of each entry.
    pub(super) fn new(needs: impl Iterator<Item = Vec<Clause>>) -> Self {
        let mut finder = Self::default();
        let (mut starts, mut inside) = (Vec::new(), Vec::new());
        for (entry, clauses) in (0..).zip(needs) {
            finder.needed.push(u32::try_from(clauses.len()).unwrap_or(u32::MAX));
            if clauses.is_empty() {
                finder.always.push(entry);
            }
            for clause in clauses {
                let number = u32::try_from(finder.clauses.len()).unwrap_or(u32::MAX);
                finder.clauses.push(entry);
                for Literal { text, begins, ends } in clause {
                    let told = Told { clause: number, begins, ends };
                    if begins { starts.push((text, told)) } else { inside.push((text, told)) }
                }
            }
        }
        finder.tree = Tree::new(starts);
        let texts = inside.iter().map(|(text, _)| text);
        let built = AhoCorasickBuilder::new().ascii_case_insensitive(true).build(texts);
        finder.inside = built.ok().filter(|_| !inside.is_empty());
        finder.told = inside.into_iter().map(|(_, told)| told).collect();
        finder
    }

    /// Numbers of the entries that can match, in their order.
    pub(super) fn find<'a>(&self, sentence: &str, room: &'a mut Room) -> &'a [u32] {
        room.begin(self);
        let text = sentence.as_bytes();
        let mut before = None;
        for (at, byte) in text.iter().enumerate() {
            if is_word(Some(byte)) && !is_word(before) {
                self.tree.walk(text.get(at..).unwrap_or_default(), |clause| self.tell(clause, room));
            }
            before = Some(byte);
        }
        for found in self.inside.iter().flat_map(|inside| inside.find_overlapping_iter(sentence)) {
            let Some(told) = self.told.get(found.pattern().as_usize()) else { continue };
            let ends = !told.ends || !is_word(text.get(found.end()));
            let begins = !told.begins || !is_word(found.start().checked_sub(1).and_then(|at| text.get(at)));
            if ends && begins {
                self.tell(told.clause, room);
            }
        }
        room.found.sort_unstable();
        &room.found
    }

    /// Takes note that a clause is fulfilled.
    fn tell(&self, clause: u32, room: &mut Room) {
        let Some(round) = room.clauses.get_mut(clause as usize).filter(|round| **round != room.round) else {
            return;
        };
        *round = room.round;
        let Some(&entry) = self.clauses.get(clause as usize) else { return };
        let Some((count, round)) = room.entries.get_mut(entry as usize) else { return };
        *count = if *round == room.round { *count + 1 } else { 1 };
        *round = room.round;
        if self.needed.get(entry as usize) == Some(count) {
            room.found.push(entry);
        }
    }
}

impl Room {
    fn begin(&mut self, finder: &Finder) {
        if self.clauses.len() != finder.clauses.len() || self.round == u32::MAX {
            self.clauses = vec![0; finder.clauses.len()];
            self.entries = vec![(0, 0); finder.needed.len()];
            self.round = 0;
        }
        self.round += 1;
        self.found.clear();
        self.found.extend_from_slice(&finder.always);
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
        tree.first = vec![u32::MAX; 256];
        let root = tree.nodes.first().copied().unwrap_or_default();
        for (letter, node) in slice(&tree.edges, root.edges) {
            if let Some(first) = tree.first.get_mut(usize::from(*letter)) {
                *first = *node;
            }
        }
        tree
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
    use crate::language::needs::of_pattern;

    #[test]
    fn finds_the_entries_whose_words_are_there() {
        let patterns = [
            r"\b(?:we|i) (?:[a-z]+ )?forgot\b",
            r"\bforg(?:o|a)t",
            r"[a-z]+able\b",
            r".{3}",
            r"\bwas (?:not )?forgotten",
        ];
        let finder = Finder::new(patterns.iter().map(|pattern| of_pattern(pattern, false)));
        let mut room = Room::default();
        let mut find = |text: &str| finder.find(text, &mut room).to_vec();
        assert_eq!(find("We simply Forgot"), [0, 1, 3]);
        assert_eq!(find("It was forgotten"), [1, 3, 4]);
        assert_eq!(find("unforgottable things; a table"), [2, 3]);
        assert_eq!(find("unforgottables"), [3]);
        assert_eq!(find(""), [3]);
    }
}
