//! Lists of incidents: all of them, and those that have something in common.

use serde::Serialize;

use crate::pages::facets::{FacetGroup, heading, marked, of_year};
use crate::pages::ledger::is_counted;
use crate::pages::parts::{Brief, Count, IncidentRow, Link, Text, Turn};
use crate::pages::roll::{self, Calendar, Cut, List, MOST, NEWEST, listed, lists, month_name, within};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::render::fault::ThemeFault;
use crate::site::{DocId, Site};

/// The newest, a page a year, and the lists of names that have many.
pub static KIND: Kind = Kind { name: "incident-list", plan, draw };

/// A list for each value of a field, and for each playbook.
pub static FACET: Kind = Kind { name: "facet", plan: plan_facets, draw };

/// `incident-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct IncidentListView<'a> {
    /// The only `h1`.
    pub heading: Text<'a>,
    /// How many there are, in a sentence.
    pub lede: String,
    /// Lists by one field each, with how many they hold.
    pub facets: Vec<FacetGroup>,
    /// The pages of this list.
    pub years: Vec<Count>,
    /// The pages of this year, where it is cut by month.
    pub months: Vec<Count>,
    /// The incidents of this page, where they are few.
    pub rows: Vec<IncidentRow<'a>>,
    /// The same in a line each, where they are many.
    pub lines: Vec<Lines<'a>>,
    /// What is said where there are none.
    pub empty: &'static str,
    /// The pages before and after.
    pub turn: Turn<'a>,
}

/// Incidents of a month or a year, a line each.
#[derive(Debug, Clone, Serialize)]
pub struct Lines<'a> {
    /// Id of the heading.
    pub id: String,
    /// Month and year, or year.
    pub heading: String,
    /// Each.
    pub rows: Vec<Brief<'a>>,
}

fn plan(site: &Site) -> Vec<(String, Subject)> {
    planned(site, |list| matches!(list, List::All | List::Name(..)))
}

fn plan_facets(site: &Site) -> Vec<(String, Subject)> {
    planned(site, |list| matches!(list, List::Facet(..) | List::Playbook(_)))
}

fn planned(site: &Site, is_wanted: fn(&List) -> bool) -> Vec<(String, Subject)> {
    let lists = lists(site).into_iter().filter(is_wanted);
    lists
        .flat_map(|list| {
            let cuts = list.cuts(site).into_iter();
            cuts.map(|cut| (list.address(cut), Subject::List(list.clone(), cut))).collect::<Vec<_>>()
        })
        .collect()
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::List(list, cut) = &page.subject else { return Ok(()) };
    let (site, cut) = (press.site(), *cut);
    let all = list.ids(site);
    let here: Vec<DocId> = listed(site, within(site, all, cut)).map(|(id, _)| id).collect();
    let calendar = match cut {
        Cut::Month(year, _) => roll::calendar(site, within(site, all, Cut::Year(year))),
        _ => roll::calendar(site, all),
    };
    let name = heading(press, list);
    let (rows, lines) = shown(press, &here, cut, list);
    let is_cut = *list == List::All || calendar.values().flat_map(|it| it.values()).sum::<usize>() > MOST;
    let view = IncidentListView {
        lede: lede(site, &here, rows.len() + lines.iter().map(|it| it.rows.len()).sum::<usize>()),
        facets: match (list, cut) {
            (List::All | List::Facet(..), Cut::Newest) => marked(press.facets(), list),
            (List::All, Cut::Year(year)) => of_year(site, year),
            _ => Vec::new(),
        },
        years: if is_cut && !matches!(cut, Cut::Month(..)) {
            roll::years(list, &calendar, cut)
        } else {
            Vec::new()
        },
        months: months(list, &calendar, cut),
        rows,
        lines,
        empty: if *list == List::All {
            "No incident has been written up yet. `amends new incident` asks six questions."
        } else {
            "No incident is left here."
        },
        turn: turn(list, &calendar, cut),
        heading: match cut {
            Cut::Newest => name.clone().into(),
            Cut::Year(year) => format!("{name}, {year}").into(),
            Cut::Month(year, month) => format!("{name}, {} {year}", month_name(month)).into(),
        },
    };
    let frame = PageFrame::new(press, page, view.heading.clone(), section(list), []);
    let frame = frame.below(above(press, list, cut, &name)).about(view.lede.clone());
    press.print("incident-list.html", frame, view, page, out)
}

/// A table where there are few, else a line for each; the newest of a list that is too long for either.
fn shown<'p>(
    press: &Press<'p>,
    ids: &[DocId],
    cut: Cut,
    list: &List,
) -> (Vec<IncidentRow<'p>>, Vec<Lines<'p>>) {
    let (is_all, has_months) = (*list == List::All, list.has_months());
    let is_newest = is_all && cut == Cut::Newest;
    let is_cut = ids.len() > MOST && (cut == Cut::Newest || has_months && matches!(cut, Cut::Year(_)));
    if is_newest || is_cut || ids.len() <= NEWEST {
        let most = if is_cut && !is_newest { NEWEST / 2 } else { NEWEST };
        let rows = ids.iter().take(most).filter_map(|id| show::incident_row(press, *id));
        return (rows.collect(), Vec::new());
    }
    let mut lines: Vec<Lines<'p>> = Vec::new();
    for &id in ids.iter().take(MOST) {
        let day = press.site().get(id).and_then(|it| Some(it.incident()?.date.as_ref()?.day()));
        let heading = match (day, cut) {
            (Some(day), Cut::Newest) => day.year().to_string(),
            (Some(day), _) => format!("{} {}", month_name(day.month()), day.year()),
            (None, _) => "Without a date".to_owned(),
        };
        let Some(row) = show::incident_line(press, id) else { continue };
        match lines.last_mut().filter(|last| last.heading == heading) {
            Some(last) => last.rows.push(row),
            None => {
                let id = format!("at-{}", heading.to_lowercase().replace(' ', "-"));
                lines.push(Lines { id, heading, rows: vec![row] });
            }
        }
    }
    (Vec::new(), lines)
}

fn lede(site: &Site, ids: &[DocId], shown: usize) -> String {
    let others = ids.iter().filter_map(|id| site.get(*id)).filter(|document| !is_counted(document)).count();
    let count = if shown < ids.len() {
        format!("The newest {shown} of {}", ids.len())
    } else {
        show::sentence_start(&show::many(ids.len(), "incident"))
    };
    let rest = match others {
        0 => String::new(),
        1 => "; 1 is not part of the record yet, or a drill".to_owned(),
        others => format!("; {others} are not part of the record yet, or drills"),
    };
    format!("{count}, newest first{rest}.")
}

fn months(list: &List, calendar: &Calendar, cut: Cut) -> Vec<Count> {
    let (year, current) = match cut {
        Cut::Newest => return Vec::new(),
        Cut::Year(year) => (year, None),
        Cut::Month(year, month) => (year, Some(month)),
    };
    calendar.get(&year).map(|months| roll::months(list, year, months, current)).unwrap_or_default()
}

fn turn(list: &List, calendar: &Calendar, cut: Cut) -> Turn<'static> {
    let link =
        |cut: Cut, text: String| Link { href: list.address(cut).into(), text: text.into(), outside: false };
    let (prev, next) = match cut {
        Cut::Newest => return Turn::default(),
        Cut::Year(year) => {
            let link = |year: &i16| link(Cut::Year(*year), year.to_string());
            let before = calendar.range(..year).next_back().map(|(year, _)| link(year));
            (before, calendar.range(year.saturating_add(1)..).next().map(|(year, _)| link(year)))
        }
        Cut::Month(year, month) => {
            let link = |month: &i8| link(Cut::Month(year, *month), format!("{} {year}", month_name(*month)));
            let Some(months) = calendar.get(&year) else { return Turn::default() };
            let before = months.range(..month).next_back().map(|(month, _)| link(month));
            (before, months.range(month.saturating_add(1)..).next().map(|(month, _)| link(month)))
        }
    };
    Turn { prev_label: "Earlier", prev, next_label: "Later", next }
}

fn section(list: &List) -> &'static str {
    if let List::Name(shelf, _) = list { shelf.word() } else { "incidents" }
}

/// The way here.
fn above<'p>(press: &Press<'p>, list: &List, cut: Cut, name: &str) -> Vec<(String, Text<'p>)> {
    let mut above: Vec<(String, Text<'p>)> = Vec::new();
    match list {
        List::All if cut == Cut::Newest => return above,
        List::All => {}
        List::Name(shelf, slug) => {
            above.push((format!("{}/index.html", shelf.word()), show::shelf_name(*shelf).into()));
            let shown = press.site().registry.get(*shelf, slug).map_or("", |name| name.shown());
            above.push((format!("{}/{slug}.html", shelf.word()), shown.into()));
        }
        List::Facet(..) | List::Playbook(_) => {
            above.push(("incidents/index.html".to_owned(), "Incidents".into()))
        }
    }
    if cut != Cut::Newest {
        let name = if *list == List::All { "Incidents".to_owned() } else { name.to_owned() };
        above.push((list.address(Cut::Newest), name.into()));
    }
    if let Cut::Month(year, _) = cut {
        above.push((list.address(Cut::Year(year)), year.to_string().into()));
    }
    above
}
