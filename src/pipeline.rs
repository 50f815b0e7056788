//! The stages in order: sources to documents to site to a book that is ready to be drawn.

use crate::check::{Checked, How, check};
use crate::config::{CONTENT, Config, SITE_TOML};
use crate::date::Day;
use crate::document::{Document, DocumentKind};
use crate::history::History;
use crate::language::Language;
use crate::pages::{Desk, Page, Press, shell};
use crate::plan::plan;
use crate::registry::{Registry, Shelf};
use crate::render::fault::ThemeFault;
use crate::render::highlight::Highlighter;
use crate::render::theme::Theme;
use crate::rules;
use crate::secret;
use crate::site::Site;
use crate::source::{FileId, Source, Sources};
use crate::tree::decode::Reading;
use rayon::prelude::*;
use std::io::{self, Write};

/// site.toml, read; what is wrong with it is told by the check.
#[derive(Debug)]
pub struct Settings {
    /// What the tool works by.
    pub config: Config,
    /// What is wrong with the file.
    pub reading: Reading,
}

impl Settings {
    /// From the text of site.toml. What looks like a credential in it is read as [`site`] reads it.
    pub fn read(text: &str) -> Self {
        let (config, reading) = Config::read(text);
        let secrets = secret::find(text, &allowed(&config));
        if secrets.is_empty() {
            return Self { config, reading };
        }
        let (config, reading) = Config::read(&secret::masked(text, &secrets));
        Self { config, reading }
    }
}

/// A checked site with its pages and its theme, ready to be drawn.
#[derive(Debug)]
pub struct Book {
    checked: Checked,
    pages: Vec<Page>,
    theme: Theme,
    highlighter: Highlighter,
    desk: Desk,
}

/// Parses every file and links the documents. What is wrong with any of them is told by the check.
///
/// Credentials are taken out first, so that nothing that is made of the site can hold one.
pub fn site(settings: Settings, mut sources: Sources, today: Day) -> Site {
    let Settings { config, reading } = settings;
    secret::hide(&mut sources, &allowed(&config));
    let mut side = Vec::new();
    side.extend(sources.find(SITE_TOML).map(|file| (file, reading)));
    let mut registry = Registry::new();
    for (file, source) in sources.iter() {
        if let Some(shelf) = shelf_of(&source.path, &config) {
            side.push((file, registry.read(file, source, shelf)));
        }
    }
    let (language, lexicons) = Language::read(&config, &sources);
    side.extend(lexicons);
    let texts: Vec<(FileId, &Source, DocumentKind)> = sources
        .iter()
        .filter_map(|(file, source)| Some((file, source, kind_of(&source.path, &config)?)))
        .collect();
    let documents =
        texts.into_par_iter().map(|(file, source, kind)| Document::read(file, source, kind)).collect();
    Site::link(config, today, sources, registry, language, side, documents)
}

/// What is known to be no credential.
fn allowed(config: &Config) -> Vec<&str> {
    config.lint.option_words("secret-in-text", "allow").unwrap_or_default()
}

/// Judges a site by every rule.
pub fn judged(site: Site, how: &How) -> Checked {
    check(site, rules::ALL, how)
}

impl Book {
    /// Plans the pages of a checked site and gives them a theme: the built-in one, and over it the files of the
    /// project's own.
    pub fn new(
        checked: Checked,
        own_theme: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, Vec<ThemeFault>> {
        let mut theme = Theme::load(own_theme)?;
        let pages = plan(checked.site());
        let desk = Desk::new(checked.site());
        theme.set_site(&shell::frame(checked.site(), &desk.history));
        Ok(Self { checked, pages, theme, highlighter: Highlighter::new(), desk })
    }

    /// Tells the pages when they were last changed, and by whom.
    #[must_use]
    pub fn with_history(mut self, history: History) -> Self {
        self.desk.history = history;
        self.theme.set_site(&shell::frame(self.checked.site(), &self.desk.history));
        self
    }

    /// Tells the pages how large pictures are, so that nothing moves when they appear; by their paths from the folder
    /// of site.toml.
    #[must_use]
    pub fn with_sizes(mut self, sizes: impl IntoIterator<Item = (Box<str>, (u32, u32))>) -> Self {
        let within = |(path, size): (Box<str>, _)| Some((within_content(&path)?.into(), size));
        self.desk.sizes = sizes.into_iter().filter_map(within).collect();
        self
    }

    /// The site and what the check found.
    pub fn checked(&self) -> &Checked {
        &self.checked
    }

    /// Every page, sorted by address.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The page at an address.
    pub fn page(&self, url: &str) -> Option<&Page> {
        let at = self.pages.binary_search_by(|page| page.url.as_ref().cmp(url)).ok()?;
        self.pages.get(at)
    }

    /// Files of the theme and their addresses.
    pub fn statics(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.theme.statics()
    }

    /// Files that travel with the documents: path from the project's folder, and address.
    pub fn assets(&self) -> impl Iterator<Item = (&str, &str)> {
        let assets = self.checked.site().sources.assets.iter();
        assets.filter_map(|path| Some((path.as_ref(), within_content(path)?)))
    }

    /// Draws a page; the bytes of its file come back.
    pub fn draw(&self, page: &Page) -> Result<Vec<u8>, ThemeFault> {
        self.press().draw(page)
    }

    /// How a page is written piece by piece, where it grows with the site; other pages are drawn whole.
    pub fn writer(&self, page: &Page) -> Option<impl Fn(&mut dyn Write) -> io::Result<()>> {
        let write = self.press().writer(page)?;
        Some(move |out: &mut dyn Write| write(&self.press(), out))
    }

    fn press(&self) -> Press<'_> {
        let Self { checked, pages, theme, highlighter, desk } = self;
        Press { checked, pages, theme, highlighter, desk }
    }
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
