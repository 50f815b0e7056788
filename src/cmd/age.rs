//! How old lines are, as far as git knows.

use crate::cmd::git;
use crate::date::Day;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Since when a line stands as it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Age {
    /// Since this day.
    Since(Day),
    /// Since this day or longer: the checkout has no older commits.
    AtLeastSince(Day),
    /// It is in no commit yet.
    Uncommitted,
    /// Nobody can tell.
    Unknown,
}

/// Lines by path from the root of the project.
pub type Lines<'a> = BTreeMap<&'a str, BTreeSet<usize>>;

/// What git knows of some lines.
#[derive(Debug, Default)]
pub struct Ages {
    ages: BTreeMap<String, BTreeMap<usize, Age>>,
    /// Why not every age is known, in a sentence.
    pub doubt: Option<String>,
}

impl Ages {
    /// The age of a line that was asked for.
    pub fn of(&self, path: &str, line: usize) -> Age {
        self.ages.get(path).and_then(|lines| lines.get(&line)).copied().unwrap_or(Age::Unknown)
    }
}

/// Asks git once for each file.
pub fn ages(root: &Path, lines: &Lines<'_>) -> Ages {
    let doubt = |what: &str| Ages { doubt: Some(what.to_owned()), ..Ages::default() };
    match git::answer(root, &["rev-parse", "--is-inside-work-tree"]) {
        Some(text) if text == "true" => {}
        _ => return doubt("no age is known: this is no checkout of git, or git is not there"),
    }
    let is_shallow = git::answer(root, &["rev-parse", "--is-shallow-repository"]).as_deref() == Some("true");
    // Before the first commit nothing is in one.
    let committed = git::committed(root);
    let one = |(path, lines): (&&str, &BTreeSet<usize>)| {
        let ages = match committed.contains(*path) {
            true => blame(root, path, lines, is_shallow),
            false => lines.iter().map(|line| (*line, Age::Uncommitted)).collect(),
        };
        ((*path).to_owned(), ages)
    };
    let ages: BTreeMap<_, _> = lines.par_iter().map(one).collect();
    let is_cut = ages.values().flat_map(BTreeMap::values).any(|age| matches!(age, Age::AtLeastSince(_)));
    let cut = "the checkout is shallow: where an age is \"at least\", older commits are not here";
    Ages { ages, doubt: is_cut.then(|| cut.to_owned()) }
}

/// What git says of some lines of a file; nothing of those that it does not know.
fn blame(root: &Path, path: &str, lines: &BTreeSet<usize>, is_shallow: bool) -> BTreeMap<usize, Age> {
    let mut args: Vec<String> = ["blame", "--line-porcelain", "-w"].map(str::to_owned).to_vec();
    // The first commit of a whole history is where a line comes from; that of a shallow one is only its edge.
    args.extend((!is_shallow).then(|| "--root".to_owned()));
    args.extend(lines.iter().map(|line| format!("-L{line},{line}")));
    args.extend(["--".to_owned(), path.to_owned()]);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    git::answer(root, &args).map(|text| read(&text)).unwrap_or_default()
}

/// Reads `--line-porcelain`: for each line its commit and its number, then what is known of the commit, then the
/// line itself behind a tab.
fn read(text: &str) -> BTreeMap<usize, Age> {
    let mut ages = BTreeMap::new();
    let (mut line, mut day, mut is_edge, mut is_new) = (0, None, false, false);
    for row in text.lines() {
        if row.starts_with('\t') {
            let known = match day {
                _ if is_new => Age::Uncommitted,
                Some(day) if is_edge => Age::AtLeastSince(day),
                Some(day) => Age::Since(day),
                None => Age::Unknown,
            };
            ages.insert(line, known);
            (line, day, is_edge, is_new) = (0, None, false, false);
        } else if let Some(seconds) = row.strip_prefix("author-time ") {
            day = seconds.trim().parse().ok().and_then(Day::of_unix);
        } else if row == "boundary" {
            is_edge = true;
        } else if line == 0 {
            let mut words = row.split(' ');
            is_new = words.next().is_some_and(|commit| commit.bytes().all(|digit| digit == b'0'));
            line = words.nth(1).and_then(|number| number.parse().ok()).unwrap_or_default();
        }
    }
    ages
}
