//! `personal-data`

use super::ask::personal::{Allowed, Personal, find};
use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::{Fix, Place, Safety};
use crate::registry::Shelf;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use std::cell::LazyCell;

pub(super) static RULE: Rule = Rule {
    name: "personal-data",
    group: Group::Privacy,
    levels: [Info, Warn, Warn],
    kind: Kind::Heuristic,
    from: From::Any,
    summary: "an address, a number or an account of a single person in the text",
    explain: Explain {
        finds: "In documents, also in their front matter, code and comments: e-mail addresses, IBANs with a right check \
                digit and, outside of code, phone numbers with their country or behind a word for them, and \
                national numbers: US social security, UK national insurance, the French and the German one with \
                their check digits. Let through are role mailboxes such as info@ and support@, domains kept for examples, \
                logins of commands and addresses, and what stands in a `reach` of clients.yaml.",
        why: "The page outlives the job of whoever is named, is read by people who never met them, and they were \
              not asked.",
        bad: "The refund goes to DE89 3704 0044 0532 0130 00.",
        good: "The refund goes to the account in the contract.",
        mend: "Write a slug, a role or initials; what is needed to reach a client belongs to `reach` in clients.yaml.",
        ignore: "Where the address is public and means no single person: better, put it in `allow`.",
    },
    source: &["S2.7", "PR"],
    options: &[("allow", "addresses, domains and numbers that may stand, such as `acme.com`")],
    fix: Some(Safety::Display),
    check: Check::Document(look),
};

const HELP: &str = "write a slug, a role or initials";

fn look(case: &Case<'_>) -> Vec<Finding> {
    let Case { site, document, .. } = *case;
    // Most documents have nothing to allow.
    let allowed = LazyCell::new(|| {
        let option = site.config.lint.option_words("personal-data", "allow").unwrap_or_default();
        let clients = site.registry.names(Shelf::Clients).iter();
        let reach = clients.filter_map(|client| client.entry.reach.as_ref());
        Allowed::of(option.into_iter().chain(reach.map(|reach| reach.value.as_ref())))
    });
    let code = &document.body.code_blocks;
    let is_code = |at: usize| code.iter().any(|block| block.span.range().contains(&at));
    let told = |data: Personal| {
        let place = Place { file: document.file, span: data.span };
        Finding::elsewhere(place, format!("this looks like {} of a single person", data.what))
            .help(HELP)
            .fix(Fix::shown(HELP))
    };
    find(site.text(document), &allowed, is_code).into_iter().map(told).collect()
}
