//! The JSON Schemas hold what we read, and nothing else.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use amends::document::{Document, DocumentKind};
use amends::schema::{SchemaKind, schema};
use amends::source::{FileId, Source, Span};
use amends::tree::fault::FaultKind;
use amends::tree::{Node, Value as Tree, toml, yaml};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

/// A tree as a reader of JSON Schemas gets it: unquoted scalars are what the core schema of YAML 1.2 says.
fn json_of(node: &Node) -> Value {
    match &node.value {
        Tree::List(items) => items.iter().map(json_of).collect(),
        Tree::Map(entries) => {
            Value::Object(entries.iter().map(|entry| (entry.key.to_string(), json_of(&entry.node))).collect())
        }
        Tree::Scalar { text, plain: false } => text.as_ref().into(),
        Tree::Scalar { text, plain: true } => match text.as_ref() {
            "" | "~" | "null" | "Null" | "NULL" => Value::Null,
            "true" | "True" | "TRUE" => true.into(),
            "false" | "False" | "FALSE" => false.into(),
            text => match (text.parse::<i64>(), text.parse::<f64>()) {
                (Ok(number), _) => number.into(),
                (_, Ok(number)) if text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c)) => {
                    json!(number)
                }
                _ => text.into(),
            },
        },
    }
}

fn yaml_of(text: &str) -> Value {
    let parsed = yaml::parse(text, Span::new(0, text.len()));
    assert_eq!(parsed.faults, []);
    parsed.root.as_ref().map_or(Value::Null, json_of)
}

/// The front matter of a document.
fn head(text: &str) -> Value {
    let rest = text.strip_prefix("---\n").unwrap();
    yaml_of(rest.split_once("\n---\n").unwrap().0)
}

fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::draft7::new(schema).unwrap();
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Every file of a site that a schema is for, with its kind and what stands in it.
fn written(root: &Path) -> Vec<(PathBuf, SchemaKind, Value)> {
    let mut found = vec![];
    let site = fs::read_to_string(root.join("site.toml")).unwrap();
    found.push((root.join("site.toml"), SchemaKind::Site, json_of(&toml::parse(&site).root.unwrap())));
    let mut folders = vec![root.join("content")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = entry.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            if entry.is_dir() {
                folders.push(entry);
                continue;
            }
            let kind = match name.split('/').nth(1).unwrap() {
                "incidents" => SchemaKind::Incident,
                "playbooks" => SchemaKind::Playbook,
                "pages" => SchemaKind::Page,
                "registry" => match SchemaKind::of(entry.file_stem().unwrap().to_str().unwrap()) {
                    Some(kind) => kind,
                    None => continue,
                },
                _ => continue,
            };
            let Ok(text) = fs::read_to_string(&entry) else { continue };
            // `init` puts a day in its place.
            let text = text.replace("reviewed_at: TODAY", "reviewed_at: 2026-11-22");
            if name.ends_with(".yaml") {
                found.push((entry, kind, yaml_of(&text)));
            } else if name.ends_with(".toml") {
                found.push((entry, kind, json_of(&toml::parse(&text).root.unwrap())));
            } else if name.ends_with(".md") && !name.ends_with("README.md") {
                found.push((entry, kind, head(&text)));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

/// The sites that must be valid: ours, the starter, and the examples of the specification where they are there.
fn sites() -> Vec<PathBuf> {
    let own = Path::new(REPOSITORY);
    let examples = own.join("../shared/spec/examples");
    let mut sites = vec![own.to_path_buf(), own.join("src/cmd/starter")];
    if examples.exists() {
        sites.push(examples);
    } else {
        use std::io::Write;
        writeln!(std::io::stderr(), "skipped: ../shared is not there").ok();
    }
    sites
}

#[test]
fn all_that_is_written_is_valid() {
    let mut kinds = BTreeSet::new();
    for site in sites() {
        for (path, kind, value) in written(&site) {
            assert_eq!(errors(&schema(kind, false), &value), Vec::<String>::new(), "{}", path.display());
            kinds.insert(kind);
        }
    }
    assert_eq!(kinds.len(), SchemaKind::ALL.len(), "every kind has an example: {kinds:?}");
}

/// Every place in a value, as a pointer.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                places(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(items) => {
            for (number, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{number}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn whatever_is_changed_is_told() {
    for site in sites() {
        for (path, kind, value) in written(&site) {
            let schema = schema(kind, false);
            let validator = jsonschema::draft7::new(&schema).unwrap();
            let mut found = Vec::new();
            places(&value, "", &mut found);
            for place in found {
                // What a rule's own table of options holds is for that rule to say.
                if place.starts_with("/lint/rules") {
                    continue;
                }
                let told = |change: &dyn Fn(&mut Value)| {
                    let mut changed = value.clone();
                    change(changed.pointer_mut(&place).unwrap());
                    !validator.is_valid(&changed)
                };
                assert!(told(&|it| *it = json!(1.5)), "{} {place} is no number", path.display());
                assert!(told(&|it| *it = json!({ "nobody": { "knows": 1 } })), "{} {place}", path.display());
                assert!(told(&|it| *it = json!([[["deep"]]])), "{} {place}", path.display());
                let registry = !matches!(
                    kind,
                    SchemaKind::Site
                        | SchemaKind::Incident
                        | SchemaKind::Playbook
                        | SchemaKind::Page
                        | SchemaKind::Lexicon
                );
                let is_table =
                    (registry && place.is_empty()) || place == "/lint/levels" || place == "/classes";
                if value.pointer(&place).unwrap().is_object() && !is_table {
                    let own = |it: &mut Value| it["x_own"] = json!([1]);
                    assert!(!told(&own), "{} {place} may have keys of its own", path.display());
                    assert!(
                        told(&|it| it["nobody_knows"] = json!("x")),
                        "{} {place} has known keys",
                        path.display()
                    );
                }
            }
        }
    }
}

const MINIMAL: &str = "title: Contact form lost mail\ndate: 2025-03-04\nclient: acme\nwhat_went_wrong: It sent no mail.\n\
                       blame_taken: We changed the password.\nprevention: [Send a test mail]\n";

#[test]
fn what_is_wrong_is_told_and_what_is_right_is_not() {
    let incident = schema(SchemaKind::Incident, false);
    let valid = |text: &str| errors(&incident, &yaml_of(text)).is_empty();
    assert!(valid(MINIMAL));
    for more in [
        "schema: 1\n",
        "schema: '1'\n",
        "follow_up: { further_errors: true }\n",
        "follow_up: { further_errors: unknown }\n",
        "impact: { quantified: false, unknown: not counted yet }\n",
        "status: superseded\nsuperseded_by: other\n",
        "visibility: public\nreview: { by: omar }\n",
        "times: { started: 2025-03-03 16:00, detected: 2025-03-04T09:05+01:00, client_told: { withheld: asked to } }\n",
        "x_ticket: { any: [1] }\n",
    ] {
        assert!(valid(&format!("{MINIMAL}{more}")), "{more}");
    }
    for more in [
        "schema: 2\n",
        "severity: high\n",
        "statsu: draft\n",
        "status: superseded\n",
        "visibility: public\n",
        "exercise: yes\n",
        "tags: email\n",
        "services: [Website Forms]\n",
        "times: { started: 03/04/2025 }\n",
        "times: { started: 2025-03-04T9:05 }\n",
        "causes: [{ type: process }]\n",
        "causes: [a text]\n",
        "follow_up: { further_errors: false }\n",
        "impact:\n",
    ] {
        assert!(!valid(&format!("{MINIMAL}{more}")), "{more}");
    }
    for key in ["title", "date", "client"] {
        let without: String =
            MINIMAL.lines().filter(|line| !line.starts_with(key)).map(|line| format!("{line}\n")).collect();
        assert!(!valid(&without), "{key} is needed");
    }
    for (from, to) in [
        ("prevention: [Send a test mail]", "prevention: Send a test mail"),
        ("prevention: [Send a test mail]", "prevention: [{ owner: omar }]"),
        ("client: acme", "client: []"),
        ("blame_taken: We", "blame_taken: {}\nx: We"),
    ] {
        assert!(!valid(&MINIMAL.replace(from, to)), "{to}");
    }
    assert!(valid(&MINIMAL.replace("[Send a test mail]", "[{ none: it cannot come again }]")));
    let with_default = schema(SchemaKind::Incident, true);
    assert!(errors(&with_default, &yaml_of(&MINIMAL.replace("client: acme\n", ""))).is_empty());
}

/// The names of properties, with those of what is inside.
fn names(schema: &Value, at: &str, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                match (key.as_str(), value) {
                    ("properties", Value::Object(properties)) => {
                        for (name, property) in properties {
                            found.insert(format!("{at}{name}"));
                            names(property, &format!("{at}{name}."), found);
                        }
                    }
                    ("anyOf" | "oneOf" | "items" | "additionalProperties", _) => names(value, at, found),
                    _ => {}
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, at, found)),
        _ => {}
    }
}

#[test]
fn the_names_are_those_of_the_specification() {
    let folder = Path::new(REPOSITORY).join("../shared/spec/schema");
    if !folder.exists() {
        use std::io::Write;
        writeln!(std::io::stderr(), "skipped: ../shared is not there").ok();
        return;
    }
    for (kind, beyond) in [
        (SchemaKind::Incident, &["defeats", "defeats.step", "defeats.why", "times.client_told.at"][..]),
        (SchemaKind::Playbook, &[]),
    ] {
        let text = fs::read_to_string(folder.join(format!("{}.schema.json", kind.word()))).unwrap();
        let specified: Value = serde_json::from_str(&text).unwrap();
        let (mut theirs, mut ours) = (BTreeSet::new(), BTreeSet::new());
        names(&specified, "", &mut theirs);
        names(&schema(kind, false), "", &mut ours);
        let missing: Vec<&String> = theirs.difference(&ours).collect();
        let more: Vec<&String> =
            ours.difference(&theirs).filter(|name| !beyond.contains(&name.as_str())).collect();
        assert_eq!((missing, more), (vec![], vec![]), "{}", kind.word());
    }
}

#[test]
fn every_property_says_what_it_means() {
    for kind in SchemaKind::ALL {
        let schema = schema(*kind, false);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        jsonschema::draft7::meta::validate(&schema).unwrap();
        let properties = schema["properties"].as_object();
        for (name, property) in properties.into_iter().flatten() {
            assert!(property["description"].as_str().is_some_and(|text| text.len() > 3), "{name}");
        }
    }
}

#[test]
fn the_command_writes_them() {
    let run = |args: &[&str], folder: &Path| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
        command.args(args).current_dir(folder).output().unwrap()
    };
    let folder = tempfile::TempDir::new().unwrap();
    let output = run(&["schema", "incident"], folder.path());
    assert_eq!(output.status.code(), Some(0), "no project is needed");
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), schema(SchemaKind::Incident, false));
    let unknown = run(&["schema", "incidnet"], folder.path());
    assert_eq!(unknown.status.code(), Some(2));
    let told = String::from_utf8(unknown.stderr).unwrap();
    assert!(
        told.contains("'incident'") && told.contains("lexicon") == SchemaKind::of("lexicon").is_some(),
        "{told}"
    );
    assert_eq!(run(&["schema", "--write"], folder.path()).status.code(), Some(2), "there is no project");
    fs::write(folder.path().join("site.toml"), "[defaults]\nclient = \"internal\"\n").unwrap();
    for _ in 0..2 {
        assert_eq!(run(&["schema", "--write"], folder.path()).status.code(), Some(0));
    }
    let written = fs::read_to_string(folder.path().join(".amends/incident.schema.json")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), schema(SchemaKind::Incident, true));
    assert_eq!(fs::read_dir(folder.path().join(".amends")).unwrap().count(), SchemaKind::ALL.len());
}

#[test]
fn new_projects_point_their_registries_at_them() {
    let folder = tempfile::TempDir::new().unwrap();
    let output =
        Command::new(env!("CARGO_BIN_EXE_amends")).arg("init").current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    for entry in fs::read_dir(folder.path().join("content/registry")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        assert!(path.parent().unwrap().join(named_schema(&text)).is_file(), "{}", path.display());
    }
    let site = fs::read_to_string(folder.path().join("site.toml")).unwrap();
    assert!(folder.path().join(named_schema(&site)).is_file(), "site.toml");
}

/// The schema that the first line of a file names, in the way of editors for YAML or for TOML.
fn named_schema(text: &str) -> &str {
    let line = text.lines().next().unwrap();
    let yaml = line.strip_prefix("# yaml-language-server: $schema=");
    yaml.or_else(|| line.strip_prefix("#:schema ")).unwrap()
}

#[test]
fn a_lexicon_is_described_pattern_by_pattern() {
    let schema = schema(SchemaKind::Lexicon, false);
    let valid = |text: &str| errors(&schema, &json_of(&toml::parse(text).root.unwrap())).is_empty();
    for file in fs::read_dir(Path::new(REPOSITORY).join("src/language/lexicon/en")).unwrap() {
        let built_in = fs::read_to_string(file.unwrap().path()).unwrap();
        assert_eq!(errors(&schema, &json_of(&toml::parse(&built_in).root.unwrap())), Vec::<String>::new());
    }
    let pattern = "[[pattern]]\nfamily = \"excuse\"\nregex = \"too busy\"\nwhy = \"names a load\"\n";
    assert!(valid(pattern));
    assert!(valid(""), "an empty file is one");
    for line in ["family", "regex", "why"] {
        let without: Vec<&str> = pattern.lines().filter(|other| !other.starts_with(line)).collect();
        assert!(!valid(&without.join("\n")), "{line} is needed");
    }
    for (from, to) in [
        ("\"excuse\"", "\"excuses\""),
        ("regex", "regexp"),
        ("\"too busy\"", "7"),
        ("[[pattern]]", "[pattern]"),
    ] {
        assert!(!valid(&pattern.replace(from, to)), "{to}");
    }
}

/// The files of a kind in the fixtures of the rules, with the line they stand on.
fn fixtures() -> Vec<(String, SchemaKind, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(Path::new(REPOSITORY).join("tests/rules")).unwrap() {
        let path = entry.unwrap().path();
        let Some(text) = path.is_file().then(|| fs::read_to_string(&path).unwrap()) else { continue };
        for block in text.split("````file ").skip(1) {
            let (head, rest) = block.split_once('\n').unwrap();
            let text = rest.split("\n````").next().unwrap().to_owned() + "\n";
            let kind = match head.split('/').nth(1) {
                Some("incidents") => SchemaKind::Incident,
                Some("playbooks") => SchemaKind::Playbook,
                _ => continue,
            };
            found.push((format!("{}: {head}", path.display()), kind, text));
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

#[test]
fn what_the_reader_refuses_the_schema_refuses() {
    let (mut both, mut wrong) = (0, Vec::new());
    for (name, kind, text) in fixtures() {
        let source = Source { path: "x.md".into(), text: text.as_str().into(), fault: None };
        let document_kind =
            if kind == SchemaKind::Incident { DocumentKind::Incident } else { DocumentKind::Playbook };
        let document = Document::read(FileId(0), &source, document_kind);
        let Some(head) = text.strip_prefix("---\n").and_then(|rest| rest.split_once("\n---\n")) else {
            continue;
        };
        let parsed = yaml::parse(head.0, Span::new(0, head.0.len()));
        let Some(root) = parsed.root.filter(|_| parsed.faults.is_empty()) else { continue };
        let refused = document.faults.iter().find(|fault| {
            matches!(
                fault.kind,
                FaultKind::Unknown { .. }
                    | FaultKind::Missing { .. }
                    | FaultKind::Invalid { .. }
                    | FaultKind::Ambiguous { .. }
            )
        });
        let told = errors(&schema(kind, true), &json_of(&root));
        match refused {
            Some(fault) if told.is_empty() => wrong.push(format!("{name}: {fault:?}")),
            Some(_) => both += 1,
            None => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(both > 10, "there are such fixtures: {both}");
}
