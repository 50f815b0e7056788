//! The founding texts: each of their steps, with the rules, the playbook steps and the incidents that carry it.

use rayon::prelude::*;
use serde::Serialize;
use std::collections::HashMap;

use crate::document::section::Section;
use crate::document::{Document, items};
use crate::pages::ledger::is_counted;
use crate::pages::parts::{Link, Text};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::render::fault::ThemeFault;
use crate::rules;
use crate::seeds::{self, ALL, Seed, TEXTS};
use crate::site::{DocId, Site};
use crate::tree::record::Inner;

/// The page.
pub static KIND: Kind = Kind { name: "founding", plan, draw };

/// `founding.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct FoundingView<'a> {
    /// What it is, in a sentence.
    pub lede: String,
    /// The texts.
    pub texts: Vec<FoundingText<'a>>,
}

/// A founding text.
#[derive(Debug, Clone, Serialize)]
pub struct FoundingText<'a> {
    /// Id of its heading.
    pub id: String,
    /// What we call it.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// Who wrote it.
    pub source: &'static str,
    /// The playbook that follows it step by step.
    pub playbook: Option<Link<'a>>,
    /// Its steps.
    pub rows: Vec<FoundingRow<'a>>,
}

/// A step of a founding text.
#[derive(Debug, Clone, Serialize)]
pub struct FoundingRow<'a> {
    /// Its id.
    pub id: &'static str,
    /// The step in short.
    pub says: &'static str,
    /// Rules that come from it.
    pub rules: Vec<Link<'a>>,
    /// Steps of playbooks that come from it.
    pub steps: Vec<Link<'a>>,
    /// The newest incident that shows it.
    pub incident: Option<Link<'a>>,
    /// How many incidents show it.
    pub count: usize,
}

/// How many incidents of the record show a step, and the newest of them; in the order of the steps.
pub type Carried = Vec<(usize, Option<DocId>)>;

/// How many rules, and how many steps, a row names.
const MOST: usize = 2;

/// The section after `@` in a [`Seed`]'s fields, the only one that is asked for.
const WELL: &str = "@what-went-well";

/// Which incidents of the record carry which step.
pub fn carried(site: &Site) -> Carried {
    let shown: Vec<Vec<bool>> = site.index.incidents.par_iter().map(|id| shown(site.get(*id))).collect();
    let mut carried: Carried = vec![(0, None); ALL.len()];
    for (id, shown) in site.index.incidents.iter().zip(shown) {
        for (known, shows) in carried.iter_mut().zip(shown) {
            if shows {
                known.0 += 1;
                known.1 = known.1.or(Some(*id));
            }
        }
    }
    carried
}

/// For each step of the founding texts, whether a document shows it.
fn shown(document: Option<&Document>) -> Vec<bool> {
    let counted = document.filter(|document| is_counted(document));
    let Some((document, incident)) = counted.and_then(|it| Some((it, it.incident()?))) else {
        return Vec::new();
    };
    let went_well = || {
        let headings = document.body.headings.iter();
        headings
            .filter_map(|heading| Section::of(&heading.text))
            .any(|(section, _)| section == Section::WhatWentWell)
    };
    let shows = |field: &&str| if *field == WELL { went_well() } else { incident.holds(field) };
    ALL.iter().map(|seed| seed.fields.iter().any(&shows)).collect()
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("founding.html".into(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let steps = steps(press);
    let texts = TEXTS.iter().map(|text| {
        let key = format!("S{}", text.number);
        let playbook = press.founding().get(key.as_str());
        FoundingText {
            id: format!("at-s{}", text.number),
            name: text.name,
            title: text.title,
            source: text.source,
            playbook: playbook.and_then(|id| show::link(press, *id)),
            rows: seeds::of(text).map(|seed| row(press, seed, &steps)).collect(),
        }
    });
    let view = FoundingView {
        lede: format!(
            "Five texts about what to do when a client is hurt, in {} of our own words, and what became of each.",
            show::many(ALL.len(), "step")
        ),
        texts: texts.collect(),
    };
    let frame = PageFrame::new(press, page, "Founding texts", "founding", []).about(view.lede.clone());
    press.print("founding.html", frame, view, page, out)
}

/// Steps of playbooks by the step of a founding text that they come from. A playbook that only follows one text is
/// named with the text.
fn steps<'p>(press: &Press<'p>) -> HashMap<&'p str, Vec<Link<'p>>> {
    let site = press.site();
    let mut known: HashMap<&'p str, Vec<Link<'p>>> = HashMap::new();
    let is_follower = |id: &DocId| press.founding().values().any(|other| other == id);
    for id in site.index.playbooks.iter().filter(|id| !is_follower(id)) {
        let Some(playbook) = site.get(*id).and_then(Document::playbook) else { continue };
        for step in items(&playbook.steps) {
            let anchor = step.id.as_ref().map_or("", |id| id.0.as_ref());
            let title = show::text(&step.title).unwrap_or_else(|| anchor.into());
            for from in items(&step.from) {
                let href = format!("{}#{anchor}", press.href(*id)).into();
                let link = Link { href, text: title.clone(), outside: false };
                known.entry(from.value.as_ref()).or_default().push(link);
            }
        }
    }
    known
}

fn row<'p>(press: &Press<'p>, seed: &'static Seed, steps: &HashMap<&str, Vec<Link<'p>>>) -> FoundingRow<'p> {
    let of_rule = rules::ALL.iter().filter(|rule| rule.source.contains(&seed.id)).take(MOST);
    let rule = |rule: &&'static crate::rule::Rule| {
        let href: Text<'p> = format!("rules/{}.html", rule.name).into();
        Link { href, text: rule.name.into(), outside: false }
    };
    let at = ALL.iter().position(|other| other.id == seed.id);
    let (count, newest) = at.and_then(|at| press.carried().get(at)).copied().unwrap_or_default();
    FoundingRow {
        id: seed.id,
        says: seed.says,
        rules: of_rule.map(rule).collect(),
        steps: steps.get(seed.id).into_iter().flatten().take(MOST).cloned().collect(),
        incident: newest.and_then(|id| show::link(press, id)),
        count,
    }
}
