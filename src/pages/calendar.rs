//! Calendars of what is due: `calendar.ics` for all, and one for each team (RFC 5545).
//!
//! Everything is an event of a whole day and not a to-do: most calendars that subscribe to an address show events and
//! leave out to-dos. An event takes up no time of the day, and goes when the work is done.

mod line;

use crate::date::Day;
use crate::document::{Document, items};
use crate::pages::agenda::{Agenda, Entry, Task};
use crate::pages::calendar::line::{plain, text, texts};
use crate::pages::identity::uuid;
use crate::pages::parts::Text;
use crate::pages::promised::{self, About};
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::registry::{Name, Shelf};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// Address of the calendar of all.
pub const ALL: &str = "calendar.ics";

/// The kind of calendars.
pub static KIND: Kind = Kind { name: "calendar", plan, draw };

/// Address of the calendar of a team.
pub fn address(team: &Name) -> String {
    format!("{}/{}.ics", Shelf::Teams.word(), team.slug)
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let teams = site.registry.names(Shelf::Teams).iter();
    let teams = teams.map(|team| (address(team), Subject::Name(Shelf::Teams, team.slug.clone())));
    [(ALL.to_owned(), Subject::All)].into_iter().chain(teams).collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let site = press.site();
    let agenda: &Agenda = press.agenda();
    let title = &site.config.title;
    match &page.subject {
        Subject::Name(shelf, slug) => {
            let team = site.registry.get(*shelf, slug).map_or(slug.as_ref(), Name::shown);
            calendar(press, &format!("{team} · {title}"), agenda.of_team(slug), out);
        }
        _ => calendar(press, title, agenda.entries.iter(), out),
    }
    Ok(())
}

fn calendar<'a>(press: &Press<'_>, name: &str, entries: impl Iterator<Item = &'a Entry>, out: &mut Vec<u8>) {
    plain(out, "BEGIN", "VCALENDAR");
    plain(out, "VERSION", "2.0");
    plain(out, "PRODID", concat!("-//Amends//Amends ", env!("CARGO_PKG_VERSION"), "//EN"));
    plain(out, "CALSCALE", "GREGORIAN");
    plain(out, "METHOD", "PUBLISH");
    text(out, "NAME", name);
    text(out, "X-WR-CALNAME", name);
    plain(out, "REFRESH-INTERVAL;VALUE=DURATION", "PT12H");
    plain(out, "X-PUBLISHED-TTL", "PT12H");
    let before = out.len();
    entries.for_each(|entry| event(press, entry, out));
    if out.len() == before {
        // A calendar must hold something; where nothing is due, it says that days are days of UTC.
        something(out);
    }
    plain(out, "END", "VCALENDAR");
}

fn event(press: &Press<'_>, entry: &Entry, out: &mut Vec<u8>) {
    let site = press.site();
    let Some(document) = site.get(entry.document) else { return };
    let base = site.config.url.as_deref();
    let known_by = base.unwrap_or(&site.config.title);
    let anchor = entry.anchor.iter().map(|anchor| format!("#{anchor}")).collect::<String>();
    let page = format!("{}{anchor}", press.href(entry.document));
    plain(out, "BEGIN", "VEVENT");
    plain(out, "UID", &uuid([known_by, &document.id, &entry.id]));
    // When this state of things was written down: the day of the build, so that the same input is the same file.
    plain(out, "DTSTAMP", &format!("{}T000000Z", compact(site.today)));
    plain(out, "DTSTART;VALUE=DATE", &compact(entry.due));
    plain(out, "DTEND;VALUE=DATE", &compact(entry.due.plus_days(1)));
    text(out, "SUMMARY", &summary(document, entry));
    text(out, "DESCRIPTION", &description(site, document, entry));
    if let Some(base) = base {
        plain(out, "URL", &format!("{base}{page}"));
    }
    texts(out, "CATEGORIES", &[category(entry.task)]);
    plain(out, "TRANSP", "TRANSPARENT");
    plain(out, "END", "VEVENT");
}

fn category(task: Task) -> &'static str {
    match task {
        Task::Step(_) => "Prevention",
        Task::Promise(About::FollowUp) => "Follow-up",
        Task::Promise(_) => "Promise",
        Task::Review => "Playbook",
    }
}

fn summary(document: &Document, entry: &Entry) -> String {
    let incident = document.incident();
    let what: Option<Text<'_>> = match entry.task {
        Task::Step(number) => incident
            .and_then(|incident| items(&incident.prevention).get(number))
            .and_then(|step| show::text(&step.step)),
        Task::Promise(about) => incident.map(|incident| promised::text(incident, about)),
        Task::Review => Some(document.title().into()),
    };
    let verb = match entry.task {
        Task::Step(_) => "Due",
        Task::Promise(About::FollowUp) => "Follow up",
        Task::Promise(_) => "Promised",
        Task::Review => "Walk through",
    };
    format!("{verb}: {}", what.unwrap_or_default())
}

/// From which incident, for whom, by whom, at what time.
fn description(site: &Site, document: &Document, entry: &Entry) -> String {
    let mut lines = Vec::new();
    if let Some(incident) = document.incident() {
        lines.push(format!("Incident: {}", document.title()));
        let clients: Vec<Text<'_>> =
            show::clients(site, incident).into_iter().map(|client| client.text).collect();
        lines.extend((!clients.is_empty()).then(|| format!("Client: {}", clients.join(", "))));
        if let Task::Step(number) = entry.task {
            let step = items(&incident.prevention).get(number);
            let owner = step.and_then(|step| step.owner.as_ref());
            lines.extend(owner.map(|owner| format!("Owner: {}", site.shown(&owner.value))));
        }
    }
    let late = site.today.days_since(entry.due);
    lines.extend((late > 0).then(|| format!("Overdue on {}, the day this was written.", site.today)));
    lines.push(format!("File: {}", document.path));
    lines.join("\n")
}

fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

fn something(out: &mut Vec<u8>) {
    plain(out, "BEGIN", "VTIMEZONE");
    plain(out, "TZID", "UTC");
    plain(out, "BEGIN", "STANDARD");
    plain(out, "DTSTART", "19700101T000000");
    plain(out, "TZOFFSETFROM", "+0000");
    plain(out, "TZOFFSETTO", "+0000");
    plain(out, "END", "STANDARD");
    plain(out, "END", "VTIMEZONE");
}
