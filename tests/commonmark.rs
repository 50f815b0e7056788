//! Our HTML beside the Markdown parser's own, over the examples of CommonMark and of GitHub's extension of it.
//!
//! What differs on purpose is listed here by number, exactly: raw HTML is shown as text, comments are not shown,
//! unsafe links lose their address, and addresses that stand bare in the text are links.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop, and says what it skips")]

use amends::document::body::{Body, BodyLink, LinkKind, url};
use amends::render::html::{Drawing, Href, write};
use std::path::Path;

/// Examples of CommonMark 0.31 with raw HTML in them.
const RAW_HTML: &[u32] = &[
    21, 31, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166,
    167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187,
    188, 189, 190, 191, 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536, 613, 614, 615, 616, 617, 623,
    625, 626, 627, 628, 629, 630, 631, 642, 643,
];

/// Examples with an address whose scheme is not let through (`irc:`, `made-up-scheme:`, `localhost:`).
const UNSAFE_LINK: &[u32] = &[596, 598, 599, 601];

/// Examples with an address that stands bare in the text.
const BARE_ADDRESS: &[u32] = &[602, 606, 608, 611, 612];

/// The same for the examples of GitHub's specification, whatever the reason.
const GFM: &[u32] = &[
    118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138,
    139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159,
    160, 170, 288, 289, 317, 327, 354, 484, 485, 486, 500, 503, 532, 544, 604, 606, 607, 609, 610, 614, 616,
    619, 620, 621, 622, 623, 624, 625, 626, 627, 628, 629, 630, 631, 632, 633, 634, 635, 636, 642, 644, 645,
    646, 647, 648, 649, 650, 651, 653, 663, 664,
];

#[derive(serde::Deserialize)]
struct Example {
    example: u32,
    markdown: String,
    html: String,
    extensions: Vec<String>,
}

#[test]
fn commonmark() {
    let Some(examples) = examples("commonmark-spec.json") else { return };
    assert_eq!(examples.len(), 652);
    let mut listed: Vec<u32> = [RAW_HTML, UNSAFE_LINK, BARE_ADDRESS].concat();
    listed.sort_unstable();
    assert_eq!(differing(&examples), listed);
}

#[test]
fn each_list_is_about_what_it_says() {
    let Some(examples) = examples("commonmark-spec.json") else { return };
    for example in &examples {
        let body = Body::parse(&example.markdown, 0);
        let number = &example.example;
        let raw = !body.raw_html.is_empty();
        let bare = body.links.iter().any(|link| link.kind == LinkKind::Bare);
        let bad = body.links.iter().any(|link| !is_safe(link));
        assert_eq!(RAW_HTML.contains(number), raw, "raw HTML in {number}");
        assert_eq!(BARE_ADDRESS.contains(number), bare && !raw, "bare address in {number}");
        assert_eq!(UNSAFE_LINK.contains(number), bad && !raw && !bare, "unsafe link in {number}");
    }
}

#[test]
fn github() {
    let Some(examples) = examples("gfm-spec.json") else { return };
    assert_eq!(differing(&examples), GFM);
}

/// Bare addresses are GitHub's, not the parser's: here the specification itself is the measure.
#[test]
fn bare_addresses() {
    let Some(examples) = examples("gfm-spec.json") else { return };
    let about = |example: &&Example| example.extensions.iter().any(|name| name == "autolink");
    let mut seen = 0;
    for example in examples.iter().filter(about) {
        seen += 1;
        // 628 ends with an ftp: address, which no browser opens any more.
        let expected = match example.example {
            628 => example
                .html
                .replace("<a href=\"ftp://foo.bar.baz\">ftp://foo.bar.baz</a>", "ftp://foo.bar.baz"),
            _ => example.html.clone(),
        };
        assert_eq!(ours(&example.markdown), expected, "example {}", example.example);
    }
    assert_eq!(seen, 11);
}

/// What the examples do not have: everything that is switched on beyond CommonMark, and odd mixtures of it.
#[test]
fn extensions_and_mixtures() {
    let text = "a[^b] c[^D]\n\n[^D]: d[^b]\n\n[^b]: - e\n\n> [!TIP]\n> f ~~g~~\n\n- [x] h\n- [ ] i\n\nj\n: k\n\n\
        | l | m |\n|:-:|--:|\n| n | `o|p` |\n| ![q *r* `s` [^b]\nt](u \"v\") | |\n\n### w {#x .y .z}\n\n[[a|b *c*]] ![[d]]\n\n5. e\n6. f\n\n\
        ~~~ rust title=g\n  h\n~~~\n\n\ti\n\n\tj\n\n***\nk  \nl\\\nm &amp; &copy; \\*\n";
    for text in [text.to_owned(), text.replace('\n', "\r\n")] {
        assert_eq!(ours(&text), theirs(&text));
    }
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |most: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as usize % most
    };
    // Without heading attributes, of which only id and class are taken.
    let pieces: Vec<&str> =
        text.split_inclusive(' ').filter(|piece| !piece.contains(['{', '}', '.'])).collect();
    for _ in 0..5_000 {
        let mixed: String = (0..12).filter_map(|_| pieces.get(below(pieces.len()))).copied().collect();
        let body = Body::parse(&mixed, 0);
        let mut labels: Vec<_> = body.footnotes.iter().map(|note| note.label.to_lowercase()).collect();
        labels.sort_unstable();
        labels.dedup();
        // Of two notes with one label the parser numbers both as one; ours are two.
        if labels.len() == body.footnotes.len() && body.raw_html.is_empty() && body.links.iter().all(is_safe)
        {
            assert_eq!(ours(&mixed), theirs(&mixed), "{mixed:?}");
        }
    }
}

/// Numbers of the examples for which our HTML is not the parser's own.
fn differing(examples: &[Example]) -> Vec<u32> {
    let differs = |example: &&Example| ours(&example.markdown) != theirs(&example.markdown);
    examples.iter().filter(differs).map(|example| example.example).collect()
}

fn ours(markdown: &str) -> String {
    let body = Body::parse(markdown, 0);
    let href = |_: usize, link: &BodyLink| match is_safe(link) {
        true => Href::To(link.dest.to_string()),
        false => Href::Dropped,
    };
    let mut html = String::new();
    write(&mut html, &body, markdown, &Drawing { href: &href, page: None });
    html
}

fn is_safe(link: &BodyLink) -> bool {
    if link.kind == LinkKind::Image { url::is_safe_image(&link.dest) } else { url::is_safe_url(&link.dest) }
}

fn theirs(markdown: &str) -> String {
    use pulldown_cmark::{Options, Parser, html};
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_WIKILINKS;
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(markdown, options));
    out
}

fn examples(name: &str) -> Option<Vec<Example>> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/suites")).join(name);
    if !path.exists() {
        println!("skipped: {name} is not beside this repository");
        return None;
    }
    let text = std::fs::read_to_string(path).unwrap();
    Some(serde_json::from_str(&text).unwrap())
}
