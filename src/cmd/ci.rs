//! `amends ci`

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::git;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::disk::edit::create_new;
use crate::tree::record::choice;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use std::path::{Path, PathBuf};

/// Flags of `amends ci`.
#[derive(Debug, Args)]
pub struct CiArgs {
    #[command(subcommand)]
    verb: CiVerb,
}

/// What can be done for a build server.
#[derive(Debug, Subcommand)]
enum CiVerb {
    /// Write the file that has every change checked; one that is there is left as it is
    Init(CiInitArgs),
}

/// Flags of `amends ci init`.
#[derive(Debug, Args)]
struct CiInitArgs {
    /// Who runs the check
    #[arg(value_parser = PossibleValuesParser::new(Host::WORDS))]
    host: String,
    /// Show the file and write nothing
    #[arg(long)]
    stdout: bool,
}

choice! {
    /// Who runs the check.
    pub enum Host {
        /// GitHub Actions.
        Github = "github",
        /// GitLab CI.
        Gitlab = "gitlab",
        /// pre-commit, before each commit.
        PreCommit = "pre-commit",
    }
}

/// Writes the file that has every change checked.
pub fn run(args: &CiArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let CiVerb::Init(args) = &args.verb;
    let project = Project::find(common)?;
    let folder = git::folder(&project.root).unwrap_or_default();
    let host = Host::of(&args.host).unwrap_or(Host::Github);
    let text = host.text(&folder);
    if args.stdout {
        screen.data(|out| out.write_all(text.as_bytes()))?;
        return Ok(End::Clean);
    }
    let place = top(&project.root, &folder).join(host.path());
    if place.exists() {
        let what = format!(
            "{} is there already and is left as it is; `amends ci init {} --stdout` shows what to add",
            place.display(),
            host.word()
        );
        return Err(Failure::Usage(what));
    }
    create_new(&place, text.as_bytes())?;
    screen.say(&format!("wrote {}", place.display()));
    Ok(End::Clean)
}

impl Host {
    /// Where it looks for its file, from the top of the checkout.
    fn path(self) -> &'static str {
        match self {
            Self::Github => ".github/workflows/amends.yml",
            Self::Gitlab => ".gitlab-ci.yml",
            Self::PreCommit => ".pre-commit-config.yaml",
        }
    }

    /// The file for a project in a folder of the checkout.
    fn text(self, folder: &str) -> String {
        let template = match self {
            Self::Github => include_str!("ci/github.yml"),
            Self::Gitlab => include_str!("ci/gitlab.yml"),
            Self::PreCommit => include_str!("ci/pre-commit.yaml"),
        };
        let root = match folder.trim_end_matches('/') {
            "" => String::new(),
            folder => format!(" -C '{}'", folder.replace('\'', r"'\''")),
        };
        let version = env!("CARGO_PKG_VERSION");
        template.replace("{root}", &root).replace("{folder}", folder).replace("{version}", version)
    }
}

/// The top of the checkout that a folder of it leads up to.
fn top(root: &Path, folder: &str) -> PathBuf {
    let steps = folder.split('/').filter(|step| !step.is_empty()).count();
    if steps == 0 {
        return root.to_path_buf();
    }
    // A folder such as `.` has no parent by its name alone.
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_path_buf());
    whole.ancestors().nth(steps).unwrap_or(root).to_path_buf()
}
