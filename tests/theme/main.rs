//! Draws every template and reads the pages as a browser would.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

mod data;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use amends::render::fault::ThemeFault;
use amends::render::theme::{Theme, built_in};
use samples::Sample;
use scraper::{Html, Selector};
use serde_json::Value;

#[test]
fn every_page_is_sound() {
    let theme = theme();
    for sample in samples::full().iter().chain(&samples::bare()) {
        let html = draw(&theme, sample);
        keep(sample.address, &html);
        check(sample, &html);
    }
}

#[test]
fn every_template_is_drawn_by_a_sample() {
    let shared = ["shell.html", "components.html"];
    let there: BTreeSet<String> =
        built_in().iter().filter_map(|(path, _)| Some(path.strip_prefix("templates/")?.to_owned())).collect();
    let drawn =
        samples::full().iter().map(|sample| sample.template).chain(shared).map(str::to_owned).collect();
    assert_eq!(there, drawn);
}

/// Every text of every view becomes markup that would do harm; none of it may arrive as markup.
#[test]
fn no_text_becomes_markup() {
    let theme = theme();
    for mut sample in samples::full() {
        let strings = poison(&mut sample.context);
        assert!(strings > 5 || sample.template == "not-found.html");
        let html = draw(&theme, &sample);
        let page = Html::parse_document(&html);
        let found: Vec<String> =
            page.select(&all("script:not([src]), img, [onload], [onerror]")).map(|it| it.html()).collect();
        assert!(found.is_empty(), "{}: {found:?}", sample.template);
    }
}

#[test]
fn a_theme_changes_one_block_and_keeps_the_rest() {
    let own =
        "{% extends \"default:redirect.html\" %}{% block main %}<p>ours</p>{{ super() }}{% endblock main %}";
    let theme =
        load(&[("templates/redirect.html", own), ("static/s.css", "body{}"), ("static/logo.svg", "<svg/>")]);
    let html = draw(&theme.unwrap(), &only("redirect.html"));
    assert!(html.contains("<p>ours</p>") && html.contains("This page has moved"), "{html}");
}

#[test]
fn a_theme_replaces_a_component() {
    let own = "{% component badge(it) %}<em>{% if it %}{{ it.text }}{% endif %}</em>{% endcomponent badge %}";
    let html = draw(&load(&[("templates/mine.html", own)]).unwrap(), &only("incident.html"));
    assert!(html.contains("<em>SEV 2</em>") && !html.contains("class=\"sev"), "{html}");
}

#[test]
fn static_files_of_a_theme_lie_over_the_built_in_ones() {
    let theme =
        load(&[("static/s.css", "body{}"), ("static/img/logo.svg", "<svg/>"), ("README", "x")]).unwrap();
    let files: BTreeMap<_, _> = theme.statics().map(|(path, bytes)| (path, bytes.len())).collect();
    let of = |name| files.get(name).copied();
    assert_eq!((of("s.css"), of("img/logo.svg"), of("icon.svg")), (Some(6), Some(6), Some(180)));
    assert!(of("site.js") > Some(1000) && of("README").is_none(), "{files:?}");
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
    let theme = load(&[("templates/redirect.html", own)]).unwrap();
    let sample = only("redirect.html");
    let fault = theme.draw(sample.template, sample.address, &sample.context, &mut Vec::new()).unwrap_err();
    assert_eq!(fault.file, "templates/redirect.html");
    assert_eq!(fault.place.map(|(line, _)| line), Some(2), "{fault}");
    assert_eq!(fault.page.as_deref(), Some("incidents/acme-form.html"));
}

#[test]
fn a_template_that_is_not_there_is_a_fault() {
    let fault = theme().draw("gone.html", "x.html", &Value::Object(serde_json::Map::new()), &mut Vec::new());
    assert_eq!(
        fault.unwrap_err().to_string(),
        "default:gone.html: template 'gone.html' not found (while drawing x.html)"
    );
}

fn theme() -> Theme {
    load(&[]).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn load(files: &[(&str, &str)]) -> Result<Theme, Vec<ThemeFault>> {
    let mut theme =
        Theme::load(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())))?;
    theme.set_site(&samples::site());
    Ok(theme)
}

fn faults(files: &[(&str, &str)]) -> Vec<ThemeFault> {
    load(files).err().unwrap_or_else(|| panic!("no fault was found"))
}

fn only(template: &str) -> Sample {
    samples::full().into_iter().find(|sample| sample.template == template).unwrap()
}

fn draw(theme: &Theme, sample: &Sample) -> String {
    let mut out = Vec::new();
    if let Err(fault) = theme.draw(sample.template, sample.address, &sample.context, &mut out) {
        panic!("{fault}");
    }
    String::from_utf8(out).unwrap()
}

/// Writes the pages to `$THEME_OUT`, to be looked at.
fn keep(address: &str, html: &str) {
    let Some(out) = std::env::var_os("THEME_OUT") else { return };
    let path = Path::new(&out).join(address);
    if !path.exists() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, html).unwrap();
    }
    for (name, bytes) in theme().statics() {
        std::fs::write(Path::new(&out).join(name), bytes).unwrap();
    }
}

fn all(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}

fn check(sample: &Sample, html: &str) {
    let name = format!("{} at {}", sample.template, sample.address);
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
                !text.is_empty() || ["class", "content", "defer", "data-checklist"].contains(&attribute),
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
    unique_labels(&name, &page);
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

/// Puts markup into every string but HTML that is given as such; tells how many there were.
fn poison(value: &mut Value) -> usize {
    const HARM: &str = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>";
    match value {
        Value::String(text) => {
            *text = HARM.to_owned();
            1
        }
        Value::Array(items) => items.iter_mut().map(poison).sum(),
        Value::Object(fields) => {
            let fields = fields.iter_mut().filter(|(key, _)| !["body", "preamble"].contains(&key.as_str()));
            fields.map(|(_, value)| poison(value)).sum()
        }
        _ => 0,
    }
}

#[test]
fn a_component_that_calls_itself_is_a_fault() {
    let own = "{% component badge(it) %}{{<badge it={it} />}}{% endcomponent badge %}";
    let sample = only("incident.html");
    let theme = load(&[("templates/mine.html", own)]).unwrap();
    let fault = theme.draw(sample.template, sample.address, &sample.context, &mut Vec::new()).unwrap_err();
    assert!(fault.message.contains("recursion") && fault.file == "default:incident.html", "{fault}");
}
