//! `duplicate-id`

use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::document::{Document, Matter};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-id",
    group: Group::References,
    levels: [Error, Error, Error],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "two documents have one id",
    explain: Explain {
        finds: "Two incidents, playbooks or pages with the same id, be it written as `id` or taken from the file \
                name, also when the files lie in different folders or differ only by case. Each file but the first \
                (in the order of their paths) is told.",
        why: "Addresses, links and references hang on the id: with two of them, one document cannot be reached.",
        bad: "content/incidents/2025/2025-03-04-acme.md\ncontent/incidents/old/2025-03-04-acme.md",
        good: "content/incidents/2025/2025-03-04-acme-contact-form.md\ncontent/incidents/old/2025-03-04-acme.md",
        mend: "Rename the newer file. An id is permanent, so leave the older one as it is.",
        ignore: "Never.",
    },
    source: &["ADRlint"],
    options: &[],
    fix: None,
    check: Check::Names(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let finding = |document: &Document| {
        let (_, first) = site.by_id(&document.id).filter(|(_, first)| first.file != document.file)?;
        let message = format!("`{}` is also the id of {}", document.id, first.path);
        let finding = match written(document) {
            Some(span) => Finding::elsewhere(Place { file: document.file, span }, message).field("id"),
            None => Finding::absent_from(document.file, "id", message),
        };
        let place = Place { file: first.file, span: written(first).unwrap_or_default() };
        Some(finding.help("rename the newer of the two files, or give it an `id` of its own").also(place, "the first with this id"))
    };
    site.documents.iter().filter_map(finding).collect()
}

/// Where the id is written, unless it comes from the file name.
fn written(document: &Document) -> Option<Span> {
    let id = match &document.matter {
        Matter::Incident(incident) => incident.id.as_ref(),
        Matter::Playbook(playbook) => playbook.id.as_ref(),
        Matter::Page(page) => page.id.as_ref(),
    };
    id.map(|id| id.span)
}
