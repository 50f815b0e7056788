//! What the write-ups of the record say that others can learn from.

use rayon::prelude::*;

use crate::document::body::flat::shorten;
use crate::document::incident::Incident;
use crate::document::section::{Part, Section};
use crate::document::{Document, items};
use crate::pages::ledger::is_counted;
use crate::pages::parts::{Link, Quote, QuoteGroup};
use crate::pages::{Press, entry, show};
use crate::site::{DocId, Site};

/// What can be learnt, by document.
#[derive(Debug, Default)]
pub struct Learnt {
    by_document: Vec<Vec<Lesson>>,
    counts: [usize; 5],
}

/// Something to learn from.
#[derive(Debug)]
struct Lesson {
    topic: Topic,
    text: Box<str>,
    line: Option<String>,
}

/// What a lesson is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// What was learnt, in the words of the write-up.
    Lesson,
    /// What we could have done.
    Averted,
    /// What went well.
    WentWell,
    /// An apology that was given.
    Apology,
    /// What a playbook learned.
    Playbook,
}

/// How long a section without a list may be told, in characters.
const TELL: usize = 400;

impl Topic {
    /// All of them, in the order in which pages tell them.
    pub const ALL: [Self; 5] = [Self::Lesson, Self::Averted, Self::WentWell, Self::Playbook, Self::Apology];

    fn heading(self) -> (&'static str, &'static str) {
        match self {
            Self::Lesson => ("at-lessons", "What we learnt"),
            Self::Averted => ("at-averted", "What would have averted it"),
            Self::WentWell => ("at-well", "What went well"),
            Self::Playbook => ("at-changes", "What playbooks learned"),
            Self::Apology => ("at-apologies", "Apologies that were given"),
        }
    }

    /// Where on the page of its incident it stands.
    fn anchor(self) -> &'static str {
        match self {
            Self::Lesson | Self::WentWell | Self::Playbook => "main",
            Self::Averted => "at-blame",
            Self::Apology => "at-apology",
        }
    }

    fn place(self) -> usize {
        Self::ALL.iter().position(|topic| *topic == self).unwrap_or_default()
    }
}

impl Learnt {
    /// What can be learnt from the record of a site.
    pub fn of(site: &Site) -> Self {
        let by_document: Vec<Vec<Lesson>> =
            site.documents.par_iter().map(|document| lessons(site, document)).collect();
        let mut counts = [0; 5];
        for lesson in by_document.iter().flatten() {
            if let Some(count) = counts.get_mut(lesson.topic.place()) {
                *count += 1;
            }
        }
        Self { by_document, counts }
    }

    /// How many lessons of a topic there are.
    pub fn count(&self, topic: Topic) -> usize {
        self.counts.get(topic.place()).copied().unwrap_or_default()
    }

    /// The first lesson of a topic among some incidents.
    pub fn first<'p>(&'p self, press: &Press<'p>, ids: &[DocId], topic: Topic) -> Option<Quote<'p>> {
        let id = ids.iter().find(|id| self.lessons_of(**id, topic).next().is_some())?;
        self.quotes(press, *id, topic).next()
    }

    /// Lessons from some incidents by topic, at most `most` of each; `more` leads to the others.
    pub fn groups<'p>(&'p self, press: &Press<'p>, ids: &[DocId], most: usize) -> Vec<QuoteGroup<'p>> {
        let group = |topic: Topic| {
            let count = ids.iter().flat_map(|id| self.lessons_of(*id, topic)).count();
            let rows = ids.iter().flat_map(|id| self.quotes(press, *id, topic)).take(most);
            let (id, heading) = topic.heading();
            (count > 0).then(|| QuoteGroup {
                id,
                heading: heading.into(),
                count,
                rows: rows.collect(),
                more: None::<Link<'p>>,
            })
        };
        Topic::ALL.into_iter().filter_map(group).collect()
    }

    fn lessons_of(&self, id: DocId, topic: Topic) -> impl Iterator<Item = &Lesson> {
        let own = self.by_document.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
        own.iter().filter(move |lesson| lesson.topic == topic)
    }

    fn quotes<'p>(&'p self, press: &Press<'p>, id: DocId, topic: Topic) -> impl Iterator<Item = Quote<'p>> {
        let title = press.site().get(id).map_or("", Document::title);
        let href = format!("{}#{}", press.href(id), topic.anchor());
        self.lessons_of(id, topic).map(move |lesson| Quote {
            text: lesson.text.as_ref().into(),
            title: title.into(),
            href: href.clone().into(),
            line: lesson.line.clone(),
        })
    }
}

fn lessons(site: &Site, document: &Document) -> Vec<Lesson> {
    let Some(incident) = document.incident().filter(|_| is_counted(document)) else { return Vec::new() };
    let mut lessons = said(site, document);
    let day = incident.date.as_ref().map(|date| date.day().to_string());
    lessons.extend(fields(site, incident, day));
    lessons
}

/// What the front matter says.
fn fields(site: &Site, incident: &Incident, day: Option<String>) -> Vec<Lesson> {
    let mut lessons = Vec::new();
    let averted = incident.blame_taken.as_ref().and_then(|blame| show::text(&blame.could_have_averted));
    let lesson = |topic, text: &str, line| Lesson { topic, text: text.into(), line };
    lessons.extend(averted.map(|text| lesson(Topic::Averted, &text, day.clone())));
    let changes = items(&incident.playbook_changes).iter();
    lessons.extend(changes.map(|change| lesson(Topic::Playbook, change.value.as_ref(), day.clone())));
    // Only words can be learnt from; that one was given stands on the page of the client.
    let words = incident.apology.as_ref().is_some_and(|apology| apology.words.is_some());
    if let Some((text, line)) = entry::given::apology(site, incident).filter(|_| words) {
        lessons.push(lesson(Topic::Apology, &text, line));
    }
    lessons
}

/// What the sections of the body say.
fn said(site: &Site, document: &Document) -> Vec<Lesson> {
    let topic = |section: Option<Section>| match section {
        Some(Section::Lessons) => Some(Topic::Lesson),
        Some(Section::WhatWentWell) => Some(Topic::WentWell),
        _ => None,
    };
    let named = |heading: &str| topic(Section::of(heading).map(|(section, _)| section));
    if !document.body.headings.iter().any(|heading| named(&heading.text).is_some()) {
        return Vec::new();
    }
    let day =
        document.incident().and_then(|incident| incident.date.as_ref()).map(|date| date.day().to_string());
    let text = site.text(document);
    let mut lessons = Vec::new();
    for part in document.body.sections() {
        let Some(topic) = topic(part.section.map(|(section, _)| section)) else { continue };
        let told = told(document, part, text).into_iter().filter(|text| !text.is_empty());
        lessons.extend(told.map(|text| Lesson { topic, text: text.into(), line: day.clone() }));
    }
    lessons
}

/// The items of a section's lists, else its text.
fn told(document: &Document, part: &Part, text: &str) -> Vec<String> {
    let items = document.body.items(part.nodes, text);
    if !items.is_empty() {
        return items.iter().map(|item| item.text.trim().to_owned()).collect();
    }
    vec![shorten(document.body.plain(part.nodes, text).trim(), TELL)]
}
