//! Where imported files go: in the layout they had, so that links from one to another still hold.

use crate::address::{self, folder, join};
use crate::config::{CONTENT, Folders};
use crate::document::{DocumentKind, id_of_name};
use std::collections::BTreeSet;

/// Paths and ids that are taken.
#[derive(Debug, Default)]
pub struct Taken {
    ids: BTreeSet<Box<str>>,
    paths: BTreeSet<String>,
}

impl Taken {
    /// Takes the path and the id of a file.
    pub fn take(&mut self, path: &str, id: &str) {
        self.ids.insert(id.into());
        self.paths.insert(path.to_lowercase());
    }

    /// Whether the project has a file at this path, or at one that differs by case only.
    pub fn has_path(&self, path: &str) -> bool {
        self.paths.contains(&path.to_lowercase())
    }

    /// Finds a path for a file whose own would be `wanted`: the same, or with a number behind its name, such that
    /// neither its path nor its id is taken.
    pub fn place(&mut self, wanted: &str) -> String {
        let stem = wanted.strip_suffix(".md").unwrap_or(wanted);
        let numbered = (2_u32..).map(|number| format!("{stem}-{number}.md"));
        let mut paths = [wanted.to_owned()].into_iter().chain(numbered);
        let free = |path: &String| !self.ids.contains(&id_of(path)) && !self.has_path(path);
        let path = paths.find(free).unwrap_or_else(|| wanted.to_owned());
        self.take(&path, &id_of(&path));
        path
    }
}

/// The folder of the project that a kind of document goes to.
pub fn home(kind: DocumentKind, folders: &Folders) -> String {
    let folder = match kind {
        DocumentKind::Incident => &folders.incidents,
        DocumentKind::Playbook => &folders.playbooks,
        DocumentKind::Page => &folders.pages,
    };
    format!("{CONTENT}/{folder}")
}

/// The deepest folder that holds all of the paths.
pub fn common_folder<'a>(paths: impl IntoIterator<Item = &'a str>) -> String {
    let mut paths = paths.into_iter().map(|path| folder(path).split('/').collect::<Vec<_>>());
    let first = paths.next().unwrap_or_default();
    let shared = paths.fold(first, |shared, other| {
        shared.into_iter().zip(other).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    });
    shared.join("/")
}

/// The path in the project of a file at `path` in the source, of which `base` is left out. Names that a site passes
/// over lose the sign that says so, and a file that is called `index` is called like its folder, or else by its title.
pub fn wanted(path: &str, base: &str, home: &str, title: &str) -> String {
    let below = path.strip_prefix(base).unwrap_or(path).trim_start_matches('/');
    let parent = folder(below);
    let folders = parent.split('/').filter(|part| !part.is_empty()).map(plain_name);
    let name = below.rsplit('/').next().unwrap_or(below);
    let (stem, _) = split_ending(name);
    let last = |folders: &str| plain_name(folders.rsplit('/').next().unwrap_or(folders));
    let stem = match stem.to_lowercase().as_str() {
        "index" if !folder(path).is_empty() => last(folder(path)),
        "_index" if !parent.is_empty() => last(parent),
        "index" | "_index" => id_of_name(title).into(),
        _ => plain_name(stem),
    };
    let mut parts: Vec<String> = vec![home.to_owned()];
    parts.extend(folders);
    parts.push(format!("{stem}.md"));
    parts.join("/")
}

/// The name that says what a file is about: its own, or that of its folder for `index.md`.
pub fn speaking_name(path: &str) -> &str {
    let (stem, _) = split_ending(path.rsplit('/').next().unwrap_or(path));
    let is_index = stem.trim_start_matches('_').eq_ignore_ascii_case("index");
    let parent = folder(path).rsplit('/').next().filter(|parent| !parent.is_empty());
    parent.filter(|_| is_index).unwrap_or(stem)
}

/// The file that a link in `path` leads to: its path in the same folder of files. Nothing for links out of it, and
/// for those to a heading of the same file.
pub fn linked(path: &str, dest: &str) -> Option<String> {
    let file = dest.split(['#', '?']).next().filter(|file| !file.is_empty())?;
    if address::is_outside(dest) {
        return None;
    }
    let file = address::decode(file);
    match file.strip_prefix('/') {
        Some(file) => Some(file.to_owned()),
        None => join(folder(path), &file),
    }
}

fn id_of(path: &str) -> Box<str> {
    id_of_name(split_ending(path.rsplit('/').next().unwrap_or(path)).0)
}

fn plain_name(name: &str) -> String {
    let plain = name.trim_start_matches(['_', '.']);
    let plain = if plain.is_empty() { "index" } else { plain };
    // The site would take this for a word to readers of the folder.
    if plain.eq_ignore_ascii_case("README") { "read-me".to_owned() } else { plain.to_owned() }
}

fn split_ending(name: &str) -> (&str, &str) {
    let lower = name.to_lowercase();
    let ending = [".markdown", ".md"].into_iter().find(|ending| lower.ends_with(ending));
    ending.and_then(|ending| name.split_at_checked(name.len() - ending.len())).unwrap_or((name, ""))
}

#[cfg(test)]
mod tests {
    use super::{Taken, common_folder, linked, speaking_name, wanted};

    #[test]
    fn names_are_kept_where_they_can_be() {
        let home = "content/incidents";
        for (path, base, place) in [
            ("a/PM1 - ALB errors.md", "a", "content/incidents/PM1 - ALB errors.md"),
            ("a/b/x.md", "a", "content/incidents/b/x.md"),
            ("PM2 - no ending", "", "content/incidents/PM2 - no ending.md"),
            ("x.Markdown", "", "content/incidents/x.md"),
            ("_posts/2025-03-04-x.md", "", "content/incidents/posts/2025-03-04-x.md"),
            ("2025-03-04-x/index.md", "", "content/incidents/2025-03-04-x/2025-03-04-x.md"),
            ("2025-03-04-x/index.md", "2025-03-04-x", "content/incidents/2025-03-04-x.md"),
            ("_index.md", "", "content/incidents/welcome-all.md"),
            ("content/_index.md", "content", "content/incidents/welcome-all.md"),
            ("content/node/_index.md", "content", "content/incidents/node/node.md"),
            ("a.b.md", "", "content/incidents/a.b.md"),
        ] {
            assert_eq!(wanted(path, base, home, "Welcome, all!"), place, "{path}");
        }
        assert_eq!(speaking_name("a/2025-03-04-x/index.md"), "2025-03-04-x");
        assert_eq!(speaking_name("a/x.md"), "x");
    }

    #[test]
    fn ids_and_paths_are_unique() {
        let mut taken = Taken::default();
        taken.take("content/incidents/old.md", "old");
        for (wanted, place) in [
            ("c/x.md", "c/x.md"),
            ("c/X.md", "c/X-2.md"),
            ("c/b/x.md", "c/b/x-3.md"),
            ("c/old.md", "c/old-2.md"),
        ] {
            assert_eq!(taken.place(wanted), place);
        }
    }

    #[test]
    fn layouts_and_links() {
        assert_eq!(common_folder(["a/b/x.md", "a/c/y.md"]), "a");
        assert_eq!(common_folder(["x.md", "a/y.md"]), "");
        assert_eq!(common_folder(["ab/x.md", "a/y.md"]), "");
        assert_eq!(common_folder([]), "");
        assert_eq!(linked("a/x.md", "../img/a%20b.png#x").as_deref(), Some("img/a b.png"));
        assert_eq!(linked("a/x.md", "/docs/y").as_deref(), Some("docs/y"));
        assert_eq!(linked("a/x.md", "#x"), None);
        assert_eq!(linked("a/x.md", "https://a.example/x"), None);
        assert_eq!(linked("x.md", "../../y"), None);
    }
}
