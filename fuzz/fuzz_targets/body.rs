//! Bodies: the tape nests, places lie in the text and move with it, and what is drawn is well-formed, holds nothing
//! active and comes out the same twice.
#![no_main]

use amends::document::body::url::{is_safe_image, is_safe_url};
use amends::document::body::{Body, BodyLink, LinkKind};
use amends::document::front_matter::split;
use amends::render::highlight::Highlighter;
use amends::render::html::{Drawing, Href, Page, write};
use amends::render::words::Words;
use amends_fuzz::places::body_lies_in;
use amends_fuzz::{html, text};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);
static WORDS: LazyLock<Words> = LazyLock::new(Words::default);

const FRONT: &str = "---\ntitle: Über\n---\n";

fuzz_target!(|data: &[u8]| {
    let Some(text) = text(data) else { return };
    let start = split(text).body;
    let body = Body::parse(text, start);
    body_lies_in(&body, text, start);
    let drawn = page(&body, text);
    html::check(&drawn);
    assert_eq!(page(&Body::parse(text, start), text), drawn);
    html::check_plain(&plain(&body, text));
    moved(&body, text, start, &drawn);
});

fn href(_: usize, link: &BodyLink) -> Href {
    let is_safe = match link.kind {
        LinkKind::Image => is_safe_image(&link.dest),
        _ => is_safe_url(&link.dest),
    };
    if is_safe { Href::To(link.dest.to_string()) } else { Href::Dropped }
}

fn page(body: &Body, text: &str) -> String {
    let mut out = String::new();
    let page = Page { highlighter: &HIGHLIGHTER, words: &WORDS, above: 1 };
    write(&mut out, body, text, &Drawing { href: &href, page: Some(page) });
    out
}

fn plain(body: &Body, text: &str) -> String {
    let mut out = String::new();
    write(&mut out, body, text, &Drawing { href: &href, page: None });
    out
}

/// The same body behind a front matter: every place is further by as much, and the page is the same.
fn moved(body: &Body, text: &str, start: usize, drawn: &str) {
    let said = &text[start..];
    let later = format!("{FRONT}{said}");
    let moved = Body::parse(&later, FRONT.len());
    assert_eq!(page(&moved, &later), drawn);
    let by = FRONT.len() as i64 - start as i64;
    for (node, later) in body.nodes().iter().zip(moved.nodes()) {
        assert_eq!((node.kind, node.edge), (later.kind, later.edge));
        if !node.span.is_empty() {
            assert_eq!(i64::from(node.span.start) + by, i64::from(later.span.start), "{node:?} {later:?}");
        }
    }
}
