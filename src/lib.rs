//! Amends reads a folder of post-mortems and playbooks, tells what is wrong where, and builds a site of them.
//!
//! ```text
//!            read            parse             link          check           plan           render          write
//!  content/ ──────► Sources ───────► [Document] ─────► Site ──────► Checked ──────► [Page] ───────► [Output] ───────► public/
//!  site.toml           │                  │              │              │              │                │
//!  themes/             └──────────────────┴──────────────┴──────────────┴──────────────┴────────────────┘
//!                                                        ▼
//!                                Report = sorted [Diagnostic { place, level, rule, message, help }]
//! ```
//!
//! A stage is a function from one type to the next. Only the first and the last touch the disk, and none knows a
//! clock: today is an argument. Imports run one way, from the end of this list to its beginning.

pub mod address;
pub mod date;
pub mod history;
pub mod later;
mod patterns;
pub mod secret;
pub mod source;

pub mod tree;

pub mod diagnostic;
pub mod report;

pub mod document;
pub mod fix;

pub mod baseline;
pub mod config;
pub mod registry;
pub mod schema;

pub mod language;

pub mod site;

pub mod seeds;

pub mod rule;
pub mod rules;

pub mod suppress;

pub mod check;

pub mod render;

pub mod search;

pub mod pages;
pub mod plan;

pub mod import;

pub mod disk;
pub mod mend;
pub mod pipeline;

pub mod cmd;
