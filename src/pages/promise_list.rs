//! Promises to clients: kept, late, open.

use serde::Serialize;

use crate::pages::parts::{Fact, PromiseRow, Text};
use crate::pages::promised::{Promise, Standing, row};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::registry::Shelf;
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// The page of all promises.
pub static KIND: Kind = Kind { name: "promises", plan, draw };

/// Address of the page.
pub const ADDRESS: &str = "promises.html";

/// How many clients the table names; the others have the same figures on their own pages.
const CLIENTS: usize = 40;

/// `promises.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct PromiseListView<'a> {
    /// How things stand, in a sentence.
    pub lede: String,
    /// Kept in time, kept late, open, overdue.
    pub figures: Vec<Fact<'a>>,
    /// Overdue, open, kept late, kept.
    pub groups: Vec<PromiseGroup<'a>>,
    /// By client, those first to whom most is still owed.
    pub clients: Vec<ClientStanding<'a>>,
    /// How many clients are not named here, where that is so.
    pub more_clients: Option<String>,
}

/// Promises that stand alike.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseGroup<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// How many.
    pub count: usize,
    /// Each.
    pub rows: Vec<PromiseRow<'a>>,
    /// What is said where there are none.
    pub empty: String,
    /// How many are not shown here, where that is so.
    pub more: Option<String>,
}

/// How promises to a client stand.
#[derive(Debug, Clone, Serialize)]
pub struct ClientStanding<'a> {
    /// Name of the client.
    pub name: Text<'a>,
    /// Address of the client's page.
    pub href: Text<'a>,
    /// How many were made.
    pub made: usize,
    /// How many were kept in time.
    pub kept: usize,
    /// How many were kept late.
    pub late: usize,
    /// How many are still to be kept.
    pub open: usize,
    /// How many are past their time.
    pub overdue: usize,
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![(ADDRESS.to_owned(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let promises = press.promises();
    let all = promises.standing();
    let kept = format!("{} kept in time.", all.kept);
    let open_empty = format!("No promise is open. {kept}");
    let groups = vec![
        group(press, "at-overdue", "Overdue", &promises.overdue, 15, "No promise is overdue.".to_owned()),
        group(press, "at-open", "Open", &promises.open, 10, open_empty),
        group(press, "at-late", "Kept, but late", &promises.late, 6, "No promise was kept late.".to_owned()),
        group(
            press,
            "at-kept",
            "Kept in time",
            &promises.kept,
            6,
            "No promise has been kept yet.".to_owned(),
        ),
    ];
    let (clients, more_clients) = clients(press);
    let view = PromiseListView { lede: lede(all), figures: figures(all), groups, clients, more_clients };
    let frame = PageFrame::new(press, page, "Promises", "promises", []).about(view.lede.clone());
    press.print("promises.html", frame, view, page, out)
}

/// How promises stand, in a sentence.
pub fn lede(all: Standing) -> String {
    let asked = "What we told clients we would do by when: fixes, news, look-backs and small promises.";
    match all.made() {
        0 => format!("{asked} None is recorded yet: `plan.promised_by` in a write-up is one."),
        made => {
            let due = made - all.open;
            format!(
                "{asked} Of {} whose time has come, {} kept in time.",
                show::many(due, "promise"),
                were(all.kept)
            )
        }
    }
}

/// The figures of promises.
pub fn figures(all: Standing) -> Vec<Fact<'static>> {
    let figure = |label, number: usize| Fact::text(label, Some(number.to_string()));
    vec![
        figure("Kept in time", all.kept),
        figure("Kept late", all.late),
        figure("Open", all.open),
        figure("Overdue", all.overdue),
    ]
}

fn were(count: usize) -> String {
    match count {
        0 => "none was".to_owned(),
        1 => "1 was".to_owned(),
        count => format!("{count} were"),
    }
}

fn group<'p>(
    press: &Press<'p>,
    id: &'static str,
    heading: &'static str,
    promises: &[Promise],
    most: usize,
    empty: String,
) -> PromiseGroup<'p> {
    let left = promises.len().saturating_sub(most);
    PromiseGroup {
        id,
        heading,
        count: promises.len(),
        rows: promises.iter().take(most).filter_map(|promise| row(press, promise)).collect(),
        empty,
        more: (left > 0).then(|| format!("{left} more, on the pages of the clients and of the incidents.")),
    }
}

fn clients<'p>(press: &Press<'p>) -> (Vec<ClientStanding<'p>>, Option<String>) {
    let registry = &press.site().registry;
    let known = press.promises().by_client.iter().map(|(slug, standing)| (&**slug, standing));
    let row = |(slug, standing): (&'p str, &Standing)| {
        let link = show::name_link(Shelf::Clients, registry.get(Shelf::Clients, slug)?);
        Some(ClientStanding {
            name: link.text,
            href: link.href,
            made: standing.made(),
            kept: standing.kept,
            late: standing.late,
            open: standing.open,
            overdue: standing.overdue,
        })
    };
    let mut rows: Vec<ClientStanding<'p>> = known.filter_map(row).collect();
    rows.sort_by(|a, b| {
        (b.overdue, b.open, b.made).cmp(&(a.overdue, a.open, a.made)).then(a.name.cmp(&b.name))
    });
    let left = rows.len().saturating_sub(CLIENTS);
    rows.truncate(CLIENTS);
    (rows, (left > 0).then(|| format!("{} more, on their own pages.", show::many(left, "client"))))
}
