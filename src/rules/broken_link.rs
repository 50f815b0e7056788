//! `broken-link`

use crate::address;
use crate::diagnostic::Level::{Error, Warn};
use crate::diagnostic::{Edit, Fix, Safety};
use crate::document::body::{BodyLink, LinkKind};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::link::Target;
use crate::source::Span;

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
    fix: Some(Safety::Safe),
    check: Check::Document(look),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    let links = case.document.body.links.iter().zip(case.site.links_of(case.id));
    links
        .filter_map(|(link, target)| match target {
            Target::Broken { missing, only_heading: true, near } => Some(no_heading(link, missing, near.as_deref())),
            Target::Broken { missing, near, .. } => {
                let fix = elsewhere(link, case);
                Some(Finding { fix, ..nothing(link, missing, near.as_deref()) })
            }
            _ => None,
        })
        .collect()
}

/// Leads to the only file that has the name, where that is another folder than the one that is written.
fn elsewhere(link: &BodyLink, case: &Case<'_>) -> Option<Fix> {
    let written = link.span.of(case.text());
    if link.kind == LinkKind::Wiki || written != link.dest.as_ref() {
        return None;
    }
    let end = written.find(['#', '?']).unwrap_or(written.len());
    let path = written.get(..end)?;
    let (full, found) = case.site.only_namesake(case.document, path)?;
    if let Some((_, anchor)) = written.split_once('#') {
        let (_, target) = case.site.by_path(full)?;
        target.body.heading_at(&address::decode(anchor))?;
    }
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let span = Span::new(link.span.range().start, link.span.range().start + end);
    let edit = Edit::replace(span, found.as_str());
    found.chars().all(is_plain).then(|| Fix::safe(format!("write `{found}`"), vec![edit]))
}

fn no_heading(link: &BodyLink, missing: &str, near: Option<&str>) -> Finding {
    let (document, anchor) = missing.split_once('#').unwrap_or((missing, ""));
    let place = if document.is_empty() { "this document".to_owned() } else { format!("`{document}`") };
    let help = match near {
        Some(near) => format!("write `{document}{near}`"),
        None => "write the words of the heading with hyphens, or take the anchor out".to_owned(),
    };
    Finding::at(link.span, format!("no heading `#{anchor}` in {place}")).help(help)
}

fn nothing(link: &BodyLink, missing: &str, near: Option<&str>) -> Finding {
    let message = match link.kind {
        LinkKind::Image => format!("no image `{missing}`"),
        LinkKind::Wiki => format!("no document for `{missing}`"),
        _ => format!("no such target: `{missing}`"),
    };
    let anchor = missing.split_once('#').map(|(_, anchor)| anchor.trim_end_matches(']'));
    let anchor = anchor.map(|anchor| format!("#{anchor}")).unwrap_or_default();
    let help = match (near, link.kind) {
        (Some(near), LinkKind::Wiki) => format!("write `[[{near}{anchor}]]`"),
        (Some(near), _) => format!("write `{near}{anchor}`"),
        (None, LinkKind::Image) => "put the image beside the document, or correct the path".to_owned(),
        (None, LinkKind::Wiki) => "write the id of a document: its file name without `.md`".to_owned(),
        (None, _) => "correct the path, or take the link out".to_owned(),
    };
    Finding::at(link.span, message).help(help)
}
