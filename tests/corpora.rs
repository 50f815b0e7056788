//! Real write-ups, imported, checked and built: nothing of their text is lost, and no link leads nowhere.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "helpers of tests")]

#[path = "common/files.rs"]
mod files;

use amends::date::Day;
use amends::document::Document;
use amends::pipeline::Settings;
use amends::source::Sources;
use files::files;
use scraper::{Html, Selector};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn corpus(name: &str) -> Option<PathBuf> {
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora").join(name);
    if !place.exists() {
        writeln!(std::io::stderr(), "skipped: ../shared/corpora/{name} is not there").ok();
        return None;
    }
    Some(place)
}

fn amends(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amends")).args(args).current_dir(folder).output().unwrap()
}

fn ending_with(ending: &str, folder: &Path) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|path| path.to_string_lossy().ends_with(ending)).collect()
}

/// Imports a corpus into a new project, checks and builds it.
fn built(name: &str, from: &str, kind: &str, documents: usize) -> Option<TempDir> {
    let source = corpus(name)?;
    let project = TempDir::new().unwrap();
    fs::write(project.path().join("site.toml"), "[site]\ntitle = \"Imported\"\n").unwrap();
    fs::create_dir_all(project.path().join("content/registry")).unwrap();
    let import =
        amends(project.path(), &["import", "--from", from, "--kind", kind, source.to_str().unwrap()]);
    assert_eq!(import.status.code(), Some(0), "{}", String::from_utf8_lossy(&import.stderr));
    let check = amends(project.path(), &["check", "--output-format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&check.stdout).unwrap();
    assert_eq!(json["summary"]["documents"], documents);
    for finding in json["findings"].as_array().unwrap() {
        let wrong = finding["group"] == "front-matter" && finding["level"] == "error";
        assert!(!wrong, "{finding}");
    }
    let build = amends(project.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", String::from_utf8_lossy(&build.stderr));
    Some(project)
}

/// Every document has a page, and every word of its file stands on it.
fn nothing_is_lost(project: &Path) {
    for (document, page) in pages(project) {
        let html = fs::read_to_string(&page).unwrap_or_else(|error| panic_for(&page, &error));
        let html = Html::parse_document(&html);
        let alt = Selector::parse("[alt]").expect("a selector");
        let pictures = html.select(&alt).filter_map(|element| element.attr("alt"));
        let shown = words(&html.root_element().text().chain(pictures).collect::<Vec<_>>().join(" "));
        let text = fs::read_to_string(&document).unwrap();
        let body = text.splitn(3, "---\n").nth(2).unwrap_or(&text).to_owned();
        let body = without_markup(&body);
        let lost: Vec<String> = words(&body).into_iter().filter(|word| !shown.contains(word)).collect();
        assert!(lost.is_empty(), "{} loses {lost:?}", document.display());
    }
}

#[expect(clippy::panic, reason = "a helper of tests")]
fn panic_for(page: &Path, error: &std::io::Error) -> String {
    panic!("no page {}: {error}", page.display())
}

/// Every document's file and the file of its page.
fn pages(project: &Path) -> Vec<(PathBuf, PathBuf)> {
    let read = |path: &Path| {
        (
            path.strip_prefix(project).unwrap().to_string_lossy().into_owned(),
            fs::read_to_string(path).unwrap(),
        )
    };
    let texts = ending_with(".md", &project.join("content"));
    let sources = Sources::from_texts(texts.iter().map(|path| read(path)));
    let site = amends::pipeline::site(Settings::read(""), sources, Day::new(2026, 1, 2).unwrap());
    let page = |document: &Document| {
        (project.join(document.path.as_ref()), project.join("public").join(document.address()))
    };
    site.documents.iter().map(page).collect()
}

/// Words of letters and digits; signs that Markdown may swallow do not count.
fn words(text: &str) -> HashSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Markdown without what is not text: addresses of links, and the languages of code.
fn without_markup(text: &str) -> String {
    let parser = pulldown_cmark::Parser::new_ext(text, pulldown_cmark::Options::all());
    let mut out = String::new();
    for event in parser {
        match event {
            pulldown_cmark::Event::Text(text) | pulldown_cmark::Event::Code(text) => {
                out.push_str(&text);
                out.push(' ');
            }
            _ => out.push(' '),
        }
    }
    out
}

/// Every link of every page leads to a file that is there, and every anchor to an id that is there.
fn every_link_resolves(site: &Path) {
    let link = Selector::parse("[href], [src]").expect("a selector");
    let any = Selector::parse("[id]").expect("a selector");
    let mut ids: BTreeMap<PathBuf, HashSet<String>> = BTreeMap::new();
    let mut links: HashMap<PathBuf, Vec<String>> = HashMap::new();
    for page in ending_with(".html", &site.canonicalize().unwrap()) {
        let html = Html::parse_document(&fs::read_to_string(&page).unwrap());
        let found = html.select(&any).filter_map(|element| element.attr("id")).map(str::to_owned);
        let all: Vec<String> = found.collect();
        let unique: HashSet<String> = all.iter().cloned().collect();
        assert_eq!(all.len(), unique.len(), "an id twice in {}", page.display());
        ids.insert(page.clone(), unique);
        let found = html.select(&link).filter_map(|element| element.attr("href").or(element.attr("src")));
        links.insert(page, found.map(str::to_owned).collect());
    }
    let is_outside =
        |link: &str| ["http:", "https:", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme));
    for (page, links) in &links {
        for link in links.iter().filter(|link| !is_outside(link)) {
            let (path, anchor) =
                link.split_once('#').map_or((link.as_str(), None), |(path, id)| (path, Some(id)));
            // What stands behind a question mark is for the script of the page.
            let path = path.split_once('?').map_or(path, |(path, _)| path);
            let path = percent_encoding::percent_decode_str(path).decode_utf8().unwrap().into_owned();
            let target = if path.is_empty() { page.clone() } else { page.parent().unwrap().join(path) };
            let target = target.canonicalize().unwrap_or(target);
            assert!(target.is_file(), "{} links to {link}", page.display());
            if let Some(anchor) = anchor {
                let anchor = percent_encoding::percent_decode_str(anchor).decode_utf8().unwrap().into_owned();
                let found = ids.get(&target).is_some_and(|ids| ids.contains(&anchor));
                assert!(found, "{} links to {link}", page.display());
            }
        }
    }
}

fn holds(name: &str, from: &str, kind: &str, documents: usize) {
    let Some(project) = built(name, from, kind, documents) else { return };
    assert_eq!(ending_with(".md", &project.path().join("content")).len(), documents);
    nothing_is_lost(project.path());
    every_link_resolves(&project.path().join("public"));
}

#[test]
fn issues_of_a_status_page() {
    holds("packit-status", "cstate", "incident", 108);
}

#[test]
fn post_mortems_in_markdown() {
    holds("dfds-postmortems", "markdown", "incident", 40);
}

#[test]
fn runbooks() {
    let Some(source) = corpus("prometheus-runbooks") else { return };
    let with_text = ending_with(".md", &source).len() - 10 + 2;
    holds("prometheus-runbooks", "markdown", "playbook", with_text.min(111));
}
