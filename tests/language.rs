//! The language rules: the lexicon holds what it promises, and what we say ourselves passes it.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use amends::language::entry::Family;
use amends::language::lexicon::Lexicon;
use amends::language::{Language, entries_in, of_text, trial};
use amends::rule::Group;
use amends::rules;
use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output};

/// The families that the table has labels for.
const MEASURED: [&str; 5] = ["finger-pointing", "excuse", "counterfactual", "minimising", "denial"];

fn english(with: impl FnOnce(&Lexicon)) {
    let language = Language::default();
    let (_, lexicon) = language.lexicons().into_iter().next().unwrap();
    with(lexicon);
}

fn amends(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amends")).args(args).current_dir(folder).output().unwrap()
}

/// A project with a team lexicon and one incident.
fn project(lexicon: &str, body: &str) -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("site.toml", "[site]\ntitle = \"T\"\n");
    write("content/registry/lexicon.toml", lexicon);
    write("content/registry/clients.yaml", "acme: { name: Acme }\n");
    let head = "title: Forms were lost\ndate: 2025-03-04\nclient: acme\nstatus: review\n";
    write("content/incidents/2025-03-04-acme.md", &format!("---\n{head}---\n\n## What happened\n\n{body}\n"));
    folder
}

fn concise(folder: &Path, args: &[&str]) -> (String, Option<i32>, String) {
    let args = [&["check", "--output-format", "concise", "--today", "2025-04-01"], args].concat();
    let output = amends(folder, &args);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), output.status.code(), text(&output.stderr))
}

#[test]
fn every_entry_says_what_its_examples_want() {
    english(|lexicon| {
        let failures = trial::failures(lexicon);
        assert!(failures.is_empty(), "{}", failures.join("\n"));
        assert!(lexicon.entries.len() > 20, "patterns got lost: {}", lexicon.entries.len());
        let ids: BTreeSet<&str> = lexicon.entries.iter().map(|entry| entry.id.as_ref()).collect();
        assert_eq!(ids.len(), lexicon.entries.len(), "an id is there twice");
        for entry in &lexicon.entries {
            assert!(entry.compiles(), "{} does not compile", entry.id);
            assert!(!entry.id.contains('['), "{} has no id", entry.id);
            assert!(!entry.no_matches.is_empty(), "{} has no example under `no_match`", entry.id);
        }
    });
}

#[test]
fn what_we_say_passes_the_rules() {
    english(|lexicon| {
        let mut wrong = Vec::new();
        let mut judge = |place: &str, text: &str| {
            // What we could have done is what these rules ask for.
            let wishes = rules::find(place).is_some_and(|rule| rule.group == Group::BlameTaken);
            let mut hits = of_text(lexicon, text);
            hits.retain(|hit| !(wishes && hit.family == Family::Counterfactual));
            let phrase = |hit: &amends::language::Hit| hit.span.of(text).to_owned();
            wrong.extend(hits.iter().map(|hit| format!("{place}, {}: {}", hit.entry, phrase(hit))));
        };
        // A phrase that is spoken of stands in quotation marks, as it must for everybody; only the bad examples are not
        // held against the rules.
        for entry in &lexicon.entries {
            judge(&entry.id, &entry.why);
        }
        for rule in rules::ALL {
            let explain = &rule.explain;
            for text in [rule.summary, explain.finds, explain.why, explain.mend, explain.ignore] {
                judge(rule.name, text);
            }
            // What stands in the reports of the fixtures: messages, labels, notes and helps.
            let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/rules/{}.md", rule.name));
            let mut in_report = false;
            for line in std::fs::read_to_string(fixture).unwrap().lines() {
                in_report = line.starts_with("````report") || (in_report && line != "````");
                if in_report && line.starts_with("  ") && !line.starts_with("  at: ") {
                    judge(rule.name, line.trim());
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

/// How a table of labelled sentences is told, pooled over the families.
#[derive(Default)]
struct Told {
    right: usize,
    missed: usize,
    over: usize,
    lines: String,
}

impl Told {
    fn of(lexicon: &Lexicon, table: &str) -> Self {
        let mut told = Self::default();
        for (label, text) in table.lines().filter_map(|line| line.split_once('\t')) {
            let label = if label == "none-of-the-blame" { "denial" } else { label };
            let said = of_text(lexicon, text);
            let said: BTreeSet<&str> =
                said.iter().map(|hit| hit.family.word()).filter(|word| MEASURED.contains(word)).collect();
            let missed = label != "fine" && !said.contains(label);
            let extra = said.iter().filter(|word| **word != label).count();
            told.right += usize::from(said.contains(label));
            told.missed += usize::from(missed);
            told.over += extra;
            if extra > 0 || missed {
                told.lines.push_str(&format!("{label} {said:?} {text}\n"));
            }
        }
        told
    }

    /// Fails unless precision and recall are at least these.
    fn must_reach(&self, precision: f64, recall: f64) {
        let share = |of: usize| self.right as f64 / (self.right + of).max(1) as f64;
        let reached = (share(self.over), share(self.missed));
        let figures = format!("precision {:.3}, recall {:.3}\n{}", reached.0, reached.1, self.lines);
        writeln!(std::io::stderr(), "{figures}").ok();
        assert!(reached.0 >= precision && reached.1 >= recall, "{figures}");
    }
}

#[test]
fn sentences_with_a_known_label_are_told_right() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/spec/blame_dev.tsv");
    let Ok(table) = std::fs::read_to_string(path) else {
        writeln!(std::io::stderr(), "skipped: ../shared/spec/blame_dev.tsv is not there").ok();
        return;
    };
    english(|lexicon| Told::of(lexicon, &table).must_reach(0.97, 0.97));
}

#[test]
fn sentences_that_the_phrases_were_written_for_are_told_right() {
    english(|lexicon| Told::of(lexicon, include_str!("language/tuned.tsv")).must_reach(0.97, 0.97));
}

// No phrase was written for these: the floor is what is reached unseen. Those of `held_out.tsv` are far from how people
// mostly say it; there, precision rose from 0.93 to 0.94 and recall fell from 0.82 to 0.80.
#[test]
fn sentences_that_no_phrase_was_written_for_are_mostly_told_right() {
    english(|lexicon| {
        Told::of(lexicon, include_str!("language/held_out.tsv")).must_reach(0.94, 0.80);
        Told::of(lexicon, include_str!("language/held_out_plain.tsv")).must_reach(0.96, 0.95);
        Told::of(lexicon, include_str!("language/held_out_later.tsv")).must_reach(0.95, 0.95);
    });
}

#[test]
fn plain_facts_are_let_through() {
    english(|lexicon| {
        let table = include_str!("language/facts.txt");
        let said =
            table.lines().flat_map(|text| of_text(lexicon, text).into_iter().map(move |hit| (hit, text)));
        let said: Vec<String> = said.map(|(hit, text)| format!("{}: {text}", hit.entry)).collect();
        assert!(said.is_empty(), "{}", said.join("\n"));
    });
}

#[test]
fn a_team_adds_phrases_classes_and_exceptions() {
    let mut defence = Vec::new();
    english(|lexicon| {
        defence.extend(entries_in(lexicon, "In our defence, it rained.").into_iter().map(str::to_owned));
    });
    assert!(!defence.is_empty(), "nothing speaks about a defence");
    let lexicon = r#"
[[pattern]]
id = "full-train"
family = "excuse"
regex = '\bthe {wagon} was (?:already )?full\b'
why = "names a circumstance"
match = ["The release train was full."]
no_match = ["The release train left."]

[classes]
wagon = ["release train", "lorry"]
role = ["colourists?"]

[accept]
phrases = ["stupid filter"]
"#;
    let lexicon = &format!("off = {defence:?}\n{lexicon}");
    let body = "The lorry was already full. In our defence, it rained. A colourist forgot it. The stupid filter ran.";
    let folder = project(lexicon, body);
    let (out, code, err) = concise(folder.path(), &["--only", "@language", "--profile", "strict"]);
    assert_eq!(code, Some(0), "{out}{err}");
    let found: Vec<&str> =
        out.lines().filter_map(|line| line.split_once(": ")).map(|(_, rest)| rest).collect();
    assert_eq!(
        found,
        [
            "warning[excuse] tells a circumstance in place of a cause",
            "warning[finger-pointing] this points at \"A colourist\""
        ]
    );
    let test = amends(folder.path(), &["lexicon", "test"]);
    assert_eq!(test.status.code(), Some(0), "{}", String::from_utf8_lossy(&test.stdout));
    let stats = amends(folder.path(), &["lexicon", "stats"]);
    let stats = String::from_utf8_lossy(&stats.stdout).into_owned();
    let line = stats.lines().find(|line| line.starts_with("full-train ")).unwrap_or_default();
    assert_eq!(line.split_whitespace().collect::<Vec<_>>(), ["full-train", "excuse", "1", "1"], "{stats}");
}

#[test]
fn examples_that_do_not_hold_fail_the_test() {
    let pattern = |text: &str, not: &str| {
        format!(
            "[[pattern]]\nfamily = \"excuse\"\nregex = 'rain'\nwhy = \"w\"\nmatch = [\"{text}\"]\nno_match = [\"{not}\"]\n"
        )
    };
    for (lexicon, wrong) in [
        (pattern("Sun.", "Sun."), "is silent about: Sun."),
        (pattern("Rain.", "It rains."), "speaks about: It rains."),
    ] {
        let test = amends(project(&lexicon, "Fine.").path(), &["lexicon", "test"]);
        assert_eq!(test.status.code(), Some(1));
        let out = String::from_utf8_lossy(&test.stdout).into_owned();
        assert!(out.contains(wrong), "{out}");
    }
}

#[test]
fn the_lexicon_that_the_page_about_language_shows_holds() {
    let page = include_str!("../content/pages/language.md");
    let lexicon = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let test = amends(project(lexicon, "Fine.").path(), &["lexicon", "test"]);
    assert_eq!(test.status.code(), Some(0), "{}", String::from_utf8_lossy(&test.stdout));
}

#[test]
fn what_is_wrong_with_a_lexicon_is_told_at_its_place_and_nothing_else_is_lost() {
    let with = |regex: &str, family: &str| {
        format!("[[pattern]]\nfamily = \"{family}\"\nregex = '{regex}'\nwhy = \"w\"\nmatch = [\"x\"]\n")
    };
    for (lexicon, place) in [
        (with("(rain", "excuse"), "content/registry/lexicon.toml:3:9: error[invalid-value] `regex` is"),
        (with("a(?=b)", "excuse"), "content/registry/lexicon.toml:3:9: error[invalid-value] `regex` is"),
        (
            with("{nobody-knows} rain", "excuse"),
            "content/registry/lexicon.toml:3:9: error[invalid-value] `regex` is",
        ),
        (with("rain", "excuses"), "content/registry/lexicon.toml:2:10: error[invalid-value] `family` is"),
        ("off = [\"no-such-entry\"]\n".to_owned(), "content/registry/lexicon.toml:1:8: error[invalid-value]"),
        ("colour = 1\n".to_owned(), "content/registry/lexicon.toml:1:1: error[unknown-field]"),
        ("[[pattern]\n".to_owned(), "content/registry/lexicon.toml:1:"),
    ] {
        let folder = project(&lexicon, "The contractor forgot to check the bleed.");
        let (out, code, err) = concise(folder.path(), &["--level", "finger-pointing=warn"]);
        assert_eq!(code, Some(2), "{lexicon}\n{out}{err}");
        assert!(out.contains(place), "{place}\n{out}");
        assert!(out.contains("warning[finger-pointing]"), "{out}");
        assert!(err.contains("content/registry/lexicon.toml is not understood"), "{err}");
        let (out, code, _) = concise(folder.path(), &["--only", "finger-pointing"]);
        assert_eq!(code, Some(2), "whichever rules are asked for: {out}");
        assert!(out.contains(place) && out.contains("[finger-pointing]"), "{out}");
    }
}

#[test]
fn three_of_a_rule_are_shown_in_full_and_a_language_without_lexicon_is_named_once() {
    let body = ["The contractor forgot it."; 5].join("\n\n");
    let folder = project("", &body);
    let full = |args: &[&str]| {
        let args = [&["check", "--only", "finger-pointing", "--today", "2025-04-01"], args].concat();
        String::from_utf8_lossy(&amends(folder.path(), &args).stderr).into_owned()
    };
    let short = full(&[]);
    assert_eq!(short.matches("warning[finger-pointing]").count(), 3, "{short}");
    assert!(
        short.contains("+2 more finger-pointing in content/incidents/2025-03-04-acme.md  (--all)"),
        "{short}"
    );
    assert!(short.contains("5 warnings"), "{short}");
    let all = full(&["--all"]);
    assert_eq!(all.matches("warning[finger-pointing]").count(), 5, "{all}");
    assert!(!all.contains("more finger-pointing"), "{all}");
    std::fs::write(folder.path().join("site.toml"), "[site]\ntitle = \"T\"\nlanguage = \"de-AT\"\n").unwrap();
    let german = full(&[]);
    assert_eq!(german.matches("note: no lexicon for `de`").count(), 1, "{german}");
    assert_eq!(german.matches("finger-pointing]").count(), 0, "{german}");
}
