//! Imports: what is made can be read, holds the body byte for byte and every value, and is not imported twice.
#![no_main]

use amends::date::Day;
use amends::document::{Document, DocumentKind, front_matter};
use amends::import::{Foreign, Options, Origin, Plan, head, plan};
use amends::pipeline::{Settings, site};
use amends::site::Site;
use amends::source::{FileId, Source, Sources};
use amends::tree::fault::FaultKind;
use amends::tree::{Node, Value, yaml};
use amends_fuzz::project::alone;
use amends_fuzz::text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: alone(), |data: &[u8]| {
    let Some(text) = text(data) else { return };
    let (origin, kind) = match text.len() % 3 {
        0 => (Origin::Cstate, DocumentKind::Incident),
        1 => (Origin::Markdown, DocumentKind::Incident),
        _ => (Origin::Markdown, DocumentKind::Playbook),
    };
    let day = (text.len() % 2 == 0).then(|| Day::new(2025, 3, 4).expect("a day"));
    let options = Options { origin, kind, client: "internal".into(), day };
    let files = [("content/issues/a b.md", text), ("content/issues/b.md", "---\ntitle: B\n---\n[a](a%20b.md)\n")];
    let sources = Sources::from_texts(files);
    let foreign = Foreign { name: "old".into(), sources };
    let plan = plan(&foreign, &empty(Vec::new()), &options);
    for made in &plan.made {
        let theirs = foreign.sources.find(&made.from).map_or("", |file| foreign.sources.text(file));
        assert_eq!(made.text.get(made.body..), Some(head::split(theirs).body));
        readable(&made.to, &made.text, made.kind);
        values(&head::split(theirs), &made.text, &plan);
    }
    for registry in &plan.registries {
        let Some(text) = &registry.text else { continue };
        let parsed = yaml::parse(text, amends::source::Span::new(0, text.len()));
        assert_eq!(parsed.faults, [], "{text}");
    }
    again(&foreign, &options, &plan);
});

fn empty(texts: Vec<(Box<str>, String)>) -> Site {
    let sources = Sources::from_texts(texts);
    site(Settings::read("[site]\ntitle = \"T\"\n"), sources, Day::new(2026, 1, 2).expect("a day"))
}

fn readable(path: &str, text: &str, kind: DocumentKind) {
    assert!(path.starts_with("content/") && !path.contains("/../") && !path.contains('\0'), "{path}");
    let source = Source { path: path.into(), text: text.into(), fault: None };
    let document = Document::read(FileId(0), &source, kind);
    for fault in &document.faults {
        let is_form = matches!(
            fault.kind,
            FaultKind::Malformed(_) | FaultKind::NoFrontMatter | FaultKind::Twice { .. } | FaultKind::Unread
        );
        assert!(!is_form, "{fault:?} in {text}");
    }
}

/// Every value of the source's fields is somewhere in what was made of it.
fn values(theirs: &head::Head<'_>, made: &str, plan: &Plan) {
    let Some(front) = front_matter::split(made).front else { panic!("no front matter: {made}") };
    let root = yaml::parse(made, front).root.unwrap_or_else(|| panic!("cannot be read: {made}"));
    let mut held = Vec::new();
    scalars(&root, &mut held);
    let registries: String = plan.registries.iter().filter_map(|it| it.text.as_deref()).collect();
    for field in &theirs.fields {
        let mut wanted = Vec::new();
        scalars(&field.node, &mut wanted);
        for word in wanted.iter().filter(|word| word.chars().any(char::is_alphanumeric)) {
            // An address of a folder is put by the page in it.
            let word = if *field.key == *"aliases" { word.trim().trim_matches('/') } else { word.trim() };
            let is_held = held.iter().any(|text| text.contains(word));
            // A name is put by its slug, and stands in the registry.
            let is_known = registries.contains(word) || made.contains(word);
            let is_name = ["affected", "services", "systems", "section", "tags"].contains(&&*field.key);
            assert!(is_held || is_known || is_name, "{word:?} of {} is lost in {made}", field.key);
        }
    }
}

fn scalars(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::Scalar { text, .. } => found.push(text.to_string()),
        Value::List(items) => items.iter().for_each(|item| scalars(item, found)),
        Value::Map(entries) => entries.iter().for_each(|entry| scalars(&entry.node, found)),
    }
}

/// A second import finds what the first one wrote.
fn again(foreign: &Foreign, options: &Options, first: &Plan) {
    let made = first.made.iter().map(|made| (made.to.clone(), made.text.clone()));
    let registries = first.registries.iter().filter_map(|it| Some((it.path.clone(), it.text.clone()?)));
    let second = plan(foreign, &empty(made.chain(registries).collect()), options);
    assert!(second.made.is_empty(), "{:?} is made again", second.made);
    assert_eq!(second.before.len(), first.made.len());
}
