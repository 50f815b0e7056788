//! The texts of a document, each with the place of its page where it is shown.
//!
//! What a page does not show is not searched either: the order and the anchors here are those of the templates.

use std::borrow::Cow;

use crate::document::incident::prevention::Step;
use crate::document::incident::{Incident, Visibility};
use crate::document::playbook::Playbook;
use crate::document::{Document, Matter, items};
use crate::pages::prevention::anchor;
use crate::pages::{ledger, show};
use crate::registry::Name;
use crate::search::entry::{Entry, Passage};
use crate::site::Site;
use crate::tree::decode::Field;

/// All that can be found of a document.
pub(super) fn entry<'a>(site: &'a Site, document: &'a Document) -> Entry<'a> {
    let mut entry = Entry { title: document.title().into(), ..Entry::default() };
    let tags = document.tags().iter().map(|tag| Cow::Borrowed(site.shown(&tag.value)));
    entry.fields.extend(tags);
    match &document.matter {
        Matter::Incident(incident) => of_incident(site, document, incident, &mut entry),
        Matter::Playbook(playbook) => of_playbook(site, document, playbook, &mut entry),
        Matter::Page(page) => {
            let mut top = Gathered::new("", "").field();
            top.say(&page.summary);
            top.into_entry(&mut entry);
            account(site, document, &mut entry);
        }
    }
    entry
}

/// A registered name.
pub(super) fn of_name(name: &Name) -> Entry<'_> {
    let mut about = Gathered::new("", "");
    about.say(&name.entry.about);
    let mut entry = Entry { title: name.shown().into(), ..Entry::default() };
    about.into_entry(&mut entry);
    entry
}

fn of_incident<'a>(site: &'a Site, document: &'a Document, incident: &'a Incident, entry: &mut Entry<'a>) {
    fields(site, incident, entry);
    let is_shared = matches!(document.visibility(), Visibility::Client | Visibility::Public);
    let mut top = Gathered::new("", "").field();
    top.say(&incident.what_went_wrong);
    if let Some(impact) = &incident.impact {
        top.say_all([&impact.client_view, &impact.unknown, &impact.money]);
    }
    top.into_entry(entry);
    with_client(incident, is_shared, entry);
    account(site, document, entry);
    our_part(incident, entry);
    afterwards(incident, is_shared, entry);
}

/// Names and words of the card at the top.
fn fields<'a>(site: &'a Site, incident: &'a Incident, entry: &mut Entry<'a>) {
    let clients = show::client_names(site, incident).into_iter();
    let services = items(&incident.services).iter().map(|service| site.shown(&service.value));
    entry.fields.extend(clients.chain(services).map(Cow::Borrowed));
    let severity = incident.severity.as_ref().map(|severity| severity.word().into());
    let badge = show::badge(incident).map(|badge| badge.text);
    let kind = incident.r#type.as_ref().map(|kind| kind.word().into());
    let date = incident.date.as_ref().map(|date| date.day().to_string().into());
    entry.fields.extend([severity, badge, kind, date].into_iter().flatten());
    let Some(people) = &incident.people else { return };
    let authors = people.author.iter().flat_map(|all| all.iter());
    let people = people.lead.iter().chain(&people.scribe).chain(authors).chain(items(&people.responders));
    entry.fields.extend(people.map(|name| Cow::Borrowed(site.shown(&name.value))));
}

/// What passed between the client and us.
fn with_client<'a>(incident: &'a Incident, is_shared: bool, entry: &mut Entry<'a>) {
    let mut voice = Gathered::new("at-voice", "What the client said");
    incident.client_voice.iter().flat_map(|all| all.iter()).for_each(|said| voice.add(&said.value));
    voice.into_entry(entry);
    let mut agreed = Gathered::new("at-agreed", "The problem, as agreed");
    incident.problem_confirmed.iter().for_each(|it| agreed.say(&it.statement));
    agreed.into_entry(entry);
    let mut wanted = Gathered::new("at-wanted", "Wanted, promised, done");
    incident.desired_outcome.iter().for_each(|it| wanted.say_all([&it.client, &it.ours]));
    if let Some(plan) = &incident.plan {
        wanted.say(&plan.statement);
        wanted.list(items(&plan.steps));
    }
    if let Some(fix) = &incident.fix {
        wanted.say(&fix.what);
        wanted.list(items(&fix.put_on_hold));
        if !is_shared {
            wanted.say(&fix.cost);
        }
    }
    wanted.into_entry(entry);
    let mut call = Gathered::new("at-call", "The call");
    incident.call.iter().for_each(|it| call.say_all([&it.what, &it.sorry, &it.plan, &it.reason_not_called]));
    call.into_entry(entry);
}

fn our_part<'a>(incident: &'a Incident, entry: &mut Entry<'a>) {
    let mut causes = Gathered::new("at-causes", "What led to it").field();
    items(&incident.causes).iter().for_each(|cause| causes.say_all([&cause.fact, &cause.accepted]));
    causes.into_entry(entry);
    let mut log = Gathered::new("at-log", "Who was told, and when");
    items(&incident.communications).iter().for_each(|it| log.say_all([&it.summary, &it.reason]));
    log.into_entry(entry);
    let mut blame = Gathered::new("at-blame", "Blame we take");
    incident
        .blame_taken
        .iter()
        .for_each(|it| blame.say_all([&it.statement, &it.explanation, &it.could_have_averted]));
    blame.into_entry(entry);
    let mut apology = Gathered::new("at-apology", "Our apology");
    incident.apology.iter().for_each(|it| apology.say_all([&it.words, &it.reason]));
    apology.into_entry(entry);
    for (number, step) in ledger::steps(incident) {
        prevention(number, step, entry);
    }
}

/// Each step is a place of its own.
fn prevention<'a>(number: usize, step: &'a Step, entry: &mut Entry<'a>) {
    let mut text = Gathered::new("", "Prevention");
    text.anchor = anchor(step, number).into();
    text.say_all([&step.step, &step.reason]);
    text.into_entry(entry);
}

fn afterwards<'a>(incident: &'a Incident, is_shared: bool, entry: &mut Entry<'a>) {
    let mut after = Gathered::new("at-after", "Putting it right");
    if !is_shared {
        incident.amends.iter().for_each(|it| after.say_all([&it.value.value, &it.value.reason]));
        items(&incident.trust_steps).iter().for_each(|it| after.say(&it.step));
    }
    incident.follow_up.iter().for_each(|it| after.say(&it.words));
    after.say(&incident.client_brief);
    incident.review.iter().for_each(|it| after.say(&it.notes));
    after.into_entry(entry);
    let mut playbook = Gathered::new("at-playbook", "The playbook we followed");
    playbook.list(items(&incident.playbook_changes));
    playbook.into_entry(entry);
    let mut questions = Gathered::new("at-questions", "Open questions");
    questions.list(items(&incident.open_questions));
    questions.into_entry(entry);
}

fn of_playbook<'a>(site: &'a Site, document: &'a Document, playbook: &'a Playbook, entry: &mut Entry<'a>) {
    let applies = playbook.applies_to.iter().flat_map(|applies| items(&applies.services));
    entry.fields.extend(applies.map(|service| Cow::Borrowed(site.shown(&service.value))));
    let mut top = Gathered::new("", "").field();
    top.say(&playbook.when);
    top.into_entry(entry);
    for step in items(&playbook.steps) {
        let id = step.id.as_ref().map_or("", |id| &id.0);
        let mut text = Gathered::new(id, step.title.as_ref().map_or("", |title| &title.value));
        text.say_all([&step.why, &step.done_when]);
        [&step.r#do, &step.say, &step.dont].into_iter().for_each(|list| text.list(items(list)));
        text.into_entry(entry);
    }
    account(site, document, entry);
}

/// The body, a passage from heading to heading.
fn account<'a>(site: &'a Site, document: &'a Document, entry: &mut Entry<'a>) {
    let (body, text) = (&document.body, site.text(document));
    let top: Vec<_> = body.headings.iter().filter(|heading| heading.top).collect();
    let ends = top.iter().map(|heading| heading.nodes.from).chain([body.all().to]);
    let begins = [(0, "", "")].into_iter();
    let begins = begins.chain(top.iter().map(|it| (it.nodes.to, it.id.as_ref(), it.text.as_ref())));
    for ((from, id, heading), to) in begins.zip(ends) {
        let said = body.plain(crate::document::body::Run { from, to: to.max(from) }, text);
        let mut passage = Gathered::new(id, heading);
        passage.text = said.into();
        passage.into_entry(entry);
    }
}

/// A passage that is being put together.
struct Gathered<'a> {
    anchor: Cow<'a, str>,
    heading: &'a str,
    text: Cow<'a, str>,
    is_field: bool,
}

impl<'a> Gathered<'a> {
    fn new(anchor: &'a str, heading: &'a str) -> Self {
        Self { anchor: anchor.into(), heading, text: Cow::Borrowed(""), is_field: false }
    }

    fn field(self) -> Self {
        Self { is_field: true, ..self }
    }

    fn add(&mut self, said: &'a str) {
        if self.text.is_empty() {
            self.text = said.into();
        } else if !said.is_empty() {
            let text = self.text.to_mut();
            text.push_str(" · ");
            text.push_str(said);
        }
    }

    fn say(&mut self, field: &'a Option<Field<Box<str>>>) {
        field.iter().for_each(|said| self.add(said.value.trim()));
    }

    fn say_all<const N: usize>(&mut self, fields: [&'a Option<Field<Box<str>>>; N]) {
        fields.into_iter().for_each(|field| self.say(field));
    }

    fn list(&mut self, list: &'a [Field<Box<str>>]) {
        list.iter().for_each(|said| self.add(said.value.trim()));
    }

    fn into_entry(self, entry: &mut Entry<'a>) {
        if self.text.is_empty() && self.heading.is_empty() {
            return;
        }
        // A heading of ours says nothing where nothing stands under it.
        if self.text.is_empty() && self.anchor.starts_with("at-") {
            return;
        }
        let Self { anchor, heading, text, is_field } = self;
        entry.passages.push(Passage { anchor, heading: heading.into(), text, is_field });
    }
}
