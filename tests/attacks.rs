//! Untrusted text stays text: 171 strings that would do harm, in every field and every construct of a body, in names of
//! files and registries, and nothing active in any file of the site.
//!
//! `tests/browser/attacks.mjs` opens the same site in a browser; it is left in the target folder for it.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use scraper::{Html, Node};
use serde_yaml::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");
const INCIDENT: &str = "content/incidents/2025/2025-02-18-northwick-ticket-outage.md";
const PLAYBOOK: &str = "content/playbooks/client-crisis.md";

fn amends(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amends")).args(args).current_dir(folder).output().unwrap()
}

/// One string a line; a written `\n` is a line end.
fn strings() -> Vec<String> {
    let text = fs::read_to_string(Path::new(REPOSITORY).join("tests/attacks/strings.txt")).unwrap();
    let strings: Vec<String> = text.lines().map(|line| line.replace("\\n", "\n")).collect();
    assert!(strings.len() >= 150);
    strings
}

#[test]
fn nothing_active_reaches_the_site() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("attacks");
    let _ = fs::remove_dir_all(&root);
    let strings = strings();
    let project = Project { root };
    project.start(&strings);
    let (incident, playbook) = (Model::read(INCIDENT), Model::read(PLAYBOOK));
    let incident = incident.open_in(&project, "incidents");
    let playbook = playbook.open_in(&project, "playbooks");
    assert!(
        incident.open.len() > 40 && playbook.open.len() > 8,
        "{} {}",
        incident.open.len(),
        playbook.open.len()
    );
    for (number, string) in strings.iter().enumerate() {
        project.write(&format!("content/incidents/i{number}.md"), &incident.with(string));
        project.write(&format!("content/playbooks/p{number}.md"), &playbook.with(string));
        let title = serde_json::to_string(string).unwrap();
        project.write(
            &format!("content/pages/g{number}.md"),
            &format!("---\ntitle: {title}\n---\n{}", body(string)),
        );
    }
    project.drop_what_is_refused();
    let build = amends(&project.root, &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", String::from_utf8_lossy(&build.stderr));
    let mut seen = Seen::default();
    for file in files(&project.root.join("public")) {
        seen.look(&file);
    }
    assert!(seen.pages > 3 * strings.len() / 2, "only {} pages were looked at", seen.pages);
    assert!(seen.faults.is_empty(), "{}", seen.faults.join("\n"));
}

/// Constructs of Markdown, each with the string in it.
fn body(string: &str) -> String {
    let line = string.replace('\n', " ");
    format!(
        "## Facts {line}\n\n{string}\n\n- {line}\n- [ ] {line}\n\n1. {line}\n\n> {line}\n\n| {line} | x |\n|---|---|\n| {line} | {line} |\n\n\
         ```{line}\n{string}\n```\n\n    {line}\n\n`{line}`\n\n[{line}](https://example.org/ \"{line}\")\n[x]({line})\n[x](<{line}>)\n\
         ![{line}](x.png \"{line}\")\n![x]({line})\n\n<{line}>\n\n[^n] {line}\n\n[^n]: {line}\n\n{string}\n: {string}\n\n### {line} {{#{line}}}\n"
    )
}

struct Project {
    root: PathBuf,
}

impl Project {
    /// Registries, settings and file names that hold the strings.
    fn start(&self, strings: &[String]) {
        let names = |field: &str| {
            strings.iter().enumerate().fold(String::new(), |mut all, (number, string)| {
                let string = serde_json::to_string(string).unwrap();
                let _ = writeln!(all, "n{number}: {{ {field}: {string} }}");
                all
            })
        };
        let copied = |path: &str| fs::read_to_string(Path::new(REPOSITORY).join(path)).unwrap();
        for registry in ["clients", "people", "services", "tags", "teams", "vendors"] {
            let path = format!("content/registry/{registry}.yaml");
            self.write(&path, &format!("{}\n{}", copied(&path), names("name")));
        }
        self.write(
            "site.toml",
            &copied("site.toml").replacen(
                "[site]\n",
                "[site]\nurl = \"https://amends.example/sub/path/\"\n",
                1,
            ),
        );
        for page in ["about", "contribute"] {
            self.write(&format!("content/pages/{page}.md"), &copied(&format!("content/pages/{page}.md")));
        }
        for entry in files(&Path::new(REPOSITORY).join("content/playbooks")) {
            let name = entry.file_name().unwrap().to_str().unwrap().to_owned();
            self.write(&format!("content/playbooks/{name}"), &copied(&format!("content/playbooks/{name}")));
        }
        for entry in files(&Path::new(REPOSITORY).join("content/incidents")) {
            let path = entry.strip_prefix(REPOSITORY).unwrap().to_str().unwrap().to_owned();
            self.write(&path, &copied(&path));
        }
        for (number, string) in strings.iter().enumerate() {
            let name: String =
                string.chars().filter(|letter| !matches!(letter, '/' | '\0' | '\n')).take(60).collect();
            if !name.trim_matches('.').is_empty() {
                self.write(&format!("content/pages/{name} {number}.png"), "no picture");
                self.write(
                    &format!("content/pages/{name}.md"),
                    &format!("---\ntitle: File name {number}\n---\n\nText.\n"),
                );
            }
        }
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    /// Errors of the check, as path and field.
    fn errors(&self) -> Vec<(String, String)> {
        let check = amends(&self.root, &["check", "--output-format", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let findings = json["findings"].as_array().unwrap().iter();
        findings
            .filter(|it| it["level"] == "error")
            .map(|it| (text(&it["path"]), text(&it["field"])))
            .collect()
    }

    /// A document that the check refuses for its form would keep the site from being built.
    fn drop_what_is_refused(&self) {
        for (path, _) in self.errors() {
            assert!(!path.ends_with(".toml") && !path.contains("/registry/"), "{path}");
            let _ = fs::remove_file(self.root.join(path));
        }
    }
}

/// A document whose texts can be exchanged.
struct Model {
    front_matter: Value,
    /// Paths of all texts.
    texts: Vec<Vec<Step>>,
    /// Those that take any text.
    open: Vec<Vec<Step>>,
}

#[derive(Clone, PartialEq)]
enum Step {
    Key(String),
    Item(usize),
}

impl Model {
    fn read(path: &str) -> Self {
        let text = fs::read_to_string(Path::new(REPOSITORY).join(path)).unwrap();
        let head = text.strip_prefix("---\n").unwrap().split("\n---\n").next().unwrap();
        let front_matter: Value = serde_yaml::from_str(head).unwrap();
        let mut texts = Vec::new();
        paths(&front_matter, &mut Vec::new(), &mut texts);
        Self { front_matter, texts, open: Vec::new() }
    }

    /// Tries each text on its own: what the check refuses is not open.
    fn open_in(mut self, project: &Project, folder: &str) -> Self {
        let path = |number: usize| format!("content/{folder}/try{number}.md");
        for (number, text) in self.texts.iter().enumerate() {
            project.write(
                &path(number),
                &self.written(std::slice::from_ref(text), "Some <b>text</b> that is long enough", ""),
            );
        }
        let refused: BTreeSet<String> = project.errors().into_iter().map(|(path, _)| path).collect();
        self.open = (0..)
            .zip(&self.texts)
            .filter(|(number, _)| !refused.contains(&path(*number)))
            .map(|it| it.1.clone())
            .collect();
        for number in 0..self.texts.len() {
            fs::remove_file(project.root.join(path(number))).unwrap();
        }
        self
    }

    fn with(&self, string: &str) -> String {
        self.written(&self.open, string, &body(string))
    }

    fn written(&self, paths: &[Vec<Step>], string: &str, body: &str) -> String {
        let mut front_matter = self.front_matter.clone();
        for path in paths {
            let mut at = &mut front_matter;
            for step in path {
                at = match step {
                    Step::Key(key) => at.get_mut(key.as_str()).unwrap(),
                    Step::Item(item) => at.get_mut(*item).unwrap(),
                };
            }
            *at = Value::String(string.to_owned());
        }
        format!("---\n{}---\n\n{body}", serde_yaml::to_string(&front_matter).unwrap())
    }
}

fn paths(value: &Value, here: &mut Vec<Step>, into: &mut Vec<Vec<Step>>) {
    match value {
        Value::Mapping(mapping) => {
            for (key, value) in mapping {
                here.push(Step::Key(key.as_str().unwrap().to_owned()));
                paths(value, here, into);
                here.pop();
            }
        }
        Value::Sequence(items) => {
            for (item, value) in items.iter().enumerate() {
                here.push(Step::Item(item));
                paths(value, here, into);
                here.pop();
            }
        }
        Value::String(_) => into.push(here.clone()),
        _ => {}
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path())
            } else {
                found.push(entry.path())
            }
        }
    }
    found.sort();
    found
}

/// What was looked at, and what is wrong with it.
#[derive(Default)]
struct Seen {
    pages: usize,
    faults: Vec<String>,
}

/// Elements that load, run or restyle something, and that no page of ours has.
const ACTIVE: [&str; 18] = [
    "style",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "base",
    "marquee",
    "video",
    "audio",
    "source",
    "animate",
    "set",
    "use",
    "foreignObject",
    "math",
    "keygen",
];

/// Attributes that hold an address.
const ADDRESSES: [&str; 11] = [
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "poster",
    "background",
    "cite",
    "data",
    "ping",
    "srcset",
];

impl Seen {
    fn look(&mut self, file: &Path) {
        let name = file.display().to_string();
        let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        if !matches!(ending, "html" | "xml" | "json" | "csv" | "ics") {
            return;
        }
        let text = fs::read_to_string(file).unwrap();
        match ending {
            "html" => {
                self.pages += 1;
                self.page(&name, &text);
            }
            "xml" => self.feed(&name, &text),
            "json" => drop(
                serde_json::from_str::<serde_json::Value>(&text)
                    .unwrap_or_else(|error| panic!("{name}: {error}")),
            ),
            "csv" => self.table(&name, &text),
            _ => self.calendar(&name, &text),
        }
    }

    fn fault(&mut self, name: &str, what: impl std::fmt::Display) {
        self.faults.push(format!("{name}: {what}"));
    }

    fn page(&mut self, name: &str, text: &str) {
        self.markup(name, &Html::parse_document(text));
    }

    fn markup(&mut self, name: &str, page: &Html) {
        for node in page.tree.nodes() {
            let Node::Element(element) = node.value() else { continue };
            let tag = element.name();
            if ACTIVE.contains(&tag) {
                self.fault(name, format!("<{tag}>"));
            }
            if tag == "script" && (node.has_children() || element.attr("src").is_none()) {
                self.fault(name, "a script in the page");
            }
            for (attribute, value) in element.attrs() {
                let refreshes = attribute == "content"
                    && element.attr("http-equiv").is_some_and(|it| it.eq_ignore_ascii_case("refresh"));
                if attribute.starts_with("on") || matches!(attribute, "style" | "srcdoc") {
                    self.fault(name, format!("<{tag} {attribute}={value:?}>"));
                }
                let address = if refreshes { value.split_once("url=").map_or("", |it| it.1) } else { value };
                let loads = matches!(tag, "img" | "script" | "link")
                    && element.attr("rel") != Some("canonical")
                    || refreshes;
                if (ADDRESSES.contains(&attribute) || refreshes) && !is_harmless(address, loads) {
                    self.fault(name, format!("<{tag} {attribute}={value:?}>"));
                }
            }
        }
    }

    /// Feeds carry HTML as text; readers show it.
    fn feed(&mut self, name: &str, text: &str) {
        let feed = Html::parse_fragment(text);
        drop(feed);
        for part in text.split("type=\"html\"").skip(1) {
            let escaped = part.split_once('>').map_or("", |it| it.1).split("</").next().unwrap_or_default();
            let html = Html::parse_fragment(escaped).root_element().text().collect::<String>();
            self.markup(name, &Html::parse_fragment(&html));
        }
        if text.contains("<script") || text.contains("<!ENTITY") {
            self.fault(name, "markup of a document in the markup of the feed");
        }
    }

    fn table(&mut self, name: &str, text: &str) {
        let (mut cell, mut quoted, mut cells) = (String::new(), false, Vec::new());
        for letter in text.chars() {
            match letter {
                '"' => quoted = !quoted,
                ',' | '\n' | '\r' if !quoted => cells.push(std::mem::take(&mut cell)),
                other => cell.push(other),
            }
        }
        for cell in cells {
            let is_number = cell.parse::<f64>().is_ok();
            if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number {
                self.fault(name, format!("a formula: {cell:?}"));
            }
        }
    }

    fn calendar(&mut self, name: &str, text: &str) {
        let unfolded = text.replace("\r\n ", "");
        for line in unfolded.split("\r\n").filter(|line| !line.is_empty()) {
            let property: String = line.chars().take_while(|letter| !matches!(letter, ':' | ';')).collect();
            let is_word = property.chars().all(|letter| letter.is_ascii_uppercase() || letter == '-');
            if !is_word || property == "ATTACH" || line.contains(['\n', '\r']) {
                self.fault(name, format!("a line of a document: {line:?}"));
            }
        }
        if unfolded.matches("END:VCALENDAR\r\n").count() != 1 {
            self.fault(name, "it ends more than once");
        }
    }
}

/// Whether an address, read as a browser reads it, runs nothing, and loads nothing from elsewhere.
fn is_harmless(address: &str, loads: bool) -> bool {
    let address: String = address.chars().filter(|letter| !matches!(letter, '\t' | '\n' | '\r')).collect();
    let address = address.trim_matches(|letter: char| letter <= ' ').replace('\\', "/");
    let scheme: String =
        address.chars().take_while(|letter| !matches!(letter, ':' | '/' | '?' | '#')).collect();
    let has_scheme = address.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':'));
    let is_elsewhere = has_scheme || address.starts_with("//");
    let is_known =
        !has_scheme || ["http", "https", "mailto", "tel"].contains(&scheme.to_lowercase().as_str());
    is_known && !(loads && is_elsewhere)
}

#[test]
fn the_reading_of_addresses_is_that_of_a_browser() {
    for bad in ["javascript:x", " JAVA\nSCRIPT:x", "data:x", "vbscript:x", "\u{1}javascript:x", "file:///x"] {
        assert!(!is_harmless(bad, false), "{bad}");
    }
    for good in ["x.html#a:b", "https://x/", "mailto:x@y", "../x", "#javascript:x", "?x:y"] {
        assert!(is_harmless(good, false), "{good}");
    }
    assert!(!is_harmless("//x/", true) && !is_harmless("https://x/", true) && is_harmless("s.css", true));
}
