//! Fixes: what they change, and that they change nothing else.
//!
//! tests/fixes/RULE.md holds cases: one or more fences ```` ````file PATH ```` and then one ```` ````patch ````, which
//! holds what `amends check --diff --only RULE` would print. Words behind `patch` set how it is made: `unsafe`,
//! `as=published`, `profile=strict`, `rules=RULE` for another rule beside it. `UPDATE=1` rewrites the patches.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use amends::check::{Checked, How};
use amends::config::Profile;
use amends::date::Day;
use amends::diagnostic::{Diagnostic, Safety};
use amends::document::Stage;
use amends::mend::{Mended, mend};
use amends::pipeline::{Settings, judged, site};
use amends::report::patch;
use amends::rule::Rule;
use amends::rules;
use amends::source::{Source, Sources};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

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
            std::fs::write(&path, rewritten(&fixture, &patches)).unwrap();
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
        let judged = case.judged(case.sources(), &case.how(None));
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
            let how = case.how(None);
            let before = case.judged(case.sources(), &how);
            let told = findings(&before);
            let written = before.site().sources.clone();
            let Mended { checked, fixed } = case.mended(before, reach, &how);
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
            let again = case.mended(checked, reach, &how);
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
        let how = case.how(None);
        let plain = case.mended(case.judged(case.sources(), &how), Safety::Unsafe, &how).checked;
        let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        let mut texts = case.sources();
        for (id, source) in case.sources().iter().filter(|(_, source)| source.path.ends_with(".md")) {
            texts.set_text(id, windows(&source.text));
        }
        let marked = case.mended(case.judged(texts, &how), Safety::Unsafe, &how).checked;
        let has_lines = |id| case.sources().text(id).contains('\n');
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
    let how = case.how(Some(rule));
    let reach = if case.options.contains_key("unsafe") { Safety::Unsafe } else { Safety::Safe };
    let before = case.sources();
    let after = case.mended(case.judged(case.sources(), &how), reach, &how).checked;
    let mut out = Vec::new();
    for (id, source) in before.iter() {
        patch::write(&source.path, &source.text, after.site().sources.text(id), &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

struct Case {
    /// Line of the fence with what is expected, from 1.
    line: usize,
    files: Vec<(String, String)>,
    options: BTreeMap<String, String>,
    expected: String,
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

fn cases(fixture: &str, fence: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    let mut files = Vec::new();
    let mut lines = (1..).zip(fixture.split_inclusive('\n'));
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("````").map(str::trim) else { continue };
        let mut text = String::new();
        for (_, line) in lines.by_ref().take_while(|(_, line)| line.trim_end() != "````") {
            text.push_str(line);
        }
        match info.split_once(' ').unwrap_or((info, "")) {
            ("file", path) => files.push((path.trim().to_owned(), text)),
            (word, words) if word == fence => {
                let options = words.split_whitespace().map(|word| word.split_once('=').unwrap_or((word, "")));
                let options = options.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
                cases.push(Case { line: number, files: std::mem::take(&mut files), options, expected: text });
            }
            _ => {}
        }
    }
    cases
}

impl Case {
    fn how(&self, only: Option<&str>) -> How {
        let option = |key: &str| self.options.get(key).map(String::as_str);
        How {
            profile: Some(option("profile").map_or(Profile::Strict, |word| Profile::of(word).unwrap())),
            stage: option("as").map(|word| match word {
                "draft" => Stage::Draft,
                "review" => Stage::Review,
                _ => Stage::Published,
            }),
            only: only.into_iter().chain(only.and(option("rules"))).map(str::to_owned).collect(),
            ..How::default()
        }
    }

    /// Its files, and site.toml and the registries of tests/rules/_site where it has none of its own.
    fn sources(&self) -> Sources {
        let mut texts = BTreeMap::new();
        let names = ["site.toml", "clients", "people", "teams", "vendors", "services", "tags"];
        for name in names {
            let file = if name == "site.toml" { name.to_owned() } else { format!("{name}.yaml") };
            let text = std::fs::read_to_string(folder("rules/_site").join(&file)).unwrap();
            let path = if name == "site.toml" { file } else { format!("content/registry/{file}") };
            texts.insert(path, text);
        }
        texts.extend(self.files.iter().filter(|(path, _)| !path.contains(" fault=")).cloned());
        let is_text =
            |path: &str| [".md", ".yaml", ".toml", ".jsonl"].iter().any(|ending| path.ends_with(ending));
        let (texts, assets): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(path, _)| is_text(path));
        let source =
            |(path, text): (String, String)| Source { path: path.into(), text: text.into(), fault: None };
        let assets = assets.into_iter().map(|(path, _)| path.into()).collect();
        Sources::new(texts.into_iter().map(source).collect(), assets)
    }

    fn judged(&self, sources: Sources, how: &How) -> Checked {
        let today = self.options.get("today").map_or("2026-01-02", String::as_str);
        let settings = Settings::read(sources.find("site.toml").map_or("", |file| sources.text(file)));
        judged(site(settings, sources, Day::parse(today).unwrap()), how)
    }

    fn mended(&self, checked: Checked, reach: Safety, how: &How) -> Mended {
        mend(checked, reach, &|sources| self.judged(sources, how))
    }
}

fn rewritten(fixture: &str, patches: &[String]) -> String {
    let mut out = String::new();
    let mut patches = patches.iter();
    let mut skipping = false;
    for line in fixture.split_inclusive('\n') {
        if skipping {
            skipping = line.trim_end() != "````";
        }
        if !skipping {
            out.push_str(line);
        }
        if line.starts_with("````patch") {
            out.push_str(patches.next().unwrap());
            skipping = true;
        }
    }
    out
}

#[test]
fn every_fixture_belongs_to_a_rule() {
    for entry in std::fs::read_dir(folder("fixes")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        assert!(mending().any(|rule| rule.name == name), "tests/fixes/{name}.md belongs to no rule");
    }
}
