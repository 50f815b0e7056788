//! Finds a project, reads it and judges it.

use crate::check::{Checked, How};
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::config::{CONTENT, SITE_TOML, base_url};
use crate::date::Day;
use crate::disk;
use crate::disk::guard::Keep;
use crate::disk::known::{Heard, Known};
use crate::disk::theme::{THEMES, ThemeFile, read_theme};
use crate::pipeline::{self, Settings};
use crate::site::Site;
use crate::source::{Source, Sources};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// A project on the disk.
#[derive(Debug, Clone)]
pub struct Project {
    /// Folder of site.toml.
    pub root: PathBuf,
    /// The day on which "overdue" is judged.
    pub today: Day,
    output: Option<PathBuf>,
    base_url: Option<Box<str>>,
}

impl Project {
    /// The project that the flags name, else the nearest one upwards.
    pub fn find(common: &Common) -> Result<Self, Failure> {
        let root = match &common.root {
            Some(root) if root.join(SITE_TOML).exists() => root.clone(),
            Some(root) => {
                let what = format!("no {SITE_TOML} in {}; `amends init` starts a project", root.display());
                return Err(Failure::Usage(what));
            }
            None => disk::read::find_root(Path::new(".")).ok_or_else(|| {
                let what =
                    format!("no {SITE_TOML} here or in a folder above; `amends init` starts a project");
                Failure::Usage(what)
            })?,
        };
        let base_url = match &common.base_url {
            None => None,
            Some(url) => {
                let wrong =
                    || Failure::Usage(format!("--base-url `{url}` does not start with https:// or http://"));
                Some(base_url(url).ok_or_else(wrong)?)
            }
        };
        Ok(Self { root, today: today(common)?, output: common.output.clone(), base_url })
    }

    /// The project in a folder, on a day, with nothing set by flags.
    pub fn at(root: PathBuf, today: Day) -> Self {
        Self { root, today, output: None, base_url: None }
    }

    /// Makes the content folder where there is none yet, for commands that write the first file into it.
    pub fn prepare(&self) -> Result<(), Failure> {
        Ok(disk::edit::create_folder(&self.root.join(CONTENT))?)
    }

    /// Reads everything, once.
    pub fn read(&self) -> Result<Site, Failure> {
        self.read_with(None)
    }

    /// Reads everything, once, but for a file whose text is at hand.
    pub fn read_with(&self, typed: Option<Source>) -> Result<Site, Failure> {
        Ok(self.site(self.texts(typed)?))
    }

    /// The site that texts make which have been read before.
    pub fn site(&self, sources: Sources) -> Site {
        self.site_after(None, sources)
    }

    fn settings(&self, text: &str) -> Settings {
        let mut settings = Settings::read(text);
        if let Some(url) = &self.base_url {
            settings.config.url = Some(url.clone());
        }
        settings
    }

    /// Reads and judges everything.
    pub fn check(&self, how: &How) -> Result<Checked, Failure> {
        Ok(pipeline::judged(self.read()?, how))
    }

    /// Text of every file, read once, but for one whose text is at hand.
    pub fn texts(&self, typed: Option<Source>) -> Result<Sources, Failure> {
        let (registry, first) = self.first();
        let mut sources = disk::read::read(&self.root, &registry, first)?;
        if let Some(typed) = typed {
            sources.put(typed);
        }
        Ok(sources)
    }

    /// The same, where much of it is known from before.
    pub fn texts_again(&self, known: &mut Known, heard: &Heard) -> Result<Sources, Failure> {
        let (registry, first) = self.first();
        Ok(known.read(&registry, first, heard)?)
    }

    /// The site that texts make, where much of it is as it was before.
    pub fn site_after(&self, before: Option<&Site>, sources: Sources) -> Site {
        let settings = self.settings(sources.find(SITE_TOML).map_or("", |file| sources.text(file)));
        pipeline::site_after(before, settings, sources, self.today)
    }

    /// What lies beside the content, read, and the folder of the registries that it names.
    fn first(&self) -> (Box<str>, Vec<Source>) {
        let file = disk::read::read_file(&self.root, SITE_TOML);
        let config = self.settings(&file.text).config;
        let mut first = vec![file];
        if self.root.join(config.baseline.as_ref()).exists() {
            first.push(disk::read::read_file(&self.root, &config.baseline));
        }
        (config.folders.registry, first)
    }

    /// The files of the theme that site.toml names.
    pub fn theme(&self, site: &Site) -> Result<Vec<ThemeFile>, Failure> {
        match &site.config.theme {
            Some(name) => Ok(read_theme(&self.root, name)?),
            None => Ok(Vec::new()),
        }
    }

    /// Where the site goes, without anything but site.toml being read.
    pub fn configured_output(&self) -> PathBuf {
        let file = disk::read::read_file(&self.root, SITE_TOML);
        self.output(&self.settings(&file.text).config.output)
    }

    /// What the output folder must not hold.
    pub fn keep<'a>(&'a self, home: Option<&'a Path>) -> Keep<'a> {
        Keep { root: &self.root, folders: &[CONTENT, THEMES], home }
    }

    /// Where the site goes: the flag counts from the current folder, site.toml from its own.
    pub fn output(&self, configured: &str) -> PathBuf {
        self.output.clone().unwrap_or_else(|| self.root.join(configured))
    }
}

/// The day that the flag gives, else SOURCE_DATE_EPOCH, else the clock.
pub fn today(common: &Common) -> Result<Day, Failure> {
    if let Some(text) = &common.today {
        let wrong = || Failure::Usage(format!("--today `{text}` is not a day as YYYY-MM-DD"));
        return Day::parse(text).ok_or_else(wrong);
    }
    let seconds = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => {
            let wrong = || Failure::Usage(format!("SOURCE_DATE_EPOCH `{text}` is not a number of seconds"));
            text.trim().parse().map_err(|_| wrong())?
        }
        Err(_) => {
            let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            i64::try_from(since.as_secs()).unwrap_or_default()
        }
    };
    Day::of_unix(seconds).ok_or_else(|| Failure::Usage("the time is outside of the calendar".to_owned()))
}
