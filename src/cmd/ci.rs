//! `amends ci`

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::git;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::disk::edit::create_new;
use crate::disk::same::real;
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
    /// Git repository that amends is built from; without it the one in the PATH is taken
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    /// Commit, tag or branch of that repository
    #[arg(long, value_name = "COMMIT", requires = "from")]
    rev: Option<String>,
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
    let install = Install::of(args.from.as_deref(), args.rev.as_deref())?;
    let text = host.text(&folder, &install);
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
    fn text(self, folder: &str, install: &Install) -> String {
        let (template, path, from) = match self {
            Self::Github => (
                include_str!("ci/github.yml"),
                include_str!("ci/github-path.yml"),
                include_str!("ci/github-from.yml"),
            ),
            Self::Gitlab => (
                include_str!("ci/gitlab.yml"),
                include_str!("ci/gitlab-path.yml"),
                include_str!("ci/gitlab-from.yml"),
            ),
            Self::PreCommit => (
                include_str!("ci/pre-commit.yaml"),
                include_str!("ci/pre-commit-path.yaml"),
                include_str!("ci/pre-commit-from.yaml"),
            ),
        };
        let root = match folder.trim_end_matches('/') {
            "" => String::new(),
            folder => format!(" -C {}", quoted(folder)),
        };
        let steps = match install {
            Install::Path => path.to_owned(),
            Install::From { cargo, key, pinned } => {
                from.replace("{cargo}", cargo).replace("{key}", key).replace("{pinned}", pinned)
            }
        };
        let text = template.replace("{install}\n", &steps);
        text.replace("{root}", &root).replace("{folder}", folder)
    }
}

/// Where the program comes from.
enum Install {
    /// It is there.
    Path,
    /// It is built from a repository.
    From {
        /// The command.
        cargo: String,
        /// What a built one is kept under.
        key: String,
        /// What to know of the version.
        pinned: &'static str,
    },
}

impl Install {
    fn of(from: Option<&str>, rev: Option<&str>) -> Result<Self, Failure> {
        let Some(url) = from else { return Ok(Self::Path) };
        let wrong = |what: &str| Err(Failure::Usage(format!("--from `{url}` {what}")));
        let is_plain = |text: &str| {
            !text.contains(|c: char| c.is_whitespace() || c.is_control() || "'\"`$\\".contains(c))
        };
        let Some((_, place)) = url.split_once("://").filter(|_| is_plain(url)) else {
            return wrong("is no address of a git repository, such as https://git.example/team/amends");
        };
        // The file is committed, and read by everybody who may read the repository.
        let login = place.split('/').next().unwrap_or_default().rsplit_once('@').map(|(login, _)| login);
        if login.is_some_and(|login| login.contains(':') || url.starts_with("http")) {
            let what = "has a login in it; leave it out, and give the token to git by a variable of the build server";
            return Err(Failure::Usage(format!("--from {what}")));
        }
        let is_name = |rev: &str| {
            rev.chars().all(|c| c.is_alphanumeric() || "._-/".contains(c)) && !rev.starts_with('-')
        };
        if let Some(rev) = rev.filter(|rev| rev.is_empty() || !is_name(rev)) {
            return Err(Failure::Usage(format!("--rev `{rev}` is no name of a commit")));
        }
        let pin = rev.map(|rev| format!(" --rev {rev}")).unwrap_or_default();
        Ok(Self::From {
            cargo: format!("cargo install --locked --git {}{pin} amends", quoted(url)),
            key: rev.unwrap_or("newest").replace('/', "-"),
            pinned: match rev {
                Some(_) => "Change `--rev` to go to another version.",
                None => "Add `--rev COMMIT` to have the same one in every run.",
            },
        })
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// The top of the checkout that a folder of it leads up to.
fn top(root: &Path, folder: &str) -> PathBuf {
    let steps = folder.split('/').filter(|step| !step.is_empty()).count();
    if steps == 0 {
        return root.to_path_buf();
    }
    // A folder such as `.` has no parent by its name alone.
    let whole = real(root);
    whole.ancestors().nth(steps).unwrap_or(root).to_path_buf()
}
