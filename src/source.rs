//! All text, read once. Everything later points into it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A run of bytes of one file, counted from the start of that file, end exclusive.
///
/// Line and column exist only in `report`, so that nothing can count from the wrong start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// From two byte offsets; what lies beyond 4 GiB is clamped, and no source is that large.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The bytes as a range, for `str::get`.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text it covers, or nothing where it points outside of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A file among [`Sources`]; files are numbered in the order of their paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// One text file of the project.
#[derive(Debug, Clone, Eq)]
pub struct Source {
    /// Path from the folder of `site.toml`, with `/`.
    pub path: Box<str>,
    /// The text as it stands in the file, byte for byte, but for credentials ([`Sources::hide`]); what could be
    /// read of it where `fault` is set.
    pub text: Arc<str>,
    /// Why the text is not whole.
    pub fault: Option<ReadFault>,
}

/// What kept a file from being read as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReadFault {
    /// Not UTF-8; the text ends before the first wrong byte.
    NotText {
        /// The first byte that is not UTF-8.
        byte: u8,
    },
    /// Larger than the limit; nothing was read.
    TooLarge {
        /// Size of the file in bytes.
        bytes: u64,
    },
    /// A symbolic link to something outside of the content folder; nothing was read.
    Outside,
    /// The machine refused; the text of its error.
    Refused(String),
}

/// A credential that stood in a file and is no longer in its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// Where it stood, with what shows its kind.
    pub span: Span,
    /// What it is, with its article.
    pub what: &'static str,
}

/// Every file of the project, sorted by path.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
    masked: BTreeMap<FileId, Masked>,
    /// Files that are not text of ours (images and what else lies beside documents): paths from the folder
    /// of `site.toml`, sorted.
    pub assets: Vec<Box<str>>,
}

impl Source {
    /// Whether another file has the same text, and as much of it could be read.
    pub fn says_the_same(&self, other: &Self) -> bool {
        is_same(&self.text, &other.text) && self.fault == other.fault
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.says_the_same(other) && self.path == other.path
    }
}

/// Whether two texts are equal. Most are one text that two states of a project share, which need not be read for that.
fn is_same(one: &Arc<str>, other: &Arc<str>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}

impl Sources {
    /// From files in any order.
    pub fn new(mut files: Vec<Source>, mut assets: Vec<Box<str>>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        assets.sort();
        Self { files, masked: BTreeMap::new(), assets }
    }

    /// From pairs of path and text, for tests and for text that is not on a disk.
    pub fn from_texts<P: Into<Box<str>>, T: Into<Arc<str>>>(texts: impl IntoIterator<Item = (P, T)>) -> Self {
        let file = |(path, text): (P, T)| Source { path: path.into(), text: text.into(), fault: None };
        Self::new(texts.into_iter().map(file).collect(), Vec::new())
    }

    /// The file behind an id.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// The text behind an id; empty for an id of other sources.
    pub fn text(&self, id: FileId) -> &str {
        self.get(id).map_or("", |file| &file.text)
    }

    /// The path behind an id; empty for an id of other sources.
    pub fn path(&self, id: FileId) -> &str {
        self.get(id).map_or("", |file| &file.path)
    }

    /// The file at a path from the folder of `site.toml`.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let at = self.files.binary_search_by(|file| file.path.as_ref().cmp(path)).ok()?;
        u32::try_from(at).ok().map(FileId)
    }

    /// Whether both hold the same files with the same texts, as they are written there, and the same assets.
    pub fn hold_the_same(&self, other: &Self) -> bool {
        let written = |sources: &Self| sources.masked.is_empty();
        written(self) && written(other) && self.files == other.files && self.assets == other.assets
    }

    /// Gives a file another text.
    pub fn set_text(&mut self, id: FileId, text: impl Into<Arc<str>>) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            file.text = text.into();
        }
    }

    /// Puts a file in, in the place of the one at its path if there is one. Ids given out before may no longer hold.
    pub fn put(&mut self, source: Source) {
        match self.files.binary_search_by(|file| file.path.cmp(&source.path)) {
            Ok(at) => self.files.get_mut(at).into_iter().for_each(|file| *file = source.clone()),
            Err(at) => self.files.insert(at, source),
        }
    }

    /// Takes a file out. Ids given out before may no longer hold.
    pub fn take(&mut self, path: &str) -> Option<Source> {
        let at = self.files.binary_search_by(|file| file.path.as_ref().cmp(path)).ok()?;
        Some(self.files.remove(at))
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// Puts a text of the same length in the place of a file's, with all of `hidden` made unreadable in it.
    pub fn hide(&mut self, id: FileId, text: impl Into<Arc<str>>, hidden: Vec<Hidden>) {
        if let Some(file) = self.files.get_mut(id.0 as usize) {
            let written = std::mem::replace(&mut file.text, text.into());
            self.masked.insert(id, Masked { written, hidden });
        }
    }

    /// What stands for the text of a file here, and what is hidden in it, where it is the text of `written`. `near` is
    /// the number that the file most likely has.
    pub fn hidden_in(&self, near: FileId, written: &Source) -> Option<(Arc<str>, Vec<Hidden>)> {
        let is_there = self.get(near).is_some_and(|source| source.path == written.path);
        let id = if is_there { near } else { self.find(&written.path)? };
        let source = self.get(id)?;
        let masked = self.masked.get(&id);
        let before = masked.map_or(&source.text, |masked| &masked.written);
        is_same(before, &written.text).then(|| {
            (Arc::clone(&source.text), masked.map(|masked| masked.hidden.clone()).unwrap_or_default())
        })
    }

    /// Whether the very text of `written` stands in the file of this number here: nothing has been taken out of it.
    pub fn is_as_written(&self, id: FileId, written: &Source) -> bool {
        self.get(id).is_some_and(|source| Arc::ptr_eq(&source.text, &written.text))
    }

    /// Whether the text of a file is not as it stands there, because a credential was taken out.
    pub fn is_masked(&self, id: FileId) -> bool {
        self.masked.contains_key(&id)
    }

    /// The text of a file as it stands there, with its credentials: for what is written back into that file, and
    /// for nothing that anybody reads. All spans are the same.
    pub fn as_written(&self, id: FileId) -> &str {
        self.masked.get(&id).map_or_else(|| self.text(id), |masked| &masked.written)
    }

    /// All credentials that were taken out, in the order of their files and places.
    pub fn hidden(&self) -> impl Iterator<Item = (FileId, &Hidden)> {
        self.masked.iter().flat_map(|(id, masked)| masked.hidden.iter().map(|hidden| (*id, hidden)))
    }

    /// Whether something that is not text lies at this path.
    pub fn has_asset(&self, path: &str) -> bool {
        self.assets.binary_search_by(|asset| asset.as_ref().cmp(path)).is_ok()
    }
}

/// A file whose text is not as it stands there.
#[derive(Clone)]
struct Masked {
    written: Arc<str>,
    hidden: Vec<Hidden>,
}

/// A credential is not to be read in what is printed in search of a fault either.
impl fmt::Debug for Masked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Masked").field("hidden", &self.hidden).finish_non_exhaustive()
    }
}
