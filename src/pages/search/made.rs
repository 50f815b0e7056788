//! What can be found that nobody writes: the sections of the site, rules, kinds of causes, lessons and charts.

use crate::pages::{cause, charts, lesson, rule, shell};
use crate::rules::ALL;
use crate::search::entry::{Entry, Passage};
use crate::site::Site;

/// A page, or a place on one, that the site makes by itself.
#[derive(Debug, Clone)]
pub(super) struct Made {
    /// Its kind, as it is shown.
    pub(super) kind: &'static str,
    /// Its address.
    pub(super) href: String,
    title: String,
    about: String,
    /// Whether it is less than what is written about the same words.
    is_aside: bool,
}

/// What is said of every page of lessons.
const LESSONS: &str = "What went well, what would have averted it, and the steps that came of it.";

/// All of them: sections first, rules last.
pub(super) fn made(site: &Site) -> Vec<Made> {
    let sections = shell::made(site).into_iter().map(|item| of("page", item.href, item.text, "", false));
    let causes = cause::known(site)
        .map(|kind| of("cause", cause::address(kind), cause::name(kind), cause::meaning(kind), true));
    let lessons = lesson::pages(site).map(|(href, heading)| of("lesson", href, heading, LESSONS, true));
    let charts = charts::topics().map(|topic| {
        of("chart", format!("charts/index.html#{}", topic.name), topic.label.into(), topic.question, true)
    });
    let rules = ALL.iter().map(|it| of("rule", rule::address(it), it.name.into(), it.summary, true));
    sections.chain(causes).chain(lessons).chain(charts).chain(rules).collect()
}

fn of(kind: &'static str, href: String, title: String, about: &'static str, is_aside: bool) -> Made {
    Made { kind, href, title, about: about.replace('`', ""), is_aside }
}

impl Made {
    /// Its words.
    pub(super) fn entry<'a>(&self) -> Entry<'a> {
        let about = Passage { text: self.about.clone().into(), is_field: true, ..Passage::default() };
        Entry {
            title: self.title.clone().into(),
            passages: if self.about.is_empty() { Vec::new() } else { vec![about] },
            is_aside: self.is_aside,
            ..Entry::default()
        }
    }
}
