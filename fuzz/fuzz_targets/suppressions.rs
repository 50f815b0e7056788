//! Suppressions: their places say what they were read as, and they take findings away without making any.
#![no_main]

use amends::check::Checked;
use amends::date::Day;
use amends::document::body::Body;
use amends::document::front_matter::split;
use amends::document::suppression::{MARK, Scope, Subject, Suppression, in_body, in_lines};
use amends::source::Span;
use amends::tree::{toml, yaml};
use amends_fuzz::places::lies_in;
use amends_fuzz::project::{PLACES, alone, judge, sources};
use amends_fuzz::text;
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeSet;

fuzz_target!(init: alone(), |data: &[u8]| {
    let Some(text) = text(data) else { return };
    let parts = split(text);
    let body = Body::parse(text, parts.body);
    in_body(text, &body).iter().for_each(|found| holds(found, text, "<!--"));
    let whole = Span::new(0, text.len());
    for root in [yaml::parse(text, whole).root, toml::parse(text).root].into_iter().flatten() {
        in_lines(text, whole, &root).iter().for_each(|found| holds(found, text, "#"));
    }
    if text.contains(MARK) {
        takes_away(text);
    }
});

fn holds(found: &Suppression, text: &str, opens: &str) {
    lies_in(found.span, text);
    assert!(found.span.of(text).starts_with(opens), "{found:?}");
    for named in &found.names {
        assert_eq!(named.span.of(text), &*named.name);
        assert!(!named.name.is_empty());
    }
    if let Some(until) = &found.until {
        lies_in(until.span, text);
        assert_eq!(until.day, until.span.of(text).strip_prefix("until=").and_then(Day::parse));
    }
    assert!(found.reason.as_ref().is_none_or(|reason| !reason.contains('\n')));
    match &found.scope {
        Scope::Block(span) | Scope::Field(span, _) => lies_in(*span, text),
        Scope::Unknown(word) => assert!(word.starts_with(MARK)),
        Scope::File | Scope::Nothing => {}
    }
    for named in &found.names {
        let subject =
            Subject { rule: &named.name, span: found.span, field: Some("times.fixed"), absent: false };
        found.covers(&subject);
    }
}

/// With comments that ask for nothing, all is found that was found or ignored with them.
fn takes_away(text: &str) {
    let path = PLACES[text.len() % PLACES.len()];
    let with = judge(sources(path, text));
    let without = judge(sources(path, &text.replace(MARK, "amends-1gnore")));
    let shown = found(&with, false);
    let (all, plain) = (found(&with, true), found(&without, true));
    assert!(shown.is_subset(&all));
    let lost: Vec<_> = plain.difference(&all).collect();
    let more: Vec<_> = all.difference(&plain).collect();
    assert!(lost.is_empty() && more.is_empty(), "lost {lost:?}, new {more:?}");
    assert!(without.report().suppressed.is_empty());
}

/// Rules and places of findings that are not about the comments themselves.
fn found(checked: &Checked, with_suppressed: bool) -> BTreeSet<(&'static str, Span)> {
    let report = checked.report();
    let ignored = report.suppressed.iter().filter(|_| with_suppressed);
    let about = |rule: &str| rule.contains("suppression") || rule == "unknown-rule";
    let all = report.diagnostics.iter().chain(ignored).filter(|found| !about(found.rule));
    all.map(|found| (found.rule, found.place.span)).collect()
}
