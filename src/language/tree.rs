//! Words by their letters, to be found where a word begins.

use crate::language::literal::is_letter;

/// Words by their letters; each stands for a number.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The first stands for the beginning of a word.
    nodes: Vec<Node>,
    edges: Vec<(u8, u32)>,
    words: Vec<Word>,
    /// Letters that follow each other without a choice.
    runs: Vec<u8>,
    /// The edges of the first node by letter.
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

#[derive(Debug, Clone, Copy, Default)]
struct Node {
    /// Letters that must follow before anything else.
    run: (u32, u32),
    words: (u32, u32),
    edges: (u32, u32),
}

/// How many letters there are, with room for what is none.
const LETTERS: usize = 32;
const NOWHERE: u32 = u32::MAX;

impl Tree {
    /// From words in lower case, in any order.
    pub(super) fn new(mut words: Vec<(&[u8], Word)>) -> Self {
        words.sort_by(|a, b| a.0.cmp(b.0));
        let mut tree = Self::default();
        tree.grow(&words, 0);
        tree.nodes.shrink_to_fit();
        tree.edges.shrink_to_fit();
        tree.first = vec![NOWHERE; 256];
        let root = tree.nodes.first().copied().unwrap_or_default();
        for (letter, node) in slice(&tree.edges, root.edges) {
            if let Some(first) = tree.first.get_mut(usize::from(*letter)) {
                *first = *node;
            }
        }
        tree.third = vec![NOWHERE; LETTERS * LETTERS * LETTERS];
        tree.short = vec![false; LETTERS];
        tree.shorten(0, &mut Vec::new());
        tree
    }

    /// Adds the node of sorted words that share their first letters; its number comes back.
    fn grow(&mut self, words: &[(&[u8], Word)], depth: usize) -> u32 {
        let number = self.nodes.len();
        let from = count(&self.runs);
        let run = if depth < 3 { &[] } else { shared(words, depth) };
        self.runs.extend_from_slice(run);
        let run_here = (from, count(&self.runs));
        let depth = depth + run.len();
        let here = words.partition_point(|(word, _)| word.len() == depth);
        let (whole, longer) = words.split_at_checked(here).unwrap_or_default();
        let from = count(&self.words);
        self.words.extend(whole.iter().map(|(_, word)| *word));
        self.nodes.push(Node { run: run_here, words: (from, count(&self.words)), edges: (0, 0) });
        let letter = |word: &(&[u8], Word)| word.0.get(depth).copied().unwrap_or_default();
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
        u32::try_from(number).unwrap_or(NOWHERE)
    }

    /// Notes the nodes of three letters below a node, and which shorter words may go on.
    fn shorten(&mut self, node: u32, above: &mut Vec<usize>) {
        let Some(Node { edges, words, .. }) = self.nodes.get(node as usize).copied() else { return };
        let letters = above.iter().fold(0, |all, letter| all * LETTERS + letter);
        if let Some(third) = self.third.get_mut(letters).filter(|_| above.len() == 3) {
            *third = node;
            return;
        }
        let goes_on = slice(&self.words, words).iter().any(|word| !word.ends);
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
        while let Some(node) = at.and_then(|at| self.nodes.get(at as usize)) {
            let follows =
                |wanted: &u8| letters.next().is_some_and(|letter| letter.eq_ignore_ascii_case(wanted));
            if !slice(&self.runs, node.run).iter().all(follows) {
                return;
            }
            let next = letters.next();
            for word in slice(&self.words, node.words) {
                if !word.ends || !next.is_some_and(|next| is_letter(*next)) {
                    tell(*word);
                }
            }
            let Some(letter) = next.map(u8::to_ascii_lowercase) else { return };
            at = slice(&self.edges, node.edges).iter().find(|edge| edge.0 == letter).map(|edge| edge.1);
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

fn slice<T>(all: &[T], (from, to): (u32, u32)) -> &[T] {
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
