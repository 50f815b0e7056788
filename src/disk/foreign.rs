//! Reads a folder that is no project of ours, to import from it.

use std::fs;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::disk::read::{refusal, slashed, text_of};
use crate::disk::{At as _, DiskError};
use crate::source::{ReadFault, Source, Sources};

/// How far around a single file is looked for what it links to.
const AROUND_A_FILE: usize = 2;

/// A folder of files that are not ours.
#[derive(Debug)]
pub struct Folder {
    /// Where it is.
    pub place: PathBuf,
    /// The texts that were wanted, and as assets the paths of all other files. Names that begin with a full stop
    /// are left out.
    pub sources: Sources,
}

/// Reads the files of a folder of any depth whose path `wants` says yes to; of a single file, only that one.
pub fn read(source: &Path, wants: impl Fn(&str) -> bool) -> Result<Folder, DiskError> {
    let source = fs::canonicalize(source).at("read", source)?;
    let single = fs::metadata(&source).at("read", &source)?.is_file();
    let place = source.parent().filter(|_| single).unwrap_or(&source).to_path_buf();
    let depth = if single { AROUND_A_FILE } else { usize::MAX };
    let (mut files, mut others) = (Vec::new(), Vec::new());
    let walk = WalkDir::new(&place).min_depth(1).max_depth(depth).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)) {
        let (at, fault) = match &entry {
            Ok(entry) if entry.file_type().is_dir() => continue,
            Ok(entry) => (entry.path(), fault(entry)),
            Err(error) => (error.path().unwrap_or(&place), Some(refusal(error))),
        };
        let path = slashed("", at.strip_prefix(&place).unwrap_or(at));
        let wanted = if single { at == source } else { wants(&path) };
        match fault {
            _ if single && !wanted => others.push(path),
            Some(fault) => files.push(Source { path, text: "".into(), fault: Some(fault) }),
            None if wanted => {
                let (text, fault) = text_of(at);
                files.push(Source { path, text, fault });
            }
            None => others.push(path),
        }
    }
    Ok(Folder { place, sources: Sources::new(files, others) })
}

/// Folders of tools, such as `.git`, and what an editor left.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().first() == Some(&b'.')
}

fn fault(entry: &DirEntry) -> Option<ReadFault> {
    let why = if entry.path_is_symlink() {
        "it is a symbolic link, which is not followed"
    } else if entry.file_name().to_str().is_none() {
        "its name is not UTF-8"
    } else {
        return None;
    };
    Some(ReadFault::Refused(why.to_owned()))
}
