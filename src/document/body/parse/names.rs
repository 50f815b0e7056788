//! What can be named only at the end: footnotes by numbers, headings by ids.

use crate::document::body::anchor::{Taken, slug};
use crate::document::body::parse::{index, set};
use crate::document::body::{Body, Footnote, NONE};
use crate::document::section::Section;
use std::collections::HashMap;

/// Numbers the footnotes in the order in which they are referred to, and tells each reference its note.
pub(super) fn number_footnotes(body: &mut Body, ref_labels: &[Box<str>]) {
    // Labels match without regard to case, and the first note of a label counts.
    let mut first: HashMap<String, u32> = HashMap::new();
    for (at, note) in body.footnotes.iter().enumerate() {
        first.entry(note.label.to_lowercase()).or_insert(index(at));
    }
    let target = |label: &str| first.get(&label.to_lowercase()).copied().unwrap_or(NONE);
    let mut number = 0;
    for (one, target) in body.footnote_refs.iter_mut().zip(ref_labels.iter().map(|label| target(label))) {
        one.footnote = target;
        let Some(note) = body.footnotes.get_mut(target as usize) else { continue };
        if note.number == 0 {
            number += 1;
            note.number = number;
        }
        note.refs += one.nth;
        one.nth *= note.refs;
    }
    for note in body.footnotes.iter_mut().filter(|note| note.number == 0) {
        number += 1;
        note.number = number;
    }
}

/// Texts and ids of all headings: ids that the author gave first, then the others in reading order.
pub(super) fn name_headings(body: &mut Body, text: &str) {
    let mut headings = std::mem::take(&mut body.headings);
    let mut taken = Taken::default();
    for note in &body.footnotes {
        taken.claim(&note.id());
    }
    for one in &body.footnote_refs {
        if let Some(id) = body.footnotes.get(one.footnote as usize).map(|note| note.ref_id(one.nth)) {
            taken.claim(&id);
        }
    }
    let mut open = Vec::new();
    for (at, heading) in headings.iter_mut().enumerate() {
        heading.text = body.plain(heading.nodes, text).into();
        heading.section = Section::of(&heading.text);
        if !heading.given_id || !taken.claim(&heading.id) {
            open.push(at);
        }
    }
    for at in open {
        set(headings.get_mut(at), |heading| {
            let base = if heading.given_id { heading.id.to_string() } else { slug(&heading.text) };
            heading.id = taken.number(&base);
        });
    }
    let mut by_id: Vec<u32> = (0..index(headings.len())).collect();
    by_id.sort_by_key(|at| headings.get(*at as usize).map(|heading| &heading.id));
    body.by_id = by_id;
    body.headings = headings;
}

impl Footnote {
    /// The id of its text on the page.
    pub fn id(&self) -> String {
        format!("fn-{}", self.number)
    }

    /// The id of the nth place that refers to it.
    pub fn ref_id(&self, nth: u32) -> String {
        if nth <= 1 { format!("fnref-{}", self.number) } else { format!("fnref-{}-{nth}", self.number) }
    }
}
