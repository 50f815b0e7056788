//! `amends check`

use crate::check::{Checked, How};
use crate::cmd::End;
use crate::cmd::add_ignore;
use crate::cmd::baseline;
use crate::cmd::common::Common;
use crate::cmd::explain_level;
use crate::cmd::failure::Failure;
use crate::cmd::fix::{Done, FixArgs};
use crate::cmd::git::{self, Changes};
use crate::cmd::named::known;
use crate::cmd::output::Output;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
#[cfg(feature = "serve")]
use crate::cmd::watch;
use crate::config::{FailOn, Profile, SITE_TOML};
use crate::diagnostic::Level;
use crate::disk::read::typed;
use crate::document::Stage;
use crate::document::incident::Status;
use crate::report::Format;
use crate::rules;
use crate::site::Site;
use crate::source::{FileId, Source};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};

/// Flags of `amends check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders to report on [default: everything]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// How much to ask for
    #[arg(long, value_parser = PossibleValuesParser::new(Profile::WORDS))]
    profile: Option<String>,
    /// Judge every document as if it had this status
    #[arg(long = "as", value_name = "STATUS", value_parser = PossibleValuesParser::new(["draft", "review", "published", "closed"]))]
    status: Option<String>,
    /// Run these rules or @groups and no others
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    only: Vec<String>,
    /// Switch these rules or @groups on
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Switch these rules or @groups off
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
    /// Set the level of a rule or @group: off, info, warn or error
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',')]
    level: Vec<String>,
    /// From which level on to fail
    #[arg(long, value_name = "LEVEL", value_parser = PossibleValuesParser::new(FailOn::WORDS))]
    fail_on: Option<String>,
    /// Leave out the rules that need today's date
    #[arg(long)]
    no_clock: bool,
    /// Show every finding about how something is said, not three per rule and file
    #[arg(long)]
    all: bool,
    /// Check the text on standard input in place of this file, and report on it alone
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "paths")]
    stdin_filename: Option<PathBuf>,
    /// Check again after every change, until Ctrl-C
    #[cfg(feature = "serve")]
    #[arg(long, conflicts_with_all = ["stdin_filename", "add_ignore", "explain_level", "fix", "fix_only", "diff"])]
    watch: bool,
    /// How to write what was found
    #[arg(long, visible_alias = "format", value_name = "FORMAT", default_value = "full", value_parser = PossibleValuesParser::new(Format::WORDS))]
    output_format: String,
    /// Write the report to this file
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output_file: Option<PathBuf>,
    /// Count the findings of each rule in place of showing them
    #[arg(long)]
    statistics: bool,
    /// Report only on files that have changed since the last commit, with those that git does not know yet
    #[arg(long, help_heading = "What git knows")]
    changed: bool,
    /// Report only on files that have changed since this commit or branch parted from the present
    #[arg(long, value_name = "REF", conflicts_with_all = ["changed", "staged"], help_heading = "What git knows")]
    since: Option<String>,
    /// Report only on files that are staged; also with --changed
    #[arg(long, help_heading = "What git knows")]
    staged: bool,
    /// Exit with 0 whatever is found
    #[arg(long)]
    exit_zero: bool,
    /// Count also what the baseline knows
    #[arg(long)]
    ignore_baseline: bool,
    /// Show also what comments and the baseline keep from being counted
    #[arg(long)]
    show_suppressed: bool,
    /// Write a comment that ignores each finding of this rule
    #[arg(long, value_name = "RULE", requires = "reason")]
    add_ignore: Option<String>,
    /// Why, for --add-ignore
    #[arg(long, value_name = "TEXT", requires = "add_ignore")]
    reason: Option<String>,
    /// Tell how the level of this rule on one file comes about
    #[arg(long, value_name = "RULE", requires = "paths")]
    explain_level: Option<String>,
    #[command(flatten)]
    mending: FixArgs,
}

/// Tells what is wrong where.
pub fn run(args: &CheckArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    #[cfg(feature = "serve")]
    if args.watch {
        return watch::each_time(&project.root, screen, || once(args, &project, screen, drop));
    }
    // The program ends here, and the machine takes its memory back faster than document by document.
    once(args, &project, screen, std::mem::forget)
}

fn once(args: &CheckArgs, project: &Project, screen: &Screen, leave: fn(Checked)) -> Result<End, Failure> {
    let mut how = args.how()?;
    let typed = args.typed(&project.root)?;
    let typed_path = typed.as_ref().map(|typed| typed.path.clone());
    let site = project.read_with(typed)?;
    let fail_on = args.fail_on.as_deref().and_then(FailOn::of).unwrap_or(site.config.lint.fail_on);
    let output = args.output(fail_on);
    output.allowed()?;
    how.files = match typed_path.and_then(|path| site.sources.find(&path)) {
        Some(typed) => Some(HashSet::from([typed])),
        None => files(&args.paths, &project.root, &site)?,
    };
    if let Some(changes) = args.changes() {
        let changed = changed(&changes, &project.root, &site)?;
        if changed.is_empty() {
            screen.say("nothing has changed that could be checked");
        }
        how.files = Some(narrowed(how.files, changed));
    }
    // Whatever files a report is asked for, a site.toml that is not understood is told.
    let settings =
        site.sources.find(SITE_TOML).filter(|_| args.explain_level.is_none() && args.add_ignore.is_none());
    if let Some((files, settings)) = how.files.as_mut().zip(settings) {
        files.insert(settings);
    }
    let checked = crate::pipeline::judged(site, &how);
    if let Some(word) = &args.explain_level {
        return explained(&checked, &how, word, screen);
    }
    if let (Some(rule), Some(reason)) = (&args.add_ignore, &args.reason) {
        known(rule)?;
        add_ignore::run(project, &checked, rule, reason, screen)?;
        return Ok(End::Clean);
    }
    let Done { checked, changed, told, failed } = args.mending.run(project, &how, checked, screen)?;
    if !told {
        let faulty = say_faults(args, &checked, screen);
        return Ok(if failed || faulty {
            End::Failed
        } else if changed && args.mending.fails_on_change() && !args.exit_zero {
            End::Findings
        } else {
            End::Clean
        });
    }
    say_unknown_languages(checked.site(), &how, screen);
    let written = output.write(&checked, &project.root, screen);
    let faulty = say_faults(args, &checked, screen);
    written?;
    if faulty {
        return Ok(End::Failed);
    }
    let fails = fail_on.level().is_some_and(|level| checked.report().reaches(level));
    if failed {
        return Ok(End::Failed);
    }
    let fails = fails || (changed && args.mending.fails_on_change());
    leave(checked);
    Ok(if fails && !args.exit_zero { End::Findings } else { End::Clean })
}

/// Says what keeps the whole result from being trusted, and whether there is something.
fn say_faults(args: &CheckArgs, checked: &Checked, screen: &Screen) -> bool {
    let baseline = if args.ignore_baseline { Vec::new() } else { baseline::faults(checked.site()) };
    baseline.iter().for_each(|fault| screen.error(fault));
    if checked.is_misconfigured() {
        screen.error(&format!("{} is not understood as it is", checked.misconfigured().join(" and ")));
    } else if checked.names_unknown_rule() {
        screen.error("a rule is named that there is not");
    }
    checked.is_misconfigured() || checked.names_unknown_rule() || !baseline.is_empty()
}

fn explained(checked: &Checked, how: &How, word: &str, screen: &Screen) -> Result<End, Failure> {
    known(word)?;
    let one = || Failure::Usage("--explain-level takes one rule and one file".to_owned());
    let rule = rules::find(word).ok_or_else(one)?;
    let files = how.files.iter().flatten().copied().collect::<Vec<_>>();
    let [file] = files.as_slice() else { return Err(one()) };
    screen.data(|out| explain_level::write(checked, how, rule, *file, out))?;
    Ok(End::Clean)
}

impl CheckArgs {
    /// The text on standard input, under the path from the folder of the project that the flag gives it.
    fn typed(&self, root: &Path) -> Result<Option<Source>, Failure> {
        let Some(path) = &self.stdin_filename else { return Ok(None) };
        if self.mending.writes() || self.add_ignore.is_some() {
            return Err(Failure::Usage(
                "a text on standard input cannot be mended; leave out one of the flags".to_owned(),
            ));
        }
        let outside = || Failure::Usage(format!("{} is no text of this project", path.display()));
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let place = folder.canonicalize().map_err(|_| outside())?.join(path.file_name().ok_or_else(outside)?);
        let root = root.canonicalize()?;
        let inside = place.strip_prefix(&root).ok().and_then(Path::to_str).ok_or_else(outside)?;
        let inside = inside.replace(std::path::MAIN_SEPARATOR, "/");
        Ok(Some(typed(&inside, std::io::stdin().lock())?))
    }

    fn output(&self, fail_on: FailOn) -> Output<'_> {
        Output {
            format: Format::of(&self.output_format).unwrap_or(Format::Full),
            file: self.output_file.as_deref(),
            statistics: self.statistics,
            fail_on,
            suppressed: self.show_suppressed,
            all: self.all,
        }
    }

    fn changes(&self) -> Option<Changes> {
        match (&self.since, self.staged, self.changed) {
            (Some(name), _, _) => Some(Changes::Since(name.clone())),
            (None, true, _) => Some(Changes::Staged),
            (None, false, true) => Some(Changes::Uncommitted),
            (None, false, false) => None,
        }
    }

    fn how(&self) -> Result<How, Failure> {
        let words = self.only.iter().chain(&self.select).chain(&self.ignore);
        words.into_iter().try_for_each(|word| known(word))?;
        let level = |text: &String| {
            let wrong =
                || Failure::Usage(format!("--level `{text}` is not RULE=LEVEL, such as missing-lead=error"));
            let (word, level) = text.split_once('=').ok_or_else(wrong)?;
            known(word)?;
            Ok((word.to_owned(), Level::of(level).ok_or_else(wrong)?))
        };
        Ok(How {
            profile: self.profile.as_deref().and_then(Profile::of),
            stage: self.status.as_deref().and_then(Status::of).map(|status| match status {
                Status::Draft => Stage::Draft,
                Status::Review => Stage::Review,
                _ => Stage::Published,
            }),
            only: self.only.clone(),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            levels: self.level.iter().map(level).collect::<Result<_, Failure>>()?,
            no_clock: self.no_clock,
            files: None,
            no_baseline: self.ignore_baseline,
        })
    }
}

/// Says once, for each language without a lexicon, that nothing is said about how things are said in it.
fn say_unknown_languages(site: &Site, how: &How, screen: &Screen) {
    let wanted = site
        .iter()
        .filter(|(_, document)| how.files.as_ref().is_none_or(|files| files.contains(&document.file)));
    let unknown: BTreeSet<Box<str>> =
        wanted.filter_map(|(_, document)| site.language.unknown(document)).collect();
    for language in unknown {
        screen.say(&format!("note: no lexicon for `{language}`: the rules of @language are off there"));
    }
}

/// The files of the site that have changed.
fn changed(changes: &Changes, root: &Path, site: &Site) -> Result<HashSet<FileId>, Failure> {
    let paths = git::changed(root, changes)?;
    let changed = site.sources.iter().filter(|(_, source)| paths.contains(source.path.as_ref()));
    Ok(changed.map(|(id, _)| id).collect())
}

/// The files that both ask for.
fn narrowed(files: Option<HashSet<FileId>>, changed: HashSet<FileId>) -> HashSet<FileId> {
    match files {
        Some(files) => files.intersection(&changed).copied().collect(),
        None => changed,
    }
}

/// The files of the site that paths from the current folder name; nothing where no path is given.
fn files(paths: &[PathBuf], root: &Path, site: &Site) -> Result<Option<HashSet<FileId>>, Failure> {
    if paths.is_empty() {
        return Ok(None);
    }
    let root = root.canonicalize()?;
    let mut files = HashSet::new();
    for path in paths {
        let missing = || Failure::Usage(format!("no such file or folder: {}", path.display()));
        let place = path.canonicalize().map_err(|_| missing())?;
        let inside = place.strip_prefix(&root).ok().and_then(Path::to_str);
        let inside = inside.map(|inside| inside.replace(std::path::MAIN_SEPARATOR, "/"));
        let before = files.len();
        for (id, source) in site.sources.iter() {
            let wanted = inside.as_ref().is_some_and(|inside| {
                let rest = source.path.strip_prefix(inside.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || inside.is_empty())
            });
            if wanted {
                files.insert(id);
            }
        }
        if files.len() == before {
            return Err(Failure::Usage(format!("nothing to check in {}", path.display())));
        }
    }
    Ok(Some(files))
}
