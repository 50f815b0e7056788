//! One build at a time into one folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::disk::{At as _, DiskError, same};

/// Held as long as a build writes. The system lets go of it when the process ends, however it ends, so a
/// file that was left behind locks nobody out.
#[derive(Debug)]
pub(super) struct Lock {
    place: PathBuf,
    is_held: bool,
    _file: File,
}

impl Lock {
    pub(super) fn take(place: PathBuf, out: &Path) -> Result<Self, DiskError> {
        // The holder before us removes its file when it is done; then ours is a lock on a file without a
        // name, which the next one would not see.
        for _ in 0..100 {
            let mut options = OpenOptions::new();
            let file = options.write(true).create(true).truncate(false).open(&place).at("create", &place)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(taken(out)),
                // Some file systems know no locks. Every build has a folder of its own to write in, so even
                // then two of them do not mix.
                Err(TryLockError::Error(_)) => return Ok(Self { place, is_held: false, _file: file }),
            }
            if is_at(&file, &place) {
                return Ok(Self { place, is_held: true, _file: file });
            }
        }
        Err(taken(out))
    }

    /// Whether nobody else can be at work; not where the file system knows no locks.
    pub(super) fn is_held(&self) -> bool {
        self.is_held
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is still held. Where that is not possible, an empty file stays, and does no harm.
        let _ = fs::remove_file(&self.place);
    }
}

fn taken(out: &Path) -> DiskError {
    DiskError::refused(
        "build into",
        out,
        "another build is writing there; wait for it or name another folder",
    )
}

/// Whether the file that we locked is the one that the next build will find.
fn is_at(file: &File, place: &Path) -> bool {
    match (file.metadata(), fs::symlink_metadata(place)) {
        (Ok(ours), Ok(there)) => same::id(&ours) == same::id(&there),
        _ => false,
    }
}
