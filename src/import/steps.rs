//! The steps of a playbook that was written without any.

use crate::document::body::{Body, Heading};
use crate::import::write;
use crate::tree::scalar::is_slug;
use std::collections::BTreeSet;

/// A step for every heading of the second level, as YAML, and their number. Their text stays in the body, where the
/// step finds it by its id. Nothing where there is no such heading.
pub fn of_headings(body: &Body) -> Option<(usize, String)> {
    let headings = body.headings.iter();
    let headings: Vec<&Heading> =
        headings.filter(|heading| heading.top && heading.level == 2 && !heading.text.is_empty()).collect();
    let mut ids = BTreeSet::new();
    let steps =
        headings.iter().map(|heading| step(&free_id(&heading.id, &mut ids), &write::scalar(&heading.text)));
    let value: String = steps.collect();
    (!headings.is_empty()).then_some((headings.len(), value))
}

/// One step with the title of the whole, as YAML: the form asks for a step, and nothing else is certain.
pub fn only(title: &str) -> String {
    step("all", title)
}

fn step(id: &str, title: &str) -> String {
    format!("\n  - id: {}\n    title: {title}", write::scalar(id))
}

fn free_id(heading: &str, ids: &mut BTreeSet<String>) -> String {
    let plain = heading.replace('_', "-").trim_start_matches('-').to_owned();
    let plain = if is_slug(&plain) { plain } else { "step".to_owned() };
    let numbered = (2_u32..).map(|number| format!("{plain}-{number}"));
    let id = [plain.clone()].into_iter().chain(numbered).find(|id| !ids.contains(id)).unwrap_or(plain);
    ids.insert(id.clone());
    id
}
