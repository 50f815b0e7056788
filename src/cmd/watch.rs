//! Notices that sources have changed.
//!
//! What the system tells is only taken as a hint that something happened: it forgets files that were written
//! into a folder a moment after it was made, and knows nothing of many network disks. So the state of the
//! sources is compared as well, after every change and every few seconds.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{Builder, JoinHandle};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::cmd::End;
use crate::cmd::failure::Failure;
use crate::cmd::screen::Screen;
use crate::config::{CONTENT, SITE_TOML};
use crate::disk::read::is_skipped;
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
    pub fn start(root: &Path, changed: impl FnMut() + Send + 'static) -> std::io::Result<Self> {
        let (signals, heard) = channel();
        let eyes = Eyes::open(root, signals.clone());
        let is_told = eyes.system.is_some();
        let last = stamp(root);
        let work = move || attend(eyes, &heard, last, changed);
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
/// Something that happens all the time is no reason never to look.
const PATIENCE: Duration = Duration::from_millis(300);
/// After a change, for files that came too early to be told of.
const SECOND_LOOK: Duration = Duration::from_millis(250);
/// For disks that tell nothing although they could be watched.
const LOOK_AROUND: Duration = Duration::from_secs(3);
/// Where the system refuses to tell, for instance because too many folders are watched on this machine.
const LOOK_OFTEN: Duration = Duration::from_secs(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Signal {
    /// A source has changed.
    Changed,
    /// Something happened that may be a change. Reading is among it if there is so much that the system loses
    /// count; to answer that by reading would never end.
    Perhaps,
    Stop,
}

fn attend(mut eyes: Eyes, heard: &Receiver<Signal>, mut last: u64, mut changed: impl FnMut()) {
    let mut wait = eyes.patience();
    loop {
        let signal = match heard.recv_timeout(wait) {
            Ok(signal) => until_quiet(signal, heard),
            Err(RecvTimeoutError::Timeout) => Signal::Perhaps,
            Err(RecvTimeoutError::Disconnected) => Signal::Stop,
        };
        if signal == Signal::Stop {
            return;
        }
        let now = stamp(&eyes.root);
        if signal == Signal::Changed || now != last {
            last = now;
            changed();
            eyes.look_again();
            wait = SECOND_LOOK;
        } else {
            wait = eyes.patience();
        }
    }
}

/// All that is heard until nothing is, in one.
fn until_quiet(first: Signal, heard: &Receiver<Signal>) -> Signal {
    let start = Instant::now();
    let mut all = first;
    while all != Signal::Stop && start.elapsed() < PATIENCE {
        match heard.recv_timeout(QUIET) {
            Ok(Signal::Perhaps) => {}
            Ok(signal) => all = signal,
            Err(_) => break,
        }
    }
    all
}

/// What the system was asked to tell of.
struct Eyes {
    root: PathBuf,
    system: Option<RecommendedWatcher>,
}

impl Eyes {
    fn open(root: &Path, signals: Sender<Signal>) -> Self {
        let folders = [CONTENT, THEMES].map(|name| real(&root.join(name)));
        let base = real(root);
        let hear = move |event: notify::Result<Event>| {
            let signal = event.map_or(Some(Signal::Perhaps), |event| meaning(&event, &base, &folders));
            if let Some(signal) = signal {
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

fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

fn meaning(event: &Event, root: &Path, folders: &[PathBuf; 2]) -> Option<Signal> {
    match event.kind {
        // Somebody reads; most often ourselves.
        EventKind::Access(_) => None,
        _ if event.need_rescan() || event.paths.is_empty() => Some(Signal::Perhaps),
        _ => event.paths.iter().any(|path| is_source(path, root, folders)).then_some(Signal::Changed),
    }
}

fn is_source(path: &Path, root: &Path, [content, themes]: &[PathBuf; 2]) -> bool {
    let is_hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    if let Ok(below) = path.strip_prefix(content) {
        !below.iter().any(is_skipped)
    } else if let Ok(below) = path.strip_prefix(themes) {
        !below.iter().any(is_hidden)
    } else if let Ok(below) = path.strip_prefix(root) {
        [SITE_TOML, CONTENT, THEMES].iter().any(|name| below == Path::new(name))
    } else {
        // Spelt in a way we do not know: better once too often.
        true
    }
}
