//! `amends build`

use crate::check::{Checked, How};
use crate::cmd::End;
use crate::cmd::baseline;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::history::history;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::cmd::timings::Timings;
use crate::diagnostic::{Diagnostic, Level, Report};
use crate::disk::picture::sizes;
use crate::disk::publish::Publisher;
use crate::document::Document;
use crate::history::{History, Why};
use crate::pipeline::{Book, judged};
use crate::rule::{Check, Rule};
use crate::site::change::{Change, Reach};
use crate::site::{DocId, Site};
use crate::source::FileId;
use clap::Args;
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::thread::JoinHandle;

/// Flags of `amends build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// Refuse to build on every error, not only on those that would break the site
    #[arg(short, long)]
    strict: bool,
    /// Tell how long each stage took
    #[arg(long)]
    timings: bool,
}

/// Groups whose errors stop a build: a site with them would be wrong or open what must stay shut.
const STOPPING: [&str; 3] = ["front-matter", "references", "privacy"];

/// Checks the project and writes the site.
pub fn run(args: &BuildArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let mut timings = Timings::start();
    let project = Project::find(common)?;
    // Git reads its log while we read the content.
    let asked = ask(&project);
    let sources = project.texts(None)?;
    timings.end("read the files");
    let site = project.site(sources);
    timings.end("parse and link them");
    let checked = judged(site, &How::default());
    timings.end("check");
    // It stops no build: only what it would hide is shown.
    baseline::faults(checked.site()).iter().for_each(|fault| screen.say(&format!("warning: {fault}")));
    if let Some(end) = refused(&checked, args.strict, screen)? {
        return Ok(end);
    }
    let place = project.output(&checked.site().config.output);
    let history = asked.join().unwrap_or_else(|_| History::unknown(Why::Failed));
    timings.end("wait for git");
    if let Err(why @ (Why::Shallow | Why::Failed)) = history.changes {
        why.sentence().into_iter().for_each(|sentence| screen.say(&format!("warning: {sentence}")));
    }
    let book = book(&project, checked, history)?;
    timings.end("plan the pages and index their words");
    publish(&project, &book, &place, &mut timings, screen)?;
    let report = book.checked().report();
    if screen.is_verbose() {
        screen.report(report, &book.checked().site().sources, false)?;
    }
    screen.say(&format!(
        "{}, {}, {} in {:.2} s: {}",
        counted(report.documents, "document"),
        counted(book.pages().len(), "page"),
        counted(report.diagnostics.len(), "finding"),
        timings.total().as_secs_f64(),
        place.join("index.html").display()
    ));
    if args.timings {
        screen.tell(&timings.to_string());
    }
    // The program ends here, and the machine takes its memory back faster than page by page.
    std::mem::forget(book);
    Ok(End::Clean)
}

/// Begins to ask git when the content was changed; a build does not wait for it before it has to.
fn ask(project: &Project) -> JoinHandle<History> {
    let root = project.root.clone();
    std::thread::spawn(move || history(&root))
}

/// What ends a build before it begins: settings that are not understood, or errors that would break the site.
fn refused(checked: &Checked, strict: bool, screen: &Screen) -> Result<Option<End>, Failure> {
    let stopping = stopping(checked, strict);
    if stopping.diagnostics.is_empty() {
        return Ok(None);
    }
    let count = counted(stopping.diagnostics.len(), "error");
    screen.report(&stopping, &checked.site().sources, false)?;
    screen.error(&format!("not built because of {count}; the site is as it was"));
    Ok(Some(if checked.is_misconfigured() { End::Failed } else { End::Findings }))
}

/// The errors that stop a build.
pub fn stopping(checked: &Checked, strict: bool) -> Report {
    let stops = |found: &&Diagnostic| found.level == Level::Error && (strict || stops(checked, found));
    let report = checked.report();
    let diagnostics = report.diagnostics.iter().filter(stops).cloned().collect();
    Report { diagnostics, documents: report.documents, ..Report::default() }
}

/// The same, without all the other rules having run. `before` is a state of the site in which nothing stopped a build:
/// what reads only what is the same in both, has nothing to say.
pub fn stopping_at_once(checked: &Checked, before: Option<&Site>) -> Report {
    let site = checked.site();
    let change = before.and_then(|before| Some((before, site.since(before)?)));
    let files = change.as_ref().and_then(|(before, change)| touched(before, site, change));
    // Whatever a setting is misunderstood by, a rule of these says so.
    let may_stop = |rule: &Rule| STOPPING.contains(&rule.group.word()) || rule.name == "unknown-rule";
    let reads_names = |rule: &Rule| matches!(rule.check, Check::Names(_));
    let mut report = checked.errors_of(|rule| may_stop(rule) && !reads_names(rule), files);
    if change.is_none_or(|(_, change)| change.reach > Reach::Words) {
        // These may tell of any document when one has changed. No field that is only shown is among what they read.
        let of_names = checked.errors_of(|rule| may_stop(rule) && reads_names(rule), None);
        report.diagnostics.extend(of_names.diagnostics);
        report.sort();
    }
    report.diagnostics.retain(|found| stops(checked, found));
    Report { diagnostics: report.diagnostics, documents: report.documents, ..Report::default() }
}

/// The files that have changed, those of documents with links that lead elsewhere than before, and of those that name
/// or link to one of which more than words has changed. Nothing where it is as well to look at all of them.
fn touched(before: &Site, site: &Site, change: &Change) -> Option<HashSet<FileId>> {
    let changed: HashMap<DocId, &Document> =
        change.documents.iter().filter_map(|id| Some((*id, site.get(*id)?))).collect();
    let (mut linking, mut names) = (HashSet::new(), Vec::new());
    if change.reach > Reach::Words {
        if changed.len() > FEW {
            return None;
        }
        linking.extend(changed.keys().flat_map(|id| site.backlinks_of(*id)).map(|link| link.from));
        names.extend(changed.values().map(|document| document.id.as_ref()));
    }
    let is_touched = |(id, document): &(DocId, &Document)| {
        changed.contains_key(id)
            || linking.contains(id)
            || site.links_of(*id) != before.links_of(*id)
            || names.iter().any(|name| site.text(document).contains(name))
    };
    let documents: Vec<(DocId, &Document)> = site.iter().collect();
    let touched = documents.into_par_iter().filter(is_touched).map(|(_, document)| document.file);
    Some(touched.chain(change.beside.par_iter().copied()).collect())
}

/// To look for the names of more documents than this takes as long as to look at all documents.
const FEW: usize = 5;

fn stops(checked: &Checked, error: &Diagnostic) -> bool {
    let breaks_site = STOPPING.contains(&error.group) && !is_loose_end(error);
    breaks_site || checked.is_setting(error)
}

/// A link of a draft that leads nowhere: its page shows the words without the link. Write-ups that were imported
/// are drafts, and link to a site that is not here.
fn is_loose_end(diagnostic: &Diagnostic) -> bool {
    diagnostic.rule == "broken-link" && diagnostic.status == Some("draft")
}

/// A checked site with its pages and theme.
fn book(project: &Project, checked: Checked, history: History) -> Result<Book, Failure> {
    let own = project.theme(checked.site())?.into_iter().map(|file| (file.path.into_string(), file.bytes));
    let sizes = sizes(&project.root, &checked.site().sources.assets);
    Ok(Book::with_history(checked, history, own)?.with_sizes(sizes))
}

fn publish(
    project: &Project,
    book: &Book,
    place: &Path,
    timings: &mut Timings,
    screen: &Screen,
) -> Result<(), Failure> {
    let home = std::env::home_dir();
    let publisher = Publisher::open(place, &project.keep(home.as_deref()))?;
    timings.end("look at the old site");
    let bar = screen.progress(book.pages().len(), "pages");
    book.pages().par_iter().try_for_each_init(Vec::new, |bytes, page| -> Result<(), Failure> {
        match book.writer(page) {
            Some(pieces) => publisher.write_pieces(&page.url, pieces)?,
            None => {
                bytes.clear();
                timings.draw.time(|| book.draw_onto(page, bytes))?;
                timings.write.time(|| publisher.write(&page.url, bytes))?;
            }
        }
        bar.inc(1);
        Ok(())
    })?;
    bar.finish_and_clear();
    for (path, bytes) in book.statics() {
        publisher.write(path, bytes)?;
    }
    let assets: Vec<(&str, &str)> = book.assets().collect();
    assets.par_iter().try_for_each(|(asset, url)| publisher.copy(asset, url))?;
    timings.end("draw and write the pages");
    publisher.finish()?;
    timings.end("exchange the sites and remove the old one");
    Ok(())
}

fn counted(number: usize, word: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {word}{ending}")
}
