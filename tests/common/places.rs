//! Places lie in the text that they are places of. The fuzz targets take this in as well.

use amends::document::body::{Body, Edge};
use amends::source::Span;

/// A place lies in a text, on character boundaries, and the right way round.
pub fn lies_in(span: Span, text: &str) {
    assert!(span.start <= span.end, "{span:?} is the wrong way round");
    assert!(text.get(span.range()).is_some(), "{span:?} is no place in a text of {} bytes", text.len());
}

/// The places of a body that was read from `start` on, the nesting of its tape, and that its ids are its own.
pub fn body_lies_in(body: &Body, text: &str, start: usize) {
    let mut open = Vec::new();
    for node in body.nodes() {
        lies_in(node.span, text);
        assert!(
            node.span.start as usize >= start || node.span.is_empty(),
            "{:?} is before {start}",
            node.span
        );
        match node.edge {
            Edge::Start => open.push(node.kind),
            Edge::End => assert_eq!(open.pop(), Some(node.kind)),
            Edge::Leaf => {}
        }
    }
    assert!(open.is_empty());
    for link in &body.links {
        lies_in(link.span, text);
        lies_in(link.whole, text);
        assert!(body.slice(link.nodes).len() >= 2);
        body.sentence_of(link, text);
    }
    let mut ids: Vec<&str> = body.headings.iter().map(|heading| &*heading.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), body.headings.len(), "two headings have one id");
    body.headings.iter().for_each(|heading| lies_in(heading.span, text));
    body.footnotes.iter().for_each(|note| lies_in(note.span, text));
    body.code_blocks.iter().for_each(|code| lies_in(code.span, text));
    body.raw_html.iter().for_each(|html| lies_in(html.span, text));
    for part in body.sections() {
        lies_in(part.content, text);
    }
    for entry in &body.timeline().entries {
        lies_in(entry.at, text);
        lies_in(entry.span, text);
    }
    body.timeline().bad_times.iter().for_each(|bad| lies_in(bad.span, text));
    body.excerpt(text, 200);
    body.word_count(text);
}
