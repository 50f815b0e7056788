//! Private keys between `-----BEGIN …` and `-----END …`.

use crate::secret::Secret;
use crate::source::Span;
use memchr::memmem;
use regex::Regex;
use std::sync::LazyLock;

/// No key is longer.
const LONGEST: usize = 16_384;

static HEADER: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\A-----BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----").ok());

/// What a line of a key without an end is made of.
static LINES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\A(?:(?:[ \t>]|\\r|\\n)*\r?\n?[ \t>]*[A-Za-z0-9+/=]{16,}){1,200}").ok());

pub(super) fn find(text: &str) -> Vec<Secret> {
    let begins = memmem::find_iter(text.as_bytes(), "-----BEGIN ");
    begins.filter_map(|begin| at(text, begin)).collect()
}

fn at(text: &str, begin: usize) -> Option<Secret> {
    let header = HEADER.as_ref()?.find(text.get(begin..)?)?.end();
    let from = begin + header;
    let rest = text.get(from..text.floor_char_boundary(text.len().min(from + LONGEST)))?;
    let length = match rest.find("-----END ") {
        // Another key begins before this one ends.
        Some(end) if rest.get(..end)?.contains("-----BEGIN ") => unended(rest),
        Some(end) => end,
        None => unended(rest),
    };
    let body = rest.get(..length)?;
    if is_left_out(body) {
        return None;
    }
    let end = match rest.get(length..)?.strip_prefix("-----END ") {
        Some(footer) => length + "-----END ".len() + footer.find("-----").map_or(0, |at| at + 5),
        None => length,
    };
    Some(Secret {
        span: Span::new(begin, from + end),
        core: Span::new(from, from + length),
        what: "a private key",
    })
}

fn unended(rest: &str) -> usize {
    LINES.as_ref().and_then(|lines| lines.find(rest)).map_or(0, |found| found.end())
}

/// Whether there is a sign in the place of the key.
fn is_left_out(body: &str) -> bool {
    let start = body.trim_start_matches(|c: char| c.is_whitespace() || c == '>' || c == '\\' || c == 'n');
    let lower = start.to_lowercase();
    ["...", "…", "<", "[", "xxx", "***", "$", "{"].iter().any(|sign| lower.starts_with(sign))
        || ["example", "redacted", "removed", "omitted", "your"].iter().any(|word| lower.contains(word))
}
