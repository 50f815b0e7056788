//! What there is to subscribe to, and to take away.

use serde::Serialize;

use crate::pages::parts::Text;
use crate::pages::shell::{PageFrame, Subscription};
use crate::pages::{Kind, Page, Press, Subject, calendar, data, data_page, feed, table};
use crate::registry::{Name, Shelf};
use crate::render::fault::ThemeFault;
use crate::site::Site;

/// Address of the page.
pub const ADDRESS: &str = "feeds.html";

/// The page.
pub static KIND: Kind = Kind { name: "feeds", plan, draw };

/// Most names of a registry that the page lists; the page of every other name leads to its feed.
const MOST: usize = 60;

/// `feeds.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct FeedListView<'a> {
    /// Feeds, calendars, tables and data.
    pub groups: Vec<FeedGroup<'a>>,
    /// Whether the site knows its own address, without which a reader on another machine finds nothing.
    pub is_absolute: bool,
}

/// Files of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct FeedGroup<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// What they hold, in a sentence or two.
    pub about: &'static str,
    /// Each.
    pub rows: Vec<FeedRow<'a>>,
    /// Where the others are, if not all are here.
    pub more: Option<&'static str>,
}

/// A file.
#[derive(Debug, Clone, Serialize)]
pub struct FeedRow<'a> {
    /// What it is about.
    pub text: Text<'a>,
    /// Its address.
    pub href: String,
}

/// What can be subscribed to for what a page is about.
pub fn of_page(site: &Site, subject: &Subject) -> Vec<Subscription> {
    let Subject::Name(shelf, slug) = subject else { return Vec::new() };
    let Some(name) = site.registry.get(*shelf, slug) else { return Vec::new() };
    let subscription = |href, mime, what: &str| Subscription {
        href,
        text: feed::title(site, name),
        label: format!("{what} of {}", name.shown()),
        mime,
    };
    match shelf {
        Shelf::Teams => vec![subscription(calendar::address(name), "text/calendar", "calendar")],
        shelf if feed::SHELVES.contains(shelf) => {
            vec![subscription(feed::address(*shelf, name), "application/atom+xml", "feed")]
        }
        _ => Vec::new(),
    }
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    vec![(ADDRESS.to_owned(), Subject::All)]
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let site = press.site();
    let names = [
        (Shelf::Clients, "at-clients", "Feeds of clients", "The newest incidents of each client."),
        (Shelf::Services, "at-services", "Feeds of services", "The newest incidents of each service."),
        (Shelf::Tags, "at-tags", "Feeds of tags", "The newest incidents with each tag."),
    ];
    let of_shelf = |(shelf, id, heading, about)| of_names(site, shelf, feed::address, [id, heading, about]);
    let groups = [incidents(), calendars(site), data_files()];
    let groups = groups.into_iter().chain(names.into_iter().filter_map(of_shelf)).collect();
    let view = FeedListView { groups, is_absolute: site.config.url.is_some() };
    let frame = PageFrame::new(press, page, "Feeds and data", "feeds", []);
    let about = "What to subscribe to, and the record as files for other programs";
    press.print("feeds.html", frame.about(about), view, page, out)
}

fn incidents() -> FeedGroup<'static> {
    FeedGroup {
        id: "at-feeds",
        heading: "Feed",
        about: "The newest incidents of the record, for a feed reader or a chat (Atom). Drafts and drills are left out.",
        rows: vec![FeedRow { text: "All incidents".into(), href: feed::ALL.to_owned() }],
        more: None,
    }
}

fn calendars(site: &Site) -> FeedGroup<'_> {
    let words = [
        "at-calendars",
        "Calendars",
        "What is due: open prevention steps, follow-ups, promises to clients, and playbooks to be walked through. \
         Each is an event of a whole day, which goes when the work is done; what has been overdue for more than a year \
         is on the boards alone. The calendar of a team holds what its \
         people are to do, and what nobody was named for where the team took the blame.",
    ];
    let all = FeedRow { text: "All that is due".into(), href: calendar::ALL.to_owned() };
    let teams = of_names(site, Shelf::Teams, |_, team| calendar::address(team), words);
    let (rows, more) = teams.map_or((Vec::new(), None), |group| (group.rows, group.more));
    let [id, heading, about] = words;
    FeedGroup { id, heading, about, rows: [all].into_iter().chain(rows).collect(), more }
}

fn of_names<'a>(
    site: &'a Site,
    shelf: Shelf,
    address: impl Fn(Shelf, &Name) -> String,
    [id, heading, about]: [&'static str; 3],
) -> Option<FeedGroup<'a>> {
    let names = site.registry.names(shelf);
    let row = |name: &'a Name| FeedRow { text: name.shown().into(), href: address(shelf, name) };
    (!names.is_empty()).then(|| FeedGroup {
        id,
        heading,
        about,
        rows: names.iter().take(MOST).map(row).collect(),
        more: (names.len() > MOST).then_some("There are more: each has its link at the foot of its page."),
    })
}

fn data_files() -> FeedGroup<'static> {
    let row = |text: &'static str, href: &str| FeedRow { text: text.into(), href: href.to_owned() };
    FeedGroup {
        id: "at-data",
        heading: "Data",
        about: "The record for spreadsheets and other programs.",
        rows: vec![
            row("Incidents as a table (CSV)", table::INCIDENTS),
            row("Prevention steps as a table (CSV)", table::PREVENTION),
            row("All records (JSON)", data::ADDRESS),
            row("The schema of all records (JSON Schema)", data::SCHEMA),
            row("What the files hold, field by field", data_page::ADDRESS),
        ],
        more: None,
    }
}
