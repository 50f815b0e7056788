//! Flags that stand before or after every verb.

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use std::path::PathBuf;

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
