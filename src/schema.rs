//! JSON Schemas (draft-07) of everything that people write, made from the types that read it.
//!
//! An editor that knows them completes keys and words and tells what is wrong while somebody types. A name is asked
//! for as a slug and text as text: what the check lets through with a hint is told here.

use crate::config::SiteToml;
use crate::document::incident::Incident;
use crate::document::page::Page;
use crate::document::playbook::Playbook;
use crate::language::entry::LexiconFile;
use crate::registry::Entry;
use crate::tree::decode::Table;
use crate::tree::record::{FieldInfo, Inner, choice};
use crate::tree::shape::Shape;
use serde_json::{Map, Value, json};

choice! {
    /// What a schema is for.
    pub enum SchemaKind {
        /// The front matter of an incident.
        Incident = "incident",
        /// The front matter of a playbook.
        Playbook = "playbook",
        /// The front matter of a plain page.
        Page = "page",
        /// site.toml
        Site = "site",
        /// clients.yaml
        Clients = "clients",
        /// people.yaml
        People = "people",
        /// teams.yaml
        Teams = "teams",
        /// vendors.yaml
        Vendors = "vendors",
        /// services.yaml
        Services = "services",
        /// tags.yaml
        Tags = "tags",
        /// lexicon.toml
        Lexicon = "lexicon",
    }
}

/// Deepest nesting that is described. No form of ours comes near; a type that held itself would.
const MAX_DEPTH: usize = 16;

const SLUG: &str = "^[a-z0-9][a-z0-9-]*$";
const LENGTH: &str = "^\\s*[0-9]+ ?[mhd]\\s*$";
const TIME: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\
                    ([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?(Z|[+-][0-9]{2}:[0-9]{2})?)?$";

/// The schema of a kind; `has_default_client` where site.toml names the client of incidents that name none.
pub fn schema(kind: SchemaKind, has_default_client: bool) -> Value {
    let (title, shape) = match kind {
        SchemaKind::Incident => ("front matter of an incident", Incident::shape()),
        SchemaKind::Playbook => ("front matter of a playbook", Playbook::shape()),
        SchemaKind::Page => ("front matter of a page", Page::shape()),
        SchemaKind::Site => ("site.toml", SiteToml::shape()),
        SchemaKind::Clients => ("clients.yaml", Table::<Entry>::shape()),
        SchemaKind::People => ("people.yaml", Table::<Entry>::shape()),
        SchemaKind::Teams => ("teams.yaml", Table::<Entry>::shape()),
        SchemaKind::Vendors => ("vendors.yaml", Table::<Entry>::shape()),
        SchemaKind::Services => ("services.yaml", Table::<Entry>::shape()),
        SchemaKind::Tags => ("tags.yaml", Table::<Entry>::shape()),
        SchemaKind::Lexicon => ("lexicon.toml", LexiconFile::shape()),
    };
    let mut schema = described(shape, 0);
    if let Some(map) = schema.as_object_mut() {
        map.insert("$schema".to_owned(), "http://json-schema.org/draft-07/schema#".into());
        map.insert("title".to_owned(), title.into());
    }
    match kind {
        SchemaKind::Incident => of_incident(&mut schema, has_default_client),
        SchemaKind::Playbook => require(&mut schema, "when"),
        SchemaKind::Page | SchemaKind::Site | SchemaKind::Lexicon => {}
        _ => put(&mut schema, "", "propertyNames", json!({ "pattern": SLUG })),
    }
    schema
}

/// What `missing-field` asks of an incident besides the keys that must always be there.
fn of_incident(schema: &mut Value, has_default_client: bool) {
    if !has_default_client {
        require(schema, "client");
        put(schema, "/properties/client/anyOf/1", "minItems", json!(1));
    }
    let step = json!([{ "required": ["step"] }, { "required": ["none"] }]);
    put(schema, "/properties/prevention/items/anyOf/1", "anyOf", step);
    let implied = |key: &str, word: &str, other: &str| {
        json!({
            "if": { "properties": { key: { "const": word } }, "required": [key] },
            "then": { "required": [other] },
        })
    };
    let all = [implied("status", "superseded", "superseded_by"), implied("visibility", "public", "review")];
    put(schema, "", "allOf", json!(all));
}

fn require(schema: &mut Value, key: &str) {
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.push(key.into());
    }
}

/// Adds a keyword to the part of a schema at a pointer.
fn put(schema: &mut Value, pointer: &str, keyword: &str, value: Value) {
    if let Some(Value::Object(part)) = schema.pointer_mut(pointer) {
        part.insert(keyword.to_owned(), value);
    }
}

fn described(shape: Shape, depth: usize) -> Value {
    if depth > MAX_DEPTH {
        return json!({});
    }
    match shape {
        Shape::Text => json!({ "type": "string", "minLength": 1 }),
        Shape::Truth => json!({ "type": "boolean" }),
        Shape::Number => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Shape::Time => json!({ "type": "string", "pattern": TIME }),
        Shape::Length => json!({ "type": "string", "pattern": LENGTH }),
        Shape::Slug => json!({ "type": "string", "pattern": SLUG }),
        Shape::Any => json!({}),
        Shape::Words(words) => json!({ "enum": values(words) }),
        Shape::Many(item) => json!({ "type": "array", "items": described(item(), depth + 1) }),
        Shape::OneOrMany(item) => {
            let item = described(item(), depth + 1);
            json!({ "anyOf": [item, { "type": "array", "items": item }] })
        }
        Shape::Table(value) => {
            json!({ "type": "object", "additionalProperties": described(value(), depth + 1) })
        }
        Shape::Record { fields, short } => {
            let record = record(fields, depth);
            let alone = short.and_then(|short| fields.iter().find(|field| field.key == short));
            match alone {
                Some(field) => json!({ "anyOf": [described((field.shape)(), depth + 1), record] }),
                None => record,
            }
        }
    }
}

fn record(fields: &[FieldInfo], depth: usize) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let mut property = described((field.shape)(), depth + 1);
        if let Some(map) = property.as_object_mut() {
            map.insert("description".to_owned(), field.meaning.trim().into());
        }
        properties.insert(field.key.to_owned(), property);
    }
    let required = fields.iter().filter(|field| field.required).map(|field| field.key);
    json!({
        "type": "object",
        "properties": properties,
        "patternProperties": { "^x_": {} },
        "additionalProperties": false,
        "required": required.collect::<Vec<_>>(),
    })
}

/// Words as YAML reads them: what it takes for a number or a truth value may be written as either.
fn values(words: &[&str]) -> Vec<Value> {
    let value = |word: &&str| match serde_json::from_str(word) {
        Ok(other @ (Value::Number(_) | Value::Bool(_))) => vec![other, (*word).into()],
        _ => vec![(*word).into()],
    };
    words.iter().flat_map(value).collect()
}
