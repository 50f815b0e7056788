//! `amends expand`

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::disk::edit::replace_unchanged;
use crate::document::{Document, DocumentKind};
use crate::fix::expand::expanded;
use crate::report::patch;
use crate::site::Site;
use clap::{Args, ValueHint};
use std::path::{Path, PathBuf};

/// Flags of `amends expand`.
#[derive(Debug, Args)]
pub struct ExpandArgs {
    /// Incidents
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Print what would change as a patch, and write nothing
    #[arg(long)]
    diff: bool,
}

/// Turns strings into the object form; every file is tried, and what went wrong with one is told.
pub fn run(args: &ExpandArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    let site = project.read()?;
    let mut end = End::Clean;
    for file in &args.files {
        match one(file, args, &project, &site, screen) {
            Ok(()) => {}
            Err(Failure::ClosedPipe) => return Err(Failure::ClosedPipe),
            Err(failure) => {
                screen.error(&failure.to_string());
                end = End::Failed;
            }
        }
    }
    Ok(end)
}

fn one(
    file: &Path,
    args: &ExpandArgs,
    project: &Project,
    site: &Site,
    screen: &Screen,
) -> Result<(), Failure> {
    let shown = file.display();
    let place = file.canonicalize().map_err(|_| Failure::Usage(format!("no such file: {shown}")))?;
    let root = project.root.canonicalize()?;
    let inside = place.strip_prefix(&root).ok().and_then(Path::to_str).unwrap_or_default();
    let path = inside.replace(std::path::MAIN_SEPARATOR, "/");
    let document = site.by_path(&path).map(|(_, document)| document);
    let is_incident = |document: &&Document| document.kind() == DocumentKind::Incident;
    let Some(document) = document.filter(is_incident) else {
        return Err(Failure::Usage(format!("{shown} is no incident of this project")));
    };
    let text = site.text(document);
    let unread =
        || Failure::Usage(format!("the front matter of {shown} cannot be read; run `amends check {shown}`"));
    let is_whole = site.sources.get(document.file).is_some_and(|source| source.fault.is_none());
    let new = expanded(&path, text).filter(|_| is_whole && !document.is_unreadable()).ok_or_else(unread)?;
    for field in &new.left {
        screen.say(&format!(
            "{shown}: `{field}` is left as it is: an anchor, an alias or a comment stands in its way"
        ));
    }
    if args.diff {
        return Ok(screen.data(|out| patch::write(&path, text, &new.text, out))?);
    }
    if new.text == text {
        screen.say(&format!("{shown}: nothing to expand"));
        return Ok(());
    }
    replace_unchanged(&place, text.as_bytes(), new.text.as_bytes())?;
    screen.say(&format!("{shown}: expanded"));
    Ok(())
}
