//! Reads a theme of the project: the files that take the place of those of the built-in theme.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::disk::read::{is_skipped, slashed};
use crate::disk::{At as _, DiskError};

/// The folder of a project that holds its themes.
pub const THEMES: &str = "themes";

/// One file of a theme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeFile {
    /// Path from the theme's folder, with `/`: `templates/page.html`, `static/site.css`.
    pub path: Box<str>,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// All files of `themes/NAME`, in the order of their paths. Links that leave the theme are refused.
pub fn read_theme(root: &Path, name: &str) -> Result<Vec<ThemeFile>, DiskError> {
    let folder = root.join(THEMES).join(name);
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', ':', '\0']) {
        return Err(DiskError::refused("read the theme in", folder, "a theme is named by one folder name"));
    }
    let inside = fs::canonicalize(&folder).at("read the theme in", &folder)?;
    let mut files = Vec::new();
    let entries = WalkDir::new(&inside).min_depth(1).into_iter();
    for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name())) {
        let entry = entry.map_err(|error| {
            let path = error.path().map_or_else(|| folder.clone(), Path::to_path_buf);
            DiskError::new("read", path, error.into())
        })?;
        let below = entry.path().strip_prefix(&inside).unwrap_or(entry.path());
        if let Some(place) = file_behind(&inside, entry.path())? {
            let bytes = fs::read(&place).at("read", &folder.join(below))?;
            files.push(ThemeFile { path: slashed("", below), bytes });
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    // Underscores are how partial templates are called; only dots hide.
    is_skipped(name) && !name.as_encoded_bytes().starts_with(b"_")
}

/// Where the file of an entry really lies; nothing for a folder.
fn file_behind(inside: &Path, path: &Path) -> Result<Option<PathBuf>, DiskError> {
    let real = fs::canonicalize(path).at("read", path)?;
    if !real.starts_with(inside) {
        return Err(DiskError::refused("read", path, "it leaves the theme's folder"));
    }
    let about = fs::metadata(&real).at("read", path)?;
    match (about.is_file(), about.is_dir()) {
        (true, _) => Ok(Some(real)),
        (_, true) if path == real => Ok(None),
        (_, true) => Err(DiskError::refused("read", path, "links to folders are not followed")),
        _ => Err(DiskError::refused("read", path, "it is not a file")),
    }
}
