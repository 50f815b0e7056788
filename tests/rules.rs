//! One fixture a rule: prose, files in fences, and the report that they must give.
//!
//! A case is one or more fences ```` ````file PATH ```` and then one ```` ````report ````, which holds what the
//! rule of the fixture's name says, or nothing. Words behind `report` set how it is judged: `profile=starter`,
//! `as=published`, `today=2026-01-02`, and `rules=NAME,NAME` for rules that run beside it; what these find is not shown. Behind a path may stand what kept the file from being read: `fault=not-text`,
//! `too-large`, `outside` or `refused`. What is not given is taken from tests/rules/_site: site.toml and the
//! registries. `UPDATE=1` rewrites the reports.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

#[path = "common/fixture.rs"]
mod fixture;

use amends::check::{How, check};
use amends::date::Day;
use amends::pipeline::Settings;
use amends::report::place::{Lines, Unit};
use amends::rules;
use amends::source::{ReadFault, Source, Sources};
use fixture::{Case, cases, folder, is_text, rewritten};
use std::fmt::Write as _;
use std::path::PathBuf;

#[test]
fn every_rule_says_what_its_fixture_shows() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for rule in rules::ALL {
        let path = folder("rules").join(format!("{}.md", rule.name));
        let Ok(fixture) = std::fs::read_to_string(&path) else {
            wrong.push(format!("{}: no fixture at tests/rules/{}.md", rule.name, rule.name));
            continue;
        };
        let cases = cases(&fixture, "report");
        let judged: Vec<String> = cases.iter().map(|case| judge(rule.name, case)).collect();
        if update {
            std::fs::write(&path, rewritten(&fixture, "report", &judged))
                .expect("the fixture can be written");
        } else {
            for (case, judged) in cases.iter().zip(&judged).filter(|(case, judged)| case.expected != **judged)
            {
                wrong.push(format!(
                    "{}, line {}: expected\n{}but it says\n{judged}",
                    rule.name, case.line, case.expected
                ));
            }
        }
        if !judged.iter().any(|report| !report.is_empty()) {
            wrong.push(format!("{}: speaks in no case of its fixture", rule.name));
        }
        if !judged.iter().any(String::is_empty) {
            wrong.push(format!("{}: is silent in no case of its fixture", rule.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fixture_belongs_to_a_rule_and_every_rule_to_one_file() {
    let names = |folder: PathBuf, ending: &str| -> Vec<String> {
        let files =
            std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
        files.filter_map(|file| file.strip_suffix(ending).map(str::to_owned)).collect()
    };
    for name in names(folder("rules"), ".md") {
        assert!(rules::find(&name).is_some(), "tests/rules/{name}.md belongs to no rule");
    }
    let mut seen = std::collections::BTreeSet::new();
    for rule in rules::ALL {
        assert!(seen.insert(rule.name), "{} is there twice", rule.name);
        let is_kebab = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(rule.name.bytes().all(is_kebab), "{}", rule.name);
    }
}

#[test]
fn every_rule_is_explained() {
    for rule in rules::ALL {
        let parts = [rule.summary, rule.explain.finds, rule.explain.why, rule.explain.bad, rule.explain.good];
        for part in parts.into_iter().chain([rule.explain.mend, rule.explain.ignore]) {
            assert!(part.len() > 5, "{}: {part:?}", rule.name);
        }
        assert!(
            !rule.summary.ends_with('.') && !rule.summary.starts_with(char::is_uppercase),
            "{}",
            rule.name
        );
    }
}

fn judge(rule: &str, case: &Case) -> String {
    let today = Day::parse(case.option("today").unwrap_or("2026-01-02")).unwrap();
    let how = How {
        profile: case.profile(),
        stage: case.stage(),
        only: std::iter::once(rule)
            .chain(case.option("rules").into_iter().flat_map(|names| names.split(',')))
            .map(str::to_owned)
            .collect(),
        ..How::default()
    };
    let (texts, assets): (Vec<_>, Vec<_>) = case.texts().into_iter().partition(|(path, _)| is_text(path));
    let texts = texts.into_iter().map(|(path, text)| source(&path, text)).collect();
    let sources = Sources::new(texts, assets.into_iter().map(|(path, _)| path.into()).collect());
    let settings = Settings::read(sources.find("site.toml").map_or("", |file| sources.text(file)));
    let checked = check(amends::pipeline::site(settings, sources, today), rules::ALL, &how);
    let mut report = String::new();
    for found in checked.report().diagnostics.iter().filter(|found| found.rule == rule) {
        let sources = &checked.site().sources;
        let text = sources.text(found.place.file);
        let at = Lines::new(text).position(found.place.span.start as usize, Unit::Scalar);
        let field = found.field.as_deref().map(|field| format!(" ({field})")).unwrap_or_default();
        let absent = if found.absent { " absent" } else { "" };
        let path = sources.path(found.place.file);
        let level = found.level.word();
        writeln!(report, "{path}:{}:{}: {level}{absent}{field}", at.line, at.column).unwrap();
        let spanned: String = found.place.span.of(text).chars().take(60).collect();
        if !spanned.is_empty() {
            writeln!(report, "  at: {}", spanned.replace('\n', "⏎")).unwrap();
        }
        writeln!(report, "  {}", found.message).unwrap();
        for (word, part) in [
            ("label", found.label.as_deref()),
            ("note", found.note.as_deref()),
            ("help", found.help.as_deref()),
        ] {
            if let Some(part) = part {
                writeln!(report, "  {word}: {part}").unwrap();
            }
        }
        if let Some((_, what)) = found.also.as_deref() {
            writeln!(report, "  also: {what}").unwrap();
        }
    }
    for (file, count) in &checked.report().hints {
        writeln!(report, "{}: {count} folded", checked.site().sources.path(*file)).unwrap();
    }
    report
}

/// A file, with the fault that stands behind its path: `PATH fault=not-text`.
fn source(path: &str, text: String) -> Source {
    let (path, fault) = path.split_once(" fault=").unwrap_or((path, ""));
    let fault = match fault {
        "" => None,
        "not-text" => Some(ReadFault::NotText { byte: 0xff }),
        "too-large" => Some(ReadFault::TooLarge { bytes: 31 << 20 }),
        "outside" => Some(ReadFault::Outside),
        "refused" => Some(ReadFault::Refused("permission denied".to_owned())),
        other => panic!("no fault {other}"),
    };
    Source { path: path.into(), text: text.into(), fault }
}
