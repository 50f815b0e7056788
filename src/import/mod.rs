//! Write-ups of other tools made ours: text in, text and notes out. Nothing here touches a disk.
//!
//! Bodies are kept byte for byte. Fields that mean something here are mapped, all others are kept as `x_…`, with
//! the bytes and comments they had. What is not certain is said in the notes and never made up.

pub mod compose;
pub mod day;
pub mod head;
pub mod map;
pub mod names;
pub mod pick;
pub mod place;
pub mod steps;
pub mod write;

use crate::address::join;
use crate::config::CONTENT;
use crate::date::Day;
use crate::document::body::{Body, LinkKind};
use crate::document::{Document, DocumentKind, front_matter};
use crate::import::map::{Mapped, Origins, Shelves};
use crate::import::names::Names;
use crate::import::pick::WriteUp;
use crate::import::place::Taken;
use crate::site::Site;
use crate::source::{Sources, Span};
use crate::tree::record::choice;
use crate::tree::{Node, toml, yaml};
use std::collections::{BTreeMap, BTreeSet};

choice! {
    /// Tools whose write-ups can be read.
    pub enum Origin {
        /// The status page cState.
        Cstate = "cstate",
        /// Any folder of Markdown files.
        Markdown = "markdown",
    }
}

/// What to make of the write-ups.
#[derive(Debug, Clone)]
pub struct Options {
    /// Which tool wrote them.
    pub origin: Origin,
    /// What they become: incidents or playbooks.
    pub kind: DocumentKind,
    /// The client of every incident.
    pub client: Box<str>,
    /// The day of those that name none; without it they become plain pages.
    pub day: Option<Day>,
}

/// A folder of files that are not ours.
#[derive(Debug, Clone, Default)]
pub struct Foreign {
    /// Its name.
    pub name: Box<str>,
    /// Its texts, by their paths in it, and the paths of all other files as assets.
    pub sources: Sources,
}

/// Everything that an import will do.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The files to write, in the order of their sources.
    pub made: Vec<Made>,
    /// Files to copy for links in them: path in the source folder, path in the project.
    pub copies: Vec<(Box<str>, Box<str>)>,
    /// New texts of registries, by path in the project.
    pub registries: Vec<Entries>,
    /// What was imported before: path in the source folder, path in the project.
    pub before: Vec<(Box<str>, Box<str>)>,
    /// Files that are no write-ups, with the reason.
    pub passed: Vec<(Box<str>, String)>,
    /// Write-ups that could not be imported, with the reason.
    pub refused: Vec<(Box<str>, String)>,
}

/// A document to write.
#[derive(Debug, Clone)]
pub struct Made {
    /// Path in the source folder.
    pub from: Box<str>,
    /// Path in the project.
    pub to: Box<str>,
    /// What it became.
    pub kind: DocumentKind,
    /// The whole file.
    pub text: String,
    /// Where in it the body begins.
    pub body: usize,
    /// What became what.
    pub mapped: Vec<String>,
    /// Keys that are kept without a meaning.
    pub kept: Vec<String>,
    /// What could not be mapped, and what a person should look at.
    pub notes: Vec<String>,
}

/// A registry that gets entries.
#[derive(Debug, Clone)]
pub struct Entries {
    /// Path in the project.
    pub path: Box<str>,
    /// The whole file; nothing where the one that is there cannot be added to.
    pub text: Option<String>,
    /// Whether there is a file already.
    pub exists: bool,
    /// The slugs that are new.
    pub slugs: Vec<Box<str>>,
}

/// Plans an import into a project.
pub fn plan(foreign: &Foreign, site: &Site, options: &Options) -> Plan {
    let (write_ups, passed) = pick::pick(foreign, options.origin);
    let passed = passed.into_iter().map(|(path, why)| (path.into(), why)).collect();
    let mut plan = Plan { passed, ..Plan::default() };
    let mut shelves =
        Shelves { services: Names::of_services(&site.registry), tags: Names::of_tags(&site.registry) };
    if options.origin == Origin::Cstate && !write_ups.is_empty() {
        settings(foreign).iter().for_each(|root| names::systems_of(root, &mut shelves.services));
    }
    let drafts = drafts(foreign, site, options, &write_ups, &mut shelves, &mut plan);
    let layout = Layout::of(foreign, &write_ups);
    settle(drafts, &layout, site, options, &mut plan);
    copy_linked(&layout, &mut plan);
    plan.registries =
        [&shelves.services, &shelves.tags].into_iter().filter_map(|names| entries(names, site)).collect();
    plan.passed.retain(|(path, _)| !plan.copies.iter().any(|(from, _)| from == path));
    plan
}

/// A write-up with its text to be, before it has a place.
struct Draft<'a> {
    path: &'a str,
    mapped: Mapped<'a>,
    text: String,
}

fn drafts<'a>(
    foreign: &Foreign,
    site: &Site,
    options: &Options,
    write_ups: &[WriteUp<'a>],
    shelves: &mut Shelves<'_>,
    plan: &mut Plan,
) -> Vec<Draft<'a>> {
    let before = imported_before(site);
    let mut drafts = Vec::new();
    for write_up in write_ups {
        let head = head::split(write_up.text);
        let from = format!("{}/{}", foreign.name, write_up.path);
        match before.get(from.as_str()) {
            Some((path, body)) if *body == head.body => {
                plan.before.push((write_up.path.into(), (*path).into()));
                continue;
            }
            Some((path, _)) => {
                let why = format!("{path} came from here, and its text is another by now");
                plan.refused.push((write_up.path.into(), why));
                continue;
            }
            None => {}
        }
        let origins = Origins { name: place::speaking_name(write_up.path), from: &from };
        let mapped = map::map(&head, origins, options, shelves);
        match compose::compose(&head.comments, &mapped.lines, head.body, head.crlf) {
            Some(text) => drafts.push(Draft { path: write_up.path, mapped, text }),
            None => {
                let why = "its front matter cannot be written so that it reads the same again".to_owned();
                plan.refused.push((write_up.path.into(), why));
            }
        }
    }
    drafts
}

/// The documents that an earlier import made, by where they came from, each with its path and its body.
fn imported_before(site: &Site) -> BTreeMap<String, (&str, &str)> {
    let came_from = |document: &Document| {
        let text = site.sources.text(document.file);
        let root = yaml::parse(text, document.front?).root?;
        root.get("x_imported_from").and_then(Node::text).map(str::to_owned)
    };
    let documents = site.documents.iter();
    documents
        .filter_map(|document| {
            let body = document.body.span.of(site.sources.as_written(document.file));
            Some((came_from(document)?, (document.path.as_ref(), body)))
        })
        .collect()
}

/// The settings of a status page.
fn settings(foreign: &Foreign) -> Option<Node> {
    let (_, file) = foreign.sources.iter().find(|(_, file)| pick::is_settings(&file.path))?;
    let text = file.text.as_ref();
    let parsed = if file.path.ends_with(".toml") {
        toml::parse(text)
    } else {
        yaml::parse(text, Span::new(0, text.len()))
    };
    parsed.root
}

/// How the files of the source lie to each other.
struct Layout<'a> {
    base: String,
    files: BTreeSet<&'a str>,
    write_ups: BTreeSet<&'a str>,
}

impl<'a> Layout<'a> {
    fn of(foreign: &'a Foreign, write_ups: &[WriteUp<'a>]) -> Self {
        let texts = foreign.sources.iter().map(|(_, file)| &file.path);
        let files: BTreeSet<&str> = texts.chain(&foreign.sources.assets).map(AsRef::as_ref).collect();
        let paths: BTreeSet<&str> = write_ups.iter().map(|write_up| write_up.path).collect();
        let relative = |(dest, file): (String, String)| (!dest.starts_with('/')).then_some(file);
        let linked: Vec<String> = write_ups
            .iter()
            .flat_map(|one| links(one.path, head::split(one.text).body))
            .filter_map(relative)
            .collect();
        let beside = linked.iter().map(String::as_str).filter(|file| files.contains(file));
        let base = place::common_folder(paths.iter().copied().chain(beside));
        Self { base, files, write_ups: paths }
    }

    /// The file behind a link. Addresses from the root of a site may lie in the folders that become its root, and
    /// may leave out the ending.
    fn find(&self, file: &str, from_root: bool) -> Option<&'a str> {
        let roots: &[&str] = if from_root { &["", "static/", "content/"] } else { &[""] };
        let endings: &[&str] = if from_root { &["", ".md", "/index.md", "/_index.md"] } else { &[""] };
        let paths = roots.iter().flat_map(|root| endings.iter().map(move |end| (root, end)));
        let file = file.trim_end_matches('/');
        paths
            .into_iter()
            .find_map(|(root, end)| self.files.get(format!("{root}{file}{end}").as_str()).copied())
    }
}

/// The links of a write-up that stay within the source: as written, and the file they lead to.
fn links(path: &str, body: &str) -> Vec<(String, String)> {
    let body = Body::parse(body, 0);
    let links = body.links.iter().filter(|link| link.kind != LinkKind::Wiki);
    links.filter_map(|link| Some((link.dest.to_string(), place::linked(path, &link.dest)?))).collect()
}

/// Gives every draft its place. Files that are called as Markdown is come first: others link to them by that name.
fn settle(mut drafts: Vec<Draft<'_>>, layout: &Layout<'_>, site: &Site, options: &Options, plan: &mut Plan) {
    let mut taken = Taken::default();
    for document in &site.documents {
        taken.take(&document.path, &document.id);
    }
    for asset in &site.sources.assets {
        taken.take(asset, "");
    }
    drafts.sort_by_key(|draft| (!draft.path.ends_with(".md"), draft.path));
    for draft in drafts {
        let kind = if draft.mapped.is_page { DocumentKind::Page } else { options.kind };
        let home = place::home(kind, &site.config.folders);
        let title = draft.mapped.lines.first().map_or("", |line| line.value.as_str());
        let wanted = place::wanted(draft.path, &layout.base, &home, title);
        if taken.has_path(&wanted) && site.documents.iter().any(|document| document.path.as_ref() == wanted) {
            plan.refused
                .push((draft.path.into(), format!("{wanted} is there already, and came from elsewhere")));
            continue;
        }
        let to = taken.place(&wanted);
        let mut notes = draft.mapped.notes;
        if to != wanted {
            notes.push(format!("{} has the name that it would have had", folder_and_name(&wanted)));
        }
        plan.made.push(Made {
            from: draft.path.into(),
            to: to.into(),
            kind,
            body: front_matter::split(&draft.text).body,
            text: draft.text,
            mapped: draft.mapped.mapped,
            kept: draft.mapped.kept,
            notes,
        });
    }
    plan.made.sort_by(|a, b| a.from.cmp(&b.from));
}

fn folder_and_name(path: &str) -> &str {
    path.strip_prefix(CONTENT).unwrap_or(path).trim_start_matches('/')
}

/// Copies what is linked and is no write-up, so that the link still holds, and tells the links that will not.
fn copy_linked(layout: &Layout<'_>, plan: &mut Plan) {
    let places: BTreeMap<Box<str>, Box<str>> =
        plan.made.iter().map(|made| (made.from.clone(), made.to.clone())).collect();
    let mut copies: BTreeMap<Box<str>, Box<str>> = BTreeMap::new();
    for made in &mut plan.made {
        let body = made.text.get(made.body..).unwrap_or_default();
        for (dest, file) in links(&made.from, body) {
            let now = place::linked(&made.to, &dest).and_then(|now| match dest.starts_with('/') {
                true => join(CONTENT, &now),
                false => Some(now).filter(|now| now.starts_with(CONTENT)),
            });
            let found = layout.find(&file, dest.starts_with('/'));
            let Some((found, now)) = found.and_then(|found| Some((found, now?))) else {
                made.notes.push(format!("the link `{dest}` leads to no file of the source"));
                continue;
            };
            if !layout.write_ups.contains(found) {
                copies.insert(now.into(), found.into());
                continue;
            }
            let to = places.get(found).map_or("nothing", AsRef::as_ref);
            if to != now {
                made.notes.push(format!("the link `{dest}` leads to {found}, which is {to} now"));
            }
        }
    }
    plan.copies = copies.into_iter().map(|(to, from)| (from, to)).collect();
}

fn entries(names: &Names<'_>, site: &Site) -> Option<Entries> {
    if names.added().is_empty() {
        return None;
    }
    let usual = || {
        let file = format!("{}.yaml", names.shelf().word());
        join(CONTENT, &format!("{}/{file}", site.config.folders.registry)).unwrap_or(file).into()
    };
    let path: Box<str> = site.registry.files.get(&names.shelf()).cloned().unwrap_or_else(usual);
    let file = site.sources.find(&path);
    let text = names.appended(file.map_or("", |file| site.sources.as_written(file)));
    let slugs = names.added().iter().map(|name| name.slug.clone()).collect();
    Some(Entries { path, text, exists: file.is_some(), slugs })
}
