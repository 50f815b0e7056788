//! Whole sites, drawn: every page is sound, every link leads somewhere, and pages say what the documents say.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use amends::check::How;
use amends::config::SITE_TOML;
use amends::date::Day;
use amends::disk::read::{read, read_file};
use amends::pipeline::{Book, Settings, judged, site};
use amends::source::Sources;
use scraper::{Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const PEOPLE: &str =
    "lena: { name: Lena Voss, team: web-team }\nomar: { name: Omar Haddad, roles: [on-call] }\n";
const CLIENTS: &str = "acme: { name: ACME GmbH, aliases: [ACME] }\nclient-7: { name: Initech, confidential: true, codename: client-7 }\n";

/// A small site in which much is linked, and some of it is hostile.
fn small() -> Vec<(&'static str, &'static str)> {
    vec![
        (
            "site.toml",
            "[site]\ntitle = \"Notes & <b>more</b>\"\nurl = \"https://notes.example/kb/\"\ntimezone = \"Europe/Berlin\"\n",
        ),
        ("content/registry/clients.yaml", CLIENTS),
        ("content/registry/people.yaml", PEOPLE),
        ("content/registry/teams.yaml", "web-team: { name: Web team }\n"),
        ("content/registry/tags.yaml", "mail: { name: Mail }\n"),
        ("content/incidents/2025-03-04-form.md", FORM),
        (
            "content/incidents/2025-06-01-draft.md",
            "---\ntitle: Being written\ndate: 2025-06-01\nclient: client-7\nwhat_went_wrong: A mail went to the wrong list.\n---\n",
        ),
        (
            "content/incidents/2025-03-05-merged.md",
            "---\ntitle: The same form\ndate: 2025-03-05\nclient: acme\nstatus: superseded\nsuperseded_by: 2025-03-04-form\n---\n",
        ),
        (
            "content/incidents/2024-11-02-mail.md",
            "---\ntitle: Order mails came late\ndate: 2024-11-02\nclient: acme\nstatus: published\nvisibility: client\nwhat_went_wrong: Mails came a day late.\nblame_taken: { statement: We did not look., others: [{ party: acme, fact: The list was old }] }\nprevention:\n  - { id: p2, step: Look each day, owner: omar, due: 2024-12-01, status: done, done_at: 2024-11-30, verified_at: 2024-12-02 }\n  - { step: Look each hour, due: 2024-12-20 }\namends: { kind: credit, value: one month free }\nrelationship: { before: steady, after: weaker }\n---\n\n# Order mails came late\n\nIt began as [the form](2025-03-04-form.md#timeline) did.\n\n#### Deep\n\n### Less deep\n",
        ),
        ("content/playbooks/crisis.md", CRISIS),
        (
            "content/pages/about.md",
            "# About us\n\nSee [the call](../playbooks/crisis.md#call-them) and [[crisis#answer-now]], and [[2025-03-05-merged]].\n\n## {{ x }} {% if %}\n\nEnd[^1].\n\n[^1]: A note.\n",
        ),
    ]
}

const FORM: &str = r#"---
title: 'Form <script>alert("x")</script> lost mail'
date: 2025-03-04
client: acme
status: published
severity: sev1
aliases: [/old/form/, incidents/form.html]
tags: [mail]
people: { lead: lena }
times: { started: 2025-03-03T16:00+01:00, detected: 2025-03-04T09:05+01:00, client_told: 2025-03-04T09:40+01:00, fixed: 2025-03-04T11:02+01:00 }
what_went_wrong: The form sent no mail.
client_voice: I had no answer.
call: { what: No mail left., sorry: I am sorry., plan: Works by noon., by_when: 2025-03-04T12:00+01:00 }
blame_taken: { share: most, by: web-team, statement: We changed the password., could_have_averted: A test mail. }
causes: [{ id: c1, fact: The password was changed by hand, type: process }]
type: defect
noticed_by: us
apology: { at: 2025-03-04T09:40+01:00, channel: call, words: We are sorry about your mail. }
plan: { statement: Mail works again, promised_by: 2025-03-04T12:00+01:00 }
follow_up: { due: 2025-03-11 }
playbook_changes: [Ask who else waits]
prevention:
  - { id: p1, step: Hourly test mail, owner: omar, due: 2025-03-14, averts: [our-part, c1] }
  - { id: p1, step: The same id again }
playbook: crisis
deviations: [{ step: call-them, reason: they asked for mail }]
recurrence_of: 2024-11-02-mail
defeats: [{ step: 2024-11-02-mail#p2, why: insufficient }]
x_ticket: { id: OPS-1, seen: [a, b] }
---

Text before a heading, as in [the playbook](../playbooks/crisis.md).

## Timeline

- 09:05 client calls

## What went well

- The client thanked us

## Lessons

A test mail costs nothing.

## Prevention

<b onclick="alert(1)">raw</b> and [bad](javascript:alert(1)).
"#;

const CRISIS: &str = r#"---
title: A client calls
when: Something is broken
status: active
owner: lena
steps:
  - { id: pick-up, title: Answer now, within: 15m, do: [Answer], say: [Thank you], dont: [Guess], done_when: Somebody spoke, from: [S1.9, S1.10, S5.1] }
  - { id: call-them, title: Call, required: false, after: [pick-up], from: [2025-03-04-form] }
---

First words.

## Answer now

Why it must be quick.

### In detail

More.

## Something else

The rest.
"#;

#[test]
fn a_small_site_is_sound() {
    sound(&drawn(Sources::from_texts(small())));
}

#[test]
fn the_knowledge_base_is_sound() {
    sound(&drawn_folder(Path::new(env!("CARGO_MANIFEST_DIR"))));
}

#[test]
fn the_examples_of_the_specification_are_sound() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/spec/examples");
    if Path::new(folder).exists() {
        sound(&drawn_folder(Path::new(folder)));
    } else {
        println!("skipped: ../shared is not beside this repository");
    }
}

#[test]
fn an_empty_site_is_sound() {
    sound(&drawn(Sources::from_texts([("site.toml", "[site]\ntitle = \"Nothing yet\"\n")])));
}

#[test]
fn every_document_has_the_pages_that_it_must_have() {
    let pages = drawn(Sources::from_texts(small()));
    for address in [
        "index.html",
        "404.html",
        "all.html",
        "incidents/index.html",
        "incidents/2024.html",
        "incidents/2025.html",
        "incidents/2025-03-04-form.html",
        "incidents/form.html",
        "old/form/index.html",
        "incidents/2025-03-05-merged.html",
        "playbooks/index.html",
        "playbooks/crisis.html",
        "pages/about.html",
        "prevention/index.html",
        "prevention/done.html",
        "clients/acme.html",
        "teams/web-team.html",
        "tags/mail.html",
        "rules/index.html",
        "rules/missing-field.html",
        "about.html",
        "causes/index.html",
        "causes/process.html",
        "founding.html",
        "incidents/by/cause-process.html",
        "incidents/by/detected-by-us.html",
        "incidents/by/severity-1.html",
        "incidents/by/status-draft.html",
        "incidents/by/type-defect.html",
        "lessons/cause-process.html",
        "lessons/index.html",
        "promises.html",
    ] {
        assert!(pages.contains_key(address), "{address} is not there");
    }
    assert!(pages["old/form/index.html"].contains("url=../../incidents/2025-03-04-form.html"));
    assert!(pages["incidents/2025-03-05-merged.html"].contains("Merged into another write-up"));
    assert!(pages["404.html"].contains("href=\"/kb/s.css\""));
    assert!(
        pages["index.html"].contains("<link rel=\"canonical\" href=\"https://notes.example/kb/index.html\">")
    );
}

#[test]
fn an_incident_says_what_its_front_matter_says() {
    let page = &drawn(Sources::from_texts(small()))["incidents/2025-03-04-form.html"];
    let text = text_of(page);
    for said in [
        "Lasted 19 h 2 min",
        "To notice 17 h 5 min",
        "To tell the client 35 min",
        "not recorded",
        "overdue 263 days",
        "Averts our part, The password was changed by hand",
        "0 of 2 done",
        "Again after Order mails came late",
        "A step that did not hold: Look each day insufficient",
        "Most of it is ours, taken by Web team",
        "x_ticket id: OPS-1 seen: a seen: b",
        "raw</b> and bad.",
    ] {
        assert!(text.contains(said), "{said:?} is not in:\n{text}");
    }
    assert!(page.contains("&lt;script&gt;alert"));
    assert!(!page.contains("javascript:"));
}

#[test]
fn a_playbook_shows_each_step_with_its_section() {
    let page = &drawn(Sources::from_texts(small()))["playbooks/crisis.html"];
    let html = Html::parse_document(page);
    let step = html.select(&selector("#pick-up")).next().unwrap();
    let step: String = step.text().collect::<Vec<_>>().join(" ");
    assert!(step.contains("Why it must be quick.") && step.contains("within 15 min"), "{step}");
    assert_eq!(html.select(&selector("#pick-up #in-detail")).count(), 1);
    assert_eq!(html.select(&selector("#pick-up h4")).count(), 1);
    assert_eq!(html.select(&selector("#answer-now")).count(), 1);
    let text = text_of(page);
    assert!(text.contains("the ten-step plan (9, 10), Ever mess up a client's project? (1)"), "{text}");
    assert!(text.contains("after: Answer now") && text.contains("may be left out"), "{text}");
    assert!(
        text.contains(
            "Left out or changed in: Form <script>alert(\"x\")</script> lost mail (they asked for mail)"
        ),
        "{text}"
    );
}

/// Specification C.3: what is between us and a client is on no page that the client may read, and a confidential
/// client's name is on none at all.
#[test]
fn what_is_not_for_everybody_is_not_shown() {
    let pages = drawn(Sources::from_texts(small()));
    let shared = &pages["incidents/2024-11-02-mail.html"];
    for hidden in ["one month free", "weaker", "The list was old"] {
        assert!(!shared.contains(hidden), "{hidden}");
    }
    for (address, page) in &pages {
        assert!(!page.contains("Initech"), "{address} names a confidential client");
    }
}

#[test]
fn a_draft_shows_its_findings_and_is_not_counted() {
    let pages = drawn(Sources::from_texts(small()));
    assert!(text_of(&pages["incidents/2025-06-01-draft.html"]).contains("This is a draft."));
    assert!(text_of(&pages["index.html"]).contains("2 incidents and 1 playbook."));
    assert!(!text_of(&pages["incidents/2025-03-04-form.html"]).contains("The check found"));
}

#[test]
fn the_first_page_answers_at_once() {
    let page = &drawn(Sources::from_texts(small()))["index.html"];
    let text = text_of(page);
    for said in [
        "2 prevention steps and 1 promise are overdue.",
        "A client is calling Opens the playbook “A client calls”. It begins with: Answer now (within 15 min), Call.",
        "A look back with the client promised to ACME GmbH for 2025-03-11 ! overdue 266 days",
        "Hourly test mail prevention · Omar Haddad · due 2025-03-14 ! overdue 263 days",
        "again, after “Order mails came late”",
        "Newest lesson A test mail costs nothing.",
        "Being written Being written 2025-06-01 · client-7 · begun 184 days ago",
        "never rehearsed",
    ] {
        assert!(text.contains(said), "{said:?} is not in:\n{text}");
    }
    assert!(page.contains("<a class=\"call\" href=\"playbooks/crisis.html\">"), "{page}");
}

#[test]
fn lists_by_one_field_hold_what_is_counted() {
    let pages = drawn(Sources::from_texts(small()));
    let text = text_of(&pages["incidents/by/severity-1.html"]);
    assert!(text.contains("SEV 1 incidents 1 incident, newest first."), "{text}");
    assert!(text.contains("Noticed by us 1") && text.contains("Status draft 1 published 2"), "{text}");
    assert!(!pages.contains_key("incidents/by/status-superseded.html"), "what was merged has no list");
    assert!(text_of(&pages["incidents/by/status-draft.html"]).contains("Being written"));
}

#[test]
fn promises_tell_what_was_kept() {
    let pages = drawn(Sources::from_texts(small()));
    let text = text_of(&pages["promises.html"]);
    for said in [
        "Of 2 promises whose time has come, 1 was kept in time.",
        "Overdue 1 Promise By Kept Status A look back with the client",
        "Mail works again ACME GmbH, Form <script>",
        "ACME GmbH 2 1 0 0 1",
    ] {
        assert!(text.contains(said), "{said:?} is not in:\n{text}");
    }
    let client = text_of(&pages["clients/acme.html"]);
    for said in [
        "Promises kept 1 of 2 in time",
        "Apologies we gave 1 We are sorry about your mail.",
        "What we gave to make up for it 1 Credit: one month free",
    ] {
        assert!(client.contains(said), "{said:?} is not in:\n{client}");
    }
}

#[test]
fn lessons_are_gathered_by_cause() {
    let pages = drawn(Sources::from_texts(small()));
    for address in ["lessons/index.html", "lessons/cause-process.html"] {
        let text = text_of(&pages[address]);
        for said in [
            "What we learnt 1 A test mail costs nothing.",
            "What would have averted it 1 A test mail.",
            "What went well 1 The client thanked us",
            "What playbooks learned 1 Ask who else waits",
            "Apologies that were given 1 We are sorry about your mail.",
        ] {
            assert!(text.contains(said), "{address}: {said:?} is not in:\n{text}");
        }
    }
    assert!(text_of(&pages["causes/process.html"]).contains("averted by 1 step"));
}

#[test]
fn all_steps_of_the_founding_texts_are_there() {
    let page = &drawn(Sources::from_texts(small()))["founding.html"];
    let html = Html::parse_document(page);
    assert_eq!(html.select(&selector(".seeds > li")).count(), 82);
    let step = html.select(&selector("[id=\"S1.6\"]")).next().unwrap();
    let text: String = step.text().collect();
    assert!(text.contains("Rules: ") && text.contains("non-apology"), "{text}");
    assert!(text.contains("In 1 incident, last: Form"), "{text}");
    let step = html.select(&selector("[id=\"S1.9b\"]")).next().unwrap();
    assert!(step.text().collect::<String>().contains("In no incident yet."));
}

#[test]
fn an_incident_shows_its_three_answers_and_its_playbook() {
    let page = &drawn(Sources::from_texts(small()))["incidents/2025-03-04-form.html"];
    let text = text_of(page);
    for said in [
        "What went wrong The form sent no mail. Blame we take We changed the password. Prevention 0 of 2 done Hourly test mail ! overdue 263 days",
        "we told the client first",
        "2 steps: 1 left out or changed on purpose",
        "◐ changed they asked for mail",
        "Most of it is ours, taken by Web team",
    ] {
        assert!(text.contains(said), "{said:?} is not in:\n{text}");
    }
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    assert!(drawn(Sources::from_texts(small())) == drawn(Sources::from_texts(small())));
}

type Pages = BTreeMap<String, String>;

fn drawn_folder(root: &Path) -> Pages {
    let settings = read_file(root, SITE_TOML);
    drawn(read(root, "registry", vec![settings]).unwrap())
}

fn drawn(sources: Sources) -> Pages {
    let text = sources.find(SITE_TOML).map(|file| sources.text(file).to_owned()).unwrap_or_default();
    let site = site(Settings::read(&text), sources, Day::parse("2025-12-02").unwrap());
    let book = Book::new(judged(site, &How::default()), []).unwrap_or_else(|faults| panic!("{faults:?}"));
    let mut pages = Pages::new();
    for page in book.pages() {
        let bytes = book.draw(page).unwrap_or_else(|fault| panic!("{fault}"));
        pages.insert(page.url.to_string(), String::from_utf8(bytes).unwrap());
    }
    for address in book.statics().map(|(address, _)| address).chain(book.assets().map(|(_, address)| address))
    {
        pages.insert(address.to_owned(), String::new());
    }
    pages
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn text_of(page: &str) -> String {
    let html = Html::parse_document(page);
    let main = html.select(&selector("main")).next().unwrap();
    let text: String = main.text().collect::<Vec<_>>().join(" ");
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").replace(" ,", ",").replace(" :", ":").replace(" .", ".").replace("( ", "(")
}

/// One `h1`, no skipped level, no id twice, nothing inline, and every link leads to a page and a place on it.
fn sound(pages: &Pages) {
    let parsed: BTreeMap<&str, Html> = pages
        .iter()
        .filter(|(address, _)| address.ends_with(".html"))
        .map(|(address, page)| (address.as_str(), Html::parse_document(page)))
        .collect();
    let ids: BTreeMap<&str, Vec<&str>> = parsed
        .iter()
        .map(|(address, page)| {
            (*address, page.select(&selector("[id]")).filter_map(|it| it.value().id()).collect())
        })
        .collect();
    for (address, page) in &parsed {
        assert_eq!(page.errors, Vec::<String>::new(), "{address}");
        assert_eq!(page.select(&selector("h1")).count(), 1, "{address}: h1");
        assert_eq!(
            page.select(&selector("script:not([src]), style, [style], [onclick]")).count(),
            0,
            "{address}: inline"
        );
        let once: BTreeSet<&str> = ids[address].iter().copied().collect();
        assert_eq!(once.len(), ids[address].len(), "{address}: an id twice among {:?}", ids[address]);
        let mut level = 0;
        for heading in page.select(&selector("h1, h2, h3, h4, h5, h6")) {
            let deep: u8 = heading.value().name().trim_start_matches('h').parse().unwrap();
            assert!(deep <= level + 1, "{address}: h{deep} after h{level}");
            level = deep;
        }
        let base = if *address == "404.html" { return_root(page) } else { String::new() };
        for link in page.select(&selector("[href], [src]")) {
            let to = link.value().attr("href").or(link.value().attr("src")).unwrap();
            leads_somewhere(address, &base, to, pages, &ids);
        }
    }
}

/// What stands before the links of a page that is shown at any depth.
fn return_root(page: &Html) -> String {
    let home = page.select(&selector("a.brand")).next().unwrap();
    home.value().attr("href").unwrap().strip_suffix("index.html").unwrap().to_owned()
}

fn leads_somewhere(from: &str, base: &str, to: &str, pages: &Pages, ids: &BTreeMap<&str, Vec<&str>>) {
    if to.contains(':') {
        return;
    }
    let to = to.strip_prefix(base).unwrap_or(to);
    let (path, anchor) = to.split_once('#').unwrap_or((to, ""));
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let address = if path.is_empty() {
        Some(from.to_owned())
    } else {
        amends::address::join(folder, &amends::address::decode(path))
    };
    let address = address.unwrap_or_else(|| panic!("{from}: {to} leaves the site"));
    assert!(pages.contains_key(&address), "{from}: {to} leads to {address}, which is not there");
    let known = anchor.is_empty() || ids.get(address.as_str()).is_some_and(|ids| ids.contains(&anchor));
    assert!(known, "{from}: {to} leads to no place on {address}");
}
