//! Writes a site beside the place where it will stand, and puts it there in one step.
//!
//! Until that step the old site is as it was, byte for byte; after it the new one is whole. Files that Amends
//! did not write are carried over and never removed. A file that did not change is linked, not written again:
//! freeing and filling blocks is what makes a disk slow. (Nothing is forced out to the disk: a power cut is
//! left to the file system.)

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::disk::guard::Keep;
use crate::disk::lock::Lock;
use crate::disk::manifest::{self, Manifest};
use crate::disk::retire::{remove_mark, with_folder};
use crate::disk::{At as _, DiskError, guard, read, retire};

/// A site while it is written. Dropped without [`Publisher::finish`], it leaves the old site as it was.
#[derive(Debug)]
pub struct Publisher {
    root: PathBuf,
    out: PathBuf,
    staging: PathBuf,
    old: Manifest,
    foreign: BTreeSet<PathBuf>,
    written: Mutex<Vec<String>>,
    _lock: Lock,
}

impl Publisher {
    /// Prepares to write a site to `out`. Refuses, before it touches anything, a folder where files of others
    /// could be lost.
    pub fn open(out: &Path, keep: &Keep<'_>) -> Result<Self, DiskError> {
        let out = guard::allow(out, keep, "build into")?;
        let parent = out.parent().unwrap_or(&out);
        fs::create_dir_all(parent).at("create", parent)?;
        refuse_mount_point(parent, &out)?;
        let lock = Lock::take(beside(&out, "lock")?, &out)?;
        if lock.is_held() {
            retire::leftovers(&out)?;
        }
        let old = Manifest::read(&out)?.unwrap_or_default();
        let foreign = retire::foreign_files(&out, &old)?;
        let staging = create_staging(&out)?;
        let root = keep.root.to_path_buf();
        Ok(Self { root, out, staging, old, foreign, written: Mutex::default(), _lock: lock })
    }

    /// Where the site will stand.
    pub fn place(&self) -> &Path {
        &self.out
    }

    /// Writes one file of the site, at a path from its folder, with `/`. From as many threads as you like.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), DiskError> {
        let new = self.claim(path)?;
        if self.link_unchanged(path, bytes, &new) {
            return Ok(());
        }
        let mut file = create(&new).map_err(|error| self.at("write", path, error))?;
        file.write_all(bytes).map_err(|error| self.at("write", path, error))
    }

    /// Writes one file of the site piece by piece, so that it is never whole in memory.
    pub fn write_pieces(
        &self,
        path: &str,
        pieces: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> Result<(), DiskError> {
        let new = self.claim(path)?;
        let write = || -> io::Result<()> {
            let mut file = BufWriter::new(create(&new)?);
            pieces(&mut file)?;
            file.flush()
        };
        write().map_err(|error| self.at("write", path, error))?;
        let old = self.out.join(path);
        if self.old.owns(path) && same_file(&old, &new).unwrap_or_default() {
            // What did not change keeps its place on the disk. If that fails, the new file is as good.
            let kept = new.with_extension("kept");
            if fs::hard_link(&old, &kept).is_ok() {
                fs::rename(&kept, &new).map_err(|error| self.at("write", path, error))?;
            }
        }
        Ok(())
    }

    /// Copies an asset, named by its path from the root of the project, to a path of the site.
    pub fn copy(&self, asset: &str, path: &str) -> Result<(), DiskError> {
        let source = read::place_of_asset(&self.root, asset)?;
        let size = fs::metadata(&source).at("read", &source)?.len();
        if size <= read::LARGEST_TEXT {
            return self.write(path, &fs::read(&source).at("read", &source)?);
        }
        // A film is not held in memory. Only its bytes are copied, not the mode: what is published can be read.
        let new = self.claim(path)?;
        let mut from = File::open(&source).at("read", &source)?;
        let mut to = create(&new).map_err(|error| self.at("write", path, error))?;
        io::copy(&mut from, &mut to).map(drop).map_err(|error| self.at("write", path, error))
    }

    /// Puts the new site in the place of the old one.
    pub fn finish(self) -> Result<(), DiskError> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let new = Manifest::new(written.drain(..));
        drop(written);
        let list = self.staging.join(manifest::NAME);
        fs::write(&list, new.to_text()).map_err(|error| self.at("write", manifest::NAME, error))?;
        retire::carry_over(&self.out, &self.staging, &self.foreign)?;
        if let Ok(about) = fs::metadata(&self.out) {
            fs::set_permissions(&self.staging, about.permissions()).at("publish into", &self.out)?;
        }
        let before = exchange(&self.staging, &self.out)?;
        remove_mark(&self.out)?;
        match before {
            Some(before) => retire::retire(&before, &self.out, &new),
            None => Ok(()),
        }
    }

    /// The place of a path in the new site, if it is a path that can be written and is not somebody else's.
    fn claim(&self, path: &str) -> Result<PathBuf, DiskError> {
        let refuse = |why: &str| Err(DiskError::refused("write", self.out.join(path), why));
        let is_name =
            |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(FORBIDDEN);
        if !path.split('/').all(is_name) || [manifest::NAME, retire::MARK].contains(&path) {
            return Err(DiskError::refused("write", path, "no file of a site can be called that"));
        }
        if self.foreign.contains(Path::new(path)) {
            return refuse("a file that Amends did not write stands there; move it away");
        }
        self.written.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        Ok(self.staging.join(path))
    }

    /// Links the file of the old site to its place in the new one, if it is ours and has these bytes.
    fn link_unchanged(&self, path: &str, bytes: &[u8], new: &Path) -> bool {
        if !self.old.owns(path) {
            return false;
        }
        let old = self.out.join(path);
        let is_same_size = |about: fs::Metadata| about.is_file() && about.len() == bytes.len() as u64;
        fs::symlink_metadata(&old).is_ok_and(is_same_size)
            && fs::read(&old).is_ok_and(|before| before == bytes)
            && with_folder(new, || fs::hard_link(&old, new)).is_ok()
    }

    /// Errors speak of the path that the user knows, not of the folder beside it.
    fn at(&self, what: &'static str, path: &str, error: io::Error) -> DiskError {
        DiskError::new(what, self.out.join(path), error)
    }
}

impl Drop for Publisher {
    fn drop(&mut self) {
        // Ours alone while the mark is in it: it says that this folder was never a site.
        if self.staging.join(retire::MARK).exists() {
            let _ = fs::remove_dir_all(&self.staging);
        }
    }
}

/// Letters that no part of a path on any of our systems can hold.
const FORBIDDEN: &[char] =
    if cfg!(windows) { &['\0', '\\', ':', '*', '?', '"', '<', '>', '|'] } else { &['\0'] };

/// A hidden name beside the output folder.
pub(super) fn beside(out: &Path, what: &str) -> Result<PathBuf, DiskError> {
    let Some(name) = out.file_name() else {
        return Err(DiskError::refused("build into", out, "it has no name"));
    };
    let mut hidden = std::ffi::OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".amends-{what}"));
    Ok(out.with_file_name(hidden))
}

/// A fresh folder beside the output, with the mode that folders have here.
fn create_staging(out: &Path) -> Result<PathBuf, DiskError> {
    for number in 0u32.. {
        let staging = beside(out, &format!("{}-{number}", std::process::id()))?;
        match fs::create_dir(&staging) {
            Ok(()) => {
                let mark = staging.join(retire::MARK);
                File::create(&mark).at("write", &mark)?;
                return Ok(staging);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(DiskError::new("create", staging, error)),
        }
    }
    Err(DiskError::refused("build into", out, "too many unfinished builds beside it"))
}

/// Whether two files have the same bytes.
fn same_file(old: &Path, new: &Path) -> io::Result<bool> {
    let (about_old, about_new) = (fs::symlink_metadata(old)?, fs::metadata(new)?);
    if !about_old.is_file() || about_old.len() != about_new.len() {
        return Ok(false);
    }
    let mut old = BufReader::with_capacity(1 << 16, File::open(old)?);
    let mut new = BufReader::with_capacity(1 << 16, File::open(new)?);
    loop {
        let (before, after) = (old.fill_buf()?, new.fill_buf()?);
        let length = before.len().min(after.len());
        if before.get(..length) != after.get(..length) {
            return Ok(false);
        }
        if length == 0 {
            return Ok(before.is_empty() && after.is_empty());
        }
        old.consume(length);
        new.consume(length);
    }
}

/// A new file; the folders above it are made when they turn out to be missing, once per folder and not per file.
fn create(place: &Path) -> io::Result<File> {
    with_folder(place, || OpenOptions::new().write(true).create_new(true).open(place))
}

#[cfg(unix)]
fn refuse_mount_point(parent: &Path, out: &Path) -> Result<(), DiskError> {
    use std::os::unix::fs::MetadataExt as _;
    let device = |path: &Path| fs::metadata(path).map(|about| about.dev()).ok();
    match (device(parent), device(out)) {
        (Some(parent), Some(here)) if parent != here => {
            let why = "another disk is mounted there, and a site cannot be exchanged with it in one step; \
                       name a folder inside it";
            Err(DiskError::refused("build into", out, why))
        }
        _ => Ok(()),
    }
}

#[cfg(not(unix))]
fn refuse_mount_point(_parent: &Path, _out: &Path) -> Result<(), DiskError> {
    Ok(())
}

/// Puts `staging` at `out`; gives the place where the site before it lies now, if there was one.
fn exchange(staging: &Path, out: &Path) -> Result<Option<PathBuf>, DiskError> {
    if fs::symlink_metadata(out).is_err() {
        fs::rename(staging, out).at("publish into", out)?;
        return Ok(None);
    }
    if exchange_in_one_step(staging, out).at("publish into", out)? {
        return Ok(Some(staging.to_path_buf()));
    }
    // Two steps, where the system knows no exchange. A build that is killed between them is mended by the
    // next one, which finds the old site under its hidden name.
    let before = beside(out, &format!("{}-before", std::process::id()))?;
    fs::rename(out, &before).at("publish into", out)?;
    let put = fs::rename(staging, out);
    if put.is_err() {
        fs::rename(&before, out).at("put back", out)?;
    }
    put.at("publish into", out).map(|()| Some(before))
}

/// Whether it was done; not every file system can.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange_in_one_step(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange_in_one_step(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}
