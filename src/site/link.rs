//! Where links lead.

use crate::address::{self, folder, join, relative};
use crate::config::CONTENT;
use crate::document::body::{BodyLink, LinkKind, url};
use crate::document::playbook::PlaybookStep;
use crate::document::{Document, items};
use crate::site::nearest::nearest;
use crate::site::{DocId, Site, ids};
use crate::tree::decode::Field;
use std::collections::HashMap;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a document, and there to the heading or step of an id.
    Document(DocId, Option<Box<str>>),
    /// To the heading or step of an id in the same document, or to its top.
    Here(Option<Box<str>>),
    /// To a file that travels with the site: its path from the content folder.
    Asset(Box<str>),
    /// Out of the site, to an address that may stand on a page.
    Outside,
    /// To an address that must not stand on a page.
    Unsafe,
    /// Nowhere: what is missing, and the nearest thing that is there.
    Broken {
        /// What is missing, ready for a message.
        missing: Box<str>,
        /// Whether the document is there, and only the heading is not.
        only_heading: bool,
        /// What may have been meant.
        near: Option<Box<str>>,
    },
}

/// A link that leads to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlink {
    /// The document it stands in.
    pub from: DocId,
    /// Its index among the links of that body.
    pub link: usize,
}

/// All files by their names and by their folders, so that a broken link does not ask each of them.
#[derive(Debug, Default)]
pub(super) struct FileNames {
    by_name: HashMap<Box<str>, Vec<Box<str>>>,
    by_folder: HashMap<Box<str>, Vec<Box<str>>>,
}

impl Site {
    /// The links of all documents, where all places are those of `before`: only what leads to a document that is not
    /// what it was, or to no heading, can lead elsewhere.
    pub(super) fn links_after(&self, before: &Self) -> Vec<Vec<Target>> {
        let new: Vec<bool> = self
            .documents
            .iter()
            .zip(&before.documents)
            .map(|(one, other)| !one.is_one_with(other))
            .collect();
        let is_new = |id: DocId| new.get(id.0 as usize).copied().unwrap_or(true);
        let may_differ = |target: &Target| match target {
            Target::Document(id, _) => is_new(*id),
            Target::Broken { only_heading, .. } => *only_heading,
            Target::Here(_) | Target::Asset(_) | Target::Outside | Target::Unsafe => false,
        };
        let links = |(id, document): (DocId, &Document)| {
            let known = before.links_of(id);
            if is_new(id) || known.iter().any(may_differ) { self.targets(document) } else { known.to_vec() }
        };
        // Nearly all are taken over: sooner done than threads are woken.
        self.iter().map(links).collect()
    }

    pub(super) fn targets(&self, document: &Document) -> Vec<Target> {
        let mut broken = 0;
        let target = |link| {
            let target = self.target(document, link, broken < MOST_NEAR);
            broken += usize::from(matches!(target, Target::Broken { .. }));
            target
        };
        document.body.links.iter().map(target).collect()
    }

    /// `near` says whether to look for what a broken link may have meant.
    fn target(&self, document: &Document, link: &BodyLink, near: bool) -> Target {
        if link.kind == LinkKind::Wiki {
            return self.wiki_target(document, &link.dest, near);
        }
        let safe = if link.kind == LinkKind::Image { url::is_safe_image } else { url::is_safe_url };
        if !safe(&link.dest) {
            return Target::Unsafe;
        }
        if address::is_outside(&link.dest) {
            return Target::Outside;
        }
        self.file_target(document, &link.dest, near)
    }

    fn wiki_target(&self, document: &Document, dest: &str, near: bool) -> Target {
        let (id, anchor) = split_anchor(dest);
        if id.is_empty() {
            return here(document, anchor, near);
        }
        match self.by_id(id.trim()) {
            Some((id, other)) => there(id, other, anchor, dest, near),
            None => {
                let near = near.then(|| nearest(id, self.by_id.keys().map(AsRef::as_ref))).flatten();
                Target::Broken {
                    missing: format!("[[{dest}]]").into(),
                    only_heading: false,
                    near: near.map(Into::into),
                }
            }
        }
    }

    fn file_target(&self, document: &Document, dest: &str, near: bool) -> Target {
        let (path, anchor) = split_anchor(dest);
        if path.is_empty() {
            return here(document, anchor, near);
        }
        let path = path.split('?').next().unwrap_or(path);
        let full = match path.strip_prefix('/') {
            Some(from_content) => join(CONTENT, &address::decode(from_content)),
            None => join(folder(&document.path), &address::decode(path)),
        };
        if let Some(full) = &full {
            if let Some((id, other)) = self.by_path(full) {
                return there(id, other, anchor, dest, near);
            }
            if self.sources.has_asset(full) {
                let within = full.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/'));
                return Target::Asset(within.unwrap_or(full).into());
            }
        }
        let near = near.then(|| self.near_file(document, path, full.as_deref())).flatten();
        Target::Broken { missing: dest.into(), only_heading: false, near }
    }

    /// The only file that has the name of the one a link leads to: its path from the folder of site.toml, and as one
    /// would write it in `document`.
    pub fn only_namesake(&self, document: &Document, path: &str) -> Option<(&str, String)> {
        let name = address::decode(path.rsplit('/').next().filter(|name| !name.is_empty())?);
        let [only] = self.names().by_name.get(&*name)?.as_slice() else { return None };
        Some((only, relative(folder(&document.path), only)))
    }

    /// A file of the same name elsewhere, or one of a like name in the folder that was meant (`full` is the path
    /// from the folder of site.toml, where it stays inside), as one would write it in `document`.
    fn near_file(&self, document: &Document, path: &str, full: Option<&str>) -> Option<Box<str>> {
        let name = path.rsplit('/').next().filter(|name| !name.is_empty())?;
        let same = self.names().by_name.get(name).and_then(|all| all.iter().min()).map(AsRef::as_ref);
        let like = || {
            let beside = self.names().by_folder.get(folder(full?))?;
            let near = nearest(name, beside.iter().map(|file| name_of(file)))?;
            beside.iter().map(AsRef::as_ref).find(|file| name_of(file) == near)
        };
        same.or_else(like).map(|found| relative(folder(&document.path), found).into())
    }

    fn names(&self) -> &FileNames {
        self.names.get_or_init(|| {
            let mut names = FileNames::default();
            for file in self.by_path.keys().chain(&self.sources.assets) {
                names.by_name.entry(name_of(file).into()).or_default().push(file.clone());
                names.by_folder.entry(folder(file).into()).or_default().push(file.clone());
            }
            names
        })
    }

    pub(super) fn turned(&self) -> Vec<Vec<Backlink>> {
        let mut backlinks = vec![Vec::new(); self.documents.len()];
        for (from, targets) in ids().zip(&self.links) {
            for (link, target) in targets.iter().enumerate() {
                let Target::Document(to, _) = target else { continue };
                let known: Option<&mut Vec<Backlink>> = backlinks.get_mut(to.0 as usize);
                let Some(known) = known.filter(|_| *to != from) else { continue };
                if known.last().is_none_or(|last| last.from != from) {
                    known.push(Backlink { from, link });
                }
            }
        }
        backlinks
    }
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn split_anchor(dest: &str) -> (&str, Option<&str>) {
    match dest.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor).filter(|anchor| !anchor.is_empty())),
        None => (dest, None),
    }
}

/// For how many broken links of a document it is asked what they may have meant: each question goes to all names
/// there are.
const MOST_NEAR: usize = 100;

fn here(document: &Document, anchor: Option<&str>, near: bool) -> Target {
    match find_anchor(document, anchor, near) {
        Ok(id) => Target::Here(id),
        Err((missing, near)) => Target::Broken { missing, only_heading: true, near },
    }
}

fn there(id: DocId, document: &Document, anchor: Option<&str>, dest: &str, near: bool) -> Target {
    match find_anchor(document, anchor, near) {
        Ok(anchor) => Target::Document(id, anchor),
        Err((_, near)) => Target::Broken { missing: dest.into(), only_heading: true, near },
    }
}

type NoAnchor = (Box<str>, Option<Box<str>>);

/// The id on the page of what an anchor leads to: a heading, or a step of a playbook.
fn find_anchor(document: &Document, anchor: Option<&str>, near: bool) -> Result<Option<Box<str>>, NoAnchor> {
    let Some(anchor) = anchor else { return Ok(None) };
    let anchor = address::decode(anchor);
    let headings = &document.body.headings;
    let heading = document.body.heading_at(&anchor).and_then(|at| headings.get(at));
    let mut steps =
        document.playbook().into_iter().flat_map(|playbook| items(&playbook.steps)).filter_map(step_id);
    match heading.map(|heading| heading.id.as_ref()).or_else(|| steps.clone().find(|id| *id == anchor)) {
        Some(id) => Ok(Some(id.into())),
        None => {
            let ids = headings.iter().map(|heading| heading.id.as_ref()).chain(&mut steps);
            let near = near.then(|| nearest(&anchor, ids)).flatten();
            let near = near.map(|near| format!("#{near}").into());
            Err((format!("#{anchor}").into(), near))
        }
    }
}

fn step_id(step: &Field<PlaybookStep>) -> Option<&str> {
    step.id.as_ref().map(|id| id.value.0.as_ref())
}
