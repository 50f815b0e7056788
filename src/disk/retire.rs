//! What becomes of the site before: our files go, all others stay.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::disk::manifest::{self, Manifest};
use crate::disk::read::slashed;
use crate::disk::{At as _, DiskError, same};

/// In a folder that is not yet, and never was, a site. Until a site is exchanged, all in its folder is ours, or
/// also stands in the old site; so a folder with this mark can go as a whole.
pub(super) const MARK: &str = ".amends-unfinished";

/// Every file of a site that is not ours, and every empty folder that is not.
pub(super) fn foreign_files(site: &Path, ours: &Manifest) -> Result<BTreeSet<PathBuf>, DiskError> {
    let mut foreign = BTreeSet::new();
    for entry in walk(site) {
        let entry = entry?;
        let path = below(site, entry.path());
        let is_leaf = !entry.file_type().is_dir() || is_empty(entry.path());
        if is_leaf && path != Path::new(MARK) && !owns(ours, path) {
            foreign.insert(path.to_path_buf());
        }
    }
    Ok(foreign)
}

/// Gives the files of others a place in the new site, while they keep the one in the old.
pub(super) fn carry_over(old: &Path, new: &Path, foreign: &BTreeSet<PathBuf>) -> Result<(), DiskError> {
    for path in foreign {
        let (from, to) = (old.join(path), new.join(path));
        keep_folders(old, new, path).at("carry over", &from)?;
        carry(&from, &to).at("carry over", &from)?;
    }
    Ok(())
}

/// Removes the site that stood before `now`. What is not ours and is not in the new site yet is moved there;
/// what has no place there is left where it is, and told.
pub(super) fn retire(before: &Path, now: &Path, new: &Manifest) -> Result<(), DiskError> {
    let ours = Manifest::read(before)?.unwrap_or_default();
    let mut stranded = None;
    for entry in WalkDir::new(before).min_depth(1).contents_first(true) {
        let entry = entry.map_err(|error| DiskError::new("remove", before, error.into()))?;
        let path = below(before, entry.path());
        let place = now.join(path);
        if path == Path::new(manifest::NAME) {
            // Last of all: a folder without its list would be taken for somebody else's.
        } else if entry.file_type().is_dir() {
            // Fails where something was left in it, and then it has to stay.
            let _ = fs::remove_dir(entry.path());
        } else if owns(&ours, path) || is_same_file(entry.path(), &place) {
            fs::remove_file(entry.path()).at("remove", entry.path())?;
        } else if owns(new, path) || with_folder(&place, || fs::rename(entry.path(), &place)).is_err() {
            stranded = Some(entry.into_path());
        }
    }
    if let Some(path) = stranded {
        let why = "Amends did not write it, and it has no place in the new site";
        return Err(DiskError::refused("remove", path, why));
    }
    let list = before.join(manifest::NAME);
    if list.exists() {
        fs::remove_file(&list).at("remove", &list)?;
    }
    fs::remove_dir(before).at("remove", before)
}

/// Tidies up after builds that were killed. Called under the lock, so nobody else is at work here.
pub(super) fn leftovers(out: &Path) -> Result<(), DiskError> {
    let Some(parent) = out.parent() else { return Ok(()) };
    let entries = fs::read_dir(parent).at("read", parent)?.filter_map(Result::ok);
    let hidden =
        entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()) && is_beside(out, entry));
    for entry in hidden {
        let folder = entry.path();
        if folder.join(MARK).exists() {
            fs::remove_dir_all(&folder).at("remove", &folder)?;
        } else if Manifest::read(&folder)?.is_none() {
            // Not a site, or one of which nothing is left: an empty folder goes, any other is not ours.
            let _ = fs::remove_dir(&folder);
        } else if fs::symlink_metadata(out).is_err() {
            fs::rename(&folder, out).at("put back", out)?;
        } else {
            retire(&folder, out, &Manifest::read(out)?.unwrap_or_default())?;
        }
    }
    if out.is_dir() { remove_mark(out) } else { Ok(()) }
}

fn walk(site: &Path) -> impl Iterator<Item = Result<DirEntry, DiskError>> {
    let exists = site.is_dir();
    let entries = exists.then(|| WalkDir::new(site).min_depth(1)).into_iter().flatten();
    entries.map(|entry| {
        entry.map_err(|error| {
            let path = error.path().map(Path::to_path_buf).unwrap_or_default();
            DiskError::new("read", path, error.into())
        })
    })
}

/// Whether the name of a folder is one that we give to unfinished and to former sites at `out`.
fn is_beside(out: &Path, entry: &fs::DirEntry) -> bool {
    let (Some(of), name) = (out.file_name(), entry.file_name()) else { return false };
    let rest =
        name.as_encoded_bytes().strip_prefix(b".").and_then(|rest| rest.strip_prefix(of.as_encoded_bytes()));
    let numbers = rest.and_then(|rest| rest.strip_prefix(b".amends-")).unwrap_or_default();
    let numbers = numbers.strip_suffix(b"-before").unwrap_or(numbers);
    !numbers.is_empty() && numbers.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'-'))
}

fn below<'p>(site: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(site).unwrap_or(path)
}

/// Whether a file is ours. One whose name is not UTF-8 never is, for we write none.
fn owns(ours: &Manifest, path: &Path) -> bool {
    path.to_str().is_some() && ours.owns(&slashed("", path))
}

fn is_empty(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Makes the folders above a carried file, with the modes they have in the old site.
fn keep_folders(old: &Path, new: &Path, path: &Path) -> io::Result<()> {
    let mut folders: Vec<&Path> =
        path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()).collect();
    folders.reverse();
    for folder in folders {
        match fs::create_dir(new.join(folder)) {
            Ok(()) => fs::set_permissions(new.join(folder), fs::metadata(old.join(folder))?.permissions())?,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn carry(from: &Path, to: &Path) -> io::Result<()> {
    let about = fs::symlink_metadata(from)?;
    if about.is_dir() {
        return fs::create_dir_all(to).and_then(|()| fs::set_permissions(to, about.permissions()));
    }
    match fs::hard_link(from, to) {
        // Where the file system knows no links, a copy; the original is moved over it when the old site goes.
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists && about.is_file() => {
            fs::copy(from, to).map(drop)
        }
        linked => linked,
    }
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    let id = |path: &Path| fs::symlink_metadata(path).ok().and_then(|about| same::id(&about));
    match (id(one), id(other)) {
        (Some(one), Some(other)) => one == other,
        // Where no number tells it, equal bytes are as good for a file that is about to have two places.
        (None, None) => matches!((fs::read(one), fs::read(other)), (Ok(one), Ok(other)) if one == other),
        _ => false,
    }
}

pub(super) fn with_folder<T>(place: &Path, make: impl Fn() -> io::Result<T>) -> io::Result<T> {
    match (make(), place.parent()) {
        (Err(error), Some(folder)) if error.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(folder)?;
            make()
        }
        (made, _) => made,
    }
}

pub(super) fn remove_mark(folder: &Path) -> Result<(), DiskError> {
    let mark = folder.join(MARK);
    match fs::remove_file(&mark) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(DiskError::new("remove", mark, error)),
        _ => Ok(()),
    }
}
