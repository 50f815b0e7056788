//! What the server shows: always the newest state, and one state to a page.

use crate::cmd::screen::Screen;
use crate::cmd::serve::server::{Answer, Preview};
use crate::cmd::serve::warm::{State, Warm};
use crate::disk::known::Heard;
use crate::history::History;
use rayon::ThreadPoolBuilder;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use std::time::{Duration, Instant};

/// A warm project, and what of it is shown.
#[derive(Debug)]
pub(super) struct Shown {
    warm: Mutex<Warm>,
    now: Mutex<Now>,
    renewed: Condvar,
    /// How often something was heard that may be a change.
    heard: AtomicU64,
}

#[derive(Debug)]
struct Now {
    state: Arc<State>,
    /// What was heard before this state was looked for.
    heard: u64,
}

/// A page waits no longer for a change to be taken in; then it is of the state before.
const PATIENCE: Duration = Duration::from_secs(10);

impl Shown {
    /// Shows what there is now.
    pub(super) fn new(warm: Warm) -> Self {
        let now = Mutex::new(Now { state: warm.state(), heard: 0 });
        Self { warm: Mutex::new(warm), now, renewed: Condvar::new(), heard: AtomicU64::new(0) }
    }

    /// Something was heard, and will be looked at: pages wait for that.
    pub(super) fn expect(&self) {
        self.heard.fetch_add(1, Ordering::SeqCst);
    }

    /// Looks at what may have changed; whether there is something else to show.
    pub(super) fn look(&self, what: &Heard, past: Option<History>) -> bool {
        let heard = self.heard.load(Ordering::SeqCst);
        let mut warm = lock(&self.warm);
        let mut is_new = warm.look(what);
        if let Some(past) = past {
            is_new |= warm.learn(past);
        }
        *lock(&self.now) = Now { state: warm.state(), heard };
        self.renewed.notify_all();
        is_new
    }

    /// Lets go of what was shown before.
    pub(super) fn tidy(&self) {
        lock(&self.warm).tidy();
    }

    /// What is shown now.
    pub(super) fn state(&self) -> Arc<State> {
        Arc::clone(&lock(&self.now).state)
    }

    /// The same, when all that was heard until now has been looked at.
    fn newest(&self) -> Arc<State> {
        let heard = self.heard.load(Ordering::SeqCst);
        let now = lock(&self.now);
        let waited = self.renewed.wait_timeout_while(now, PATIENCE, |now| now.heard < heard);
        let (now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&now.state)
    }
}

impl Preview for Shown {
    fn get(&self, path: &str) -> Answer {
        self.newest().get(path)
    }
}

fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says on the terminal how many findings there are: all rules run for that, and nobody who waits for a page should
/// wait for them.
#[derive(Debug, Clone)]
pub(super) struct Teller(Sender<Arc<State>>);

/// Whoever writes is left in peace for so long, and for longer where the rules take long.
const PAUSE: Duration = Duration::from_millis(700);

impl Teller {
    pub(super) fn start(screen: Screen, quiet: bool) -> std::io::Result<Self> {
        let (sender, states) = channel();
        let work = move || attend(&screen, quiet, &states);
        Builder::new().name("teller".into()).spawn(work)?;
        Ok(Self(sender))
    }

    /// Says what is to be said of a state, if it stays.
    pub(super) fn tell(&self, state: Arc<State>) {
        let _ = self.0.send(state);
    }
}

fn attend(screen: &Screen, quiet: bool, states: &Receiver<Arc<State>>) {
    // Threads of its own, so that a page or the next change does not queue behind the rules.
    let threads = rayon::current_num_threads().div_ceil(2);
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().ok();
    let mut took = Duration::ZERO;
    while let Ok(mut state) = states.recv() {
        // Why there is no site is said at once.
        while state.book().is_ok() {
            match states.recv_timeout(PAUSE + 4 * took) {
                Ok(newer) => state = newer,
                Err(_) => break,
            }
        }
        if quiet {
            continue;
        }
        let begun = Instant::now();
        let summary = || state.summary();
        screen.say(&pool.as_ref().map_or_else(summary, |pool| pool.install(summary)));
        took = begun.elapsed();
    }
}
