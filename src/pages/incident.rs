//! An incident.

pub mod brief;
mod care;
mod clock;
pub mod draft;
mod followed;
mod part;
mod strip;
pub mod view;

use crate::document::body::flat::shorten;
use crate::document::incident::harm::Impact;
use crate::document::incident::{Incident, NoticedBy, Visibility};
use crate::document::{Document, items};
use crate::pages::account::{Account, backlinks};
use crate::pages::extra::extra;
use crate::pages::incident::view::{IncidentView, Recurrence};
use crate::pages::parts::{Brief, Fact, Link, Pill, Text, TocEntry};
use crate::pages::promised::{self, About, State};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, address, ledger, merged_into, show};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};

/// A page for each incident that was not merged into another.
pub static KIND: Kind = Kind { name: "incident", plan, draw };

/// How much of the blame we take stands at the top, in characters.
const SHORT: usize = 260;

/// How many incidents are named as related.
const RELATED: usize = 6;

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let own = site.index.incidents.iter().filter_map(|id| Some((*id, site.get(*id)?)));
    let own = own.filter(|(_, document)| merged_into(site, document).is_none());
    own.map(|(id, document)| (address(document), Subject::Document(id))).collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Document(id) = page.subject else { return Ok(()) };
    let Some((document, account)) = press.site().get(id).zip(Account::of(press, id)) else { return Ok(()) };
    let Some(incident) = document.incident() else { return Ok(()) };
    let view = view(press, id, document, incident, &account);
    let above = ("incidents/index.html".to_owned(), "Incidents");
    let frame = PageFrame::new(press, page, document.title(), "incidents", [above]).written_in(press, id);
    press.print("incident.html", frame.about(view.lede.clone().unwrap_or_default()), view, page, out)
}

fn view<'p>(
    press: &Press<'p>,
    id: DocId,
    document: &'p Document,
    incident: &'p Incident,
    account: &Account<'p>,
) -> IncidentView<'p> {
    let site = press.site();
    // What a client or everybody may read leaves out what is between us and them (specification C.3).
    let is_shared = matches!(document.visibility(), Visibility::Client | Visibility::Public);
    let told = draft::told(press, document);
    let lang = show::text(&incident.lang).filter(|lang| *lang != site.config.language.as_ref());
    let mut view = IncidentView {
        lang,
        badge: show::badge(incident),
        pills: pills(site, id, document, incident),
        exercise: show::flag(&incident.exercise),
        title: document.title().into(),
        title_id: account.title_id,
        lede: show::text(&incident.what_went_wrong),
        blame_short: incident
            .blame_taken
            .as_ref()
            .and_then(|blame| show::text(&blame.statement))
            .map(|text| shorten(&text, SHORT)),
        impact: incident.impact.as_ref().and_then(|impact| impact_line(impact)),
        banner: draft::banner(document, &told),
        findings: told.findings,
        figures: figures(site, incident),
        facts: facts(site, document, incident),
        toc: Vec::new(),
        clock: clock::clock(site, incident),
        voice: care::voice(incident),
        agreed: care::agreed(site, incident),
        wanted: care::wanted(site, incident, is_shared),
        call: care::call(site, incident),
        body: account.html(),
        body_heading: !account.is_empty() && !account.begins_with_heading(),
        causes: part::causes(incident),
        log: care::log(site, incident),
        blame: part::blame(site, incident, is_shared),
        apology: care::apology(site, incident),
        prevention: part::prevention(press, id, incident),
        after: care::after(site, incident, is_shared),
        playbooks: followed::playbooks(press, incident),
        playbook_changes: show::texts(items(&incident.playbook_changes)),
        recurrence: recurrence(press, document, incident),
        questions: show::texts(items(&incident.open_questions)),
        extra: extra(site, document),
        backlinks: backlinks(press, id),
        related: related(press, id, document, incident),
        turn: show::turn(press, &site.index.incidents, press.age(id), ["Later", "Earlier"]),
    };
    view.toc = toc(&view, account);
    view
}

/// The headings of the page in the order of the template.
fn toc<'p>(view: &IncidentView<'p>, account: &Account<'p>) -> Vec<TocEntry<'p>> {
    let mut toc = Vec::new();
    let mut add = |is_there: bool, id: &'static str, text: &'static str| {
        let entry = TocEntry { id: id.into(), text: text.into(), sub: false };
        toc.extend(is_there.then_some(entry));
    };
    add(view.clock.is_some(), "at-clock", "The clock");
    add(!view.voice.is_empty(), "at-voice", "What the client said");
    add(view.agreed.is_some(), "at-agreed", "What we understood");
    add(!view.wanted.is_empty(), "at-wanted", "Wanted, promised, done");
    add(view.call.is_some(), "at-call", "The call");
    add(view.body_heading, "at-account", "The account");
    toc.extend(account.toc());
    let mut add = |is_there: bool, id: &'static str, text: &'static str| {
        let entry = TocEntry { id: id.into(), text: text.into(), sub: false };
        toc.extend(is_there.then_some(entry));
    };
    add(!view.causes.is_empty(), "at-causes", "What led to it");
    add(!view.log.is_empty(), "at-log", "Who was told, and when");
    add(true, "at-blame", "Blame we take");
    add(view.apology.is_some(), "at-apology", "Our apology");
    add(true, "at-prevention", "Prevention steps");
    add(!view.after.is_empty(), "at-after", "Putting it right");
    add(!view.playbooks.is_empty(), "at-playbook", "The playbook we followed");
    add(!view.recurrence.is_empty(), "at-recurrence", "Before and after");
    add(!view.questions.is_empty(), "at-questions", "Open questions");
    add(!view.backlinks.is_empty(), "at-backlinks", "Linked from");
    add(!view.related.is_empty(), "at-related", "Related");
    toc
}

fn pills(site: &Site, id: DocId, document: &Document, incident: &Incident) -> Vec<Pill<'static>> {
    let overdue = show::tally(incident, site.today).overdue;
    let late = (overdue > 0 && ledger::is_counted(document))
        .then(|| Pill::late(format!("{} overdue", show::many(overdue, "prevention step"))));
    let readers = match document.visibility() {
        Visibility::Internal => None,
        Visibility::Restricted => Some(Pill::dropped("for a few readers")),
        Visibility::Client => Some(Pill::dropped("the client may read this")),
        Visibility::Public => Some(Pill::dropped("public")),
    };
    let first = told_first(site, incident).then(|| Pill::done("we told the client first"));
    let word = kept_word(site, id, incident).then(|| Pill::done("owned, promised, kept, reported back"));
    let status = show::status(incident);
    let pills = std::iter::once(status).chain(late).chain(next_news(site, incident));
    pills.chain(first).chain(word).chain(readers).collect()
}

/// Whether we noticed it and told the client.
fn told_first(site: &Site, incident: &Incident) -> bool {
    let ours = matches!(
        incident.noticed_by.as_ref().map(|by| by.value),
        Some(NoticedBy::Us | NoticedBy::Monitoring)
    );
    let told = incident.times.as_ref().and_then(|times| times.client_told.as_ref()?.at.as_ref());
    ours && told.is_some() && !site.is_internal(incident)
}

/// Whether we owned our part, promised a time, kept it, and said so.
fn kept_word(site: &Site, id: DocId, incident: &Incident) -> bool {
    let owned = incident.blame_taken.as_ref().is_some_and(|blame| blame.statement.is_some());
    let reported = incident.times.as_ref().is_some_and(|times| times.reported_back.is_some());
    let kept = || {
        let promises = promised::made(site, id);
        let fix = promises.iter().find(|promise| promise.about == About::Fix);
        fix.is_some_and(|promise| promise.state == State::Kept)
    };
    owned && reported && kept()
}

/// When the client hears from us next, while it does not work yet.
fn next_news(site: &Site, incident: &Incident) -> Option<Pill<'static>> {
    let is_over =
        incident.times.as_ref().is_some_and(|times| times.fixed.is_some() || times.closed.is_some());
    let last = items(&incident.communications)
        .iter()
        .filter_map(|message| message.next_update_due.as_ref())
        .next_back();
    let due = last.filter(|_| !is_over)?;
    Some(Pill::open(format!("next news by {}", due.local(&site.zone(incident)))))
}

fn impact_line(impact: &Impact) -> Option<Text<'_>> {
    let unknown = || show::text(&impact.unknown).map(|why| format!("not known: {why}").into());
    show::text(&impact.client_view).or_else(unknown)
}

/// The four figures: they are always there, recorded or not.
fn figures<'a>(site: &'a Site, incident: &'a Incident) -> Vec<Fact<'a>> {
    let zone = site.zone(incident);
    let times = incident.times.as_ref();
    let started = times.and_then(|times| times.started.as_ref());
    let detected = times.and_then(|times| times.detected.as_ref());
    let told = times.and_then(|times| times.client_told.as_ref()?.at.as_ref());
    let length = |from: Option<crate::date::Time>, to: Option<crate::date::Time>| {
        let length = from?.until(to?, &zone).filter(|length| length.0 >= 0)?;
        Some(length.to_string())
    };
    let at = |field: Option<&crate::tree::decode::Field<crate::date::Time>>| field.map(|time| time.value);
    let impact = incident.impact.as_ref();
    let customers = impact.and_then(|impact| impact.customers.as_ref()).map(|count| count.to_string());
    let data = impact.and_then(|impact| impact.data.as_ref()).map(|data| data.word());
    let money = impact.and_then(|impact| show::text(&impact.money));
    let affected = match (customers, money, data) {
        (Some(customers), ..) => Fact::text("People affected", Some(customers)),
        (None, Some(money), _) => Fact::text("Money", Some(money)),
        (None, None, data) => Fact::text(if data.is_some() { "Data" } else { "People affected" }, data),
    };
    let to_tell = if site.is_internal(incident) { "To say so" } else { "To tell the client" };
    vec![
        Fact::text("Lasted", show::lasted_text(site, incident)),
        Fact::text("To notice", length(at(started), at(detected))),
        Fact::text(to_tell, length(at(detected), at(told))),
        affected,
    ]
}

fn facts<'a>(site: &'a Site, document: &'a Document, incident: &'a Incident) -> Vec<Fact<'a>> {
    let zone = site.zone(incident);
    let started = incident.times.as_ref().and_then(|times| times.started.as_ref());
    let began = started.or(incident.date.as_ref()).map(|time| show::moment(time.value, &zone));
    let people = incident.people.as_ref();
    let person = |written: &'a crate::tree::name::Ref<crate::tree::mention::Person>| {
        Text::Borrowed(site.shown(written))
    };
    let lead = people.and_then(|people| people.lead.as_ref()).map(|lead| person(&lead.value));
    let mut facts = vec![
        Fact::moment("Began", began),
        Fact::links("Client", show::clients(site, incident)),
        Fact::links("Services", show::services(site, incident)),
        Fact::text("Noticed by", incident.noticed_by.as_ref().map(|by| show::noticed(by.value))),
        Fact::text("Lead", lead),
    ];
    let mut known = |label: &'static str, text: Option<Text<'a>>| {
        facts.extend(text.map(|text| Fact::text(label, Some(text))));
    };
    known("Kind", incident.r#type.as_ref().map(|kind| kind.word().replace('-', " ").into()));
    known("It started", incident.origin.as_ref().map(|origin| show::beginning(origin.value).into()));
    if let Some(people) = people {
        let since = people.lead_since.as_ref().map(|since| since.local(&zone).into());
        known("Lead since", since);
        let names = |list: Vec<Text<'a>>| (!list.is_empty()).then(|| list.join(", ").into());
        known(
            "Written by",
            names(people.author.iter().flat_map(|all| all.iter()).map(|one| person(&one.value)).collect()),
        );
        known("Log kept by", people.scribe.as_ref().map(|one| person(&one.value)));
        known("Helped", names(items(&people.responders).iter().map(|one| person(&one.value)).collect()));
    }
    if let Some(impact) = &incident.impact {
        let with_customers = impact.customers.is_some();
        known("Money", show::text(&impact.money).filter(|_| with_customers));
        let data = impact.data.as_ref().filter(|_| with_customers || impact.money.is_some());
        known("Data", data.map(|data| data.word().into()));
    }
    facts.extend(brief::link(site, document).map(|link| Fact::links("To pass on", [link])));
    let tags = show::tags(site, document);
    facts.extend((!tags.is_empty()).then(|| Fact::links("Tags", tags)));
    facts
}

/// Earlier and later incidents of the same kind, and earlier steps that did not hold.
fn recurrence<'p>(press: &Press<'p>, document: &'p Document, incident: &'p Incident) -> Vec<Recurrence<'p>> {
    let site = press.site();
    let row = |relation, id: DocId, detail: Option<Text<'p>>| {
        let link = show::link(press, id)?;
        Some(Recurrence { relation, title: link.text, href: link.href, detail })
    };
    let earlier = incident.recurrence_of.as_ref().and_then(|name| site.incident(&name.name));
    let earlier = earlier.and_then(|(id, ..)| row("Again after", id, None));
    let later = site.index.recurred.get(&document.id).map_or(&[][..], Vec::as_slice);
    let later = later.iter().filter_map(|id| row("It happened again:", *id, None));
    let defeats = items(&incident.defeats).iter().filter_map(|defeat| {
        let (earlier, step) = defeat.step.as_ref()?.split_once('#')?;
        let (id, _, other) = site.incident(earlier)?;
        let (number, known) =
            ledger::steps(other).find(|(number, known)| ledger::step_id(known, *number) == step)?;
        let why = defeat.why.as_ref().map_or("", |why| why.word()).replace('-', " ");
        Some(Recurrence {
            relation: "A step that did not hold:",
            title: show::text(&known.step)?,
            href: format!("{}#{}", press.href(id), crate::pages::prevention::anchor(known, number)).into(),
            detail: Some(why.into()),
        })
    });
    earlier.into_iter().chain(later).chain(defeats).collect()
}

/// Those that the write-up names, then the newest of the same service, of the same client, and of the same causes.
fn related<'p>(press: &Press<'p>, own: DocId, document: &Document, incident: &Incident) -> Vec<Brief<'p>> {
    let site = press.site();
    let named = items(&incident.related).iter().filter_map(|name| site.by_id(&name.name)).map(|(id, _)| id);
    let mut ids: Vec<DocId> = named.collect();
    let keys = crate::pages::entry::shared_keys(site, incident);
    let hidden = |id: DocId| {
        let other = site.get(id);
        id == own || other.is_none_or(|other| !ledger::is_counted(other) || other.id == document.id)
    };
    for key in &keys {
        let others = site.index.named.get(key).map_or(&[][..], Vec::as_slice);
        ids.extend(others.iter().filter(|id| !hidden(**id)).take(RELATED));
    }
    let causes = items(&incident.causes).iter().filter_map(|cause| cause.r#type.as_ref());
    for kind in causes {
        let others = crate::pages::cause::ids(site, kind.value);
        ids.extend(others.iter().filter(|id| !hidden(**id)).take(RELATED));
    }
    let mut seen = std::collections::HashSet::new();
    let once = ids.into_iter().filter(|id| *id != own && seen.insert(*id));
    once.take(RELATED.max(items(&incident.related).len())).filter_map(|id| show::brief(press, id)).collect()
}

/// A link or the text alone.
fn evidence(field: &Option<crate::tree::decode::Field<Box<str>>>) -> Option<Link<'_>> {
    field.as_ref().map(|written| show::evidence(&written.value))
}
