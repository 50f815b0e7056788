//! The stages in order: sources to documents to site. What follows (check, plan, render, write) takes the site.

use crate::config::{CONTENT, Config};
use crate::date::Day;
use crate::document::{Document, DocumentKind};
use crate::registry::{Registry, Shelf};
use crate::site::Site;
use crate::source::{FileId, Source, Sources};
use rayon::prelude::*;

/// Name of the file that makes a folder a project.
pub const SITE_TOML: &str = "site.toml";

/// Parses every file and links the documents. What is wrong with any of them is told by the check.
pub fn site(sources: Sources, today: Day) -> Site {
    let mut side = Vec::new();
    let config_text = sources.find(SITE_TOML).map(|file| (file, sources.text(file)));
    let (config, faults) = Config::read(config_text.map_or("", |(_, text)| text));
    side.extend(config_text.map(|(file, _)| (file, faults)));
    let mut registry = Registry::new();
    for (file, source) in sources.iter() {
        if let Some(shelf) = shelf_of(&source.path, &config) {
            side.push((file, registry.read(file, source, shelf)));
        }
    }
    let texts: Vec<(FileId, &Source, DocumentKind)> = sources
        .iter()
        .filter_map(|(file, source)| Some((file, source, kind_of(&source.path, &config)?)))
        .collect();
    let documents =
        texts.into_par_iter().map(|(file, source, kind)| Document::read(file, source, kind)).collect();
    Site::link(config, today, sources, registry, side, documents)
}

fn within_content(path: &str) -> Option<&str> {
    path.strip_prefix(CONTENT)?.strip_prefix('/')
}

fn shelf_of(path: &str, config: &Config) -> Option<Shelf> {
    let rest = within_content(path)?.strip_prefix(config.folders.registry.as_ref())?;
    Shelf::of_path(rest.strip_prefix('/')?)
}

fn kind_of(path: &str, config: &Config) -> Option<DocumentKind> {
    DocumentKind::of(within_content(path)?, &config.folders).filter(|_| path.ends_with(".md"))
}
