//! Addresses that stand bare in the text, found by the rules of GitHub's autolink extension.
//!
//! Left out on purpose: `ftp:` (no browser opens it any more) and what looks like a mail address but is the
//! beginning of a repository's address (`git@host:path`).

use std::ops::Range;

/// An address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Where it stands.
    pub(super) range: Range<usize>,
    /// What has to stand before it to make a destination of it.
    pub(super) prefix: &'static str,
}

/// Whether a closer look is worth it.
pub(super) fn maybe(text: &str) -> bool {
    text.contains("://") || text.contains("www.") || text.contains('@')
}

/// All addresses in a text without line breaks. Each byte is looked at a fixed number of times: whatever was
/// walked over and refused is not walked over again.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    // Nothing before `free` can belong to an address any more; `at` is where to look next.
    let (mut free, mut at) = (0, 0);
    while let Some(step) = rest(text, at).bytes().position(|b| matches!(b, b':' | b'@' | b'w')) {
        let here = at + step;
        let tried = match text.as_bytes().get(here) {
            Some(b':') => web(text, free, here),
            Some(b'@') => mail(text, free, here),
            _ => www(text, here),
        };
        at = match tried {
            Tried::Found(one) => {
                free = one.range.end;
                found.push(one);
                free
            }
            Tried::Nothing(looked) => looked.max(here + 1),
        };
    }
    found
}

enum Tried {
    Found(Found),
    /// Nothing here, and nothing can begin before this byte.
    Nothing(usize),
}

fn web(text: &str, free: usize, colon: usize) -> Tried {
    let after = rest(text, colon);
    if !after.starts_with("://") {
        return Tried::Nothing(colon + 1);
    }
    let before = text.get(free..colon).unwrap_or_default();
    let letters = before.bytes().rev().take(6).take_while(u8::is_ascii_alphanumeric).count();
    let scheme = before.get(before.len() - letters..).unwrap_or_default();
    if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
        return Tried::Nothing(colon + 3);
    }
    let host = colon + 3;
    match domain(rest(text, host)) {
        (length, true) if begins_host(text, host) => whole(text, colon - letters, host + length, ""),
        (length, _) => Tried::Nothing(host + length),
    }
}

fn www(text: &str, here: usize) -> Tried {
    let before = text.get(..here).unwrap_or_default().chars().next_back();
    let may_begin = before.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('));
    if !may_begin || !rest(text, here).starts_with("www.") {
        return Tried::Nothing(here + 1);
    }
    match domain(rest(text, here)) {
        (length, true) if begins_host(text, here + 4) => whole(text, here, here + length, "http://"),
        (length, _) => Tried::Nothing(here + length),
    }
}

/// From a valid host on: everything up to white space or `<`, without the punctuation that ends the sentence.
fn whole(text: &str, start: usize, host_end: usize, prefix: &'static str) -> Tried {
    let tail = rest(text, host_end);
    let tail = tail.split(|c: char| c.is_whitespace() || c == '<').next().unwrap_or_default();
    let link = text.get(start..host_end + tail.len()).unwrap_or_default();
    let end = start + trimmed(link);
    Tried::Found(Found { range: start..end, prefix })
}

fn begins_host(text: &str, at: usize) -> bool {
    rest(text, at).starts_with(char::is_alphanumeric)
}

/// Length of a host, and whether it may be one: no underscore in its last two parts.
fn domain(text: &str) -> (usize, bool) {
    let (mut last, mut before_last, mut length) = (false, false, 0);
    for c in text.chars() {
        match c {
            '.' => (before_last, last) = (last, false),
            '_' => last = true,
            _ if c == '-' || c.is_alphanumeric() => {}
            _ => break,
        }
        length += c.len_utf8();
    }
    (length, !last && !before_last)
}

/// Length of an address without what belongs to the sentence around it.
fn trimmed(link: &str) -> usize {
    let opening = link.bytes().filter(|b| *b == b'(').count();
    let mut closing = link.bytes().filter(|b| *b == b')').count();
    let mut link = link;
    while let Some(last) = link.chars().next_back() {
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '”' | '’' | '»' | '…' => {
                last.len_utf8()
            }
            ')' if closing > opening => {
                closing -= 1;
                1
            }
            ';' => entity(link),
            _ => break,
        };
        link = link.get(..link.len() - cut).unwrap_or_default();
    }
    link.len()
}

/// Length of the entity that a text ends with, or of the semicolon.
fn entity(link: &str) -> usize {
    let before = link.get(..link.len() - 1).unwrap_or_default();
    let name = before.bytes().rev().take_while(u8::is_ascii_alphanumeric).count();
    let begins = before.get(..before.len() - name).is_some_and(|head| head.ends_with('&'));
    if name > 0 && begins { name + 2 } else { 1 }
}

fn mail(text: &str, free: usize, at: usize) -> Tried {
    let before = text.get(free..at).unwrap_or_default();
    let local = before.bytes().rev().take_while(|b| b.is_ascii_alphanumeric() || b".-_+".contains(b)).count();
    let left = text.get(..at - local).unwrap_or_default();
    let host = host(rest(text, at + 1));
    let end = at + 1 + host.len();
    let right = rest(text, end);
    let goes_on = right.starts_with('@')
        || right
            .strip_prefix(':')
            .is_some_and(|more| more.starts_with(|c: char| c.is_alphanumeric() || c == '/'));
    let whole = host.contains('.') && host.ends_with(|c: char| c.is_ascii_alphanumeric());
    if local == 0 || !whole || goes_on || left.ends_with(['/', '@']) {
        return Tried::Nothing(at + 1);
    }
    let scheme = "mailto:";
    match left.get(free..).is_some_and(|head| head.ends_with(scheme)) {
        true => Tried::Found(Found { range: at - local - scheme.len()..end, prefix: "" }),
        false => Tried::Found(Found { range: at - local..end, prefix: scheme }),
    }
}

/// The host of a mail address: a dot belongs to it only where a letter or digit follows.
fn host(text: &str) -> &str {
    let mut length = 0;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let dot = byte == b'.' && bytes.peek().is_some_and(u8::is_ascii_alphanumeric);
        if !(dot || byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_') {
            break;
        }
        length += 1;
    }
    text.get(..length).unwrap_or_default()
}

fn rest(text: &str, from: usize) -> &str {
    text.get(from..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::find;

    fn links(text: &str) -> Vec<String> {
        find(text).into_iter().map(|one| format!("{}{}", one.prefix, text.get(one.range).unwrap())).collect()
    }

    #[test]
    fn addresses() {
        for (text, expected) in [
            ("see https://a.example/x.", "https://a.example/x"),
            ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
            ("HTTPS://A.example", "HTTPS://A.example"),
            ("http://localhost:8080/x", "http://localhost:8080/x"),
            ("\"https://a.example\",", "https://a.example"),
            ("“https://a.example”", "https://a.example"),
            ("www.a.example/?q=1&hl;", "http://www.a.example/?q=1"),
            ("a@b.example.", "mailto:a@b.example"),
            ("mailto:a@b.example", "mailto:a@b.example"),
            ("https://u:p@h.example/x", "https://u:p@h.example/x"),
            ("https://münchen.example/ä", "https://münchen.example/ä"),
        ] {
            assert_eq!(links(text), [expected], "{text}");
        }
    }

    #[test]
    fn no_addresses() {
        for text in [
            "09:05 client calls",
            "http://",
            "https://.",
            "xhttp://a.example",
            "www.",
            "awww.a.example",
            "a@b",
            "git@host.example:group/repo",
            "a@b.example-",
            "@a.example",
            "ftp://a.example",
            "a@b.c@d.e",
            "http://a_b",
        ] {
            assert_eq!(links(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn long_lines_stay_linear() {
        for part in ["www._(", "http://_", "a@", "@", "(www.a_", "http://a.b)", "&a;", "a.a@a.", "://", "w"] {
            let text = part.repeat(2_000_000 / part.len());
            let begun = std::time::Instant::now();
            find(&text);
            find(&format!("http://a.b/{text}"));
            assert!(begun.elapsed().as_secs() < 5, "{part}");
        }
    }
}
