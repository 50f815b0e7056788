//! The body of a playbook: sections that explain a step go to it, the others stay in their order.

use std::collections::HashSet;

use crate::document::body::Run;
use crate::document::items;
use crate::document::playbook::{Playbook, PlaybookStep};
use crate::pages::account::{Account, Section};
use crate::pages::parts::{Text, TocEntry};
use crate::pages::show;

/// The body of a playbook in its parts.
pub(super) struct Written<'p> {
    /// HTML of what stands before the first section.
    pub(super) preamble: String,
    /// By step: HTML of the section that explains it, and the id of its heading.
    pub(super) explained: Vec<Explained<'p>>,
    /// HTML of the sections that explain no step.
    pub(super) rest: String,
    rest_toc: Vec<TocEntry<'p>>,
}

/// What the page says at a step from the body.
pub(super) struct Explained<'p> {
    /// Id that the step gets.
    pub(super) id: Text<'p>,
    /// Id of the section's heading, where it is another one.
    pub(super) also: Option<&'p str>,
    /// HTML of the section.
    pub(super) html: String,
}

impl<'p> Written<'p> {
    /// Sections that explain a step go to it, the others stay in their order.
    pub(super) fn of(playbook: &'p Playbook, account: &Account<'p>) -> Self {
        let (preamble, sections) = account.sections();
        let steps = items(&playbook.steps);
        let section_of = |step: &'p PlaybookStep| {
            let (id, title) =
                (step.id.as_ref()?, step.title.as_ref().map_or("", |title| title.value.as_ref()));
            sections.iter().find(|section| section.explains(&id.0, title)).copied()
        };
        let mut moved: Vec<Section<'p>> = Vec::new();
        let mut found = Vec::new();
        for step in steps {
            let section = section_of(step)
                .filter(|it| moved.iter().all(|known| known.heading.nodes != it.heading.nodes));
            moved.extend(section);
            found.push(section);
        }
        let mut taken = account.taken(&moved);
        let explained = steps.iter().zip(found).enumerate().map(|(number, (step, section))| {
            let id = own_id(step.id.as_ref().map_or("", |id| &id.0), number, &mut taken);
            let also = section.map(|section| section.heading.id.as_ref()).filter(|other| *other != id);
            let also = also.filter(|other| taken.insert(other));
            Explained {
                id,
                also,
                html: section.map(|section| account.part(section.content, 3)).unwrap_or_default(),
            }
        });
        let explained = explained.collect();
        let mut written = Self {
            preamble: account.part(preamble, 1),
            explained,
            rest: String::new(),
            rest_toc: Vec::new(),
        };
        for section in
            sections.iter().filter(|it| moved.iter().all(|known| known.heading.nodes != it.heading.nodes))
        {
            let run = Run { from: section.heading.nodes.from, to: section.content.to };
            written.rest.push_str(&account.part(run, 1));
            written.rest_toc.extend(account.toc_of(run));
        }
        account.write_footnotes(&mut written.rest);
        written
    }

    /// The contents of the page.
    pub(super) fn toc(&self, playbook: &'p Playbook, account: &Account<'p>) -> Vec<TocEntry<'p>> {
        let mut toc = account.toc_of(account.sections().0);
        let steps = items(&playbook.steps);
        if !steps.is_empty() {
            toc.push(TocEntry { id: "at-steps".into(), text: "Steps".into(), sub: false });
        }
        for (step, explained) in steps.iter().zip(&self.explained) {
            let title = show::text(&step.title).unwrap_or_else(|| explained.id.clone());
            toc.push(TocEntry { id: explained.id.clone(), text: title, sub: true });
        }
        toc.extend(self.rest_toc.iter().cloned());
        toc.push(TocEntry { id: "at-used".into(), text: "Incidents that used it".into(), sub: false });
        toc
    }
}

/// A step's id as its anchor, another one where something else on the page has it.
fn own_id<'p>(id: &'p str, number: usize, taken: &mut HashSet<&'p str>) -> Text<'p> {
    if !id.is_empty() && taken.insert(id) { id.into() } else { format!("at-step-{}", number + 1).into() }
}
