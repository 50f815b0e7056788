//! `amends import`: write-ups of other tools made ours.

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::config::CONTENT;
use crate::date::Day;
use crate::disk::DiskError;
use crate::disk::edit::{create_new, replace_file};
use crate::disk::foreign;
use crate::disk::same::real;
use crate::document::DocumentKind;
use crate::import::pick::{is_settings, may_be_write_up};
use crate::import::{Entries, Foreign, Made, Options, Origin, Plan, plan};
use crate::registry::Shelf;
use crate::site::Site;
use crate::site::nearest::nearest;
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueHint};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Flags of `amends import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// Folder with the write-ups, or one of them
    #[arg(value_name = "SRC", value_hint = ValueHint::AnyPath)]
    source: PathBuf,
    /// Which tool wrote them
    #[arg(long, value_name = "TOOL", value_parser = PossibleValuesParser::new(Origin::WORDS))]
    from: String,
    /// What they become
    #[arg(long, default_value = "incident", value_parser = PossibleValuesParser::new(["incident", "playbook"]))]
    kind: String,
    /// The client of every incident: a slug from clients.yaml
    #[arg(long, value_name = "SLUG", default_value = "internal")]
    client: String,
    /// The day of write-ups that name none [default: they become plain pages]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
}

/// Writes every write-up into the project, as a draft, and tells what became of it. Nothing is overwritten.
pub fn run(args: &ImportArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    project.prepare()?;
    let site = project.read()?;
    let options = args.options(&site)?;
    let folder = foreign::read(&args.source, |path| may_be_write_up(path) || is_settings(path))?;
    apart(&folder.place, &project.root)?;
    let name = folder.place.file_name().map_or_else(|| "/".into(), |name| name.to_string_lossy());
    let foreign = Foreign { name: name.as_ref().into(), sources: folder.sources };
    let mut plan = plan(&foreign, &site, &options);
    if args.source.is_file() {
        plan.passed.clear();
    }
    if plan.made.is_empty() && plan.before.is_empty() && plan.refused.is_empty() {
        screen.data(|out| tell(&plan, out))?;
        return Err(Failure::Usage(format!("no write-ups in {}", args.source.display())));
    }
    let failed = write(&mut plan, &folder.place, &project.root)?;
    screen.data(|out| tell(&plan, out))?;
    failed.iter().for_each(|error| screen.error(&error.to_string()));
    screen.say("next: amends check");
    Ok(match (failed.is_empty(), plan.refused.is_empty()) {
        (false, _) => End::Failed,
        (true, false) => End::Findings,
        (true, true) => End::Clean,
    })
}

impl ImportArgs {
    fn options(&self, site: &Site) -> Result<Options, Failure> {
        let origin = Origin::of(&self.from).unwrap_or(Origin::Markdown);
        let kind = if self.kind == "playbook" { DocumentKind::Playbook } else { DocumentKind::Incident };
        if origin == Origin::Cstate && kind == DocumentKind::Playbook {
            return Err(Failure::Usage("a status page has incidents and no playbooks".to_owned()));
        }
        if site.registry.get(Shelf::Clients, &self.client).is_none() {
            let slugs = site.registry.names(Shelf::Clients).iter().map(|name| name.slug.as_ref());
            let near = nearest(&self.client, slugs).map(|near| format!("; did you mean `{near}`?"));
            let (client, near) = (&self.client, near.unwrap_or_default());
            let folder = &site.config.folders.registry;
            return Err(Failure::Usage(format!(
                "no client `{client}` in {CONTENT}/{folder}/clients.yaml{near}"
            )));
        }
        let day = match &self.date {
            Some(text) => {
                let wrong = || Failure::Usage(format!("--date `{text}` is not a day as YYYY-MM-DD"));
                Some(Day::parse(text).ok_or_else(wrong)?)
            }
            None => None,
        };
        Ok(Options { origin, kind, client: self.client.as_str().into(), day })
    }
}

/// Refuses to import the project into itself.
fn apart(source: &Path, root: &Path) -> Result<(), Failure> {
    let content = real(&root.join(CONTENT));
    if source.starts_with(&content) || content.starts_with(source) {
        let source = source.display();
        return Err(Failure::Usage(format!(
            "{source} is where the project's own content is; import from elsewhere"
        )));
    }
    Ok(())
}

/// Registries first, so that no document names what is not there. A document that is in the way of nothing is
/// written whatever happens to others; what the machine refused comes back.
fn write(plan: &mut Plan, source: &Path, root: &Path) -> Result<Vec<DiskError>, Failure> {
    for entries in &plan.registries {
        register(entries, root)?;
    }
    let mut failed = Vec::new();
    let made = std::mem::take(&mut plan.made);
    for made in made {
        match create_new(&root.join(&*made.to), made.text.as_bytes()) {
            Ok(()) => plan.made.push(made),
            Err(error) if error.source.kind() == ErrorKind::AlreadyExists => {
                plan.refused.push((made.from, format!("{} is there already", made.to)));
            }
            Err(error) => failed.push(error),
        }
    }
    for (from, to) in &plan.copies {
        failed.extend(copy(&source.join(&**from), &root.join(&**to)).err());
    }
    Ok(failed)
}

fn register(entries: &Entries, root: &Path) -> Result<(), Failure> {
    let Some(text) = &entries.text else {
        let (path, slugs) = (&entries.path, entries.slugs.join(", "));
        let what =
            format!("{path} is not a list of `slug: …` lines; add these to it, and try again: {slugs}");
        return Err(Failure::Usage(what));
    };
    let path = root.join(&*entries.path);
    if entries.exists {
        replace_file(&path, text.as_bytes())?
    } else {
        create_new(&path, text.as_bytes())?
    }
    Ok(())
}

/// Copies a file beside a document; one that is there already with the same bytes is fine.
fn copy(from: &Path, to: &Path) -> Result<(), DiskError> {
    let bytes = fs::read(from).map_err(|error| DiskError::new("read", from, error))?;
    match create_new(to, &bytes) {
        Err(error)
            if error.source.kind() == ErrorKind::AlreadyExists
                && fs::read(to).is_ok_and(|old| old == bytes) =>
        {
            Ok(())
        }
        other => other,
    }
}

fn tell(plan: &Plan, out: &mut dyn Write) -> io::Result<()> {
    for made in &plan.made {
        one(made, out)?;
    }
    for (from, to) in &plan.copies {
        writeln!(out, "{from} → {to}")?;
    }
    for entries in &plan.registries {
        writeln!(out, "{} + {}", entries.path, entries.slugs.join(", "))?;
    }
    for (from, to) in &plan.before {
        writeln!(out, "{from}: imported before, as {to}")?;
    }
    for (path, why) in &plan.passed {
        writeln!(out, "{path}: passed over, {why}")?;
    }
    for (path, why) in &plan.refused {
        writeln!(out, "{path}: not imported, {why}")?;
    }
    let pages = plan.made.iter().filter(|made| made.kind == DocumentKind::Page).count();
    let pages = if pages > 0 { format!(" ({pages} as plain pages)") } else { String::new() };
    let (made, before, passed) = (plan.made.len(), plan.before.len(), plan.passed.len());
    let refused = plan.refused.len();
    writeln!(out, "{made} imported{pages}, {before} before, {passed} passed over, {refused} not imported")
}

fn one(made: &Made, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} → {}", made.from, made.to)?;
    if !made.mapped.is_empty() {
        writeln!(out, "  mapped: {}", made.mapped.join("; "))?;
    }
    if !made.kept.is_empty() {
        writeln!(out, "  kept: {}", made.kept.join(", "))?;
    }
    made.notes.iter().try_for_each(|note| writeln!(out, "  look: {note}"))
}
