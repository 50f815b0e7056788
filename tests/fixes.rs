//! Fixes: what they change, and that they change nothing else.
//!
//! tests/fixes/RULE.md holds cases: one or more fences ```` ````file PATH ```` and then one ```` ````patch ````, which
//! holds what `amends check --diff --only RULE` would print. Words behind `patch` set how it is made: `unsafe`,
//! `as=published`, `profile=strict`, `rules=RULE` for another rule beside it. `UPDATE=1` rewrites the patches.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "common/fixture.rs"]
mod fixture;

use amends::check::{Checked, How};
use amends::config::Profile;
use amends::date::Day;
use amends::diagnostic::{Diagnostic, Safety};
use amends::mend::{Mended, mend};
use amends::pipeline::{Settings, judged, site};
use amends::report::patch;
use amends::rule::Rule;
use amends::rules;
use amends::source::{Source, Sources};
use fixture::{Case, cases, folder, is_text, rewritten};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Rules that offer a fix which a machine may make.
fn mending() -> impl Iterator<Item = &'static Rule> {
    let is_made = |rule: &&Rule| matches!(rule.fix, Some(Safety::Safe | Safety::Unsafe));
    rules::ALL.iter().copied().filter(is_made)
}

#[test]
fn every_fix_changes_what_its_fixture_shows() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for rule in mending().map(|rule| rule.name) {
        let path = folder("fixes").join(format!("{rule}.md"));
        let Ok(fixture) = std::fs::read_to_string(&path) else {
            wrong.push(format!("{rule}: no fixture at tests/fixes/{rule}.md"));
            continue;
        };
        let cases = cases(&fixture, "patch");
        let patches: Vec<String> = cases.iter().map(|case| patched(rule, case)).collect();
        if update {
            std::fs::write(&path, rewritten(&fixture, "patch", &patches)).unwrap();
        }
        for (case, patch) in
            cases.iter().zip(&patches).filter(|(case, patch)| !update && case.expected != **patch)
        {
            wrong.push(format!("{rule}, line {}: expected\n{}but it is\n{patch}", case.line, case.expected));
        }
        if patches.iter().all(String::is_empty) {
            wrong.push(format!("{rule}: mends in no case of its fixture"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_mends_as_far_as_it_says() {
    let mut mending: BTreeMap<&str, BTreeSet<Safety>> = BTreeMap::new();
    for (_, case) in all_cases() {
        let judged = checked(&case, sources(&case), &how(&case, None));
        let fixes = judged.report().diagnostics.iter().filter_map(|it| Some((it.rule, it.fix.as_ref()?)));
        for (rule, fix) in fixes {
            assert_eq!(fix.edits.is_empty(), fix.safety == Safety::Display, "{rule}: {fix:?}");
            mending.entry(rule).or_default().insert(fix.safety);
        }
    }
    let said = rules::ALL.iter().filter_map(|rule| Some((rule.name, BTreeSet::from([rule.fix?]))));
    assert_eq!(mending, said.collect());
}

/// Over every case of every rule: all fixes can be made, a second run has nothing to do, no comment is lost, and
/// nothing new is found but what was hidden behind a fault of the same field.
#[test]
fn fixing_twice_is_fixing_once_and_brings_nothing_new() {
    let mut wrong = Vec::new();
    let mut mended_cases = 0;
    for (name, case) in all_cases() {
        for reach in [Safety::Safe, Safety::Unsafe] {
            let how = how(&case, None);
            let before = checked(&case, sources(&case), &how);
            let told = findings(&before);
            let written = before.site().sources.clone();
            let Mended { checked, fixed } = mended(&case, before, reach, &how);
            let at = format!("{name}, line {}, {}", case.line, reach.word());
            if fixed == 0 {
                continue;
            }
            mended_cases += 1;
            let left = checked.report().fixable(reach);
            if left > 0 {
                wrong.push(format!("{at}: {left} fixes are left"));
            }
            for (id, source) in written.iter() {
                let lost = comments(&source.text)
                    .into_iter()
                    .find(|it| !checked.site().sources.text(id).contains(it));
                wrong.extend(lost.map(|lost| format!("{at}: the comment {lost:?} is lost")));
            }
            let now = findings(&checked);
            // A key that nothing could be said of, for its value was wrong, is judged once it is understood.
            let gone: BTreeSet<&str> = told
                .iter()
                .filter(|it| !now.contains(it))
                .filter_map(|(field, _)| field.as_deref())
                .collect();
            for (field, line) in now.iter().filter(|it| !told.contains(it)) {
                // What stands under a key of another name is read once the key has its own.
                let is_inner = line.starts_with("unknown-field") && !gone.is_empty();
                let is_hidden = is_inner || field.as_deref().is_some_and(|field| gone.contains(field));
                if reach == Safety::Safe && !is_hidden {
                    wrong.push(format!("{at}: a new finding\n  {line}"));
                }
            }
            let again = mended(&case, checked, reach, &how);
            if again.fixed > 0 {
                wrong.push(format!("{at}: a second run mends again"));
            }
        }
    }
    assert!(mended_cases > 40, "{mended_cases}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn line_ends_and_byte_order_marks_are_kept() {
    for (name, case) in all_cases() {
        let how = how(&case, None);
        let plain = mended(&case, checked(&case, sources(&case), &how), Safety::Unsafe, &how).checked;
        let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let mut texts = sources(&case);
        for (id, source) in sources(&case).iter().filter(|(_, source)| source.path.ends_with(".md")) {
            texts.set_text(id, windows(&source.text));
        }
        let marked = mended(&case, checked(&case, texts, &how), Safety::Unsafe, &how).checked;
        let has_lines = |id| sources(&case).text(id).contains('\n');
        let written = plain.site().sources.iter().filter(|(_, source)| source.path.ends_with(".md"));
        for (id, source) in written.filter(|(id, _)| has_lines(*id)) {
            assert_eq!(marked.site().sources.text(id), windows(&source.text), "{name}, line {}", case.line);
        }
    }
}

/// The findings of a site, each with the field at the top that it is about.
fn findings(checked: &Checked) -> Vec<(Option<String>, String)> {
    let finding = |it: &Diagnostic| {
        let field = it.field.as_deref().unwrap_or_default();
        let top = field.split(['.', '[']).next().filter(|top| !top.is_empty()).map(str::to_owned);
        (top, format!("{}: {} ({field})", it.rule, it.message))
    };
    checked.report().diagnostics.iter().map(finding).collect()
}

/// What stands behind ` #` on a line, and HTML comments.
fn comments(text: &str) -> Vec<&str> {
    let yaml = text.lines().filter_map(|line| line.split_once(" # ").map(|(_, comment)| comment));
    let html =
        text.split("<!--").skip(1).filter_map(|rest| rest.split_once("-->").map(|(comment, _)| comment));
    // One that ignores nothing is what `unused-suppression` takes out.
    yaml.chain(html).filter(|comment| !comment.contains("amends-ignore")).collect()
}

fn patched(rule: &str, case: &Case) -> String {
    let how = how(case, Some(rule));
    let reach = if case.option("unsafe").is_some() { Safety::Unsafe } else { Safety::Safe };
    let before = sources(case);
    let after = mended(case, checked(case, sources(case), &how), reach, &how).checked;
    let mut out = Vec::new();
    for (id, source) in before.iter() {
        patch::write(&source.path, &source.text, after.site().sources.text(id), &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

/// The cases of tests/rules and of tests/fixes.
fn all_cases() -> Vec<(String, Case)> {
    let mut all = Vec::new();
    for (folder_name, fence) in [("rules", "report"), ("fixes", "patch")] {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder(folder_name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "md")) {
            let name = format!("{folder_name}/{}", path.file_stem().unwrap().to_str().unwrap());
            let fixture = std::fs::read_to_string(path).unwrap();
            all.extend(cases(&fixture, fence).into_iter().map(|case| (name.clone(), case)));
        }
    }
    assert!(all.len() > 200);
    all
}

fn how(case: &Case, only: Option<&str>) -> How {
    How {
        profile: Some(case.profile().unwrap_or(Profile::Strict)),
        stage: case.stage(),
        only: only.into_iter().chain(only.and(case.option("rules"))).map(str::to_owned).collect(),
        ..How::default()
    }
}

/// Its files; those that could not be read are left out.
fn sources(case: &Case) -> Sources {
    let texts = case.texts().into_iter().filter(|(path, _)| !path.contains(" fault="));
    let (texts, assets): (Vec<_>, Vec<_>) = texts.partition(|(path, _)| is_text(path));
    let source =
        |(path, text): (String, String)| Source { path: path.into(), text: text.into(), fault: None };
    let assets = assets.into_iter().map(|(path, _)| path.into()).collect();
    Sources::new(texts.into_iter().map(source).collect(), assets)
}

fn checked(case: &Case, sources: Sources, how: &How) -> Checked {
    let today = case.option("today").unwrap_or("2026-01-02");
    let settings = Settings::read(sources.find("site.toml").map_or("", |file| sources.text(file)));
    judged(site(settings, sources, Day::parse(today).unwrap()), how)
}

fn mended(case: &Case, before: Checked, reach: Safety, how: &How) -> Mended {
    mend(before, reach, &|sources| checked(case, sources, how))
}

#[test]
fn every_fixture_belongs_to_a_rule() {
    for entry in std::fs::read_dir(folder("fixes")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(mending().any(|rule| rule.name == name), "tests/fixes/{name}.md belongs to no rule");
    }
}
