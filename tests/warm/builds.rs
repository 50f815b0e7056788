//! What a second build writes over the first.

use crate::files::files;
use crate::project::{MAIL, build};
use crate::shop::Shop;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The second build writes nothing, and one after an edit only the pages that the edit shows on.
#[test]
fn a_second_build_writes_only_what_changed() {
    let shop = Shop::open();
    let out = shop.root.join("public");
    build(&shop.root, &out);
    let first = places(&out);
    build(&shop.root, &out);
    let second = places(&out);
    let differing = |a: &BTreeMap<String, u64>, b: &BTreeMap<String, u64>| -> BTreeSet<String> {
        a.iter().filter(|(path, place)| b.get(*path) != Some(*place)).map(|(path, _)| path.clone()).collect()
    };
    assert_eq!(
        differing(&second, &first),
        BTreeSet::from(LIST_OF_FILES.map(str::to_owned)),
        "nothing has changed"
    );
    let text = fs::read_to_string(shop.root.join(MAIL)).unwrap();
    fs::write(shop.root.join(MAIL), format!("{text}\nAnother word.\n")).unwrap();
    build(&shop.root, &out);
    let third = differing(&places(&out), &second);
    assert!(third.contains("incidents/2025-11-02-mail.html"), "{third:?}");
    for kept in
        ["index.html", "incidents/index.html", "incidents/2025-11-20-draft.html", "s.css", "about.html"]
    {
        assert!(!third.contains(kept), "{kept} among {third:?}");
    }
    let cold = shop.root.join("cold");
    build(&shop.root, &cold);
    let bytes = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        places(folder).into_keys().map(|path| (path.clone(), fs::read(folder.join(&path)).unwrap())).collect()
    };
    assert!(bytes(&out) == bytes(&cold), "a site that was built on another is another");
}

/// What is written at every build: the list of what Amends has written.
const LIST_OF_FILES: [&str; 1] = [".amends-manifest"];

/// The files of a folder by their paths, and where each lies on the disk.
fn places(folder: &Path) -> BTreeMap<String, u64> {
    let place = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        (name, number(&path))
    };
    files(folder).into_iter().map(place).collect()
}

#[cfg(unix)]
fn number(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).unwrap().ino()
}

#[cfg(not(unix))]
fn number(path: &Path) -> u64 {
    let since = fs::metadata(path).unwrap().modified().unwrap().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_nanos() as u64
}
