//! Who noticed first, how we spoke first, and whether we kept our word.

use crate::document::incident::NoticedBy;
use crate::pages::chart::bars::{self, Bar};
use crate::pages::chart::table::{Cell, Table};
use crate::pages::chart::{Chart, Key, Topic};
use crate::pages::charts::share;
use crate::pages::figures::FEW;
use crate::pages::{Press, show};

pub(super) const NOTICED: Topic =
    Topic { name: "noticed", label: "Who noticed first", question: "Do we know before our clients do?" };
pub(super) const VOICE: Topic = Topic {
    name: "first-contact",
    label: "The first contact",
    question: "Do we speak with our clients first, or write to them?",
};
pub(super) const PROMISES: Topic =
    Topic { name: "promises", label: "Promises to clients", question: "Do we keep our word?" };

const BY: [(NoticedBy, &str, &str); 5] = [
    (NoticedBy::Monitoring, "Monitoring", "us"),
    (NoticedBy::Us, "Somebody of us", "us"),
    (NoticedBy::ThirdParty, "A supplier", "them"),
    (NoticedBy::Client, "The client", "them"),
    (NoticedBy::Public, "The public", "them"),
];

pub(super) fn noticed<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&NOTICED);
    let (cases, today) = (press.figures().cases(), press.site().today);
    let count = |by| cases.iter().filter(|case| case.noticed_by == Some(by)).count();
    let recent = |by| {
        let is_recent = |day: crate::date::Day| (0..365).contains(&today.days_since(day));
        cases.iter().filter(|it| it.noticed_by == Some(by) && it.day.is_some_and(is_recent)).count()
    };
    let known: usize = BY.iter().map(|(by, ..)| count(*by)).sum();
    if known < FEW {
        return chart.too_few(known, "incident that says who noticed", "It is written under `noticed_by`.");
    }
    let ours = count(NoticedBy::Monitoring) + count(NoticedBy::Us);
    let bars = BY.map(|(by, label, class)| Bar::new(label, class, count(by)));
    let rows =
        BY.map(|(by, label, _)| vec![Cell::text(label), Cell::count(count(by)), Cell::count(recent(by))]);
    Chart {
        finding: format!("We noticed {} incidents ourselves, before anybody told us", share(ours, known)),
        rows: bars::rows(bars.into()),
        key: vec![Key::new("us", "by us"), Key::new("them", "by others")],
        note: unsaid(cases.len() - known, "say who noticed"),
        table: Table::new(["Noticed by", "Incidents", "In the last 365 days"], rows.into()),
        ..chart
    }
}

pub(super) fn voice<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&VOICE);
    let cases = press.figures().cases();
    let count = |by_voice| cases.iter().filter(|case| case.by_voice == Some(by_voice)).count();
    let (spoken, written) = (count(true), count(false));
    let known = spoken + written;
    if known < FEW {
        let noun = "incident that says how the first contact was made";
        return chart.too_few(known, noun, "It is written under `first_contact.channel`.");
    }
    let bars = vec![Bar::new("By voice", "us", spoken), Bar::new("In writing", "them", written)];
    let row = |label, count| vec![Cell::text(label), Cell::count(count)];
    Chart {
        finding: format!("The first contact was by voice in {} incidents", share(spoken, known)),
        rows: bars::rows(bars),
        note: unsaid(cases.len() - known, "say how the first contact was made"),
        table: Table::new(
            ["First contact", "Incidents"],
            vec![row("By voice", spoken), row("In writing", written)],
        ),
        ..chart
    }
}

pub(super) fn promises<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&PROMISES);
    let promises = press.promises().standing();
    if promises.made() < FEW {
        let hint = "A promise is `plan.promised_by` or `call.by_when`, `next_update_due` of a message, `follow_up.due`, or a step of `trust_steps`.";
        return chart.too_few(promises.made(), "promise with a date", hint);
    }
    let rows = [
        ("Kept in time", "done", promises.kept),
        ("Kept late", "slow", promises.late),
        ("Open", "doing", promises.open),
        ("Overdue", "late", promises.overdue),
    ];
    let due = promises.made() - promises.open;
    let overdue = match promises.overdue {
        0 => "none is overdue".to_owned(),
        count => format!("{count} overdue"),
    };
    let table = rows.map(|(label, _, count)| vec![Cell::text(label), Cell::count(count)]);
    Chart {
        finding: format!("{} promises that fell due were kept in time; {overdue}", share(promises.kept, due)),
        rows: bars::rows(rows.map(|(label, class, count)| Bar::new(label, class, count)).into()),
        note: Some(
            "By when it was to work or there was to be news, the look back with the client, and small agreed promises.".to_owned(),
        ),
        table: Table::new(["Promises", "Number"], table.into()),
        ..chart
    }
}

/// How many write-ups do not say something.
fn unsaid(count: usize, what: &str) -> Option<String> {
    (count > 0).then(|| format!("{} not {what}.", verb(count)))
}

fn verb(count: usize) -> String {
    let does = if count == 1 { "does" } else { "do" };
    format!("{} {does}", show::many(count, "incident"))
}
