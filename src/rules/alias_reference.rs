//! `alias-reference`

use super::ask::names;
use crate::diagnostic::Level::{Info, Warn};
use crate::diagnostic::Safety;
use crate::registry::Found;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::site::Site;

pub(super) static RULE: Rule = Rule {
    name: "alias-reference",
    group: Group::References,
    levels: [Info, Info, Warn],
    kind: Kind::Corpus,
    from: From::Any,
    summary: "a name is written as people say it, not by its slug",
    explain: Explain {
        finds: "A client, person, team, vendor, service or tag that is written by one of the `aliases` or by the \
                `name` of its registry entry, in whatever case. It is understood all the same.",
        why: "What people type is accepted; what is kept has one spelling, so that a search finds all of it.",
        bad: "client: \"ACME GmbH\"",
        good: "client: acme",
        mend: "Write the slug that the help names.",
        ignore: "Where documents are written by another program that only knows the full name.",
    },
    source: &["RF"],
    options: &[],
    fix: Some(Safety::Safe),
    check: Check::Each(look, beside),
};

fn look(case: &Case<'_>) -> Vec<Finding> {
    names::of(case.document).filter_map(|said| told(case.site, said)).collect()
}

fn beside(site: &Site) -> Vec<Finding> {
    names::beside(site).filter_map(|said| told(site, said)).collect()
}

fn told(site: &Site, said: names::Said<'_>) -> Option<Finding> {
    let Found::Alias(name) = site.registry.find(said.mention.kind, &said.mention.name) else { return None };
    let message = format!("`{}` is another name of `{}`", said.mention.name, name.slug);
    let fix = said.fix(site, &name.slug);
    Some(Finding { fix, ..said.finding(message).help(format!("write `{}`", name.slug)) })
}
