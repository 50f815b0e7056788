//! What git knows of the project: which files have changed, and where in the checkout it lies.

use crate::cmd::failure::Failure;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Which changes are asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Since the last commit, with files that git does not know yet.
    Uncommitted,
    /// What the next commit will hold.
    Staged,
    /// Since the commit at which a name and the present have parted, with what is not committed.
    Since(String),
}

/// Paths of the files that have changed and are still there, from `root`, with `/`.
pub fn changed(root: &Path, changes: &Changes) -> Result<BTreeSet<String>, Failure> {
    in_checkout(root, changes.flag())?;
    let has_commit = commit(root, "HEAD").is_some();
    let mut paths = BTreeSet::new();
    match changes {
        Changes::Staged if has_commit => paths.extend(differing(root, &["--cached", "HEAD"])?),
        Changes::Uncommitted if has_commit => paths.extend(differing(root, &["HEAD"])?),
        Changes::Since(name) => paths.extend(differing(root, &[&parting(root, name)?])?),
        // Before the first commit everything that git has is new.
        Changes::Staged | Changes::Uncommitted => paths.extend(listed(root, &["--cached"])?),
    }
    if *changes != Changes::Staged {
        paths.extend(listed(root, &["--others", "--exclude-standard"])?);
    }
    Ok(paths)
}

/// The folder of a project from the top of its checkout, with a slash at its end; empty at the top, and nothing
/// where there is no checkout.
pub fn folder(root: &Path) -> Option<String> {
    let output = git(root, &["rev-parse", "--show-prefix"]).ok().filter(|output| output.status.success())?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim_end_matches(['\n', '\r']).to_owned())
}

/// Files that change when the history does: where git notes which commit is the last one, and who is who.
pub fn signs(root: &Path) -> Vec<PathBuf> {
    let asked = ["rev-parse", "--absolute-git-dir", "--git-common-dir", "--show-toplevel"];
    let Some(places) = answer(root, &asked) else { return vec![root.join(".git")] };
    let mut places = places.lines();
    let mut place = || places.next().map(|place| root.join(place)).unwrap_or_default();
    let (own, common, top) = (place(), place(), place());
    let mut signs = vec![own.join("HEAD"), own.join("logs/HEAD"), top.join(".mailmap")];
    signs.extend(["packed-refs", "shallow", "reftable/tables.list"].map(|name| common.join(name)));
    signs.extend(answer(root, &["symbolic-ref", "--quiet", "HEAD"]).map(|name| common.join(name)));
    signs
}

/// The files below `root` that the last commit holds; none before the first.
pub fn committed(root: &Path) -> BTreeSet<String> {
    let paths = paths(root, &["ls-tree", "-r", "-z", "--name-only", "HEAD"]);
    paths.map(|paths| paths.into_iter().collect()).unwrap_or_default()
}

/// What git writes, without white space at its end; nothing where it fails.
pub fn answer(root: &Path, args: &[&str]) -> Option<String> {
    let output = git(root, args).ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

impl Changes {
    fn flag(&self) -> &'static str {
        match self {
            Self::Uncommitted => "--changed",
            Self::Staged => "--staged",
            Self::Since(_) => "--since",
        }
    }
}

fn in_checkout(root: &Path, flag: &str) -> Result<(), Failure> {
    let output = git(root, &["rev-parse", "--is-inside-work-tree"])?;
    if output.status.success() && output.stdout.starts_with(b"true") {
        return Ok(());
    }
    let what = format!("{flag} asks git, and {} is in no checkout{}", shown(root), says(&output));
    Err(Failure::Usage(what))
}

/// The commit at which a name and the present have parted.
fn parting(root: &Path, name: &str) -> Result<String, Failure> {
    let Some(commit) = commit(root, name) else {
        let what = format!("--since: git knows no commit `{name}`; a shallow checkout may lack it");
        return Err(Failure::Usage(what));
    };
    let output = git(root, &["merge-base", &commit, "HEAD"])?;
    let base = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    if output.status.success() && !base.is_empty() {
        return Ok(base);
    }
    let what =
        format!("--since: `{name}` and the present have no commit in common; a shallow checkout may lack it");
    Err(Failure::Usage(what))
}

/// The commit behind a name; a name that looks like a flag is still a name.
fn commit(root: &Path, name: &str) -> Option<String> {
    let name = format!("{name}^{{commit}}");
    let output = git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &name]).ok()?;
    let text = String::from_utf8(output.stdout).ok().filter(|_| output.status.success())?;
    Some(text.trim().to_owned())
}

/// Files below `root` that differ, by the names that they have now.
fn differing(root: &Path, than: &[&str]) -> Result<Vec<String>, Failure> {
    let flags =
        ["diff", "--name-only", "-z", "--relative", "--no-renames", "--no-ext-diff", "--diff-filter=d"];
    paths(root, &[&flags, than, &["--"]].concat())
}

/// Files below `root` that git lists.
fn listed(root: &Path, which: &[&str]) -> Result<Vec<String>, Failure> {
    paths(root, &[&["ls-files", "-z"], which].concat())
}

/// What git writes with a zero byte after each path. A path that is not UTF-8 is no file of ours.
fn paths(root: &Path, args: &[&str]) -> Result<Vec<String>, Failure> {
    let output = git(root, args)?;
    if !output.status.success() {
        let verb = args.first().copied().unwrap_or_default();
        return Err(Failure::Usage(format!("`git {verb}` failed in {}{}", shown(root), says(&output))));
    }
    let paths = output.stdout.split(|byte| *byte == 0);
    Ok(paths.filter_map(|path| Some(std::str::from_utf8(path).ok()?.to_owned())).collect())
}

fn git(root: &Path, args: &[&str]) -> Result<Output, Failure> {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "core.quotepath=off"]).args(args);
    command.output().map_err(|error| Failure::Usage(format!("git cannot be run: {error}")))
}

/// Git's own words, the first line of them.
fn says(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().find(|line| !line.is_empty()).map(|line| format!(" (git says: {line})")).unwrap_or_default()
}

fn shown(root: &Path) -> String {
    match root.to_str() {
        Some("" | ".") => "this folder".to_owned(),
        _ => root.display().to_string(),
    }
}
