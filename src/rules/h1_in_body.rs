//! `h1-in-body`

use super::ask::headings;
use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::{Edit, Fix, Safety};
use crate::document::body::Heading;
use crate::document::{Document, Matter};
use crate::fix::lines;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "h1-in-body",
    group: Group::Structure,
    levels: [Info, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "the body has a heading of the first level beside the title",
    explain: Explain {
        finds: "A heading with one `#` in a document whose front matter has a title. A plain page without \
                `title` takes its title from that heading, and an incident without one is told by \
                `missing-field`.",
        why: "A page has one title. A second one of the same size makes readers, and whoever listens to the \
              page, think that another document begins.",
        bad: "title: Contact form lost 31 enquiries\n---\n# Post-mortem",
        good: "title: Contact form lost 31 enquiries\n---\n## What happened",
        mend: "Delete it where it repeats the title; else give it a second `#`.",
        ignore: "Never.",
    },
    source: &["marksman"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Document(look),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    let document = case.document;
    if document.is_unreadable() {
        return Vec::new();
    }
    let title = title(document);
    let first = document.body.headings.iter().filter(|heading| heading.top && heading.level == 1);
    // Without a title of its own the document takes its first heading.
    let told = first.skip(usize::from(title.is_none())).map(|heading| {
        let repeats = title.is_some_and(|title| title.trim().eq_ignore_ascii_case(heading.text.trim()));
        let span = headings::words(&document.body, heading);
        if repeats {
            let edit = headings::without(case, heading);
            let fix = edit.map(|edit| Fix::safe("delete the heading", vec![edit]));
            let finding = Finding::at(span, "the title stands here again");
            Finding { fix, ..finding.help("delete it: the page shows the title above") }
        } else {
            let fix = Fix::safe("make it a section", vec![demoted(case.text(), heading)]);
            Finding::at(span, "a second title").help("make it a section with `##`").fix(fix)
        }
    });
    told.collect()
}

/// One level down: another `#`, or a line of hyphens for one of equals signs.
fn demoted(text: &str, heading: &Heading) -> Edit {
    let written = heading.span.of(text);
    if written.starts_with('#') {
        return Edit::insert(heading.span.start, "#");
    }
    let line = heading.span.range().start + lines::start(written, written.trim_end().len());
    let span = Span::new(line, lines::end(text, line));
    Edit::replace(span, span.of(text).replace('=', "-"))
}

fn title(document: &Document) -> Option<&str> {
    let title = match &document.matter {
        Matter::Incident(incident) => &incident.title,
        Matter::Playbook(playbook) => &playbook.title,
        Matter::Page(page) => &page.title,
    };
    title.as_ref().map(|title| title.value.as_ref())
}
