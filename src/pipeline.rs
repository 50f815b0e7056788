//! The stages in order: sources to documents to site to a book that is ready to be drawn.

use crate::check::{Checked, How, check, check_later};
use crate::config::{CONTENT, Config, SITE_TOML};
use crate::date::Day;
use crate::document::{Document, DocumentKind};
use crate::history::{History, Why};
use crate::language::Language;
use crate::pages::desk::Desk;
use crate::pages::shell::{self, SiteFrame};
use crate::pages::{Page, Press};
use crate::plan::{has_same_plan, plan};
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
use std::sync::Arc;

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
    pages: Arc<Vec<Page>>,
    theme: Arc<Theme>,
    /// What the theme knows of the site.
    frame: SiteFrame,
    highlighter: Highlighter,
    desk: Desk,
}

/// Parses every file and links the documents. What is wrong with any of them is told by the check.
///
/// Credentials are taken out first, so that nothing that is made of the site can hold one.
pub fn site(settings: Settings, sources: Sources, today: Day) -> Site {
    site_after(None, settings, sources, today)
}

/// The same site, made with less work where much of it is as it was `before`: what has the same text is not read
/// again.
pub fn site_after(before: Option<&Site>, settings: Settings, mut sources: Sources, today: Day) -> Site {
    let Settings { config, reading } = settings;
    let allow = allowed(&config);
    let as_before = before.filter(|before| allowed(&before.config) == allow);
    secret::hide(&mut sources, &allow, as_before.map(|before| &before.sources));
    let names = || {
        let mut side = Vec::new();
        side.extend(sources.find(SITE_TOML).map(|file| (file, reading)));
        let mut registry = Registry::new();
        for (file, source, shelf) in registries(&sources, &config) {
            side.push((file, registry.read(file, source, shelf)));
        }
        let (language, lexicons) = Language::read(&config, &sources, before.map(|before| &before.language));
        side.extend(lexicons);
        (registry, language, side)
    };
    let (documents, (registry, language, side)) = rayon::join(|| documents(before, &sources, &config), names);
    let mut site = Site::link(before, config, today, sources, registry, language, side, documents);
    if let Some(before) = before.filter(|before| has_same_names(before, &site)) {
        remember_what_is_said(before, &mut site);
    }
    site
}

/// All documents, in the order of their files.
fn documents(before: Option<&Site>, sources: &Sources, config: &Config) -> Vec<Document> {
    let texts =
        sources.iter().filter_map(|(file, source)| Some((file, source, kind_of(&source.path, config)?)));
    let texts: Vec<(FileId, &Source, DocumentKind)> = texts.collect();
    let read = |(at, (file, source, kind)): (usize, (FileId, &Source, DocumentKind))| {
        let known = before.and_then(|before| understood(before, at, source, kind));
        known.map_or_else(|| Document::read(file, source, kind), |document| document.numbered(file))
    };
    texts.into_par_iter().enumerate().map(read).collect()
}

/// What was made of a text before; `at` is the place at which it most likely was.
fn understood<'a>(before: &'a Site, at: usize, source: &Source, kind: DocumentKind) -> Option<&'a Document> {
    let here = before.documents.get(at).filter(|document| document.path == source.path);
    let document = here.or_else(|| before.by_path(&source.path).map(|(_, document)| document))?;
    let read = before.sources.get(document.file)?;
    (document.kind() == kind && read.says_the_same(source)).then_some(document)
}

fn registries<'a>(
    sources: &'a Sources,
    config: &Config,
) -> impl Iterator<Item = (FileId, &'a Source, Shelf)> {
    sources.iter().filter_map(|(file, source)| Some((file, source, shelf_of(&source.path, config)?)))
}

fn has_same_names(before: &Site, site: &Site) -> bool {
    fn texts(site: &Site) -> impl Iterator<Item = &Source> {
        registries(&site.sources, &site.config).map(|(_, source, _)| source)
    }
    texts(before).eq(texts(site))
}

/// What a document says hangs on its text, on the lexicons and on the registered names alone.
fn remember_what_is_said(before: &Site, site: &mut Site) {
    let Site { documents, language, .. } = site;
    language.take_names(&before.language);
    for (at, document) in documents.iter().enumerate() {
        if before.documents.get(at).is_some_and(|known| known.is_one_with(document)) {
            language.take(at, &before.language, at);
            continue;
        }
        let known = before.by_path(&document.path).filter(|(_, known)| known.is_one_with(document));
        if let Some((id, _)) = known {
            language.take(at, &before.language, id.0 as usize);
        }
    }
}

/// What is known to be no credential.
fn allowed(config: &Config) -> Vec<&str> {
    config.lint.option_words("secret-in-text", "allow").unwrap_or_default()
}

/// Judges a site by every rule.
pub fn judged(site: Site, how: &How) -> Checked {
    check(site, rules::ALL, how)
}

/// The same, but that rules only run when somebody asks for what they find.
pub fn judged_later(site: impl Into<Arc<Site>>, how: &How) -> Checked {
    check_later(site, rules::ALL, how)
}

impl Book {
    /// Plans the pages of a checked site and gives them a theme: the built-in one, and over it the files of the
    /// project's own. All that pages may need is worked out.
    pub fn new(
        checked: Checked,
        own_theme: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, Vec<ThemeFault>> {
        Self::with_history(checked, History::unknown(Why::NotAsked), own_theme)
    }

    /// The same, with pages that tell when they were last changed, and by whom.
    pub fn with_history(
        checked: Checked,
        history: History,
        own_theme: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, Vec<ThemeFault>> {
        let pages = Self::pages_after(None, checked.site());
        let book = Self::after(None, checked, pages, Arc::new(history), own_theme)?;
        book.press().prepare();
        Ok(book)
    }

    /// The same, but that what a page needs is worked out when it is drawn. `before` is a book with the same theme.
    pub fn after(
        before: Option<&Self>,
        checked: Checked,
        pages: Arc<Vec<Page>>,
        history: Arc<History>,
        own_theme: impl IntoIterator<Item = (String, Vec<u8>)>,
    ) -> Result<Self, Vec<ThemeFault>> {
        let frame = shell::frame(checked.site(), &history);
        let theme = match before.filter(|before| before.frame == frame) {
            Some(before) => Arc::clone(&before.theme),
            None => {
                let mut theme = Theme::load(own_theme)?;
                theme.set_site(&frame);
                Arc::new(theme)
            }
        };
        let site = checked.site();
        let kin = before.and_then(|before| Some((before, site.since(before.checked.site())?)));
        let desk = Desk::new(history, kin.as_ref().map(|(before, change)| (&before.desk, change.as_ref())));
        Ok(Self { checked, pages, theme, frame, highlighter: Highlighter::new(), desk })
    }

    /// The pages of a site; `before` is a book of another state of it.
    pub fn pages_after(before: Option<&Self>, site: &Site) -> Arc<Vec<Page>> {
        let has_same = |before: &&Self| {
            let old = before.checked.site();
            let change = site.since(old);
            change.is_some_and(|change| has_same_plan(old, &before.pages, site, change.reach))
        };
        before.filter(has_same).map_or_else(|| Arc::new(plan(site)), |before| Arc::clone(&before.pages))
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

    /// Draws a page onto the end of `out`.
    pub fn draw_onto(&self, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
        self.press().draw_onto(page, out)
    }

    /// How a page is written piece by piece, where it grows with the site; other pages are drawn whole.
    pub fn writer(&self, page: &Page) -> Option<impl Fn(&mut dyn Write) -> io::Result<()>> {
        let write = self.press().writer(page)?;
        Some(move |out: &mut dyn Write| write(&self.press(), out))
    }

    fn press(&self) -> Press<'_> {
        let Self { checked, pages, theme, highlighter, desk, .. } = self;
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
