//! Removes a site that we wrote, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::disk::guard::{self, Keep};
use crate::disk::lock::Lock;
use crate::disk::manifest::{self, Manifest};
use crate::disk::publish::beside;
use crate::disk::{At as _, DiskError, retire};

/// What became of a site.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cleaned {
    /// The folder, with every link and `..` resolved.
    pub place: PathBuf,
    /// Files of ours that are gone.
    pub removed: usize,
    /// Files and folders of others that were left, sorted, from `place`.
    pub kept: Vec<PathBuf>,
}

/// Removes the files that Amends wrote to `out`, and the folders that are empty then. Refuses the folders that a
/// build refuses, before it touches anything.
pub fn clean(out: &Path, keep: &Keep<'_>) -> Result<Cleaned, DiskError> {
    let place = guard::allow(out, keep, "clean")?;
    if !place.is_dir() {
        return Ok(Cleaned { place, ..Cleaned::default() });
    }
    let lock = Lock::take(beside(&place, "lock")?, &place)?;
    if lock.is_held() {
        retire::leftovers(&place)?;
    }
    let ours = Manifest::read(&place)?.unwrap_or_default();
    let kept: Vec<PathBuf> = retire::foreign_files(&place, &ours)?.into_iter().collect();
    let (mut removed, mut folders) = (0, BTreeSet::new());
    for path in ours.paths() {
        let file = place.join(path);
        // A folder or a link in the place of a file that we wrote is somebody else's.
        if !fs::symlink_metadata(&file).is_ok_and(|about| about.is_file()) {
            continue;
        }
        fs::remove_file(&file).at("remove", &file)?;
        removed += 1;
        folders.extend(Path::new(path).ancestors().skip(1).map(Path::to_path_buf));
    }
    // Last of all: a folder without its list would be taken for somebody else's.
    let list = place.join(manifest::NAME);
    if list.exists() {
        fs::remove_file(&list).at("remove", &list)?;
    }
    folders.insert(PathBuf::new());
    for folder in folders.iter().rev() {
        // Fails where something of others is in it, and then it has to stay.
        let _ = fs::remove_dir(place.join(folder));
    }
    Ok(Cleaned { place, removed, kept })
}
