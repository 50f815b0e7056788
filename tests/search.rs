//! What a browser searches in: it holds the words of the pages, is small, and is the same however it is made.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "helpers of tests")]

use amends::check::How;
use amends::date::Day;
use amends::pipeline::{Book, Settings, judged, site};
use amends::source::Sources;
use serde_json::Value;
use std::collections::BTreeMap;

const FORM: &str = "---\ntitle: Enquiries lost\ndate: 2025-03-04\nclient: acme\nseverity: sev2\nstatus: published\n\
    what_went_wrong: The contact form lost 31 enquiries.\nlang: en\ncauses:\n  - fact: Nobody watched the Überwachung\n---\n\n\
    ## Timeline {#when}\n\nThe KubePodCrashLooping alert was muted.\n";
const CHINESE: &str =
    "---\ntitle: 合同错误\ndate: 2025-05-01\nclient: secret\nlang: zh\n---\n\n## 经过\n\n服务器坏了。\n";

fn book(settings: &str, more: usize) -> Book {
    let clients =
        "acme: { name: ACME GmbH }\nsecret: { name: Initech, confidential: true, codename: Client 7 }\n";
    let mut files: Vec<(String, String)> = vec![
        ("content/registry/clients.yaml".into(), clients.into()),
        ("content/incidents/2025-03-04-form.md".into(), FORM.into()),
        ("content/incidents/2025-05-01-contract.md".into(), CHINESE.into()),
    ];
    for number in 0..more {
        let text = format!(
            "---\ntitle: Number {number}\ndate: 2024-01-0{}\n---\n\nword{number} common\n",
            1 + number % 9
        );
        files.push((format!("content/incidents/n{number}.md"), text));
    }
    let sources = Sources::from_texts(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let site = site(Settings::read(settings), sources, Day::parse("2025-06-01").unwrap());
    Book::new(judged(site, &How::default()), []).unwrap()
}

/// The data of every script of the index, by name.
fn scripts(book: &Book) -> BTreeMap<String, Value> {
    let pages = book.pages().iter().filter(|page| page.url.starts_with("search/"));
    let read = |page| {
        let text = String::from_utf8(book.draw(page).unwrap()).unwrap();
        let call = text.strip_prefix("amends(").and_then(|text| text.strip_suffix(")\n")).unwrap();
        let (name, data) = call.split_once(',').unwrap();
        (name.trim_matches('"').to_owned(), serde_json::from_str(data).unwrap())
    };
    pages.map(read).collect()
}

/// The entries that hold a word, and how much it says about each.
fn hits(scripts: &BTreeMap<String, Value>, word: &str) -> Vec<(u64, u64)> {
    let shards = scripts.iter().filter(|(name, _)| name.starts_with('w')).map(|(_, data)| data);
    for shard in shards {
        let at = shard[0].as_str().unwrap().split(' ').position(|known| known == word);
        let Some(at) = at else { continue };
        let mut entry = 0;
        let step = |hit: &Value| {
            let hit = hit.as_u64().unwrap();
            entry += hit / 8;
            (entry, hit % 8)
        };
        return shard[1][at].as_array().unwrap().iter().map(step).collect();
    }
    Vec::new()
}

#[test]
fn words_are_found_where_they_stand() {
    let scripts = scripts(&book("", 0));
    // The newest first: the Chinese one, then the form, then the client.
    for (word, entries) in [
        ("enquiries", vec![1]),
        ("crash", vec![1]),
        ("kubepodcrashlooping", vec![1]),
        ("uberwachung", vec![1]),
        ("acme", vec![1, 2]),
        ("合同", vec![0]),
        ("同错", vec![0]),
        ("坏了", vec![0]),
        ("sev2", vec![1]),
        ("initech", vec![]),
        ("nowhere", vec![]),
    ] {
        let found: Vec<u64> = hits(&scripts, word).into_iter().map(|(entry, _)| entry).collect();
        assert_eq!(found, entries, "{word}");
    }
}

#[test]
fn the_title_says_more_than_a_field_and_a_field_more_than_the_text() {
    let scripts = scripts(&book("", 0));
    let level = |word| hits(&scripts, word)[0].1;
    assert!(level("lost") > level("form"), "a word of the title");
    assert!(level("form") > level("muted"), "a word of the summary");
    assert!(level("timeline") > level("muted"), "a word of a heading");
}

#[test]
fn a_row_leads_to_the_section() {
    let scripts = scripts(&book("", 0));
    let form = &scripts["t1"][0];
    assert_eq!(form[0], "incidents/2025-03-04-form.html");
    let parts = form[6].as_array().unwrap();
    assert!(parts.windows(2).any(|two| two[0] == "when" && two[1] == "Timeline"), "{parts:?}");
    assert!(parts.windows(2).any(|two| two[0] == "at-causes"), "{parts:?}");
}

#[test]
fn what_nobody_writes_is_found_by_its_name() {
    let scripts = scripts(&book("", 0));
    let entries = scripts["head"]["entries"].as_u64().unwrap();
    let written = scripts["head"]["written"].as_u64().unwrap();
    let href = |entry: u64| match entry.checked_sub(written) {
        Some(made) => scripts["made"][made as usize][0].as_str().unwrap().to_owned(),
        None => scripts[&format!("t{entry}")][0][0].as_str().unwrap().to_owned(),
    };
    for (word, expected) in [
        ("apology", "rules/missing-apology.html"),
        ("founding", "founding.html"),
        ("hour", "charts/index.html#hours"),
    ] {
        let found: Vec<String> = hits(&scripts, word).into_iter().map(|(entry, _)| href(entry)).collect();
        assert!(entries > 100 && found.iter().any(|href| href == expected), "{word}: {found:?}");
    }
}

#[test]
fn filters_know_every_entry() {
    let scripts = scripts(&book("", 0));
    let facets = scripts["head"]["facets"].as_array().unwrap();
    let facet = |key: &str| facets.iter().find(|facet| facet["key"] == key).unwrap();
    assert_eq!(facet("sev")["values"], serde_json::json!(["2"]));
    assert_eq!(facet("sev")["of"][0], serde_json::json!([]));
    assert_eq!(facet("sev")["of"][1], serde_json::json!([0]));
    assert_eq!(facet("client")["labels"], serde_json::json!(["ACME GmbH", "Client 7", "Internal"]));
    assert_eq!(facet("status")["values"], serde_json::json!(["open", "draft", "published"]));
    assert_eq!(facet("status")["of"][1], serde_json::json!([2, 0]));
}

/// A browser finds the shard of a word by these; a word that is looked for in the wrong shard is lost.
#[test]
fn every_word_is_in_the_shard_that_its_bounds_name() {
    let scripts = scripts(&book("", 2000));
    let bounds: Vec<&str> =
        scripts["head"]["bounds"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
    let mut seen = 0;
    for (name, data) in scripts.iter().filter(|(name, _)| name.starts_with('w')) {
        for word in data[0].as_str().unwrap().split(' ').filter(|word| !word.is_empty()) {
            let key = |text: &str| text.encode_utf16().collect::<Vec<u16>>();
            let shard = bounds.iter().rposition(|bound| key(bound) <= key(word)).unwrap();
            assert_eq!(*name, format!("w{shard}"), "{word}");
            seen += 1;
        }
    }
    assert!(bounds.len() > 1 && seen > 2000, "{} shards, {seen} words", bounds.len());
}

#[test]
fn any_number_of_threads_makes_the_same_index() {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
    let four = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap();
    let drawn = || scripts(&book("", 300));
    assert_eq!(one.install(drawn), four.install(drawn));
}

#[test]
fn a_site_without_search_has_none_of_it() {
    let book = book("[build]\nsearch = false\n", 0);
    assert!(book.pages().iter().all(|page| !page.url.starts_with("search")));
    let home = book.draw(book.page("index.html").unwrap()).unwrap();
    let home = String::from_utf8(home).unwrap();
    assert!(!home.contains("search.html") && !home.contains("at-dialog"));
}

#[test]
fn a_site_without_documents_can_be_searched() {
    let sources = Sources::from_texts::<&str, &str>([]);
    let site = site(Settings::read(""), sources, Day::parse("2025-06-01").unwrap());
    let book = Book::new(judged(site, &How::default()), []).unwrap();
    let scripts = scripts(&book);
    // The one name that every site has, and what the site makes by itself.
    assert!(scripts["common"].as_str().unwrap().split(' ').any(|word| word == "internal"));
    let kinds = scripts["head"]["facets"][0]["values"].as_array().unwrap();
    assert!(
        !kinds.is_empty()
            && kinds.iter().all(|kind| !["incident", "playbook", "lesson"].contains(&kind.as_str().unwrap()))
    );
}
