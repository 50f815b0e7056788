//! Write-ups of other tools, taken in: what becomes of fields, days, names, bodies and links.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a test may stop, and says what it skips")]

use amends::date::Day;
use amends::document::{Document, DocumentKind, front_matter};
use amends::import::{Foreign, Made, Options, Origin, Plan, head, plan};
use amends::pipeline::{self, Settings};
use amends::site::Site;
use amends::source::{FileId, Source, Sources};
use amends::tree::{Node, Value};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora");

fn site(files: &[(&str, &str)]) -> Site {
    let sources = Sources::from_texts(files.iter().copied());
    pipeline::site(Settings::read("[site]\ntitle = \"T\"\n"), sources, Day::new(2026, 1, 2).unwrap())
}

fn options(origin: Origin, kind: DocumentKind) -> Options {
    Options { origin, kind, client: "internal".into(), day: None }
}

fn foreign(files: &[(&str, &str)], assets: &[&str]) -> Foreign {
    let texts = Sources::from_texts(files.iter().copied());
    let files = texts.iter().map(|(_, file)| file.clone()).collect();
    let sources = Sources::new(files, assets.iter().map(|path| (*path).into()).collect());
    Foreign { name: "old".into(), sources }
}

/// Markdown files as incidents of an empty project.
fn incidents(files: &[(&str, &str)]) -> Plan {
    plan(&foreign(files, &[]), &site(&[]), &options(Origin::Markdown, DocumentKind::Incident))
}

fn playbooks(files: &[(&str, &str)]) -> Plan {
    plan(&foreign(files, &[]), &site(&[]), &options(Origin::Markdown, DocumentKind::Playbook))
}

/// The one document that a file became.
fn one(path: &str, text: &str) -> Made {
    let made = incidents(&[(path, text)]).made;
    assert_eq!(made.len(), 1, "{text}");
    made.into_iter().next().unwrap()
}

/// The front matter of the one document that a text became, without the last line, which says where it is from.
fn front(text: &str) -> String {
    let made = one("a.md", text);
    let parts = front_matter::split(&made.text);
    let front = parts.front.unwrap().of(&made.text);
    assert!(front.ends_with("x_imported_from: old/a.md\n"), "{front}");
    front.replace("x_imported_from: old/a.md\n", "")
}

fn read(made: &Made) -> Document {
    let source = Source { path: made.to.clone(), text: made.text.as_str().into(), fault: None };
    Document::read(FileId(0), &source, made.kind)
}

#[test]
fn a_status_page_becomes_incidents_and_services() {
    let issue = "---\ntitle: \"Mail is slow ☀️ #2\"\n# when it began\ndate: 2025-03-04T10:00:00+01:00\n\
                 affected:\n  - Mail relay\n  - all # really\nresolved: true\nresolvedWhen: 2025-03-05 19:10:40+00:00\n\
                 # You can use: down, disrupted, notice\nseverity:   notice\ninformational: \"no\"\n---\n\nBody  \n";
    let files = [
        ("config.yml", "params:\n  systems:\n    - name: Mail relay\n      description: mail.example\n"),
        ("content/issues/2025-03-04-mail.md", issue),
        ("content/about.md", "# About us\n"),
    ];
    let plan = plan(
        &foreign(&files, &["static/logo.png"]),
        &site(&[]),
        &options(Origin::Cstate, DocumentKind::Incident),
    );
    let made = &plan.made[0];
    assert_eq!(&*made.to, "content/incidents/2025-03-04-mail.md");
    assert_eq!(
        made.text,
        "---\ntitle: \"Mail is slow ☀️ #2\"\n# when it began\ndate: 2025-03-04\nclient: internal\n\
         services: [mail-relay, all]\n# really\n\
         times: { started: 2025-03-04T10:00:00+01:00, fixed: 2025-03-05 19:10:40+00:00 }\nx_resolved: true\n\
         # You can use: down, disrupted, notice\nx_severity:   notice\nx_informational: \"no\"\n\
         x_imported_from: old/content/issues/2025-03-04-mail.md\n---\n\nBody  \n"
    );
    assert_eq!(read(made).faults, []);
    assert_eq!(made.kept, ["x_resolved", "x_severity", "x_informational"]);
    let services = plan.registries[0].text.clone().unwrap();
    assert_eq!(services, "mail-relay:\n  name: Mail relay\n  about: mail.example\nall:\n  name: all\n");
    let passed: Vec<&str> = plan.passed.iter().map(|(path, _)| &**path).collect();
    assert_eq!(passed, ["config.yml", "content/about.md", "static/logo.png"]);
}

#[test]
fn a_repair_is_known_when_it_is_over() {
    let issue = |fields: &str| {
        let text = format!("---\ntitle: T\ndate: 2025-03-04\n{fields}---\nB\n");
        let files = [("a.md", text.as_str())];
        let plan = plan(&foreign(&files, &[]), &site(&[]), &options(Origin::Cstate, DocumentKind::Incident));
        plan.made[0].text.clone()
    };
    for fields in [
        "resolved: false\nresolvedWhen: 2025-03-05T10:00:00Z\n",
        "resolved: true\nresolvedWhen: 2025-03-05T9:00:00Z\n",
        "resolved: true\nresolvedWhen: ''\n",
    ] {
        let text = issue(fields);
        assert!(text.contains("x_resolvedWhen: ") && !text.contains("fixed"), "{text}");
    }
    let text = issue("resolved: True\nresolvedWhen: 2025-03-05T09:00:00Z\n");
    assert!(text.contains("times: { fixed: 2025-03-05T09:00:00Z }\nx_resolved: True\n"), "{text}");
}

#[test]
fn title_and_date_come_from_where_they_are_certain() {
    for (text, head) in [
        (
            "# Disk full\n\nOn 4 March 2025 it was.\n",
            "title: Disk full\ndate: 2025-03-04 # first day in the text, line 3\n",
        ),
        (
            "See 2024-01-01.\n\n## Timeline\n\n- 2025-03-04 09:05 down\n",
            "title: Timeline\ndate: 2025-03-04 # first day in the text, line 5\n",
        ),
        ("---\nTitle: 'no'\ndate: 2025-03-04 # sure\n---\n", "title: 'no'\ndate: 2025-03-04 # sure\n"),
        ("---\ntitle: no\ndate: 2025-03-04\n---\n", "title: \"no\"\ndate: 2025-03-04\n"),
        (
            "---\ndate: 05-03-2020\n---\n# T\n2020-05-03\n",
            "title: T\ndate: 2020-05-03 # first day in the text, line 2\n",
        ),
    ] {
        let front = front(text);
        assert!(front.starts_with(&format!("{head}client: internal\n")), "{front}");
    }
    let named = one("x/2025-03-04-down/index.md", "# Down\n\n2024-01-01\n");
    assert!(named.text.contains("date: 2025-03-04 # from the name of the file\n"), "{}", named.text);
    assert_eq!(&*named.to, "content/incidents/index.md".replace("index", "2025-03-04-down"));
}

#[test]
fn no_day_is_made_up() {
    let text = "# PM2020-005\n\n| 20202-01-16 12:00 | 05-03-2020 | 18:35 PM GMT+2 | `2024-01-01` |\n\n    2024-01-02\n";
    let made = one("2021-07-56-x.md", text);
    assert_eq!((made.kind, &*made.to), (DocumentKind::Page, "content/pages/2021-07-56-x.md"));
    assert_eq!(
        made.text,
        format!("---\ntitle: PM2020-005\nx_imported_from: old/2021-07-56-x.md\n---\n{text}")
    );
    assert_eq!(read(&made).faults, []);
    assert_eq!(made.notes.len(), 1);
    let given =
        Options { day: Day::parse("2021-07-01"), ..options(Origin::Markdown, DocumentKind::Incident) };
    let made = plan(&foreign(&[("a.md", text)], &[]), &site(&[]), &given).made;
    assert!(made[0].text.contains("date: 2021-07-01 # given for what names no day\n"), "{}", made[0].text);
}

#[test]
fn everything_arrives_as_a_draft() {
    let text = "---\ntitle: T\ndate: 2025-03-04\nstatus: published\nvisibility: public\nreview: {by: x}\nid: my-id\n\
                client: acme\ntype: outage\nseverity: high\nimpact: 12 users\norigin: docs\ncauses:\n  - fact: old key\n\
                people: {lead: lena}\ntags: [A b, \"C\"]\n---\n";
    let made = one("a.md", text);
    assert_eq!(
        made.text,
        "---\ntitle: T\ndate: 2025-03-04\nclient: internal\ntags: [a-b, c]\ntype: outage\nimpact: 12 users\n\
         causes:\n  - fact: old key\nx_status: published\nx_visibility: public\nx_review: {by: x}\nx_id: my-id\n\
         x_client: acme\nx_severity: high\nx_origin: docs\nx_people: {lead: lena}\nx_imported_from: old/a.md\n---\n"
    );
    assert_eq!(read(&made).faults, []);
    assert_eq!(read(&made).status(), Some("draft"));
}

#[test]
fn front_matter_that_cannot_be_read_is_kept_whole() {
    let day = "2025-03-04\n";
    for (text, kept, body) in [
        (
            format!("---\nname: \"open\n---\n# T\n{day}"),
            "x_front_matter: \"name: \\\"open\\n\"\n",
            format!("# T\n{day}"),
        ),
        (
            format!("---\na: 1\na: 2\n---\n# T\n{day}"),
            "x_a: 1\nx_front_matter: \"a: 1\\na: 2\\n\"\n",
            format!("# T\n{day}"),
        ),
        (format!("---\n- a\n---\n# T\n{day}"), "x_front_matter: \"- a\\n\"\n", format!("# T\n{day}")),
        (format!("---\na: 1\n# T\n{day}"), "", format!("---\na: 1\n# T\n{day}")),
        (format!("+++\na = [\n+++\n# T\n{day}"), "x_front_matter: \"a = [\\n\"\n", format!("# T\n{day}")),
    ] {
        let made = one("a.md", &text);
        let end = format!("client: internal\n{kept}x_imported_from: old/a.md\n---\n{body}");
        assert!(made.text.ends_with(&end), "{}", made.text);
        assert!(!made.notes.is_empty());
        assert_eq!(read(&made).faults, []);
    }
}

#[test]
fn bodies_are_kept_byte_for_byte() {
    for body in [
        "",
        "\r\n# T  \r\n\ttab\r\n",
        "---\n---\n",
        "text without an end",
        "\n\n\n",
        "\u{feff}x",
        "{{ x }} {% if %}\n",
    ] {
        for front in
            ["---\ntitle: T\ndate: 2025-03-04\n---\n", "---\r\ntitle: T\r\ndate: 2025-03-04\r\n---\r\n"]
        {
            let made = one("a.md", &format!("{front}{body}"));
            let parts = front_matter::split(&made.text);
            let (made_front, made_body) = made.text.split_at(parts.body);
            assert_eq!(made_body, body);
            assert_eq!(made_front.contains('\r'), front.contains('\r'));
            assert_eq!(read(&made).faults, []);
        }
    }
    assert!(one("a.md", "\u{feff}# 2025-03-04\r\n").text.ends_with("---\r\n# 2025-03-04\r\n"));
}

#[test]
fn playbooks_get_their_steps_from_headings() {
    let text = "---\ntitle: Disk Full\nweight: 20\naliases: [/diskfull/]\nwhen: a disk is full\n---\n# DiskFull\n\n## Meaning\n\
                \n```\n## code\n```\n\n## Fix it_now!\n\n> ## Quoted\n\n### Deeper\n\n## Meaning\n";
    let made = playbooks(&[("a.md", text), ("b.md", "No headings\n")]).made;
    assert!(made[0].text.starts_with(
        "---\ntitle: Disk Full\nsteps:\n  - id: meaning\n    title: Meaning\n  - id: fix-it-now\n    title: Fix it_now!\n  \
         - id: meaning-1\n    title: Meaning\naliases: [diskfull/index.html]\nwhen: a disk is full\nx_weight: 20\n"
    ), "{}", made[0].text);
    assert!(
        made[1].text.starts_with("---\ntitle: b\nsteps:\n  - id: all\n    title: b\n"),
        "{}",
        made[1].text
    );
    for made in &made {
        assert_eq!(read(made).faults, []);
    }
}

#[test]
fn files_get_places_of_their_own() {
    let plan = playbooks(&[
        ("c/SyncFailed", "# Sync failed\n"),
        ("c/SyncFailed.md", "# Sync failed\n"),
        ("c/d/syncfailed.md", "# Again\n"),
        ("c/_index.md", "---\ntitle: c\n---\n"),
        ("c/LICENSE", "MIT License\n"),
        ("c/README.md", "# Read me\n"),
        ("c/empty.md", "\n"),
    ]);
    let places: Vec<(&str, &str)> = plan.made.iter().map(|made| (&*made.from, &*made.to)).collect();
    assert_eq!(
        places,
        [
            ("c/SyncFailed", "content/playbooks/SyncFailed-3.md"),
            ("c/SyncFailed.md", "content/playbooks/SyncFailed.md"),
            ("c/d/syncfailed.md", "content/playbooks/d/syncfailed-2.md"),
        ]
    );
    let passed: Vec<&str> = plan.passed.iter().map(|(path, _)| &**path).collect();
    assert_eq!(passed, ["c/LICENSE", "c/README.md", "c/_index.md", "c/empty.md"]);
}

#[test]
fn links_hold_or_are_told() {
    let text = "# T 2025-03-04\n[a](../b/other%20one.md#x) [i](img/x.png) [s](/logo.svg) [n](gone.md) [r](/b/other%20one) \
                [no](plain) <https://a.example> [h](#h)\n";
    let files = [("w/a/t.md", text), ("w/b/other one.md", "# 2025-03-05\n"), ("w/a/plain", "# 2025-03-06\n")];
    let foreign = foreign(&files, &["w/a/img/x.png", "static/logo.svg", "w/unlinked.png"]);
    let plan = plan(&foreign, &site(&[]), &options(Origin::Markdown, DocumentKind::Incident));
    let copies: Vec<(&str, &str)> = plan.copies.iter().map(|(from, to)| (&**from, &**to)).collect();
    assert_eq!(
        copies,
        [("w/a/img/x.png", "content/incidents/a/img/x.png"), ("static/logo.svg", "content/logo.svg")]
    );
    let made = plan.made.iter().find(|made| &*made.from == "w/a/t.md").unwrap();
    assert_eq!(
        made.notes,
        [
            "the link `gone.md` leads to no file of the source",
            "the link `/b/other%20one` leads to no file of the source",
            "the link `plain` leads to w/a/plain, which is content/incidents/a/plain.md now",
        ]
    );
    assert_eq!(plan.passed.len(), 1);
}

#[test]
fn names_and_places_that_are_there_stay() {
    let services = "mail: { name: Mail relay, aliases: [SMTP] } # ours\n";
    let site = site(&[
        ("content/registry/services.yaml", services),
        ("content/incidents/a.md", "---\ntitle: Mine\ndate: 2025-03-04\nclient: internal\n---\n"),
        ("content/incidents/2025/b.md", "---\ntitle: Mine\ndate: 2025-03-04\nclient: internal\n---\n"),
    ]);
    let text = "---\ntitle: T\ndate: 2025-03-04\nservices: [smtp, Web]\n---\n";
    let foreign = foreign(&[("x/a.md", text), ("x/b.md", text)], &[]);
    let plan = plan(&foreign, &site, &options(Origin::Markdown, DocumentKind::Incident));
    assert_eq!(plan.refused.len(), 1, "{:?}", plan.refused);
    assert_eq!(&*plan.made[0].to, "content/incidents/b-2.md");
    assert!(plan.made[0].text.contains("services: [mail, web]\n"));
    assert_eq!(plan.registries[0].text.clone().unwrap(), format!("{services}web:\n  name: Web\n"));
}

fn project() -> TempDir {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("site.toml"), "[site]\ntitle = \"T\"\n").unwrap();
    folder
}

fn run(project: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    command.arg("-C").arg(project).args(args).env_remove("SOURCE_DATE_EPOCH").output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    if !folder.exists() {
        return Vec::new();
    }
    let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    walk.filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().to_path_buf(), fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn the_command_writes_once_and_never_over_anything() {
    let (project, source) = (project(), TempDir::new().unwrap());
    let from = source.path().join("team");
    fs::create_dir_all(from.join(".git")).unwrap();
    fs::write(from.join(".git/HEAD.md"), "# no").unwrap();
    fs::write(from.join("one.md"), "---\ntags: [x]\n---\n# One 2025-03-04\n![p](p.png)\n").unwrap();
    fs::write(from.join("p.png"), [0xff, 0xd8]).unwrap();
    fs::write(from.join("raw.md"), [0xff, 0xfe]).unwrap();
    let args = ["import", "--from", "markdown", from.to_str().unwrap()];
    let first = run(project.path(), &args);
    assert_eq!(first.status.code(), Some(0), "{first:?}");
    assert!(out(&first).contains("raw.md: passed over, it is not UTF-8\n"), "{}", out(&first));
    assert!(
        out(&first).ends_with("1 imported, 0 before, 1 passed over, 0 not imported\n"),
        "{}",
        out(&first)
    );
    assert_eq!(fs::read(project.path().join("content/incidents/p.png")).unwrap(), [0xff, 0xd8]);
    assert!(project.path().join("content/registry/tags.yaml").exists());
    let before = tree(project.path());
    assert_eq!(before.len(), 4);

    let again = run(project.path(), &args);
    assert_eq!(again.status.code(), Some(0));
    assert!(
        out(&again).contains("one.md: imported before, as content/incidents/one.md\n"),
        "{}",
        out(&again)
    );
    assert_eq!(tree(project.path()), before);

    fs::write(from.join("one.md"), "# Another 2025-03-04\n").unwrap();
    let changed = run(project.path(), &args);
    assert_eq!(changed.status.code(), Some(1), "{changed:?}");
    assert_eq!(tree(project.path()), before);
}

#[test]
fn the_command_says_what_it_cannot_do() {
    let (project, source) = (project(), TempDir::new().unwrap());
    let here = source.path().to_str().unwrap();
    let content = project.path().join("content");
    let root = project.path().to_str().unwrap();
    for (args, why) in [
        (vec!["--from", "markdown", here], "no write-ups in"),
        (vec!["--from", "markdown", "/nowhere/at/all"], "cannot read /nowhere/at/all"),
        (vec!["--from", "markdown", content.to_str().unwrap()], "own content"),
        (vec!["--from", "markdown", root], "own content"),
        (vec!["--from", "cstate", "--kind", "playbook", here], "no playbooks"),
        (vec!["--from", "markdown", "--client", "acme", here], "no client `acme`"),
        (vec!["--from", "markdown", "--date", "03/04/2025", here], "not a day"),
        (vec!["--from", "jira", here], "invalid value"),
    ] {
        let output = run(project.path(), &[&["import"], args.as_slice()].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(why), "{told}");
    }
    // A registry that cannot be added to: nothing is written.
    fs::create_dir_all(content.join("registry")).unwrap();
    fs::write(content.join("registry/tags.yaml"), "{}\n").unwrap();
    let one = source.path().join("one.md");
    fs::write(&one, "---\ntags: [x]\n---\n# One 2025-03-04\n").unwrap();
    let output = run(project.path(), &["import", "--from", "markdown", one.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(!content.join("incidents").exists());
}

/// A corpus imported into a new project; nothing where the corpora are not there.
fn imported(corpus: &str, args: &[&str]) -> Option<(TempDir, String)> {
    let source = Path::new(SHARED).join(corpus);
    if !source.exists() {
        println!("skipped: no {corpus} beside this repository");
        return None;
    }
    let project = project();
    let output = run(project.path(), &[&["import", source.to_str().unwrap()], args].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    Some((project, out(&output)))
}

/// Every scalar of a tree.
fn scalars(node: &Node, into: &mut Vec<String>) {
    match &node.value {
        Value::Scalar { .. } if node.is_null() => {}
        Value::Scalar { text, .. } => into.push(text.to_string()),
        Value::List(items) => items.iter().for_each(|item| scalars(item, into)),
        Value::Map(entries) => entries.iter().for_each(|entry| scalars(&entry.node, into)),
    }
}

/// Holds each imported file against its source: the body byte for byte, every value of the front matter, no fault.
fn hold(project: &Path, corpus: &str, documents: usize) {
    let corpora = Path::new(SHARED);
    let mut names = String::new();
    for (path, bytes) in tree(&project.join("content/registry")) {
        assert!(path.extension().is_some_and(|end| end == "yaml"));
        names.push_str(&String::from_utf8(bytes).unwrap());
    }
    let (mut count, mut ids) = (0, BTreeSet::new());
    for (path, bytes) in tree(&project.join("content"))
        .into_iter()
        .filter(|(path, _)| !path.starts_with(project.join("content/registry")))
    {
        let text = String::from_utf8(bytes).unwrap();
        let path = path.strip_prefix(project.join("content")).unwrap().to_str().unwrap().to_owned();
        let kind = match path.split('/').next() {
            Some("incidents") => DocumentKind::Incident,
            Some("playbooks") => DocumentKind::Playbook,
            _ => DocumentKind::Page,
        };
        let source = Source { path: path.as_str().into(), text: text.as_str().into(), fault: None };
        let document = Document::read(FileId(0), &source, kind);
        assert_eq!(document.faults, [], "{path}");
        assert!(ids.insert(document.id.clone()), "{path}: {} is there twice", document.id);
        let head = head::split(&text);
        let from = head.fields.iter().find(|field| &*field.key == "x_imported_from").unwrap();
        let old = fs::read_to_string(corpora.join(from.node.text().unwrap())).unwrap();
        let old = head::split(&old);
        assert!(old.body == head.body, "{path}: the body is another");
        let mut values = Vec::new();
        old.fields.iter().for_each(|field| scalars(&field.node, &mut values));
        for value in values {
            let is_there = head.raw.contains(&value) || names.to_lowercase().contains(&value.to_lowercase());
            assert!(is_there || value.starts_with('/'), "{path}: `{value}` got lost");
        }
        count += 1;
    }
    assert_eq!(count, documents, "{corpus}");
}

#[test]
fn a_real_status_page_is_taken_in() {
    let Some((project, report)) = imported("packit-status", &["--from", "cstate"]) else { return };
    hold(project.path(), "packit-status", 108);
    assert!(report.ends_with("108 imported, 0 before, 2 passed over, 0 not imported\n"), "{report}");
    let services = fs::read_to_string(project.path().join("content/registry/services.yaml")).unwrap();
    assert_eq!(services.matches("\n  name: ").count(), 20);
    clean(project.path());
}

#[test]
fn real_post_mortems_are_taken_in() {
    let Some((project, report)) = imported("dfds-postmortems", &["--from", "markdown"]) else { return };
    hold(project.path(), "dfds-postmortems", 40);
    assert!(report.ends_with("40 imported (2 as plain pages), 0 before, 2 passed over, 0 not imported\n"));
    clean(project.path());
}

#[test]
fn real_runbooks_are_taken_in() {
    let args = ["--from", "markdown", "--kind", "playbook"];
    let Some((project, report)) = imported("prometheus-runbooks", &args) else { return };
    hold(project.path(), "prometheus-runbooks", 111);
    assert!(report.ends_with("111 imported, 0 before, 10 passed over, 0 not imported\n"));
    clean(project.path());
}

/// No error of the front matter, and in the profile for the first weeks the site is built.
fn clean(project: &Path) {
    let check = run(project, &["check", "--only", "@front-matter", "--fail-on", "warn", "--no-clock"]);
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stderr));
    fs::write(project.join("site.toml"), "[site]\ntitle = \"T\"\n[lint]\nprofile = \"starter\"\n").unwrap();
    let build = run(project, &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", String::from_utf8_lossy(&build.stderr));
}
