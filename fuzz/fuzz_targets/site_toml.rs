//! site.toml: whatever it says, a project can be checked and drawn, every format of the report is whole, and all
//! addresses are what an address may be.
#![no_main]

use amends::config::Config;
use amends::pipeline::{Book, Settings};
use amends::report::{Format, Style, write};
use amends::source::{Source, Sources};
use amends::tree::toml;
use amends_fuzz::places::lies_in;
use amends_fuzz::project::{PLACES, alone, judge, sources};
use amends_fuzz::{text, tree_lies_in};
use libfuzzer_sys::fuzz_target;

const DOCUMENT: &str = "---\ntitle: The form failed\ndate: 2025-03-04\nclient: acme\nseverity: sev1\nstatus: published\n\
    what_went_wrong: Somebody's fault, unfortunately.\n---\n\n## Timeline\n\n- 09:05 down\n";

fuzz_target!(init: alone(), |data: &[u8]| {
    let Some(text) = text(data) else { return };
    let parsed = toml::parse(text);
    parsed.root.iter().for_each(|root| tree_lies_in(root, text));
    parsed.faults.iter().for_each(|fault| lies_in(fault.span, text));
    let (config, reading) = Config::read(text);
    reading.faults.iter().for_each(|fault| lies_in(fault.span, text));
    for address in [&config.url, &config.repo, &config.edit_url].into_iter().flatten() {
        let is_web = address.starts_with("https://") || address.starts_with("http://");
        assert!(is_web && !address.contains(['"', '<', '>', ' ']), "{address}");
    }
    let _ = Settings::read(text);
    project(text);
});

fn project(text: &str) {
    let mut sources: Sources = sources(PLACES[0], DOCUMENT);
    sources.put(Source { path: "site.toml".into(), text: text.into(), fault: None });
    let checked = judge(sources);
    let report = checked.report();
    for found in report.diagnostics.iter().chain(&report.suppressed) {
        lies_in(found.place.span, checked.site().sources.text(found.place.file));
    }
    for format in [
        Format::Full,
        Format::Json,
        Format::Jsonl,
        Format::Sarif,
        Format::Gitlab,
        Format::Junit,
        Format::Markdown,
    ] {
        let mut out = Vec::new();
        write(report, &checked.site().sources, format, &Style::default(), &mut out)
            .expect("memory takes all");
        let said = String::from_utf8(out).expect("text");
        match format {
            Format::Json | Format::Sarif | Format::Gitlab => {
                serde_json::from_str::<serde_json::Value>(&said).expect("JSON");
            }
            Format::Jsonl => said.lines().for_each(|line| {
                serde_json::from_str::<serde_json::Value>(line).expect("JSON");
            }),
            _ => {}
        }
    }
    // The pages that say the most of the settings; a theme is costly, so not every input is drawn.
    if text.len() % 16 == 0 {
        let Ok(book) = Book::new(checked, []) else { panic!("the built-in theme does not load") };
        for page in book.pages().iter().filter(|page| page.url.ends_with(".html")).take(8) {
            let mut drawn = Vec::new();
            match book.writer(page) {
                Some(write) => write(&mut drawn).expect("memory takes all"),
                None => drawn = book.draw(page).unwrap_or_else(|fault| panic!("{}: {fault:?}", page.url)),
            }
            assert!(!drawn.is_empty(), "{} is empty", page.url);
        }
    }
}
