//! How long each stage takes, beside reading and parsing: `cargo bench`.
//!
//! The corpus is that of this repository, each incident many times under other ids; or, with
//! `AMENDS_BENCH=FOLDER`, the project in that folder. Times are medians of five runs on all cores; ratios are what
//! can be compared between machines. With `AMENDS_BENCH_RULES=1` the ten slowest rules are named.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints")]

use amends::check::{How, check};
use amends::date::Day;
use amends::disk::read::{read, read_file};
use amends::pipeline::{Book, Settings, judged, site};
use amends::rule::{Group, Rule};
use amends::rules;
use amends::site::Site;
use amends::source::{Source, Sources};
use rayon::prelude::*;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often each incident of this repository stands in the corpus.
const COPIES: usize = 150;

fn main() {
    let given = std::env::var_os("AMENDS_BENCH").map(PathBuf::from);
    let root = given.clone().unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
    let copies = if given.is_some() { 1 } else { COPIES };
    let all = many(sources(&root), copies);
    let parsed = || parse(&root, &all);
    println!("{} files, {} threads", all.iter().count(), rayon::current_num_threads());

    let reading = median(|| timed(|| sources(&root)));
    let parsing = median(|| timed(parsed));
    // A check uses its site up, so each run parses anew, outside of the clock.
    let checking = |rules: &[&'static Rule]| {
        median(|| {
            let site = parsed();
            timed(|| check(site, rules, &How::default()))
        })
    };
    let book = Book::new(judged(parsed(), &How::default()), Vec::new()).unwrap();
    let draw =
        || book.pages().par_iter().map(|page| book.draw(page).map_or(0, |html| html.len())).sum::<usize>();
    let base = reading * u32::try_from(copies).unwrap_or(1) + parsing;
    let show = |stage: &str, time: Duration| {
        let ratio = time.as_secs_f64() / base.as_secs_f64();
        println!("{stage:<28}{:>9.1} ms{ratio:>8.2} x", time.as_secs_f64() * 1e3);
    };
    show("read and parse", base);
    show("check", checking(rules::ALL));
    let (language, others): (Vec<&'static Rule>, Vec<&'static Rule>) =
        rules::ALL.iter().partition(|rule| rule.group == Group::Language);
    show("  rules of the language", checking(&language));
    show("  the other rules", checking(&others));
    show("draw", median(|| timed(draw)));
    if std::env::var_os("AMENDS_BENCH_RULES").is_some() {
        let mut slowest: Vec<(Duration, &str)> =
            rules::ALL.iter().map(|rule| (checking(&[rule]), rule.name)).collect();
        slowest.sort();
        slowest.iter().rev().take(10).for_each(|(time, name)| show(name, *time));
    }
}

fn parse(root: &Path, all: &Sources) -> Site {
    let settings = Settings::read(&read_file(root, "site.toml").text);
    site(settings, all.clone(), Day::new(2026, 11, 21).unwrap())
}

fn sources(root: &Path) -> Sources {
    read(root, "registry", vec![read_file(root, "site.toml")]).unwrap()
}

/// The same files, the incidents many times.
fn many(sources: Sources, copies: usize) -> Sources {
    let files = sources.iter().flat_map(|(_, file)| {
        let times = if file.path.contains("/incidents/") { copies } else { 1 };
        (0..times).map(move |copy| {
            let path = if copy == 0 {
                file.path.to_string()
            } else {
                file.path.replace(".md", &format!("-{copy}.md"))
            };
            Source { path: path.into(), ..file.clone() }
        })
    });
    Sources::new(files.collect(), sources.assets.clone())
}

fn median(mut run: impl FnMut() -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..5).map(|_| run()).collect();
    times.sort();
    times.get(2).copied().unwrap_or_default()
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let made = work();
    let time = begun.elapsed();
    drop(made);
    time
}
