//! `secret-in-text`

use crate::diagnostic::Level::Error;
use crate::diagnostic::Place;
use crate::rule::{Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-text",
    group: Group::Privacy,
    levels: [Error, Error, Error],
    kind: Kind::Heuristic,
    from: From::Any,
    summary: "a password, a key or a token in the text",
    explain: Explain {
        finds: "In every text of the project, also in front matter, code, comments and registries: private keys; the \
                tokens of some seventy providers by their shape; passwords in addresses, in commands and behind \
                `password:`, `pwd=` and their kin; long random values behind `api_key`, `secret` or `token`. Signs \
                for a value are let through (`EXAMPLE`, `xxxx`, `<token>`, `${VAR}`, `changeme`, `***`, `12345678`), and \
                so are hashes, ids of commits, UUIDs, paths, links and names of variables. What is found is shown \
                nowhere, neither in reports nor on pages: an x stands for every letter.",
        why: "A write-up is read, copied and sent on for years, and its history keeps what the next version takes out.",
        bad: "psql postgres://app:hunter2@db",
        good: "psql postgres://app:***@db",
        mend: "Revoke it first, then put a sign in its place. Taking it out is not enough: it stands in the history \
               of the repository.",
        ignore: "Never by a comment. A value that is public, or only looks like one, goes to `allow`.",
    },
    source: &["PR"],
    options: &[("allow", "values that are known to be no secret, letter for letter")],
    fix: None,
    check: Check::Site(look),
};

fn look(site: &Site) -> Vec<Finding> {
    let told = |(file, hidden): (_, &crate::source::Hidden)| {
        let place = Place { file, span: hidden.span };
        Finding::elsewhere(place, format!("this looks like {}", hidden.what))
            .label("hidden here; the file still has it")
            .help("revoke it first, then write `***` in its place")
    };
    site.sources.hidden().map(told).collect()
}
