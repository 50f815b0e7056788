//! Colours by a single pass: comments, strings, numbers, words. It does not understand a language, it only knows
//! what stands out in it; that is what a reader of a write-up needs, at a thousand times the speed.

use crate::render::highlight::Spans;
use crate::render::highlight::languages::{Language, Shape};

/// Writes code in a language; each byte is looked at a fixed number of times.
pub(super) fn write(spans: &mut Spans<'_>, language: &Language, code: &str) {
    if language.shape == Shape::Diff {
        return code.split_inclusive('\n').for_each(|line| spans.push(line, diff(line)));
    }
    let mut scanner = Scanner { language, rest: code, before: '\n', line_start: true, unanswered: 0 };
    while let Some((length, class)) = scanner.next() {
        spans.push(scanner.rest.get(..length).unwrap_or_default(), class);
        scanner.advance(length);
    }
}

fn diff(line: &str) -> &'static str {
    match line.chars().next() {
        _ if line.starts_with("+++") || line.starts_with("---") => "hh",
        Some('+') => "hi",
        Some('-') => "hd",
        Some('@') => "hf",
        _ => "",
    }
}

struct Scanner<'a> {
    language: &'a Language,
    rest: &'a str,
    /// The character before `rest`.
    before: char,
    /// Whether nothing but white space and dashes stands before in this line.
    line_start: bool,
    /// Quotes, by their place in the language's list, that nothing answers in the rest of the code.
    unanswered: u8,
}

impl Scanner<'_> {
    /// Length and class of what comes next.
    fn next(&mut self) -> Option<(usize, &'static str)> {
        let first = self.rest.chars().next()?;
        let found = match first {
            _ if first.is_whitespace() => (run(self.rest, char::is_whitespace), ""),
            _ if first.is_alphabetic() || first == '_' => self.word(),
            _ if first.is_ascii_digit() => {
                (run(self.rest, |c| c.is_ascii_alphanumeric() || c == '.' || c == '_'), "hn")
            }
            '$' if self.language.shape == Shape::Shell => self.variable(),
            _ => match self.comment() {
                Some(comment) => comment,
                None => self.string().unwrap_or_else(|| self.sign(first)),
            },
        };
        Some((found.0.max(first.len_utf8()), found.1))
    }

    fn advance(&mut self, length: usize) {
        let Some((done, rest)) = self.rest.split_at_checked(length) else {
            self.rest = "";
            return;
        };
        self.line_start = match done.rsplit_once('\n') {
            Some((_, line)) => line.trim().is_empty(),
            None => self.line_start && (done.trim().is_empty() || done == "-"),
        };
        self.before = done.chars().next_back().unwrap_or(self.before);
        self.rest = rest;
    }

    fn word(&self) -> (usize, &'static str) {
        let keys = self.language.shape == Shape::Keys;
        let dashes = keys || self.language.shape == Shape::Shell;
        let length =
            run(self.rest, |c| c.is_alphanumeric() || c == '_' || (dashes && (c == '-' || c == '.')));
        let (word, after) = self.rest.split_at_checked(length).unwrap_or_default();
        let lower =
            if self.language.shape == Shape::AnyCase { word.to_ascii_lowercase() } else { String::new() };
        let known = if lower.is_empty() { word } else { lower.as_str() };
        let is_key = keys && self.line_start && after.trim_start_matches([' ', '\t']).starts_with([':', '=']);
        let class = match () {
            () if is_key => "hf",
            () if self.language.keywords.binary_search(&known).is_ok() => "hk",
            () if self.language.constants.binary_search(&known).is_ok() => "hn",
            () if after.starts_with('(') && !keys => "hf",
            () => "",
        };
        (length, class)
    }

    fn variable(&self) -> (usize, &'static str) {
        let after = self.rest.get(1..).unwrap_or_default();
        let length = match after.strip_prefix('{') {
            Some(inside) => inside.find(['}', '\n']).map_or(0, |end| end + 2),
            None => run(after, |c| c.is_alphanumeric() || c == '_'),
        };
        (1 + length, if length > 0 { "hv" } else { "" })
    }

    fn comment(&self) -> Option<(usize, &'static str)> {
        if let Some((begin, end)) = self.language.block
            && let Some(inside) = self.rest.strip_prefix(begin)
        {
            let length = inside.find(end).map_or(self.rest.len(), |at| begin.len() + at + end.len());
            return Some((length, "hc"));
        }
        let apart = matches!(self.language.shape, Shape::Shell | Shape::Keys);
        if apart && !self.before.is_whitespace() {
            return None;
        }
        let begins = self.language.comments.iter().any(|begin| self.rest.starts_with(begin));
        begins.then(|| (self.rest.find('\n').unwrap_or(self.rest.len()), "hc"))
    }

    fn string(&mut self) -> Option<(usize, &'static str)> {
        let quotes = || self.language.quotes.iter().enumerate();
        let (at, quote) = quotes().find(|(_, quote)| self.rest.starts_with(**quote))?;
        let bit = 1_u8.checked_shl(u32::try_from(at).ok()?)?;
        if self.unanswered & bit != 0 {
            return None;
        }
        let long = self.language.long.contains(quote);
        let mut length = quote.len();
        while let Some(rest) = self.rest.get(length..) {
            if rest.starts_with(quote) {
                return Some((length + quote.len(), self.key(length + quote.len())));
            }
            let Some(c) = rest.chars().next() else { break };
            // An apostrophe that no other one answers on its line is no quote.
            if c == '\n' && !long {
                return None;
            }
            length += c.len_utf8();
            if c == '\\' {
                length += rest.chars().nth(1).map_or(0, char::len_utf8);
            }
        }
        self.unanswered |= bit;
        None
    }

    /// `"key": value` has a name, not a string.
    fn key(&self, length: usize) -> &'static str {
        let after = self.rest.get(length..).unwrap_or_default();
        let is_key = self.language.shape == Shape::Keys && after.trim_start_matches(' ').starts_with(':');
        if is_key { "hf" } else { "hs" }
    }

    fn sign(&self, first: char) -> (usize, &'static str) {
        let section =
            self.language.shape == Shape::Keys && self.line_start && self.language.comments.contains(&";");
        if first == '[' && section {
            return (self.rest.find('\n').unwrap_or(self.rest.len()), "hh");
        }
        let operators = match self.language.shape {
            Shape::Keys => "",
            // In a shell the others are parts of paths and options.
            Shape::Shell => "=<>!&|",
            _ => "+-*/%=<>!&|^~?",
        };
        let coloured = operators.contains(first);
        (first.len_utf8(), if coloured { "ho" } else { "" })
    }
}

/// Length of the characters of a kind that a text begins with.
fn run(text: &str, kind: impl Fn(char) -> bool) -> usize {
    text.len() - text.trim_start_matches(kind).len()
}
