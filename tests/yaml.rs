//! Our reader of YAML and serde_yaml, which has no places but is widely used, read the same.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

#[path = "common/files.rs"]
mod files;

use amends::document::front_matter::split;
use amends::source::Span;
use amends::tree::yaml::parse;
use amends::tree::{Node, Value};
use files::files;
use serde_yaml::Value as Theirs;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Compares two readings; what a plain scalar means is left to whoever asks for it here, and decided there.
fn same(ours: &Node, theirs: &Theirs, what: &str) {
    match (&ours.value, theirs) {
        (Value::List(ours), Theirs::Sequence(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "{what}");
            ours.iter().zip(theirs).for_each(|(ours, theirs)| same(ours, theirs, what));
        }
        (Value::Map(ours), Theirs::Mapping(theirs)) => {
            assert_eq!(ours.len(), theirs.len(), "{what}");
            for entry in ours {
                let key = theirs.keys().find(|key| text(key) == entry.key.as_ref());
                let key = key.unwrap_or_else(|| panic!("{what}: they have no `{}`", entry.key));
                same(&entry.node, theirs.get(key).unwrap(), &format!("{what}.{}", entry.key));
            }
        }
        (Value::Scalar { .. }, Theirs::Null) => assert!(ours.is_null(), "{what}: {ours:?}"),
        (Value::Scalar { text: ours, .. }, Theirs::Number(theirs)) => {
            let number: f64 = ours.parse().unwrap_or_else(|_| panic!("{what}: {ours} is a number there"));
            assert!((number - theirs.as_f64().unwrap()).abs() < 1e-9, "{what}: {ours} and {theirs}");
        }
        (Value::Scalar { text: ours, plain: true }, Theirs::Bool(theirs)) => {
            assert!(ours.eq_ignore_ascii_case(&theirs.to_string()), "{what}: {ours} and {theirs}");
        }
        (Value::Scalar { text: ours, .. }, theirs) => assert_eq!(ours.as_ref(), text(theirs), "{what}"),
        (ours, theirs) => panic!("{what}: {ours:?} and {theirs:?}"),
    }
}

fn text(value: &Theirs) -> String {
    match value {
        Theirs::String(text) => text.clone(),
        Theirs::Bool(truth) => truth.to_string(),
        Theirs::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

/// Whether both could read it; where they could, they read the same.
fn read_by_both(text: &str, within: Span, what: &str) -> bool {
    let ours = parse(text, within);
    let Ok(mut theirs) = serde_yaml::from_str::<Theirs>(within.of(text)) else { return false };
    theirs.apply_merge().unwrap();
    if !ours.faults.is_empty() {
        return false;
    }
    match ours.root {
        Some(root) => same(&root, &theirs, what),
        None => assert!(theirs.is_null(), "{what}: {theirs:?}"),
    }
    true
}

/// How many files of a folder both can read.
fn folder(folder: &Path) -> usize {
    let read = files(folder).into_iter().filter(|path| {
        let Ok(text) = fs::read_to_string(path) else { return false };
        let what = path.display().to_string();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("yaml" | "yml") => read_by_both(&text, Span::new(0, text.len()), &what),
            Some("md") => split(&text).front.is_some_and(|front| read_by_both(&text, front, &what)),
            _ => false,
        }
    });
    read.count()
}

#[test]
fn our_own_documents() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(folder(&root.join("content")) >= 26);
    assert!(folder(&root.join("tests/rules/_site")) >= 6);
}

#[test]
fn documents_of_others() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !shared.exists() {
        writeln!(std::io::stderr(), "skipped: ../shared is not there").ok();
        return;
    }
    assert!(folder(&shared.join("corpora/packit-status")) >= 100);
    assert!(folder(&shared.join("spec")) >= 8);
}

#[test]
fn every_form_of_value() {
    let forms = [
        "a: 1\nb: [x, 'y', \"z\\n\\u00fc\"]\nc: {d: e, f: {g: h}}\n",
        "a: |\n  two\n  lines\nb: >-\n  one\n  line\nc: |+\n  kept\n\n",
        "a: &x [1, 2]\nb: *x\nc: &y {k: v}\nd:\n  <<: *y\n  l: w\n",
        "# only a comment\n",
        "a: ~\nb:\nc: null\nd: ''\n",
        "a: 'it''s'\nb: \"tab\\tend\"\nc: plain with spaces # and a comment\n",
        "- a\n- - b\n  - c\n- d: e\n",
        "a:\r\n  b: c\r\n  d: e\r\n",
        "? a\n: b\n",
        "\"quoted key\": x\n'other': y\n",
        "a: no\nb: 017\nc: 1e3\nd: 12:30\ne: 2025-03-04\n",
        "long: word\n  continues\n  here\n",
        "a: \"折り返し 🎉\"\n",
    ];
    for form in forms {
        assert!(read_by_both(form, Span::new(0, form.len()), form), "{form}");
    }
}
