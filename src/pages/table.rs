//! `incidents.csv` and `prevention.csv`: the record as tables (RFC 4180, UTF-8, with a head).
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe before it, because write-ups quote what
//! others have typed.

use crate::pages::data::document::{self, clients};
use crate::pages::data::open;
use crate::pages::data::record;
use crate::pages::{Kind, Page, Press, Subject, show, stream};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};
use csv::{Terminator, WriterBuilder};
use std::borrow::Cow;
use std::io::{self, Write};

/// Address of the table of incidents.
pub const INCIDENTS: &str = "incidents.csv";

/// Address of the table of prevention steps.
pub const PREVENTION: &str = "prevention.csv";

/// The table of incidents.
pub static INCIDENT_KIND: Kind = Kind { name: "incidents-table", plan: plan_incidents, draw: draw_incidents };

/// The table of prevention steps.
pub static STEP_KIND: Kind = Kind { name: "prevention-table", plan: plan_steps, draw: draw_steps };

/// Columns of the table of incidents.
pub const INCIDENT_COLUMNS: [&str; 29] = [
    "id",
    "title",
    "date",
    "status",
    "counted",
    "exercise",
    "visibility",
    "severity",
    "type",
    "origin",
    "noticed_by",
    "clients",
    "services",
    "tags",
    "team",
    "started",
    "detected",
    "first_response",
    "client_told",
    "mitigated",
    "fixed",
    "reported_back",
    "what_went_wrong",
    "blame_taken",
    "could_have_averted",
    "steps",
    "steps_done",
    "steps_overdue",
    "page",
];

/// Columns of the table of prevention steps.
pub const STEP_COLUMNS: [&str; 18] = [
    "incident",
    "id",
    "incident_title",
    "clients",
    "counted",
    "step",
    "kind",
    "owner",
    "team",
    "due",
    "state",
    "days_overdue",
    "done_at",
    "verified_at",
    "evidence",
    "verify",
    "averts",
    "page",
];

/// Writes the table of incidents.
pub fn write_incidents(press: &Press<'_>, out: &mut dyn Write) -> io::Result<()> {
    row(out, INCIDENT_COLUMNS.map(Cow::Borrowed))?;
    stream::each(out, &press.site().index.incidents, |id, out| match document::incident(press, *id) {
        Some(record) => row(out, incident(press, *id, record)),
        None => Ok(()),
    })
}

/// Writes the table of prevention steps.
pub fn write_steps(press: &Press<'_>, out: &mut dyn Write) -> io::Result<()> {
    row(out, STEP_COLUMNS.map(Cow::Borrowed))?;
    stream::each(out, &press.site().index.incidents, |id, out| {
        open::steps(press, *id).into_iter().try_for_each(|record| row(out, step(press, *id, record)))
    })
}

fn plan_incidents(_: &Site) -> Vec<(String, Subject)> {
    vec![(INCIDENTS.to_owned(), Subject::All)]
}

fn plan_steps(_: &Site) -> Vec<(String, Subject)> {
    vec![(PREVENTION.to_owned(), Subject::All)]
}

fn draw_incidents(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    write_incidents(press, out).map_err(|error| stream::fault(page, &error))
}

fn draw_steps(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    write_steps(press, out).map_err(|error| stream::fault(page, &error))
}

type Cell<'a> = Cow<'a, str>;

fn incident<'a>(press: &Press<'a>, id: DocId, it: record::Incident<'a>) -> [Cell<'a>; 29] {
    let site = press.site();
    let written = site.get(id).and_then(|document| document.incident());
    let tally = written.map(|incident| show::tally(incident, site.today)).unwrap_or_default();
    let times = it.times.unwrap_or_default();
    let (statement, averted) =
        it.blame_taken.map_or((None, None), |it| (it.statement, it.could_have_averted));
    [
        it.id.into(),
        it.title.into(),
        owned(it.date),
        it.status.into(),
        yes(it.counted),
        yes(it.exercise),
        it.visibility.into(),
        word(it.severity),
        word(it.kind),
        word(it.origin),
        word(it.noticed_by),
        list(&it.clients),
        list(&it.services),
        list(&it.tags),
        word(it.team),
        owned(times.started),
        owned(times.detected),
        owned(times.first_response),
        owned(times.client_told),
        owned(times.mitigated),
        owned(times.fixed),
        owned(times.reported_back),
        word(it.what_went_wrong),
        word(statement),
        word(averted),
        tally.all.to_string().into(),
        tally.done.to_string().into(),
        tally.overdue.to_string().into(),
        link(site, it.page),
    ]
}

fn step<'a>(press: &Press<'a>, id: DocId, it: record::Step<'a>) -> [Cell<'a>; 18] {
    let site = press.site();
    let document = site.get(id);
    let written = document.and_then(|document| document.incident());
    let clients = written.map(|incident| clients(site, incident)).unwrap_or_default();
    [
        it.incident.into(),
        it.id.into(),
        document.map_or("", |document| document.title()).into(),
        list(&clients),
        yes(it.counted),
        it.step.into(),
        word(it.kind),
        word(it.owner),
        word(it.team),
        owned(it.due),
        it.state.into(),
        owned(it.days_overdue.map(|days| days.to_string())),
        owned(it.done_at),
        owned(it.verified_at),
        list(&it.evidence),
        word(it.verify),
        list(&it.averts),
        link(site, &it.page),
    ]
}

fn word<'a>(word: Option<&'a str>) -> Cell<'a> {
    word.unwrap_or_default().into()
}

fn owned(text: Option<String>) -> Cell<'static> {
    text.unwrap_or_default().into()
}

fn yes(flag: bool) -> Cell<'static> {
    if flag { "yes".into() } else { "no".into() }
}

fn list<'a>(words: &[&'a str]) -> Cell<'a> {
    match words {
        [one] => (*one).into(),
        many => many.join("; ").into(),
    }
}

/// Absolute where the site knows its address.
fn link(site: &Site, page: &str) -> Cell<'static> {
    let base = site.config.url.as_deref().unwrap_or_default();
    format!("{base}{page}").into()
}

fn row<const N: usize>(out: &mut (impl Write + ?Sized), cells: [Cell<'_>; N]) -> io::Result<()> {
    let mut table = WriterBuilder::new().terminator(Terminator::CRLF).buffer_capacity(ROW).from_writer(out);
    cells.iter().try_for_each(|cell| table.write_field(defused(cell).as_bytes()))?;
    table.write_record(None::<&[u8]>)?;
    table.flush()
}

/// About the most bytes of a row.
const ROW: usize = 4 * 1024;

/// A cell that no spreadsheet takes for a formula.
fn defused<'a>(cell: &'a Cell<'_>) -> Cell<'a> {
    match cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{cell}").into(),
        false => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_defused_and_quotes_are_quoted() {
        let mut out = Vec::new();
        row(&mut out, ["=1+1".into(), "a, \"b\"\nc".into(), "-".into(), "2026-01-01".into()]).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert_eq!(line, "'=1+1,\"a, \"\"b\"\"\nc\",'-,2026-01-01\r\n");
    }
}
