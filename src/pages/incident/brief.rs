//! The client brief: what the client's contact may pass on, on a page to print.
//!
//! It is made where somebody wrote `client_brief`, so that nothing leaves the house by itself, and holds only what was
//! said to the client or agreed with them. What the team wrote for itself (what went wrong, the blame we take,
//! prevention, how to reach us) stands on it where the client may read the write-up itself. Never: names of people,
//! money, amends, what others did, how the client stands to us.

use serde::Serialize;

use crate::date::Time;
use crate::document::incident::prevention::Step;
use crate::document::incident::{Incident, Visibility};
use crate::document::{Document, Stage};
use crate::pages::ledger::{self, Progress, progress};
use crate::pages::parts::{Fact, Link, Pair, Text};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, merged_into, show};
use crate::render::fault::ThemeFault;
use crate::site::Site;
use crate::tree::decode::Field;

/// A page for each incident that has a brief.
pub static KIND: Kind = Kind { name: "brief", plan, draw };

/// `brief.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct BriefView<'a> {
    /// Its language, where it is not the site's.
    pub lang: Option<Text<'a>>,
    /// The only `h1`.
    pub title: Text<'a>,
    /// What we must know before it goes out; never printed.
    pub note: &'static str,
    /// The client, where there is only one and its name is no secret.
    pub client: Option<Text<'a>>,
    /// When it began, when the client was told, when it was repaired, how long it lasted.
    pub facts: Vec<Fact<'a>>,
    /// The text that was written to be passed on; none where the write-up only names a file.
    pub text: Option<Text<'a>>,
    /// What was agreed, said, promised and done.
    pub parts: Vec<Pair<'a>>,
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    let own = site.index.incidents.iter().filter_map(|id| Some((*id, site.get(*id)?)));
    let own = own.filter(|(_, document)| merged_into(site, document).is_none());
    own.filter_map(|(id, document)| Some((href(site, document)?, Subject::Document(id)))).collect()
}

/// The address of an incident's brief, if it has one: not of a drill, a draft, what only a few may read, or what was
/// ours alone.
pub(super) fn href(site: &Site, document: &Document) -> Option<String> {
    let incident = document.incident()?;
    let is_written = incident.client_brief.as_ref().is_some_and(|text| !text.value.trim().is_empty());
    let is_said = matches!(document.stage(), Stage::Review | Stage::Published);
    let is_for_few = document.visibility() == Visibility::Restricted;
    let is_ours = show::flag(&incident.exercise) || site.is_internal(incident);
    let has_one = is_written && is_said && !is_for_few && !is_ours;
    has_one.then(|| format!("incidents/brief/{}.html", document.id))
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Document(id) = page.subject else { return Ok(()) };
    let site = press.site();
    let Some(document) = site.get(id) else { return Ok(()) };
    let Some(incident) = document.incident() else { return Ok(()) };
    let view = BriefView {
        lang: show::text(&incident.lang).filter(|lang| *lang != site.config.language.as_ref()),
        title: document.title().into(),
        note: match document.stage() {
            Stage::Published => {
                "What the client may pass on: only the sheet below is printed. Read it once more before it goes out."
            }
            _ => "This waits for a second reader. Have it read before the sheet below goes out.",
        },
        client: client(site, incident),
        facts: facts(site, incident),
        text: show::text(&incident.client_brief).filter(|text| !is_path(text)),
        parts: parts(site, document, incident),
    };
    let above = [
        ("incidents/index.html".to_owned(), Text::Borrowed("Incidents")),
        (press.href(id).to_owned(), document.title().into()),
    ];
    let frame = PageFrame::new(press, page, "Client brief", "incidents", []).below(above.into());
    let about = "What was agreed, said, promised and done, on a page to pass on.";
    press.print("brief.html", frame.about(about), view, page, out)
}

/// The link to it from the incident.
pub(super) fn link(site: &Site, document: &Document) -> Option<Link<'static>> {
    Some(Link { href: href(site, document)?.into(), text: "Client brief".into(), outside: false })
}

fn is_path(text: &str) -> bool {
    let has_ending = text.rsplit_once('.').is_some_and(|(_, ending)| (1..=4).contains(&ending.len()));
    text.is_ascii() && !text.contains(char::is_whitespace) && (text.contains('/') || has_ending)
}

fn client<'a>(site: &'a Site, incident: &'a Incident) -> Option<Text<'a>> {
    let clients = site.clients(incident);
    let [client] = clients.as_slice() else { return None };
    (!show::flag(&client.entry.confidential)).then(|| client.shown().into())
}

fn facts<'a>(site: &'a Site, incident: &'a Incident) -> Vec<Fact<'a>> {
    let zone = site.zone(incident);
    let times = incident.times.as_ref();
    let began = times.and_then(|times| times.started.as_ref()).or(incident.date.as_ref());
    let told = times.and_then(|times| times.client_told.as_ref()?.at.as_ref());
    let fixed = times.and_then(|times| times.fixed.as_ref());
    let lasted = show::lasted_text(site, incident);
    let mut facts = vec![
        Fact::moment("Began", began.map(|time| show::moment(time.value, &zone))),
        Fact::moment("You heard from us", told.map(|time| show::moment(time.value, &zone))),
        Fact::moment("Works again since", fixed.map(|time| show::moment(time.value, &zone))),
        Fact::text("Lasted", lasted),
    ];
    // What is not recorded is nothing to hand to a client.
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

fn parts<'a>(site: &'a Site, document: &Document, incident: &'a Incident) -> Vec<Pair<'a>> {
    let is_shared = matches!(document.visibility(), Visibility::Client | Visibility::Public);
    let zone = site.zone(incident);
    let pair = |label: &'static str, text: Option<Text<'a>>, line: Option<String>| {
        text.is_some().then(|| Pair { label: label.into(), text, line, ..Pair::default() })
    };
    let ours = |text: Option<Text<'a>>| text.filter(|_| is_shared);
    let agreed = incident.problem_confirmed.as_ref().and_then(|it| show::text(&it.statement));
    let effect = incident.impact.as_ref().and_then(|it| show::text(&it.client_view));
    let apology = incident.apology.as_ref().filter(|it| it.given.as_ref().is_none_or(|given| given.value));
    let plan = incident.plan.as_ref().filter(|it| show::flag(&it.agreed_with_client));
    let by = plan.and_then(|it| it.promised_by.as_ref()).map(|time| format!("by {}", time.local(&zone)));
    let reported = incident.times.as_ref().is_some_and(|times| times.reported_back.is_some());
    let fix = incident.fix.as_ref().filter(|_| reported);
    let reach = incident.follow_up.as_ref().and_then(|it| show::text(&it.reach_us));
    let blame = incident.blame_taken.as_ref().and_then(|it| show::text(&it.statement));
    let steps: Vec<Text<'a>> =
        ledger::steps(incident).filter(|_| is_shared).filter_map(|(_, step)| promised(site, step)).collect();
    let steps = (!steps.is_empty()).then(|| Pair {
        label: "So that it does not happen again".into(),
        items: steps,
        ..Pair::default()
    });
    [
        pair("What went wrong", ours(show::text(&incident.what_went_wrong)), None),
        pair("The problem, as we agreed on it", agreed, None),
        pair("What it meant for you", effect, None),
        pair("Our part in it", ours(blame), None),
        pair("We are sorry", apology.and_then(|it| show::text(&it.words)), None),
        pair("What we promised", plan.and_then(|it| show::text(&it.statement)), by),
        pair("What we did", fix.and_then(|it| show::text(&it.what)), None),
        steps,
        pair("How to reach us", ours(reach), None),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A step that stands, and how far it is; without its owner.
fn promised<'a>(site: &'a Site, step: &'a Step) -> Option<Text<'a>> {
    let text = show::text(&step.step)?;
    let day = |field: &Option<Field<Time>>| field.as_ref().map(|time| time.day().to_string());
    let state = match progress(step, site.today) {
        Progress::Done | Progress::Proven => {
            Some(day(&step.done_at).map_or("done".to_owned(), |day| format!("done on {day}")))
        }
        Progress::Open { .. } => day(&step.due).map(|day| format!("by {day}")),
        _ => return None,
    };
    Some(state.map_or(text.clone(), |state| format!("{text} ({state})").into()))
}

#[cfg(test)]
mod tests {
    use super::is_path;

    #[test]
    fn a_path_is_told_from_a_text() {
        assert!(is_path("briefs/2025-03-04.md"));
        assert!(!is_path("All is well."));
        assert!(is_path("brief.pdf"));
        assert!(!is_path("Sorry."));
    }
}
