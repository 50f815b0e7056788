//! What a rule's explanation shows is true: it speaks about the bad example, and is silent about the good one.

use amends::check::{How, check};
use amends::config::Profile;
use amends::date::Day;
use amends::pipeline::{self, Settings};
use amends::rule::{Check, Kind, Rule};
use amends::rules;
use amends::source::Sources;

/// Rules whose examples are no whole documents, each with the reason.
const SHOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("id-path-mismatch", "it shows the name of a file"),
    ("other-party-not-contacted", "it shows a part of `blame_taken`"),
];

/// The names that examples use, from the fixtures.
const REGISTRY: &[(&str, &str)] = &[
    ("clients", include_str!("rules/_site/clients.yaml")),
    ("people", include_str!("rules/_site/people.yaml")),
    ("teams", include_str!("rules/_site/teams.yaml")),
    ("vendors", include_str!("rules/_site/vendors.yaml")),
];

#[test]
fn every_example_is_what_it_says() {
    let mut wrong = Vec::new();
    for rule in rules::ALL.iter().filter(|rule| rule.kind != Kind::Corpus) {
        let is_listed = SHOWN_ELSEWHERE.iter().any(|(name, _)| *name == rule.name);
        let Some(bad) = found(rule, rule.explain.bad).filter(|_| !is_listed) else { continue };
        if bad == 0 {
            wrong.push(format!("{} is silent about its bad example", rule.name));
        }
        if found(rule, rule.explain.good) != Some(0) {
            wrong.push(format!("{} speaks about its good example", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How much a rule finds in a document that is made of an example; nothing for rules that look at other things.
fn found(rule: &'static Rule, example: &str) -> Option<usize> {
    let (folder, keys): (&str, &[(&str, &str)]) = match rule.check {
        Check::Incident(_) => (
            "incidents",
            &[("title", "T"), ("date", "2025-03-04"), ("client", "acme"), ("status", "published")],
        ),
        Check::Playbook(_) => {
            ("playbooks", &[("title", "T"), ("when", "A client calls"), ("status", "active")])
        }
        Check::Document(_) | Check::Each(..) | Check::Names(_) | Check::Site(_) | Check::Run(_) => {
            return None;
        }
    };
    let (front, body) = match example.split_once("---\n") {
        Some((front, body)) => (front, body),
        None if example.starts_with('#') => ("", example),
        None => (example, ""),
    };
    let is_set = |key: &str| front.lines().any(|line| line.starts_with(&format!("{key}:")));
    let mut whole = "---\n".to_owned();
    for (key, value) in keys.iter().filter(|(key, _)| !is_set(key)) {
        whole.push_str(&format!("{key}: {value}\n"));
    }
    whole.push_str(&step(rule, front));
    whole.push_str(&format!("\n---\n{body}\n"));
    let registry =
        REGISTRY.iter().map(|(name, text)| (format!("content/registry/{name}.yaml"), (*text).to_owned()));
    let texts = registry.chain([(format!("content/{folder}/2025-03-04-example.md"), whole)]);
    let today = Day::new(2025, 3, 30)?;
    let site = pipeline::site(Settings::read(""), Sources::from_texts(texts), today);
    let how = How { profile: Some(Profile::Strict), only: vec![rule.name.to_owned()], ..How::default() };
    Some(check(site, rules::ALL, &how).report().diagnostics.len())
}

/// The key of a playbook step, in a playbook; all else as it is.
fn step(rule: &Rule, front: &str) -> String {
    if matches!(rule.check, Check::Playbook(_)) && front.starts_with("captures:") {
        return format!("steps: [{{ id: a, title: A, {front} }}]");
    }
    front.to_owned()
}
