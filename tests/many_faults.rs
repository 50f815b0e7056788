//! One file with more than twenty faults gives as many findings, in their order, and none besides.

use amends::check::{How, check};
use amends::date::Day;
use amends::pipeline::{self, Settings};
use amends::report::place::{Lines, Unit};
use amends::rules;
use amends::source::Sources;

const TEXT: &str = r#"---
title: Mail
date: 03/04/2025
client: acmee
client: acme
status: reviewed
severity: Sev 2
services: website-forms
tags: [weather]
action_items: [x]
lang: no
impact: TBD
client_voice:
id: 2025-03-04 Form
times:
  started: 2025-13-45
  detected: 2025-03-04T10:20+01:00
  fixed: 2025-03-04T10:05+01:00
  reported_back: 2025-03-05 09:00
  closed: 2062-03-04
causes:
  - { type: process }
people: { lead: lean }
recurrence_of: nothing
aliases: [/old.html]
---

See the [runbook](nowhere.md) and the [fix](javascript:fix()).
"#;

const FOUND: &str = "\
2:8 invalid-value
3:7 ambiguous-date
4:9 unknown-reference
5:1 duplicate-key
6:9 invalid-value
7:11 invalid-value
8:11 invalid-value
9:8 unknown-tag
10:1 unknown-field
11:7 yaml-surprise
12:9 placeholder-left
13:1 placeholder-left
14:5 invalid-value
16:12 invalid-value
18:10 times-out-of-order
19:18 time-without-offset
20:11 time-in-future
22:7 missing-field
23:17 unknown-reference
24:16 unknown-reference
25:11 address-collision
28:19 broken-link
28:45 unsafe-link
";

#[test]
fn all_faults_of_a_file_are_told_once_and_in_order() {
    let texts = [
        ("content/incidents/form.md", TEXT),
        ("content/registry/clients.yaml", "acme: {}\n"),
        ("content/registry/people.yaml", "lena: {}\n"),
        ("content/registry/tags.yaml", "email: {}\n"),
    ];
    let today = Day::parse("2026-01-02").unwrap();
    let site = pipeline::site(Settings::read(""), Sources::from_texts(texts), today);
    let only = ["@front-matter", "@references", "@time"].map(str::to_owned).to_vec();
    let how = How { only, stage: Some(amends::document::Stage::Published), ..How::default() };
    let checked = check(site, rules::ALL, &how);
    let lines = Lines::new(TEXT);
    let found = checked.report().diagnostics.iter().map(|found| {
        let at = lines.position(found.place.span.start as usize, Unit::Scalar);
        format!("{}:{} {}\n", at.line, at.column, found.rule)
    });
    assert_eq!(found.collect::<String>(), FOUND);
}
