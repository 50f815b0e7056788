//! `unreviewed-publication`

use super::ask::absent::{self, Ask};
use crate::diagnostic::Level::{Error, Info, Warn};
use crate::document::incident::{Incident, Visibility};
use crate::document::incident::after::Review;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::tree::decode::Field;

pub(super) static RULE: Rule = Rule {
    name: "unreviewed-publication",
    group: Group::Lifecycle,
    levels: [Info, Warn, Error],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "published without a second reader",
    explain: Explain {
        finds: "A published or closed incident without `review.by` or `review.at`, and one whose reviewer \
                is at the same time its lead and its only author, unless `people.solo` is true. A public \
                one without any review is told by `missing-field`.",
        why: "What nobody else has read was not checked by anybody who did not already know it. A write-up \
              that is never reviewed might as well not have been written.",
        bad: "status: published",
        good: "status: published\nreview: { by: omar, at: 2025-03-09 }",
        mend: "Let somebody read it who was not there, and record who and when.",
        ignore: "When the second reader was the client; say so in `review.notes`.",
    },
    source: &["S3.5", "S3.6c", "SRE"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    if case.document.is_unreadable() {
        return Vec::new();
    }
    let Some(review) = &incident.review else {
        if case.document.visibility() == Visibility::Public {
            return Vec::new();
        }
        let help = "let somebody read it who was not there, and record who and when";
        return Ask { field: "review", message: "published without a second reader", help }.tell(case);
    };
    let lacking = [("by", "review.by", review.by.is_none()), ("at", "review.at", review.at.is_none())];
    let lacking = lacking.iter().find(|(_, path, lacks)| *lacks && !absent::is_told_elsewhere(case.document, path));
    if let Some((key, path, _)) = lacking {
        let message = if *key == "by" { "the review names no reader" } else { "the review names no day" };
        return Ask { field: path, message, help: "record who read it, and when" }.tell(case);
    }
    own_review(incident, review).into_iter().collect()
}

/// A review by the one person who led and wrote.
fn own_review(incident: &Incident, review: &Field<Review>) -> Option<Finding> {
    let reviewer = review.by.as_ref()?;
    let people = incident.people.as_ref()?;
    let solo = people.solo.as_ref().is_some_and(|solo| solo.value);
    let led = people.lead.as_ref().is_some_and(|lead| lead.name == reviewer.name);
    let authors = people.author.as_ref()?;
    let wrote = !authors.is_empty() && authors.iter().all(|author| author.name == reviewer.name);
    (led && wrote && !solo).then(|| {
        Finding::on(reviewer, "review.by", "the reader is also the lead and the author")
            .help("ask somebody to read it who was not there")
    })
}
