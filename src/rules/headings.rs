//! Where the words of a heading stand.

use crate::document::body::{Body, Heading};
use crate::source::Span;

/// The words of a heading without its marks; the whole heading where it has none.
pub(super) fn words(body: &Body, heading: &Heading) -> Span {
    let nodes = body.slice(heading.nodes.inside());
    match (nodes.first(), nodes.last()) {
        (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end.max(first.span.end) },
        _ => heading.span,
    }
}
