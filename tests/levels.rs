//! The level of a rule: profile, settings, overrides, command line, status, and what nothing may lower.

use amends::check::{How, check};
use amends::config::Profile;
use amends::date::Day;
use amends::diagnostic::Level;
use amends::document::Stage;
use amends::pipeline::{Settings, site};
use amends::rules;
use amends::source::Sources;

/// An incident without a lead (off, warn, warn from review on), and blame that is none (error from draft on).
const INCIDENT: &str = "title: Contact form lost mail\ndate: 2025-03-04\nclient: internal\nwhat_went_wrong: x\n\
                        blame_taken: None.\n";

/// The level at which a rule speaks of an incident, if it does.
fn level(settings: &str, status: &str, how: &How, rule: &str) -> Option<Level> {
    let incident = format!("---\n{INCIDENT}status: {status}\n---\n");
    let texts = [("site.toml", settings), ("content/incidents/2019-x.md", incident.as_str())];
    let sources = Sources::from_texts(texts);
    let checked = check(site(Settings::read(settings), sources, Day::new(2025, 3, 5)?), rules::ALL, how);
    let report = checked.report();
    report.diagnostics.iter().find(|diagnostic| diagnostic.rule == rule).map(|diagnostic| diagnostic.level)
}

fn lead(settings: &str, how: &How) -> Option<Level> {
    level(settings, "review", how, "missing-lead")
}

#[test]
fn profiles() {
    for (profile, expected) in
        [("starter", None), ("standard", Some(Level::Warn)), ("strict", Some(Level::Warn))]
    {
        assert_eq!(
            lead(&format!("[lint]\nprofile = \"{profile}\"\n"), &How::default()),
            expected,
            "{profile}"
        );
    }
    let how = How { profile: Some(Profile::Starter), ..How::default() };
    assert_eq!(lead("[lint]\nprofile = \"strict\"\n", &how), None, "the flag is stronger than the file");
}

#[test]
fn groups_come_before_names() {
    let settings = "[lint.levels]\nmissing-lead = \"error\"\n\"@client-care\" = \"off\"\n";
    assert_eq!(lead(settings, &How::default()), Some(Level::Error));
    assert_eq!(lead("[lint.levels]\n\"@client-care\" = \"off\"\n", &How::default()), None);
    assert_eq!(lead("[lint.levels]\n\"@seeds\" = \"info\"\n", &How::default()), Some(Level::Info));
}

#[test]
fn overrides_are_for_their_paths() {
    let table = |paths: &str, rest: &str| {
        format!("[[lint.override]]\npaths = [\"{paths}\"]\nreason = \"old\"\n{rest}\n")
    };
    let starter = |paths| table(paths, "profile = \"starter\"");
    assert_eq!(lead(&starter("incidents/2019-*"), &How::default()), None);
    assert_eq!(lead(&starter("incidents/2020-*"), &How::default()), Some(Level::Warn));
    let two = format!(
        "{}{}",
        starter("incidents/*"),
        table("incidents/2019*", "levels = { missing-lead = \"error\" }")
    );
    assert_eq!(lead(&two, &How::default()), Some(Level::Error), "later wins");
}

#[test]
fn the_command_line_is_stronger_than_the_file() {
    let words = |word: &str| vec![word.to_owned()];
    let starter = "[lint]\nprofile = \"starter\"\n";
    let how = How { select: words("missing-lead"), ..How::default() };
    assert_eq!(lead(starter, &how), Some(Level::Warn), "select switches on");
    let how = How { ignore: words("@client-care"), ..How::default() };
    assert_eq!(lead("", &how), None);
    let how = How { levels: vec![("missing-lead".to_owned(), Level::Info)], ..How::default() };
    assert_eq!(lead("[lint.levels]\nmissing-lead = \"error\"\n", &how), Some(Level::Info));
    let how = How { only: words("@time"), ..How::default() };
    assert_eq!(lead("", &how), None);
}

#[test]
fn the_status_decides_what_counts() {
    let lead = |status, how: &How| level("", status, how, "missing-lead");
    assert_eq!(lead("draft", &How::default()), None, "folded");
    assert_eq!(lead("published", &How::default()), Some(Level::Warn));
    let how = How { stage: Some(Stage::Published), ..How::default() };
    assert_eq!(lead("draft", &how), Some(Level::Warn), "--as");
    let none = |status| level("", status, &How::default(), "none-of-the-blame");
    assert_eq!(none("draft"), Some(Level::Error), "counts from draft on");
    assert_eq!(none("superseded"), None, "what was merged away is left alone");
}

#[test]
fn what_is_on_the_forbid_list_cannot_be_lowered() {
    let none = |settings: &str, how: &How| level(settings, "draft", how, "none-of-the-blame");
    let how = How { ignore: vec!["none-of-the-blame".to_owned()], ..How::default() };
    assert_eq!(none("", &how), Some(Level::Error));
    assert_eq!(none("[lint.levels]\nnone-of-the-blame = \"info\"\n", &How::default()), Some(Level::Error));
    let own = "[lint]\nforbid = [\"missing-lead\"]\n[lint.levels]\nmissing-lead = \"off\"\nnone-of-the-blame = \"off\"\n";
    assert_eq!(none(own, &How::default()), None, "a list of one's own stands in for the built-in one");
    assert_eq!(lead(own, &How::default()), Some(Level::Warn));
}

#[test]
fn rules_that_need_a_date_can_be_left_out() {
    let stale = |how: &How| {
        let how = How { only: vec!["stale-draft".to_owned()], ..how.clone() };
        let settings = "";
        let incident = format!("---\n{INCIDENT}---\n");
        let sources =
            Sources::from_texts([("site.toml", settings), ("content/incidents/x.md", incident.as_str())]);
        let today = Day::new(2026, 3, 5)?;
        let checked = check(site(Settings::read(settings), sources, today), rules::ALL, &how);
        checked.report().diagnostics.first().map(|diagnostic| diagnostic.level)
    };
    assert_eq!(stale(&How::default()), Some(Level::Warn));
    assert_eq!(stale(&How { no_clock: true, ..How::default() }), None);
}
