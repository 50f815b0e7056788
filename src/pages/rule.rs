//! The rules: a list, and a page for each.

use serde::Serialize;

use crate::pages::parts::{Fact, Link, Text, Turn};
use crate::pages::shell::PageFrame;
use crate::pages::{Kind, Page, Press, Subject, show};
use crate::render::fault::ThemeFault;
use crate::rule::{From, Group, Rule};
use crate::rules::ALL;
use crate::site::Site;

/// The list.
pub static LIST: Kind = Kind { name: "rule-list", plan: plan_list, draw: draw_list };

/// A page for each rule.
pub static KIND: Kind = Kind { name: "rule", plan, draw };

/// `rule-list.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RuleListView<'a> {
    /// How many there are, in a sentence.
    pub lede: String,
    /// By group.
    pub groups: Vec<RuleGroup<'a>>,
}

/// Rules of one group.
#[derive(Debug, Clone, Serialize)]
pub struct RuleGroup<'a> {
    /// Id of its heading.
    pub id: Text<'a>,
    /// Its heading.
    pub heading: Text<'a>,
    /// How many.
    pub count: usize,
    /// Each.
    pub rows: Vec<RuleRow<'a>>,
}

/// A rule in the list.
#[derive(Debug, Clone, Serialize)]
pub struct RuleRow<'a> {
    /// Name.
    pub name: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// What it finds.
    pub summary: Text<'a>,
    /// Level in the profile `starter`.
    pub starter: &'static str,
    /// Level in the profile `standard`.
    pub standard: &'static str,
    /// Level in the profile `strict`.
    pub strict: &'static str,
}

/// `rule.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct RuleView<'a> {
    /// The only `h1`.
    pub name: Text<'a>,
    /// What it finds.
    pub summary: Text<'a>,
    /// Group, levels, from which status, fix.
    pub facts: Vec<Fact<'a>>,
    /// What `amends explain` says, part by part.
    pub parts: Vec<RulePart<'a>>,
    /// Neighbours in the list.
    pub turn: Turn<'a>,
}

/// A part of the explanation.
#[derive(Debug, Clone, Serialize)]
pub struct RulePart<'a> {
    /// Id of its heading.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// Text.
    pub paragraphs: Vec<Text<'a>>,
    /// An example.
    pub code: Option<Text<'a>>,
}

fn plan_list(_: &Site) -> Vec<(String, Subject)> {
    vec![("rules/index.html".into(), Subject::All)]
}

fn plan(_: &Site) -> Vec<(String, Subject)> {
    ALL.iter().map(|rule| (address(rule), Subject::Rule(rule))).collect()
}

/// The address of a rule.
pub fn address(rule: &Rule) -> String {
    format!("rules/{}.html", rule.name)
}

fn draw_list(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let groups: Vec<RuleGroup<'_>> = Group::ALL.iter().filter_map(|group| of_group(*group)).collect();
    let view = RuleListView {
        lede: format!(
            "What the check looks at: {}. A profile says how grave each finding is.",
            show::many(ALL.len(), "rule")
        ),
        groups,
    };
    let frame = PageFrame::new(press, page, "Rules", "rules", []).about(view.lede.clone());
    press.print("rule-list.html", frame, view, page, out)
}

fn of_group(group: Group) -> Option<RuleGroup<'static>> {
    let row = |rule: &&'static Rule| {
        let [starter, standard, strict] = rule.levels.map(|level| level.word());
        RuleRow {
            name: rule.name.into(),
            href: address(rule).into(),
            summary: rule.summary.into(),
            starter,
            standard,
            strict,
        }
    };
    let rows: Vec<RuleRow<'static>> = ALL.iter().filter(|rule| rule.group == group).map(row).collect();
    let id = format!("at-{}", group.word());
    (!rows.is_empty()).then(|| RuleGroup {
        id: id.into(),
        heading: group.word().into(),
        count: rows.len(),
        rows,
    })
}

fn draw(press: &Press<'_>, page: &Page, out: &mut Vec<u8>) -> Result<(), ThemeFault> {
    let Subject::Rule(rule) = page.subject else { return Ok(()) };
    let view = RuleView {
        name: rule.name.into(),
        summary: rule.summary.into(),
        facts: facts(rule),
        parts: parts(rule),
        turn: turn(rule),
    };
    let above = ("rules/index.html".to_owned(), "Rules");
    let frame = PageFrame::new(press, page, rule.name, "rules", [above]).about(rule.summary);
    press.print("rule.html", frame, view, page, out)
}

fn facts(rule: &'static Rule) -> Vec<Fact<'static>> {
    let [starter, standard, strict] = rule.levels.map(|level| level.word());
    let from = match rule.from {
        From::Any => "always",
        From::Draft => "drafts on",
        From::Review => "review on",
        From::Published => "publication on",
    };
    vec![
        Fact::text("Group", Some(format!("@{}", rule.group.word()))),
        Fact::text("Starter", Some(starter)),
        Fact::text("Standard", Some(standard)),
        Fact::text("Strict", Some(strict)),
        Fact::text("Counts from", Some(from)),
        Fact::text("Mended by", Some(rule.mended_by().replace('`', ""))),
        Fact::text("Comes from", (!rule.source.is_empty()).then(|| rule.source.join(", "))),
    ]
}

fn parts(rule: &'static Rule) -> Vec<RulePart<'static>> {
    let explain = &rule.explain;
    let prose =
        |id, heading, text: &'static str| RulePart { id, heading, paragraphs: vec![text.into()], code: None };
    let code = |id, heading, text: &'static str| RulePart {
        id,
        heading,
        paragraphs: Vec::new(),
        code: Some(text.into()),
    };
    let mut parts = vec![
        prose("at-finds", "What it finds", explain.finds),
        prose("at-why", "Why", explain.why),
        code("at-bad", "What it speaks about", explain.bad),
        code("at-good", "The same, mended", explain.good),
        prose("at-mend", "How to mend it", explain.mend),
        prose("at-ignore", "When to ignore it", explain.ignore),
    ];
    if !rule.options.is_empty() {
        let options = rule.options.iter().map(|(key, meaning)| format!("{key}: {meaning}").into());
        parts.push(RulePart {
            id: "at-options",
            heading: "Options",
            paragraphs: options.collect(),
            code: None,
        });
    }
    parts.retain(|part| {
        part.code.as_ref().is_some_and(|code| !code.is_empty())
            || part.paragraphs.iter().any(|text| !text.is_empty())
    });
    parts
}

fn turn(rule: &Rule) -> Turn<'static> {
    let at = ALL.iter().position(|other| other.name == rule.name).unwrap_or_default();
    let link = |at: Option<usize>| {
        let rule = at.and_then(|at| ALL.get(at))?;
        Some(Link { href: address(rule).into(), text: rule.name.into(), outside: false })
    };
    Turn {
        prev_label: "Before",
        prev: link(at.checked_sub(1)),
        next_label: "After",
        next: link(at.checked_add(1)),
    }
}
