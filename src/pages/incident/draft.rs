//! What only the author of an unfinished write-up is told.

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Stage};
use crate::pages::Press;
use crate::pages::parts::{FindingRow, Findings};
use crate::pages::show;
use crate::report::place::Lines;
use crate::source::FileId;

/// What a reader must know of a write-up that is not part of the record.
pub(super) fn banner(press: &Press<'_>, document: &Document) -> Option<String> {
    let said = match document.stage() {
        Stage::Draft => "This is a draft. It is not part of the record yet, and it is counted nowhere.",
        Stage::Review => {
            "This waits for a second reader. It is not part of the record yet, and it is counted nowhere."
        }
        Stage::Gone => "This was merged into another write-up, which cannot be found.",
        Stage::Published => return None,
    };
    let hints = &press.checked.report().hints;
    let at = hints.binary_search_by_key(&document.file, |(file, _)| *file).ok();
    let later = at.and_then(|at| hints.get(at)).map(|(_, count)| *count).filter(|count| *count > 0);
    let more = later.map(|count| {
        format!(" Before it is published, the check asks for {} more.", show::many(count, "thing"))
    });
    Some(format!("{said}{}", more.unwrap_or_default()))
}

/// The findings about a document that is not part of the record; a published page shows none.
pub fn findings<'p>(press: &Press<'p>, document: &Document) -> Option<Findings<'p>> {
    if !matches!(document.stage(), Stage::Draft | Stage::Review) {
        return None;
    }
    let found = of_file(&press.checked.report().diagnostics, document.file);
    if found.is_empty() {
        return None;
    }
    let lines = Lines::new(press.site().text(document));
    let rows = found.iter().map(|diagnostic| FindingRow {
        level: diagnostic.level.word(),
        place: place(diagnostic, &lines).into(),
        message: diagnostic.message.as_str().into(),
        rule: diagnostic.rule,
    });
    let summary = format!("The check found {}", show::many(found.len(), "thing"));
    Some(Findings { summary, rows: rows.collect() })
}

fn of_file(all: &[Diagnostic], file: FileId) -> &[Diagnostic] {
    let from = all.partition_point(|diagnostic| diagnostic.place.file < file);
    let to = all.partition_point(|diagnostic| diagnostic.place.file <= file);
    all.get(from..to).unwrap_or_default()
}

fn place(diagnostic: &Diagnostic, lines: &Lines<'_>) -> String {
    match &diagnostic.field {
        Some(field) if diagnostic.absent => field.to_string(),
        _ => format!("line {}", lines.line(diagnostic.place.span.start as usize)),
    }
}
