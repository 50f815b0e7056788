//! A playbook.

pub(super) mod founding;
mod written;

use serde::Serialize;

use crate::date::{Day, Period};
use crate::document::playbook::{Playbook, PlaybookStatus};
use crate::document::{Document, Stage, items, playbook};
use crate::pages::account::{Account, backlinks};
use crate::pages::entry::numbers::last;
use crate::pages::extra::extra;
use crate::pages::incident::draft::told;
use crate::pages::ledger::is_counted;
use crate::pages::parts::{
    Backlink, Brief, Fact, Findings, Link, Moment, Pair, Pill, Quote, Text, TocEntry, Turn,
};
use crate::pages::playbook::founding::sources;
use crate::pages::playbook::written::{Explained, Written};
use crate::pages::roll::{Cut, FEW, List, listed};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, address, show};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};
use std::collections::HashMap;

/// A page for each playbook.
pub static KIND: Kind = Kind { name: "playbook", plan, draw };

/// How many incidents left a step out that a step names.
const DEPARTED: usize = 3;

/// `playbook.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PlaybookView<'a> {
    /// Its language, where it is not the site's.
    pub lang: Option<Text<'a>>,
    /// Status, last rehearsal.
    pub pills: Vec<Pill<'a>>,
    /// The only `h1`.
    pub title: Text<'a>,
    /// Id of the heading of the body that is the title.
    pub title_id: Option<&'a str>,
    /// When it is taken up.
    pub when: Text<'a>,
    /// What a reader must know of its status.
    pub banner: Option<&'static str>,
    /// What the check found, for a draft.
    pub findings: Option<Findings<'a>>,
    /// Owner, reviews, what it applies to.
    pub facts: Vec<Fact<'a>>,
    /// Contents.
    pub toc: Vec<TocEntry<'a>>,
    /// HTML of the body before its first section.
    pub preamble: String,
    /// The steps, in order.
    pub steps: Vec<PlaybookStep<'a>>,
    /// HTML of the sections of the body that belong to no step.
    pub body: String,
    /// Dry runs.
    pub exercises: Vec<Exercise<'a>>,
    /// The newest incidents that name it.
    pub used: Vec<Brief<'a>>,
    /// Where all of them are, if not all are here.
    pub more_used: Option<Link<'a>>,
    /// The team's own fields (`x_…`).
    pub extra: Vec<Pair<'a>>,
    /// Pages that link here.
    pub backlinks: Vec<Backlink<'a>>,
    /// Other playbooks that belong to it.
    pub related: Vec<Brief<'a>>,
    /// Neighbours in the list.
    pub turn: Turn<'a>,
}

/// A step of a playbook.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookStep<'a> {
    /// Its id, which is its anchor.
    pub id: Text<'a>,
    /// Another anchor of it, from the section that explains it.
    pub also: Option<&'a str>,
    /// What to do, in a few words.
    pub title: Text<'a>,
    /// Who, within what time, after which steps, whether it may be left out.
    pub notes: Vec<String>,
    /// Why.
    pub why: Option<Text<'a>>,
    /// What to do.
    pub todo: Vec<Text<'a>>,
    /// What to say.
    pub say: Vec<Text<'a>>,
    /// What to leave out.
    pub dont: Vec<Text<'a>>,
    /// HTML of the section of the body that explains it.
    pub body: String,
    /// How one sees that it is done.
    pub done_when: Option<Text<'a>>,
    /// Fields of the write-up that it fills.
    pub captures: Vec<Text<'a>>,
    /// The founding texts or incidents that it comes from.
    pub from: Vec<Link<'a>>,
    /// The newest incidents that left it out or changed it on purpose, each with the reason.
    pub skipped: Vec<Quote<'a>>,
    /// How many there are.
    pub skips: usize,
}

/// A dry run.
#[derive(Debug, Clone, Serialize)]
pub struct Exercise<'a> {
    /// Day.
    pub at: Moment,
    /// By whom.
    pub by: Option<Text<'a>>,
    /// What it showed.
    pub found: Option<Text<'a>>,
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let playbooks = site.index.playbooks.iter();
    playbooks.filter_map(|id| Some((address(site.get(*id)?), Subject::Document(*id)))).collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Document(id) = page.subject else { return Ok(()) };
    let site = press.site();
    let Some((document, account)) = site.get(id).zip(Account::of(press, id)) else { return Ok(()) };
    let Some(playbook) = document.playbook() else { return Ok(()) };
    let list = &site.index.playbooks;
    let at = list.iter().position(|other| *other == id).unwrap_or_default();
    let written = Written::of(playbook, &account);
    let used = site.index.used.get(&document.id).map_or(&[][..], Vec::as_slice);
    let when = show::text(&playbook.when);
    let toc = written.toc(playbook, &account);
    let steps = steps(press, id, document, playbook, written.explained);
    let mut facts = facts(site, playbook);
    facts.push(usage(site, used));
    facts.extend(most_left(&steps));
    let view = PlaybookView {
        lang: None,
        pills: pills(playbook, site.today),
        title: document.title().into(),
        title_id: account.title_id,
        when: when.clone().unwrap_or_default(),
        banner: banner(document),
        findings: told(press, document).findings,
        facts,
        toc,
        preamble: written.preamble,
        steps,
        body: written.rest,
        exercises: exercises(site, playbook),
        used: listed(site, used).take(FEW).filter_map(|(id, _)| show::incident_brief(press, id)).collect(),
        more_used: (used.len() > FEW).then(|| Link {
            href: List::Playbook(document.id.clone()).address(Cut::Newest).into(),
            text: format!("All {}", show::many(used.len(), "incident")).into(),
            outside: false,
        }),
        extra: extra(press.site(), document),
        backlinks: backlinks(press, id),
        related: related(press, playbook),
        turn: show::turn(press, list, at, ["Before", "After"]),
    };
    let above = ("playbooks/index.html".to_owned(), "Playbooks");
    let frame = PageFrame::new(press, page, document.title(), "playbooks", [above]).written_in(press, id);
    press.print("playbook.html", frame.about(when.unwrap_or_default()), view, page, out)
}

/// When it was last walked through, and whether that is too long ago; nothing for one that is not in use.
pub fn rehearsal(playbook: &Playbook, today: Day) -> Option<(Pill<'static>, bool)> {
    playbook.status.as_ref().filter(|status| status.value == PlaybookStatus::Active)?;
    let Some(last) = last_walked(playbook) else {
        return Some((Pill::late("never rehearsed"), true));
    };
    let due = rehearsal_due(playbook)?;
    let is_late = due < today;
    let pill = if is_late {
        Pill::late(format!("rehearsal due since {due}"))
    } else {
        Pill::done(format!("rehearsed {last}"))
    };
    Some((pill, is_late))
}

/// By when it is to be walked through again; nothing for one that is not in use, or never was walked through.
pub fn rehearsal_due(playbook: &Playbook) -> Option<Day> {
    playbook.status.as_ref().filter(|status| status.value == PlaybookStatus::Active)?;
    let every = playbook.review_every.as_ref().and_then(|every| Period::parse(every));
    Some(last_walked(playbook)?.plus(every.unwrap_or(Period::months(12))))
}

fn last_walked(playbook: &Playbook) -> Option<Day> {
    let exercises = items(&playbook.exercises).iter().filter_map(|exercise| exercise.at.as_ref());
    exercises.chain(playbook.reviewed_at.as_ref()).map(|time| time.day()).max()
}

fn pills(playbook: &Playbook, today: Day) -> Vec<Pill<'static>> {
    let status = match playbook.status.as_ref().map_or(PlaybookStatus::Draft, |status| status.value) {
        PlaybookStatus::Draft => Pill::open("draft"),
        PlaybookStatus::Active => Pill::done("in use"),
        PlaybookStatus::Retired => Pill::dropped("retired"),
    };
    std::iter::once(status).chain(rehearsal(playbook, today).map(|(pill, _)| pill)).collect()
}

fn banner(document: &Document) -> Option<&'static str> {
    match document.stage() {
        Stage::Gone => Some("This playbook is retired: it is kept to be read, and no longer in use."),
        Stage::Draft | Stage::Review => Some("This playbook is a draft: it is not in use yet."),
        Stage::Published => None,
    }
}

fn facts<'a>(site: &'a Site, playbook: &'a Playbook) -> Vec<Fact<'a>> {
    let owner = playbook.owner.as_ref().map(|owner| site.shown(&owner.value));
    let zone = &site.config.zone;
    let mut facts = vec![
        Fact::text("Owner", owner),
        Fact::moment("Walked through", show::moment_of(&playbook.reviewed_at, zone)),
        Fact::text("Again every", show::text(&playbook.review_every).or(Some("12 months".into()))),
    ];
    if let Some(applies) = &playbook.applies_to {
        let severities = items(&applies.severity)
            .iter()
            .map(|severity| severity.word().to_uppercase().replace("SEV", "SEV "));
        let types = items(&applies.r#type).iter().map(|kind| kind.to_string());
        let services = items(&applies.services).iter().map(|service| site.shown(&service.value).to_owned());
        let all: Vec<String> = severities.chain(types).chain(services).collect();
        facts.push(Fact::text("Applies to", (!all.is_empty()).then(|| all.join(", "))));
    }
    facts
}

fn steps<'p>(
    press: &Press<'p>,
    own: DocId,
    document: &Document,
    playbook: &'p Playbook,
    explained: Vec<Explained<'p>>,
) -> Vec<PlaybookStep<'p>> {
    let titles = titles(playbook);
    let steps = items(&playbook.steps).iter().zip(explained);
    let drawn = steps.map(|(step, explained)| {
        let id = step.id.as_ref().map_or("", |id| &id.0);
        let (departures, skips) = skipped(press, document, id);
        PlaybookStep {
            title: show::text(&step.title).unwrap_or_else(|| explained.id.clone()),
            id: explained.id,
            also: explained.also,
            notes: notes(&titles, step),
            why: show::text(&step.why),
            todo: show::texts(items(&step.r#do)),
            say: show::texts(items(&step.say)),
            dont: show::texts(items(&step.dont)),
            body: explained.html,
            done_when: show::text(&step.done_when),
            captures: show::texts(items(&step.captures)),
            from: sources(press, own, step),
            skipped: departures,
            skips,
        }
    });
    drawn.collect()
}

/// The titles of the steps by their ids.
fn titles(playbook: &Playbook) -> HashMap<&str, Text<'_>> {
    let mut titles = HashMap::new();
    for step in items(&playbook.steps) {
        if let (Some(id), Some(title)) = (&step.id, show::text(&step.title)) {
            titles.entry(id.0.as_ref()).or_insert(title);
        }
    }
    titles
}

fn notes(titles: &HashMap<&str, Text<'_>>, step: &playbook::PlaybookStep) -> Vec<String> {
    let mut notes = Vec::new();
    notes.extend(step.within.as_ref().map(|within| format!("within {}", within.value)));
    notes.extend(step.role.as_ref().map(|role| role.to_string()));
    let title = |id: &str| titles.get(id).map_or_else(|| id.to_owned(), |title| title.to_string());
    let after: Vec<String> = items(&step.after).iter().map(|id| title(id)).collect();
    notes.extend((!after.is_empty()).then(|| format!("after: {}", after.join(", "))));
    let may_be_left = step.required.as_ref().is_some_and(|required| !required.value);
    notes.extend(may_be_left.then(|| "may be left out".to_owned()));
    notes
}

/// Incidents that left a step out or changed it on purpose, with the reasons, and how many there are.
fn skipped<'p>(press: &Press<'p>, document: &Document, step: &str) -> (Vec<Quote<'p>>, usize) {
    let site = press.site();
    let used = site.index.used.get(&document.id).map_or(&[][..], Vec::as_slice);
    let counted = |id: &DocId| Some((*id, site.get(*id).filter(|document| is_counted(document))?));
    let departure = |(id, document): (DocId, &'p Document)| {
        let mut deviations = items(&document.incident()?.deviations).iter();
        let own = deviations.find(|it| it.step.as_ref().is_some_and(|it| it.value.as_ref() == step))?;
        Some(Quote {
            text: show::text(&own.reason).unwrap_or_default(),
            title: document.title().into(),
            href: press.href(id).into(),
            line: None,
        })
    };
    let all: Vec<Quote<'p>> = used.iter().filter_map(counted).filter_map(departure).collect();
    let count = all.len();
    (all.into_iter().take(DEPARTED).collect(), count)
}

/// How often it was used in incidents of the record, and when last.
fn usage(site: &Site, used: &[DocId]) -> Fact<'static> {
    let counted = used.iter().filter_map(|id| site.get(*id)).filter(|document| is_counted(document)).count();
    let last = last(site, used).map(|day| format!(", last on {day}")).unwrap_or_default();
    Fact::text("Used", Some(format!("{}{last}", show::sentence_start(&show::count_times(counted)))))
}

/// The step that was left out or changed most often.
fn most_left(steps: &[PlaybookStep<'_>]) -> Option<Fact<'static>> {
    let step = steps.iter().filter(|step| step.skips > 0).max_by_key(|step| step.skips)?;
    let text = format!("{} ({})", step.title, show::count_times(step.skips));
    Some(Fact::text("Departed from most often", Some(text)))
}

fn exercises<'a>(site: &'a Site, playbook: &'a Playbook) -> Vec<Exercise<'a>> {
    let drawn = items(&playbook.exercises).iter().filter_map(|exercise| {
        Some(Exercise {
            at: show::moment_of(&exercise.at, &site.config.zone)?,
            by: exercise.by.as_ref().map(|by| person(site, by)),
            found: show::text(&exercise.found),
        })
    });
    drawn.collect()
}

/// A person by the registered name, where the text is a slug.
fn person<'a>(site: &'a Site, written: &'a str) -> Text<'a> {
    use crate::registry::Shelf;
    site.registry.get(Shelf::People, written).map_or(written, |name| name.shown()).into()
}

fn related<'p>(press: &Press<'p>, playbook: &Playbook) -> Vec<Brief<'p>> {
    let known = items(&playbook.related).iter().filter_map(|other| press.site().by_id(&other.name));
    known.filter_map(|(id, _)| show::brief(press, id)).collect()
}
