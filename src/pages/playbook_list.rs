//! All playbooks.

use serde::Serialize;

use crate::document::playbook::PlaybookStatus;
use crate::pages::parts::{Pill, Text};
use crate::pages::playbook::rehearsal;
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};

/// The list.
pub static KIND: Kind = Kind { name: "playbook-list", plan, draw };

/// `playbook-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PlaybookListView<'a> {
    /// How many there are, in a sentence.
    pub lede: String,
    /// In use, in draft, retired; only those that hold something.
    pub groups: Vec<PlaybookGroup<'a>>,
}

/// Playbooks of one status.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookGroup<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// Its playbooks, by title.
    pub rows: Vec<PlaybookCard<'a>>,
}

/// A playbook in the list.
#[derive(Debug, Clone, Serialize)]
pub struct PlaybookCard<'a> {
    /// Title.
    pub title: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// When it is taken up.
    pub when: Text<'a>,
    /// Number of steps, last rehearsal.
    pub pills: Vec<Pill<'a>>,
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("playbooks/index.html".into(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let groups = [
        ("at-active", "In use", PlaybookStatus::Active),
        ("at-draft", "Drafts", PlaybookStatus::Draft),
        ("at-retired", "Retired", PlaybookStatus::Retired),
    ];
    let groups =
        groups.map(|(id, heading, status)| PlaybookGroup { id, heading, rows: cards(press, status) });
    let [active, ..] = &groups;
    let view = PlaybookListView {
        lede: format!(
            "In use: {}. A playbook is what to do when.",
            show::many(active.rows.len(), "playbook")
        ),
        groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
    };
    let frame = PageFrame::new(press, page, "Playbooks", "playbooks", []).about(view.lede.clone());
    press.print("playbook-list.html", frame, view, page, out)
}

fn cards<'p>(press: &Press<'p>, status: PlaybookStatus) -> Vec<PlaybookCard<'p>> {
    let site = press.site();
    let of_status = |id: &&DocId| {
        let playbook = site.get(**id).and_then(|document| document.playbook());
        playbook.is_some_and(|it| it.status.as_ref().map_or(PlaybookStatus::Draft, |it| it.value) == status)
    };
    site.index.playbooks.iter().filter(of_status).filter_map(|id| card(press, *id)).collect()
}

fn card<'p>(press: &Press<'p>, id: DocId) -> Option<PlaybookCard<'p>> {
    let site = press.site();
    let document = site.get(id)?;
    let playbook = document.playbook()?;
    let steps = playbook.steps.as_ref().map_or(0, |steps| steps.len());
    let mut pills = vec![Pill::open(show::many(steps, "step"))];
    pills.extend(rehearsal(playbook, site.today).map(|(pill, _)| pill));
    Some(PlaybookCard {
        title: document.title().into(),
        href: press.href(id).into(),
        when: show::text(&playbook.when).unwrap_or_default(),
        pills,
    })
}
