//! The prose of an incident: paragraphs, items and cells of the body, and fields of the front matter that are
//! told in sentences.

use crate::document::body::{Body, Edge, Kind, Node};
use crate::document::incident::Incident;
use crate::document::incident::talk::Receiver;
use crate::document::section::Section;
use crate::document::{Document, items};
use crate::language::passage::Passage;
use crate::tree::decode::Field;
use std::collections::HashSet;

/// Where a passage stands, as far as it matters to what may be said there.
#[derive(Debug, Clone, Default)]
pub(super) struct Spot {
    /// Path of the field; none in the body.
    pub(super) field: Option<Box<str>>,
    /// Levels up or down: a client reads an apology, and a timeline is written under stress.
    pub(super) shift: i8,
    /// Wishes are asked for here.
    pub(super) wishes: bool,
    /// Said to the client in so many words.
    pub(super) to_client: bool,
    /// A fact about another party: only judgements are told.
    pub(super) judgements_only: bool,
    /// A cause that a prevention step averts.
    pub(super) averted: bool,
}

/// Does something with every passage of an incident, in the order of its fields, then its body.
pub(super) fn each(
    document: &Document,
    incident: &Incident,
    text: &str,
    mut with: impl FnMut(Passage, &Spot),
) {
    let mut told = |field: Option<&Field<Box<str>>>, path: String, spot: Spot| {
        let Some(field) = field else { return };
        let passage = Passage::of_value(field, field.span.of(text), field.span.start as usize);
        with(passage, &Spot { field: Some(path.into()), ..spot });
    };
    let (plain, wish) = (Spot::default(), Spot { wishes: true, ..Spot::default() });
    told(incident.what_went_wrong.as_ref(), "what_went_wrong".into(), plain.clone());
    if let Some(blame) = &incident.blame_taken {
        let short = blame.statement.as_ref().is_some_and(|statement| statement.span == blame.span);
        let path = if short { "blame_taken" } else { "blame_taken.statement" };
        told(blame.statement.as_ref(), path.into(), wish.clone());
        told(blame.could_have_averted.as_ref(), "blame_taken.could_have_averted".into(), wish.clone());
        told(blame.explanation.as_ref(), "blame_taken.explanation".into(), plain.clone());
        for (at, other) in items(&blame.others).iter().enumerate() {
            let spot = Spot { judgements_only: true, ..plain.clone() };
            told(other.fact.as_ref(), format!("blame_taken.others[{at}].fact"), spot);
        }
    }
    let steps = items(&incident.prevention).iter();
    let averted = steps.flat_map(|step| step.averts.iter().flat_map(|averts| averts.iter()));
    let averted: HashSet<&str> = averted.map(|averted| averted.trim()).collect();
    let ids = incident.cause_ids();
    for (at, (cause, id)) in items(&incident.causes).iter().zip(&ids).enumerate() {
        let averted = averted.contains(id.as_ref());
        told(cause.fact.as_ref(), format!("causes[{at}].fact"), Spot { averted, ..plain.clone() });
    }
    if let Some(call) = &incident.call {
        let spot = Spot { to_client: true, ..plain.clone() };
        told(call.what.as_ref(), "call.what".into(), spot.clone());
        told(call.sorry.as_ref(), "call.sorry".into(), spot.clone());
        told(call.plan.as_ref(), "call.plan".into(), spot);
    }
    let aloud = Spot { to_client: true, shift: 1, ..plain.clone() };
    let apology = incident.apology.as_ref();
    told(apology.and_then(|apology| apology.words.as_ref()), "apology.words".into(), aloud.clone());
    let plan = incident.plan.as_ref();
    told(plan.and_then(|plan| plan.statement.as_ref()), "plan.statement".into(), plain.clone());
    for (at, message) in items(&incident.communications).iter().enumerate() {
        let to = message.to.as_ref().map_or(Receiver::Client, |to| to.value);
        let spot = if to == Receiver::Client { aloud.clone() } else { plain.clone() };
        told(message.summary.as_ref(), format!("communications[{at}].summary"), spot);
    }
    for (at, step) in items(&incident.prevention).iter().enumerate() {
        let short = step.step.as_ref().is_some_and(|words| words.span == step.span);
        let path = if short { format!("prevention[{at}]") } else { format!("prevention[{at}].step") };
        told(step.step.as_ref(), path, wish.clone());
    }
    of_body(&document.body, text, with);
}

fn of_body(body: &Body, text: &str, mut with: impl FnMut(Passage, &Spot)) {
    let mut walk = Walk::default();
    for node in body.nodes() {
        let ends = node.kind.is_block() || node.kind == Kind::HardBreak;
        if ends && !walk.passage.text.is_empty() {
            with(std::mem::take(&mut walk.passage), &walk.spot);
        }
        walk.step(body, node, text);
    }
    if !walk.passage.text.is_empty() {
        with(walk.passage, &walk.spot);
    }
}

#[derive(Default)]
struct Walk {
    passage: Passage,
    spot: Spot,
    /// How many containers are open in which nothing is ours: quotations, code, headings, pictures.
    hidden: usize,
    /// Whether a heading of level 2 stands above.
    under_second: bool,
}

impl Walk {
    fn step(&mut self, body: &Body, node: &Node, text: &str) {
        match (node.kind, node.edge) {
            (Kind::Heading, Edge::Start) => {
                self.heading(body, node);
                self.hidden += 1;
            }
            (Kind::Quote | Kind::CodeBlock | Kind::HtmlBlock | Kind::Image, Edge::Start) => self.hidden += 1,
            (Kind::Quote | Kind::CodeBlock | Kind::HtmlBlock | Kind::Image | Kind::Heading, Edge::End) => {
                self.hidden = self.hidden.saturating_sub(1);
            }
            _ if self.hidden > 0 => {}
            (Kind::Text, _) => self.passage.push(body.words(node, text), node.span),
            (Kind::Code, _) => self.passage.mask("_c", node.span),
            (Kind::SoftBreak, _) => self.passage.mask(" ", node.span),
            _ => {}
        }
    }

    fn heading(&mut self, body: &Body, node: &Node) {
        let Some(heading) = body.headings.get(node.aux as usize) else { return };
        let section = heading.section.map(|(section, _)| section);
        match heading.level {
            1 => self.under_second = false,
            2 => self.under_second = true,
            3 if !self.under_second => {}
            _ if section.is_some() => {}
            _ => return,
        }
        self.spot = Spot {
            shift: match section {
                Some(Section::Timeline) => -1,
                Some(Section::WhatWeTold) => 1,
                _ => 0,
            },
            to_client: section == Some(Section::WhatWeTold),
            wishes: matches!(section, Some(Section::OurPart | Section::Prevention | Section::Lessons)),
            ..Spot::default()
        };
    }
}
