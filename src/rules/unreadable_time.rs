//! `unreadable-time`

use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::document::timeline::{BadTime, Fault};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "unreadable-time",
    group: Group::Time,
    levels: [Info, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "an entry of the Timeline begins with a time that is none, or that can be read in two ways",
    explain: Explain {
        finds: "In the Timeline of the text: a day or hour that does not exist, such as 25:61, an hour with AM or PM \
                behind it, and a zone given by letters other than UTC and Z. Items without a time are prose and let \
                through; times in the front matter are a matter of `invalid-value`.",
        why: "Such an entry is shown as it is written and has no place on the clock strip. CET, IST and the like \
              stand for several zones, so nothing is guessed.",
        bad: "## Timeline\n\n- 18:35 PM CET client calls",
        good: "## Timeline\n\n- 18:35 +01:00 client calls",
        mend: "Write the hour from 00:00 to 23:59, and the offset as +01:00.",
        ignore: "In a quoted timeline: put it into a block quote.",
    },
    source: &["S5.4", "RFC3339"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(_: &Incident, case: &Case<'_>) -> Vec<Finding> {
    case.document.body.timeline().bad_times.iter().map(|bad| finding(bad, case)).collect()
}

fn finding(bad: &BadTime, case: &Case<'_>) -> Finding {
    let written = bad.span.of(case.text()).trim_start();
    let span = Span { start: bad.span.end.saturating_sub(u32::try_from(written.len()).unwrap_or(0)), ..bad.span };
    let (what, help) = match bad.fault {
        Fault::NoSuchDate => ("is no day of the calendar", "correct the day"),
        Fault::NoSuchTime => ("is not an hour of the day", "write an hour from 00:00 to 23:59"),
        Fault::NoSuchOffset => ("is no offset from UTC", "write the offset as +01:00"),
        Fault::HalfDay => ("gives half of the day by letters", "write an hour from 00:00 to 23:59"),
        Fault::ZoneName => ("can be the name of several zones", "write the offset as +01:00"),
    };
    Finding::at(span, format!("`{written}` {what}")).help(help)
}
