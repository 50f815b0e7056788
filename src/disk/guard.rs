//! Decides, before anything is touched, whether a folder may hold a site.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::disk::manifest::Manifest;
use crate::disk::{At as _, DiskError, same};

/// What an output folder must not hold or lie in.
#[derive(Debug, Clone, Copy)]
pub struct Keep<'a> {
    /// Folder of the project.
    pub root: &'a Path,
    /// Folders of sources, from the root: content, themes.
    pub folders: &'a [&'a str],
    /// Home folder of the user, if there is one.
    pub home: Option<&'a Path>,
}

/// Where the site goes, with every link and `..` resolved; refused if files of others could be lost there.
/// `what` is what is tried, after "cannot".
pub(super) fn allow(out: &Path, keep: &Keep<'_>, what: &'static str) -> Result<PathBuf, DiskError> {
    let refuse = |why: String| Err(DiskError::refused(what, out, why));
    let place = resolve(out).at(what, out)?;
    if place.parent().is_none() {
        return refuse("it is the root of the file system".into());
    }
    if let Some(name) = version_control(&place) {
        return refuse(format!("{name} belongs to version control"));
    }
    if is_same_or_above(&place, keep.root) {
        return refuse("it is the folder of the project, or holds it".into());
    }
    if keep.home.is_some_and(|home| is_same_or_above(&place, home)) {
        return refuse("it is a home folder, or holds one".into());
    }
    for folder in keep.folders {
        let folder = keep.root.join(folder);
        if is_same_or_above(&place, &folder) || is_same_or_above(&folder, &place) {
            return refuse(format!("{} holds sources of the project", folder.display()));
        }
    }
    is_free_or_ours(out, &place, what)?;
    Ok(place)
}

/// Folders that nobody but their own tool may write to.
const VERSION_CONTROL: [&str; 8] = [".git", ".hg", ".svn", ".jj", ".bzr", "_darcs", ".pijul", "cvs"];

fn version_control(place: &Path) -> Option<String> {
    let mut names = place.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    names.find(|name| VERSION_CONTROL.contains(&name.to_lowercase().as_str())).map(|name| name.into_owned())
}

fn is_free_or_ours(out: &Path, place: &Path, what: &'static str) -> Result<(), DiskError> {
    let about = match fs::symlink_metadata(place) {
        Ok(about) => about,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(DiskError::new(what, out, error)),
    };
    if !about.is_dir() {
        return Err(DiskError::refused(what, out, "it is a file, not a folder"));
    }
    let is_empty = fs::read_dir(place).at(what, out)?.next().is_none();
    if is_empty || Manifest::read(place)?.is_some() {
        return Ok(());
    }
    let why = "it has files in it that Amends did not write; name a new or an empty folder";
    Err(DiskError::refused(what, out, why))
}

/// The path without links, `..` and differing case, as far as it exists.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::CurDir => {}
            // What was resolved so far has no link in it, so its parent is the one that is meant.
            Component::ParentDir => drop(resolved.pop()),
            Component::Prefix(_) | Component::RootDir => resolved.push(part),
            Component::Normal(name) => {
                resolved.push(name);
                match fs::symlink_metadata(&resolved) {
                    Ok(_) => resolved = fs::canonicalize(&resolved)?,
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }
    Ok(resolved)
}

/// Whether `upper` is `lower` or one of the folders above it, whatever they are called.
fn is_same_or_above(upper: &Path, lower: &Path) -> bool {
    let Ok(lower) = resolve(lower) else { return false };
    lower.ancestors().any(|ancestor| is_same(upper, ancestor))
}

fn is_same(one: &Path, other: &Path) -> bool {
    let id = |path: &Path| fs::metadata(path).ok().and_then(|about| same::id(&about));
    match (id(one), id(other)) {
        (Some(one), Some(other)) => one == other,
        // What exists was spelt by the system when it was resolved; what does not is compared without case.
        _ => one.to_string_lossy().to_lowercase() == other.to_string_lossy().to_lowercase(),
    }
}
