//! A strict reader of the HTML that we write: anything that it does not know is a fault.

use std::collections::BTreeSet;

/// Elements that a body may hold.
const ELEMENTS: [&str; 34] = [
    "a",
    "blockquote",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "span",
    "strong",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
    "img",
    "input",
];

/// Elements without content.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// Attributes that a body may hold.
const ATTRIBUTES: [&str; 20] = [
    "href",
    "src",
    "id",
    "class",
    "title",
    "alt",
    "rel",
    "role",
    "tabindex",
    "scope",
    "start",
    "width",
    "height",
    "loading",
    "aria-label",
    "aria-hidden",
    "disabled",
    "checked",
    "type",
    "style",
];

/// Stops where a page's body is not well-formed, gives an id twice, or holds what a browser would act on.
pub fn check(html: &str) {
    let mut ids = Vec::new();
    check_form(html, &mut ids);
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id is given twice in {html}");
}

/// The same for plain HTML, in which a footnote's label is its id, however often it is defined.
pub fn check_plain(html: &str) {
    check_form(html, &mut Vec::new());
}

fn check_form<'a>(html: &'a str, ids: &mut Vec<&'a str>) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text(&rest[..at]);
        let tag = &rest[at + 1..];
        let end = end_of(tag).unwrap_or_else(|| panic!("a tag does not end: {tag}"));
        element(&tag[..end], &mut open, ids);
        rest = &tag[end + 1..];
    }
    text(rest);
    assert!(open.is_empty(), "{open:?} is never closed in {html}");
}

/// Where a tag ends: the first `>` outside of a quoted value.
fn end_of(tag: &str) -> Option<usize> {
    let mut quoted = false;
    tag.bytes().position(|byte| {
        quoted ^= byte == b'"';
        byte == b'>' && !quoted
    })
}

fn text(text: &str) {
    assert!(!text.contains('>'), "a bare > in {text:?}");
    entities(text);
}

fn entities(text: &str) {
    for (at, _) in text.match_indices('&') {
        let known = ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#x27;"];
        assert!(known.iter().any(|known| text[at..].starts_with(known)), "a bare & in {text:?}");
    }
}

fn element<'a>(tag: &'a str, open: &mut Vec<&'a str>, ids: &mut Vec<&'a str>) {
    if let Some(name) = tag.strip_prefix('/') {
        assert_eq!(open.pop(), Some(name), "</{name}> closes another element");
        return;
    }
    let tag = tag.trim_end_matches([' ', '/']);
    let (name, mut rest) = tag.split_at(tag.find(' ').unwrap_or(tag.len()));
    assert!(ELEMENTS.contains(&name) || VOID.contains(&name), "<{name}> is not ours");
    let mut seen = BTreeSet::new();
    while let Some((attribute, more)) = rest.trim_start().split_once("=\"") {
        assert!(ATTRIBUTES.contains(&attribute), "the attribute {attribute:?} is not ours");
        assert!(seen.insert(attribute), "{attribute} stands twice in <{tag}>");
        let (value, more) = more.split_once('"').unwrap_or_else(|| panic!("a value does not end: {tag}"));
        assert!(!value.contains(['<', '>']), "{value:?} holds what belongs in no attribute");
        entities(value);
        match attribute {
            "href" | "src" => address(value),
            "id" => ids.push(value),
            "style" => assert!(value.starts_with("text-align: "), "{value}"),
            _ => {}
        }
        rest = more;
    }
    assert!(rest.trim().is_empty(), "{rest:?} is no attribute");
    if name == "a" {
        assert!(!open.contains(&"a"), "a link in a link");
    }
    if !VOID.contains(&name) {
        open.push(name);
    }
}

/// Browsers drop control characters and blanks before they look for the scheme of an address.
fn address(value: &str) {
    let plain = |c: &char| !c.is_control() && !c.is_whitespace();
    let seen: String = value.replace("&amp;", "&").chars().filter(plain).collect::<String>().to_lowercase();
    assert!(!value.contains(' ') && value.is_ascii(), "{value:?} is not percent-encoded");
    let head = seen.split(['/', '?', '#']).next().unwrap_or_default();
    let Some((scheme, _)) = head.split_once(':') else { return };
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters);
    assert!(!is_scheme || ["http", "https", "mailto", "tel"].contains(&scheme), "{value:?} leads elsewhere");
}
