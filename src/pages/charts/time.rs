//! Incidents over time, by severity and by type, and by hour of the week.

use crate::document::incident::{Kind, Severity};
use crate::pages::chart::spark::LATELY;
use crate::pages::chart::table::{Cell, Table};
use crate::pages::chart::{Chart, Key, Row, Topic, columns, sentence, week};
use crate::pages::charts::{share, word};
use crate::pages::figures::FEW;
use crate::pages::figures::case::Case;
use crate::pages::figures::period::Period;
use crate::pages::{Press, show};

pub(super) const SEVERITY: Topic = Topic {
    name: "severity",
    label: "Incidents by severity",
    question: "Do more things go wrong than before, and worse ones?",
};
pub(super) const TYPE: Topic = Topic {
    name: "type",
    label: "Incidents by type",
    question: "What kind of thing goes wrong, and since when?",
};
pub(super) const WEEK: Topic =
    Topic { name: "hours", label: "Incidents by hour of the week", question: "When do things break?" };

/// Most periods by severity.
const MOST: usize = 10;
/// Most periods by type, of which there are many.
const FEWER: usize = 8;

const SEVERITIES: [(Option<Severity>, &str, &str); 5] = [
    (Some(Severity::Sev1), "c1", "SEV 1"),
    (Some(Severity::Sev2), "c2", "SEV 2"),
    (Some(Severity::Sev3), "c3", "SEV 3"),
    (Some(Severity::Sev4), "c4", "SEV 4"),
    (None, "c5", "not rated"),
];

pub(super) fn by_severity<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&SEVERITY);
    let periods = periods(press, MOST);
    let cases: Vec<(Period, &Case)> = dated(press, &periods).collect();
    if cases.len() < FEW {
        return chart.too_few(cases.len(), "dated incident", "Every write-up has a `date`.");
    }
    let count = |period: Period, severity: Option<Severity>| {
        cases.iter().filter(|(of, case)| *of == period && case.severity == severity).count()
    };
    let all = |severity| cases.iter().filter(|(_, case)| case.severity == severity).count();
    let used: Vec<_> = SEVERITIES.into_iter().filter(|(severity, ..)| all(*severity) > 0).collect();
    let column = |period: &Period| -> columns::Column {
        used.iter().map(|(severity, class, _)| (*class, count(*period, *severity))).collect()
    };
    let drawn: Vec<columns::Column> = periods.iter().map(column).collect();
    let row = |(period, column): (&Period, &columns::Column)| {
        let counts = column.iter().map(|(_, count)| Cell::count(*count));
        let sum = Cell::count(column.iter().map(|(_, count)| *count).sum());
        std::iter::once(Cell::text(period.to_string())).chain(counts).chain([sum]).collect()
    };
    let head = std::iter::once("When").chain(used.iter().map(|(.., name)| *name)).chain(["All"]);
    let finding = trend(press);
    Chart {
        svg: columns::plot(&finding, &periods, &drawn),
        key: used.iter().map(|(it, class, name)| Key::new(class, format!("{name}: {}", all(*it)))).collect(),
        note: Some(range(&periods)),
        table: Table::new(head, periods.iter().zip(&drawn).map(row).collect()),
        finding,
        ..chart
    }
}

pub(super) fn by_type<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&TYPE);
    let periods = periods(press, FEWER);
    let cases: Vec<(Period, &Case)> = dated(press, &periods).collect();
    let known = cases.iter().filter(|(_, case)| case.kind.is_some()).count();
    if known < FEW {
        return chart.too_few(known, "incident with a type", "It is written under `type`.");
    }
    let counts = |kind: Option<Kind>| -> Vec<usize> {
        let of =
            |period: &Period| cases.iter().filter(|(at, case)| at == period && case.kind == kind).count();
        periods.iter().map(of).collect()
    };
    let kinds = Kind::ALL.iter().map(|kind| (Some(*kind), word(kind.word())));
    let kinds = kinds.chain([(None, "No type".into())]);
    let mut rows: Vec<_> = kinds.map(|(kind, name)| (name, counts(kind))).collect();
    rows.retain(|(_, counts)| counts.iter().any(|count| *count > 0));
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.iter().sum::<usize>()));
    let most = rows.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or_default();
    let row = |(name, counts): &(crate::pages::parts::Text<'static>, Vec<usize>)| {
        let sum: usize = counts.iter().sum();
        let title = format!("{name}: {}", share(sum, cases.len()));
        Row { label: name.clone(), svg: columns::strip(&title, counts, most), value: sum.to_string() }
    };
    let cells = |(name, counts): &(crate::pages::parts::Text<'static>, Vec<usize>)| {
        let counted = counts.iter().map(|count| Cell::count(*count));
        let sum = Cell::count(counts.iter().sum());
        std::iter::once(Cell::Text(name.clone())).chain(counted).chain([sum]).collect()
    };
    let head = std::iter::once("Type".to_owned()).chain(periods.iter().map(Period::to_string));
    let first = rows.iter().find(|(name, _)| name != "No type");
    let finding = first.map(|(name, counts)| {
        format!("Most often: {}, {} incidents", name.to_lowercase(), share(counts.iter().sum(), cases.len()))
    });
    Chart {
        finding: finding.unwrap_or_default(),
        rows: rows.iter().map(row).collect(),
        note: Some(format!("{} All rows have the same scale.", range(&periods))),
        table: Table::new(head.chain(["All".to_owned()]), rows.iter().map(cells).collect()),
        ..chart
    }
}

pub(super) fn by_hour<'p>(press: &Press<'p>) -> Chart<'p> {
    let chart = Chart::new(&WEEK);
    let mut hours: week::Hours = [[0; 24]; 7];
    let mut known = 0;
    for (day, hour) in press.figures().cases().iter().filter_map(|case| case.hour) {
        if let Some(count) = hours.get_mut(usize::from(day)).and_then(|day| day.get_mut(usize::from(hour))) {
            *count += 1;
            known += 1;
        }
    }
    if known < FEW {
        return chart.too_few(
            known,
            "incident with the hour of its beginning",
            "It is written under `times.started`.",
        );
    }
    let days: Vec<(&str, &[usize; 24])> = week::DAYS.into_iter().zip(&hours).collect();
    let busiest = days.iter().max_by_key(|(_, hours)| hours.iter().sum::<usize>());
    let finding = busiest.map_or_else(String::new, |(day, hours)| {
        format!("Most begin on a {day}: {} incidents", share(hours.iter().sum(), known))
    });
    let most = hours.iter().flatten().copied().max().unwrap_or_default();
    let row = |(day, hours): &(&'static str, &[usize; 24])| {
        let busy = (0..).zip(*hours).filter(|(_, count)| **count > 0);
        let busy: Vec<String> = busy.map(|(hour, count): (usize, _)| format!("{hour:02}: {count}")).collect();
        vec![Cell::text(*day), Cell::count(hours.iter().sum()), Cell::text(busy.join(", "))]
    };
    Chart {
        svg: week::plot(&finding, &hours),
        note: Some(format!(
            "Hours as they are written, with the offset of the place. The largest square stands for {}.",
            show::many(most, "incident")
        )),
        table: Table::new(["Day", "Incidents", "By hour"], days.iter().map(row).collect()),
        finding,
        ..chart
    }
}

/// The periods that the record is shown in.
fn periods(press: &Press<'_>, most: usize) -> Vec<Period> {
    let today = press.site().today;
    let first = press.figures().first_day(today);
    first.map_or_else(Vec::new, |first| Period::window(first, today, most))
}

/// Incidents up to today, with the period of each; those before the first period are left out.
fn dated<'p>(press: &Press<'p>, periods: &[Period]) -> impl Iterator<Item = (Period, &'p Case)> {
    let ends = periods.first().copied().zip(periods.last().copied());
    let (figures, today) = (press.figures(), press.site().today);
    figures.cases().iter().filter_map(move |case| {
        let (first, last) = ends?;
        let period = Period::of(case.day.filter(|day| *day <= today)?, first.grain());
        (first <= period && period <= last).then_some((period, case))
    })
}

fn range(periods: &[Period]) -> String {
    match (periods.first(), periods.last()) {
        (Some(first), Some(last)) => {
            format!(
                "A column for each {}, {first} to {last}; the last one is not over.",
                first.grain().word()
            )
        }
        _ => String::new(),
    }
}

/// The last 365 days against those before them.
fn trend(press: &Press<'_>) -> String {
    let today = press.site().today;
    let within = |from: i64, to: i64| {
        let days = press.figures().cases().iter().filter_map(move |case| {
            let ago = today.days_since(case.day?);
            (from <= ago && ago < to).then_some(case)
        });
        days.collect::<Vec<&Case>>()
    };
    let (last, before) = (within(0, LATELY), within(LATELY, 2 * LATELY));
    let grave = last.iter().filter(|case| matches!(case.severity, Some(Severity::Sev1 | Severity::Sev2)));
    let compared = match last.len().cmp(&before.len()) {
        std::cmp::Ordering::Equal => "as many as in the year before".to_owned(),
        std::cmp::Ordering::Less => format!("{} fewer than in the year before", before.len() - last.len()),
        std::cmp::Ordering::Greater => format!("{} more than in the year before", last.len() - before.len()),
    };
    let graver = match grave.count() {
        0 => "none of them SEV 1 or 2".to_owned(),
        count => format!("{count} of them SEV 1 or 2"),
    };
    let counted = sentence(&show::many(last.len(), "incident"));
    if last.is_empty() {
        return format!("No incident in the last 365 days, {} in the year before", before.len());
    }
    format!("{counted} in the last 365 days, {compared}; {graver}")
}
