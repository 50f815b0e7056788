//! `amends.json`: all records of the site for other programs, and its schema.

pub mod document;
pub mod open;
pub mod record;

use crate::document::Document;
use crate::document::incident::Visibility;
use crate::pages::data::record::{Head, SiteData, VERSION};
use crate::pages::{Kind, Page, Press, Subject, stream};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::Value;
use std::io::{self, Write};

/// Address of the data.
pub const ADDRESS: &str = "amends.json";

/// Address of its schema.
pub const SCHEMA: &str = "amends.schema.json";

/// The data.
pub static KIND: Kind = Kind { name: "data", plan, draw };

/// The schema of the data.
pub static SCHEMA_KIND: Kind = Kind { name: "data-schema", plan: plan_schema, draw: draw_schema };

/// Writes all records, one a line.
pub fn write(press: &Press<'_>, out: &mut dyn Write) -> io::Result<()> {
    let index = &press.site().index;
    head(press.site(), out)?;
    list(out, "incidents", &index.incidents, |id, add| add_some(add, document::incident(press, *id)))?;
    list(out, "prevention", &index.incidents, |id, add| {
        open::steps(press, *id).iter().try_for_each(|step| add.add(step))
    })?;
    list(out, "promises", &index.incidents, |id, add| {
        open::promises(press, *id).iter().try_for_each(|promise| add.add(promise))
    })?;
    list(out, "playbooks", &index.playbooks, |id, add| add_some(add, document::playbook(press, *id)))?;
    list(out, "pages", &index.pages, |id, add| add_some(add, document::plain(press, *id)))?;
    for shelf in [Shelf::Clients, Shelf::Services, Shelf::Teams, Shelf::Vendors, Shelf::Tags] {
        let names = press.site().registry.names(shelf);
        list(out, shelf.word(), names, |name, add| add.add(&document::name(shelf, name)))?;
    }
    out.write_all(b"\n}\n")
}

/// The schema of what [`write`] writes (draft-07).
pub fn schema() -> Value {
    let generator = SchemaSettings::draft07().for_serialize().into_generator();
    let mut schema = generator.into_root_schema_for::<SiteData<'static>>().to_value();
    if let Some(schema) = schema.as_object_mut() {
        schema.insert("title".to_owned(), "amends.json, version 1".into());
    }
    schema
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![(ADDRESS.to_owned(), Subject::All)]
}

fn plan_schema(_: &Site) -> Vec<(String, Subject)> {
    vec![(SCHEMA.to_owned(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    write(press, out).map_err(|error| stream::fault(page, &error))
}

fn draw_schema(_: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let written = serde_json::to_writer_pretty(&mut *out, &schema());
    out.push(b'\n');
    written.map_err(|error| stream::fault(page, &error.into()))
}

/// The beginning of the file, without the bracket that would end it.
fn head(site: &Site, out: &mut dyn Write) -> io::Result<()> {
    let head = Head {
        schema: SCHEMA,
        version: VERSION,
        generator: concat!("amends ", env!("CARGO_PKG_VERSION")),
        title: &site.config.title,
        url: site.config.url.as_deref(),
        language: &site.config.language,
        timezone: site.config.zone.name(),
        today: site.today.to_string(),
    };
    let text = serde_json::to_string(&head)?;
    out.write_all(text.trim_end_matches('}').as_bytes())
}

/// A list of records, each on a line of its own.
fn list<T: Sync>(
    out: &mut dyn Write,
    key: &str,
    items: &[T],
    draw: impl Fn(&T, &mut Lines<'_>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    write!(out, ",\n\"{key}\": [")?;
    let mut list = AfterComma { out, is_first: true };
    stream::each(&mut list, items, |item, piece| draw(item, &mut Lines(piece)))?;
    out.write_all(b"\n]")
}

/// Records of a list, each with a comma before it.
struct Lines<'a>(&'a mut Vec<u8>);

impl Lines<'_> {
    fn add(&mut self, record: &impl Serialize) -> io::Result<()> {
        self.0.extend_from_slice(b",\n");
        Ok(serde_json::to_writer(&mut *self.0, record)?)
    }
}

fn add_some(lines: &mut Lines<'_>, record: Option<impl Serialize>) -> io::Result<()> {
    record.map_or(Ok(()), |record| lines.add(&record))
}

/// Leaves out the first comma of a list.
struct AfterComma<'a> {
    out: &'a mut dyn Write,
    is_first: bool,
}

impl Write for AfterComma<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_first
            && let Some((_, rest)) = bytes.split_first()
        {
            self.is_first = false;
            self.out.write_all(rest)?;
            return Ok(bytes.len());
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// What the client or everybody may read leaves out what is between us and them (specification C.3).
fn is_shared(site: &Site, id: DocId) -> bool {
    let visibility = site.get(id).map(Document::visibility);
    matches!(visibility, Some(Visibility::Client | Visibility::Public))
}
