//! `amends check --fix` and its kin, and `amends expand`: the real binary over files on a disk.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const INCIDENT: &str = "---\r\ntitle: Contact form lost 31 enquiries\r\ndate: 2025-03-04\r\nclient: internal\r\n\
                        status: draft # for now\r\norigin: Third Party\r\nwhat_went_wrong: The contact form sent no \
                        mail for 19 hours.\r\nblame_taken: We sent no test mail.\r\nprevention:\r\n  - Send a test \
                        mail through every form each hour\r\n---\r\n";

/// A new project with one incident that can be mended.
fn project() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    assert_eq!(run(folder.path(), &["init"]).status.code(), Some(0));
    let file = folder.path().join("content/incidents/2025-03-04-form.md");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, INCIDENT).unwrap();
    (folder, file)
}

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
    command.args(args).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_report_says_how_many_findings_can_be_mended() {
    let (folder, _) = project();
    let full = run(folder.path(), &["check", "--no-clock"]);
    assert_eq!(full.status.code(), Some(1));
    assert!(err(&full).contains("; 1 fixable with --fix"), "{}", err(&full));
    let json = run(folder.path(), &["check", "--no-clock", "--output-format", "json"]);
    let fix =
        r#""fix":{"safety":"safe","title":"write `third-party`","edits":[{"line":6,"column":9,"end_line":6,"#;
    assert!(out(&json).contains(fix), "{}", out(&json));
}

#[test]
fn fixing_mends_and_reports_what_is_left() {
    let (folder, file) = project();
    let first = run(folder.path(), &["check", "--no-clock", "--fix"]);
    assert_eq!(first.status.code(), Some(0), "{}", err(&first));
    assert!(err(&first).contains("mended 1 finding in 1 file"), "{}", err(&first));
    let mended = INCIDENT.replace("Third Party", "third-party");
    assert_eq!(fs::read_to_string(&file).unwrap(), mended);
    let second = run(folder.path(), &["check", "--no-clock", "--fix", "--exit-non-zero-on-fix"]);
    assert_eq!(second.status.code(), Some(0), "{}", err(&second));
    assert_eq!(fs::read_to_string(&file).unwrap(), mended);
    fs::write(&file, INCIDENT).unwrap();
    let hook = run(folder.path(), &["check", "--no-clock", "--fix-only", "--exit-non-zero-on-fix"]);
    assert_eq!(hook.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), mended);
    assert_eq!(err(&hook).lines().count(), 1, "{}", err(&hook));
}

#[test]
fn a_diff_writes_nothing_and_can_be_applied() {
    let (folder, file) = project();
    let diff = run(folder.path(), &["check", "--no-clock", "--diff"]);
    assert_eq!(diff.status.code(), Some(1));
    assert_eq!(fs::read_to_string(&file).unwrap(), INCIDENT);
    let patch = out(&diff);
    assert!(patch.starts_with("--- a/content/incidents/2025-03-04-form.md\n"), "{patch}");
    assert!(patch.contains("\n-origin: Third Party\r\n+origin: third-party\r\n"), "{patch}");
    run(folder.path(), &["check", "--no-clock", "--fix"]);
    let none = run(folder.path(), &["check", "--no-clock", "--diff"]);
    assert_eq!((none.status.code(), out(&none).as_str()), (Some(0), ""));
}

#[test]
fn a_fix_stays_within_the_files_that_were_asked_for() {
    let (folder, file) = project();
    let other = file.with_file_name("2025-03-05-form.md");
    fs::write(&other, INCIDENT).unwrap();
    let other_path = "content/incidents/2025-03-05-form.md";
    run(folder.path(), &["check", "--no-clock", "--fix", other_path]);
    assert_eq!(fs::read_to_string(&file).unwrap(), INCIDENT);
    assert_ne!(fs::read_to_string(&other).unwrap(), INCIDENT);
}

#[test]
fn flags_without_their_fellows_are_refused() {
    let (folder, _) = project();
    for flag in ["--unsafe-fixes", "--exit-non-zero-on-fix"] {
        let output = run(folder.path(), &["check", flag]);
        assert_eq!(output.status.code(), Some(2), "{flag}");
        assert!(err(&output).contains("--fix"), "{}", err(&output));
    }
}

#[test]
fn settings_that_are_not_understood_keep_fixes_from_being_made() {
    let (folder, file) = project();
    let settings = folder.path().join("site.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, format!("{text}\n[lnt]\nprofile = \"strict\"\n")).unwrap();
    assert_eq!(run(folder.path(), &["check", "--fix"]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), INCIDENT);
}

#[cfg(unix)]
#[test]
fn a_file_that_is_protected_is_named_and_the_others_are_mended() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, file) = project();
    let other = file.with_file_name("2025-03-05-form.md");
    fs::write(&other, INCIDENT).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(&other, fs::Permissions::from_mode(0o640)).unwrap();
    let output = run(folder.path(), &["check", "--no-clock", "--fix"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("2025-03-04-form.md"), "{}", err(&output));
    assert_eq!(fs::read_to_string(&file).unwrap(), INCIDENT);
    assert_ne!(fs::read_to_string(&other).unwrap(), INCIDENT);
    assert_eq!(fs::metadata(&other).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn expanding_turns_strings_into_objects_once() {
    let (folder, file) = project();
    let path = file.to_str().unwrap();
    let diff = run(folder.path(), &["expand", "--diff", path]);
    assert!(out(&diff).contains("+  statement: We sent no test mail.\r\n"), "{}", out(&diff));
    assert_eq!(fs::read_to_string(&file).unwrap(), INCIDENT);
    assert_eq!(run(folder.path(), &["expand", path]).status.code(), Some(0));
    let expanded = INCIDENT
        .replace("blame_taken: We", "blame_taken:\r\n  statement: We")
        .replace("  - Send", "  - step: Send");
    assert_eq!(fs::read_to_string(&file).unwrap(), expanded);
    let again = run(folder.path(), &["expand", path]);
    assert!(err(&again).contains("nothing to expand"), "{}", err(&again));
    assert_eq!(fs::read_to_string(&file).unwrap(), expanded);
}

#[test]
fn what_cannot_be_expanded_is_told() {
    let (folder, file) = project();
    let playbooks = folder.path().join("content/playbooks");
    let playbook = fs::read_dir(playbooks).unwrap().next().unwrap().unwrap().path();
    let broken = file.with_file_name("2025-03-05-broken.md");
    fs::write(&broken, "---\ntitle: [\n---\n").unwrap();
    for path in [&playbook, &broken, &folder.path().join("gone.md")] {
        let output = run(folder.path(), &["expand", path.to_str().unwrap(), file.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(2), "{path:?}");
        assert!(err(&output).contains(path.file_name().unwrap().to_str().unwrap()), "{}", err(&output));
    }
    assert!(fs::read_to_string(&file).unwrap().contains("statement: We"));
}
