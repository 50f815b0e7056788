//! A large site, drawn: no page grows with the number of documents, and every page is near.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use amends::check::How;
use amends::config::SITE_TOML;
use amends::date::Day;
use amends::document::incident::blame::CauseType;
use amends::document::incident::{Kind, NoticedBy, Origin};
use amends::pipeline::{Book, Settings, judged, site};
use amends::source::Sources;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes that a page may have beyond its own text.
const BEYOND_TEXT: usize = 30_000;

/// Elements that it may have.
const ELEMENTS: usize = 1_500;

/// How many incidents there are.
const INCIDENTS: usize = 1_200;

#[test]
fn no_page_grows_with_the_number_of_documents() {
    let pages = drawn();
    assert!(pages.contains_key("incidents/2024-03.html"), "a full year is cut by month");
    assert!(pages.contains_key("clients/client-1/incidents.html"), "a client with many has a list");
    assert!(pages.contains_key("prevention/2025-01.html"), "open steps are cut by month");
    assert!(pages.contains_key("incidents/by/playbook-crisis.html"), "so are the uses of a playbook");
    assert!(!pages.contains_key("all/i.html"), "names are cut by their letters");
    assert!(
        pages.contains_key("all/incident2.html") && pages.contains_key("all/incident11.html"),
        "as far as needed"
    );
    for (address, page) in &pages {
        let beyond = page.len() - text_of(page).len();
        assert!(beyond <= BEYOND_TEXT, "{address}: {beyond} bytes beyond its text");
        let elements = page.matches('<').count() - page.matches("</").count() - page.matches("<!").count();
        assert!(elements <= ELEMENTS, "{address}: {elements} elements");
    }
}

#[test]
fn very_many_names_are_found_by_letter_after_letter() {
    let letters = || b'a'..=b'z';
    let tags = letters().flat_map(|one| letters().map(move |two| (char::from(one), char::from(two))));
    let tags = tags.flat_map(|(one, two)| (0..9).map(move |number| format!("{one}{two}{number}: {{}}\n")));
    let tags: String = tags.collect();
    let sources = Sources::from_texts([("content/registry/tags.yaml", tags.as_str())]);
    let site = site(Settings::read(""), sources, Day::parse("2026-11-22").unwrap());
    let book = Book::new(judged(site, &How::default()), []).unwrap();
    let draw = |url: &str| String::from_utf8(book.draw(book.page(url).unwrap()).unwrap()).unwrap();
    let (first, letter, part) = (draw("all.html"), draw("all/q.html"), draw("all/qx.html"));
    assert!(main_of(&first).contains("href=\"all/q.html\"") && !first.contains("all/qx.html"));
    assert!(
        main_of(&letter).contains("href=\"../all/qx.html\"") && letter.contains("234 pages by name"),
        "{letter}"
    );
    assert!(main_of(&part).contains("href=\"../tags/qx8.html\"") && !part.contains("qy8"));
}

#[test]
fn every_page_is_three_clicks_from_the_first_at_most() {
    let pages = drawn();
    let mut near = BTreeSet::from(["index.html".to_owned()]);
    let mut edge = near.clone();
    for _ in 0..3 {
        edge = edge.iter().flat_map(|from| links(from, &pages[from.as_str()])).collect();
        edge.retain(|to| pages.contains_key(to) && !near.contains(to));
        near.extend(edge.iter().cloned());
    }
    let far: Vec<&String> =
        pages.keys().filter(|address| !near.contains(*address) && *address != "404.html").collect();
    assert!(
        far.is_empty(),
        "{} of {} pages are too far: {:?}",
        far.len(),
        pages.len(),
        far.iter().take(9).collect::<Vec<_>>()
    );
}

#[test]
fn lists_hold_every_incident_once() {
    let pages = drawn();
    let of_year = |year: &str| -> Vec<String> {
        let months = pages
            .keys()
            .filter(|address| address.starts_with(&format!("incidents/{year}-")) && address.len() == 22);
        let main = |address: &String| links(address, main_of(&pages[address.as_str()]));
        months
            .flat_map(main)
            .filter(|to| to.starts_with("incidents/20") && to.contains("-incident-"))
            .collect()
    };
    let mut all: Vec<String> = ["2023", "2024", "2025"].iter().flat_map(|year| of_year(year)).collect();
    all.sort();
    all.dedup();
    assert_eq!(all.len(), INCIDENTS);
}

type Pages = BTreeMap<String, String>;

fn drawn() -> Pages {
    let mut texts = vec![
        (SITE_TOML.to_owned(), "[site]\ntitle = \"Many\"\nsearch = false\n".to_owned()),
        ("content/registry/clients.yaml".to_owned(), names("client", 9)),
        ("content/registry/services.yaml".to_owned(), names("service", 200)),
        ("content/registry/teams.yaml".to_owned(), "desk: { name: Desk }\n".to_owned()),
        ("content/registry/people.yaml".to_owned(), "omar: { name: Omar Haddad }\n".to_owned()),
        ("content/playbooks/crisis.md".to_owned(), PLAYBOOK.to_owned()),
    ];
    texts.extend((0..INCIDENTS).map(incident));
    let texts: Vec<(&str, &str)> = texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let sources = Sources::from_texts(texts);
    let text = sources.find(SITE_TOML).map(|file| sources.text(file).to_owned()).unwrap_or_default();
    let site = site(Settings::read(&text), sources, Day::parse("2025-12-02").unwrap());
    let book = Book::new(judged(site, &How::default()), []).unwrap_or_else(|faults| panic!("{faults:?}"));
    let draw = |page: &amends::pages::Page| {
        let bytes = book.draw(page).unwrap_or_else(|fault| panic!("{fault}"));
        (page.url.to_string(), String::from_utf8(bytes).unwrap())
    };
    book.pages().par_iter().filter(|page| page.url.ends_with(".html")).map(draw).collect()
}

fn names(word: &str, count: usize) -> String {
    (0..count).map(|number| format!("{word}-{number}: {{ name: The {word} number {number} }}\n")).collect()
}

const PLAYBOOK: &str = "---\ntitle: A client calls\nwhen: Something is broken\nstatus: active\nsteps:\n  - { id: call, title: Call, captures: [call] }\n---\n";

fn incident(number: usize) -> (String, String) {
    let (year, month, day) = (2023 + number % 3, 1 + number / 3 % 12, 1 + number % 28);
    let id = format!("{year}-{month:02}-{day:02}-incident-{number:04}");
    let (client, service) = (number % 9, number % 200);
    let one = |of: &[&'static str]| of.iter().cycle().nth(number).copied().unwrap();
    let text = format!(
        "---\ntitle: Incident {number} of the service that everybody uses\ndate: {year}-{month:02}-{day:02}\n\
         status: published\nclient: client-{client}\nseverity: sev{}\ntype: {}\nnoticed_by: {}\norigin: {}\n\
         services: [service-{service}]\nwhat_went_wrong: The form sent no mail for an hour.\n\
         blame_taken: {{ by: desk, statement: We did not look., could_have_averted: A look. }}\n\
         apology: {{ at: {year}-{month:02}-{day:02}, words: We are sorry. }}\n\
         plan: {{ statement: It works by noon, promised_by: {year}-{month:02}-{day:02} }}\n\
         causes: [{{ id: c1, fact: Nobody was told, type: {} }}]\nplaybook: crisis\n\
         deviations: [{{ step: call, reason: a letter was asked for }}]\n\
         prevention: [{{ id: p1, step: Send a test mail each hour, owner: omar, due: 2025-01-{day:02}, averts: c1 }}]\n---\n\
         ## Lessons\n\n- Look each day\n",
        1 + number % 4,
        one(Kind::WORDS),
        one(NoticedBy::WORDS),
        one(Origin::WORDS),
        one(CauseType::WORDS)
    );
    (format!("content/incidents/{id}.md"), text)
}

/// The text between the tags.
fn text_of(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<').skip(1) {
        text.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    text
}

fn main_of(page: &str) -> &str {
    page.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).unwrap().0
}

/// Where the links of a page lead, as addresses from the root.
fn links(from: &str, page: &str) -> Vec<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let hrefs = page.split(" href=\"").skip(1).filter_map(|rest| rest.split(['"', '#']).next());
    hrefs.filter_map(|href| amends::address::join(folder, href)).collect()
}
