//! What is not said: shared by the rules that ask whether a field or a section is there.
//!
//! A fact that another rule tells already (the key is misspelt, its value cannot be read) is not told twice.

use crate::document::Document;
use crate::document::section::{Part, Section};
use crate::rule::{Case, Finding};
use crate::rules::unknown_field::meant;
use crate::tree::decode::Field;
use crate::tree::fault::FaultKind;

/// What a rule says when the field it asks for is not there.
#[derive(Debug)]
pub(in crate::rules) struct Ask {
    /// Path of the field, such as `times.client_told`.
    pub(in crate::rules) field: &'static str,
    /// What is the case.
    pub(in crate::rules) message: &'static str,
    /// What to do.
    pub(in crate::rules) help: &'static str,
}

impl Ask {
    /// The finding, unless another rule tells why the field is not there.
    pub(in crate::rules) fn tell(&self, case: &Case<'_>) -> Vec<Finding> {
        if is_emptied(case.document, self.field) { Vec::new() } else { self.tell_if_emptied(case) }
    }

    /// The same, also where the key is set to nothing: `placeholder-left` says so too, but later and more softly
    /// than the three fields of the card deserve.
    pub(in crate::rules) fn tell_if_emptied(&self, case: &Case<'_>) -> Vec<Finding> {
        if case.document.is_unreadable() || is_told(case.document, self.field) {
            return Vec::new();
        }
        vec![Finding::absent(self.field, self.message).help(self.help)]
    }

    /// The finding at a field that is there and says nothing.
    pub(in crate::rules) fn tell_at<T>(&self, field: &Field<T>) -> Vec<Finding> {
        vec![Finding::on(field, self.field, self.message).help(self.help)]
    }
}

/// Whether a field holds text.
pub(in crate::rules) fn says(field: Option<&Field<Box<str>>>) -> bool {
    field.is_some_and(|text| !text.trim().is_empty())
}

/// Whether one of some sections of the body holds text.
pub(in crate::rules) fn has_section(case: &Case<'_>, sections: &[Section]) -> bool {
    let parts = case.document.body.sections();
    let wanted = |part: &Part| part.section.is_some_and(|(section, _)| sections.contains(&section));
    parts.iter().any(|part| part.has_text && wanted(part))
}

/// Whether the reader could not make sense of what stands at a field, so that another rule speaks about it.
pub(in crate::rules) fn is_told(document: &Document, field: &str) -> bool {
    let (parent, key) = field.rsplit_once('.').unwrap_or(("", field));
    document.faults.iter().any(|fault| match &fault.kind {
        FaultKind::Empty => false,
        FaultKind::Unknown { known } => {
            let (place, written) = fault.field.rsplit_once('.').unwrap_or(("", &fault.field));
            place == parent && meant(written, known).as_deref() == Some(key)
        }
        _ => is_within(field, &fault.field) || is_item(&fault.field, field),
    })
}

/// Whether any other rule says why a field is not there, if only that its key is set to nothing.
pub(in crate::rules) fn is_told_elsewhere(document: &Document, field: &str) -> bool {
    is_told(document, field) || is_emptied(document, field)
}

fn is_emptied(document: &Document, field: &str) -> bool {
    document.faults.iter().any(|fault| fault.kind == FaultKind::Empty && is_within(field, &fault.field))
}

/// Whether a path is another, or leads into it.
fn is_within(path: &str, outer: &str) -> bool {
    let rest = path.strip_prefix(outer).filter(|_| !outer.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

/// Whether a path is that of an item of a list.
fn is_item(path: &str, list: &str) -> bool {
    path.strip_prefix(list).is_some_and(|rest| rest.starts_with('[') && rest.ends_with(']'))
}
