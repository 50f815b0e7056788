//! `amends check --fix` and its kin.

use crate::check::{Checked, How};
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::diagnostic::Safety;
use crate::disk::edit::replace_unchanged;
use crate::mend::{Mended, mend};
use crate::pipeline::judged;
use crate::report::patch;
use crate::source::{FileId, Sources};
use clap::Args;

/// Flags that mend what was found.
#[derive(Debug, Args)]
#[command(next_help_heading = "Mending")]
pub struct FixArgs {
    /// Mend what can be mended without changing a word of prose, then report what is left
    #[arg(long)]
    fix: bool,
    /// Mend also where something is assumed, such as the offset of a time; with --fix, --fix-only or --diff
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what --fix would change as a patch, and write nothing; exits with 1 where there is something
    #[arg(long)]
    diff: bool,
    /// Mend, and report nothing
    #[arg(long)]
    fix_only: bool,
    /// Exit with 1 where something was mended, for hooks
    #[arg(long)]
    exit_non_zero_on_fix: bool,
}

/// A check after the fixes that were asked for.
#[derive(Debug)]
pub struct Done {
    /// The site as it is now.
    pub checked: Checked,
    /// Whether a fix has changed something, or would.
    pub changed: bool,
    /// Whether what is left is to be reported.
    pub told: bool,
    /// Whether a file could not be written, which has been said.
    pub failed: bool,
}

impl FixArgs {
    /// Whether the flags ask for a file to be changed, or for what would change in it.
    pub fn writes(&self) -> bool {
        self.fix || self.fix_only || self.diff
    }

    /// Makes the fixes that the flags ask for.
    pub fn run(
        &self,
        project: &Project,
        how: &How,
        checked: Checked,
        screen: &Screen,
    ) -> Result<Done, Failure> {
        if !self.writes() {
            if self.unsafe_fixes || self.exit_non_zero_on_fix {
                let what = "--unsafe-fixes and --exit-non-zero-on-fix need --fix, --fix-only or --diff";
                return Err(Failure::Usage(what.to_owned()));
            }
            return Ok(Done { checked, changed: false, told: true, failed: false });
        }
        // Settings that are not understood say nothing certain about what is wrong elsewhere.
        if checked.is_misconfigured() {
            return Ok(Done { checked, changed: false, told: true, failed: false });
        }
        let reach = if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe };
        let before = checked.site().sources.clone();
        let judge = |sources: Sources| judged(project.site(sources), how);
        let Mended { checked, fixed } = mend(checked, reach, &judge);
        let after = &checked.site().sources;
        let files: Vec<FileId> = before
            .iter()
            .filter(|(id, source)| source.text.as_ref() != after.text(*id))
            .map(|(id, _)| id)
            .collect();
        if self.diff {
            screen.data(|out| {
                let one = |&file| patch::write(before.path(file), before.text(file), after.text(file), out);
                files.iter().try_for_each(one)
            })?;
            return Ok(Done { changed: !files.is_empty(), checked, told: false, failed: false });
        }
        // Every file is tried: what could not be written of one takes nothing from the others.
        let mut failed = false;
        for &file in &files {
            let path = project.root.join(before.path(file));
            let written = replace_unchanged(&path, before.text(file).as_bytes(), after.text(file).as_bytes());
            if let Err(error) = written {
                screen.error(&error.to_string());
                failed = true;
            }
        }
        if fixed > 0 && !failed {
            let plural = |count: usize| if count == 1 { "" } else { "s" };
            let count = files.len();
            screen.say(&format!("mended {fixed} finding{} in {count} file{}", plural(fixed), plural(count)));
        }
        Ok(Done { changed: !files.is_empty(), checked, told: !self.fix_only, failed })
    }

    /// Whether a change counts as a finding.
    pub fn fails_on_change(&self) -> bool {
        self.diff || self.exit_non_zero_on_fix
    }
}
