//! The command line, whole.

use crate::cmd::common::Common;
use crate::cmd::{
    baseline, build, check, ci, clean, expand, explain, import, init, lexicon, new, rules, schema,
    suppressions,
};
use clap::{Parser, Subcommand};

/// Post-mortems and playbooks in Markdown: checked, built and found again.
#[derive(Debug, Parser)]
#[command(name = "amends", version, propagate_version = true, disable_help_subcommand = true)]
pub struct Cli {
    /// Flags that stand before or after the verb.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Start a project: a small site that builds and checks clean
    Init(init::InitArgs),
    /// Write a new incident or playbook
    New(new::NewArgs),
    /// Take in write-ups of another tool, as drafts
    Import(import::ImportArgs),
    /// Tell what is wrong where
    #[command(visible_aliases = ["lint", "validate"])]
    Check(Box<check::CheckArgs>),
    /// Turn the strings of an incident's front matter into the object form
    Expand(expand::ExpandArgs),
    /// Say what a rule finds, why, and how to mend it
    Explain(explain::ExplainArgs),
    /// List the rules
    Rules(rules::RulesArgs),
    /// List what is ignored, and why
    Suppressions(suppressions::SuppressionsArgs),
    /// Keep the findings of old write-ups from being shown again
    Baseline(baseline::BaselineArgs),
    /// Write a JSON Schema, which lets editors complete and check while you type
    Schema(schema::SchemaArgs),
    /// Have every change checked by a build server
    Ci(ci::CiArgs),
    /// Test the phrases of the language rules, or count them
    Lexicon(lexicon::LexiconArgs),
    /// Check, and write the site
    #[command(visible_alias = "b")]
    Build(build::BuildArgs),
    /// Remove the files of the site that Amends wrote, and nothing else
    Clean(clean::CleanArgs),
    /// Show the site in a browser while you write
    #[cfg(feature = "serve")]
    #[command(visible_aliases = ["s", "server"])]
    Serve(crate::cmd::serve::ServeArgs),
}
