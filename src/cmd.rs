//! The commands, one file each; the only place that prints.

pub mod add_ignore;
pub mod age;
pub mod args;
pub mod baseline;
pub mod build;
pub mod check;
pub mod ci;
pub mod clean;
pub mod common;
pub mod expand;
pub mod explain;
pub mod explain_level;
pub mod failure;
pub mod fix;
pub mod git;
pub mod history;
pub mod import;
pub mod init;
pub mod lexicon;
pub mod named;
pub mod new;
pub mod output;
pub mod project;
pub mod rates;
pub mod rules;
pub mod schema;
pub mod screen;
#[cfg(feature = "serve")]
pub mod serve;
pub mod suppressions;
pub mod timings;
#[cfg(feature = "serve")]
pub mod watch;

use crate::cmd::args::{Cli, Verb};
use crate::cmd::failure::Failure;
use crate::cmd::screen::Screen;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Nothing is at or above the level that fails.
    Clean,
    /// Something is.
    Findings,
    /// The tool could not do its work, and has said why.
    Failed,
}

impl End {
    /// The exit code: 0, 1 or 2.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

/// Does what a command line asks for.
pub fn run(cli: &Cli) -> End {
    let screen = Screen::new(&cli.common);
    let end = match &cli.verb {
        Verb::Init(args) => init::run(args, &cli.common, &screen),
        Verb::New(args) => new::run(args, &cli.common, &screen),
        Verb::Import(args) => import::run(args, &cli.common, &screen),
        Verb::Check(args) => check::run(args, &cli.common, &screen),
        Verb::Ci(args) => ci::run(args, &cli.common, &screen),
        Verb::Schema(args) => schema::run(args, &cli.common, &screen),
        Verb::Expand(args) => expand::run(args, &cli.common, &screen),
        Verb::Explain(args) => explain::run(args, &screen),
        Verb::Rules(args) => rules::run(args, &screen),
        Verb::Suppressions(args) => suppressions::run(args, &cli.common, &screen),
        Verb::Baseline(args) => baseline::run(args, &cli.common, &screen),
        Verb::Lexicon(args) => lexicon::run(args, &cli.common, &screen),
        Verb::Clean(args) => clean::run(args, &cli.common, &screen),
        Verb::Build(args) => build::run(args, &cli.common, &screen),
        #[cfg(feature = "serve")]
        Verb::Serve(args) => serve::run(args, &cli.common, &screen),
    };
    match end {
        Ok(end) => end,
        // Whoever reads our output has had enough of it.
        Err(Failure::ClosedPipe) => End::Clean,
        Err(failure) => {
            screen.error(&failure.to_string());
            End::Failed
        }
    }
}
