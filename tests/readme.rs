//! What the README says is true: its commands run, its output is what comes out, its table is that of the rules.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use amends::diagnostic::Safety;
use amends::rule::Group;
use amends::rules;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

fn readme() -> String {
    fs::read_to_string(Path::new(REPOSITORY).join("README.md")).unwrap()
}

/// The fenced blocks of a language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        if info == language {
            blocks.push(block.join("\n"));
        }
    }
    blocks
}

/// The words of a command; quotes hold words together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn amends(folder: &Path, args: &[String]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_amends"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {err}");
    err
}

#[test]
fn every_command_runs() {
    let place = TempDir::new().unwrap();
    let mut folder = place.path().to_path_buf();
    for line in blocks(&readme(), "sh").iter().flat_map(|block| block.lines()) {
        match words(line).iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["cargo", "test"] => {
                let ci = fs::read_to_string(Path::new(REPOSITORY).join(".ci/run")).unwrap();
                assert!(ci.contains("cargo test"), "CI runs the README's test command");
            }
            ["cargo", "run", "--release", "--", "build"] => {
                let out = place.path().join("public");
                let args = ["build", "-o", out.to_str().unwrap()].map(str::to_owned);
                let told = amends(Path::new(REPOSITORY), &args);
                assert!(out.join("index.html").is_file());
                let shown = blocks(&readme(), "text").into_iter().next().unwrap();
                let until = |text: &str| text.split(" in ").next().unwrap().to_owned();
                assert_eq!(until(told.lines().last().unwrap()), until(&shown), "what comes out");
            }
            ["cd", to] => folder = folder.join(to),
            ["amends", args @ ..] => {
                let args: Vec<String> = args.iter().map(|&arg| arg.to_owned()).collect();
                amends(&folder, &args);
            }
            other => panic!("the README has a command that this test does not know: {other:?}"),
        }
    }
    let written = folder.join("content/incidents/2025/2025-03-04-internal-contact-form-lost-31.md");
    let shown = blocks(&readme(), "markdown").into_iter().next().unwrap();
    assert_eq!(fs::read_to_string(written).unwrap().trim_end(), shown);
}

#[test]
fn the_sample_of_a_report_is_what_is_said() {
    let place = TempDir::new().unwrap();
    let put = |path: &str, text: &str| {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("site.toml", "");
    put("content/registry/clients.yaml", "acme: { name: Acme }\n");
    let text = "---\ntitle: Contact form lost 31 enquiries\ndate: 2025-03-04\nclient: acmee\nwhat_went_wrong: x\n---\n";
    put("content/incidents/2025/2025-03-04-acme.md", text);
    let output = Command::new(env!("CARGO_BIN_EXE_amends"))
        .args(["check", "--only", "unknown-reference"])
        .current_dir(place.path())
        .output()
        .unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    let shown = blocks(&readme(), "text").into_iter().find(|block| block.starts_with("error[")).unwrap();
    assert!(told.starts_with(&shown), "{told}");
}

#[test]
fn the_table_of_rules_is_theirs() {
    let readme = readme();
    let (before, rest) = readme.split_once("<!-- rules:").unwrap();
    let (marker, rest) = rest.split_once("-->\n").unwrap();
    let (table, after) = rest.split_once("<!-- end of rules -->").unwrap();
    if std::env::var_os("UPDATE").is_some() {
        let text = format!("{before}<!-- rules:{marker}-->\n{}<!-- end of rules -->{after}", rule_table());
        fs::write(Path::new(REPOSITORY).join("README.md"), text).unwrap();
    } else {
        assert_eq!(table, rule_table(), "UPDATE=1 cargo test --test readme writes it anew");
    }
}

fn rule_table() -> String {
    let mut table = format!("{} rules:\n\n| group | rules |\n|---|---|\n", rules::ALL.len());
    for group in Group::ALL {
        let names: Vec<String> = rules::ALL
            .iter()
            .filter(|rule| rule.group == *group)
            .map(|rule| format!("`{}`", rule.name))
            .collect();
        if !names.is_empty() {
            table.push_str(&format!("| @{} | {} |\n", group.word(), names.join(", ")));
        }
    }
    for (before, safety) in [
        ("`amends check --fix` mends findings of", Safety::Safe),
        ("With `--unsafe-fixes`, which takes something for a fact, it also mends those of", Safety::Unsafe),
    ] {
        let mended = rules::ALL.iter().filter(|rule| rule.fix == Some(safety));
        let names: Vec<String> = mended.map(|rule| format!("`{}`", rule.name)).collect();
        table.push_str(&format!("\n{before} {}.\n", names.join(", ")));
    }
    table
}
