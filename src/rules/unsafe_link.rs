//! `unsafe-link`

use crate::diagnostic::Level::{Error, Warn};
use crate::diagnostic::Place;
use crate::document::body::url::is_safe_url;
use crate::document::body::LinkKind;
use crate::document::incident::Incident;
use crate::document::items;
use crate::registry::Shelf;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::site::link::Target;
use crate::tree::decode::Field;

pub(super) static RULE: Rule = Rule {
    name: "unsafe-link",
    group: Group::References,
    levels: [Warn, Error, Error],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "an address that runs code or opens files on the reader's machine",
    explain: Explain {
        finds: "A link in the text whose address starts with another scheme than `https:`, `http:`, `mailto:` or \
                `tel:`, and an image from elsewhere than `https:`, `http:` or a path; in the front matter, such an \
                address under `evidence`, `tracker`, `record`, `written` and `link`, and in clients.yaml under \
                `project_space`. Paths and anchors are fine.",
        why: "`javascript:` and `data:` addresses run on the reader's machine with the rights of the page. They are \
              left out of the page, so the reader would miss what the author meant to show.",
        bad: "[the fix](javascript:show())",
        good: "[the fix](https://git.example/mail/418)",
        mend: "Use an https address, or copy the file into the content folder and link to it there. Write a \
               command as code.",
        ignore: "Never: the link is dropped all the same.",
    },
    source: &["OWASP"],
    options: &[],
    fix: None,
    check: Check::Each(look, beside),
};

fn beside(site: &Site) -> Vec<Finding> {
    let spaces = site.registry.names(Shelf::Clients).iter().filter_map(|client| {
        let space = client.entry.project_space.as_ref().filter(|space| is_unsafe(space))?;
        let place = Place { file: client.place?.file, span: space.span };
        Some(finding(place, space, None).field(format!("{}.project_space", client.slug)))
    });
    spaces.collect()
}

fn look(case: &Case<'_>) -> Vec<Finding> {
    let Case { site, document, id } = *case;
    let place = |span| Place { file: document.file, span };
    let links = document.body.links.iter().zip(site.links_of(id));
    let links = links.filter(|(_, target)| **target == Target::Unsafe);
    let mut findings: Vec<Finding> =
        links.map(|(link, _)| finding(place(link.span), &link.dest, Some(link.kind))).collect();
    let fields = document.incident().map(addresses).unwrap_or_default();
    let fields = fields.into_iter().filter(|(_, field)| is_unsafe(field));
    findings.extend(fields.map(|(path, field)| finding(place(field.span), field, None).field(path)));
    findings
}

/// What becomes a link on the page of an incident where it is an address.
fn addresses(incident: &Incident) -> Vec<(String, &Field<Box<str>>)> {
    let mut found = Vec::new();
    for (step, at) in items(&incident.prevention).iter().zip(0usize..) {
        let evidence = step.evidence.iter().flat_map(|evidence| evidence.iter());
        found.extend(evidence.map(|evidence| (format!("prevention[{at}].evidence"), evidence)));
        found.extend(step.tracker.as_ref().map(|tracker| (format!("prevention[{at}].tracker"), tracker)));
    }
    for (message, at) in items(&incident.communications).iter().zip(0usize..) {
        found.extend(message.record.as_ref().map(|record| (format!("communications[{at}].record"), record)));
    }
    let link = incident.problem_confirmed.as_ref().and_then(|problem| problem.link.as_ref());
    found.extend(link.map(|link| ("problem_confirmed.link".to_owned(), link)));
    let record = incident.call.as_ref().and_then(|call| call.record.as_ref());
    found.extend(record.map(|record| ("call.record".to_owned(), record)));
    let written = incident.apology.as_ref().and_then(|apology| apology.written.as_ref());
    found.extend(written.map(|written| ("apology.written".to_owned(), written)));
    found
}

/// Whether a text is an address and must not be led to; words with a colon between them are no address.
fn is_unsafe(text: &str) -> bool {
    !text.trim().contains(char::is_whitespace) && !is_safe_url(text)
}

fn finding(place: Place, dest: &str, kind: Option<LinkKind>) -> Finding {
    let shown: String = dest.chars().take(40).collect();
    let (what, help) = match kind {
        Some(LinkKind::Image) => ("show an image from", "put the image beside the document, or use an https address"),
        _ => ("lead to", "use an https, http, mailto or tel address, or a path"),
    };
    Finding::elsewhere(place, format!("a page must not {what} `{shown}`")).help(help)
}
