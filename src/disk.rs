//! All reading and writing. Nothing else in the library touches a disk.

pub mod clean;
pub mod edit;
pub mod foreign;
pub mod guard;
pub mod known;
mod lock;
mod manifest;
pub mod picture;
pub mod publish;
pub mod read;
mod retire;
pub(crate) mod same;
pub mod stamp;
pub mod theme;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// What the machine, or the guard of the output folder, would not do, and where.
#[derive(Debug)]
pub struct DiskError {
    /// The file or folder it is about.
    pub path: PathBuf,
    /// What was tried, after "cannot": `read`, `write`, `publish into`.
    pub what: &'static str,
    /// Why not.
    pub source: io::Error,
}

impl DiskError {
    /// From an error of the machine.
    pub fn new(what: &'static str, path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self { path: path.into(), what, source }
    }

    /// A refusal of ours, before anything was touched.
    pub fn refused(what: &'static str, path: impl Into<PathBuf>, why: impl Into<String>) -> Self {
        Self::new(what, path, io::Error::other(why.into()))
    }
}

impl fmt::Display for DiskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.what, self.path.display(), reason(&self.source))
    }
}

impl std::error::Error for DiskError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The machine's words for an error, without the number that it adds for programmers.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match (error.raw_os_error(), text.rfind(" (os error ")) {
        (Some(_), Some(end)) => text.get(..end).unwrap_or(&text).to_owned(),
        _ => text,
    }
}

/// A short way to say which path an error of the machine belongs to.
trait At<T> {
    fn at(self, what: &'static str, path: &Path) -> Result<T, DiskError>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, what: &'static str, path: &Path) -> Result<T, DiskError> {
        self.map_err(|source| DiskError::new(what, path, source))
    }
}
