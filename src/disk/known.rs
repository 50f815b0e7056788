//! What was read of a project before, so that what has not changed is not read again.
//!
//! A file is known by what the system says about it (number, size, times). One that was written a moment ago is read
//! again all the same: it may be written twice within one tick of the clock.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::config::CONTENT;
use crate::disk::picture::of_asset;
use crate::disk::read::{Found, Kind, Walk, find, inside, is_skipped, slashed};
use crate::disk::{DiskError, same};
use crate::source::{Source, Sources};

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heard {
    /// What stands or stood at these places.
    Paths(BTreeSet<PathBuf>),
    /// Anything.
    Anything,
}

/// The content of a project as it was read last.
#[derive(Debug)]
pub struct Known {
    root: PathBuf,
    registry: Option<Box<str>>,
    texts: Sources,
    marks: HashMap<Box<str>, Mark>,
    assets: BTreeMap<Box<str>, Asset>,
    has_links: bool,
    version: u64,
}

/// What the system says about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    id: Option<(u64, u64)>,
    bytes: u64,
    written: Option<SystemTime>,
    changed: Option<(i64, i64)>,
    /// Whether a later change would show.
    settled: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Asset {
    mark: Option<Mark>,
    size: Option<(u32, u32)>,
}

/// Clocks of disks are this coarse at most.
const TICK: Duration = Duration::from_secs(2);

impl Known {
    /// Nothing yet.
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
            registry: None,
            texts: Sources::default(),
            marks: HashMap::new(),
            assets: BTreeMap::new(),
            has_links: false,
            version: 0,
        }
    }

    /// All text and all assets of the project as they are now, like [`crate::disk::read::read`]. Only what was heard of
    /// is looked at, where that is known.
    pub fn read(&mut self, registry: &str, first: Vec<Source>, heard: &Heard) -> Result<Sources, DiskError> {
        let is_known = self.registry.as_deref() == Some(registry) && !self.has_links;
        let looked = match heard {
            Heard::Paths(paths) if is_known => self.look_at(registry, paths)?,
            _ => false,
        };
        if !looked {
            // Nothing is known while this fails.
            self.registry = None;
            self.look_around(registry)?;
            self.registry = Some(registry.into());
        }
        // In their order already: put in, not sorted anew.
        let mut sources = self.texts.clone();
        first.into_iter().for_each(|source| sources.put(source));
        sources.assets = self.assets.keys().cloned().collect();
        Ok(sources)
    }

    /// A number that grows when the content changes, the bytes of assets among it.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Width and height of the pictures among the assets, like [`crate::disk::picture::sizes`].
    pub fn sizes(&self) -> impl Iterator<Item = (Box<str>, (u32, u32))> {
        self.assets.iter().filter_map(|(path, asset)| Some((path.clone(), asset.size?)))
    }

    /// Looks at everything.
    fn look_around(&mut self, registry: &str) -> Result<(), DiskError> {
        let met = find(&self.root, registry)?;
        let texts: Vec<(Source, Option<Mark>)> =
            met.texts.into_par_iter().map(|found| self.text(found)).collect();
        let assets: BTreeMap<Box<str>, Asset> =
            met.assets.into_par_iter().map(|path| (path.clone(), self.asset(&path))).collect();
        let marks = texts.iter().filter_map(|(source, mark)| Some((source.path.clone(), (*mark)?)));
        self.marks = marks.collect();
        let texts = Sources::new(texts.into_iter().map(|(source, _)| source).collect(), Vec::new());
        let are_same = texts.iter().map(|(_, source)| source).eq(self.texts.iter().map(|(_, source)| source))
            && self.assets.len() == assets.len()
            && self.assets.iter().zip(&assets).all(|(old, new)| old.0 == new.0 && old.1.is_like(new.1));
        if !are_same {
            self.version += 1;
        }
        self.texts = texts;
        self.assets = assets;
        self.has_links = met.has_links;
        Ok(())
    }

    /// Looks at some places; whether that was enough to know all.
    fn look_at(&mut self, registry: &str, paths: &BTreeSet<PathBuf>) -> Result<bool, DiskError> {
        let content = self.root.join(CONTENT);
        let inside = inside(&content)?;
        let walk = Walk { content: &content, inside: &inside, registry: registry.trim_matches('/') };
        let root = same::real(&self.root);
        let is_ours = |path: &&PathBuf| path.starts_with(&inside) || !path.starts_with(&root);
        let paths: Vec<&PathBuf> = paths.iter().filter(is_ours).collect();
        Ok(paths.into_iter().all(|path| self.look_at_one(&walk, path).is_some()))
    }

    /// Nothing where it takes more than this one place to know what has changed.
    fn look_at_one(&mut self, walk: &Walk<'_>, path: &Path) -> Option<()> {
        let below = path.strip_prefix(walk.inside).ok().filter(|below| !below.as_os_str().is_empty())?;
        if below.iter().any(is_skipped) {
            return Some(());
        }
        below.to_str()?;
        let name = slashed(CONTENT, below);
        let about = match fs::symlink_metadata(path) {
            Ok(about) => about,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return self.forget(&name),
            Err(_) => return None,
        };
        // What lies behind a link lies in another place as well.
        if !about.is_file() || fs::canonicalize(path).ok()? != path {
            return None;
        }
        match walk.kind(path, about.file_type()) {
            Kind::Text => {
                let found = Found { path: name.clone(), place: walk.content.join(below), fault: None };
                let (source, mark) = self.text(found);
                if self.known(&name) != Some(&source) {
                    self.version += 1;
                    self.texts.put(source);
                }
                match mark {
                    Some(mark) => self.marks.insert(name, mark),
                    None => self.marks.remove(&name),
                };
            }
            Kind::Asset => {
                let asset = self.asset(&name);
                let known = self.assets.insert(name, asset);
                self.version += u64::from(!known.is_some_and(|known| known.is_like(&asset)));
            }
            Kind::Nothing => self.forget(&name)?,
            Kind::Faulty(_) => return None,
        }
        Some(())
    }

    /// Something is not there any more; a folder may have been more than one file.
    fn forget(&mut self, name: &str) -> Option<()> {
        if self.texts.take(name).is_some() {
            self.marks.remove(name);
            self.version += 1;
        } else if self.assets.remove(name).is_some() {
            self.version += 1;
        } else {
            let folder = format!("{name}/");
            let holds = |path: &str| path.starts_with(&folder);
            let held = self.texts.iter().any(|(_, source)| holds(&source.path));
            if held || self.assets.keys().any(|path| holds(path)) {
                return None;
            }
        }
        Some(())
    }

    fn known(&self, path: &str) -> Option<&Source> {
        self.texts.get(self.texts.find(path)?)
    }

    /// The text of a file, read only if it is another one than before.
    fn text(&self, found: Found) -> (Source, Option<Mark>) {
        if found.fault.is_some() {
            return (found.read(), None);
        }
        // Looked at before it is read: what is written in between shows the next time.
        let mark = Mark::of(&found.place);
        let known = self.known(&found.path);
        let is_same = mark.is_some_and(|mark| mark.settled && self.marks.get(&found.path) == Some(&mark));
        if let Some(known) = known.filter(|_| is_same) {
            return (known.clone(), mark);
        }
        let source = found.read();
        // The text that others hold already.
        (known.filter(|known| **known == source).cloned().unwrap_or(source), mark)
    }

    fn asset(&self, path: &str) -> Asset {
        let mark = Mark::of(&self.root.join(path));
        let known = self.assets.get(path);
        match known.filter(|known| mark.is_some_and(|mark| mark.settled) && known.mark == mark) {
            Some(known) => *known,
            None => Asset { mark, size: of_asset(&self.root, path) },
        }
    }
}

impl Mark {
    fn of(path: &Path) -> Option<Self> {
        let about = fs::metadata(path).ok()?;
        let written = about.modified().ok();
        let age = written.and_then(|written| SystemTime::now().duration_since(written).ok());
        Some(Self {
            id: same::id(&about),
            bytes: about.len(),
            written,
            changed: changed(&about),
            settled: age.is_some_and(|age| age > TICK),
        })
    }
}

impl Asset {
    /// Whether nothing shows that it is another.
    fn is_like(&self, other: &Self) -> bool {
        let state = |asset: &Self| asset.mark.map(|mark| Mark { settled: true, ..mark });
        self.size == other.size && state(self) == state(other)
    }
}

/// When the system last changed anything about a file, its mode and its name among it.
#[cfg(unix)]
fn changed(about: &Metadata) -> Option<(i64, i64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((about.ctime(), about.ctime_nsec()))
}

#[cfg(not(unix))]
fn changed(_about: &Metadata) -> Option<(i64, i64)> {
    None
}
