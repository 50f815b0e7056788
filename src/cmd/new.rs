//! `amends new`: a write-up in five minutes, from six questions or from flags.

use crate::cmd::End;
use crate::cmd::common::Common;
use crate::cmd::failure::Failure;
use crate::cmd::project::Project;
use crate::cmd::screen::Screen;
use crate::config::CONTENT;
use crate::date::{Day, Time};
use crate::disk::edit::create_new;
use crate::document::body::anchor::slug;
use crate::registry::{Registry, Shelf};
use crate::site::Site;
use crate::site::nearest::nearest;
use crate::tree::scalar::{SLUG, is_slug};
use clap::{Args, Subcommand};
use dialoguer::{Completion, Input};
use serde_yaml::{Mapping, Value};
use std::io::{self, IsTerminal};

/// Flags of `amends new`.
#[derive(Debug, Args)]
pub struct NewArgs {
    #[command(subcommand)]
    kind: NewKind,
}

/// What to write.
#[derive(Debug, Subcommand)]
enum NewKind {
    /// A post-mortem: six questions, or flags
    Incident(IncidentArgs),
    /// A playbook
    Playbook(PlaybookArgs),
}

/// Answers to the six questions; what is left out is asked on a terminal.
#[derive(Debug, Args)]
struct IncidentArgs {
    /// What the client would call it
    title: Option<String>,
    /// Day the effect began [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    /// Slug from clients.yaml, or `internal`
    #[arg(long)]
    client: Option<String>,
    /// What the client saw: the thing, the symptom, since when, how much
    #[arg(long, value_name = "TEXT")]
    what_went_wrong: Option<String>,
    /// Our part, starting with We
    #[arg(long, value_name = "TEXT")]
    blame_taken: Option<String>,
    /// What will prevent it; may be given more than once
    #[arg(long, value_name = "TEXT")]
    prevention: Vec<String>,
    /// Permanent id and file name [default: date, client and title]
    #[arg(long)]
    id: Option<String>,
}

/// Answers to the questions about a playbook; what is left out is asked on a terminal.
#[derive(Debug, Args)]
struct PlaybookArgs {
    /// An imperative, or the situation
    title: Option<String>,
    /// The condition that calls for it, such that a tired person can test it
    #[arg(long, value_name = "TEXT")]
    when: Option<String>,
    /// A step, in order; may be given more than once
    #[arg(long, value_name = "TEXT")]
    step: Vec<String>,
    /// Permanent id and file name [default: the title]
    #[arg(long)]
    id: Option<String>,
}

/// Asks, or takes the flags, and writes a new file; never over another.
pub fn run(args: &NewArgs, common: &Common, screen: &Screen) -> Result<End, Failure> {
    let project = Project::find(common)?;
    project.prepare()?;
    let site = project.read()?;
    let asks = io::stdin().is_terminal() && io::stderr().is_terminal();
    let asker = Asker { asks };
    let (path, text) = match &args.kind {
        NewKind::Incident(args) => incident(args, &site, project.today, &asker)?,
        NewKind::Playbook(args) => playbook(args, &site, &asker)?,
    };
    create_new(&project.root.join(&path), text.as_bytes())?;
    screen.data(|out| writeln!(out, "{path}"))?;
    screen.say(&format!("next: amends check {path}"));
    Ok(End::Clean)
}

fn incident(
    args: &IncidentArgs,
    site: &Site,
    today: Day,
    asker: &Asker,
) -> Result<(String, String), Failure> {
    let title = asker.text(args.title.as_deref(), "TITLE", "What would the client call it?")?;
    let today = today.to_string();
    let date = asker.or_default(args.date.as_deref(), "On which day did it begin?", &today)?;
    let date = match Time::parse(date.trim()) {
        Ok(date) => date,
        Err(_) => return Err(Failure::Usage(format!("`{date}` is not a day as YYYY-MM-DD"))),
    };
    let client = client(args.client.as_deref(), site, asker)?;
    let went_wrong = asker.text(
        args.what_went_wrong.as_deref(),
        "--what-went-wrong",
        "What did the client see, since when, and how much?",
    )?;
    let blame = blame(args.blame_taken.as_deref(), asker)?;
    let prevention = asker.list(&args.prevention, "What will prevent it next time? (empty line ends)")?;

    let mut front = Mapping::new();
    let mut set = |key: &str, value: Value| front.insert(Value::from(key), value);
    set("title", title.as_str().into());
    set("date", date.to_string().into());
    if let Some(client) = &client {
        set("client", client.as_str().into());
    }
    set("what_went_wrong", went_wrong.into());
    if let Some(blame) = blame {
        set("blame_taken", blame.into());
    }
    if !prevention.is_empty() {
        set("prevention", Value::Sequence(prevention.into_iter().map(Value::from).collect()));
    }
    let named = || {
        let mut words = vec![date.day().to_string()];
        words.extend(client.clone().or_else(|| site.config.default_client.as_deref().map(str::to_owned)));
        words.push(short(&title));
        words.join("-")
    };
    let id = id(args.id.as_deref(), named)?;
    let year = date.day().year();
    Ok((format!("{CONTENT}/{}/{year:04}/{id}.md", site.config.folders.incidents), document(front)?))
}

fn playbook(args: &PlaybookArgs, site: &Site, asker: &Asker) -> Result<(String, String), Failure> {
    let title =
        asker.text(args.title.as_deref(), "TITLE", "What is the situation, or what is to be done?")?;
    let when =
        asker.text(args.when.as_deref(), "--when", "When does it apply, so that a tired person can tell?")?;
    let steps = asker.list(&args.step, "What is the next step? (empty line ends)")?;
    if steps.is_empty() {
        return Err(Failure::Usage("a playbook needs a --step".to_owned()));
    }
    let step = |text: &String| {
        let mut step = Mapping::new();
        step.insert("id".into(), short(text).into());
        step.insert("title".into(), text.as_str().into());
        Value::Mapping(step)
    };
    let mut front = Mapping::new();
    front.insert("title".into(), title.as_str().into());
    front.insert("when".into(), when.into());
    front.insert("steps".into(), Value::Sequence(steps.iter().map(step).collect()));
    let id = id(args.id.as_deref(), || short(&title))?;
    Ok((format!("{CONTENT}/{}/{id}.md", site.config.folders.playbooks), document(front)?))
}

/// The client of an incident: of the flag or asked for; nothing where the site's default stands for it.
fn client(given: Option<&str>, site: &Site, asker: &Asker) -> Result<Option<String>, Failure> {
    let default = site.config.default_client.as_deref();
    if given.is_none() && !asker.asks && default.is_some() {
        return Ok(None);
    }
    loop {
        let question = "Which client? (Tab completes)";
        let answer = match (given, asker.asks) {
            (None, true) => {
                asker.completed(question, Names(&site.registry), default.unwrap_or("internal"))?
            }
            _ => asker.text(given, "--client", question)?,
        };
        if site.registry.get(Shelf::Clients, answer.trim()).is_some() {
            return Ok(Some(answer.trim().to_owned()));
        }
        let slugs = site.registry.names(Shelf::Clients).iter().map(|name| name.slug.as_ref());
        let near =
            nearest(&answer, slugs).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        let what =
            format!("no client `{answer}` in {CONTENT}/{}/clients.yaml{near}", site.config.folders.registry);
        if given.is_some() || !asker.asks {
            return Err(Failure::Usage(what));
        }
        asker.hint(&what);
    }
}

/// Our part. An answer that takes none is asked once more, by the question that always has an answer.
fn blame(given: Option<&str>, asker: &Asker) -> Result<Option<String>, Failure> {
    if let Some(given) = given {
        return Ok(Some(given.to_owned()).filter(|given| !given.trim().is_empty()));
    }
    if !asker.asks {
        return Ok(None);
    }
    let answer = asker.maybe("Which part of it was ours? Start with We.")?;
    if !takes_none(&answer) {
        return Ok(Some(answer));
    }
    let answer = asker.maybe("What could we have done that would have averted or shortened it?")?;
    Ok(Some(answer).filter(|answer| !answer.trim().is_empty()))
}

/// Whether an answer is empty, "none" or a denial.
fn takes_none(answer: &str) -> bool {
    let plain = answer.trim().trim_end_matches(['.', '!']).to_lowercase();
    let whole = ["", "none", "nothing", "no", "n/a", "-", "0", "0 %", "0%", "not us", "not ours", "nobody"];
    let begins = ["none,", "none:", "none.", "not our fault", "we are not to blame", "we did nothing wrong"];
    whole.contains(&plain.as_str()) || begins.iter().any(|begin| plain.starts_with(begin))
}

fn id(given: Option<&str>, named: impl Fn() -> String) -> Result<String, Failure> {
    match given {
        None => Ok(named()),
        Some(id) if is_slug(id) => Ok(id.to_owned()),
        Some(id) => Err(Failure::Usage(format!("--id `{id}` is not {SLUG}"))),
    }
}

/// The first four words of a text as a slug.
fn short(text: &str) -> String {
    let slug = slug(text).replace('_', "-");
    let words: Vec<&str> = slug.split('-').filter(|word| !word.is_empty()).take(4).collect();
    words.join("-")
}

fn document(front: Mapping) -> Result<String, Failure> {
    let yaml = serde_yaml::to_string(&front).map_err(|error| Failure::Io(io::Error::other(error)))?;
    Ok(format!("---\n{yaml}---\n"))
}

/// Asks on a terminal; without one it takes what the flags give.
struct Asker {
    asks: bool,
}

impl Asker {
    /// An answer that must be given.
    fn text(&self, given: Option<&str>, flag: &str, question: &str) -> Result<String, Failure> {
        match given.map(str::trim).filter(|given| !given.is_empty()) {
            Some(given) => Ok(given.to_owned()),
            None if self.asks => asked(Input::new().with_prompt(question)),
            None => Err(Failure::Usage(format!("{flag} is needed where nobody can be asked"))),
        }
    }

    fn or_default(&self, given: Option<&str>, question: &str, default: &str) -> Result<String, Failure> {
        match given {
            Some(given) => Ok(given.to_owned()),
            None if self.asks => asked(Input::new().with_prompt(question).default(default.to_owned())),
            None => Ok(default.to_owned()),
        }
    }

    fn maybe(&self, question: &str) -> Result<String, Failure> {
        asked(Input::new().with_prompt(question).allow_empty(true))
    }

    fn completed(&self, question: &str, names: Names<'_>, default: &str) -> Result<String, Failure> {
        asked(Input::new().with_prompt(question).default(default.to_owned()).completion_with(&names))
    }

    fn list(&self, given: &[String], question: &str) -> Result<Vec<String>, Failure> {
        if !given.is_empty() || !self.asks {
            return Ok(given.to_vec());
        }
        let mut answers = Vec::new();
        loop {
            let answer = self.maybe(question)?;
            if answer.trim().is_empty() {
                return Ok(answers);
            }
            answers.push(answer);
        }
    }

    fn hint(&self, what: &str) {
        use std::io::Write;
        writeln!(io::stderr(), "{what}").ok();
    }
}

fn asked(input: Input<'_, String>) -> Result<String, Failure> {
    input.interact_text().map_err(|dialoguer::Error::IO(error)| error.into())
}

/// Completes the slug of a client.
struct Names<'a>(&'a Registry);

impl Completion for Names<'_> {
    fn get(&self, begun: &str) -> Option<String> {
        let mut names = self.0.names(Shelf::Clients).iter().filter(|name| name.slug.starts_with(begun));
        names.next().map(|name| name.slug.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_takes_none_is_known() {
        for none in ["", "None.", "none, this was the provider", "Not our fault!", "0 %"] {
            assert!(takes_none(none), "{none}");
        }
        for some in ["We changed the password.", "Nonetheless we were late.", "We own most of it."] {
            assert!(!takes_none(some), "{some}");
        }
    }
}
