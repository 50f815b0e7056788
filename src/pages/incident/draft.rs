//! What only the author of an unfinished write-up is told.

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Stage};
use crate::pages::Press;
use crate::pages::parts::{FindingRow, Findings};
use crate::pages::show;
use crate::report::place::Lines;

/// What the check says about a write-up that is not part of the record.
#[derive(Debug, Default)]
pub struct Told<'p> {
    /// How many findings count only when it has come further.
    later: usize,
    /// What it found.
    pub findings: Option<Findings<'p>>,
}

/// Asks the check; about a published page it is not asked.
pub fn told<'p>(press: &Press<'p>, document: &Document) -> Told<'p> {
    if !matches!(document.stage(), Stage::Draft | Stage::Review) {
        return Told::default();
    }
    let (found, later) = press.checked.about(document);
    Told { later, findings: (!found.is_empty()).then(|| findings(press, document, &found)) }
}

/// What a reader must know of a write-up that is not part of the record.
pub(super) fn banner(document: &Document, told: &Told<'_>) -> Option<String> {
    let said = match document.stage() {
        Stage::Draft => "This is a draft. It is not part of the record yet, and it is counted nowhere.",
        Stage::Review => {
            "This waits for a second reader. It is not part of the record yet, and it is counted nowhere."
        }
        Stage::Gone => "This was merged into another write-up, which cannot be found.",
        Stage::Published => return None,
    };
    let more = (told.later > 0).then(|| {
        format!(" Before it is published, the check asks for {} more.", show::many(told.later, "thing"))
    });
    Some(format!("{said}{}", more.unwrap_or_default()))
}

fn findings<'p>(press: &Press<'p>, document: &Document, found: &[Diagnostic]) -> Findings<'p> {
    let lines = Lines::new(press.site().text(document));
    let rows = found.iter().map(|diagnostic| FindingRow {
        level: diagnostic.level.word(),
        place: place(diagnostic, &lines).into(),
        message: diagnostic.message.to_string().into(),
        rule: diagnostic.rule,
    });
    let summary = format!("The check found {}", show::many(found.len(), "thing"));
    Findings { summary, rows: rows.collect() }
}

fn place(diagnostic: &Diagnostic, lines: &Lines<'_>) -> String {
    match &diagnostic.field {
        Some(field) if diagnostic.absent => field.to_string(),
        _ => format!("line {}", lines.line(diagnostic.place.span.start as usize)),
    }
}
