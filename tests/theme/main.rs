//! Draws every template with real sites and reads the pages as a browser would.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod data;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use amends::check::How;
use amends::date::Day;
use amends::disk::read;
use amends::pipeline::{self, Book, Settings};
use amends::render::fault::ThemeFault;
use amends::render::theme::{Theme, built_in};
use amends::source::Sources;
use scraper::{Html, Selector};

/// Templates that draw no page of their own.
const SHARED: [&str; 4] = ["shell.html", "bar.html", "foot.html", "components.html"];
/// A page that has moved, in the site of this repository.
const MOVED: &str = "incidents/2026-04-14-tallow-lane-till-prices.html";
const INCIDENT: &str = "incidents/2025-02-18-northwick-ticket-outage.html";

#[test]
fn every_page_is_sound() {
    for (name, sources) in [("content", ours()), ("a bare site", bare())] {
        let book = book(sources, &[]).unwrap();
        let pages: Vec<_> = book.pages().iter().filter(|page| page.url.ends_with(".html")).collect();
        assert!(pages.len() > 20, "{name}");
        for page in pages {
            check(&format!("{name}, {}", page.url), &draw(&book, &page.url));
        }
    }
}

#[test]
fn every_template_draws_a_page_and_can_be_replaced() {
    let marked: Vec<(String, String)> = templates()
        .into_iter()
        .map(|name| {
            let text = format!(
                "{{% extends \"default:{name}\" %}}{{% block main %}}drawn by {name};{{% endblock main %}}"
            );
            (format!("templates/{name}"), text)
        })
        .collect();
    let own: Vec<(&str, &str)> = marked.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let book = book(ours(), &own).unwrap();
    let mut drawn = BTreeSet::new();
    for page in book.pages().iter().filter(|page| page.url.ends_with(".html")) {
        let html = draw(&book, &page.url);
        let name = html.split_once("drawn by ").and_then(|(_, rest)| rest.split_once(';'));
        drawn.insert(name.unwrap_or_else(|| panic!("{} has no template of its own", page.url)).0.to_owned());
    }
    assert_eq!(drawn, templates());
}

#[test]
fn a_theme_changes_one_block_and_keeps_the_rest() {
    let own =
        "{% extends \"default:redirect.html\" %}{% block main %}<p>ours</p>{{ super() }}{% endblock main %}";
    let book = book(ours(), &[("templates/redirect.html", own), ("static/s.css", "body{}")]).unwrap();
    let html = draw(&book, MOVED);
    assert!(html.contains("<p>ours</p>") && html.contains("<h1"), "{html}");
}

#[test]
fn a_theme_replaces_a_component() {
    let own = "{% component badge(it) %}<em>{% if it %}{{ it.text }}{% endif %}</em>{% endcomponent badge %}";
    let html = draw(&book(ours(), &[("templates/mine.html", own)]).unwrap(), INCIDENT);
    assert!(html.contains("<em>SEV 1</em>") && !html.contains("class=\"sev"), "{html}");
}

#[test]
fn a_component_that_calls_itself_is_a_fault() {
    let own = "{% component badge(it) %}{{<badge it={it} />}}{% endcomponent badge %}";
    let book = book(ours(), &[("templates/mine.html", own)]).unwrap();
    let fault = book.draw(book.page(INCIDENT).unwrap()).unwrap_err();
    assert!(fault.message.contains("recursion") && fault.file == "default:incident.html", "{fault}");
}

#[test]
fn a_theme_has_a_bar_and_a_foot_of_its_own_in_each_section() {
    let own = [
        ("templates/bar.html", "<p>{{ page.root }} {{ page.section }} {{ page.current }}</p>"),
        ("templates/foot.html", "<em>{{ site.title }}</em>"),
    ];
    let book = book(bare(), &own).unwrap();
    for (url, bar) in [
        ("index.html", "  true"),
        ("incidents/index.html", "../ incidents page"),
        ("incidents/2025-03-04-form.html", "../ incidents true"),
        ("playbooks/call.html", "../ playbooks true"),
    ] {
        let html = draw(&book, url);
        assert!(html.contains(&format!("<p>{bar}</p></div></header>")), "{url}: {html}");
        assert!(html.contains("<em>Bare</em><div data-slot=\"keys\">"), "{url}: {html}");
    }
}

#[test]
fn static_files_of_a_theme_lie_over_the_built_in_ones() {
    let own = [("static/s.css", "body{}"), ("static/img/logo.svg", "<svg/>"), ("README", "x")];
    let book = book(ours(), &own).unwrap();
    let files: BTreeMap<&str, usize> = book.statics().map(|(path, bytes)| (path, bytes.len())).collect();
    assert_eq!((files["s.css"], files["img/logo.svg"]), (6, 6));
    assert!(files["icon.svg"] > 0 && !files.contains_key("README"), "{files:?}");
}

#[test]
fn a_template_with_a_syntax_error_is_told_with_its_place() {
    let faults = faults(&[(
        "templates/page.html",
        "{% extends \"shell.html\" %}\n{% block main %}\n  {% if %}\n{% endblock main %}",
    )]);
    assert_eq!(faults.first().map(|fault| fault.file.as_str()), Some("templates/page.html"));
    assert_eq!(faults.first().and_then(|fault| fault.place), Some((3, 9)), "{faults:?}");
}

#[test]
fn all_templates_with_errors_are_told_at_once() {
    let faults = faults(&[
        ("templates/a.html", "{{ x | }}"),
        ("templates/b.html", "\n{% for %}"),
        ("templates/c.html", "fine"),
    ]);
    let files: Vec<_> = faults.iter().map(|fault| fault.file.as_str()).collect();
    assert_eq!(files, ["templates/a.html", "templates/b.html"], "{faults:?}");
    let faults = self::faults(&[
        ("templates/a.html", "é {{ x | nope }}\n{{<gone />}}"),
        ("templates/b.html", "{% extends \"none.html\" %}"),
    ]);
    assert!(!faults.is_empty());
}

#[test]
fn an_unknown_filter_or_component_has_a_place() {
    let faults = faults(&[("templates/a.html", "é {{ x | nope }}\n{{<gone />}}")]);
    let told: Vec<_> = faults.iter().map(|fault| fault.to_string()).collect();
    assert_eq!(
        told,
        ["templates/a.html:1:10: unknown filter `nope`", "templates/a.html:2:3: unknown component `gone`"]
    );
}

#[test]
fn a_template_that_is_not_text_has_a_place() {
    let faults = Theme::load([("templates/page.html".to_owned(), b"a\nb\xff".to_vec())]).unwrap_err();
    assert_eq!(faults.first().map(|fault| fault.place), Some(Some((2, 2))));
}

#[test]
fn an_error_while_drawing_names_file_place_and_page() {
    let own =
        "{% extends \"default:redirect.html\" %}\n{% block main %}{{ view.nothing.here }}{% endblock main %}";
    let book = book(ours(), &[("templates/redirect.html", own)]).unwrap();
    let fault = book.draw(book.page(MOVED).unwrap()).unwrap_err();
    assert_eq!(fault.file, "templates/redirect.html");
    assert_eq!(fault.place.map(|(line, _)| line), Some(2), "{fault}");
    assert_eq!(fault.page.as_deref(), Some(MOVED));
}

#[test]
fn a_template_that_is_not_there_is_a_fault() {
    let nothing = serde_json::Value::Object(serde_json::Map::new());
    let fault = Theme::load([]).unwrap().draw("gone.html", "x.html", &nothing, &mut Vec::new());
    assert_eq!(
        fault.unwrap_err().to_string(),
        "default:gone.html: template 'gone.html' not found (while drawing x.html)"
    );
}

/// The project of this repository.
fn ours() -> Sources {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    read::read(root, "registry", vec![read::read_file(root, "site.toml")]).unwrap()
}

/// As little as a site can hold: a document of each kind, with what must be there.
fn bare() -> Sources {
    Sources::from_texts([
        ("content/incidents/2025-03-04-form.md", "---\ntitle: Forms were lost\ndate: 2025-03-04\n---\n"),
        ("content/incidents/2025-04-05-mail.md", "---\ntitle: Mail was late\nstatus: published\n---\n"),
        ("content/pages/notes.md", "Text.\n"),
        ("content/playbooks/call.md", "---\ntitle: A client calls\n---\n"),
        ("site.toml", "[site]\ntitle = \"Bare\"\n"),
    ])
}

fn book(sources: Sources, own: &[(&str, &str)]) -> Result<Book, Vec<ThemeFault>> {
    let settings = Settings::read(sources.text(sources.find("site.toml").unwrap()));
    let today = Day::parse("2026-11-22").unwrap();
    let checked = pipeline::judged(pipeline::site(settings, sources, today), &How::default());
    Book::new(checked, own.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())))
}

fn faults(files: &[(&str, &str)]) -> Vec<ThemeFault> {
    book(bare(), files).err().unwrap_or_else(|| panic!("no fault was found"))
}

fn draw(book: &Book, url: &str) -> String {
    let page = book.page(url).unwrap_or_else(|| panic!("no page {url}"));
    String::from_utf8(book.draw(page).unwrap_or_else(|fault| panic!("{fault}"))).unwrap()
}

/// Templates that draw pages.
fn templates() -> BTreeSet<String> {
    let files = built_in();
    let names = files.iter().filter_map(|(path, _)| path.strip_prefix("templates/"));
    names.filter(|name| !SHARED.contains(name)).map(str::to_owned).collect()
}

fn all(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

fn check(name: &str, html: &str) {
    let page = Html::parse_document(html);
    assert_eq!(page.errors, Vec::<String>::new(), "{name}: not as a parser expects it");
    for one in [
        "h1",
        "main",
        "header.top",
        "footer",
        "head > title",
        "html[lang][data-kind]",
        "a.skip[href='#main']",
    ] {
        assert_eq!(page.select(&all(one)).count(), 1, "{name}: {one}");
    }
    let inline = page.select(&all("script:not([src]), style, [style]")).count();
    assert_eq!(inline, 0, "{name}: inline script or style");
    let mut ids = BTreeSet::new();
    let mut level = 1;
    for element in page.select(&all("*")) {
        let value = element.value();
        for (attribute, text) in value.attrs() {
            assert!(!attribute.starts_with("on"), "{name}: {attribute}");
            assert!(
                !text.is_empty()
                    || ["class", "content", "defer", "data-checklist", "hidden", "value"]
                        .contains(&attribute),
                "{name}: empty {attribute} in {}",
                element.html()
            );
        }
        if let Some(id) = value.id() {
            assert!(ids.insert(id.to_owned()), "{name}: id {id} twice");
        }
        if let Some(deep) = value.name().strip_prefix('h').and_then(|text| text.parse::<u8>().ok()) {
            assert!(deep <= level + 1, "{name}: h{deep} after h{level}");
            level = deep;
        }
    }
    for link in page.select(&all("a[href^='#'], [aria-labelledby]")) {
        let to = link.value().attr("aria-labelledby").or(link.value().attr("href")).unwrap_or_default();
        assert!(ids.contains(to.trim_start_matches('#')), "{name}: nothing is called {to}");
    }
    unique_labels(name, &page);
}

/// Landmarks of one kind must have names that differ.
fn unique_labels(name: &str, page: &Html) {
    let mut seen = BTreeSet::new();
    for nav in page.select(&all("nav")) {
        let value = nav.value();
        let label = value.attr("aria-label").or(value.attr("aria-labelledby"));
        assert!(label.is_some_and(|label| seen.insert(label.to_owned())), "{name}: {}", nav.html());
    }
}
