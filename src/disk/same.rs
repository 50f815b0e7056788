//! Tells whether two names mean one file.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};

/// A path without links on its way, where the system finds it; else as it is written.
pub(crate) fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Device and number of a file, where the system tells them.
#[cfg(unix)]
pub(super) fn id(about: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((about.dev(), about.ino()))
}

/// Device and number of a file, where the system tells them.
#[cfg(not(unix))]
pub(super) fn id(_about: &Metadata) -> Option<(u64, u64)> {
    None
}
