//! Reports on what git says has changed, reports that go to a file, and the files for build servers.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn run(folder: &Path, args: &[&str]) -> Output {
    run_in(folder, args, &[])
}

fn run_in(folder: &Path, args: &[&str], env: &[(&str, &Path)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    command.current_dir(folder).args(args).stdin(Stdio::null());
    for name in ["GITHUB_STEP_SUMMARY", "NO_COLOR", "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    // A checkout in a folder above the temporary one is none of ours.
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    command.envs(env.iter().copied()).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn git(folder: &Path, args: &[&str]) {
    let config = ["-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"];
    let output = Command::new("git")
        .current_dir(folder)
        .args(config)
        .args(["-c", "init.defaultBranch=main"])
        .args(args)
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", err(&output));
}

/// A document with exactly one finding.
fn put(root: &Path, name: &str) {
    let place = root.join("content/incidents").join(name);
    fs::create_dir_all(place.parent().unwrap()).unwrap();
    fs::write(place, format!("# {name}\n")).unwrap();
}

/// A checkout whose project lies in a folder of it, with three documents committed.
fn checkout(folder: &str) -> (TempDir, PathBuf) {
    let top = TempDir::new().unwrap();
    let root = top.path().join(folder);
    for name in ["a.md", "b.md", "c.md"] {
        put(&root, name);
    }
    fs::write(root.join("site.toml"), "").unwrap();
    git(top.path(), &["init", "-q"]);
    git(top.path(), &["add", "-A"]);
    git(top.path(), &["commit", "-qm", "first"]);
    (top, root)
}

/// The documents that a check reports on.
fn told(root: &Path, args: &[&str]) -> BTreeSet<String> {
    let output = run(root, &[&["check", "--output-format", "concise"], args].concat());
    assert!(output.status.code().unwrap() < 2, "{}", err(&output));
    let path = |line: &str| line.split(':').next().unwrap().replace("content/incidents/", "");
    out(&output).lines().map(path).collect()
}

fn names(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn only_what_has_changed_is_told() {
    for folder in ["", "docs/team pages"] {
        let (_top, root) = checkout(folder);
        assert_eq!(told(&root, &[]), names(&["a.md", "b.md", "c.md"]));
        assert_eq!(told(&root, &["--changed"]), names(&[]));
        assert_eq!(told(&root, &["--since", "HEAD"]), names(&[]));
        let strange = ["ü ß\".md", "new\nline.md", "日本.md", "-v.md"];
        strange.iter().for_each(|name| put(&root, name));
        fs::write(root.join("content/incidents/a.md"), "# changed\n").unwrap();
        fs::rename(root.join("content/incidents/b.md"), root.join("content/incidents/b2.md")).unwrap();
        let shown = ["ü ß\".md", "new line.md", "日本.md", "-v.md", "a.md", "b2.md"];
        assert_eq!(told(&root, &["--changed"]), names(&shown), "in {folder:?}");
        assert_eq!(told(&root, &["--since", "HEAD"]), names(&shown));
        assert_eq!(told(&root, &["--staged"]), names(&[]));
        git(&root, &["add", "content/incidents/a.md", "content/incidents/b.md", "content/incidents/b2.md"]);
        assert_eq!(told(&root, &["--staged"]), names(&["a.md", "b2.md"]));
        assert_eq!(told(&root, &["--staged", "--changed"]), names(&["a.md", "b2.md"]));
        let path = root.join("content/incidents/a.md");
        assert_eq!(told(&root, &["--changed", path.to_str().unwrap()]), names(&["a.md"]), "both must hold");
    }
}

#[test]
fn since_counts_from_where_the_ways_have_parted() {
    let (_top, root) = checkout("docs");
    git(&root, &["checkout", "-qb", "mine"]);
    put(&root, "mine.md");
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "-qm", "mine"]);
    git(&root, &["checkout", "-q", "main"]);
    put(&root, "theirs.md");
    fs::write(root.join("content/incidents/c.md"), "# theirs\n").unwrap();
    git(&root, &["add", "-A"]);
    git(&root, &["commit", "-qm", "theirs"]);
    git(&root, &["checkout", "-q", "mine"]);
    assert_eq!(told(&root, &["--since", "main"]), names(&["mine.md"]));
    put(&root, "later.md");
    assert_eq!(told(&root, &["--since", "main"]), names(&["mine.md", "later.md"]));
}

#[test]
fn before_the_first_commit_everything_is_new() {
    let top = TempDir::new().unwrap();
    fs::write(top.path().join("site.toml"), "").unwrap();
    put(top.path(), "a.md");
    git(top.path(), &["init", "-q"]);
    assert_eq!(told(top.path(), &["--changed"]), names(&["a.md"]));
    assert_eq!(told(top.path(), &["--staged"]), names(&[]));
    git(top.path(), &["add", "-A"]);
    put(top.path(), "b.md");
    assert_eq!(told(top.path(), &["--changed"]), names(&["a.md", "b.md"]));
    assert_eq!(told(top.path(), &["--staged"]), names(&["a.md"]));
}

#[test]
fn rules_of_several_files_still_see_all_of_them() {
    let (_top, root) = checkout("");
    let text =
        |title: &str| format!("---\nid: same\ntitle: {title}\ndate: 2025-03-04\nclient: internal\n---\n");
    fs::write(root.join("content/incidents/a.md"), text("The first")).unwrap();
    git(&root, &["commit", "-qam", "second"]);
    fs::write(root.join("content/incidents/z.md"), text("The second")).unwrap();
    let output = run(&root, &["check", "--changed", "--only", "duplicate-id"]);
    assert_eq!(output.status.code(), Some(1), "{}", err(&output));
    assert!(err(&output).contains("content/incidents/a.md"), "the other place is shown: {}", err(&output));
}

#[test]
fn what_git_does_not_know_is_said() {
    let alone = TempDir::new().unwrap();
    fs::write(alone.path().join("site.toml"), "").unwrap();
    put(alone.path(), "a.md");
    for flags in [&["--changed"][..], &["--staged"], &["--since", "main"]] {
        let output = run(alone.path(), &[&["check"], flags].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(
            err(&output).contains(flags[0]) && err(&output).contains("in no checkout"),
            "{}",
            err(&output)
        );
    }
    let (_top, root) = checkout("");
    for name in ["nowhere", "--output=x", "HEAD:site.toml"] {
        let output = run(&root, &["check", &format!("--since={name}")]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(err(&output).contains(&format!("git knows no commit `{name}`")), "{}", err(&output));
    }
    git(&root, &["checkout", "-q", "--orphan", "other"]);
    git(&root, &["commit", "-qm", "apart"]);
    let output = run(&root, &["check", "--since", "main"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("no commit in common"), "{}", err(&output));
    assert_eq!(run(&root, &["check", "--since", "main", "--staged"]).status.code(), Some(2));
    let empty = TempDir::new().unwrap();
    let output = run_in(&root, &["check", "--changed"], &[("PATH", empty.path())]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("git cannot be run"), "{}", err(&output));
}

#[test]
fn settings_are_told_whatever_is_asked_for() {
    let (_top, root) = checkout("");
    fs::write(root.join("site.toml"), "[lnit]\n").unwrap();
    git(&root, &["commit", "-qam", "wrong"]);
    for args in [
        &["check", "--changed"][..],
        &["check", "content/incidents/a.md"],
        &["check", "--only", "missing-lead"],
        &["check", "--only", "missing-lead", "--changed"],
        &["check", "--ignore", "unknown-field"],
        &["check", "--level", "@front-matter=off"],
    ] {
        let output = run(&root, args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(err(&output).contains("lnit"), "{}", err(&output));
    }
}

#[test]
fn a_hook_sees_what_is_staged() {
    let (top, root) = checkout("docs");
    let hook = top.path().join(".git/hooks/pre-commit");
    let binary = env!("CARGO_BIN_EXE_amends");
    let script =
        format!("#!/bin/sh\n'{binary}' -C docs check --changed --staged --output-format concise >&2\n");
    fs::write(&hook, script).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    }
    put(&root, "new.md");
    git(&root, &["add", "content/incidents/new.md"]);
    put(&root, "untracked.md");
    for more in [&[][..], &["-a"]] {
        let output = Command::new("git")
            .current_dir(&root)
            .args(["-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-m", "x"])
            .args(more)
            .output()
            .unwrap();
        assert!(!output.status.success(), "the hook stops it");
        let told = err(&output);
        assert!(
            told.contains("new.md:1:1") && !told.contains("untracked") && !told.contains("a.md"),
            "{told}"
        );
    }
}

#[test]
fn a_report_goes_to_a_file() {
    let (_top, root) = checkout("docs");
    let place = root.join("reports/amends.json");
    for round in 0..2 {
        let output =
            run(&root, &["check", "--output-format", "gitlab", "--output-file", "reports/amends.json"]);
        assert_eq!((output.status.code(), out(&output)), (Some(1), String::new()), "round {round}");
        assert!(err(&output).contains("wrote reports/amends.json"), "{}", err(&output));
        let json: serde_json::Value = serde_json::from_slice(&fs::read(&place).unwrap()).unwrap();
        assert_eq!(json.as_array().unwrap().len(), 3);
        assert_eq!(
            json[0]["location"]["path"], "docs/content/incidents/a.md",
            "from the top of the checkout"
        );
    }
    let output = run(&root, &["check", "--output-format", "concise", "--output-file", "content"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("content: it is not a file"), "{}", err(&output));
    assert_eq!(out(&output).lines().count(), 3, "the report still comes");
    let output = run(&root, &["check", "--output-file", "site.toml/report.txt"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        out(&output).contains("3 documents: 3 errors") && err(&output).contains("site.toml"),
        "{}",
        err(&output)
    );
    #[cfg(unix)]
    for (device, lines) in [("/dev/stdout", 3), ("/dev/null", 0)] {
        let output = run(&root, &["check", "--output-format", "concise", "--output-file", device]);
        assert_eq!((output.status.code(), out(&output).lines().count()), (Some(1), lines), "{device}");
    }
}

#[test]
fn github_gets_a_table_below_the_job() {
    let (_top, root) = checkout("docs");
    let place = root.join("summary.md");
    fs::write(&place, "before\n").unwrap();
    let summary = ("GITHUB_STEP_SUMMARY", place.as_path());
    let output = run_in(&root, &["check", "--output-format", "github"], &[summary]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output).matches("::error title=missing-front-matter,file=docs/content/").count(), 3);
    let text = fs::read_to_string(&place).unwrap();
    assert!(text.starts_with("before\n<!-- amends-report -->\n"), "{text}");
    assert!(text.contains("| **error** | `docs/content/incidents/a.md`:1 |"), "{text}");
    run_in(&root, &["check", "--output-format", "json"], &[summary]);
    assert_eq!(fs::read_to_string(&place).unwrap(), text, "other formats leave it");
    let wrong = root.join("content");
    let output = run_in(&root, &["check", "--output-format", "github"], &[("GITHUB_STEP_SUMMARY", &wrong)]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(out(&output).lines().count(), 3);
    assert!(err(&output).contains("cannot append to"), "{}", err(&output));
}

#[test]
fn sarif_brings_the_explanations() {
    let (_top, root) = checkout("");
    let output = run(&root, &["check", "--output-format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let rule = &sarif["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["id"], "missing-front-matter");
    assert!(rule["help"]["markdown"].as_str().unwrap().contains("## Why\n"), "{rule}");
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
}

#[test]
fn statistics_stand_in_for_the_findings() {
    let (_top, root) = checkout("");
    let output = run(&root, &["check", "--statistics"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        out(&output),
        "3  missing-front-matter  error    3 fixable\n3 documents: 3 errors, 0 warnings, 0 infos\n"
    );
    let output = run(&root, &["check", "--statistics", "--output-format", "junit"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("no place in the format junit"), "{}", err(&output));
}

/// Every command of ours in a file for a build server, as a shell runs it at the top of the checkout.
fn run_commands(text: &str, top: &Path) {
    let parsed: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    let mut lines = Vec::new();
    let mut left = vec![&parsed];
    while let Some(value) = left.pop() {
        match value {
            serde_yaml::Value::Mapping(map) => left.extend(map.values()),
            serde_yaml::Value::Sequence(items) => left.extend(items),
            serde_yaml::Value::String(text) => lines.extend(text.lines()),
            _ => {}
        }
    }
    lines.retain(|line| line.starts_with("amends ") || line.starts_with("amends -C"));
    assert!(!lines.is_empty(), "{text}");
    let binary = Path::new(env!("CARGO_BIN_EXE_amends")).parent().unwrap();
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
    for line in lines {
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(top)
            .env("PATH", &path)
            .env("RUNNER_TEMP", top.join(".git"))
            .env_remove("GITHUB_STEP_SUMMARY")
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1)), "{line}: {}", err(&output));
    }
}

#[test]
fn build_servers_build_it_from_a_repository_that_is_named() {
    let (top, root) = checkout("docs");
    let url = "https://git.example/team/amends.git";
    for (host, words) in [
        ("github", "- run: cargo install --locked --git 'https://git.example/team/amends.git'"),
        ("gitlab", "- cargo install --locked --git 'https://git.example/team/amends.git'"),
        ("pre-commit", "#   cargo install --locked --git 'https://git.example/team/amends.git'"),
    ] {
        for (rev, pin, advice) in [
            (&[][..], " amends", "Add `--rev COMMIT`"),
            (&["--rev", "v1.2"], " --rev v1.2 amends", "Change `--rev`"),
        ] {
            let shown = run(&root, &[&["ci", "init", host, "--stdout", "--from", url][..], rev].concat());
            assert_eq!(shown.status.code(), Some(0), "{}", err(&shown));
            let text = out(&shown);
            assert!(text.contains(&format!("{words}{pin}")) && text.contains(advice), "{text}");
            run_commands(&text, top.path());
        }
        let shown = out(&run(&root, &["ci", "init", host, "--stdout"]));
        assert!(!shown.contains("cargo") && shown.contains("PATH"), "{shown}");
    }
    for (from, told) in [
        ("amends", "is no address of a git repository"),
        ("https://git.example/a b", "is no address of a git repository"),
        ("https://git.example/a';rm", "is no address of a git repository"),
        ("https://lena:ghp_secret@git.example/a", "has a login in it"),
    ] {
        let output = run(&root, &["ci", "init", "github", "--from", from]);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains(told) && !err(&output).contains("ghp_secret"), "{}", err(&output));
    }
    assert_eq!(run(&root, &["ci", "init", "github", "--rev", "v1"]).status.code(), Some(2));
    let output = run(&root, &["ci", "init", "github", "--from", url, "--rev", "a;b"]);
    assert!(err(&output).contains("is no name of a commit"), "{}", err(&output));
}

#[test]
fn build_servers_get_their_file_once() {
    for (host, path, words) in [
        ("github", ".github/workflows/amends.yml", "amends{root} check --no-clock --output-format github\n"),
        ("gitlab", ".gitlab-ci.yml", "amends{root} check --no-clock --output-format gitlab --output-file"),
        (
            "pre-commit",
            ".pre-commit-config.yaml",
            "entry: amends{root} check --changed --staged --no-clock\n",
        ),
    ] {
        for (folder, flag) in [("", ""), ("docs/team pages", " -C 'docs/team pages'")] {
            let (top, root) = checkout(folder);
            let shown = run(&root, &["ci", "init", host, "--stdout"]);
            assert!(!top.path().join(path).exists(), "shown is not written");
            let output = run(&root, &["ci", "init", host]);
            assert_eq!(output.status.code(), Some(0), "{}", err(&output));
            let text = fs::read_to_string(top.path().join(path)).unwrap();
            assert_eq!(text, out(&shown));
            assert!(text.contains(&words.replace("{root}", flag)), "{text}");
            assert!(
                ["{root}", "{folder}", "{install}", "{cargo}", "{key}", "{pinned}"]
                    .iter()
                    .all(|it| !text.contains(it)),
                "{text}"
            );
            run_commands(&text, top.path());
            fs::write(top.path().join(path), "own: 1\n").unwrap();
            let again = run(&root, &["ci", "init", host]);
            assert_eq!(again.status.code(), Some(2));
            assert!(err(&again).contains("is there already"), "{}", err(&again));
            assert_eq!(fs::read_to_string(top.path().join(path)).unwrap(), "own: 1\n");
        }
    }
    let (_top, root) = checkout("");
    assert_eq!(run(&root, &["ci", "init", "gitlub"]).status.code(), Some(2));
}
