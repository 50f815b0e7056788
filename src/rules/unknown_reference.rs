//! `unknown-reference`

use super::ask::names;
use crate::diagnostic::Level::Error;
use crate::diagnostic::{Fix, Place, Safety};
use crate::document::{Document, DocumentKind, items};
use crate::fix::yaml_edit::put;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule, is_seed};
use crate::site::Site;
use crate::tree::mention::MentionKind;

pub(super) static RULE: Rule = Rule {
    name: "unknown-reference",
    group: Group::References,
    levels: [Error, Error, Error],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "a client, person, team, vendor, service or document that is not there",
    explain: Explain {
        finds: "A name in the front matter, in a registry or in site.toml that stands in no registry file, and an id \
                that no incident, playbook or page has. Roles count as people, and `internal` is a client that is \
                always there. In a playbook, `from` must name a step of the founding texts or an incident. Names of \
                tags are a matter of `unknown-tag`; links in the text, of `broken-link`.",
        why: "A misspelt client would get a page of its own with a single incident on it, and the real one would \
              miss that incident without anybody noticing.",
        bad: "client: acmee",
        good: "client: acme",
        mend: "Correct the spelling; the help names what is nearest. If the name is new, add it to the registry \
               file that the message names.",
        ignore: "Never: add an entry instead. A slug with nothing behind it (`borealis: {}`) is enough.",
    },
    source: &["log4brains183"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Each(look, beside),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    let Case { site, document, .. } = *case;
    let named = names::of(document).filter(is_wanted).filter_map(|said| said.unknown(site));
    named.chain(origins(site, document)).collect()
}

fn beside(site: &Site) -> Vec<Finding> {
    names::beside(site).filter(is_wanted).filter_map(|said| said.unknown(site)).collect()
}

fn is_wanted(said: &names::Said<'_>) -> bool {
    said.mention.kind != MentionKind::Tag
}

fn origins(site: &Site, document: &Document) -> Vec<Finding> {
    let Some(playbook) = document.playbook() else { return Vec::new() };
    let steps = items(&playbook.steps).iter().zip(0usize..);
    let named = steps.flat_map(|(step, at)| items(&step.from).iter().map(move |from| (at, from)));
    named
        .filter(|(_, from)| !is_seed(from) && site.incident(from).is_none())
        .map(|(at, from)| {
            let place = Place { file: document.file, span: from.span };
            let message = format!("`{}` is neither a step of a founding text nor an incident", from.value);
            let help = match names::near_id(site, &[DocumentKind::Incident], from) {
                Some(near) => format!("write `{near}`"),
                None => "write an id such as `S5.3a`, or the id of an incident".to_owned(),
            };
            let near = names::only_near(from, names::ids(site, &[DocumentKind::Incident]));
            let edit = near.and_then(|near| put(site.text(document), from.span, near));
            let fix = near.zip(edit).map(|(near, edit)| Fix::safe(format!("write `{near}`"), vec![edit]));
            let finding = Finding::elsewhere(place, message).field(format!("steps[{at}].from")).help(help);
            Finding { fix, ..finding }
        })
        .collect()
}
