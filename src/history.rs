//! When each file was last changed and by whom, as a version control tells it.
//!
//! The core asks nobody: who builds a site asks, and gives the answer in. What was not asked, or cannot be answered
//! truly, is [`Why`], so that no page shows a wrong date.

use crate::date::Instant;
use std::collections::{BTreeSet, HashMap};

/// What is known of a project's past.
#[derive(Debug, PartialEq, Eq)]
pub struct History {
    /// The folder of the project from the top of its checkout, with a slash at its end; empty at the top.
    pub folder: Box<str>,
    /// The changes to its files, or why they are not known.
    pub changes: Result<Changes, Why>,
}

/// Why nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Nobody asked.
    NotAsked,
    /// The project lies in no checkout.
    NoCheckout,
    /// The checkout holds only the latest commits, so that the last one would seem to have written every file.
    Shallow,
    /// The version control gave no answer.
    Failed,
}

/// The changes to all files, told from the newest to the oldest.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    names: Vec<Box<str>>,
    known: HashMap<Box<str>, u32>,
    files: HashMap<Box<str>, Past>,
    /// Former paths of files that were moved, as far as we have come back in time, and the paths of today.
    moved: HashMap<Box<str>, Box<str>>,
}

/// What is known of one file.
#[derive(Debug, PartialEq, Eq)]
struct Past {
    at: Instant,
    by: u32,
    authors: BTreeSet<u32>,
}

/// A commit, as far as it matters here.
#[derive(Debug, Clone)]
pub struct Commit {
    at: Instant,
    by: u32,
    with: Vec<u32>,
}

/// The last change of a file, and who has written it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change<'a> {
    /// When it was last changed.
    pub at: Instant,
    /// Who changed it last.
    pub by: &'a str,
    /// Everybody who has written in it, in the order of the alphabet: they are thanked, not ranked.
    pub authors: Vec<&'a str>,
}

impl History {
    /// Nothing, for a reason.
    pub fn unknown(why: Why) -> Self {
        Self { folder: Box::default(), changes: Err(why) }
    }

    /// The last change of a file by its path from the folder of site.toml; nothing where that is not known.
    pub fn of(&self, path: &str) -> Option<Change<'_>> {
        self.changes.as_ref().ok()?.of(path)
    }
}

impl Why {
    /// What the site says about it, in a sentence; nothing where nobody asked.
    pub fn sentence(self) -> Option<&'static str> {
        match self {
            Self::NotAsked => None,
            Self::NoCheckout => {
                Some("It was not built from a git checkout, so it does not say when a page was last changed.")
            }
            Self::Shallow => Some(
                "It was built from a shallow clone, which does not know when a page was last changed; a clone with \
                 its whole history does.",
            ),
            Self::Failed => Some("Git did not answer, so it does not say when a page was last changed."),
        }
    }
}

impl Changes {
    /// A commit that is older than those before; the first of its authors made it.
    pub fn commit<'a>(&mut self, at: Instant, authors: impl IntoIterator<Item = &'a str>) -> Option<Commit> {
        let mut authors = authors.into_iter().map(str::trim).filter(|name| !name.is_empty());
        let by = self.number(authors.next()?);
        let with = authors.map(|name| self.number(name)).collect();
        Some(Commit { at, by, with })
    }

    /// The commit wrote in a file.
    pub fn wrote(&mut self, commit: &Commit, path: &str) {
        let today = self.moved.get(path).map_or(path, AsRef::as_ref);
        let past = match self.files.get_mut(today) {
            Some(past) => past,
            None => {
                let past = Past { at: commit.at, by: commit.by, authors: BTreeSet::new() };
                self.files.entry(today.into()).or_insert(past)
            }
        };
        past.authors.insert(commit.by);
        past.authors.extend(&commit.with);
    }

    /// The commit moved a file. What is told of the former path from here on, is told of this file.
    pub fn moved(&mut self, commit: &Commit, from: &str, to: &str) {
        self.wrote(commit, to);
        let today = self.moved.remove(to).unwrap_or_else(|| to.into());
        self.moved.insert(from.into(), today);
    }

    fn of(&self, path: &str) -> Option<Change<'_>> {
        let past = self.files.get(path)?;
        let name = |number: u32| self.names.get(number as usize).map(AsRef::as_ref);
        let mut authors: Vec<&str> = past.authors.iter().filter_map(|number| name(*number)).collect();
        authors.sort_unstable();
        Some(Change { at: past.at, by: name(past.by)?, authors })
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.known.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(name.into());
        self.known.insert(name.into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::of_unix(seconds).unwrap()
    }

    #[test]
    fn a_file_keeps_its_past_when_it_moves() {
        let mut changes = Changes::default();
        let third = changes.commit(at(300), ["Cid"]).unwrap();
        changes.wrote(&third, "b.md");
        let second = changes.commit(at(200), ["Bea", "Dan"]).unwrap();
        changes.moved(&second, "a.md", "b.md");
        let first = changes.commit(at(100), ["Ada"]).unwrap();
        changes.wrote(&first, "a.md");
        changes.wrote(&first, "c.md");
        let history = History { folder: Box::default(), changes: Ok(changes) };
        let authors = vec!["Ada", "Bea", "Cid", "Dan"];
        assert_eq!(history.of("b.md"), Some(Change { at: at(300), by: "Cid", authors }));
        assert_eq!(history.of("c.md"), Some(Change { at: at(100), by: "Ada", authors: vec!["Ada"] }));
        assert_eq!(history.of("a.md"), None);
    }

    #[test]
    fn a_new_file_under_a_former_name_is_another_one() {
        let mut changes = Changes::default();
        let third = changes.commit(at(300), ["Cid"]).unwrap();
        changes.wrote(&third, "a.md");
        let second = changes.commit(at(200), ["Bea"]).unwrap();
        changes.moved(&second, "a.md", "b.md");
        let first = changes.commit(at(100), ["Ada"]).unwrap();
        changes.wrote(&first, "a.md");
        let history = History { folder: Box::default(), changes: Ok(changes) };
        assert_eq!(history.of("a.md").map(|change| change.authors), Some(vec!["Cid"]));
        assert_eq!(history.of("b.md").map(|change| change.authors), Some(vec!["Ada", "Bea"]));
    }

    #[test]
    fn what_nobody_knows_is_not_told() {
        let history = History::unknown(Why::Shallow);
        assert_eq!(history.of("a.md"), None);
    }
}
