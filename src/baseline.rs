//! The baseline: findings of an old corpus that are known and not shown again. One entry a line, sorted, so that
//! two branches merge cleanly.

use crate::source::{FileId, Span};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What the file of a project says.
#[derive(Debug, Clone, Default)]
pub struct Baseline {
    /// Its file, where there is one.
    pub file: Option<FileId>,
    /// In the order of the file; two equal ones stand for two equal findings.
    pub entries: Vec<Line>,
    /// What cannot be understood: where, and why.
    pub faults: Vec<(Span, String)>,
}

/// An entry and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line without its end.
    pub span: Span,
    /// What it says.
    pub entry: Entry,
}

/// A known finding.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Id of the document.
    pub doc: Box<str>,
    /// Name of the rule.
    pub rule: Box<str>,
    /// Path of the field, or the id of the heading it stands under; empty where there is none.
    #[serde(default)]
    pub field: Box<str>,
    /// The fingerprint of the finding.
    pub fp: Box<str>,
    /// The day on which it was taken in.
    pub since: Box<str>,
}

/// The version that is read and written.
const VERSION: u32 = 1;

/// The first line. It sorts before every entry, so that sorting the lines of a merge keeps it first.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    #[serde(rename = "amends-baseline")]
    version: u32,
}

/// What tells a finding from others, as one text.
pub fn key(document: &str, rule: &str, print: &str) -> String {
    format!("{document}\0{rule}\0{print}")
}

impl Baseline {
    /// Reads the file. A first line without a version is read as an entry of this one; of another version nothing
    /// is read, since nobody knows what it means.
    pub fn read(file: FileId, text: &str) -> Self {
        let mut baseline = Self { file: Some(file), ..Self::default() };
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(at, at + line.trim_end().len());
            at += line.len();
            let line = line.trim_end().trim_start_matches('\u{feff}');
            if line.trim().is_empty() {
                continue;
            }
            if let Ok(head) = serde_json::from_str::<Head>(line) {
                if head.version != VERSION {
                    let what = format!(
                        "it is of version {}, and this program reads version {VERSION}",
                        head.version
                    );
                    return Self { file: Some(file), entries: Vec::new(), faults: vec![(span, what)] };
                }
                continue;
            }
            match serde_json::from_str(line) {
                Ok(entry) => baseline.entries.push(Line { span, entry }),
                Err(error) => baseline.faults.push((span, why(&error))),
            }
        }
        baseline
    }

    /// How many findings of each [`key`] it stands for.
    pub fn counts(&self) -> HashMap<String, usize> {
        let mut counts = HashMap::with_capacity(self.entries.len());
        for line in &self.entries {
            *counts.entry(line.entry.key()).or_default() += 1;
        }
        counts
    }
}

impl Entry {
    /// What tells its finding from others.
    pub fn key(&self) -> String {
        key(&self.doc, &self.rule, &self.fp)
    }
}

/// The text of a baseline with these entries, in any order.
pub fn written(mut entries: Vec<Entry>) -> serde_json::Result<String> {
    entries.sort();
    let mut text = serde_json::to_string(&Head { version: VERSION })?;
    for entry in &entries {
        text.push('\n');
        text.push_str(&serde_json::to_string(entry)?);
    }
    text.push('\n');
    Ok(text)
}

/// Why a line is no entry, without the line and column that the reader counts from its own start.
fn why(error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "it ends in the middle of an entry".to_owned();
    }
    let text = error.to_string();
    let text = text.split(" at line ").next().unwrap_or(&text);
    format!("it is no entry: {text}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(doc: &str) -> Entry {
        let [doc, rule, field, fp, since] =
            [doc, "missing-impact", "impact", "9f2c41aa07d3be10", "2026-01-10"].map(Into::into);
        Entry { doc, rule, field, fp, since }
    }

    #[test]
    fn what_is_written_is_sorted_and_read_again() {
        let text = written(vec![entry("b"), entry("a"), entry("b")]).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        let first = lines.first().copied();
        assert_eq!(first, Some("{\"amends-baseline\":1}"));
        lines.sort_unstable();
        assert_eq!(lines.first().copied(), first, "sorting lines keeps the version first");
        let baseline = Baseline::read(FileId(0), &text);
        assert_eq!(baseline.faults, []);
        let docs: Vec<&str> = baseline.entries.iter().map(|line| line.entry.doc.as_ref()).collect();
        assert_eq!(docs, ["a", "b", "b"]);
        assert_eq!(baseline.counts().get(&entry("b").key()), Some(&2));
    }

    #[test]
    fn what_is_broken_is_told_by_its_line_and_the_rest_is_read() {
        let text = written(vec![entry("a"), entry("b")]).unwrap();
        let half = text.get(..text.len() - 20).unwrap();
        let baseline = Baseline::read(FileId(0), half);
        assert_eq!((baseline.entries.len(), baseline.faults.len()), (1, 1));
        assert!(baseline.faults[0].1.contains("in the middle"), "{:?}", baseline.faults);
        let other = text.replace(":1}", ":2}");
        let baseline = Baseline::read(FileId(0), &other);
        assert_eq!(baseline.entries, []);
        assert!(baseline.faults[0].1.contains("version 2"), "{:?}", baseline.faults);
        let merged = text.replace('\n', "\r\n") + "<<<<<<< ours\n";
        let baseline = Baseline::read(FileId(0), &merged);
        assert_eq!((baseline.entries.len(), baseline.faults.len()), (2, 1));
    }
}
