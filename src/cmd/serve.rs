//! `amends serve`: the site in the browser while it is written.

pub mod page;
pub mod server;

use crate::check::How;
use crate::cmd::End;
use crate::cmd::build::{book, stopping};
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::cmd::serve::server::{Answer, Preview, Reload, listen, serve};
use crate::cmd::watch::Watch;
use crate::disk::read::read_asset;
use crate::pipeline::Book;
use crate::report::{Format, Style};
use clap::Args;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

/// Flags of `amends serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Port on this machine; the next free one if it is taken
    #[arg(short, long, default_value_t = 8000)]
    port: u16,
}

/// Shows the site, and shows it anew when something changes, until Ctrl-C.
pub fn run(args: &ServeArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    let listener = listen(args.port)?;
    let address = format!("http://{}/", listener.local_addr()?);
    let shown = Arc::new(Shown { root: project.root.clone(), now: RwLock::new(Arc::new(now(&project))) });
    screen.say(&format!("{}\n{address} shows the site; Ctrl-C ends it", shown.state()));
    let reload = Reload::default();
    let watch = {
        let (shown, reload, project) = (Arc::clone(&shown), reload.clone(), project.clone());
        let quiet = common.quiet;
        let said = Screen::new(common);
        Watch::start(&project.root.clone(), move || {
            shown.set(now(&project));
            reload.tell();
            if !quiet {
                said.say(&shown.state());
            }
        })?
    };
    serve(listener, shown, &reload)?;
    drop(watch);
    Ok(End::Clean)
}

/// What can be shown now.
enum Now {
    /// The site.
    Site(Box<Book>),
    /// Why there is none: a page, and a line.
    Fault(Vec<u8>, String),
}

fn now(project: &Project) -> Now {
    let ready = || -> Result<Now, Failure> {
        let checked = project.check(&How::default())?;
        let stopping = stopping(&checked, false);
        if stopping.diagnostics.is_empty() {
            return Ok(Now::Site(Box::new(book(project, checked)?)));
        }
        let mut text = Vec::new();
        let sources = &checked.site().sources;
        crate::report::write(&stopping, sources, Format::Full, &Style::default(), &mut text)?;
        let text = String::from_utf8_lossy(&text).into_owned();
        Ok(Now::Fault(page::fault(&text), text))
    };
    ready().unwrap_or_else(|failure| {
        let text = format!("error: {failure}");
        Now::Fault(page::fault(&text), text)
    })
}

/// What the server shows; exchanged as a whole, so that a page is never of two versions.
struct Shown {
    root: PathBuf,
    now: RwLock<Arc<Now>>,
}

impl Shown {
    fn get_now(&self) -> Arc<Now> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set(&self, now: Now) {
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(now);
    }

    fn state(&self) -> String {
        match &*self.get_now() {
            Now::Site(book) => {
                let report = book.checked().report();
                format!("{} documents, {} findings", report.documents, report.diagnostics.len())
            }
            Now::Fault(_, text) => text.clone(),
        }
    }
}

impl Preview for Shown {
    fn get(&self, path: &str) -> Answer {
        let now = self.get_now();
        let book = match &*now {
            Now::Site(book) => book,
            Now::Fault(page, _) => return Answer::Fault(page.clone()),
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
