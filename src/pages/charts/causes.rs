//! What led to incidents, and what came back although something had been done.

use crate::document::incident::blame::CauseType;
use crate::pages::chart::bars::{self, Bar, as_units};
use crate::pages::chart::table::{Cell, Table};
use crate::pages::chart::{Chart, Key, Topic};
use crate::pages::charts::{share, word};
use crate::pages::figures::case::Case;
use crate::pages::figures::{FEW, returned};
use crate::pages::{Press, show};

pub(super) const CAUSES: Topic =
    Topic { name: "causes", label: "Causes", question: "Did we learn, or does it come back?" };

pub(super) fn causes<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&CAUSES);
    let cases = press.figures().cases();
    let known = cases.iter().filter(|case| !case.causes.is_empty()).count();
    if known < FEW {
        let noun = "incident that says what kind its causes are";
        return chart.too_few(known, noun, "It is written under `causes`, as `type`.");
    }
    let of =
        |kind: CauseType| -> Vec<&Case> { cases.iter().filter(|it| it.causes.contains(&kind)).collect() };
    let mut kinds: Vec<(CauseType, usize, usize)> = CauseType::ALL
        .iter()
        .map(|kind| (*kind, of(*kind)))
        .map(|(kind, cases)| (kind, cases.len(), returned(cases.into_iter())))
        .filter(|(_, all, _)| *all > 0)
        .collect();
    kinds.sort_by_key(|(_, all, _)| std::cmp::Reverse(*all));
    let again = returned(cases.iter());
    let first = kinds
        .first()
        .map(|(kind, all, _)| format!("{} in {} incidents", word(kind.word()), share(*all, known)));
    let came = match again {
        0 => "none came back after a step was done".to_owned(),
        1 => "1 incident came back although a step was done".to_owned(),
        more => format!("{} came back although a step was done", show::many(more, "incident")),
    };
    let bar = |(kind, all, again): &(CauseType, usize, usize)| Bar {
        label: word(kind.word()),
        parts: vec![("doing", as_units(all - again)), ("again", as_units(*again))],
        value: if *again > 0 { format!("{all}, {again} again") } else { all.to_string() },
    };
    let row = |(kind, all, again): &(CauseType, usize, usize)| {
        vec![Cell::Text(word(kind.word())), Cell::count(*all), Cell::count(*again)]
    };
    Chart {
        finding: format!("Most often: {}; {came}", first.unwrap_or_default().to_lowercase()),
        rows: bars::rows(kinds.iter().map(bar).collect()),
        key: vec![
            Key::new("doing", "incidents with such a cause"),
            Key::new("again", "of them, came back although a step was done"),
        ],
        note: Some("An incident has several causes, and counts once for each kind of cause.".to_owned()),
        table: Table::new(["Cause", "Incidents", "Came back"], kinds.iter().map(row).collect()),
        ..chart
    }
}
