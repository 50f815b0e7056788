//! The two pages that say what each template is given, made from the structs that give it.
//!
//! `UPDATE=1 cargo test --test theme` writes it anew.

use crate::SHARED;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::path::Path;

use amends::render::theme::built_in;
use amends::render::words::Words;

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/content/pages");

const HEAD: &str = "---
title: What a template is given
summary: Every template of the theme, and the names that it may use.
order: 4
---

How to use this is told in [[theme]]. This page is made from the program itself by `UPDATE=1 cargo test --test theme`.

Every template knows `site`, `page` and `view`. What `view` holds depends on the template. A name that may be missing
is asked with `{% if view.lede %}`. An address (`href`) counts from the root of the site, so a link is
`{{ page.root }}{{ it.href }}`. A field of type *HTML* was made by the Markdown writer and is shown with `| safe`.
Everything else is escaped.

";

/// The head of the page about pieces, which is one of its own so that neither is too long.
const PIECES: &str = "---
title: Pieces that templates are given
summary: A link, a pill, a row of a table, and what they are made of.
order: 5
---

What [[template-data]] names, one by one. This page is made by `UPDATE=1 cargo test --test theme` as well.

";

/// Structs of `src/pages` by name; several files may have one of a name.
type Shapes = BTreeMap<String, Vec<Shape>>;

/// A struct of `src/pages`, as its source says it.
struct Shape {
    file: String,
    doc: String,
    fields: Vec<Field>,
}

struct Field {
    name: String,
    kind: String,
    doc: String,
}

#[test]
fn the_pages_about_templates_say_what_they_are_given() {
    for (name, page) in pages() {
        let place = Path::new(PAGES).join(name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&place, &page).unwrap();
        }
        let written = std::fs::read_to_string(&place).unwrap_or_default();
        assert!(written == page, "{name} is not what the structs say; UPDATE=1 writes it anew");
    }
}

#[test]
fn the_page_about_themes_names_every_token_and_every_word() {
    let about = std::fs::read_to_string(Path::new(PAGES).join("theme.md")).unwrap();
    let files = built_in();
    let style = files.iter().find(|(path, _)| path == "static/s.css").map(|(_, bytes)| *bytes).unwrap();
    let style = std::str::from_utf8(style).unwrap();
    let root = style.split_once(":root{").and_then(|(_, rest)| rest.split_once('}')).unwrap().0;
    let tokens = root.split(';').filter_map(|line| line.trim().split_once(':')).map(|(name, _)| name);
    let names = tokens.filter(|name| name.starts_with("--")).chain(Words::ALL.iter().map(|(name, _)| *name));
    let missing: Vec<&str> = names.filter(|name| !about.contains(&format!("`{name}`"))).collect();
    assert_eq!(missing, Vec::<&str>::new());
    for (path, _) in &files {
        let shared =
            path.strip_prefix("static/").or((path == "templates/components.html").then_some(path.as_str()));
        assert!(shared.is_none_or(|name| about.contains(&format!("`{name}`"))), "{path} is not named");
    }
}

fn pages() -> [(&'static str, String); 2] {
    let shapes = shapes();
    let mut text = String::from(HEAD);
    let mut named = BTreeSet::new();
    let mut next = VecDeque::new();
    text.push_str("## On every page\n\n");
    for (name, shape) in [("site", "SiteFrame"), ("page", "PageFrame")] {
        section(&mut text, name, &shapes[shape][0], &shapes, &mut next);
    }
    text.push_str("## By template\n\n");
    for template in templates() {
        let start = format!("`{template}`");
        let shape = shapes.values().flatten().find(|shape| shape.doc.starts_with(&start));
        let shape = shape.unwrap_or_else(|| panic!("no struct in src/pages begins with {start}"));
        section(&mut text, &template, shape, &shapes, &mut next);
    }
    let mut pieces = BTreeMap::new();
    while let Some((name, file)) = next.pop_front() {
        let shape = find(&name, &file, &shapes).unwrap();
        if named.insert((name.clone(), shape.file.clone())) {
            let mut piece = String::new();
            section(&mut piece, &name, shape, &shapes, &mut next);
            assert_eq!(pieces.insert(name.clone(), piece), None, "two pieces are called {name}");
        }
    }
    let pieces = format!("{PIECES}{}", pieces.into_values().collect::<String>().replace("### ", "## "));
    [("template-data.md", ended(&text)), ("template-pieces.md", ended(&pieces))]
}

fn ended(text: &str) -> String {
    format!("{}\n", text.trim_end())
}

fn section(
    text: &mut String,
    name: &str,
    shape: &Shape,
    shapes: &Shapes,
    next: &mut VecDeque<(String, String)>,
) {
    let _ = writeln!(text, "### {name}\n");
    if shape.fields.is_empty() {
        text.push_str("Nothing of its own.\n\n");
        return;
    }
    for field in &shape.fields {
        let kind = kind(field, &shape.file, shapes, next);
        let _ = writeln!(text, "- `{}` ({kind}): {}", field.name, field.doc);
    }
    text.push('\n');
}

/// A type in words.
fn kind(field: &Field, file: &str, shapes: &Shapes, next: &mut VecDeque<(String, String)>) -> String {
    let written = field
        .kind
        .replace("<'static>", "")
        .replace("'static ", "")
        .replace("<'a>", "")
        .replace("Cow<'a, str>", "Text")
        .replace("&'a ", "&");
    in_words(&written, field, file, shapes, next)
}

fn in_words(
    written: &str,
    field: &Field,
    file: &str,
    shapes: &Shapes,
    next: &mut VecDeque<(String, String)>,
) -> String {
    if let Some(within) = inner(written, "Option") {
        return format!("{}, may be missing", in_words(within, field, file, shapes, next));
    }
    let array = written.strip_prefix('[').and_then(|within| within.split_once("; "));
    if let Some(within) = inner(written, "Vec").or(array.map(|(within, _)| within)) {
        return format!("list of {}", in_words(within, field, file, shapes, next));
    }
    let plain = written.trim_start_matches('&');
    let name = plain.rsplit("::").next().unwrap_or(plain);
    match name {
        "String" if ["body", "preamble"].contains(&field.name.as_str()) => "HTML".to_owned(),
        // A cell of a chart's table is given as it is read.
        "String" | "str" | "Text" | "Box<str>" | "Cell" => "text".to_owned(),
        "bool" => "yes or no".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i16" | "i32" | "i64" | "f32" | "f64" => "number".to_owned(),
        name if find(name, file, shapes).is_some() => {
            next.push_back((name.to_owned(), file.to_owned()));
            format!("[{name}](template-pieces.md#{})", name.to_lowercase())
        }
        other => panic!("what is a `{other}` (`{}`: {}) in words?", field.name, field.kind),
    }
}

/// The struct that a file means by a name: its own, a shared one, or the only one.
fn find<'s>(name: &str, file: &str, shapes: &'s Shapes) -> Option<&'s Shape> {
    let all = shapes.get(name)?;
    let of = |ending: &str| all.iter().find(|shape| shape.file.ends_with(ending));
    of(file).or_else(|| of("/parts.rs")).or(all.first().filter(|_| all.len() == 1))
}

fn inner<'t>(written: &'t str, wrapper: &str) -> Option<&'t str> {
    written.strip_prefix(wrapper)?.strip_prefix('<')?.strip_suffix('>')
}

/// Templates that draw a page.
fn templates() -> Vec<String> {
    let files = built_in();
    let names = files.iter().filter_map(|(path, _)| path.strip_prefix("templates/"));
    names.filter(|name| !SHARED.contains(name)).map(str::to_owned).collect()
}

/// Every public struct of `src/pages`, by its name.
fn shapes() -> Shapes {
    let mut shapes = BTreeMap::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/pages");
    let files = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    for file in files.filter(|file| file.path().extension().is_some_and(|ending| ending == "rs")) {
        read(file.path().to_str().unwrap(), &mut shapes);
    }
    shapes
}

fn read(file: &str, shapes: &mut Shapes) {
    let source = std::fs::read_to_string(file).unwrap();
    let mut doc = String::new();
    let mut open: Option<(String, Shape)> = None;
    for line in source.lines() {
        let trimmed = line.trim();
        if let Some(said) = trimmed.strip_prefix("///") {
            doc.push_str(said);
            continue;
        }
        if trimmed.starts_with("#[") {
            continue;
        }
        if let Some(rest) = line.strip_prefix("pub struct ") {
            let name: String = rest.chars().take_while(|letter| letter.is_alphanumeric()).collect();
            let shape = Shape { file: file.to_owned(), doc: plain(&doc), fields: Vec::new() };
            if rest.ends_with('{') {
                open = Some((name, shape));
            } else {
                shapes.entry(name).or_default().push(shape);
            }
        } else if line == "}" {
            if let Some((name, shape)) = open.take() {
                shapes.entry(name).or_default().push(shape);
            }
        } else if let Some((_, shape)) = &mut open
            && let Some((name, kind)) = trimmed.strip_prefix("pub ").and_then(|field| field.split_once(": "))
        {
            let name = name.trim_start_matches("r#").to_owned();
            let kind = kind.trim_end_matches(',').to_owned();
            shape.fields.push(Field { name, kind, doc: plain(&doc) });
        }
        doc.clear();
    }
}

/// A doc comment without the links of rustdoc.
fn plain(doc: &str) -> String {
    doc.trim().replace("[`", "`").replace("`]", "`")
}
