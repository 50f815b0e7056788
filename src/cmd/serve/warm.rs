//! A project that is kept in memory, and shown as it is now.
//!
//! What is shown is one state: it is made whole before anybody sees it, and never changes. The next one takes over what
//! is the same (texts, documents, what they say, the theme), and comes to exactly what a cold build makes.

use crate::check::{Checked, How};
use crate::cmd::build::stopping_at_once;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::serve::page;
use crate::cmd::serve::server::Answer;
use crate::config::CONTENT;
use crate::disk::known::{Heard, Known};
use crate::disk::read::read_asset;
use crate::disk::theme::{THEMES, ThemeFile};
use crate::history::{History, Why};
use crate::pipeline::{Book, judged_later};
use crate::report::{Format, Style};
use crate::site::Site;
use crate::source::Sources;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

/// A project, kept in memory.
#[derive(Debug)]
pub struct Warm {
    project: Project,
    known: Known,
    history: Arc<History>,
    last: Last,
    state: Arc<State>,
    old: Option<(Last, Arc<State>)>,
}

/// What the last state was made of.
#[derive(Debug, Default)]
struct Last {
    /// Of the content; nothing while the state is not to be kept, whatever has changed.
    version: Option<u64>,
    sources: Sources,
    site: Option<Arc<Site>>,
    book: Option<Bound>,
}

/// A book, and the files of the theme that it was given.
#[derive(Debug, Clone)]
struct Bound {
    book: Arc<Book>,
    theme: Arc<Vec<ThemeFile>>,
}

/// What can be shown at one time.
#[derive(Debug)]
pub struct State {
    root: PathBuf,
    now: Now,
}

/// The site, or why it cannot be shown.
type Now = Result<Arc<Book>, String>;

impl Warm {
    /// Reads a project. What git knows is told by [`Warm::learn`].
    pub fn open(project: Project) -> Self {
        let state = State { root: project.root.clone(), now: Err(String::new()) };
        let mut warm = Self {
            known: Known::new(&project.root),
            project,
            history: Arc::new(History::unknown(Why::NotAsked)),
            last: Last::default(),
            state: Arc::new(state),
            old: None,
        };
        warm.look(&Heard::Anything);
        warm
    }

    /// What is shown now.
    pub fn state(&self) -> Arc<State> {
        Arc::clone(&self.state)
    }

    /// Takes in what may have changed; whether there is something else to show.
    pub fn look(&mut self, heard: &Heard) -> bool {
        self.tidy();
        let last = std::mem::take(&mut self.last);
        match self.next(&last, heard) {
            Ok(None) => {
                self.last = last;
                false
            }
            Ok(Some((next, now))) => {
                self.last = next;
                self.show(last, now);
                true
            }
            Err(failure) => {
                let fault = format!("error: {failure}");
                let is_known = self.state.now.as_ref().is_err_and(|known| *known == fault);
                // It may go by itself.
                self.last = Last { version: None, ..last };
                if !is_known {
                    self.show(Last::default(), Err(fault));
                }
                !is_known
            }
        }
    }

    /// Takes in what git knows; whether there is something else to show.
    pub fn learn(&mut self, history: History) -> bool {
        if *self.history == history {
            return false;
        }
        self.history = Arc::new(history);
        self.last.version = None;
        self.look(&Heard::Paths(BTreeSet::new()))
    }

    /// Lets go of what was shown before. That takes a while, so it is done when the new state can be seen.
    pub fn tidy(&mut self) {
        self.old = None;
    }

    fn show(&mut self, before: Last, now: Now) {
        let state = Arc::new(State { root: self.project.root.clone(), now });
        self.old = Some((before, std::mem::replace(&mut self.state, state)));
    }

    /// What is to be shown, and what it was made of; nothing where it is shown already.
    fn next(&mut self, last: &Last, heard: &Heard) -> Result<Option<(Last, Now)>, Failure> {
        let sources = self.project.texts_again(&mut self.known, heard)?;
        let version = Some(self.known.version());
        let known = last.site.as_ref().filter(|_| last.sources.hold_the_same(&sources));
        let is_as_before = known.is_some() && last.version == version;
        if is_as_before && self.state.now.is_err() {
            return Ok(None);
        }
        let site = match known {
            Some(site) => Arc::clone(site),
            None => Arc::new(self.project.site_after(last.site.as_deref(), sources.clone())),
        };
        let checked = judged_later(Arc::clone(&site), &How::default());
        let sound = last.site.as_deref().filter(|_| self.state.now.is_ok());
        let bound = last.book.as_ref();
        // Neither waits for the other. A plan that is made for nothing, because there is a fault, takes nobody's time.
        let (fault, pages) = rayon::join(
            || if is_as_before { Ok(None) } else { fault(&checked, sound) },
            || Book::pages_after(bound.map(|bound| bound.book.as_ref()), &site),
        );
        if let Some(fault) = fault? {
            let book = last.book.clone();
            return Ok(Some((Last { version, sources, site: Some(site), book }, Err(fault))));
        }
        let theme = match bound.filter(|_| known.is_some() && !may_be_theme(heard)) {
            Some(bound) => Arc::clone(&bound.theme),
            None => Arc::new(self.project.theme(&site)?),
        };
        let same = bound.filter(|bound| bound.theme == theme);
        if is_as_before && same.is_some() {
            return Ok(None);
        }
        let files = theme.iter().map(|file| (file.path.to_string(), file.bytes.clone()));
        let before = same.map(|bound| bound.book.as_ref());
        let book = Book::after(before, checked, pages, Arc::clone(&self.history), files)?;
        let book = Arc::new(book.with_sizes(self.known.sizes()));
        let bound = Some(Bound { book: Arc::clone(&book), theme });
        Ok(Some((Last { version, sources, site: Some(site), book: bound }, Ok(book))))
    }
}

impl State {
    /// The site, where it can be shown, or why not.
    pub fn book(&self) -> Result<&Book, &str> {
        self.now.as_deref().map_err(String::as_str)
    }

    /// How much there is, and how much is wrong with it, in a line; or why there is no site.
    pub fn summary(&self) -> String {
        match self.book() {
            Ok(book) => {
                let report = book.checked().report();
                format!("{} documents, {} findings", report.documents, report.diagnostics.len())
            }
            Err(fault) => fault.to_owned(),
        }
    }

    /// What stands at an address.
    pub fn get(&self, path: &str) -> Answer {
        let book = match &self.now {
            Ok(book) => book,
            Err(fault) => return Answer::Fault(page::fault(fault)),
        };
        if let Some(page) = book.page(path) {
            return match book.draw(page) {
                Ok(bytes) => Answer::File(bytes),
                Err(fault) => Answer::Fault(page::fault(&format!("error: {fault}"))),
            };
        }
        if let Some((_, bytes)) = book.statics().find(|(url, _)| *url == path) {
            return Answer::File(bytes.to_vec());
        }
        let asset = book.assets().find(|(_, url)| *url == path);
        let bytes = asset.and_then(|(asset, _)| read_asset(&self.root, asset).ok());
        bytes.map_or(Answer::Missing, Answer::File)
    }
}

/// What keeps a site from being shown; `before` is a state of it that could be.
fn fault(checked: &Checked, before: Option<&Site>) -> Result<Option<String>, Failure> {
    let stopping = stopping_at_once(checked, before);
    if stopping.diagnostics.is_empty() {
        return Ok(None);
    }
    let mut text = Vec::new();
    crate::report::write(&stopping, &checked.site().sources, Format::Full, &Style::default(), &mut text)?;
    Ok(Some(String::from_utf8_lossy(&text).into_owned()))
}

/// Whether files of a theme may be among what has changed.
fn may_be_theme(heard: &Heard) -> bool {
    let is_theme = |path: &PathBuf| {
        let names = |what: &str| path.iter().any(|part| part == what);
        names(THEMES) || !names(CONTENT)
    };
    match heard {
        Heard::Paths(paths) => paths.iter().any(is_theme),
        Heard::Anything => true,
    }
}
