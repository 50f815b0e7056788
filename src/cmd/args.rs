//! The command line, whole.

use crate::cmd::{
    baseline, build, check, ci, expand, explain, import, init, new, rules, schema, suppressions,
};
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueHint};
use std::path::PathBuf;

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

/// Flags that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Common options")]
pub struct Common {
    /// Folder of the project [default: the nearest one upwards with a site.toml]
    #[arg(short = 'C', long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,
    /// Folder the site is written to [default: `public`, or what site.toml says]
    #[arg(short, long, global = true, value_name = "DIR", visible_alias = "output-dir", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Absolute address that the site will have
    #[arg(short = 'u', long, global = true, value_name = "URL")]
    pub base_url: Option<String>,
    /// The day on which "overdue" is judged [default: SOURCE_DATE_EPOCH, or today]
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub today: Option<String>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_parser = PossibleValuesParser::new(["auto", "always", "never"]))]
    pub color: String,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
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
    Check(check::CheckArgs),
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
    /// Check, and write the site
    #[command(visible_alias = "b")]
    Build(build::BuildArgs),
    /// Show the site in a browser while you write
    #[cfg(feature = "serve")]
    #[command(visible_aliases = ["s", "server"])]
    Serve(crate::cmd::serve::ServeArgs),
}
