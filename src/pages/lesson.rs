//! Lessons: the newest of all, and by cause and by service.

use serde::Serialize;

use crate::document::Document;
use crate::document::incident::blame::CauseType;
use crate::document::incident::prevention::Strength;
use crate::pages::entry::numbers::{last, open_steps};
use crate::pages::facets::value;
use crate::pages::learnt::Topic;
use crate::pages::ledger::{Entry, Progress, is_counted, progress, steps};
use crate::pages::parts::{Brief, Count, Fact, Link, QuoteGroup, Text};
use crate::pages::roll::{Cut, List, listed};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, cause, prevention, show};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::site::index::Facet;
use crate::site::{DocId, Site};

/// The newest lessons, and where the others are.
pub static LIST: Kind = Kind { name: "lesson-list", plan: plan_list, draw: draw_list };

/// What was learnt from one kind of cause, or in one service.
pub static KIND: Kind = Kind { name: "lesson", plan, draw };

/// How many lessons of a topic the first page tells.
const NEWEST: usize = 8;

/// How many lessons of a topic the page of a cause or a service tells.
const MOST: usize = 20;

/// How many steps and incidents it names.
const FEW: usize = 8;

/// How many services the first page names.
const SERVICES: usize = 24;

/// `lesson-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct LessonListView<'a> {
    /// What there is, in a sentence.
    pub lede: String,
    /// Pages by kind of cause.
    pub causes: Vec<Count>,
    /// Pages by service.
    pub services: Vec<Count>,
    /// The newest lessons, by topic.
    pub groups: Vec<QuoteGroup<'a>>,
}

/// `lesson.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct LessonView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How often it was seen, in a sentence.
    pub lede: String,
    /// Times seen, last seen.
    pub figures: Vec<Fact<'a>>,
    /// Steps that are done.
    pub now: Vec<Brief<'a>>,
    /// Steps that are still open.
    pub open: Vec<Brief<'a>>,
    /// Lessons by topic.
    pub groups: Vec<QuoteGroup<'a>>,
    /// The newest incidents it comes from.
    pub evidence: Vec<Brief<'a>>,
    /// The list of all of them.
    pub all: Link<'a>,
    /// The page of the cause or service.
    pub about: Link<'a>,
}

/// What a page of lessons is about.
#[derive(Debug, Clone)]
pub enum Field {
    /// A kind of causes.
    Cause(CauseType),
    /// A service, by its slug.
    Service(Box<str>),
}

fn plan_list(_: &Site) -> Vec<(String, Subject)> {
    vec![("lessons/index.html".into(), Subject::All)]
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let causes = cause::known(site).map(|kind| (of_cause(kind), Subject::Lessons(Field::Cause(kind))));
    let services = site.registry.names(Shelf::Services).iter().filter(|name| has_lessons(site, &name.slug));
    let services =
        services.map(|name| (of_service(&name.slug), Subject::Lessons(Field::Service(name.slug.clone()))));
    causes.chain(services).collect()
}

/// The address of what was learnt from a kind of causes.
pub fn of_cause(kind: CauseType) -> String {
    format!("lessons/cause-{}.html", kind.word())
}

/// The address of what was learnt in a service.
pub fn of_service(slug: &str) -> String {
    format!("lessons/service-{slug}.html")
}

/// Every page of lessons: its address and its heading.
pub fn pages(site: &Site) -> impl Iterator<Item = (String, String)> {
    plan(site).into_iter().filter_map(|(href, subject)| match subject {
        Subject::Lessons(field) => Some((href, heading(site, &field)?)),
        _ => None,
    })
}

fn heading(site: &Site, field: &Field) -> Option<String> {
    Some(match field {
        Field::Cause(kind) => format!("Lessons from the cause “{}”", cause::name(*kind).to_lowercase()),
        Field::Service(slug) => format!("Lessons in {}", site.registry.get(Shelf::Services, slug)?.shown()),
    })
}

/// Whether a service has incidents of the record, and so a page of lessons.
pub fn has_lessons(site: &Site, slug: &str) -> bool {
    let ids = List::Name(Shelf::Services, slug.into());
    ids.ids(site).iter().filter_map(|id| site.get(*id)).any(is_counted)
}

fn draw_list(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let learnt = press.learnt();
    let all: usize = Topic::ALL.iter().map(|topic| learnt.count(*topic)).sum();
    let view = LessonListView {
        lede: format!(
            "What the write-ups teach: {} by now. The newest stand here, all others under their cause and service.",
            show::many(all, "lesson")
        ),
        causes: causes(press.site()),
        services: services(press.site()),
        groups: learnt.groups(press, &press.site().index.incidents, NEWEST),
    };
    let frame = PageFrame::new(press, page, "Lessons", "lessons", []).about(view.lede.clone());
    press.print("lesson-list.html", frame, view, page, out)
}

fn causes(site: &Site) -> Vec<Count> {
    let mut causes: Vec<Count> = cause::known(site)
        .map(|kind| Count {
            text: value(Facet::Cause, kind.word()).into(),
            count: cause::ids(site, kind).len(),
            href: of_cause(kind),
            current: false,
        })
        .collect();
    causes.sort_by_key(|cause| std::cmp::Reverse(cause.count));
    causes
}

fn services(site: &Site) -> Vec<Count> {
    let names = site.registry.names(Shelf::Services).iter().filter(|name| has_lessons(site, &name.slug));
    let mut services: Vec<Count> = names
        .map(|name| Count {
            text: name.shown().to_owned().into(),
            count: counted(site, List::Name(Shelf::Services, name.slug.clone()).ids(site)).len(),
            href: of_service(&name.slug),
            current: false,
        })
        .collect();
    services.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.text.cmp(&b.text)));
    services.truncate(SERVICES);
    services
}

fn counted(site: &Site, ids: &[DocId]) -> Vec<DocId> {
    listed(site, ids).filter(|(_, document)| is_counted(document)).map(|(id, _)| id).collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Lessons(field) = &page.subject else { return Ok(()) };
    let site = press.site();
    let Some(heading) = heading(site, field) else { return Ok(()) };
    let (list, about) = match field {
        Field::Cause(kind) => {
            let about =
                Link { href: cause::address(*kind).into(), text: cause::name(*kind).into(), outside: false };
            (List::Facet(Facet::Cause, kind.word()), about)
        }
        Field::Service(slug) => {
            let Some(service) = site.registry.get(Shelf::Services, slug) else { return Ok(()) };
            let about = show::name_link(Shelf::Services, service);
            (List::Name(Shelf::Services, slug.clone()), about)
        }
    };
    let ids = counted(site, list.ids(site));
    let open = open_steps(site, &ids);
    let all = match field {
        // A short list of a name stands on the name's own page.
        Field::Service(_) if list.ids(site).len() <= crate::pages::roll::FEW => about.href.to_string(),
        _ => list.address(Cut::Newest),
    };
    let view = LessonView {
        lede: seen(site, &ids),
        figures: vec![
            Fact::text("Times seen", Some(ids.len().to_string())),
            Fact::moment("Last seen", last(site, &ids).map(show::day)),
            Fact::text("Steps still open", Some(open.len().to_string())),
        ],
        now: now(press, &ids),
        open: open.iter().take(FEW).filter_map(|entry| step(press, *entry)).collect(),
        groups: press.learnt().groups(press, &ids, MOST),
        evidence: ids.iter().take(FEW).filter_map(|id| show::incident_line(press, *id)).collect(),
        all: Link {
            href: all.into(),
            text: format!("All {}", show::many(ids.len(), "incident")).into(),
            outside: false,
        },
        about,
        heading: heading.into(),
    };
    let above = ("lessons/index.html".to_owned(), "Lessons");
    let frame =
        PageFrame::new(press, page, view.heading.clone(), "lessons", [above]).about(view.lede.clone());
    press.print("lesson.html", frame, view, page, out)
}

fn seen(site: &Site, ids: &[DocId]) -> String {
    let days = |id: &DocId| Some(site.get(*id)?.incident()?.date.as_ref()?.day());
    let first = ids.iter().filter_map(days).min();
    let last = ids.iter().filter_map(days).max();
    match (first, last) {
        (Some(first), Some(last)) if first != last => {
            format!("Seen in {} from {first} to {last}.", show::many(ids.len(), "incident"))
        }
        (Some(day), _) => format!("Seen in {}, on {day}.", show::many(ids.len(), "incident")),
        _ => format!("Seen in {}.", show::many(ids.len(), "incident")),
    }
}

/// Steps that are done, those first that work without memory and those that were seen to work.
fn now<'p>(press: &Press<'p>, ids: &[DocId]) -> Vec<Brief<'p>> {
    let site = press.site();
    let mut done: Vec<((Option<Strength>, bool), Entry)> = Vec::new();
    for &id in ids {
        let Some(incident) = site.get(id).and_then(Document::incident) else { continue };
        for (number, step) in steps(incident) {
            let is_proven = match progress(step, site.today) {
                Progress::Proven => true,
                Progress::Done => false,
                _ => continue,
            };
            let strength = step.kind.as_ref().map(|kind| kind.value);
            done.push(((strength, !is_proven), Entry { incident: id, number }));
        }
    }
    done.sort_by_key(|((strength, unproven), _)| (strength.is_none(), *strength, *unproven));
    done.into_iter().take(FEW).filter_map(|(_, entry)| step(press, entry)).collect()
}

fn step<'p>(press: &Press<'p>, entry: Entry) -> Option<Brief<'p>> {
    let site = press.site();
    let step = entry.step(site)?;
    Some(Brief {
        badge: None,
        title: show::text(&step.step)?,
        href: prevention::href(press, entry).into(),
        detail: Some(site.get(entry.incident)?.title().into()),
        pill: Some(show::step_pill(progress(step, site.today))),
    })
}
