//! `id-path-mismatch`

use crate::date::Day;
use crate::diagnostic::{Fix, Safety};
use crate::diagnostic::Level::{Info, Warn};
use crate::document::incident::Incident;
use crate::registry::Shelf;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    name: "id-path-mismatch",
    group: Group::References,
    levels: [Info, Warn, Warn],
    kind: Kind::Deterministic,
    from: From::Any,
    summary: "the file name gives another day or client than the front matter",
    explain: Explain {
        finds: "An incident whose file name starts with a day that is not its `date`, or names (right behind the \
                day) the slug of a client that is not among its clients. File names without a day, or with a name \
                that is no client's, are fine.",
        why: "People look for a write-up by the name of its file, and the name is its permanent address.",
        bad: "# 2025-03-05-acme-contact-form.md\ndate: 2025-03-04",
        good: "# 2025-03-04-acme-contact-form.md\ndate: 2025-03-04",
        mend: "Correct `date` or `client` if they are wrong. If the file name is wrong, rename the file and note \
               its former address under `aliases`.",
        ignore: "When links to the file are already out in the world and its name is known to be off.",
    },
    source: &["ADRlint"],
    options: &[],
    fix: Some(Safety::Display),
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some((day, rest)) = dated(case.document.stem()) else { return Vec::new() };
    let date = incident.date.as_ref().filter(|date| date.day() != day).map(|date| {
        Finding::on(date, "date", format!("the file name says {day}, `date` says {}", date.day()))
            .help("correct `date`, or rename the file and add its former address to `aliases`")
    });
    date.into_iter().chain(client(incident, case.site, rest)).collect()
}

/// The day that a file name starts with, and what follows.
fn dated(stem: &str) -> Option<(Day, &str)> {
    let (day, rest) = stem.split_at_checked(10)?;
    let rest = if rest.is_empty() { rest } else { rest.strip_prefix(['-', '_'])? };
    Some((Day::parse(day)?, rest))
}

fn client(incident: &Incident, site: &Site, rest: &str) -> Option<Finding> {
    let clients = incident.client.as_ref()?;
    let begins = |slug: &str| rest.strip_prefix(slug).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let own = site.clients(incident);
    let named = site.registry.names(Shelf::Clients).iter().filter(|client| begins(&client.slug));
    // Of `acme` and `acme-north`, the longer one is meant; `internal` is a word like any other.
    let named = named.filter(|client| client.place.is_some()).max_by_key(|client| client.slug.len())?;
    if own.is_empty() || own.iter().any(|client| client.slug == named.slug || begins(&client.slug)) {
        return None;
    }
    let said: Vec<&str> = own.iter().map(|client| client.slug.as_ref()).collect();
    let message = format!("the file name says `{}`, `client` says `{}`", named.slug, said.join("`, `"));
    let shown = Fix::shown("rename the file, and add its former address to `aliases`");
    let finding = Finding::on(clients, "client", message).fix(shown);
    Some(finding.help("correct `client`, or rename the file and add its former address to `aliases`"))
}
