//! `amends lexicon`

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::language::trial;
use crate::pipeline::Settings;
use crate::report::place::{Lines, Unit};
use crate::site::Site;
use crate::source::Sources;
use crate::tree::fault::FaultKind;
use clap::{Args, Subcommand};
use std::collections::BTreeMap;

/// What to do with the lexicon.
#[derive(Debug, Args)]
pub struct LexiconArgs {
    #[command(subcommand)]
    verb: LexiconVerb,
}

#[derive(Debug, Clone, Copy, Subcommand)]
enum LexiconVerb {
    /// Hold every phrase against its own examples; the built-in ones and those of the project
    Test,
    /// Count how often each phrase is found in the project
    Stats,
}

/// Tests the phrases, or counts them.
pub fn run(args: &LexiconArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    match args.verb {
        LexiconVerb::Test => test(common, screen),
        LexiconVerb::Stats => stats(&Project::find(common)?.read()?, screen),
    }
}

fn test(common: &Common, screen: &Screen) -> Result<End, Failure> {
    // Outside of a project there are the built-in phrases.
    let site = match (Project::find(common), &common.root) {
        (Ok(project), _) => project.read()?,
        (Err(failure), Some(_)) => return Err(failure),
        (Err(_), None) => empty(common)?,
    };
    let misread = misread(&site, screen);
    let (mut entries, mut examples, mut wrong) = (0, 0, Vec::new());
    for (language, lexicon) in site.language.lexicons() {
        entries += lexicon.entries.len();
        examples +=
            lexicon.entries.iter().map(|entry| entry.matches.len() + entry.no_matches.len()).sum::<usize>();
        wrong.extend(trial::failures(lexicon).into_iter().map(|failure| format!("{language}: {failure}")));
    }
    screen.data(|out| {
        wrong.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        writeln!(out, "{entries} entries, {examples} examples, {} wrong", wrong.len())
    })?;
    Ok(match (misread, wrong.is_empty()) {
        (true, _) => End::Failed,
        (false, true) => End::Clean,
        (false, false) => End::Findings,
    })
}

fn stats(site: &Site, screen: &Screen) -> Result<End, Failure> {
    let misread = misread(site, screen);
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (id, _) in site.iter() {
        let mut here: BTreeMap<&str, usize> = BTreeMap::new();
        for hit in site.phrases(id) {
            *here.entry(hit.entry.as_ref()).or_default() += 1;
        }
        for (entry, count) in here {
            let sums = counts.entry(entry).or_default();
            *sums = (sums.0 + count, sums.1 + 1);
        }
    }
    screen.data(|out| {
        for (language, lexicon) in site.language.lexicons() {
            let told = lexicon.entries.iter().filter(|entry| !entry.family.is_guard());
            let told: Vec<_> = told.map(|entry| (counts.get(entry.id.as_ref()).copied(), entry)).collect();
            let width = told.iter().map(|(_, entry)| entry.id.len()).max().unwrap_or_default();
            writeln!(out, "{:<width$}  {:<17}  {:>6}  {:>9}", language, "family", "hits", "documents")?;
            for (counts, entry) in told {
                let (hits, documents) = counts.unwrap_or_default();
                let (id, family) = (&entry.id, entry.family.word());
                writeln!(out, "{id:<width$}  {family:<17}  {hits:>6}  {documents:>9}")?;
            }
        }
        Ok(())
    })?;
    Ok(if misread { End::Failed } else { End::Clean })
}

/// A site without files.
fn empty(common: &Common) -> Result<Site, Failure> {
    let today = crate::cmd::project::today(common)?;
    Ok(crate::pipeline::site(Settings::read(""), Sources::default(), today))
}

/// Says what is wrong with the project's own lexicons.
fn misread(site: &Site, screen: &Screen) -> bool {
    let own = || site.side_faults.iter().filter(|(file, _)| site.language.files.contains(file));
    for (file, fault) in own() {
        let text = site.sources.text(*file);
        let line = Lines::new(text).position(fault.span.start as usize, Unit::Scalar).line;
        let what = match &fault.kind {
            FaultKind::Invalid { got, expected, .. } => format!("{} is {got}; write {expected}", fault.field),
            FaultKind::Malformed(why) => why.clone(),
            _ => format!("`{}` does not fit here; `amends check` tells more", fault.field),
        };
        screen.error(&format!("{}:{line}: {what}", site.sources.path(*file)));
    }
    own().next().is_some()
}
