//! What the record says in numbers: each chart with the question that it answers, and its numbers as a file.

mod causes;
pub mod clocks;
mod contact;
mod harm;
mod prevention;
mod rehearsal;
mod time;

use serde::Serialize;

use crate::pages::chart::{Chart, Topic};
use crate::pages::figures::FEW;
use crate::pages::parts::{Text, TocEntry};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// The page of all charts.
pub static KIND: Kind = Kind { name: "charts", plan, draw };

/// The numbers of a chart, as a file.
pub static FILES: Kind = Kind { name: "chart-numbers", plan: plan_files, draw: draw_file };

/// `charts.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct ChartsView<'a> {
    /// The only `h1`.
    pub heading: &'static str,
    /// What is counted, in a sentence or two.
    pub lede: String,
    /// What is said where there are too few incidents for any chart.
    pub empty: Option<String>,
    /// Contents.
    pub toc: Vec<TocEntry<'a>>,
    /// Charts that belong together.
    pub groups: Vec<Group<'a>>,
}

/// Charts that belong together.
#[derive(Debug, Clone, Serialize)]
pub struct Group<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// Each.
    pub charts: Vec<Chart<'a>>,
}

/// Makes a chart of a site's figures.
type Maker = for<'p> fn(&Press<'p>) -> Chart<'p>;

/// Charts that belong together, before they are made.
struct Section {
    id: &'static str,
    heading: &'static str,
    /// What each is about, and what makes it.
    charts: &'static [(Topic, Maker)],
}

/// Every chart.
const SECTIONS: &[Section] = &[
    Section {
        id: "at-often",
        heading: "How often, and how grave",
        charts: &[(time::SEVERITY, time::by_severity), (time::TYPE, time::by_type)],
    },
    Section {
        id: "at-fast",
        heading: "How fast we are",
        charts: &[
            (clocks::RESPONSE, clocks::response),
            (clocks::TOLD, clocks::told),
            (clocks::FIX, clocks::fix),
        ],
    },
    Section {
        id: "at-care",
        heading: "How we treat our clients",
        charts: &[
            (contact::NOTICED, contact::noticed),
            (contact::VOICE, contact::voice),
            (contact::PROMISES, contact::promises),
        ],
    },
    Section {
        id: "at-learn",
        heading: "Whether we learn",
        charts: &[
            (prevention::STATE, prevention::state),
            (prevention::STRENGTH, prevention::strength),
            (prevention::AGE, prevention::age),
            (causes::CAUSES, causes::causes),
            (rehearsal::REHEARSAL, rehearsal::rehearsal),
        ],
    },
    Section {
        id: "at-where",
        heading: "Where and when it hurts",
        charts: &[
            (harm::SERVICES, harm::by_service),
            (harm::CLIENTS, harm::by_client),
            (time::WEEK, time::by_hour),
        ],
    },
];

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![("charts/index.html".into(), Subject::All)]
}

/// What every chart is about.
pub fn topics() -> impl Iterator<Item = &'static Topic> {
    SECTIONS.iter().flat_map(|section| section.charts).map(|(topic, _)| topic)
}

fn plan_files(_: &Site) -> Vec<(String, Subject)> {
    let of = |topic: &'static Topic| (format!("charts/{}.csv", topic.name), Subject::Chart(topic.name));
    topics().map(of).collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let known = press.figures().cases().len();
    let groups = if known < FEW { Vec::new() } else { groups(press) };
    let entry = |group: &Group<'_>| TocEntry { id: group.id.into(), text: group.heading.into(), sub: false };
    let view = ChartsView {
        heading: "Charts",
        lede: format!(
            "{} of the record, up to {}. Drafts and exercises are not counted, and nothing is counted by person.",
            crate::pages::chart::sentence(&show::many(known, "incident")),
            press.site().today
        ),
        empty: (known < FEW).then(|| too_few(known)),
        toc: groups.iter().map(entry).collect(),
        groups,
    };
    let frame = PageFrame::new(press, page, view.heading, "charts", []).about(view.lede.clone());
    press.print("charts.html", frame, view, page, out)
}

fn groups<'p>(press: &Press<'p>) -> Vec<Group<'p>> {
    let made = SECTIONS.iter().map(|section| Group {
        id: section.id,
        heading: section.heading,
        charts: section.charts.iter().map(|(_, make)| make(press)).collect(),
    });
    made.collect()
}

fn draw_file(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Chart(wanted) = page.subject else { return Ok(()) };
    let mut charts = SECTIONS.iter().flat_map(|section| section.charts);
    let enough = press.figures().cases().len() >= FEW;
    if let Some((_, make)) = charts.find(|(topic, _)| topic.name == wanted && enough) {
        out.extend_from_slice(make(press).table.csv().as_bytes());
    }
    Ok(())
}

fn too_few(known: usize) -> String {
    let counted = crate::pages::chart::sentence(&show::many(known, "incident"));
    format!(
        "{counted} of the record so far; charts are drawn from {FEW} on, because fewer tell about single incidents. \
         What is in draft counts when it is published."
    )
}

/// The one chart of the first page, for the component `drawing`: incidents over time by severity.
pub fn for_home<'p>(press: &Press<'p>) -> Option<Chart<'p>> {
    let chart = time::by_severity(press);
    (press.figures().cases().len() >= FEW && chart.missing.is_none()).then_some(chart)
}

/// `3 of 12`.
fn share(part: usize, whole: usize) -> String {
    format!("{part} of {whole}")
}

/// A name with a capital letter, hyphens as spaces.
fn word(word: &'static str) -> Text<'static> {
    crate::pages::chart::sentence(&word.replace('-', " ")).into()
}
