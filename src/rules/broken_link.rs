//! `broken-link`

use crate::diagnostic::Level::{Error, Warn};
use crate::document::body::{BodyLink, LinkKind};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Target;

pub(super) static RULE: Rule = Rule {
    name: "broken-link",
    group: Group::References,
    levels: [Warn, Error, Error],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "a link or image in the text leads to nothing",
    explain: Explain {
        finds: "In the text of a document: a relative link or an image whose file is not in the content folder, a \
                `[[id]]` that no document has, and an anchor that no heading has. Links to other sites are not \
                looked at, since no network is used. Paths in the front matter are not looked at either.",
        why: "In a crisis, somebody follows the link to the runbook; a dead one costs minutes and trust in the rest.",
        bad: "See the [runbook](../dns.md).",
        good: "See the [runbook](../playbooks/dns.md).",
        mend: "Correct the path; it counts from the folder of the file it stands in, or from the content folder \
               where it starts with `/`. `[[id]]` finds a document wherever it lies.",
        ignore: "When the target is about to be written: better leave the link out until it is there.",
    },
    source: &["ADRlint", "marksman"],
    options: &[],
    check: Check::Document(look),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    let links = case.document.body.links.iter().zip(case.site.links_of(case.id));
    links
        .filter_map(|(link, target)| match target {
            Target::Broken { missing, near } => Some(finding(link, missing, near.as_deref())),
            _ => None,
        })
        .collect()
}

fn finding(link: &BodyLink, missing: &str, near: Option<&str>) -> Finding {
    let (before, anchor) = missing.split_once('#').map_or((missing, None), |(before, anchor)| (before, Some(anchor)));
    // What is nearest is an anchor only where the document itself is there.
    let has_document = before.is_empty() || near.is_some_and(|near| near.starts_with('#'));
    let message = match (anchor, link.kind) {
        (Some(anchor), _) if before.is_empty() => format!("no heading `#{anchor}` in this document"),
        (Some(anchor), _) if has_document => format!("no heading `#{anchor}` in `{before}`"),
        (_, LinkKind::Image) => format!("no image `{missing}`"),
        (_, LinkKind::Wiki) => format!("no document for `{missing}`"),
        _ => format!("no such target: `{missing}`"),
    };
    let help = match (near, link.kind) {
        (Some(near), _) if has_document => format!("write `{before}{near}`"),
        (Some(near), LinkKind::Wiki) => format!("write `[[{near}]]`"),
        (Some(near), _) => format!("write `{near}`"),
        (None, LinkKind::Image) => "put the image beside the document, or correct the path".to_owned(),
        (None, LinkKind::Wiki) => "write the id of a document: its file name without `.md`".to_owned(),
        (None, _) => "correct the path, or take the link out".to_owned(),
    };
    Finding::at(link.span, message).help(help)
}
