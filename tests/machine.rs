//! What programs read: feeds, calendars, tables, data and their schema; and what the site knows from git.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use amends::check::How;
use amends::date::{Day, Instant};
use amends::history::{Changes, History, Why};
use amends::pages::data::schema;
use amends::pages::table::{INCIDENT_COLUMNS, STEP_COLUMNS};
use amends::pipeline::{Book, Settings, judged, site};
use amends::source::Sources;
use icalendar::{Calendar, CalendarComponent, Component as _};
use quick_xml::events::Event;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

const SITE: &str = "[site]\ntitle = \"Notes; of, us\"\ntimezone = \"Europe/Berlin\"\nedit-url = \"https://git.example/edit/{path}\"\n";

const PEOPLE: &str =
    "lena: { name: Lena Voss, team: web }\nomar: { name: Omar Haddad, team: ops, roles: [on-call] }\n";

const CLIENTS: &str = "acme: { name: ACME GmbH }\nclient-7: { name: Initech, aliases: [Initech Ltd], confidential: true, codename: client-7 }\n";

const MAIL: &str = "---
title: '=cmd(1), \"mail\" & <b>more</b> 漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字'
date: 2025-11-02
client: client-7
status: published
severity: sev2
services: [shop]
tags: [mail]
what_went_wrong: '@everyone got mail; it was, in short, wrong\\again'
blame_taken: { share: most, by: web, statement: We did not look., others: [{ party: acme, fact: SECRET-OTHERS }] }
times: { started: 2025-11-02 09:00, detected: 2025-11-02T10:00+01:00 }
call: { what: x, sorry: x, plan: Works by noon, by_when: 2025-12-24T12:00+01:00 }
prevention:
  - { id: p1, step: 'Look each hour, and each day; \\ or so', owner: on-call, due: 2025-12-20, evidence: '-1+1' }
  - { step: Look each week, owner: lena, due: 2025-11-30, status: in-progress }
  - { id: p4, step: Overdue for years, owner: lena, due: 2023-01-01 }
  - { id: p3, step: Done already, owner: lena, due: 2025-11-30, status: done, done_at: 2025-11-29 }
follow_up: { due: 2025-12-30, by: lena }
trust_steps: [{ step: Write on Fridays, due: 2025-12-26 }]
amends: { kind: credit, value: one month }
fix: { what: Mended, cost: 1200 }
---
";

fn shared(text: &str) -> String {
    text.replace("status: published", "status: published\nvisibility: client")
        .replace("2025-11-02", "2025-11-03")
        .replace("Write on Fridays", "SECRET-TRUST")
        .replace("one month", "SECRET-AMENDS")
        .replace("1200", "SECRET-COST")
}

fn texts() -> Vec<(String, String)> {
    let draft = "---\ntitle: Being written\ndate: 2025-11-20\nclient: acme\nwhat_went_wrong: It broke.\nprevention: [{ step: Never shown, due: 2025-12-01 }]\n---\n";
    let playbook = "---\ntitle: They call\nwhen: they call\nstatus: active\nowner: omar\nreviewed_at: 2025-01-10\nreview_every: 11 months\nsteps: [{ id: answer, title: Answer, within: 15m }]\n---\n";
    let mut texts = vec![
        ("site.toml", SITE.to_owned()),
        ("content/registry/clients.yaml", CLIENTS.to_owned()),
        ("content/registry/people.yaml", PEOPLE.to_owned()),
        (
            "content/registry/teams.yaml",
            "web: { name: Web team }\nops: { name: Ops }\nidle: { name: Idle }\n".to_owned(),
        ),
        ("content/registry/services.yaml", "shop: { name: Shop }\n".to_owned()),
        ("content/registry/tags.yaml", "mail: { name: Mail }\n".to_owned()),
        ("content/incidents/2025-11-02-mail.md", MAIL.to_owned()),
        ("content/incidents/2025-11-03-shared.md", shared(MAIL)),
        ("content/incidents/2025-11-20-draft.md", draft.to_owned()),
        ("content/playbooks/call.md", playbook.to_owned()),
        ("content/pages/about.md", "# About us\n\nText.\n".to_owned()),
    ];
    // More incidents than a feed holds.
    for day in 1..=22 {
        let text = format!(
            "---\ntitle: Incident {day}\ndate: 2025-10-{day:02}\nclient: acme\nstatus: published\nwhat_went_wrong: It broke.\n---\n"
        );
        let path: &'static str =
            Box::leak(format!("content/incidents/2025-10-{day:02}-x.md").into_boxed_str());
        texts.push((path, text));
    }
    texts.into_iter().map(|(path, text)| (path.to_owned(), text)).collect()
}

fn book(texts: Vec<(String, String)>) -> Book {
    book_on("2025-12-02", texts)
}

fn book_on(day: &str, texts: Vec<(String, String)>) -> Book {
    book_of(day, texts, History::unknown(Why::NotAsked))
}

fn book_of(day: &str, texts: Vec<(String, String)>, history: History) -> Book {
    let settings = texts[0].1.clone();
    let sources = Sources::from_texts(texts);
    let site = site(Settings::read(&settings), sources, Day::parse(day).unwrap());
    let checked = judged(site, &How::default());
    Book::with_history(checked, history, []).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn file(book: &Book, address: &str) -> String {
    let page = book.page(address).unwrap_or_else(|| panic!("no {address}"));
    String::from_utf8(book.draw(page).unwrap()).unwrap()
}

fn data(book: &Book) -> Value {
    serde_json::from_str(&file(book, "amends.json")).unwrap()
}

#[test]
fn the_data_match_their_schema() {
    let schema = schema();
    let validator = jsonschema::draft7::new(&schema).unwrap();
    let data = data(&book(texts()));
    let faults: Vec<String> = validator.iter_errors(&data).map(|fault| fault.to_string()).collect();
    assert_eq!(faults, Vec::<String>::new());
    for (pointer, wrong) in
        [("/version", json!(2)), ("/incidents/0/id", json!(7)), ("/promises/0/due", Value::Null)]
    {
        let mut other = data.clone();
        *other.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&other), "{pointer}");
    }
    let mut other = data.clone();
    other["prevention"][0].as_object_mut().unwrap().remove("state");
    assert!(!validator.is_valid(&other));
    let written: Value = serde_json::from_str(&file(&book(texts()), "amends.schema.json")).unwrap();
    assert_eq!(written, schema);
    let output = Command::new(env!("CARGO_BIN_EXE_amends")).args(["schema", "site-data"]).output().unwrap();
    assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap(), schema);
}

#[test]
fn the_data_hold_every_record() {
    let data = data(&book(texts()));
    assert_eq!(data["incidents"].as_array().unwrap().len(), 25);
    assert_eq!(data["prevention"].as_array().unwrap().len(), 9);
    let mail = &data["incidents"][2];
    assert_eq!(mail["id"], "2025-11-02-mail");
    assert_eq!(
        mail["times"],
        json!({ "started": "2025-11-02T09:00:00+01:00", "detected": "2025-11-02T10:00:00+01:00" })
    );
    assert_eq!(
        (&mail["counted"], &mail["clients"], &mail["team"]),
        (&json!(true), &json!(["client-7"]), &json!("web"))
    );
    assert_eq!(data["incidents"][0]["counted"], false);
    let steps: Vec<(&str, &str, &str, Option<&str>)> = data["prevention"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| (&step["incident"], &step["id"], &step["state"], step["team"].as_str()))
        .filter(|(incident, ..)| *incident == "2025-11-02-mail")
        .map(|(incident, id, state, team)| {
            (incident.as_str().unwrap(), id.as_str().unwrap(), state.as_str().unwrap(), team)
        })
        .collect();
    let of_mail = "2025-11-02-mail";
    assert_eq!(
        steps,
        [
            (of_mail, "p1", "open", Some("ops")),
            (of_mail, "p2", "overdue", Some("web")),
            (of_mail, "p4", "overdue", Some("web")),
            (of_mail, "p3", "done", Some("web")),
        ]
    );
    assert_eq!(data["playbooks"][0]["review_due"], "2025-12-10");
    assert_eq!(data["playbooks"][0]["steps"][0]["within_minutes"], 15);
    let promises: Vec<&str> = data["promises"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|promise| promise["incident"] == "2025-11-02-mail")
        .map(|promise| promise["about"].as_str().unwrap())
        .collect();
    assert_eq!(promises, ["fix", "follow-up", "trust-step"]);
}

#[test]
fn what_must_stay_shut_is_in_no_file() {
    let book = book(texts());
    for page in book.pages().iter().filter(|page| !page.url.ends_with(".html")) {
        let text = file(&book, &page.url);
        for secret in ["Initech", "SECRET", "Lena", "Omar"] {
            // The owner of a step is named in the calendar, as on the board.
            let is_owner = page.url.ends_with(".ics") && ["Lena", "Omar"].contains(&secret);
            assert!(is_owner || !text.contains(secret), "{secret} in {}", page.url);
        }
    }
    let data = data(&book);
    assert!(data.get("people").is_none());
    let fields = |id: &str| {
        let incidents = data["incidents"].as_array().unwrap();
        let incident = incidents.iter().find(|incident| incident["id"] == id).unwrap();
        (incident.get("amends").is_some(), incident["fix"].get("cost").is_some())
    };
    assert_eq!(fields("2025-11-02-mail"), (true, true));
    assert_eq!(fields("2025-11-03-shared"), (false, false));
}

#[test]
fn tables_have_their_columns_and_no_formula() {
    let book = book(texts());
    for (address, columns, rows) in
        [("incidents.csv", INCIDENT_COLUMNS.as_slice(), 25), ("prevention.csv", STEP_COLUMNS.as_slice(), 9)]
    {
        let text = file(&book, address);
        assert!(text.ends_with("\r\n"), "{address}");
        let mut table = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(table.headers().unwrap().iter().collect::<Vec<_>>(), columns);
        let records: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!(records.len(), rows, "{address}");
        for cell in records.iter().flat_map(|record| record.iter()) {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{address}: {cell}");
        }
    }
    let text = file(&book, "incidents.csv");
    let mut table = csv::Reader::from_reader(text.as_bytes());
    let mail = table.records().map(Result::unwrap).find(|record| &record[0] == "2025-11-02-mail").unwrap();
    assert!(mail[1].starts_with("'=cmd(1), \"mail\" & <b>more</b>"));
    let steps = INCIDENT_COLUMNS.iter().position(|column| *column == "steps").unwrap();
    assert_eq!((&mail[steps], &mail[steps + 1], &mail[steps + 2]), ("4", "1", "2"));
}

fn events(text: &str) -> Vec<BTreeMap<&'static str, String>> {
    let calendar: Calendar = text.parse().unwrap();
    let event = |component: &CalendarComponent| {
        let event = component.as_event()?;
        let property = |name: &'static str| Some((name, event.property_value(name)?.to_owned()));
        let mut event: BTreeMap<&'static str, String> =
            ["UID", "DTSTAMP", "DTSTART", "DTEND", "URL", "TRANSP"]
                .into_iter()
                .filter_map(property)
                .collect();
        let parsed = component.as_event()?;
        event.extend(parsed.get_summary().map(|text| ("SUMMARY", text.to_owned())));
        event.extend(parsed.get_description().map(|text| ("DESCRIPTION", text.to_owned())));
        Some(event)
    };
    calendar.components.iter().filter_map(event).collect()
}

#[test]
fn calendars_hold_what_is_due() {
    let book = book(texts());
    let text = file(&book, "calendar.ics");
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "a line is too long");
    let all = events(&text);
    let of_mail: Vec<(&str, &str)> = all
        .iter()
        .filter(|event| !event["DESCRIPTION"].contains("2025-11-03-shared"))
        .map(|event| (event["DTSTART"].as_str(), event["SUMMARY"].as_str()))
        .collect();
    assert_eq!(
        of_mail,
        [
            ("20251130", "Due: Look each week"),
            ("20251210", "Walk through: They call"),
            ("20251220", "Due: Look each hour, and each day; \\ or so"),
            ("20251224", "Promised: Works by noon"),
            ("20251226", "Promised: Write on Fridays"),
            ("20251230", "Follow up: A look back with the client"),
        ]
    );
    let uids: BTreeSet<&str> = all.iter().map(|event| event["UID"].as_str()).collect();
    assert_eq!(uids.len(), all.len());
    assert!(
        all.iter().all(|event| event["DTSTAMP"] == "20251202T000000Z" && event["TRANSP"] == "TRANSPARENT")
    );
    // The ids stay when days pass and steps are added before.
    let later = texts().into_iter().map(|(path, text)| {
        (path, text.replace("prevention:\n", "prevention:\n  - { id: p9, step: New }\n"))
    });
    let later = events(&file(&book_on("2026-01-05", later.collect()), "calendar.ics"));
    let step = |events: &[BTreeMap<&str, String>]| {
        let step = events.iter().find(|event| event["SUMMARY"].contains("Look each hour")).unwrap();
        step["UID"].clone()
    };
    assert_eq!(step(&all), step(&later));
}

#[test]
fn each_team_has_its_calendar() {
    let book = book(texts());
    let of = |team: &str| {
        let text = file(&book, &format!("teams/{team}.ics"));
        let events = events(&text);
        events.into_iter().map(|event| event["SUMMARY"].clone()).collect::<BTreeSet<_>>()
    };
    let (web, ops) = (of("web"), of("ops"));
    assert!(web.contains("Due: Look each week") && web.contains("Promised: Works by noon"), "{web:?}");
    assert_eq!(
        ops,
        ["Due: Look each hour, and each day; \\ or so", "Walk through: They call"].map(str::to_owned).into()
    );
    assert_eq!(of("idle"), BTreeSet::new());
    assert!(file(&book, "teams/idle.ics").contains("BEGIN:VTIMEZONE\r\n"), "an empty calendar is none");
}

/// All ids of a feed, and all its links.
fn parts(xml: &str) -> (Vec<String>, Vec<String>) {
    let feed = atom_syndication::Feed::read_from(xml.as_bytes()).unwrap();
    let mut links: Vec<String> = feed.links().iter().map(|link| link.href().to_owned()).collect();
    links.extend(feed.entries().iter().flat_map(|entry| entry.links()).map(|link| link.href().to_owned()));
    let mut ids = vec![feed.id().to_owned()];
    ids.extend(feed.entries().iter().map(|entry| entry.id().to_owned()));
    (ids, links)
}

#[test]
fn feeds_are_well_formed_and_lead_to_pages() {
    let book = book(texts());
    let mut feeds = 0;
    for page in book.pages().iter().filter(|page| page.kind.name == "feed") {
        let xml = file(&book, &page.url);
        let mut reader = quick_xml::Reader::from_str(&xml);
        while !matches!(reader.read_event().unwrap(), Event::Eof) {}
        let (ids, links) = parts(&xml);
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{}", page.url);
        assert!(ids.iter().all(|id| id.starts_with("urn:uuid:")), "{ids:?}");
        let folder = page.url.rsplit_once('/').map_or("", |(folder, _)| folder);
        for link in links {
            let address = amends::address::join(folder, &link).unwrap();
            assert!(book.page(&address).is_some(), "{}: {link}", page.url);
        }
        feeds += 1;
    }
    assert_eq!(feeds, 1 + 3 + 1 + 1);
    let count = |address: &str| file(&book, address).matches("<entry>").count();
    assert_eq!((count("feed.xml"), count("clients/acme.xml"), count("clients/client-7.xml")), (20, 20, 2));
    assert_eq!(
        (count("services/shop.xml"), count("tags/mail.xml"), count("clients/internal.xml")),
        (2, 2, 0)
    );
    assert!(!file(&book, "feed.xml").contains("Being written"));
}

#[test]
fn pages_name_their_own_feeds_and_calendars() {
    let book = book(texts());
    for (page, link) in [
        ("clients/acme.html", "type=\"application/atom+xml\" href=\"../clients/acme.xml\""),
        ("services/shop.html", "type=\"application/atom+xml\" href=\"../services/shop.xml\""),
        ("tags/mail.html", "type=\"application/atom+xml\" href=\"../tags/mail.xml\""),
        ("teams/web.html", "type=\"text/calendar\" href=\"../teams/web.ics\""),
        ("feeds.html", "type=\"application/atom+xml\" href=\"feed.xml\""),
    ] {
        assert!(file(&book, page).contains(&format!("<link rel=\"alternate\" {link}")), "{page}");
    }
    let list = file(&book, "feeds.html");
    for page in book.pages() {
        let is_listed =
            page.url.ends_with(".ics") || page.url.ends_with(".csv") || page.url.ends_with(".json");
        // The numbers of a chart are beside the chart.
        let is_of_chart = page.url.starts_with("charts/");
        if (is_listed && !is_of_chart) || page.kind.name == "feed" {
            assert!(list.contains(&format!("href=\"{}\"", page.url)), "{} is not listed", page.url);
        }
    }
}

#[test]
fn a_site_that_knows_its_address_gives_absolute_ones() {
    let mut texts = texts();
    texts[0].1 = SITE.replace("[site]\n", "[site]\nurl = \"https://notes.example/kb\"\n");
    let book = book(texts);
    let (ids, links) = parts(&file(&book, "clients/acme.xml"));
    for address in ids.iter().chain(&links) {
        assert!(address.starts_with("https://notes.example/kb/"), "{address}");
    }
    assert!(links.contains(&"https://notes.example/kb/incidents/2025-10-22-x.html".to_owned()));
    let events = events(&file(&book, "calendar.ics"));
    assert!(events.iter().all(|event| event["URL"].starts_with("https://notes.example/kb/")));
    assert!(file(&book, "incidents.csv").contains("https://notes.example/kb/incidents/2025-11-02-mail.html"));
}

#[test]
fn a_file_that_is_written_in_pieces_is_the_file_that_is_drawn() {
    let book = book(texts());
    let mut long = 0;
    for page in book.pages() {
        let Some(write) = book.writer(page) else { continue };
        let mut pieces = Vec::new();
        write(&mut pieces).unwrap();
        assert!(pieces == book.draw(page).unwrap(), "{}", page.url);
        long += 1;
    }
    assert_eq!(long, 3);
}

#[test]
fn the_page_of_the_data_explains_every_field() {
    let page = file(&book(texts()), "data.html");
    for column in INCIDENT_COLUMNS.iter().chain(&STEP_COLUMNS) {
        assert!(page.contains(&format!("<code>{column}</code>")), "{column}");
    }
    let schema = schema();
    let records = schema["definitions"].as_object().unwrap().values().chain([&schema]);
    for field in records.flat_map(|record| record["properties"].as_object().unwrap()) {
        let (key, form) = field;
        assert!(page.contains(&format!("<dt><code>{key}</code>")), "{key}");
        assert!(form.get("description").is_some(), "{key} has no meaning");
    }
    assert!(!page.contains("<small></small>") && !page.contains("<small>, always"), "a field without a type");
}

#[test]
fn the_foot_of_a_page_says_what_git_knows() {
    let mut changes = Changes::default();
    let commit = changes.commit(Instant::of_unix(1_762_800_000).unwrap(), ["Zoë <z>", "Ada"]).unwrap();
    changes.wrote(&commit, "content/incidents/2025-11-02-mail.md");
    let history = History { folder: "kb/".into(), changes: Ok(changes) };
    let book = book_of("2025-12-02", texts(), history);
    let mail = file(&book, "incidents/2025-11-02-mail.html");
    assert!(mail.contains("Last change: <time>2025-11-10</time> by Zoë &lt;z&gt;."), "{mail}");
    assert!(mail.contains("Written by Ada and Zoë &lt;z&gt;."));
    assert!(mail.contains(
        "href=\"https://git.example/edit/kb/content/incidents/2025-11-02-mail.md\">Edit this page"
    ));
    let other = file(&book, "pages/about.html");
    assert!(other.contains("Not committed yet.") && !other.contains("Last change"));
    let index = file(&book, "incidents/index.html");
    assert!(!index.contains("Not committed yet.") && !index.contains("Edit this page"));
    for why in [Why::Shallow, Why::NoCheckout, Why::Failed] {
        let book = book_of("2025-12-02", texts(), History::unknown(why));
        let mail = file(&book, "incidents/2025-11-02-mail.html");
        assert!(mail.contains(why.sentence().unwrap()), "{why:?}");
        assert!(!mail.contains("Last change") && !mail.contains("Not committed yet."));
    }
}

fn git(folder: &Path, args: &[&str]) {
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args([
            "-c",
            "user.name=Ada Byron",
            "-c",
            "user.email=ada@notes.example",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_AUTHOR_DATE", "2025-11-05T23:30:00Z")
        .env("GIT_COMMITTER_DATE", "2025-11-05T23:30:00Z")
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Builds the project in a folder; the foot of the page about Mail, and what was said.
fn built(folder: &Path) -> (String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_amends"))
        .args(["build", "--today", "2025-12-02", "-C"])
        .arg(folder)
        .env("GIT_CEILING_DIRECTORIES", folder.ancestors().nth(2).unwrap())
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{said}");
    let page = fs::read_to_string(folder.join("public/incidents/moved.html")).unwrap();
    (page.split_once("This page:").unwrap().1.to_owned(), said)
}

#[test]
fn a_build_asks_git_and_says_what_it_cannot_know() {
    if Command::new("git").arg("--version").output().is_err() {
        println!("skipped: there is no git here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let top = folder.path().join("full");
    let project = top.join("notes");
    let incidents = project.join("content/incidents");
    fs::create_dir_all(&incidents).unwrap();
    fs::write(project.join("site.toml"), format!("{SITE}repo = \"https://git.example\"\n")).unwrap();
    let text = "---\ntitle: It broke\ndate: 2025-11-02\nclient: internal\nwhat_went_wrong: It broke.\n---\n";
    fs::write(incidents.join("first name.md"), text).unwrap();
    assert!(built_plain(&project).contains("It was not built from a git checkout"));
    git(&top, &["init", "-q"]);
    git(&top, &["add", "."]);
    git(&top, &["commit", "-q", "-m", "Write it down", "-m", "Co-authored-by: Bea Cid <bea@notes.example>"]);
    fs::remove_dir_all(project.join("public")).unwrap();
    fs::rename(incidents.join("first name.md"), incidents.join("moved.md")).unwrap();
    git(&top, &["add", "-A", "."]);
    git(&top, &["-c", "user.name=Dan Eve", "commit", "-q", "-m", "Give it another name"]);
    let (foot, said) = built(&project);
    // Half past eleven in UTC is the next day in Berlin.
    assert!(foot.contains("<time>2025-11-06</time> by Dan Eve."), "{foot}");
    assert!(foot.contains("Written by Ada Byron, Bea Cid and Dan Eve."), "{foot}");
    assert!(foot.contains("https://git.example/edit/notes/content/incidents/moved.md"), "{foot}");
    assert!(foot.contains("<a href=\"https://git.example\">Repository</a>"), "{foot}");
    assert!(!said.contains("warning"), "{said}");

    let shallow = folder.path().join("shallow");
    let from = format!("file://{}", top.display());
    git(folder.path(), &["clone", "-q", "--depth", "1", &from, shallow.to_str().unwrap()]);
    let (foot, said) = built(&shallow.join("notes"));
    assert!(foot.contains("shallow clone") && !foot.contains("Last change"), "{foot}");
    assert!(said.contains("warning: It was built from a shallow clone"), "{said}");
}

/// Builds a project that is in no checkout; a page of it.
fn built_plain(folder: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_amends"))
        .args(["build", "-q", "--today", "2025-12-02", "-C"])
        .arg(folder)
        .env("GIT_CEILING_DIRECTORIES", folder.ancestors().nth(2).unwrap())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    fs::read_to_string(folder.join("public/index.html")).unwrap()
}

#[test]
fn pictures_keep_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let incidents = folder.path().join("content/incidents");
    fs::create_dir_all(&incidents).unwrap();
    fs::write(folder.path().join("site.toml"), "[site]\ntitle = \"X\"\n").unwrap();
    let text = "---\ntitle: It broke\ndate: 2025-11-02\nclient: internal\nwhat_went_wrong: It broke.\n---\n\n![a](a.svg) ![b](b.png) ![c](c.gif)\n";
    fs::write(incidents.join("x.md"), text).unwrap();
    fs::write(incidents.join("a.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 480\"/>")
        .unwrap();
    fs::write(incidents.join("b.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\0\x80\x08\x02\0\0\0")
        .unwrap();
    fs::write(incidents.join("c.gif"), "no picture at all").unwrap();
    built_plain(folder.path());
    let page = fs::read_to_string(folder.path().join("public/incidents/x.html")).unwrap();
    assert!(page.contains("alt=\"a\" width=\"640\" height=\"480\" loading=\"lazy\""), "{page}");
    assert!(page.contains("alt=\"b\" width=\"256\" height=\"128\" loading=\"lazy\""), "{page}");
    assert!(page.contains("alt=\"c\" loading=\"lazy\""), "{page}");
}
