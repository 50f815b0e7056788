//! Notices that sources have changed.
//!
//! What the system tells is only taken as a hint that something happened: it forgets files that were written
//! into a folder a moment after it was made, and knows nothing of many network disks. So the state of the
//! sources is compared as well, after every change and every few seconds.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::cmd::End;
use crate::cmd::failure::Failure;
use crate::cmd::screen::Screen;
use crate::config::{BASELINE, CONTENT, SITE_TOML};
use crate::disk::known::Heard;
use crate::disk::read::is_skipped;
use crate::disk::same::real;
use crate::disk::stamp::stamp;
use crate::disk::theme::THEMES;

/// Does something now, and again after every change to the sources, until Ctrl-C. What goes wrong is said, and the
/// next change is waited for.
pub fn each_time(
    root: &Path,
    screen: &Screen,
    mut work: impl FnMut() -> Result<End, Failure>,
) -> Result<End, Failure> {
    let (changed, changes) = channel();
    let _watch = Watch::start(root, move || {
        let _ = changed.send(());
    })?;
    loop {
        if let Err(failure) = work() {
            screen.error(&failure.to_string());
        }
        screen.say("waiting for the next change; Ctrl-C ends it\n");
        if changes.recv().is_err() {
            return Ok(End::Clean);
        }
        while changes.try_recv().is_ok() {}
    }
}

/// Watches as long as it lives.
#[derive(Debug)]
pub struct Watch {
    signals: Sender<Signal>,
    thread: Option<JoinHandle<()>>,
    is_told: bool,
}

impl Watch {
    /// Calls `changed` after every change to `site.toml`, the content or the themes of a project, on a thread
    /// of its own, one call at a time. What changes before this returns may go unnoticed: watch first, then read.
    pub fn start(root: &Path, mut changed: impl FnMut() + Send + 'static) -> std::io::Result<Self> {
        let (root, mut last) = (root.to_path_buf(), stamp(root));
        Self::look(
            &root.clone(),
            || {},
            move |heard| {
                let now = stamp(&root);
                let is_change = now != last || matches!(heard, Heard::Paths(_));
                last = now;
                if is_change {
                    changed();
                }
                is_change
            },
        )
    }

    /// Calls `look` when something may have changed, with what that may be; it says whether something has. Every few
    /// seconds anything may have. `heard` is called at once, before it is waited for what else happens, on another
    /// thread.
    pub fn look(
        root: &Path,
        heard: impl Fn() + Send + 'static,
        look: impl FnMut(&Heard) -> bool + Send + 'static,
    ) -> std::io::Result<Self> {
        let (signals, hearing) = channel();
        let eyes = Eyes::open(root, signals.clone(), heard);
        let is_told = eyes.system.is_some();
        let work = move || attend(eyes, &hearing, look);
        let thread = Builder::new().name("watch".into()).spawn(work)?;
        Ok(Self { signals, thread: Some(thread), is_told })
    }

    /// Whether the system tells of changes; if not, they are looked for every second.
    pub fn is_told(&self) -> bool {
        self.is_told
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.signals.send(Signal::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Nothing more may happen for so long before it is read: an editor saves in several steps.
const QUIET: Duration = Duration::from_millis(15);
/// The same where all files were closed by who wrote them, or moved to their place.
const CALM: Duration = Duration::from_millis(4);
/// Something that happens all the time is no reason never to look.
const PATIENCE: Duration = Duration::from_millis(300);
/// After a change, for files that came too early to be told of.
const SECOND_LOOK: Duration = Duration::from_millis(250);
/// For disks that tell nothing although they could be watched.
const LOOK_AROUND: Duration = Duration::from_secs(3);
/// Where the system refuses to tell, for instance because too many folders are watched on this machine.
const LOOK_OFTEN: Duration = Duration::from_secs(1);

#[derive(Debug, PartialEq, Eq)]
enum Signal {
    /// Sources have changed; whether they are as somebody wanted them to be, or may still be written to.
    Changed(Vec<PathBuf>, bool),
    /// Something happened that may be a change. Reading is among it if there is so much that the system loses
    /// count; to answer that by reading would never end.
    Perhaps,
    Stop,
}

fn attend(mut eyes: Eyes, hearing: &Receiver<Signal>, mut look: impl FnMut(&Heard) -> bool) {
    let mut wait = SECOND_LOOK;
    loop {
        let heard = match hearing.recv_timeout(wait) {
            Ok(signal) => until_quiet(signal, hearing),
            Err(RecvTimeoutError::Timeout) => Some(Heard::Anything),
            Err(RecvTimeoutError::Disconnected) => None,
        };
        let Some(heard) = heard else { return };
        if !look(&heard) {
            wait = eyes.patience();
            continue;
        }
        if may_be_folders(&heard) {
            eyes.look_again();
        }
        wait = SECOND_LOOK;
    }
}

/// All that is heard until nothing is, in one; nothing if it is time to stop.
fn until_quiet(first: Signal, hearing: &Receiver<Signal>) -> Option<Heard> {
    let start = Instant::now();
    let (mut paths, mut unfinished) = (BTreeSet::new(), BTreeSet::new());
    let (mut next, mut anything) = (Some(first), false);
    while let Some(signal) = next {
        match signal {
            Signal::Changed(some, true) => {
                unfinished.retain(|path| !some.contains(path));
                paths.extend(some);
            }
            Signal::Changed(some, false) => {
                unfinished.extend(some.iter().cloned());
                paths.extend(some);
            }
            Signal::Perhaps => anything = true,
            Signal::Stop => return None,
        }
        let quiet = if unfinished.is_empty() && !anything { CALM } else { QUIET };
        next = if start.elapsed() < PATIENCE { hearing.recv_timeout(quiet).ok() } else { None };
    }
    Some(if anything { Heard::Anything } else { Heard::Paths(paths) })
}

/// Whether folders may have come or gone.
fn may_be_folders(heard: &Heard) -> bool {
    match heard {
        Heard::Paths(paths) => !paths.iter().all(|path| path.is_file()),
        Heard::Anything => true,
    }
}

/// What the system was asked to tell of.
struct Eyes {
    root: PathBuf,
    system: Option<RecommendedWatcher>,
}

impl Eyes {
    fn open(root: &Path, signals: Sender<Signal>, heard: impl Fn() + Send + 'static) -> Self {
        let folders = [CONTENT, THEMES].map(|name| real(&root.join(name)));
        let base = real(root);
        let hear = move |event: notify::Result<Event>| {
            let signal = event.map_or(Some(Signal::Perhaps), |event| meaning(&event, &base, &folders));
            if let Some(signal) = signal {
                heard();
                let _ = signals.send(signal);
            }
        };
        let config = Config::default().with_follow_symlinks(false);
        let mut eyes = Self { root: root.to_path_buf(), system: RecommendedWatcher::new(hear, config).ok() };
        eyes.look_again();
        eyes
    }

    /// Folders may have come, or gone and come back, since the last time. The output folder is not among
    /// them: of what lies in the root itself, only the names are told.
    fn look_again(&mut self) {
        let Some(system) = &mut self.system else { return };
        let mut told = system.watch(&real(&self.root), RecursiveMode::NonRecursive).is_ok();
        for name in [CONTENT, THEMES] {
            let folder = self.root.join(name);
            told &= !folder.is_dir() || system.watch(&real(&folder), RecursiveMode::Recursive).is_ok();
        }
        if !told {
            self.system = None;
        }
    }

    fn patience(&self) -> Duration {
        if self.system.is_some() { LOOK_AROUND } else { LOOK_OFTEN }
    }
}

fn meaning(event: &Event, root: &Path, folders: &[PathBuf; 2]) -> Option<Signal> {
    let is_finished = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(_)) => {
            true
        }
        // Somebody reads; most often ourselves.
        EventKind::Access(_) => return None,
        kind => kind.is_remove(),
    };
    if event.need_rescan() || event.paths.is_empty() {
        return Some(Signal::Perhaps);
    }
    let ours = event.paths.iter().filter(|path| is_source(path, root, folders));
    let ours: Vec<PathBuf> = ours.cloned().collect();
    (!ours.is_empty()).then_some(Signal::Changed(ours, is_finished))
}

fn is_source(path: &Path, root: &Path, [content, themes]: &[PathBuf; 2]) -> bool {
    let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    if let Ok(below) = path.strip_prefix(content) {
        !below.iter().any(is_skipped)
    } else if let Ok(below) = path.strip_prefix(themes) {
        !below.iter().any(is_hidden)
    } else if let Ok(below) = path.strip_prefix(root) {
        [SITE_TOML, CONTENT, THEMES, BASELINE].iter().any(|name| below == Path::new(name))
    } else {
        // Spelt in a way we do not know: better once too often.
        true
    }
}
