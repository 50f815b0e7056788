//! The pieces that several pages show. Each has a component of the same name in the theme.

use std::borrow::Cow;

use serde::Serialize;

/// Text that is borrowed from the site where that is possible.
pub type Text<'a> = Cow<'a, str>;

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
pub struct Link<'a> {
    /// Address from the root of the site; a whole URL where `outside`. Empty where there is only a text.
    pub href: Text<'a>,
    /// What it says.
    pub text: Text<'a>,
    /// Whether it leads away from the site.
    pub outside: bool,
}

/// A link to a place on the same page.
#[derive(Debug, Clone, Serialize)]
pub struct Anchor<'a> {
    /// Id of the place.
    pub id: Text<'a>,
    /// What the link says.
    pub text: Text<'a>,
}

/// A severity.
#[derive(Debug, Clone, Serialize)]
pub struct Badge<'a> {
    /// 1, the worst, to 5.
    pub level: u8,
    /// In words: `SEV 2`.
    pub text: Text<'a>,
}

/// A state, as a glyph and a word.
#[derive(Debug, Clone, Serialize)]
pub struct Pill<'a> {
    /// `done`, `doing`, `open`, `late` or `dropped`.
    pub class: &'static str,
    /// Its glyph; the word says the same.
    pub glyph: &'static str,
    /// Its word.
    pub text: Text<'a>,
}

impl<'a> Pill<'a> {
    /// Over and good.
    pub fn done(text: impl Into<Text<'a>>) -> Self {
        Self { class: "done", glyph: "✓", text: text.into() }
    }

    /// Being worked on.
    pub fn doing(text: impl Into<Text<'a>>) -> Self {
        Self { class: "doing", glyph: "◐", text: text.into() }
    }

    /// Not begun.
    pub fn open(text: impl Into<Text<'a>>) -> Self {
        Self { class: "open", glyph: "○", text: text.into() }
    }

    /// Past its date.
    pub fn late(text: impl Into<Text<'a>>) -> Self {
        Self { class: "late", glyph: "!", text: text.into() }
    }

    /// Given up or replaced.
    pub fn dropped(text: impl Into<Text<'a>>) -> Self {
        Self { class: "dropped", glyph: "–", text: text.into() }
    }
}

/// A day or a moment.
#[derive(Debug, Clone, Serialize)]
pub struct Moment {
    /// For machines.
    pub iso: String,
    /// As people read it: local time with its offset.
    pub local: String,
    /// The same in UTC, for a moment.
    pub utc: Option<String>,
}

/// A fact with its name; no values means that it is not recorded.
#[derive(Debug, Clone, Serialize)]
pub struct Fact<'a> {
    /// Name.
    pub label: &'static str,
    /// One or several values.
    pub values: Vec<Value<'a>>,
}

impl<'a> Fact<'a> {
    /// A fact of one text, or of none.
    pub fn text(label: &'static str, text: Option<impl Into<Text<'a>>>) -> Self {
        let value = |text: _| Value { text: Into::into(text), ..Value::default() };
        Self { label, values: text.into_iter().map(value).collect() }
    }

    /// A fact that is a moment.
    pub fn moment(label: &'static str, moment: Option<Moment>) -> Self {
        let value = |at: Moment| Value { text: at.local.into(), iso: Some(at.iso), utc: at.utc, href: None };
        Self { label, values: moment.into_iter().map(value).collect() }
    }

    /// A fact of links into the site.
    pub fn links(label: &'static str, links: impl IntoIterator<Item = Link<'a>>) -> Self {
        let value = |it: Link<'a>| Value {
            text: it.text,
            href: (!it.href.is_empty()).then_some(it.href),
            ..Value::default()
        };
        Self { label, values: links.into_iter().map(value).collect() }
    }
}

/// A value of a [`Fact`].
#[derive(Debug, Clone, Serialize, Default)]
pub struct Value<'a> {
    /// What it says.
    pub text: Text<'a>,
    /// Address from the root, where it has a page.
    pub href: Option<Text<'a>>,
    /// For machines, where it is a time.
    pub iso: Option<String>,
    /// In UTC, where it is a moment.
    pub utc: Option<String>,
}

/// Something recorded under a name: a text, perhaps a list, and a line about it.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Pair<'a> {
    /// Name.
    pub label: Text<'a>,
    /// Text; none means that it is not recorded.
    pub text: Option<Text<'a>>,
    /// List below the text.
    pub items: Vec<Text<'a>>,
    /// When, by whom, how.
    pub line: Option<String>,
}

/// An incident in a table.
#[derive(Debug, Clone, Serialize)]
pub struct IncidentRow<'a> {
    /// Day on which the effect began.
    pub date: Option<Moment>,
    /// Title.
    pub title: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// Severity, where it is rated.
    pub badge: Option<Badge<'a>>,
    /// Clients, linked to their pages.
    pub clients: Vec<Link<'a>>,
    /// How long it lasted, where that is recorded.
    pub lasted: Option<String>,
    /// How far prevention is; none where there is no step.
    pub prevention: Option<Pill<'a>>,
    /// What keeps it from being part of the record: a draft, in review.
    pub mark: Option<Pill<'a>>,
    /// A drill.
    pub exercise: bool,
}

/// A prevention step in a table.
#[derive(Debug, Clone, Serialize)]
pub struct StepRow<'a> {
    /// Id of the row on the incident's own page; elsewhere none.
    pub anchor: Option<Text<'a>>,
    /// The step.
    pub step: Text<'a>,
    /// Title of the incident that it comes from.
    pub incident: Text<'a>,
    /// Address of the step on that incident's page.
    pub href: Text<'a>,
    /// What carries it: strong, intermediate or weak, in words.
    pub kind: Option<&'static str>,
    /// What it averts; `href` is `#id` on the incident's page.
    pub averts: Vec<Link<'a>>,
    /// How we will know, why it was dropped, how often its date was moved: a line each.
    pub notes: Vec<String>,
    /// Who does it.
    pub owner: Option<Text<'a>>,
    /// By when.
    pub due: Option<Moment>,
    /// For how long it has been open.
    pub age: Option<String>,
    /// How far it is.
    pub pill: Pill<'a>,
    /// What shows that it exists, or its ticket.
    pub proof: Vec<Link<'a>>,
}

/// A promise in a table.
#[derive(Debug, Clone, Serialize)]
pub struct PromiseRow<'a> {
    /// What was promised.
    pub promise: Text<'a>,
    /// Title of the incident it was made in.
    pub incident: Text<'a>,
    /// Address of the place where it stands.
    pub href: Text<'a>,
    /// To whom, linked to their pages.
    pub clients: Vec<Link<'a>>,
    /// By when.
    pub due: Moment,
    /// When it was kept.
    pub kept: Option<Moment>,
    /// How it stands.
    pub pill: Pill<'a>,
}

/// A row of a short list.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Brief<'a> {
    /// Severity, before the title.
    pub badge: Option<Badge<'a>>,
    /// What it is.
    pub title: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// A line about it.
    pub detail: Option<Text<'a>>,
    /// Its state.
    pub pill: Option<Pill<'a>>,
}

/// What was said or learnt, with the incident it comes from.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Quote<'a> {
    /// The words.
    pub text: Text<'a>,
    /// Title of the incident.
    pub title: Text<'a>,
    /// Address of the place in it.
    pub href: Text<'a>,
    /// When, by whom, how.
    pub line: Option<String>,
}

/// Such words under a heading.
#[derive(Debug, Clone, Serialize)]
pub struct QuoteGroup<'a> {
    /// Id of the heading.
    pub id: &'static str,
    /// The heading.
    pub heading: Text<'a>,
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub rows: Vec<Quote<'a>>,
    /// Where the others are, if not all are here.
    pub more: Option<Link<'a>>,
}

/// A page of a list, or a list among several, and how much it holds.
#[derive(Debug, Clone, Serialize)]
pub struct Count {
    /// Its name.
    pub text: Text<'static>,
    /// How many it holds.
    pub count: usize,
    /// Its address.
    pub href: String,
    /// Whether it is the one that is shown.
    pub current: bool,
}

/// A page that links here.
#[derive(Debug, Clone, Serialize)]
pub struct Backlink<'a> {
    /// Title of that page.
    pub title: Text<'a>,
    /// Its address.
    pub href: Text<'a>,
    /// The sentence that links; none where the link stands in a field.
    pub sentence: Option<Text<'a>>,
}

/// A line of the contents of a page.
#[derive(Debug, Clone, Serialize)]
pub struct TocEntry<'a> {
    /// Id of the heading.
    pub id: Text<'a>,
    /// Its text.
    pub text: Text<'a>,
    /// Whether it stands below another one.
    pub sub: bool,
}

/// The neighbours of a page.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Turn<'a> {
    /// What the link to the one before says first.
    pub prev_label: &'static str,
    /// The one before.
    pub prev: Option<Link<'a>>,
    /// What the link to the one after says first.
    pub next_label: &'static str,
    /// The one after.
    pub next: Option<Link<'a>>,
}

/// What the check found, for the author of a page that is not published.
#[derive(Debug, Clone, Serialize)]
pub struct Findings<'a> {
    /// How many, in words.
    pub summary: String,
    /// Each.
    pub rows: Vec<FindingRow<'a>>,
}

/// A finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingRow<'a> {
    /// `error`, `warn` or `info`.
    pub level: &'static str,
    /// Line, or field.
    pub place: Text<'a>,
    /// What it says.
    pub message: Text<'a>,
    /// Name of the rule.
    pub rule: &'a str,
}
