//! Mends texts by the edits that findings offer.
//!
//! An edit puts a text in the place of a run of bytes, so that nothing else in a file can change: comments, the
//! order of keys, quotes and line ends stay as they were written.

pub mod expand;
pub mod lines;
pub mod yaml_edit;

use crate::diagnostic::{Edit, Report, Safety};
use crate::source::{FileId, Sources};
use std::collections::{BTreeMap, BTreeSet};

/// What one pass over a report has changed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Pass {
    /// The new text of every file that changed.
    pub texts: BTreeMap<FileId, String>,
    /// How many findings that mends in each of them.
    pub fixed: BTreeMap<FileId, usize>,
}

/// Applies the fixes of a report, in the order of its findings; one that touches what another has changed waits for
/// the next report. Files in `except`, and files that could not be read whole, are left alone.
pub fn pass(report: &Report, sources: &Sources, reach: Safety, except: &BTreeSet<FileId>) -> Pass {
    let mut chosen: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    let mut fixed: BTreeMap<FileId, usize> = BTreeMap::new();
    for diagnostic in &report.diagnostics {
        let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.is_within(reach)) else { continue };
        let file = diagnostic.place.file;
        let is_whole = sources.get(file).is_some_and(|source| source.fault.is_none());
        if !is_whole || except.contains(&file) {
            continue;
        }
        let taken = chosen.entry(file).or_default();
        if fix.edits.iter().all(|edit| taken.iter().all(|other| !touches(edit, other))) {
            taken.extend(&fix.edits);
            *fixed.entry(file).or_default() += 1;
        }
    }
    let mut pass = Pass::default();
    for (file, edits) in chosen {
        let text = sources.text(file);
        if let Some(new) = applied(text, edits).filter(|new| new != text) {
            pass.texts.insert(file, new);
            pass.fixed.insert(file, fixed.get(&file).copied().unwrap_or_default());
        }
    }
    pass
}

/// A text with its edits made; nothing where two of them overlap, or one points outside of the text.
pub fn applied<'a>(text: &str, edits: impl IntoIterator<Item = &'a Edit>) -> Option<String> {
    let mut edits: Vec<&Edit> = edits.into_iter().collect();
    // Two insertions at one place keep the order in which they were given.
    edits.sort_by_key(|edit| edit.span);
    let mut new = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        let range = edit.span.range();
        new.push_str(text.get(at..range.start)?);
        new.push_str(&edit.text);
        at = range.end;
    }
    new.push_str(text.get(at..)?);
    Some(new)
}

/// Whether two edits share a byte, or one begins where the other ends.
fn touches(a: &Edit, b: &Edit) -> bool {
    a.span.start <= b.span.end && b.span.start <= a.span.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn edits_are_made_from_left_to_right() {
        let edits =
            [Edit::insert(6, "!"), Edit::replace(Span::new(0, 2), "b"), Edit::delete(Span::new(3, 4))];
        assert_eq!(applied("äöü", &edits).as_deref(), None, "inside of a character");
        assert_eq!(applied("abcdef", &edits).as_deref(), Some("bcef!"));
    }

    #[test]
    fn edits_that_overlap_or_point_outside_are_refused() {
        let both = [Edit::replace(Span::new(0, 3), "x"), Edit::replace(Span::new(2, 4), "y")];
        assert_eq!(applied("abcdef", &both), None);
        assert_eq!(applied("abc", &[Edit::insert(4, "x")]), None);
    }
}
