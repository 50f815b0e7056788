//! `amends schema`

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::config::{Config, SITE_TOML};
use crate::disk::edit::{create_new, replace_file};
use crate::disk::{DiskError, read};
use crate::pages::data;
use crate::schema::{SchemaKind, schema};
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::Value;
use std::path::Path;

/// The folder of the schemas, from the folder of site.toml.
const FOLDER: &str = ".amends";

/// Flags of `amends schema`.
#[derive(Debug, Args)]
pub struct SchemaArgs {
    /// What the schema is for
    #[arg(required_unless_present = "write", value_parser = PossibleValuesParser::new(words()))]
    kind: Option<String>,
    /// Write all of them to the folder .amends of the project, where the registries look for theirs
    #[arg(long, conflicts_with = "kind")]
    write: bool,
}

/// What the schema of `amends.json` is called, which nobody writes by hand.
const SITE_DATA: &str = "site-data";

fn words() -> Vec<&'static str> {
    SchemaKind::WORDS.iter().copied().chain([SITE_DATA]).collect()
}

/// Writes a JSON Schema. In a project whose site.toml names a default client, incidents may leave theirs out.
pub fn run(args: &SchemaArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common);
    if args.write {
        let root = project?.root;
        write_all(&root, has_default_client(&root))?;
        screen.say(&format!("wrote {}", root.join(FOLDER).display()));
        return Ok(End::Clean);
    }
    if args.kind.as_deref() == Some(SITE_DATA) {
        let text = pretty(&data::schema());
        screen.data(|out| out.write_all(text.as_bytes()))?;
        return Ok(End::Clean);
    }
    let has_default = project.is_ok_and(|project| has_default_client(&project.root));
    let kind = args.kind.as_deref().and_then(SchemaKind::of).unwrap_or(SchemaKind::Incident);
    let text = text(kind, has_default);
    screen.data(|out| out.write_all(text.as_bytes()))?;
    Ok(End::Clean)
}

/// Writes every schema to its place in a project; what stands there was written by this.
pub(super) fn write_all(root: &Path, has_default_client: bool) -> Result<(), DiskError> {
    for kind in SchemaKind::ALL {
        let place = root.join(FOLDER).join(format!("{}.schema.json", kind.word()));
        let text = text(*kind, has_default_client);
        if place.exists() {
            replace_file(&place, text.as_bytes())?;
        } else {
            create_new(&place, text.as_bytes())?;
        }
    }
    Ok(())
}

fn has_default_client(root: &Path) -> bool {
    let (config, _) = Config::read(&read::read_file(root, SITE_TOML).text);
    config.default_client.is_some()
}

fn text(kind: SchemaKind, has_default_client: bool) -> String {
    pretty(&schema(kind, has_default_client))
}

fn pretty(schema: &Value) -> String {
    // A tree of ours can always be written.
    serde_json::to_string_pretty(schema).unwrap_or_default() + "\n"
}
