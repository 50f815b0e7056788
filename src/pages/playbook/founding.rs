//! Where the steps of a playbook come from: incidents, and the five founding texts.

use std::collections::{BTreeMap, HashSet};

use crate::document::playbook::PlaybookStep;
use crate::document::{Document, items};
use crate::pages::parts::Link;
use crate::pages::{Press, show};
use crate::rule::is_seed;
use crate::site::{DocId, Site};

/// Playbooks all of whose steps come from one founding text, by the word for that text (`S1`).
pub(in crate::pages) fn founding(site: &Site) -> BTreeMap<Box<str>, DocId> {
    let mut founding = BTreeMap::new();
    for &id in &site.index.playbooks {
        let Some(playbook) = site.get(id).and_then(Document::playbook) else { continue };
        let from = items(&playbook.steps).iter().flat_map(|step| items(&step.from));
        let seeds = from.filter(|from| is_seed(from)).filter_map(|from| from.split_once('.'));
        let texts: HashSet<&str> = seeds.map(|(text, _)| text).collect();
        if let (Some(text), 1) = (texts.iter().next(), texts.len()) {
            founding.entry((*text).into()).or_insert(id);
        }
    }
    founding
}

/// The incidents that a step comes from, and the founding texts with the steps in them, each text once.
pub(super) fn sources<'p>(press: &Press<'p>, own: DocId, step: &'p PlaybookStep) -> Vec<Link<'p>> {
    let mut links = Vec::new();
    let mut texts: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for id in items(&step.from).iter().map(|id| id.value.as_ref()) {
        match id.split_once('.') {
            Some((text, step)) if is_seed(id) => texts.entry(text).or_default().push(step),
            _ => {
                let known = press.site().by_id(id).and_then(|(at, _)| show::link(press, at));
                links.push(known.unwrap_or_else(|| Link { text: id.into(), ..Link::default() }));
            }
        }
    }
    let text_link = |(text, steps): (&str, Vec<&str>)| {
        let playbook = press.founding().get(text).filter(|id| **id != own);
        Link {
            href: playbook.map_or("", |id| press.href(*id)).into(),
            text: format!("{} ({})", founding_name(text), steps.join(", ")).into(),
            outside: false,
        }
    };
    texts.into_iter().map(text_link).chain(links).collect()
}

/// What a founding text is called in short.
fn founding_name(text: &str) -> &'static str {
    match text {
        "S1" => "the ten-step plan",
        "S2" => "Kaplan's points",
        "S3" => "Monumental Screw Ups",
        "S4" => "Sobel's tips",
        _ => "Ever mess up a client's project?",
    }
}
