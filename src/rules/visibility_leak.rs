//! `visibility-leak`

use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::document::incident::Visibility;
use crate::document::{Document, items};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::{DocId, Site};
use crate::site::link::Target;
use crate::source::Span;
use crate::tree::mention::MentionKind;

pub(super) static RULE: Rule = Rule {
    name: "visibility-leak",
    group: Group::Privacy,
    levels: [Error, Error, Error],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "a link to a document with a narrower `visibility`",
    explain: Explain {
        finds: "A link, a wiki link or a field such as `related`, `recurrence_of`, `playbook` or `defeats` that leads \
                to a document with a narrower `visibility` than the one it stands in; from narrow to wide they are \
                restricted, internal, client, public. Images and other files are not looked at, and neither is a link \
                that leads nowhere.",
        why: "The address and the words of a link tell what the other page is about, and whoever follows it stands \
              before a closed door, or behind one that was left open.",
        bad: "visibility: client\nrelated: [2025-02-11-acme-invoice]  # visibility: restricted",
        good: "visibility: client\nrelated: []",
        mend: "Take the link out, tell what the reader needs without it, or settle anew who may read which of the two.",
        ignore: "Never: what must be told to both belongs in a document for both.",
    },
    source: &["S4.8", "PR"],
    options: &[],
    fix: None,
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    // Where all may be read by the same people, nothing can leak.
    let mut seen = site.documents.iter().map(Document::visibility);
    let first = seen.next();
    if seen.all(|other| Some(other) == first) {
        return Vec::new();
    }
    site.iter().flat_map(|(id, document)| of_document(site, id, document)).collect()
}

fn of_document(site: &Site, id: DocId, document: &Document) -> Vec<Finding> {
    let own = document.visibility();
    if own == Visibility::Restricted {
        return Vec::new();
    }
    let told = |span: Span, field: Option<&str>, other: &Document| {
        let theirs = other.visibility();
        let message =
            format!("this document is {}, and `{}` is {}", own.word(), other.id, theirs.word());
        let finding = Finding::elsewhere(Place { file: document.file, span }, message)
            .help("take the link out, or change who may read one of the two");
        match field {
            Some(field) => finding.field(field),
            None => finding,
        }
    };
    let is_narrower = |other: &Document| width(other.visibility()) < width(own);
    let mut findings = Vec::new();
    for (span, field, name) in named(document) {
        let other = site.by_id(name).map(|(_, other)| other).filter(|other| is_narrower(other));
        findings.extend(other.map(|other| told(span, Some(field), other)));
    }
    for (link, target) in document.body.links.iter().zip(site.links_of(id)) {
        let Target::Document(to, _) = target else { continue };
        let other = site.get(*to).filter(|other| is_narrower(other));
        findings.extend(other.map(|other| told(link.span, None, other)));
    }
    findings
}

/// How many may read it.
fn width(visibility: Visibility) -> u8 {
    match visibility {
        Visibility::Restricted => 0,
        Visibility::Internal => 1,
        Visibility::Client => 2,
        Visibility::Public => 3,
    }
}

/// The ids of documents that the front matter names, where and in which field.
fn named(document: &Document) -> Vec<(Span, &str, &str)> {
    let is_document =
        |kind| matches!(kind, MentionKind::PlaybookId | MentionKind::IncidentId | MentionKind::DocumentId);
    let mentions = document.mentions.iter().filter(|mention| is_document(mention.kind));
    let mut named: Vec<(Span, &str, &str)> =
        mentions.map(|mention| (mention.span, mention.field.as_ref(), mention.name.as_ref())).collect();
    let id = |step: &'_ str| step.split('#').next().unwrap_or_default().len();
    if let Some(incident) = document.incident() {
        let defeats = items(&incident.defeats).iter().filter_map(|defeat| defeat.step.as_ref());
        let from = items(&incident.prevention).iter().filter_map(|step| step.from_playbook.as_ref());
        let all = defeats.map(|step| ("defeats", step)).chain(from.map(|step| ("prevention", step)));
        named.extend(all.filter_map(|(key, step)| Some((step.span, key, step.get(..id(step))?))));
    }
    if let Some(playbook) = document.playbook() {
        let from = items(&playbook.steps).iter().flat_map(|step| items(&step.from));
        named.extend(from.filter_map(|from| Some((from.span, "steps", from.get(..id(from))?))));
    }
    named
}
