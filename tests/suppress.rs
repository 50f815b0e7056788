//! Comments that ignore findings, and the baseline, by the real binary.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

const ACME: &str = "content/incidents/2025-03-04-acme.md";
const FORM: &str = "---\ntitle: Contact form lost 31 enquiries\ndate: 2025-03-04\nclient: acme\nwhat_went_wrong: The form sent no mail for 19 hours.\nstatus: published\n---\n";

/// Exit code, standard output, standard error.
fn run(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    command.current_dir(folder).env_remove("SOURCE_DATE_EPOCH").stdin(Stdio::null());
    // A checkout in a folder above the temporary one is none of ours.
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir()).env_remove("GIT_DIR");
    let output = command.args(args).args(["--today", "2026-01-10"]).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

fn project(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    let always = [("site.toml", ""), ("content/registry/clients.yaml", "acme: { name: Acme }\n")];
    for (path, text) in always.iter().chain(files) {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    folder
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

fn concise(folder: &TempDir, more: &[&str]) -> String {
    run(folder.path(), &[&["check", "--output-format", "concise"][..], more].concat()).1
}

#[test]
fn a_baseline_hides_what_is_known_and_shows_what_is_new() {
    let folder = project(&[(ACME, FORM)]);
    let before = concise(&folder, &[]);
    assert!(before.contains("missing-lead") && before.contains("missing-prevention"), "{before}");
    let (code, _, said) = run(folder.path(), &["baseline", "create"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(concise(&folder, &[]), "", "all is known");
    assert_eq!(concise(&folder, &["--ignore-baseline"]), before);
    let shown = concise(&folder, &["--show-suppressed"]);
    assert_eq!(shown.lines().count(), before.lines().count());
    assert!(
        shown.lines().all(|line| line.contains(": ignored[") && line.ends_with(" (baseline)")),
        "{shown}"
    );
    let (_, _, full) = run(folder.path(), &["check"]);
    assert!(full.contains(&format!("; {} known by the baseline", before.lines().count())), "{full}");

    let text = read(&folder, "amends-baseline.jsonl");
    let mut lines: Vec<&str> = text.lines().collect();
    assert!(lines.iter().skip(1).all(|line| line.ends_with("\"since\":\"2026-01-10\"}")), "{text}");
    let written = lines.clone();
    lines.sort_unstable();
    assert_eq!(lines, written, "sorted, so that branches merge");

    // The file is renamed with its id kept, and lines are added above: all is still known, and the new is shown.
    fs::remove_file(folder.path().join(ACME)).unwrap();
    let moved =
        FORM.replace("---\ntitle", "---\n\n# moved\nid: 2025-03-04-acme\ntitle") + "\nA [page](gone.md).\n";
    fs::write(folder.path().join("content/incidents/moved.md"), moved).unwrap();
    let after = concise(&folder, &["--level", "id-path-mismatch=off"]);
    assert_eq!(after.lines().count(), 1, "{after}");
    assert!(after.contains("broken-link"), "{after}");
}

#[test]
fn a_baseline_is_added_to_pruned_and_counted() {
    let folder = project(&[(ACME, FORM)]);
    assert_eq!(run(folder.path(), &["baseline", "create", "--rule", "missing-lead"]).0, Some(0));
    let first = read(&folder, "amends-baseline.jsonl");
    assert_eq!(first.lines().count(), 2, "{first}");
    let (code, _, said) = run(folder.path(), &["baseline", "create"]);
    assert_eq!((code, said.contains("is there already")), (Some(2), true), "{said}");
    assert_eq!(run(folder.path(), &["baseline", "create", "--update", "--before", "2025-03-04"]).0, Some(0));
    assert_eq!(read(&folder, "amends-baseline.jsonl"), first, "nothing is older");
    assert_eq!(run(folder.path(), &["baseline", "create", "--update", "--before", "2025-03-05"]).0, Some(0));
    assert_eq!(concise(&folder, &[]), "");

    // Mended: one entry is over, and only `prune` takes it out.
    let mended = FORM.replace("status:", "people: { lead: web-team }\nstatus:");
    fs::write(folder.path().join(ACME), &mended).unwrap();
    let told = concise(&folder, &["--ignore", "@references"]);
    assert!(told.contains("amends-baseline.jsonl:") && told.contains("1 entry of the baseline"), "{told}");
    let (_, stats, _) = run(folder.path(), &["baseline", "stats"]);
    let lead = stats.lines().find(|line| line.starts_with("missing-lead ")).unwrap();
    assert_eq!(
        lead.split_whitespace().collect::<Vec<_>>(),
        ["missing-lead", "1", "1", "2026-01-10", "(0", "days)"]
    );
    let (_, _, said) = run(folder.path(), &["baseline", "prune"]);
    assert!(said.contains(": 1 removed, "), "{said}");
    assert!(!read(&folder, "amends-baseline.jsonl").contains("\"missing-lead\""));
    let again = run(folder.path(), &["baseline", "prune"]).2;
    assert!(again.contains(": 0 removed, "), "{again}");

    // A draft again: the findings fold, and their entries are not over.
    fs::write(folder.path().join(ACME), mended.replace("published", "draft")).unwrap();
    let draft = concise(&folder, &["--only", "@suppression,missing-impact,missing-plan"]);
    assert!(!draft.contains("stale"), "{draft}");
    // Gone with its document.
    fs::remove_file(folder.path().join(ACME)).unwrap();
    let gone = concise(&folder, &[]);
    assert!(gone.contains("entries of the baseline are mended"), "{gone}");
}

#[test]
fn each_entry_stands_for_one_of_equal_findings() {
    let step = "  - { step: Send a test mail through every form, owner: lena }\n";
    let with = |steps: usize| FORM.replace("status:", &format!("prevention:\n{}status:", step.repeat(steps)));
    let folder = project(&[(ACME, &with(2))]);
    let only = ["--only", "prevention-without-due,stale-baseline-entry"];
    assert_eq!(concise(&folder, &only).lines().count(), 2);
    assert_eq!(run(folder.path(), &["baseline", "create", "--rule", "prevention-without-due"]).0, Some(0));
    let text = read(&folder, "amends-baseline.jsonl");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!((lines.len(), lines.get(1)), (3, lines.get(2)), "two findings, two equal entries: {text}");
    assert_eq!(concise(&folder, &only), "");
    // A third is new; of two entries one is over where one finding is left.
    fs::write(folder.path().join(ACME), with(3)).unwrap();
    assert_eq!(concise(&folder, &only).lines().count(), 1);
    fs::write(folder.path().join(ACME), with(1)).unwrap();
    let told = concise(&folder, &only);
    assert!(told.contains("1 entry of the baseline is mended") && told.lines().count() == 1, "{told}");
    // A step before them changes nothing.
    let moved = with(2).replacen(
        step,
        &format!("  - {{ step: Ring the host each year, owner: lena, due: 2026-02-01 }}\n{step}"),
        1,
    );
    fs::write(folder.path().join(ACME), moved).unwrap();
    assert_eq!(concise(&folder, &only), "");
}

#[test]
fn what_must_not_be_hidden_stays_out_of_the_baseline() {
    let text = FORM.replace("client: acme", "client: acmee\nfrobnicate: 1");
    let folder = project(&[(ACME, &text), ("site.toml", "[lint]\nforbid = [\"missing-lead\"]\n")]);
    assert_eq!(run(folder.path(), &["baseline", "create"]).0, Some(0));
    let left = concise(&folder, &[]);
    for rule in ["unknown-reference", "unknown-field", "missing-lead"] {
        assert!(left.contains(rule), "{rule}: {left}");
    }
    // Nor does an entry that somebody writes by hand.
    let json = run(folder.path(), &["check", "--output-format", "json", "--only", "missing-lead"]).1;
    let print = json.split("\"fingerprint\":\"").nth(1).unwrap().split('"').next().unwrap();
    let entry = format!(
        "{{\"doc\":\"2025-03-04-acme\",\"rule\":\"missing-lead\",\"fp\":\"{print}\",\"since\":\"2026-01-10\"}}\n"
    );
    fs::write(folder.path().join("amends-baseline.jsonl"), entry).unwrap();
    assert!(concise(&folder, &[]).contains("missing-lead"));
}

#[test]
fn a_broken_baseline_is_named_by_line_and_the_rest_is_told() {
    let folder = project(&[(ACME, FORM)]);
    let found = concise(&folder, &[]).lines().count();
    assert_eq!(run(folder.path(), &["baseline", "create"]).0, Some(0));
    let text = read(&folder, "amends-baseline.jsonl");
    let place = folder.path().join("amends-baseline.jsonl");

    fs::write(&place, text.get(..text.len() - 30).unwrap()).unwrap();
    let (code, out, said) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!((code, out.lines().count()), (Some(2), 1), "{out}{said}");
    let line = text.lines().count();
    assert!(
        said.contains(&format!("amends-baseline.jsonl:{line}: it ends in the middle of an entry")),
        "{said}"
    );
    assert_eq!(run(folder.path(), &["baseline", "prune"]).0, Some(2), "nothing is written over it");
    assert_ne!(run(folder.path(), &["check", "--ignore-baseline"]).0, Some(2));

    fs::write(&place, text.replace(":1}", ":7}")).unwrap();
    let (code, out, said) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!((code, out.lines().count()), (Some(2), found), "{out}{said}");
    assert!(said.contains("amends-baseline.jsonl:1: it is of version 7"), "{said}");

    fs::write(&place, text.replace("\"missing-lead\"", "\"mising-lead\"")).unwrap();
    let (code, out, _) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!(code, Some(2));
    assert!(out.contains("no rule `mising-lead`") && out.contains("[missing-lead]"), "{out}");
}

#[test]
fn comments_are_listed_with_their_reasons_and_counted() {
    let comment = "\n<!-- amends-ignore-file missing-lead, missing-plan until=2026-03-01: under legal review -->\n\n<!-- amends-ignore broken-link: links of the old site -->\nA [page](gone.md), and [another](there.md).\n\nA [third](gone.md).\n";
    let settings = "[[lint.override]]\npaths = [\"incidents/2019-*\"]\nprofile = \"starter\"\nreason = \"written before the form existed\"\n";
    let folder = project(&[(ACME, &format!("{FORM}{comment}")), ("site.toml", settings)]);
    let (code, list, said) = run(folder.path(), &["suppressions"]);
    assert_eq!(code, Some(0));
    assert!(said.contains("note: no age is known: this is no checkout of git"), "{said}");
    assert_eq!(
        list,
        format!(
            "site.toml:2: override incidents/2019-*: written before the form existed (age unknown)\n\
             {ACME}:9: file missing-lead, missing-plan until=2026-03-01: under legal review (age unknown)\n\
             {ACME}:11: inline broken-link: links of the old site (age unknown)\n"
        )
    );
    let (_, rates, _) = run(folder.path(), &["suppressions", "--rates"]);
    let row = |rule: &str| rates.lines().find(|line| line.starts_with(rule)).unwrap_or_default().to_owned();
    let cells = |rule: &str| row(rule).split_whitespace().take(4).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(cells("broken-link"), ["broken-link", "2", "3", "66%"]);
    assert!(row("missing-lead").contains("100%"), "{rates}");
    assert!(rates.contains("\n[lint.levels]\nbroken-link = \"warn\"\n"), "{rates}");
    let json = run(folder.path(), &["suppressions", "--format", "json"]).1;
    assert!(json.contains("\"by\": \"inline\"") && json.contains("\"findings\": 2"), "{json}");
    let json = run(folder.path(), &["check", "--show-suppressed", "--output-format", "json"]).1;
    assert!(json.contains("\"suppressed\":{\"by\":\"file\",\"reason\":\"under legal review\"}"), "{json}");
}

/// Runs git, as of a day.
fn git(folder: &Path, day: &str, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=A", "-c", "user.email=a@example.com"]);
    command.args(["-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"]).args(args);
    for name in ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"] {
        command.env_remove(name);
    }
    let moment = format!("{day}T12:00:00Z");
    let output = command.env("GIT_AUTHOR_DATE", &moment).env("GIT_COMMITTER_DATE", &moment).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn what_is_ignored_is_told_with_its_age_and_first_what_is_over() {
    let old = "\n<!-- amends-ignore-file missing-lead: under legal review -->\n";
    let top = project(&[("docs/site.toml", ""), (&format!("docs/{ACME}"), &format!("{FORM}{old}"))]);
    let folder = top.path().join("docs");
    git(top.path(), "2026-01-01", &["init", "-q"]);
    let (_, list, said) = run(&folder, &["suppressions"]);
    assert!(list.contains("legal review (in no commit yet)") && !said.contains("note:"), "{list}{said}");
    git(top.path(), "2026-01-01", &["add", "."]);
    git(top.path(), "2026-01-01", &["commit", "-qm", "one"]);
    let over = "\n<!-- amends-ignore-file missing-prevention until=2026-01-02: under legal review -->\n";
    fs::write(folder.join(ACME), format!("{FORM}{old}{over}")).unwrap();
    git(top.path(), "2026-01-05", &["commit", "-qam", "two"]);
    let new = "\n<!-- amends-ignore-file missing-apology: under legal review -->\n";
    fs::write(folder.join(ACME), format!("{FORM}{old}{over}{new}")).unwrap();
    let (code, list, said) = run(&folder, &["suppressions"]);
    assert_eq!((code, said.contains("note:")), (Some(0), false), "{said}");
    assert_eq!(
        list,
        format!(
            "{ACME}:11: file missing-prevention until=2026-01-02: under legal review (over, 5 days old)\n\
             {ACME}:9: file missing-lead: under legal review (9 days old)\n\
             {ACME}:13: file missing-apology: under legal review (in no commit yet)\n"
        )
    );
    let json = run(&folder, &["suppressions", "--format", "json"]).1;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let ages = json.as_array().unwrap().iter().map(|row| (row["since"].as_str(), row["days"].as_i64()));
    assert_eq!(
        ages.collect::<Vec<_>>(),
        [(Some("2026-01-05"), Some(5)), (Some("2026-01-01"), Some(9)), (None, None)]
    );
    // A shallow checkout lacks the first commit.
    let shallow = TempDir::new().unwrap();
    let url = format!("file://{}", top.path().display());
    git(shallow.path(), "2026-01-05", &["clone", "-q", "--depth", "1", &url, "here"]);
    let (_, list, said) = run(&shallow.path().join("here/docs"), &["suppressions"]);
    assert!(list.contains("missing-lead: under legal review (at least 5 days old)"), "{list}");
    assert!(said.contains("note: the checkout is shallow"), "{said}");
}

#[test]
fn a_comment_with_an_unknown_rule_fails_after_all_is_told() {
    let folder = project(&[(
        ACME,
        &format!("{FORM}\n<!-- amends-ignore mising-lead: under legal review -->\nText.\n"),
    )]);
    let (code, out, said) = run(folder.path(), &["check", "--output-format", "concise"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        out.contains(":9:20: error[unknown-rule] no rule `mising-lead`") && out.contains("missing-lead]"),
        "{out}"
    );
}

#[test]
fn comments_are_written_where_they_ignore_what_was_found() {
    let body = "\r\nA [page](gone1.md)\r\nover lines.\r\n\r\n- one [page](gone2.md)\r\n  - deep [page](gone3.md)\r\n- two\r\n\r\n1. first [page](gone4.md)\r\n\r\n   second [page](gone5.md)\r\n\r\n2. third\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | [x](gone6.md) |\r\n\r\n> quoted [page](gone7.md)\r\n\r\n## See [page](gone8.md)\r\n\r\n- **bold [page](gone9.md)**\r\n";
    let front = FORM.replace("status: published", "tags: [frob]\nprevention:\n  - step: Send a test mail through every form\n    owner: lena\n  - { step: Page the person on call, owner: lena }\nstatus: published");
    let text = format!("\u{feff}{}{body}", front.replace('\n', "\r\n"));
    for rule in ["broken-link", "unknown-tag", "prevention-without-due", "missing-lead"] {
        let folder = project(&[(ACME, &text)]);
        let only = format!("{rule},@suppression");
        let before = concise(&folder, &["--only", &only]);
        assert!(before.contains(rule), "{rule}: {before}");
        let args = ["check", "--add-ignore", rule, "--reason", "kept as it was imported"];
        let (code, _, said) = run(folder.path(), &args);
        assert_eq!(code, Some(0), "{said}");
        let after = read(&folder, ACME);
        assert_eq!(concise(&folder, &["--only", &only]), "", "{after}");
        assert_eq!(after.matches('\n').count(), after.matches("\r\n").count(), "{after:?}");
        // Nothing else was changed: without the comments it is what it was.
        let mut bare = after.clone();
        while let Some(at) = bare.find("amends-ignore") {
            let start = bare.get(..at).unwrap().rfind(['#', '<']).unwrap();
            let close = if bare.get(start..).unwrap().starts_with('<') { "-->" } else { "imported" };
            let end = at + bare.get(at..).unwrap().find(close).unwrap() + close.len();
            bare.replace_range(start..end, "");
        }
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed(&bare).replace("> > ", "> "), squeezed(&text));
        let links = |text: &str| text.matches("](gone").count();
        assert_eq!(links(&after), links(&text));
    }
    let folder = project(&[(ACME, &text)]);
    for (rule, reason) in [
        ("broken-link", "false positive"),
        ("broken-link", "as it --> was imported"),
        ("none-of-the-blame", "kept as it was imported"),
        ("brokn-link", "kept as it was imported"),
    ] {
        assert_eq!(
            run(folder.path(), &["check", "--add-ignore", rule, "--reason", reason]).0,
            Some(2),
            "{rule}"
        );
    }
    assert_eq!(read(&folder, ACME), text);
}

#[test]
fn a_level_is_explained_step_by_step() {
    let settings = "[lint]\nforbid = [\"missing-lead\"]\n[lint.levels]\n\"@client-care\" = \"warn\"\nmissing-lead = \"off\"\n[[lint.override]]\npaths = [\"incidents/2025-*\"]\nreason = \"the first weeks\"\n[lint.override.levels]\nclient-not-told = \"error\"\n";
    let text = FORM.replace("published", "draft")
        + "\n<!-- amends-ignore-file client-not-told: told by word of mouth -->\n";
    let folder = project(&[(ACME, &text), ("site.toml", settings)]);
    let explained = |rule: &str, more: &[&str]| {
        let args = [&["check", "--explain-level", rule, ACME][..], more].concat();
        let (code, out, said) = run(folder.path(), &args);
        assert_eq!(code, Some(0), "{said}");
        out
    };
    let plan = explained("client-not-told", &["--level", "client-not-told=info", "--as", "published"]);
    let order = [
        "profile standard",
        "[lint.levels] @client-care",
        "[[lint.override]] 1 client-not-told",
        "--level client-not-told",
        "--as",
        "told by word of mouth",
    ];
    let places: Vec<Option<usize>> = order.iter().map(|part| plan.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{plan}");
    let lead = explained("missing-lead", &[]);
    assert!(lead.contains("forbid: nothing may lower it") && lead.contains("does not count yet"), "{lead}");
    assert_eq!(run(folder.path(), &["check", "--explain-level", "client-not-told", "content"]).0, Some(2));
}

#[test]
fn the_fix_of_an_unused_comment_takes_out_what_is_not_needed() {
    use amends::check::{How, check};
    let text = format!(
        "{}\n<!-- amends-ignore broken-link: links of the old site -->\nA page.\n\n- one <!-- amends-ignore broken-link: links of the old site -->\n\n<!-- amends-ignore-file unknown-tag, broken-link, h1-in-body: links of the old site -->\n\nA [page](gone.md).\n",
        FORM.replace("status:", "# amends-ignore unknown-tag: links of the old site\nseverity: sev2 # amends-ignore unknown-tag: of the old site\nstatus:")
    );
    let sources = amends::source::Sources::from_texts([(ACME, text.as_str())]);
    let today = amends::date::Day::new(2026, 1, 10).unwrap();
    let site = amends::pipeline::site(amends::pipeline::Settings::read(""), sources, today);
    let only = ["broken-link", "unknown-tag", "h1-in-body", "unused-suppression"].map(str::to_owned).to_vec();
    let checked = check(site, amends::rules::ALL, &How { only, ..How::default() });
    let mut mended = text.clone();
    let fixes = checked.report().diagnostics.iter().filter_map(|found| found.fix.as_ref());
    for edit in fixes.collect::<Vec<_>>().iter().rev().flat_map(|fix| &fix.edits) {
        mended.replace_range(edit.span.range(), &edit.text);
    }
    let expected = format!(
        "{}\nA page.\n\n- one\n\n<!-- amends-ignore-file broken-link: links of the old site -->\n\nA [page](gone.md).\n",
        FORM.replace("status:", "severity: sev2\nstatus:")
    );
    assert_eq!(mended, expected);
}
