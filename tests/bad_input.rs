//! Bad input of every kind: each is told at the right place, nothing else is lost, and the tool neither panics
//! nor hangs.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "helpers of tests")]

#[path = "common/files.rs"]
mod files;

use files::files;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// What a good document looks like here.
const GOOD: &str = "---\ntitle: Contact form lost 31 enquiries\ndate: 2025-03-04\nclient: acme\n\
                    what_went_wrong: The form sent no mail for 19 hours.\n---\n\nText.\n";

/// A project with one good document and what else a test puts there.
struct Project {
    folder: TempDir,
}

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Project {
    fn new() -> Self {
        let project = Self { folder: TempDir::new().unwrap() };
        project.put("site.toml", "[site]\ntitle = \"Bad\"\n");
        project.put("content/registry/clients.yaml", "acme: { name: Acme }\n");
        project.put("content/incidents/good.md", GOOD);
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn put(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn incident(&self, text: impl AsRef<[u8]>) {
        self.put("content/incidents/bad.md", text);
    }

    /// Runs the tool in the project; it must end by itself within a minute, and without a panic.
    fn run(&self, args: &[&str]) -> Run {
        let log = |name: &str| fs::File::create(self.path(name)).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_amends"))
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("SOURCE_DATE_EPOCH")
            .stdin(Stdio::null())
            .stdout(log(".out"))
            .stderr(log(".err"))
            .spawn()
            .unwrap();
        let begun = Instant::now();
        let status = loop {
            match child.try_wait().unwrap() {
                Some(status) => break status,
                None if begun.elapsed() > Duration::from_secs(60) => {
                    child.kill().unwrap();
                    panic!("amends {args:?} does not end");
                }
                None => std::thread::sleep(Duration::from_millis(5)),
            }
        };
        let read = |name: &str| String::from_utf8_lossy(&fs::read(self.path(name)).unwrap()).into_owned();
        let run = Run { code: status.code().expect("no signal"), out: read(".out"), err: read(".err") };
        assert!(!run.err.contains("panicked"), "{}", run.err);
        run
    }

    /// What the check says in one line a finding.
    fn check(&self) -> Run {
        self.run(&["check", "--output-format", "concise", "--no-clock"])
    }

    /// The check says exactly one error, at this place, with this name and these words; the build is refused and
    /// leaves the site that was there before.
    fn has_one_error(&self, place: &str, rule: &str, words: &str) {
        let run = self.check();
        let errors: Vec<&str> = run.out.lines().filter(|line| line.contains(": error[")).collect();
        assert_eq!(errors.len(), 1, "{}{}", run.out, run.err);
        self.says(&run, place, rule, words);
        assert_eq!(run.code, 1, "{}", run.err);
    }

    fn says(&self, run: &Run, place: &str, rule: &str, words: &str) {
        let begin = format!("{place}: error[{rule}]");
        let told = run.out.lines().any(|line| line.starts_with(&begin) && line.contains(words));
        assert!(told, "expected {begin} … {words}\n{}{}", run.out, run.err);
    }

    /// Every file below the project but our own logs, with its bytes.
    fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let is_log = |path: &Path| path.file_name().is_some_and(|name| name == ".out" || name == ".err");
        let all = files(self.folder.path()).into_iter().filter(|path| !is_log(path));
        all.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    }
}

const BAD: &str = "content/incidents/bad.md";

#[test]
fn no_front_matter() {
    let project = Project::new();
    project.incident("# Outage of 4 March\n\nText.\n");
    project.has_one_error(&format!("{BAD}:1:1"), "missing-front-matter", "no front matter");
}

#[test]
fn unclosed_front_matter() {
    let project = Project::new();
    project.incident("---\ntitle: Contact form\ndate: 2025-03-04\n");
    project.has_one_error(&format!("{BAD}:1:1"), "malformed-front-matter", "closing `---` is missing");
}

#[test]
fn yaml_that_is_none() {
    for (text, line) in [
        ("title: \"Contact form\ndate: 2025-03-04\n", 0),
        ("title: Contact form\nimpact:\n\tclient_view: x\n", 4),
        ("title: Launch: what happened\n", 2),
        ("title: [a, b\ndate: 2025-03-04\n", 0),
    ] {
        let project = Project::new();
        project.incident(format!("---\n{text}---\n"));
        let run = project.check();
        let errors: Vec<&str> = run.out.lines().filter(|line| line.contains(": error[")).collect();
        assert_eq!(errors.len(), 1, "{text}\n{}", run.out);
        assert!(errors[0].contains("error[malformed-front-matter]"), "{}", run.out);
        let place: usize = errors[0].split(':').nth(1).unwrap().parse().unwrap();
        assert!((1..=5).contains(&place) && (line == 0 || place == line), "{text}\n{}", run.out);
    }
}

#[test]
fn a_key_twice() {
    let project = Project::new();
    project.incident(GOOD.replacen("client: acme\n", "client: acme\nclient: acme\n", 1));
    project.has_one_error(&format!("{BAD}:5:1"), "duplicate-key", "`client` is set twice");
}

#[test]
fn a_scalar_where_a_list_belongs() {
    let project = Project::new();
    project.incident(GOOD.replacen("client: acme\n", "client: acme\nprevention: Test mail\n", 1));
    project.has_one_error(&format!("{BAD}:5:13"), "invalid-value", "`prevention` is `Test mail`");
}

#[test]
fn dates_that_are_none() {
    for (text, rule) in [
        ("2025-13-45", "invalid-value"),
        ("03/04/2025", "ambiguous-date"),
        ("2025-03-04T24:00:00", "invalid-value"),
        ("18:35 PM GMT+2", "invalid-value"),
        ("05-03-2020", "ambiguous-date"),
    ] {
        let project = Project::new();
        project.incident(GOOD.replacen("2025-03-04", text, 1));
        project.has_one_error(&format!("{BAD}:3:7"), rule, text.split(' ').next().unwrap());
    }
}

#[test]
fn an_alias_bomb() {
    let mut bomb = String::from("---\nx_0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let row = vec![format!("*a{}", level - 1); 10].join(", ");
        bomb.push_str(&format!("x_{level}: &a{level} [{row}]\n"));
    }
    let project = Project::new();
    project.incident(format!("{bomb}---\n"));
    let run = project.check();
    let told = run.out.lines().filter(|line| line.contains("error[malformed-front-matter]")).count();
    assert_eq!(told, 1, "{}", run.out);
    assert!(run.out.contains("repeat more than 20000 values"), "{}", run.out);
}

#[test]
fn deep_nesting() {
    let project = Project::new();
    project.incident(format!("---\nx: {}{}\n---\n", "[".repeat(5_000), "]".repeat(5_000)));
    let run = project.check();
    assert!(run.out.contains("error[malformed-front-matter]"), "{}", run.out);
    project.incident(format!("{GOOD}\n{}\n{}\n", ">".repeat(20_000), "[".repeat(20_000)));
    assert_eq!(project.check().code, 0);
}

#[test]
fn unknown_names() {
    let project = Project::new();
    project.incident(GOOD.replacen(
        "client: acme\n",
        "client: acmee\npeople: { lead: nobody-here }\nplaybook: no-such-playbook\nrecurrence_of: never-was\n",
        1,
    ));
    let run = project.check();
    project.says(&run, &format!("{BAD}:4:9"), "unknown-reference", "acmee");
    project.says(&run, &format!("{BAD}:5:17"), "unknown-reference", "nobody-here");
    project.says(&run, &format!("{BAD}:6:11"), "unknown-reference", "no-such-playbook");
    project.says(&run, &format!("{BAD}:7:16"), "unknown-reference", "never-was");
    assert_eq!(run.code, 1);
}

#[test]
fn a_link_to_nothing_and_a_missing_image() {
    let project = Project::new();
    project.incident(format!("{GOOD}\nSee [that](../nowhere.md) and [[nobody]].\n\n![x](img/none.png)\n"));
    let run = project.check();
    project.says(&run, &format!("{BAD}:10:12"), "broken-link", "../nowhere.md");
    let told = run.out.lines().filter(|line| line.contains("error[broken-link]")).count();
    assert_eq!(told, 3, "{}", run.out);
}

#[test]
fn two_files_with_one_id() {
    let project = Project::new();
    project.put("content/incidents/2025/good.md", GOOD);
    let run = project.check();
    assert!(run.out.contains("error[duplicate-id]"), "{}", run.out);
    assert_eq!(run.code, 1);
}

#[test]
fn addresses_that_differ_only_by_case() {
    let project = Project::new();
    project.incident(GOOD.replacen("---\n\nText", "aliases: [incidents/GOOD.html]\n---\n\nText", 1));
    let run = project.check();
    assert!(run.out.contains("error[address-collision]"), "{}{}", run.out, run.err);
}

#[test]
fn a_recurrence_cycle() {
    let project = Project::new();
    project.put("content/incidents/a.md", GOOD.replacen("---\n\n", "recurrence_of: b\n---\n\n", 1));
    project.put("content/incidents/b.md", GOOD.replacen("---\n\n", "recurrence_of: a\n---\n\n", 1));
    project.put("content/incidents/c.md", GOOD.replacen("---\n\n", "recurrence_of: c\n---\n\n", 1));
    let run = project.check();
    let told = run.out.lines().filter(|line| line.contains("error[relation-cycle]")).count();
    assert_eq!(told, 2, "{}", run.out);
}

#[test]
fn an_empty_file() {
    let project = Project::new();
    project.incident("");
    project.has_one_error(&format!("{BAD}:1:1"), "missing-front-matter", "no front matter");
}

#[test]
fn random_bytes() {
    let project = Project::new();
    let mut state = 7_u32;
    let bytes: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(100_000)
    .collect();
    project.incident(bytes);
    let run = project.check();
    assert!(run.out.contains("error[unreadable-file]") && run.out.contains("not UTF-8"), "{}", run.out);
    assert_eq!(run.code, 1);
}

#[test]
fn a_line_of_ten_megabytes() {
    let project = Project::new();
    project.incident(format!("{GOOD}{}\n", "word [a](b.md) ".repeat(700_000)));
    let run = project.run(&["check", "--no-clock", "--ignore", "broken-link"]);
    assert_eq!(run.code, 0, "{}", run.err.chars().take(2_000).collect::<String>());
    project.incident(format!("---\ntitle: {}\n---\n", "x".repeat(10_000_000)));
    let run = project.run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(run.err.len() < 20_000, "the report is as long as the line: {}", run.err.len());
}

#[test]
fn a_file_that_is_too_large() {
    let project = Project::new();
    project.incident(vec![b'x'; 17 * 1024 * 1024]);
    project.has_one_error(&format!("{BAD}:1:1"), "unreadable-file", "17 MiB");
}

#[test]
fn a_folder_where_a_file_is_expected() {
    let project = Project::new();
    fs::create_dir_all(project.path(BAD)).unwrap();
    let run = project.check();
    project.says(&run, &format!("{BAD}:1:1"), "unreadable-file", "folder");
}

#[cfg(unix)]
#[test]
fn links_that_leave_the_content_folder() {
    let project = Project::new();
    project.put("secret.md", GOOD);
    std::os::unix::fs::symlink(project.path("secret.md"), project.path(BAD)).unwrap();
    std::os::unix::fs::symlink(project.path("content"), project.path("content/incidents/loop")).unwrap();
    let run = project.check();
    project.says(&run, &format!("{BAD}:1:1"), "unreadable-file", "outside of the content folder");
}

#[cfg(unix)]
#[test]
fn an_unreadable_file() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    project.incident(GOOD);
    fs::set_permissions(project.path(BAD), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(project.path(BAD)).is_ok() {
        // The superuser reads everything; a pipe is refused to everybody.
        fs::remove_file(project.path(BAD)).unwrap();
        let made = Command::new("mkfifo").arg(project.path(BAD)).status().unwrap();
        assert!(made.success());
    }
    let run = project.check();
    project.says(&run, &format!("{BAD}:1:1"), "unreadable-file", "cannot be read");
    assert_eq!(run.code, 1);
}

#[test]
fn output_folders_where_something_could_be_lost() {
    let project = Project::new();
    project.put("precious/a.txt", "mine");
    project.put("precious/.hidden", "mine too");
    project.put("themes/own/static/x.css", "");
    project.put(".git/HEAD", "ref");
    let before = project.files();
    let inside = project.path("content/incidents").to_string_lossy().into_owned();
    for output in [
        "content",
        "content/incidents",
        &inside,
        ".",
        "..",
        "/",
        "precious",
        "themes",
        ".git",
        "content/../content",
        "./precious/.",
    ] {
        let run = project.run(&["build", "-o", output]);
        assert_eq!(run.code, 2, "-o {output}: {}", run.err);
        assert!(run.err.contains("error"), "{}", run.err);
        assert_eq!(project.files(), before, "-o {output} changed something");
    }
    for output in ["content", ".", "precious", "../"] {
        project.put("site.toml", format!("[site]\ntitle = \"Bad\"\n[build]\noutput = \"{output}\"\n"));
        let before = project.files();
        assert_eq!(project.run(&["build"]).code, 2, "output = {output}");
        assert_eq!(project.files(), before, "output = {output} changed something");
    }
}

#[test]
fn a_broken_template() {
    let project = Project::new();
    assert_eq!(project.run(&["build"]).code, 0);
    let good = project.files();
    project.put("site.toml", "[site]\ntitle = \"Bad\"\ntheme = \"own\"\n");
    for (text, place) in [
        (
            "{% extends \"default:incident.html\" %}\n{% block main %}\n{{ view.titel.no }}\n{% endblock %}\n",
            ":3:",
        ),
        ("<p>\n{% if %}\n", ":2:"),
        ("<p>{{ view.title | nosuchfilter }}</p>", ":1:"),
    ] {
        project.put("themes/own/templates/incident.html", text);
        let run = project.run(&["build"]);
        assert_eq!(run.code, 2, "{}", run.err);
        assert!(run.err.contains("templates/incident.html") && run.err.contains(place), "{}", run.err);
    }
    for (path, bytes) in good.iter().filter(|(path, _)| path.starts_with(project.path("public"))) {
        assert_eq!(&fs::read(path).unwrap(), bytes, "{} changed", path.display());
    }
}

#[test]
fn settings_that_are_not_understood() {
    for (text, place, words) in [
        ("[site]\ntitel = \"x\"\n", "site.toml:2:1", "unknown field `titel`"),
        ("[sit]\n", "site.toml:1:2", "unknown field `sit`"),
        ("[site]\ntimezone = \"Mars/Olympus\"\n", "site.toml:2:12", "timezone"),
        ("[lint]\nprofile = \"hard\"\n", "site.toml:2:11", "profile"),
        ("[site\n", "site.toml:1:", "not valid TOML"),
    ] {
        let project = Project::new();
        project.put("site.toml", text);
        let run = project.check();
        assert_eq!(run.code, 2, "{text}: {}", run.out);
        assert!(run.out.lines().any(|line| line.starts_with(place) && line.contains(words)), "{}", run.out);
        let run = project.run(&["build"]);
        assert_eq!(run.code, 2);
        assert!(!project.path("public").exists());
    }
    let project = Project::new();
    project.put("site.toml", "[site]\ntitel = \"x\"\n");
    assert!(project.run(&["check"]).err.contains("write `title`"));
}

#[test]
fn no_documents_at_all() {
    let project = Project::new();
    fs::remove_file(project.path("content/incidents/good.md")).unwrap();
    let run = project.check();
    assert!(run.out.contains("[nothing-checked]"), "{}{}", run.out, run.err);
    assert_eq!(project.run(&["build"]).code, 0);
    fs::remove_dir_all(project.path("content")).unwrap();
    let run = project.check();
    assert_eq!(run.code, 2);
    assert!(run.err.contains("content"), "{}", run.err);
}

#[test]
fn nothing_of_the_rest_is_lost() {
    let project = Project::new();
    project.incident("---\ntitle: \"open\n---\n");
    project.put("content/incidents/other.md", GOOD.replacen("client: acme", "client: nobody", 1));
    let run = project.check();
    assert!(run.out.contains("bad.md") && run.out.contains("other.md"), "{}", run.out);
    let again = project.check();
    assert_eq!(run.out, again.out);
}

/// What keeps the whole result from being trusted: each is named with its place, the exit code is 2, and what else was
/// found is told all the same.
#[test]
fn what_makes_a_check_doubtful_loses_no_result() {
    let entry = r#"{"doc":"x","rule":"missing-lead","fp":"0","since":"2026-01-10"}"#;
    let pattern = "[[pattern]]\nfamily = \"excuse\"\nregex = \"(rain\"\nwhy = \"names a load\"\n";
    let comment = format!("{GOOD}\n<!-- amends-ignore mising-lead: under legal review -->\nText.\n");
    let lexicon = "content/registry/lexicon.toml";
    for (path, text, place) in [
        (lexicon, pattern.as_bytes(), "content/registry/lexicon.toml:3:9: error[invalid-value]"),
        (lexicon, b"[[pattern]]\nregex = \"rain", "content/registry/lexicon.toml:2:"),
        ("content/incidents/c.md", comment.as_bytes(), "content/incidents/c.md:10:20: error[unknown-rule]"),
        (
            "amends-baseline.jsonl",
            b"{\"amends-baseline\":2}\n",
            "amends-baseline.jsonl:1: it is of version 2",
        ),
        ("amends-baseline.jsonl", &entry.as_bytes()[..40], "amends-baseline.jsonl:1: it ends in the middle"),
        ("amends-baseline.jsonl", b"\xff\xfe\x00", "amends-baseline.jsonl:1: it cannot be read"),
        ("amends-baseline.jsonl/x", b"", "amends-baseline.jsonl:1: it cannot be read"),
        ("site.toml", b"[baseline]\nfile = \"../known.jsonl\"\n", "site.toml:2:8: error[invalid-value]"),
        ("site.toml", b"[lint.levels]\nmising-lead = \"warn\"\n", "site.toml:2:1: error[unknown-rule]"),
    ] {
        let project = Project::new();
        project.incident(GOOD.replace("client: acme", "client: acmee"));
        project.put(path, text);
        let run = project.check();
        let all = format!("{}{}", run.out, run.err);
        assert_eq!(run.code, 2, "{path}: {all}");
        assert!(all.contains(place), "{place}\n{all}");
        assert!(run.out.contains("content/incidents/bad.md:4:9: error[unknown-reference]"), "{path}: {all}");
        // Nor is anything mended, or taken for known, on such ground.
        if path.starts_with("amends-baseline") {
            for args in [["baseline", "prune"], ["baseline", "stats"], ["check", "--diff"]] {
                assert_eq!(project.run(&args).code, 2, "{args:?}");
            }
        }
    }
}

#[test]
fn what_cannot_be_asked_for_is_said() {
    let project = Project::new();
    project.incident(GOOD.replace("client: acme", "client: acmee"));
    for (args, told, is_result_told) in [
        (&["schema", "incidnet"][..], "a similar value exists: 'incident'", false),
        (&["check", "--since", "HEAD"], "is in no checkout", false),
        (&["check", "--staged"], "is in no checkout", false),
        (&["check", "--only", "mising-lead"], "did you mean `missing-lead`?", false),
        (&["check", "--output-file", "site.toml/report"], "site.toml", true),
        (&["check", "--output-file", "content"], "it is not a file", true),
        (&["check", "--output-file", "site.toml"], "a report must not replace it", true),
        (&["check", "--output-file", "./content/incidents/bad.md"], "a report must not replace it", true),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
        command.args(args).current_dir(project.folder.path()).stdin(Stdio::null()).env_remove("GIT_DIR");
        // A checkout in a folder above the temporary one is none of ours.
        let output = command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir()).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(2), "{args:?}: {out}{err}");
        assert!(err.contains(told), "{args:?}: {err}");
        assert_eq!(out.contains("error[unknown-reference]"), is_result_told, "{args:?}: {out}");
    }
    assert_eq!(fs::read_to_string(project.path("content/incidents/good.md")).unwrap(), GOOD);
    assert!(fs::read_to_string(project.path("site.toml")).unwrap().starts_with("[site]"));
}
