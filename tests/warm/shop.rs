//! A project that is kept warm, and compared with one that is read anew.

use crate::changes::Change;
use crate::project::{DRAFT, MAIL, PLAYBOOK, SITE, TAGS, draft, incident, mail, picture, project, put};
use amends::check::{Checked, How};
use amends::cmd::build::stopping;
use amends::cmd::serve::server::Answer;
use amends::cmd::serve::warm::{State, Warm};
use amends::disk::known::Heard;
use amends::disk::picture::sizes;
use amends::pipeline::Book;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A project, kept warm.
pub(crate) struct Shop {
    _folder: TempDir,
    pub(crate) root: PathBuf,
    pub(crate) warm: Warm,
    /// What was done to it.
    pub(crate) name: String,
}

impl Shop {
    pub(crate) fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for (path, text) in [
            ("site.toml", SITE.to_owned()),
            ("content/registry/clients.yaml", "acme: { name: ACME GmbH }\n".to_owned()),
            (
                "content/registry/people.yaml",
                "lena: { name: Lena Voss, team: web }\nomar: { name: Omar Haddad }\n".to_owned(),
            ),
            (
                "content/registry/teams.yaml",
                "web: { name: Web team }\nops: { name: Operations }\n".to_owned(),
            ),
            ("content/registry/services.yaml", "shop: { name: Shop }\n".to_owned()),
            ("content/registry/tags.yaml", TAGS.to_owned()),
            (MAIL, mail()),
            (DRAFT, draft()),
            ("content/incidents/2025-09-01-early.md", incident("2025-09-01", "An early one")),
            ("content/incidents/graph.svg", picture(30, 20)),
            ("content/playbooks/call.md", PLAYBOOK.to_owned()),
            ("content/pages/about.md", "# About us\n\nText.\n".to_owned()),
            ("themes/own/templates/about.html", "{% extends \"default:about.html\" %}\n".to_owned()),
            ("themes/own/static/own.css", "p { margin: 0 }\n".to_owned()),
        ] {
            put(&root, path, text);
        }
        let warm = Warm::open(project(&root));
        if let Err(fault) = warm.state().book() {
            panic!("{fault}");
        }
        Self { _folder: folder, root, warm, name: String::new() }
    }

    pub(crate) fn make(&mut self, change: &Change, is_told: bool) {
        (change.make)(&self.root);
        self.name.push_str(change.name);
        let heard = if is_told { told(&self.root, change.paths) } else { Heard::Anything };
        self.compare(&heard);
    }

    /// Two changes that are told as one; the first has been made.
    pub(crate) fn make_after(&mut self, first: &Change, second: &Change) {
        (second.make)(&self.root);
        self.name.push_str(second.name);
        self.compare(&told(&self.root, &[first.paths, second.paths].concat()));
    }

    fn compare(&mut self, heard: &Heard) {
        self.warm.look(heard);
        self.name.push_str("; ");
        let (warm, what) = (self.warm.state(), &self.name);
        let book = match warm.book() {
            Ok(book) => book,
            Err(fault) => {
                let cold = Warm::open(project(&self.root)).state();
                assert_eq!(Err(fault), cold.book().map(|_| ()), "{what}");
                return;
            }
        };
        let (checked, built) = built(&self.root);
        let stopping = stopping(&checked, false);
        assert!(stopping.diagnostics.is_empty(), "{what} is shown, and should not be: {stopping:?}");
        let shown = shown(&warm);
        for (url, expected) in &built {
            let got = shown.get(url);
            assert!(got == Some(expected), "{what}\n{url}\n{}", difference(got, expected));
        }
        assert_eq!(shown.len(), built.len(), "{what}: there are other pages");
        assert_eq!(book.checked().report(), checked.report(), "{what}");
    }
}

/// Everything that a state shows.
pub(crate) fn shown(state: &State) -> BTreeMap<String, Answer> {
    let book = state.book().unwrap();
    let pages = book.pages().iter().map(|page| page.url.to_string());
    let others =
        book.statics().map(|(url, _)| url.to_owned()).chain(book.assets().map(|(_, url)| url.to_owned()));
    pages.chain(others).map(|url| (url.clone(), state.get(&url))).collect()
}

pub(crate) fn told(root: &Path, paths: &[&str]) -> Heard {
    Heard::Paths(paths.iter().map(|path| root.join(path)).collect())
}

/// What `amends build` makes of a project that nobody has read before, and what it finds.
fn built(root: &Path) -> (Checked, BTreeMap<String, Answer>) {
    let project = project(root);
    let judge = || project.check(&How::default()).unwrap();
    let checked = judge();
    let own = project.theme(checked.site()).unwrap();
    let own = own.into_iter().map(|file| (file.path.into_string(), file.bytes));
    let sizes = sizes(root, &checked.site().sources.assets);
    let book = Book::new(checked, own).unwrap().with_sizes(sizes);
    let pages = book.pages().iter().map(|page| {
        let drawn = book.draw(page).unwrap_or_else(|fault| fault.to_string().into_bytes());
        (page.url.to_string(), Answer::File(drawn))
    });
    let statics = book.statics().map(|(url, bytes)| (url.to_owned(), Answer::File(bytes.to_vec())));
    let assets = book.assets().map(|(path, url)| {
        let bytes = fs::read(root.join(path)).unwrap();
        (url.to_owned(), Answer::File(bytes))
    });
    // Where two claim an address, a page comes first.
    let all = assets.chain(statics).chain(pages).collect();
    (judge(), all)
}

/// The first line that is not the same.
fn difference(got: Option<&Answer>, expected: &Answer) -> String {
    let text = |answer: Option<&Answer>| match answer {
        Some(Answer::File(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        other => format!("{other:?}"),
    };
    let (got, expected) = (text(got), text(Some(expected)));
    let differing = got.lines().zip(expected.lines()).find(|(got, expected)| got != expected);
    format!("{differing:?}, {} bytes for {}", got.len(), expected.len())
}
