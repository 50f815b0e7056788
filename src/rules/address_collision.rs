//! `address-collision`

use crate::address::folder;
use crate::config::{CONTENT, SITE_TOML};
use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::document::Document;
use crate::registry::{Name, Shelf};
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::rules;
use crate::site::Site;
use crate::source::{FileId, Span};
use crate::tree::decode::Field;
use foldhash::fast::RandomState;
use std::collections::{BTreeSet, HashMap};

pub(super) static RULE: Rule = Rule {
    name: "address-collision",
    group: Group::References,
    levels: [Error, Error, Error],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "two pages of the site would have one address",
    explain: Explain {
        finds: "A document, an alias or a file beside a document whose address another one has, or a page that is \
                always made (such as `incidents/2025.html`), also where the two differ only by case. An alias that \
                cannot be an address of this site: one that does not end in `.html`, starts with `/`, or has `..`, \
                a host or an empty part in it.",
        why: "One of the two would never be seen, and on some machines it would silently take the other's place.",
        bad: "# in 2025-03-04-acme-contact-form.md\naliases: [incidents/2024-11-02-acme-mail.html]",
        good: "# in 2025-03-04-acme-contact-form.md\naliases: [incidents/acme-form.html]",
        mend: "Change the alias, or rename the file that is newer.",
        ignore: "Never.",
    },
    source: &["log4brains183"],
    options: &[],
    fix: None,
    check: Check::Names(look),
};

/// Pages that every site has.
const ALWAYS: &[&str] = &[
    "index.html",
    "all.html",
    "404.html",
    "feed.xml",
    "s.css",
    "icon.svg",
    "sitemap.xml",
    "robots.txt",
    "incidents/index.html",
    "playbooks/index.html",
    "prevention/index.html",
    "prevention/done.html",
    "clients/index.html",
    "services/index.html",
    "tags/index.html",
    "teams/index.html",
    "vendors/index.html",
    "rules/index.html",
    "about.html",
    "causes/index.html",
    "founding.html",
    "lessons/index.html",
    "promises.html",
    "search.html",
    "data.html",
    "feeds.html",
    "amends.json",
    "amends.schema.json",
    "calendar.ics",
    "incidents.csv",
    "prevention.csv",
    "t.js",
    "site.js",
    "search.js",
];

/// Folders in which all is made.
const FOLDERS: &[&str] = &["all/", "charts/", "incidents/brief/", "incidents/by/", "search/"];

/// Registries whose names have pages.
const SHELVES: [Shelf; 5] = [Shelf::Clients, Shelf::Services, Shelf::Tags, Shelf::Teams, Shelf::Vendors];

/// Who has an address.
#[derive(Clone, Copy)]
enum Holder<'a> {
    Made,
    Asset(&'a str),
    Document(&'a Document),
    Alias(&'a Document, &'a Field<Box<str>>),
}

/// Addresses in small letters, and who has them first.
type Held<'a> = HashMap<String, (String, Holder<'a>), RandomState>;

fn look(site: &Site) -> Vec<Finding> {
    let mut held: Held<'_> = made(site).into_iter().map(|url| (url.to_lowercase(), (url, Holder::Made))).collect();
    let mut findings = Vec::new();
    let prefix = |path: &'_ str| path.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/')).map(str::to_owned);
    let assets = site.sources.assets.iter().filter_map(|path| Some((prefix(path)?, Holder::Asset(path))));
    let documents = site.documents.iter().map(|document| (document.address(), Holder::Document(document)));
    let aliases = site.documents.iter().flat_map(|document| {
        document.aliases().iter().map(move |alias| (alias.value.to_string(), Holder::Alias(document, alias)))
    });
    for (url, holder) in assets.chain(documents).chain(aliases) {
        if let Holder::Alias(document, alias) = holder
            && let Some(why) = no_address(alias)
        {
            findings.push(told(document, alias, format!("`{url}` {why}")).help("write it as `incidents/acme-form.html`"));
            continue;
        }
        let small = url.to_lowercase();
        if FOLDERS.iter().any(|folder| small.starts_with(folder)) {
            findings.extend(collision(site, &url, holder, &url, Holder::Made));
            continue;
        }
        match held.get(&small) {
            Some((other, first)) => findings.extend(collision(site, &url, holder, other, *first)),
            None => {
                held.insert(small, (url, holder));
            }
        }
    }
    findings
}

/// The addresses of pages that are no document's.
fn made(site: &Site) -> Vec<String> {
    let dates = site.documents.iter().filter_map(|document| document.incident()?.date.as_ref());
    let years: BTreeSet<i16> = dates.map(|date| date.day().year()).collect();
    let names = SHELVES.iter().flat_map(|shelf| {
        let endings = ["html", "xml", "ics"].iter();
        let of = move |name: &Name| endings.clone().map({
            let start = format!("{}/{}", shelf.word(), name.slug);
            move |ending| format!("{start}.{ending}")
        });
        site.registry.names(*shelf).iter().flat_map(of)
    });
    let always = ALWAYS.iter().map(|url| (*url).to_owned());
    let years = years.into_iter().map(|year| format!("incidents/{year}.html"));
    always.chain(years).chain(names).chain(rules::ALL.iter().map(|rule| format!("rules/{}.html", rule.name))).collect()
}

/// Why an alias cannot be an address of the site.
fn no_address(alias: &str) -> Option<&'static str> {
    if alias.starts_with('/') {
        Some("starts with `/`; an alias counts from the top of the site")
    } else if alias.contains(['?', '#', ':', '\\', '*', '"', '<', '>', '|', '%']) || alias.contains(char::is_control) {
        Some("has a character that an address of the site must not have")
    } else if alias.split('/').any(|part| matches!(part, "." | "..")) {
        Some("has a part that leads elsewhere")
    } else if alias.split('/').any(|part| part.trim() != part || part.is_empty()) {
        Some("has an empty part, or one with spaces around it")
    } else if !alias.ends_with(".html") {
        Some("does not end in `.html`")
    } else {
        None
    }
}

fn collision(site: &Site, url: &str, holder: Holder<'_>, other: &str, first: Holder<'_>) -> Option<Finding> {
    let case = if url == other { String::new() } else { format!(" but for its case (`{other}`)") };
    let whose = match first {
        Holder::Made => "a page that every site has".to_owned(),
        Holder::Asset(path) => path.to_owned(),
        Holder::Document(document) => document.path.to_string(),
        Holder::Alias(document, _) => format!("an alias in {}", document.path),
    };
    let message = format!("`{url}` is also the address of {whose}{case}");
    match (holder, first) {
        (Holder::Made, _) | (Holder::Asset(_), Holder::Asset(_)) => None,
        // Two documents of one kind with one id are told by `duplicate-id`.
        (Holder::Document(a), Holder::Document(b)) if a.id == b.id => None,
        (Holder::Asset(path), _) => {
            let help = format!("rename {path}, or move it into a folder beside its document");
            let place = Place { file: near_file(site, path)?, span: Span::default() };
            Some(Finding::elsewhere(place, message).help(help))
        }
        (Holder::Document(document), _) => {
            let help = match first {
                Holder::Made => "rename the file",
                _ => "rename one of the two files",
            };
            Some(Finding::absent_from(document.file, "id", message).help(help))
        }
        (Holder::Alias(document, alias), _) => {
            Some(told(document, alias, message).help("take the alias out, or choose another one"))
        }
    }
}

fn told(document: &Document, alias: &Field<Box<str>>, message: String) -> Finding {
    Finding::elsewhere(Place { file: document.file, span: alias.span }, message).field("aliases")
}

/// A file that can be named in place of one that is no text: site.toml, or a document beside it.
fn near_file(site: &Site, path: &str) -> Option<FileId> {
    let beside = || site.documents.iter().find(|document| folder(&document.path) == folder(path));
    let any = || site.documents.first();
    site.sources.find(SITE_TOML).or_else(|| beside().or_else(any).map(|document| document.file))
}
