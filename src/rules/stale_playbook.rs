//! `stale-playbook`

use super::ask::absent::Ask;
use crate::date::{Day, Period, Time};
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::document::playbook::Playbook;
use crate::document::{Stage, items};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;

pub(super) static RULE: Rule = Rule {
    name: "stale-playbook",
    group: Group::Playbook,
    levels: [Off, Info, Warn],
    kind: Kind::Clock,
    from: From::Any,
    summary: "an active playbook has not been walked through, exercised or used for too long",
    explain: Explain {
        finds: "An active playbook whose `reviewed_at` lies further back than `review_every` (12 months \
                where it is left out), one without `reviewed_at`, and one that in the last 12 months was \
                neither reviewed, nor exercised, nor named by an incident.",
        why: "Phone numbers, tools and people change, and the list does not by itself. A playbook that \
              fails in its first line is worse than none, because somebody trusted it.",
        bad: "reviewed_at: 2022-01-01",
        good: "reviewed_at: 2025-02-01\nexercises: [{ at: 2025-02-01, found: The phone list was old }]",
        mend: "Walk through it with one past incident, correct what does not hold, and set `reviewed_at`. \
               If nobody needs it, set its status to retired.",
        ignore: "For a text that is kept as a source and not as a list of things to do.",
    },
    source: &["S1.11", "S3.7"],
    options: &[],
    fix: None,
    check: Check::Playbook(look),
};

const YEAR: Period = Period::months(12);

fn look(playbook: &Playbook, case: &Case<'_>) -> Vec<Finding> {
    if case.document.stage() != Stage::Published {
        return Vec::new();
    }
    let Some(reviewed) = &playbook.reviewed_at else { return ASK.tell(case) };
    let period = playbook.review_every.as_ref().and_then(|every| Period::parse(every)).unwrap_or(YEAR);
    if reviewed.day().plus(period) < case.site.today {
        return vec![told(reviewed, format!("not reviewed since {}", reviewed.day()))];
    }
    let last = last_life(playbook, case).max(reviewed.day());
    if last.plus(YEAR) < case.site.today {
        return vec![told(reviewed, format!("neither reviewed, exercised nor used since {last}"))];
    }
    Vec::new()
}

const ASK: Ask = Ask {
    field: "reviewed_at",
    message: "nothing says when this playbook was last walked through",
    help: "walk through it with one past incident, and write the day in `reviewed_at`",
};

fn told(reviewed: &Field<Time>, message: String) -> Finding {
    let help = "walk through it with one past incident, then set `reviewed_at`";
    Finding::on(reviewed, "reviewed_at", message).help(help)
}

/// The last day on which it was exercised, or an incident used it; the first day of all where there is none.
fn last_life(playbook: &Playbook, case: &Case<'_>) -> Day {
    let exercised = items(&playbook.exercises).iter().filter_map(|exercise| exercise.at.as_ref());
    let used = case.site.index.used.get(&case.document.id).into_iter().flatten();
    let used = used.filter_map(|&id| case.site.get(id)?.incident()?.date.as_ref());
    let days = exercised.chain(used).map(|time| time.day());
    days.max().unwrap_or_else(|| Day::new(1, 1, 1).unwrap_or(case.site.today))
}
