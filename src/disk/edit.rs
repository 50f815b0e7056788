//! Writes into the project itself: in one step, and never over what is not meant.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use tempfile::Builder;

use crate::disk::{At as _, DiskError};

/// Puts `bytes` in the place of a file that exists, in one step, with the mode it had.
///
/// The file is written behind a symbolic link, not in the link's place.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    let place = fs::canonicalize(path).at("replace", path)?;
    let about = fs::metadata(&place).at("replace", path)?;
    if !about.is_file() {
        return Err(DiskError::refused("replace", path, "it is not a file"));
    }
    if about.permissions().readonly() {
        // A rename would go through: the folder lets it, though whoever protected the file did not mean it.
        return Err(DiskError::new("replace", path, io::ErrorKind::PermissionDenied.into()));
    }
    let folder = place.parent().unwrap_or(Path::new("."));
    let mut beside = Builder::new().prefix(".amends-").tempfile_in(folder).at("write beside", path)?;
    beside.write_all(bytes).at("write", path)?;
    beside.as_file().set_permissions(about.permissions()).at("write", path)?;
    beside.as_file().sync_all().at("write", path)?;
    beside.persist(&place).map_err(|error| DiskError::new("replace", path, error.error))?;
    Ok(())
}

/// Puts `bytes` in a place, whatever is there: in one step where a file is. A device or a pipe takes them as they come.
pub fn put(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    match fs::metadata(path) {
        Ok(about) if !about.is_file() && !about.is_dir() => {
            let opened = OpenOptions::new().write(true).open(path);
            opened.and_then(|mut place| place.write_all(bytes)).at("write", path)
        }
        Ok(_) => replace_file(path, bytes),
        Err(_) => create_new(path, bytes),
    }
}

/// Makes a folder, with those above it, where there is none.
pub fn create_folder(folder: &Path) -> Result<(), DiskError> {
    fs::create_dir_all(folder).at("create", folder)
}

/// Puts `bytes` in the place of a file that still holds `before`; what somebody has written since is not lost.
pub fn replace_unchanged(path: &Path, before: &[u8], bytes: &[u8]) -> Result<(), DiskError> {
    if fs::read(path).at("read", path)? != before {
        return Err(DiskError::refused("replace", path, "it has changed since it was read"));
    }
    replace_file(path, bytes)
}

/// Writes a file that does not exist yet, and the folders above it. Never overwrites, also not a link.
pub fn create_new(path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).at("create", folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).at("create", path)?;
    let written = file.write_all(bytes);
    if written.is_err() {
        // Half a file that we made a moment ago: of no use, and in the way of the next try.
        let _ = fs::remove_file(path);
    }
    written.at("write", path)
}
