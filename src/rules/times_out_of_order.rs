//! `times-out-of-order`

use super::ask::{backwards, moments};
use crate::date::{Time, Zone};
use crate::diagnostic::Level::{Error, Warn};
use crate::diagnostic::{Place, Safety};
use crate::document::incident::Incident;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;

pub(super) static RULE: Rule = Rule {
    name: "times-out-of-order",
    group: Group::Time,
    levels: [Warn, Error, Error],
    kind: Kind::Deterministic,
    from: From::Review,
    summary: "something is dated before what must have come first",
    explain: Explain {
        finds: "Times of which the later comes first, in this order: `started`, `detected`, `first_response`, `fixed`, \
                `reported_back`, `closed`; times that are left out are passed over. `client_told` may come before \
                `detected`, since the client can notice first. In the Timeline of the text, an entry that is \
                earlier than the one above it; an entry without a day that goes back by more than half a day is \
                taken for the next morning.",
        why: "How long it took to notice, to answer and to mend is computed from these times, never typed.",
        bad: "times: { detected: 2025-03-04T10:20+01:00, fixed: 2025-03-04T10:05+01:00 }",
        good: "times: { detected: 2025-03-04T10:05+01:00, fixed: 2025-03-04T10:20+01:00 }",
        mend: "Look the two times up again. Where an entry of the Timeline belongs to another day, write the day.",
        ignore: "In the Timeline, where it tells two strands one after the other: better give each its own list.",
    },
    source: &["S1.8", "S5.4", "S5.2"],
    options: &[],
    fix: Some(Safety::Unsafe),
    check: Check::Incident(look),
};

const ORDER: [&str; 6] = [
    "times.started",
    "times.detected",
    "times.first_response",
    "times.fixed",
    "times.reported_back",
    "times.closed",
];

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let zone = case.site.zone(incident);
    let mut findings = of_fields(incident, case, &zone);
    findings.extend(backwards::in_timeline(incident, case, &zone));
    findings
}

type Named<'a> = (&'static str, &'a Field<Time>);

fn of_fields(incident: &Incident, case: &Case<'_>, zone: &Zone) -> Vec<Finding> {
    let all = moments::times(incident);
    let at = |path: &'static str| Some((path, all.iter().find(|(other, _)| *other == path)?.1));
    let ordered: Vec<Named<'_>> = ORDER.into_iter().filter_map(at).collect();
    // A day alone can stand between two hours of that day that are the wrong way round.
    let exact: Vec<Named<'_>> = ordered.iter().copied().filter(|(_, at)| at.has_clock()).collect();
    let mut wrong: Vec<(Named<'_>, Named<'_>)> = Vec::new();
    for pair in neighbours(&ordered).chain(neighbours(&exact)) {
        let (first, second) = pair;
        if second.1.is_before(first.1.value, zone) && !wrong.contains(&pair) {
            wrong.push(pair);
        }
    }
    wrong.into_iter().map(|(first, second)| told(first, second, case, zone)).collect()
}

fn neighbours<'a, 'b>(list: &'b [Named<'a>]) -> impl Iterator<Item = (Named<'a>, Named<'a>)> + use<'a, 'b> {
    list.iter().copied().zip(list.iter().copied().skip(1))
}

fn told(first: Named<'_>, second: Named<'_>, case: &Case<'_>, zone: &Zone) -> Finding {
    let ((before, first), (after, second)) = (first, second);
    let key = |path: &'static str| path.trim_start_matches("times.");
    let (earlier, later) = (second.local(zone), first.local(zone));
    let message = format!("`{}` ({earlier}) is before `{}` ({later})", key(after), key(before));
    let place = Place { file: case.document.file, span: first.span };
    Finding::on(second, after, message)
        .help("look the two times up again, and correct the wrong one")
        .also(place, format!("`{}` stands here", key(before)))
}
