//! What `amends.json` and the tables hold, field by field, from the schema itself.

use serde::Serialize;
use serde_json::Value;

use crate::pages::parts::Link;
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, data, feed_list, table};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// Address of the page.
pub const ADDRESS: &str = "data.html";

/// The page.
pub static KIND: Kind = Kind { name: "data-page", plan, draw };

/// `data.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct DataView {
    /// The file as a whole, then each kind of record.
    pub records: Vec<RecordForm>,
    /// The tables.
    pub tables: Vec<TableForm>,
    /// The data and their schema.
    pub files: Vec<Link<'static>>,
}

/// A kind of record.
#[derive(Debug, Clone, Serialize)]
pub struct RecordForm {
    /// Id of its heading.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub about: String,
    /// Its fields.
    pub fields: Vec<FieldForm>,
}

/// A field of a record.
#[derive(Debug, Clone, Serialize)]
pub struct FieldForm {
    /// Its key.
    pub key: String,
    /// What stands there: `text`, `number`, `list of Step`.
    pub kind: String,
    /// Whether it is always there.
    pub always: bool,
    /// What it means.
    pub meaning: String,
}

/// A table.
#[derive(Debug, Clone, Serialize)]
pub struct TableForm {
    /// Address.
    pub href: &'static str,
    /// Its columns in their order.
    pub columns: Vec<&'static str>,
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![(ADDRESS.to_owned(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let schema = data::schema();
    let whole = record("amends.json", &schema);
    let definitions = schema.get("definitions").and_then(Value::as_object);
    let parts = definitions.into_iter().flatten().map(|(name, part)| record(name, part));
    let file = |href: &'static str| Link { href: href.into(), text: href.into(), outside: false };
    let view = DataView {
        records: [whole].into_iter().chain(parts).collect(),
        tables: vec![
            TableForm { href: table::INCIDENTS, columns: table::INCIDENT_COLUMNS.to_vec() },
            TableForm { href: table::PREVENTION, columns: table::STEP_COLUMNS.to_vec() },
        ],
        files: vec![file(data::ADDRESS), file(data::SCHEMA)],
    };
    let above = (feed_list::ADDRESS.to_owned(), "Feeds and data");
    let frame = PageFrame::new(press, page, "What the data files hold", "feeds", [above]);
    press.print(
        "data.html",
        frame.about("The fields of amends.json and the columns of the tables"),
        view,
        page,
        out,
    )
}

fn record(name: &str, schema: &Value) -> RecordForm {
    let always: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .map(|required| required.iter().filter_map(Value::as_str).collect())
        .unwrap_or_default();
    let fields = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let field = |(key, value): (&String, &Value)| FieldForm {
        key: key.clone(),
        kind: kind(value),
        always: always.contains(&key.as_str()),
        meaning: description(value),
    };
    RecordForm {
        id: format!("at-{}", name.to_lowercase().replace('.', "-")),
        name: name.to_owned(),
        about: description(schema),
        fields: fields.map(field).collect(),
    }
}

fn description(schema: &Value) -> String {
    schema.get("description").and_then(Value::as_str).unwrap_or_default().replace('\n', " ")
}

/// What stands in a field, in words.
fn kind(schema: &Value) -> String {
    if let Some(name) = reference(schema) {
        return name.to_owned();
    }
    // Nothing is written as null: what may be left out is left out.
    let types = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().filter_map(Value::as_str).find(|kind| *kind != "null"),
        Some(Value::String(kind)) => Some(kind.as_str()),
        _ => None,
    };
    let several = schema.get("anyOf").or_else(|| schema.get("allOf")).and_then(Value::as_array);
    match types {
        Some("array") => format!("list of {}", schema.get("items").map(kind).unwrap_or_default()),
        Some("string") => "text".to_owned(),
        Some("boolean") => "true or false".to_owned(),
        Some("integer") => "number".to_owned(),
        Some(other) => other.to_owned(),
        None => several.into_iter().flatten().find_map(reference).unwrap_or_default().to_owned(),
    }
}

fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.rsplit('/').next()
}
