//! Fixtures: a few words of prose, files in fences ```` ````file PATH ````, and then a fence with what is expected of
//! them, behind whose name stand words that set how they are judged.

use amends::config::Profile;
use amends::document::Stage;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files, and what is expected of them.
pub(crate) struct Case {
    /// Line of the fence with what is expected, from 1.
    pub(crate) line: usize,
    /// Path and text.
    pub(crate) files: Vec<(String, String)>,
    options: BTreeMap<String, String>,
    /// What stands in the last fence.
    pub(crate) expected: String,
}

/// A folder of fixtures.
pub(crate) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

/// The cases of a fixture whose fences for what is expected have this name.
pub(crate) fn cases(fixture: &str, fence: &str) -> Vec<Case> {
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

/// A fixture with other texts in the fences for what is expected.
pub(crate) fn rewritten(fixture: &str, fence: &str, texts: &[String]) -> String {
    let mut out = String::new();
    let mut texts = texts.iter();
    let mut skipping = false;
    for line in fixture.split_inclusive('\n') {
        if skipping {
            skipping = line.trim_end() != "````";
        }
        if !skipping {
            out.push_str(line);
        }
        if line.strip_prefix("````").is_some_and(|rest| rest.starts_with(fence)) {
            out.push_str(texts.next().unwrap());
            skipping = true;
        }
    }
    out
}

impl Case {
    /// What stands behind `=` of a word.
    pub(crate) fn option(&self, key: &str) -> Option<&str> {
        self.options.get(key).map(String::as_str)
    }

    /// The profile that is asked for.
    pub(crate) fn profile(&self) -> Option<Profile> {
        self.option("profile").map(|word| Profile::of(word).unwrap())
    }

    /// The status as which documents are judged.
    pub(crate) fn stage(&self) -> Option<Stage> {
        self.option("as").map(|word| match word {
            "draft" => Stage::Draft,
            "review" => Stage::Review,
            _ => Stage::Published,
        })
    }

    /// Its texts by path; site.toml and the registries come from tests/rules/_site where it has none of its own.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        let mut texts = BTreeMap::new();
        for name in ["site.toml", "clients", "people", "teams", "vendors", "services", "tags"] {
            let file = if name == "site.toml" { name.to_owned() } else { format!("{name}.yaml") };
            let text = std::fs::read_to_string(folder("rules/_site").join(&file)).unwrap();
            let path = if name == "site.toml" { file } else { format!("content/registry/{file}") };
            texts.insert(path, text);
        }
        texts.extend(self.files.iter().cloned());
        texts
    }
}

/// Whether a file that a path names is read as text; behind the path may stand more.
pub(crate) fn is_text(path: &str) -> bool {
    let path = path.split(' ').next().unwrap_or(path);
    [".md", ".yaml", ".toml", ".jsonl"].iter().any(|ending| path.ends_with(ending))
}
