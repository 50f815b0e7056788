//! One number for the state of all sources, to see that something changed without reading it.

use std::fs::Metadata;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::Path;

use rayon::prelude::*;
use walkdir::WalkDir;

use crate::config::{BASELINE, CONTENT, SITE_TOML};
use crate::disk::same;
use crate::disk::theme::THEMES;

/// Names, sizes and times of `site.toml`, of the baseline at its usual place and of everything below the content and
/// theme folders of a project. Two stamps of one process that are equal mean that nothing changed, as far as the clock
/// of the disk tells.
pub fn stamp(root: &Path) -> u64 {
    let places = [SITE_TOML, BASELINE, CONTENT, THEMES].map(|name| root.join(name));
    let walk =
        |place| WalkDir::new(place).into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry));
    let entries: Vec<_> = places.iter().flat_map(walk).filter_map(Result::ok).collect();
    let state = |entry: &walkdir::DirEntry| {
        // Of a link, the file that it leads to is what is read.
        let about = std::fs::metadata(entry.path()).or_else(|_| std::fs::symlink_metadata(entry.path()));
        about.ok().map(|about| number(entry.path(), &about))
    };
    // A sum does not depend on the order in which a folder gives its names.
    entries.par_iter().filter_map(state).reduce(|| 0, u64::wrapping_add)
}

/// One number for the state of a file: what is in it where it is short, and what the system says about it.
pub fn stamp_of(path: &Path) -> Option<u64> {
    let about = std::fs::metadata(path).ok()?;
    let mut hasher = DefaultHasher::new();
    number(path, &about).hash(&mut hasher);
    if about.is_file() && about.len() < SHORT {
        std::fs::read(path).ok().hash(&mut hasher);
    }
    Some(hasher.finish())
}

const SHORT: u64 = 4096;

fn is_hidden(entry: &walkdir::DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

fn number(path: &Path, about: &Metadata) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    same::id(about).hash(&mut hasher);
    // The time of a folder changes with every file that an editor puts aside in it for a moment.
    if !about.is_dir() {
        about.len().hash(&mut hasher);
        about.modified().ok().hash(&mut hasher);
    }
    hasher.finish()
}
