//! Credentials in texts: where they stand, of what kind they are, and the text without them.
//!
//! They are taken out of every text before anything else reads it, so that no page, no report, no search index and
//! no fingerprint can hold one. What stands in their place has the same length: all spans stay right.

mod assigned;
mod begun;
mod dummy;
mod families;
mod known;
mod private_key;
mod value;

use crate::source::{FileId, Hidden, Source, Sources, Span};
use rayon::prelude::*;
use std::sync::Arc;

/// A credential in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// All of it, as far as it shows what it is: with the prefix of a token or the frame of a key.
    pub span: Span,
    /// What nobody may read.
    pub core: Span,
    /// What it is, with its article, such as `a GitHub token`.
    pub what: &'static str,
}

/// The families of credentials that are known by their shape: what each is, and where its shape is described.
pub fn families() -> impl Iterator<Item = (&'static str, &'static str)> {
    families::FAMILIES.iter().map(|family| (family.name, family.source))
}

/// All credentials of a text, in its order, none overlapping another. `allow` are texts that are known to be none.
pub fn find(text: &str, allow: &[&str]) -> Vec<Secret> {
    let mut all = begun::find(text);
    all.extend(private_key::find(text));
    all.retain(|secret| {
        let texts = [secret.span.of(text), secret.core.of(text)];
        !allow.iter().any(|allowed| texts.contains(allowed))
    });
    // Of two that overlap, the one that begins first tells more: the address around a password, the key around both.
    all.sort_by_key(|secret| (secret.span.start, std::cmp::Reverse(secret.span.end)));
    let mut end = 0;
    all.retain(|secret| {
        let is_free = secret.span.start >= end;
        if is_free {
            end = secret.span.end;
        }
        is_free
    });
    all
}

/// The same sources with every credential made unreadable and noted. `before` are sources from which they have been
/// taken already, with the same texts allowed: what has not changed is not searched again.
pub fn hide(sources: &mut Sources, allow: &[&str], before: Option<&Sources>) {
    let search = |(file, source): (FileId, &Source)| {
        let known = before.and_then(|before| before.hidden_in(file, source));
        let (text, hidden) = known.unwrap_or_else(|| hidden(&source.text, allow));
        (!hidden.is_empty()).then_some((file, text, hidden))
    };
    let is_clear =
        |(file, source): &(FileId, &Source)| before.is_some_and(|it| it.is_as_written(*file, source));
    let all: Vec<(FileId, &Source)> = sources.iter().filter(|it| !is_clear(it)).collect();
    let found: Vec<_> = all.into_par_iter().filter_map(search).collect();
    for (file, text, hidden) in found {
        sources.hide(file, text, hidden);
    }
}

fn hidden(text: &Arc<str>, allow: &[&str]) -> (Arc<str>, Vec<Hidden>) {
    let secrets = find(text, allow);
    let text = if secrets.is_empty() { Arc::clone(text) } else { masked(text, &secrets).into() };
    let hidden = secrets.into_iter().map(|secret| Hidden { span: secret.span, what: secret.what });
    (text, hidden.collect())
}

/// The text with an `x` for every byte of its credentials. White space stays, so that lines and blocks do; nothing
/// else would be safe in YAML and Markdown alike, where `*` means something.
pub fn masked(text: &str, secrets: &[Secret]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for secret in secrets {
        let core = secret.core.range();
        out.push_str(text.get(at..core.start).unwrap_or_default());
        for c in secret.core.of(text).chars() {
            if c.is_ascii_whitespace() {
                out.push(c);
            } else {
                out.extend(std::iter::repeat_n('x', c.len_utf8()));
            }
        }
        at = core.end.max(at);
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
