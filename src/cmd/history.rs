//! Asks git, in one pass over its log, when each file was last changed and by whom.

use crate::config::CONTENT;
use crate::date::Instant;
use crate::history::{Changes, Commit, History, Why};
use std::io::{self, BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// The past of the content of the project in a folder.
pub fn history(root: &Path) -> History {
    let Some(checkout) = checkout(root) else { return History::unknown(Why::NoCheckout) };
    let changes = if checkout.is_shallow { Err(Why::Shallow) } else { changes(root).ok_or(Why::Failed) };
    History { folder: checkout.folder, changes }
}

struct Checkout {
    is_shallow: bool,
    folder: Box<str>,
}

/// Nothing where there is no checkout, or no git.
fn checkout(root: &Path) -> Option<Checkout> {
    let asked = ["rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix"];
    let output = git(root).args(asked).stderr(Stdio::null()).output().ok()?;
    let answers = String::from_utf8(output.stdout).ok()?;
    let mut answers = answers.lines();
    let is_inside = answers.next() == Some("true");
    is_inside.then(|| Checkout {
        is_shallow: answers.next() == Some("true"),
        folder: answers.next().unwrap_or_default().into(),
    })
}

/// Begins a commit in the log; then stand its time and its authors, each after a [`BETWEEN`].
const COMMIT: u8 = 1;

/// Between the parts of a commit.
const BETWEEN: char = '\u{1f}';

/// A commit, its committer's time, its author by the team's mailmap, and who wrote with them.
const FORMAT: &str =
    "--format=tformat:%x01%ct%x1f%aN%x1f%(trailers:key=Co-authored-by,valueonly,separator=%x1f)";

/// The log is read while git writes it, so that it is never whole in memory.
fn changes(root: &Path) -> Option<Changes> {
    let mut child = git(root)
        // What a person has set for their own eyes must not change what we read.
        .args(["-c", "log.showRoot=true", "-c", "log.showSignature=false"])
        .args(["log", "-z", "--date-order", "--no-merges", "--encoding=UTF-8", FORMAT])
        // More candidates than this are compared by their bytes only, so that a great move takes no time.
        .args(["--name-status", "-M", "-l200", "--no-ext-diff", "--no-textconv", "--relative", "--", CONTENT])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let changes = child.stdout.take().map(|log| read(BufReader::with_capacity(1 << 16, log)));
    let ended = child.wait().ok()?;
    changes?.ok().filter(|_| ended.success())
}

fn git(root: &Path) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).stdin(Stdio::null());
    // A clone without blobs would fetch them one by one, only to see how alike two files are.
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0");
    command
}

/// Reads `git log -z --name-status`: parts that end with a zero byte.
fn read(log: impl BufRead) -> io::Result<Changes> {
    let mut changes = Changes::default();
    let mut commit = None;
    let mut parts = log.split(0);
    while let Some(part) = parts.next().transpose()? {
        if part.first() == Some(&COMMIT) {
            commit = begun(&mut changes, &String::from_utf8_lossy(&part));
            continue;
        }
        let Some(status) = part.iter().find(|byte| !byte.is_ascii_whitespace()) else { continue };
        let two = matches!(status, b'R' | b'C');
        let first = parts.next().transpose()?;
        let second = if two { parts.next().transpose()? } else { None };
        let Some(commit) = &commit else { continue };
        // A path that is not UTF-8 is no file of ours.
        let path = |bytes: Option<Vec<u8>>| bytes.and_then(|bytes| String::from_utf8(bytes).ok());
        match (status, path(first), path(second)) {
            (b'R', Some(from), Some(to)) => changes.moved(commit, &from, &to),
            (b'D', ..) => {}
            (_, _, Some(to)) => changes.wrote(commit, &to),
            (_, Some(path), None) => changes.wrote(commit, &path),
            _ => {}
        }
    }
    Ok(changes)
}

/// The head of a commit: `␁1762000000␟Name␟Other <mail>`.
fn begun(changes: &mut Changes, head: &str) -> Option<Commit> {
    let mut parts = head.trim_start_matches('\u{1}').split(BETWEEN);
    let at = Instant::of_unix(parts.next()?.parse().ok()?)?;
    changes.commit(at, parts.map(|name| name.split('<').next().unwrap_or(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_read_as_git_writes_it() {
        let log = "\u{1}200\u{1f}Ada\u{1f}Bea <bea@notes.example>\0\nR087\0content/a.md\0content/ü b.md\0D\0content/c.md\0\
                   \u{1}100\u{1f}Cid\u{1f}\0\nA\0content/a.md\0A\0content/c.md\0";
        let history = History { folder: Box::default(), changes: Ok(read(log.as_bytes()).unwrap()) };
        let change = history.of("content/ü b.md").unwrap();
        assert_eq!((change.at.unix(), change.by), (200, "Ada"));
        assert_eq!(change.authors, ["Ada", "Bea", "Cid"]);
        assert_eq!(history.of("content/c.md").map(|change| change.at.unix()), Some(100));
    }

    #[test]
    fn a_log_that_is_cut_off_is_read_to_its_end() {
        for log in
            ["", "\u{1}", "\u{1}x\u{1f}Ada\0\nM\0a\0", "\u{1}1\u{1f}Ada\0\nR100\0a", "M\0a\0", "\0\0\nM"]
        {
            assert!(read(log.as_bytes()).is_ok(), "{log:?}");
        }
    }
}
