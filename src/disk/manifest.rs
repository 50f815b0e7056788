//! The list of the files we wrote, kept with them, so that only they are ever removed.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::disk::{At as _, DiskError};

/// Name of the list in the folder of the site.
pub(super) const NAME: &str = ".amends-manifest";

const FIRST_LINE: &str = "amends-manifest 1";

/// Paths of files that Amends wrote, from the folder of the site, with `/`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    paths: BTreeSet<String>,
}

impl Manifest {
    pub(super) fn new(paths: impl IntoIterator<Item = String>) -> Self {
        Self { paths: paths.into_iter().collect() }
    }

    /// The list in a folder; none if the folder has no list.
    pub(super) fn read(folder: &Path) -> Result<Option<Self>, DiskError> {
        let place = folder.join(NAME);
        let bytes = match fs::symlink_metadata(&place) {
            Ok(about) if about.is_file() => fs::read(&place).at("read", &place)?,
            Ok(_) => return Err(unknown(&place)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(DiskError::new("read", place, error)),
        };
        let text = String::from_utf8(bytes).map_err(|_| unknown(&place))?;
        let mut lines = text.lines();
        if lines.next() != Some(FIRST_LINE) {
            return Err(unknown(&place));
        }
        Ok(Some(Self::new(lines.map(unescape))))
    }

    pub(super) fn owns(&self, path: &str) -> bool {
        path == NAME || self.paths.contains(path)
    }

    /// All paths of the list, sorted.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    pub(super) fn to_text(&self) -> String {
        let mut text = String::from(FIRST_LINE);
        text.push('\n');
        for path in &self.paths {
            escape(path, &mut text);
            text.push('\n');
        }
        text
    }
}

fn unknown(place: &Path) -> DiskError {
    DiskError::refused("read", place, "it is not a list of files that this version of Amends knows")
}

/// A file name may hold a line end, and then it must not end the line.
fn escape(path: &str, into: &mut String) {
    for letter in path.chars() {
        match letter {
            '\\' => into.push_str("\\\\"),
            '\n' => into.push_str("\\n"),
            '\r' => into.push_str("\\r"),
            other => into.push(other),
        }
    }
}

fn unescape(line: &str) -> String {
    let mut path = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        path.push(match letter {
            '\\' => match letters.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                other => other.unwrap_or('\\'),
            },
            other => other,
        });
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_line_ends_come_back_as_they_were() {
        let names = ["a.html", "two\nlines", "back\\slash", "cr\r", "\\n"].map(String::from);
        let folder = tempfile::tempdir().unwrap();
        let list = Manifest::new(names);
        fs::write(folder.path().join(NAME), list.to_text()).unwrap();
        assert_eq!(Manifest::read(folder.path()).unwrap(), Some(list));
    }

    #[test]
    fn a_list_of_another_version_is_not_taken_for_ours() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), "amends-manifest 2\na.html\n").unwrap();
        assert!(Manifest::read(folder.path()).is_err());
    }
}
