//! What git knows, asked when it may know something else.
//!
//! Git is asked on a thread of its own: its log may be long, and nobody waits for it.

use crate::cmd::git;
use crate::cmd::history::history;
use crate::disk::stamp::stamp_of;
use crate::history::History;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// The past of a project, as far as it was told.
#[derive(Debug)]
pub(super) struct Past {
    root: PathBuf,
    /// Files that change when the past does, and how they were when git was asked.
    signs: Vec<(PathBuf, Option<u64>)>,
    asked: Option<JoinHandle<History>>,
}

impl Past {
    /// Begins to ask git.
    pub(super) fn ask(root: &Path) -> Self {
        let mut past = Self { root: root.to_path_buf(), signs: Vec::new(), asked: None };
        past.begin();
        past
    }

    /// What git says, if it does so soon.
    pub(super) fn soon(&mut self, patience: Duration) -> Option<History> {
        let begun = Instant::now();
        while self.asked.as_ref().is_some_and(|asked| !asked.is_finished()) && begun.elapsed() < patience {
            std::thread::sleep(Duration::from_millis(2));
        }
        self.news()
    }

    /// What git has said since the last time; begins to ask anew where a commit has come.
    pub(super) fn news(&mut self) -> Option<History> {
        if let Some(asked) = self.asked.take_if(|asked| asked.is_finished()) {
            return asked.join().ok();
        }
        let is_as_it_was = |(path, seen): &(PathBuf, Option<u64>)| stamp_of(path) == *seen;
        if self.asked.is_none() && !self.signs.iter().all(is_as_it_was) {
            self.begin();
        }
        None
    }

    fn begin(&mut self) {
        let signs = git::signs(&self.root).into_iter();
        self.signs = signs.map(|path| (path.clone(), stamp_of(&path))).collect();
        let root = self.root.clone();
        self.asked = Some(std::thread::spawn(move || history(&root)));
    }
}
