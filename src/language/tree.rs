//! Words by their letters, to be found where a word begins.

use crate::language::literal::is_letter;

/// Words by their letters; each stands for a number.
///
/// The nodes lie level by level, so that those below a node lie side by side, and what a node has ends where that of
/// the next one begins.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The first stands for the beginning of a word; behind the last one stands where everything ends.
    nodes: Vec<Node>,
    /// The letter that leads to each node.
    letters: Vec<u8>,
    words: Vec<Word>,
    /// Letters that follow each other without a choice.
    runs: Vec<u8>,
    /// The nodes below the first, by letter.
    first: Vec<u32>,
    /// The nodes of three letters, by these; most words lead no further.
    third: Vec<u32>,
    /// Whether a word of one or two letters may go on, by the first letter.
    short: Vec<bool>,
}

/// A word in the tree.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// What it stands for.
    pub(super) number: u32,
    /// Whether no letter may follow.
    pub(super) ends: bool,
    /// Whether nothing else is asked for.
    pub(super) alone: bool,
}

/// Where what a node has begins.
#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// Letters that must follow before anything else.
    run: u32,
    words: u32,
    below: u32,
}

/// How many letters there are, with room for what is none.
const LETTERS: usize = 32;
const NOWHERE: u32 = u32::MAX;

impl Tree {
    /// From words in lower case, in any order.
    pub(super) fn new(mut words: Vec<(&[u8], Word)>) -> Self {
        words.sort_by(|a, b| a.0.cmp(b.0));
        let mut tree = Self { letters: vec![0], ..Self::default() };
        tree.grow(&words);
        tree.first = vec![NOWHERE; 256];
        for (letter, node) in tree.below(0) {
            if let Some(first) = tree.first.get_mut(usize::from(letter)) {
                *first = node;
            }
        }
        tree.third = vec![NOWHERE; LETTERS * LETTERS * LETTERS];
        tree.short = vec![false; LETTERS];
        tree.shorten(0, &mut Vec::new());
        tree
    }

    /// Adds all nodes, of sorted words.
    fn grow(&mut self, words: &[(&[u8], Word)]) {
        // The words of each node, which share their first letters, and how many letters those are.
        let mut wanted = vec![(words, 0)];
        while let Some(&(words, depth)) = wanted.get(self.nodes.len()) {
            self.nodes.push(self.end());
            let run = if depth < 3 { &[] } else { shared(words, depth) };
            self.runs.extend_from_slice(run);
            let depth = depth + run.len();
            let here = words.partition_point(|(word, _)| word.len() == depth);
            let (whole, longer) = words.split_at_checked(here).unwrap_or_default();
            self.words.extend(whole.iter().map(|(_, word)| *word));
            let letter = |word: &(&[u8], Word)| word.0.get(depth).copied().unwrap_or_default();
            for group in longer.chunk_by(|a, b| letter(a) == letter(b)) {
                self.letters.extend(group.first().map(letter));
                wanted.push((group, depth + 1));
            }
        }
        self.nodes.push(self.end());
    }

    /// Where the next thing of each kind will be.
    fn end(&self) -> Node {
        Node { run: count(&self.runs), words: count(&self.words), below: count(&self.letters) }
    }

    /// A node, and the one in which what it has ends.
    fn node(&self, at: u32) -> Option<(&Node, &Node)> {
        Some((self.nodes.get(at as usize)?, self.nodes.get(at as usize + 1)?))
    }

    /// The nodes below one, with the letters that lead there.
    fn below(&self, at: u32) -> Vec<(u8, u32)> {
        let Some((node, end)) = self.node(at) else { return Vec::new() };
        slice(&self.letters, node.below, end.below).iter().copied().zip(node.below..).collect()
    }

    /// Notes the nodes of three letters below a node, and which shorter words may go on.
    fn shorten(&mut self, at: u32, above: &mut Vec<usize>) {
        let Some((node, end)) = self.node(at) else { return };
        let goes_on = slice(&self.words, node.words, end.words).iter().any(|word| !word.ends);
        let letters = above.iter().fold(0, |all, letter| all * LETTERS + letter);
        if let Some(third) = self.third.get_mut(letters).filter(|_| above.len() == 3) {
            *third = at;
            return;
        }
        if let Some(short) = above.first().and_then(|first| self.short.get_mut(*first)) {
            *short |= goes_on;
        }
        for (letter, node) in self.below(at) {
            if ordinal(letter) > 0 {
                above.push(ordinal(letter));
                self.shorten(node, above);
                above.pop();
            }
        }
    }

    /// Tells every word that a text begins with, in any case.
    pub(super) fn walk(&self, text: &[u8], mut tell: impl FnMut(Word)) {
        let mut letters = text.iter();
        let Some(letter) = letters.next() else { return };
        let mut at = self.first.get(usize::from(letter.to_ascii_lowercase())).copied();
        if let [a, b, c, ..] = text
            && let (a @ 1.., b @ 1.., c @ 1..) = (ordinal(*a), ordinal(*b), ordinal(*c))
            && self.short.get(a) == Some(&false)
        {
            at = self.third.get((a * LETTERS + b) * LETTERS + c).copied();
            letters.nth(1);
        }
        while let Some((node, end)) = at.and_then(|at| self.node(at)) {
            let follows =
                |wanted: &u8| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(wanted));
            if !slice(&self.runs, node.run, end.run).iter().all(follows) {
                return;
            }
            let next = letters.next();
            for word in slice(&self.words, node.words, end.words) {
                if !word.ends || !next.is_some_and(|next| is_letter(*next)) {
                    tell(*word);
                }
            }
            let Some(letter) = next.map(u8::to_ascii_lowercase) else { return };
            let below = slice(&self.letters, node.below, end.below);
            at = (node.below..).zip(below).find(|(_, other)| **other == letter).map(|(at, _)| at);
        }
    }
}

/// The letters that all of some sorted words have from a place on.
fn shared<'a>(words: &[(&'a [u8], Word)], depth: usize) -> &'a [u8] {
    let (Some((first, _)), Some((last, _))) = (words.first(), words.last()) else { return &[] };
    let (first, last) = (first.get(depth..).unwrap_or_default(), last.get(depth..).unwrap_or_default());
    let count = first.iter().zip(last).take_while(|(a, b)| a == b).count();
    first.get(..count).unwrap_or_default()
}

/// The number of a letter, in any case; 0 for what is none.
fn ordinal(letter: u8) -> usize {
    match letter {
        b'a'..=b'z' => usize::from(letter - b'a') + 1,
        b'A'..=b'Z' => usize::from(letter - b'A') + 1,
        _ => 0,
    }
}

fn slice<T>(all: &[T], from: u32, to: u32) -> &[T] {
    all.get(from as usize..to as usize).unwrap_or_default()
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(NOWHERE)
}

#[cfg(test)]
mod tests {
    use super::{Tree, Word};

    #[test]
    fn tells_the_words_that_a_text_begins_with() {
        let words = [
            ("for", true),
            ("forg", false),
            ("forgot", true),
            ("a", true),
            ("at all", false),
            ("i", false),
            ("_o", true),
        ];
        let numbered = (0..)
            .zip(&words)
            .map(|(number, (word, ends))| (word.as_bytes(), Word { number, ends: *ends, alone: true }));
        let tree = Tree::new(numbered.collect());
        let told = |text: &str| {
            let mut told = Vec::new();
            tree.walk(text.as_bytes(), |word| told.push(word.number));
            told
        };
        assert_eq!(told("For you"), [0]);
        assert_eq!(told("forgot"), [1, 2]);
        assert_eq!(told("FORGOTTEN"), [1]);
        assert_eq!(told("at all, a"), [4]);
        assert_eq!(told("a"), [3]);
        assert_eq!(told("ignore"), [5]);
        assert_eq!(told("_o"), [6]);
        assert!(told("_ooo fo").is_empty());
        assert!(told("").is_empty());
    }
}
