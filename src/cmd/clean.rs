//! `amends clean`

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::disk;
use clap::Args;

/// Flags of `amends clean`.
#[derive(Debug, Args)]
pub struct CleanArgs {}

/// Removes the files of the site that Amends wrote.
pub fn run(_args: &CleanArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    let out = project.configured_output();
    let home = std::env::home_dir();
    let cleaned = disk::clean::clean(&out, &project.keep(home.as_deref()))?;
    let files = if cleaned.removed == 1 { "file" } else { "files" };
    screen.say(&format!("{} {files} removed from {}", cleaned.removed, cleaned.place.display()));
    for kept in &cleaned.kept {
        screen.say(&format!("left, for Amends did not write it: {}", kept.display()));
    }
    Ok(End::Clean)
}
