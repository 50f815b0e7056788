//! `confidential-client-named`

use crate::diagnostic::Level::Error;
use crate::diagnostic::{Edit, Fix, Place, Safety};
use crate::document::Document;
use crate::document::body::{Edge, Kind as Part};
use crate::document::incident::Visibility;
use crate::registry::{Name, Shelf};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::source::Span;
use rayon::prelude::*;
use regex::Regex;

pub(super) static RULE: Rule = Rule {
    name: "confidential-client-named",
    group: Group::Privacy,
    levels: [Error, Error, Error],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "the real name of a client that is to stay unnamed",
    explain: Explain {
        finds: "The name or an alias of a client that the registry marks with `confidential: true`, in whole words and \
                in any case, anywhere in a document or in its path, unless the document has `visibility: restricted`. \
                Quotes, code and comments count, and so does a name that is written with hyphens or over two lines.",
        why: "Whose name may be told is settled in a contract, and a page is searched by everybody who may read it.",
        bad: "what_went_wrong: Hollin Bank could not sign in",
        good: "what_went_wrong: client-7 could not sign in",
        mend: "Write the codename. A document that needs the name gets `visibility: restricted`.",
        ignore: "Never: where the name may be told, the client is not confidential.",
    },
    source: &["PR"],
    options: &[],
    fix: Some(Safety::Unsafe),
    check: Check::Site(look),
};

/// So many names are looked for at once; more would be one pattern too large.
const AT_ONCE: usize = 200;

/// What is looked for.
struct Wanted<'a> {
    words: &'a str,
    client: &'a Name,
}

fn look(site: &Site) -> Vec<Finding> {
    let wanted = wanted(site);
    let patterns: Vec<(Regex, &[Wanted<'_>])> =
        wanted.chunks(AT_ONCE).filter_map(|some| Some((pattern(some)?, some))).collect();
    if patterns.is_empty() {
        return Vec::new();
    }
    let is_open = |document: &&Document| document.visibility() != Visibility::Restricted;
    let documents: Vec<&Document> = site.documents.iter().filter(is_open).collect();
    let found = documents.into_par_iter().flat_map_iter(|document| of_document(site, document, &patterns));
    found.collect()
}

fn wanted(site: &Site) -> Vec<Wanted<'_>> {
    let clients = site.registry.names(Shelf::Clients).iter();
    let confidential = clients.filter(|client| client.entry.confidential.as_ref().is_some_and(|flag| flag.value));
    let names = confidential.flat_map(|client| {
        let aliases = client.entry.aliases.iter().flat_map(|aliases| aliases.iter()).map(|alias| &alias.value);
        let all = client.entry.name.iter().map(|name| &name.value).chain(aliases).map(AsRef::as_ref);
        // Where the slug or the codename is a name of it too, nothing could be written instead.
        let own = [client.slug.as_ref(), client.shown()];
        let tells = move |words: &&str| !own.iter().any(|own| own.eq_ignore_ascii_case(words));
        all.filter(tells).map(move |words| Wanted { words, client })
    });
    let mut wanted: Vec<Wanted<'_>> = names.filter(|wanted| parts(wanted.words).next().is_some()).collect();
    // Of two that begin alike, the longer one is tried first.
    wanted.sort_by_key(|wanted| std::cmp::Reverse(wanted.words.len()));
    wanted
}

/// The words of a name.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// One group for each name; between its words may stand a few signs, as in a path or over two lines.
fn pattern(wanted: &[Wanted<'_>]) -> Option<Regex> {
    let one = |wanted: &Wanted<'_>| {
        let words: Vec<String> = parts(wanted.words).map(regex::escape).collect();
        format!("({})", words.join(r"[\W_]{1,4}"))
    };
    let all: Vec<String> = wanted.iter().map(one).collect();
    Regex::new(&format!("(?i){}", all.join("|"))).ok()
}

fn of_document(site: &Site, document: &Document, patterns: &[(Regex, &[Wanted<'_>])]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (pattern, wanted) in patterns {
        for (span, wanted) in named(pattern, wanted, site.text(document)) {
            let finding = Finding::elsewhere(Place { file: document.file, span }, message(wanted));
            findings.push(Finding { fix: renamed(document, span, wanted), ..told(finding, wanted) });
        }
        for (_, wanted) in named(pattern, wanted, &document.path) {
            let message = format!("{}; it stands in the path of the file", message(wanted));
            let finding = Finding::absent_from(document.file, "path", message);
            findings.push(told(finding, wanted).help(format!("rename the file: write `{}`", wanted.client.shown())));
        }
    }
    findings
}

fn message(wanted: &Wanted<'_>) -> String {
    format!("`{}` is confidential", wanted.words)
}

fn told(finding: Finding, wanted: &Wanted<'_>) -> Finding {
    finding.help(format!("write `{}`, or set `visibility: restricted`", wanted.client.shown()))
}

/// Writes the codename, where the words are ours: not in a quotation, in code or in an address.
fn renamed(document: &Document, span: Span, wanted: &Wanted<'_>) -> Option<Fix> {
    let codename = wanted.client.shown();
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let is_ours = if span.start < document.body.span.start {
        !is_in_client_voice(document, span)
    } else {
        is_prose(document, span)
    };
    let fix = || Fix::assuming(format!("write `{codename}`"), vec![Edit::replace(span, codename)]);
    (is_ours && codename.chars().all(is_plain)).then(fix)
}

fn is_in_client_voice(document: &Document, span: Span) -> bool {
    let voice = document.incident().and_then(|incident| incident.client_voice.as_ref());
    voice.is_some_and(|voice| holds(voice.span, span))
}

/// Whether it lies within one run of text that is in no block quote.
fn is_prose(document: &Document, span: Span) -> bool {
    let mut quotes = 0;
    for node in document.body.nodes() {
        match (node.kind, node.edge) {
            (Part::Quote, Edge::Start) => quotes += 1,
            (Part::Quote, Edge::End) => quotes -= 1,
            (Part::Text, _) if holds(node.span, span) => return quotes == 0,
            _ => {}
        }
    }
    false
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// Where names stand in a text, in whole words.
fn named<'a>(pattern: &Regex, wanted: &'a [Wanted<'a>], text: &str) -> Vec<(Span, &'a Wanted<'a>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(names) = pattern.captures_at(text, at) {
        let Some(whole) = names.get(0) else { break };
        let before = text.get(..whole.start()).unwrap_or_default();
        let after = text.get(whole.end()..).unwrap_or_default();
        let is_whole = !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
        let which = wanted.iter().zip(names.iter().skip(1)).find(|(_, group)| group.is_some());
        if let Some((wanted, _)) = which.filter(|_| is_whole) {
            found.push((Span::new(whole.start(), whole.end()), wanted));
        }
        // A part of a word may hold the beginning of a whole one.
        let step = text.get(whole.start()..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        at = if is_whole { whole.end() } else { whole.start() + step };
        if at > text.len() {
            break;
        }
    }
    found
}
