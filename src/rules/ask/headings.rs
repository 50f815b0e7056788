//! Where the words of a heading stand, and how it is taken out.

use crate::diagnostic::Edit;
use crate::document::body::{Body, BodyLink, Heading};
use crate::fix::lines;
use crate::rule::Case;
use crate::source::Span;

/// Takes out a heading, with the blank lines below it; not where a link of the same document leads to it.
pub(in crate::rules) fn without(case: &Case<'_>, heading: &Heading) -> Option<Edit> {
    let is_target = |link: &BodyLink| link.dest.strip_prefix('#') == Some(&heading.id);
    let is_linked = case.document.body.links.iter().any(is_target) || heading.given_id;
    (!is_linked).then(|| lines::delete_block(case.text(), heading.span))
}

/// The words of a heading without its marks; the whole heading where it has none.
pub(in crate::rules) fn words(body: &Body, heading: &Heading) -> Span {
    let nodes = body.slice(heading.nodes.inside());
    match (nodes.first(), nodes.last()) {
        (Some(first), Some(last)) => Span { start: first.span.start, end: last.span.end.max(first.span.end) },
        _ => heading.span,
    }
}
