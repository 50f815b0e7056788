//! What the user sees: data on standard output, everything else on standard error.

use crate::cmd::common::Common;
use crate::diagnostic::Report;
use crate::report::{Format, Style, write};
use crate::source::Sources;
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{self, BufWriter, IsTerminal, Write};

/// The two streams, and how much is to be said.
#[derive(Debug)]
pub struct Screen {
    choice: ColorChoice,
    quiet: bool,
    verbose: bool,
    all: bool,
}

impl Screen {
    /// As the flags ask; `auto` honours NO_COLOR, CLICOLOR_FORCE and TERM.
    pub fn new(common: &Common) -> Self {
        let choice = match common.color.as_str() {
            "always" => ColorChoice::Always,
            "never" => ColorChoice::Never,
            _ => ColorChoice::Auto,
        };
        Self { choice, quiet: common.quiet, verbose: common.verbose, all: false }
    }

    /// The same, with every finding shown in a report for people.
    #[must_use]
    pub fn showing_all(&self, all: bool) -> Self {
        Self { all, ..*self }
    }

    /// Whether more is to be said.
    pub fn is_verbose(&self) -> bool {
        self.verbose
    }

    /// Writes data.
    pub fn data(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut out = BufWriter::new(AutoStream::new(io::stdout().lock(), self.choice));
        write(&mut out)?;
        out.flush()
    }

    /// Writes a report for people on standard error, on demand with what is not counted.
    pub fn report(&self, report: &Report, sources: &Sources, suppressed: bool) -> io::Result<()> {
        let choice = match self.choice {
            ColorChoice::Auto => AutoStream::choice(&io::stderr()),
            choice => choice,
        };
        let style =
            Style { color: choice != ColorChoice::Never, suppressed, all: self.all, ..Style::default() };
        let mut out = BufWriter::new(AutoStream::new(io::stderr().lock(), choice));
        write(report, sources, Format::Full, &style, &mut out)?;
        out.flush()
    }

    /// Says something that is not data; not with --quiet.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            self.stderr(line);
        }
    }

    /// Says what was asked for and is not data, also with --quiet.
    pub fn tell(&self, lines: &str) {
        self.stderr(lines);
    }

    /// Says why something could not be done.
    pub fn error(&self, what: &str) {
        let (bold, red, off) = ("\u{1b}[1m", "\u{1b}[31m", "\u{1b}[0m");
        self.stderr(&format!("{bold}{red}error{off}: {what}"));
    }

    /// A bar for long work, where a terminal shows it.
    pub fn progress(&self, length: usize, what: &'static str) -> ProgressBar {
        let hidden = self.quiet || !io::stderr().is_terminal();
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let length = u64::try_from(length).unwrap_or_default();
        let bar = ProgressBar::with_draw_target(Some(length), target).with_message(what);
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}");
        style.map_or(bar.clone(), |style| bar.with_style(style))
    }

    /// A closed standard error has nobody left to tell.
    fn stderr(&self, line: &str) {
        let mut out = AutoStream::new(io::stderr().lock(), self.choice);
        writeln!(out, "{line}").ok();
    }
}
