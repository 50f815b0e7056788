//! Reads a project: every text once, in parallel, and whatever cannot be read becomes a fault with a place.

use std::ffi::OsStr;
use std::fs::{self, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::config::{CONTENT, SITE_TOML};
use crate::disk::{At as _, DiskError, reason};
use crate::source::{ReadFault, Source, Sources};

/// No text of a person is longer; what is longer is a log that was given the wrong name.
pub const LARGEST_TEXT: u64 = 16 * 1024 * 1024;

/// The nearest folder, from `start` upwards, that holds a `site.toml`.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = fs::canonicalize(start).ok()?;
    start.ancestors().find(|folder| folder.join(SITE_TOML).exists()).map(Path::to_path_buf)
}

/// One text file of the project at `path`, from `root`, with `/`.
pub fn read_file(root: &Path, path: &str) -> Source {
    Found { path: path.into(), place: root.join(path), fault: None }.read()
}

/// A text that comes from elsewhere than the file at `path` that it stands for, such as an editor's.
pub fn typed(path: &str, from: impl Read) -> Result<Source, DiskError> {
    let mut bytes = Vec::new();
    from.take(LARGEST_TEXT + 1).read_to_end(&mut bytes).at("read the text of", Path::new(path))?;
    let (text, fault) = match bytes.len() as u64 {
        length if length > LARGEST_TEXT => (Arc::from(""), Some(ReadFault::TooLarge { bytes: length })),
        _ => text_of_bytes(bytes),
    };
    Ok(Source { path: path.into(), text, fault })
}

/// All text and all assets of the project.
///
/// `registry` is the folder of the registries, from the content folder. `first` is what the caller had to
/// read before (site.toml), so that every text is read once.
pub fn read(root: &Path, registry: &str, first: Vec<Source>) -> Result<Sources, DiskError> {
    let met = find(root, registry)?;
    let mut files: Vec<Source> = met.texts.into_par_iter().map(Found::read).collect();
    files.extend(first);
    Ok(Sources::new(files, met.assets))
}

/// The files of a project's content, before they are read.
pub(super) fn find(root: &Path, registry: &str) -> Result<Met, DiskError> {
    let content = root.join(CONTENT);
    let inside = inside(&content)?;
    let walk = Walk { content: &content, inside: &inside, registry: registry.trim_matches('/') };
    Ok(walk.find())
}

/// Where the content folder of a project really lies.
pub(super) fn inside(content: &Path) -> Result<PathBuf, DiskError> {
    let inside = fs::canonicalize(content).at("read", content)?;
    if inside.is_dir() {
        return Ok(inside);
    }
    Err(DiskError::refused("read", content, "it is not a folder"))
}

/// The bytes of an asset of the project, at a path from `root`.
///
/// It is looked at again where it really lies, for a link may have been laid since the walk.
pub fn read_asset(root: &Path, path: &str) -> Result<Vec<u8>, DiskError> {
    let place = place_of_asset(root, path)?;
    fs::read(&place).at("read", &place)
}

/// Where an asset really lies; refused if that is outside of the content folder or not a file.
pub(crate) fn place_of_asset(root: &Path, path: &str) -> Result<PathBuf, DiskError> {
    let place = root.join(path);
    let inside = fs::canonicalize(root.join(CONTENT)).at("read", &place)?;
    let real = fs::canonicalize(&place).at("read", &place)?;
    if !real.starts_with(&inside) {
        return Err(DiskError::refused("read", place, "it leaves the content folder"));
    }
    let kind = fs::metadata(&real).at("read", &real)?.file_type();
    if kind.is_file() { Ok(real) } else { Err(DiskError::refused("read", real, not_a_file(kind))) }
}

/// What the walk met.
#[derive(Default)]
pub(super) struct Met {
    pub(super) texts: Vec<Found>,
    /// Paths of the assets.
    pub(super) assets: Vec<Box<str>>,
    /// Whether any of them is a symbolic link.
    pub(super) has_links: bool,
}

/// A file that the walk met, before it is read.
pub(super) struct Found {
    pub(super) path: Box<str>,
    pub(super) place: PathBuf,
    pub(super) fault: Option<ReadFault>,
}

impl Found {
    pub(super) fn read(self) -> Source {
        let (text, fault) = match self.fault {
            Some(fault) => (Arc::from(""), Some(fault)),
            None => text_of(&self.place),
        };
        Source { path: self.path, text, fault }
    }
}

pub(crate) fn text_of(place: &Path) -> (Arc<str>, Option<ReadFault>) {
    match bytes_of(place) {
        Ok(bytes) => text_of_bytes(bytes),
        Err(fault) => (Arc::from(""), Some(fault)),
    }
}

fn text_of_bytes(bytes: Vec<u8>) -> (Arc<str>, Option<ReadFault>) {
    match String::from_utf8(bytes) {
        Ok(text) => (Arc::from(text), None),
        Err(error) => text_before_fault(error.as_bytes()),
    }
}

fn text_before_fault(bytes: &[u8]) -> (Arc<str>, Option<ReadFault>) {
    let Some(chunk) = bytes.utf8_chunks().next() else { return (Arc::from(""), None) };
    let fault = chunk.invalid().first().map(|byte| ReadFault::NotText { byte: *byte });
    (Arc::from(chunk.valid()), fault)
}

fn bytes_of(place: &Path) -> Result<Vec<u8>, ReadFault> {
    let refused = |error: io::Error| ReadFault::Refused(reason(&error));
    // Asked before it is opened: opening a pipe that nobody writes to never returns.
    let about = fs::metadata(place).map_err(refused)?;
    if !about.is_file() {
        return Err(ReadFault::Refused(not_a_file(about.file_type()).into()));
    }
    if about.len() > LARGEST_TEXT {
        return Err(ReadFault::TooLarge { bytes: about.len() });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or(0) + 1);
    let file = fs::File::open(place).map_err(refused)?;
    // A file of /proc says that it is empty and is not; one that is being written to has no end.
    file.take(LARGEST_TEXT + 1).read_to_end(&mut bytes).map_err(refused)?;
    let read = bytes.len() as u64;
    if read > LARGEST_TEXT { Err(ReadFault::TooLarge { bytes: read }) } else { Ok(bytes) }
}

fn not_a_file(kind: FileType) -> &'static str {
    if kind.is_dir() {
        "it is a folder, not a file"
    } else {
        "it is a pipe, a socket or a device, not a file"
    }
}

/// What to look for below the content folder.
pub(super) struct Walk<'a> {
    pub(super) content: &'a Path,
    pub(super) inside: &'a Path,
    pub(super) registry: &'a str,
}

/// What an entry of the content folder is to us.
pub(super) enum Kind {
    Text,
    Asset,
    Nothing,
    Faulty(ReadFault),
}

impl Walk<'_> {
    fn find(&self) -> Met {
        let mut met = Met::default();
        let entries = WalkDir::new(self.inside).min_depth(1).into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() == 0 || !is_skipped(entry.file_name())) {
            let (below, kind) = match &entry {
                Ok(entry) => (self.below(entry.path()), self.kind_of(entry)),
                Err(error) => (error.path().and_then(|path| self.below(path)), Kind::Faulty(refusal(error))),
            };
            met.has_links |= entry.as_ref().is_ok_and(DirEntry::path_is_symlink);
            let below = below.unwrap_or(Path::new(""));
            let path = slashed(CONTENT, below);
            let found = |fault| Found { path: path.clone(), place: self.content.join(below), fault };
            match kind {
                Kind::Text => met.texts.push(found(None)),
                Kind::Faulty(fault) => met.texts.push(found(Some(fault))),
                Kind::Asset => met.assets.push(path),
                Kind::Nothing => {}
            }
        }
        met
    }

    fn below<'p>(&self, path: &'p Path) -> Option<&'p Path> {
        path.strip_prefix(self.inside).ok()
    }

    fn kind_of(&self, entry: &DirEntry) -> Kind {
        if entry.file_name().to_str().is_none() {
            return Kind::Faulty(ReadFault::Refused("its name is not UTF-8".into()));
        }
        if !entry.path_is_symlink() {
            return self.kind(entry.path(), entry.file_type());
        }
        match self.behind(entry.path()) {
            Ok(kind) => self.kind(entry.path(), kind),
            Err(fault) => Kind::Faulty(fault),
        }
    }

    /// What something is by its name and by what it is, or what the link leads to that it is.
    pub(super) fn kind(&self, path: &Path, kind: FileType) -> Kind {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        let text = match self.is_registry(path) {
            true => matches!(extension, "yaml" | "yml" | "toml"),
            false => extension == "md",
        };
        match (kind.is_file(), text) {
            (true, true) => Kind::Text,
            (false, true) => Kind::Faulty(ReadFault::Refused(not_a_file(kind).into())),
            (true, false) if !self.is_registry(path) => Kind::Asset,
            _ => Kind::Nothing,
        }
    }

    /// The kind of what a symbolic link leads to. Links to folders are not followed: what lies in the
    /// content is read where it lies, and links that lead round in circles have no end.
    fn behind(&self, link: &Path) -> Result<FileType, ReadFault> {
        let refused = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => ReadFault::Refused("it is a symbolic link to nothing".into()),
            _ => ReadFault::Refused(reason(&error)),
        };
        let target = fs::canonicalize(link).map_err(refused)?;
        if !target.starts_with(self.inside) {
            return Err(ReadFault::Outside);
        }
        let kind = fs::metadata(&target).map_err(refused)?.file_type();
        match kind.is_dir() {
            true => {
                Err(ReadFault::Refused("it is a symbolic link to a folder, which is not followed".into()))
            }
            false => Ok(kind),
        }
    }

    fn is_registry(&self, path: &Path) -> bool {
        let below = self.below(path).unwrap_or(path);
        !self.registry.is_empty() && below.parent().is_some_and(|parent| parent.starts_with(self.registry))
    }
}

/// Names that are not content: READMEs for readers of the folder, and what an author or a tool put aside.
pub fn is_skipped(name: &OsStr) -> bool {
    name == "README.md" || matches!(name.as_encoded_bytes().first(), Some(b'_' | b'.'))
}

pub(crate) fn refusal(error: &walkdir::Error) -> ReadFault {
    ReadFault::Refused(error.io_error().map_or_else(|| error.to_string(), reason))
}

/// `below` with `/` on every system, after `folder`; what is not UTF-8 is shown as well as can be.
pub(crate) fn slashed(folder: &str, below: &Path) -> Box<str> {
    let mut path = folder.to_owned();
    for part in below {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&part.to_string_lossy());
    }
    path.into()
}
