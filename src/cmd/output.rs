//! Where the report of a check goes: a stream or a file, and the summary of a job beside it.

use crate::check::Checked;
use crate::cmd::explain::rule_texts;
use crate::cmd::failure::Failure;
use crate::cmd::git;
use crate::cmd::screen::Screen;
use crate::config::FailOn;
use crate::disk::{DiskError, edit};
use crate::report::{Format, Style, statistics, write};
use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The environment variable in which GitHub Actions names the file for the summary of a job.
const STEP_SUMMARY: &str = "GITHUB_STEP_SUMMARY";

/// How a report is written, and where.
#[derive(Debug)]
pub struct Output<'a> {
    /// The format.
    pub format: Format,
    /// The file that it goes to, in place of the standard streams.
    pub file: Option<&'a Path>,
    /// Whether the rules are counted in place of their findings.
    pub statistics: bool,
    /// From which level on the check fails.
    pub fail_on: FailOn,
    /// Whether what is not counted is shown too.
    pub suppressed: bool,
    /// Whether every finding of a language rule is shown, and not three in a file.
    pub all: bool,
}

impl Output<'_> {
    /// Refuses what does not go together, before anything is read.
    pub fn allowed(&self) -> Result<(), Failure> {
        if self.statistics && !statistics::fits(self.format) {
            let what = format!("--statistics has no place in the format {}", self.format.word());
            return Err(Failure::Usage(what));
        }
        if self.suppressed && !self.format.shows_suppressed() {
            let what = format!("--show-suppressed has no place in the format {}", self.format.word());
            return Err(Failure::Usage(what));
        }
        Ok(())
    }

    /// Writes the report. Where the file cannot be written it still comes, on standard output.
    pub fn write(&self, checked: &Checked, root: &Path, screen: &Screen) -> Result<(), Failure> {
        let style = self.style(checked, root);
        let Some(file) = self.file else {
            self.show(checked, &style, screen)?;
            return self.summary(checked, &style);
        };
        let mut bytes = Vec::new();
        self.render(checked, &style, &mut bytes)?;
        let written = match is_source(file, checked, root) {
            true => Err(Failure::Usage(format!(
                "{} is what was checked; a report must not replace it",
                file.display()
            ))),
            false => edit::put(file, &bytes).map_err(Failure::from),
        };
        if let Err(failure) = written {
            screen.data(|out| out.write_all(&bytes))?;
            return Err(failure);
        }
        screen.say(&format!("wrote {}", file.display()));
        self.summary(checked, &style)
    }

    fn show(&self, checked: &Checked, style: &Style, screen: &Screen) -> io::Result<()> {
        if self.statistics || self.format != Format::Full {
            return screen.data(|out| self.render(checked, style, out));
        }
        screen.showing_all(self.all).report(checked.report(), &checked.site().sources, self.suppressed)
    }

    fn render(&self, checked: &Checked, style: &Style, out: &mut dyn Write) -> io::Result<()> {
        match self.statistics {
            true => statistics::write(checked.report(), self.format, out),
            false => write(checked.report(), &checked.site().sources, self.format, style, out),
        }
    }

    fn style(&self, checked: &Checked, root: &Path) -> Style {
        use Format::{Github, Gitlab, Json, Jsonl, Junit, Markdown, Rdjson, Rdjsonl, Sarif};
        let config = &checked.site().config;
        let mut style = Style {
            fails: self.fail_on.level(),
            suppressed: self.suppressed,
            all: self.all,
            ..Style::default()
        };
        style.forbid = config.lint.forbid.iter().map(|name| name.value.clone()).collect();
        // What json says is a promise: there the address stays relative.
        if let Some(url) = config.url.as_ref().filter(|_| !matches!(self.format, Json | Jsonl)) {
            style.rules_url = format!("{url}{}", style.rules_url);
        }
        if matches!(self.format, Github | Gitlab | Junit | Markdown | Rdjson | Rdjsonl | Sarif) {
            style.folder = git::folder(root).unwrap_or_default();
        }
        if self.format == Sarif {
            style.rules = rule_texts(config.lint.profile);
        }
        style
    }

    /// Annotations have room for a few findings; the table below the job has room for all.
    fn summary(&self, checked: &Checked, style: &Style) -> Result<(), Failure> {
        let place = std::env::var_os(STEP_SUMMARY).filter(|place| !place.is_empty()).map(PathBuf::from);
        let Some(place) = place.filter(|_| self.format == Format::Github) else { return Ok(()) };
        let mut bytes = Vec::new();
        write(checked.report(), &checked.site().sources, Format::Markdown, style, &mut bytes)?;
        bytes.push(b'\n');
        let appended = OpenOptions::new().append(true).create(true).open(&place);
        let appended = appended.and_then(|mut file| file.write_all(&bytes));
        Ok(appended.map_err(|error| DiskError::new("append to", place, error))?)
    }
}

fn is_source(file: &Path, checked: &Checked, root: &Path) -> bool {
    let (Ok(file), Ok(root)) = (file.canonicalize(), root.canonicalize()) else { return false };
    let mut sources = checked.site().sources.iter();
    sources.any(|(_, source)| root.join(source.path.as_ref()) == file)
}
