//! The real binary: commands, flags, exit codes, streams, and this very repository.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

#[path = "common/files.rs"]
mod files;

use files::files;
use std::fs;
use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const REPOSITORY: &str = env!("CARGO_MANIFEST_DIR");

fn amends(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").env_remove("NO_COLOR").stdin(Stdio::null());
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    amends(folder).args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A new project in a folder of its own.
fn started() -> TempDir {
    let folder = TempDir::new().unwrap();
    let output = run(folder.path(), &["init"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    folder
}

/// Every file of a folder by its path, with its bytes.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let read = |path: PathBuf| (path.strip_prefix(folder).unwrap().to_path_buf(), fs::read(&path).unwrap());
    files(folder).into_iter().map(read).collect()
}

#[test]
fn a_new_project_checks_clean_and_builds() {
    let folder = started();
    let check = run(folder.path(), &["check", "--fail-on", "info"]);
    assert_eq!(check.status.code(), Some(0), "{}", err(&check));
    assert!(err(&check).contains(": 0 errors, 0 warnings, 0 infos"), "{}", err(&check));
    let build = run(folder.path(), &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", err(&build));
    let last = err(&build);
    let last = last.lines().last().unwrap();
    assert!(last.starts_with("3 documents, ") && last.contains(" pages, 0 findings in "), "{last}");
    assert!(folder.path().join("public/index.html").is_file());
    let again = run(folder.path(), &["init"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains("is a project already"));
}

#[test]
fn this_repository_checks_clean_in_profile_strict() {
    let output = run(Path::new(REPOSITORY), &["check", "--profile", "strict", "--today", "2026-11-21"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(err(&output).contains(" 0 errors, 0 warnings, 0 infos"), "{}", err(&output));
}

#[test]
fn the_examples_of_the_specification_have_no_error() {
    let examples = Path::new(REPOSITORY).join("../shared/spec/examples");
    if !examples.exists() {
        use std::io::Write;
        writeln!(std::io::stderr(), "skipped: ../shared is not there").ok();
        return;
    }
    for profile in ["starter", "standard", "strict"] {
        let args = ["check", "--no-clock", "--profile", profile, "--output-format", "concise"];
        let output = run(&examples, &args);
        assert!(!out(&output).contains(": error["), "{profile}: {}", out(&output));
        let minimal = "content/incidents/2025/2025-03-04-acme-form-minimal.md";
        let output = run(&examples, &[&args[..], &["--fail-on", "warn", minimal]].concat());
        assert_eq!(output.status.code(), Some(0), "{profile}: {}", out(&output));
    }
}

#[test]
fn common_flags_stand_before_or_after_the_verb() {
    let folder = started();
    let elsewhere = TempDir::new().unwrap();
    let root = folder.path().to_str().unwrap();
    let site = elsewhere.path().join("site");
    let site = site.to_str().unwrap();
    for args in [["-C", root, "-o", site, "build", "-q"], ["build", "-q", "--root", root, "--output", site]] {
        let output = run(elsewhere.path(), &args);
        assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
        assert!(Path::new(site).join("index.html").is_file());
        fs::remove_dir_all(site).unwrap();
    }
    let below = folder.path().join("content/incidents");
    assert_eq!(run(&below, &["check"]).status.code(), Some(0), "the project is found from below");
    let nowhere = run(elsewhere.path(), &["check"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(err(&nowhere).contains("no site.toml here or in a folder above"));
}

#[test]
fn exit_codes_tell_findings_from_failures() {
    let folder = started();
    fs::write(folder.path().join("content/incidents/bad.md"), "# nothing\n").unwrap();
    let code = |args: &[&str]| run(folder.path(), args).status.code();
    assert_eq!(code(&["check"]), Some(1));
    assert_eq!(code(&["check", "--exit-zero"]), Some(0));
    assert_eq!(code(&["check", "--fail-on", "never"]), Some(0));
    assert_eq!(code(&["check", "--ignore", "missing-front-matter"]), Some(0));
    assert_eq!(code(&["check", "--only", "@time"]), Some(0));
    assert_eq!(code(&["check", "--level", "missing-front-matter=warn"]), Some(0));
    assert_eq!(code(&["check", "content/pages"]), Some(0));
    assert_eq!(code(&["check", "content/incidents/bad.md"]), Some(1));
    assert_eq!(code(&["build"]), Some(1), "an error of the front matter stops a build");
    assert_eq!(code(&["check", "--only", "missing-fron-matter"]), Some(2));
    assert_eq!(code(&["check", "--only", "@tiem"]), Some(2));
    assert_eq!(code(&["check", "--level", "nonsense"]), Some(2));
    assert_eq!(code(&["check", "nowhere.md"]), Some(2));
    assert_eq!(code(&["check", "--today", "tomorrow"]), Some(2));
    assert_eq!(code(&["chekc"]), Some(2));
    assert_eq!(code(&["--help"]), Some(0));
    let near = run(folder.path(), &["check", "--only", "missing-fron-matter"]);
    assert!(err(&near).contains("did you mean `missing-front-matter`?"), "{}", err(&near));
}

#[test]
fn findings_go_to_standard_error_and_data_to_standard_output() {
    let folder = started();
    fs::write(folder.path().join("content/incidents/bad.md"), "# nothing\n").unwrap();
    let full = run(folder.path(), &["check"]);
    assert_eq!(out(&full), "");
    assert!(err(&full).contains("error[missing-front-matter]"));
    assert!(err(&full).contains("--> content/incidents/bad.md:1:1"), "{}", err(&full));
    let concise = run(folder.path(), &["check", "--output-format", "concise"]);
    assert!(out(&concise).contains("content/incidents/bad.md:1:1: error[missing-front-matter] "));
    let json = run(folder.path(), &["check", "--output-format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json["version"], 1);
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "missing-front-matter");
    assert_eq!((&finding["line"], &finding["column"]), (&1.into(), &1.into()));
}

#[test]
fn colours_are_only_for_those_who_want_them() {
    let folder = started();
    fs::write(folder.path().join("content/incidents/bad.md"), "# nothing\n").unwrap();
    let coloured = |args: &[&str], env: &[(&str, &str)]| {
        let output = amends(folder.path()).args(args).envs(env.iter().copied()).output().unwrap();
        err(&output).contains('\u{1b}')
    };
    assert!(!coloured(&["check"], &[]), "not a terminal");
    assert!(coloured(&["check", "--color", "always"], &[]));
    assert!(coloured(&["check"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&["check"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!coloured(&["--color", "never", "check"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = amends(Path::new(REPOSITORY))
        .args(["explain", "--all"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), err(&output)), (Some(0), String::new()));
}

#[test]
fn a_new_incident_is_written_once() {
    let folder = started();
    let args = [
        "new",
        "incident",
        "Contact form: lost \"31\" enquiries",
        "--date",
        "2025-03-04",
        "--client",
        "internal",
        "--what-went-wrong",
        "The form sent no mail: 31 enquiries were lost.",
        "--blame-taken",
        "We changed the password and never sent a test mail.",
        "--prevention",
        "no mail, no release",
        "--prevention",
        "Hourly test mail through every form",
    ];
    let output = run(folder.path(), &args);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let path = out(&output).trim().to_owned();
    assert_eq!(path, "content/incidents/2025/2025-03-04-internal-contact-form-lost-31.md");
    let check = run(folder.path(), &["check", "--no-clock", "--fail-on", "warn", &path]);
    assert_eq!(check.status.code(), Some(0), "{}", err(&check));
    let before = fs::read(folder.path().join(&path)).unwrap();
    let again = run(folder.path(), &args);
    assert_eq!(again.status.code(), Some(2));
    assert!(err(&again).contains(&path), "{}", err(&again));
    assert_eq!(fs::read(folder.path().join(&path)).unwrap(), before);
}

#[test]
fn what_nobody_can_be_asked_is_told() {
    let folder = started();
    for (args, word) in [
        (&["new", "incident"][..], "TITLE"),
        (&["new", "incident", "Form lost mail"], "--client"),
        (&["new", "incident", "Form lost mail", "--client", "internal"], "--what-went-wrong"),
        (
            &["new", "incident", "Form", "--client", "intrenal", "--what-went-wrong", "x"],
            "did you mean `internal`",
        ),
        (&["new", "playbook", "A client calls", "--when", "A client calls"], "--step"),
    ] {
        let output = run(folder.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).contains(word), "{args:?}: {}", err(&output));
    }
}

#[test]
fn a_new_playbook_checks_clean() {
    let folder = started();
    let args = [
        "new",
        "playbook",
        "A form is silent",
        "--when",
        "A form sent no mail for an hour",
        "--step",
        "Send a test mail",
    ];
    let output = run(folder.path(), &args);
    assert_eq!(out(&output).trim(), "content/playbooks/a-form-is-silent.md", "{}", err(&output));
    let check = run(folder.path(), &["check", "--fail-on", "error"]);
    assert_eq!(check.status.code(), Some(0), "{}", err(&check));
}

#[test]
fn rules_explain_themselves() {
    let here = Path::new(REPOSITORY);
    let text = run(here, &["explain", "ambiguous"]);
    assert!(out(&text).starts_with("ambiguous-date\n"), "{}", out(&text));
    let md = run(here, &["explain", "ambiguous-date", "--format", "md"]);
    assert!(out(&md).contains("## Why"));
    let json = run(here, &["explain", "--all", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(json.as_array().unwrap().len(), amends::rules::ALL.len());
    let near = run(here, &["explain", "ambigous-date"]);
    assert_eq!(near.status.code(), Some(2));
    assert!(err(&near).contains("did you mean `ambiguous-date`?"));
    let rules = run(here, &["rules", "--group", "time"]);
    assert!(out(&rules).contains("ambiguous-date") && !out(&rules).contains("duplicate-key"));
}

#[test]
fn rules_say_who_mends_their_findings() {
    let folder = started();
    let json = |args: &[&str]| -> serde_json::Value {
        serde_json::from_slice(&run(folder.path(), args).stdout).unwrap()
    };
    for (rule, fix, words) in [
        ("unknown-field", Some("safe"), "Mended by `amends check --fix`."),
        ("time-without-offset", Some("unsafe"), "Mended by `amends check --fix --unsafe-fixes`"),
        ("personal-data", Some("display"), "Mended by a person; a proposal is shown."),
        ("missing-apology", None, "Mended by a person."),
    ] {
        assert_eq!(json(&["explain", rule, "--format", "json"])["fix"].as_str(), fix, "{rule}");
        let explained = out(&run(folder.path(), &["explain", rule]));
        assert!(explained.contains(words), "{explained}");
        let listed = out(&run(folder.path(), &["rules"]));
        let line = listed.lines().find(|line| line.trim_start().starts_with(rule)).unwrap();
        assert_eq!(line.split_whitespace().nth(4) == fix, fix.is_some(), "{line}");
    }
    let all = json(&["rules", "--format", "json"]);
    assert!(all.as_array().unwrap().iter().all(|rule| rule.get("fix").is_some()));
    let site = folder.path().join("public/rules/unknown-field.html");
    assert_eq!(run(folder.path(), &["build"]).status.code(), Some(0));
    assert!(fs::read_to_string(site).unwrap().contains("amends check --fix"));
}

#[test]
fn what_is_ignored_is_refused_where_it_could_not_be_told_apart() {
    let folder = started();
    for (format, code) in [("gitlab", 2), ("github", 2), ("rdjson", 2), ("grouped", 0), ("junit", 0)] {
        let output = run(folder.path(), &["check", "--show-suppressed", "--output-format", format]);
        assert_eq!(output.status.code(), Some(code), "{format}: {}", err(&output));
        assert_eq!(err(&output).contains("--show-suppressed has no place in the format"), code == 2);
    }
    assert_eq!(
        run(folder.path(), &["lexicon", "test"]).status.code(),
        Some(0),
        "the lexicon of a new project"
    );
}

#[test]
fn the_same_input_gives_the_same_bytes_with_any_number_of_threads() {
    let folder = TempDir::new().unwrap();
    let mut built = Vec::new();
    for threads in ["1", "4", "4"] {
        let site = folder.path().join(format!("site-{}", built.len()));
        let output = amends(Path::new(REPOSITORY))
            .args(["build", "-q", "--today", "2026-11-21", "-o", site.to_str().unwrap()])
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        built.push(contents(&site));
    }
    assert!(built.iter().all(|files| *files == built[0] && !files.is_empty()));
}

#[test]
fn the_day_may_come_from_the_environment() {
    let folder = TempDir::new().unwrap();
    let site = |name: &str, args: &[&str], epoch: Option<&str>| {
        let place = folder.path().join(name);
        let mut command = amends(Path::new(REPOSITORY));
        command.args(["build", "-q", "-o", place.to_str().unwrap()]).args(args);
        if let Some(epoch) = epoch {
            command.env("SOURCE_DATE_EPOCH", epoch);
        }
        assert_eq!(command.output().unwrap().status.code(), Some(0));
        contents(&place)
    };
    let flag = site("flag", &["--today", "2026-11-21"], None);
    let epoch = site("epoch", &[], Some("1795219200"));
    assert!(flag == epoch, "2026-11-21 is 1795219200 seconds after 1970");
    let output =
        amends(Path::new(REPOSITORY)).arg("check").env("SOURCE_DATE_EPOCH", "soon").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_text_that_is_not_saved_is_checked_in_the_place_of_its_file() {
    let folder = started();
    let incident = contents(&folder.path().join("content/incidents")).into_iter().next().unwrap().0;
    let path = format!("content/incidents/{}", incident.display());
    let before = fs::read(folder.path().join(&path)).unwrap();
    let typed = |path: &str, text: &[u8], more: &[&str]| {
        let mut child = amends(folder.path())
            .args(["check", "--output-format", "concise", "--stdin-filename", path])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A command that refuses its flags does not read.
        let _ = child.stdin.take().unwrap().write_all(text);
        child.wait_with_output().unwrap()
    };
    assert_eq!(typed(&path, &before, &[]).status.code(), Some(0));
    let broken = typed(&path, b"---\ntitle: 7\nseverty: SEV1\n---\n", &[]);
    assert_eq!(broken.status.code(), Some(1));
    let lines = out(&broken);
    assert!(lines.lines().all(|line| line.starts_with(&path)), "{lines}");
    assert!(lines.contains(&format!("{path}:3:1: warning[unknown-field]")), "{lines}");
    let new = typed("content/incidents/2025-01-02-new.md", b"---\ntitle: T\n---\n", &[]);
    assert!(out(&new).contains("content/incidents/2025-01-02-new.md:1:1: error"), "{}", out(&new));
    let cut = typed(&path, b"---\ntitle: \xff\n---\n", &[]);
    assert!(out(&cut).contains("error[unreadable-file]"), "{}", out(&cut));
    assert_eq!(typed(&path, &before, &["--fix"]).status.code(), Some(2));
    assert_eq!(typed("../elsewhere.md", &before, &[]).status.code(), Some(2));
    assert_eq!(fs::read(folder.path().join(&path)).unwrap(), before);
}

#[test]
fn the_first_file_of_a_project_makes_its_content_folder() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("site.toml"), "[site]\ntitle = \"T\"\n").unwrap();
    fs::create_dir(folder.path().join("old")).unwrap();
    fs::write(folder.path().join("old/2024-05-06-outage.md"), "# Outage\n\nIt was down.\n").unwrap();
    let import = run(folder.path(), &["import", "--from", "markdown", "old"]);
    assert_eq!(import.status.code(), Some(0), "{}", err(&import));
    assert!(folder.path().join("content/incidents/2024-05-06-outage.md").exists());
}

#[cfg(feature = "serve")]
#[test]
fn a_watching_check_speaks_again_after_a_change() {
    let folder = started();
    let mut child = amends(folder.path())
        .args(["check", "--watch"])
        .stderr(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = std::io::BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut until = |part: &str| lines.by_ref().find(|line| line.contains(part)).unwrap();
    until("waiting for the next change");
    fs::write(folder.path().join("content/incidents/2025-01-02-new.md"), "---\ntitel: T\n---\n").unwrap();
    until("unknown-field");
    until("waiting for the next change");
    fs::write(folder.path().join("site.toml"), "[site").unwrap();
    until("site.toml is not understood");
    child.kill().unwrap();
    child.wait().unwrap();
}
