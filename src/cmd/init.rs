//! `amends init`

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::today;
use crate::cmd::schema;
use crate::cmd::screen::Screen;
use crate::config::SITE_TOML;
use crate::date::Day;
use crate::disk::edit::create_new;
use clap::{Args, ValueHint};
use include_dir::{Dir, include_dir};
use std::path::PathBuf;

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/src/cmd/starter");

/// Flags of `amends init`.
#[derive(Debug, Args)]
pub struct InitArgs {
    /// Folder of the new project
    #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
    dir: PathBuf,
}

/// Writes a small site that builds and checks clean; files that are there already are left as they are.
pub fn run(args: &InitArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let today = today(common)?;
    if args.dir.join(SITE_TOML).exists() {
        let what = format!("{} is a project already: it has a {SITE_TOML}", args.dir.display());
        return Err(Failure::Usage(what));
    }
    let mut folders = vec![&STARTER];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files());
    }
    files.sort_by_key(|file| file.path());
    for file in files {
        // A folder of our own sources must not hold a .gitignore that git would obey.
        let name =
            if file.path().ends_with("gitignore") { ".gitignore".into() } else { file.path().to_path_buf() };
        let place = args.dir.join(name);
        if place.exists() {
            screen.say(&format!("left as it is: {}", place.display()));
        } else {
            create_new(&place, &dated(file.contents(), today))?;
            screen.say(&format!("wrote {}", place.display()));
        }
    }
    // The registries of the starter name these, so that an editor knows their keys.
    schema::write_all(&args.dir, false)?;
    let here = args.dir.as_os_str() == ".";
    let flag = if here { String::new() } else { format!(" -C {}", args.dir.display()) };
    screen.say(&format!("\nnext: amends serve{flag}, or amends new incident{flag}"));
    Ok(End::Clean)
}

/// A playbook counts as walked through on the day that it is written.
fn dated(contents: &[u8], today: Day) -> Vec<u8> {
    match std::str::from_utf8(contents) {
        Ok(text) => text.replacen("reviewed_at: TODAY", &format!("reviewed_at: {today}"), 1).into_bytes(),
        Err(_) => contents.to_vec(),
    }
}
