//! What the template of an incident is given.

use serde::Serialize;

use crate::pages::chart::Key;
use crate::pages::parts::{
    Anchor, Backlink, Badge, Brief, Fact, Findings, Link, Moment, Pair, Pill, StepRow, Text, TocEntry, Turn,
};

/// `incident.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct IncidentView<'a> {
    /// Its language, where it is not the site's.
    pub lang: Option<Text<'a>>,
    /// Severity.
    pub badge: Option<Badge<'a>>,
    /// Status, overdue steps, visibility.
    pub pills: Vec<Pill<'a>>,
    /// A drill.
    pub exercise: bool,
    /// The only `h1`.
    pub title: Text<'a>,
    /// Id of the heading of the body that is the title.
    pub title_id: Option<&'a str>,
    /// What went wrong: the first of the three answers at the top. The others are the blame we take, and prevention.
    pub lede: Option<Text<'a>>,
    /// The blame we take, shortened.
    pub blame_short: Option<String>,
    /// The effect in the client's terms.
    pub impact: Option<Text<'a>>,
    /// What a reader must know of its status.
    pub banner: Option<String>,
    /// What the check found, for a draft or a write-up in review.
    pub findings: Option<Findings<'a>>,
    /// Lasted, to notice, to tell the client, impact.
    pub figures: Vec<Fact<'a>>,
    /// When, client, services, found by, lead, and the rest.
    pub facts: Vec<Fact<'a>>,
    /// Contents.
    pub toc: Vec<TocEntry<'a>>,
    /// The recorded times.
    pub clock: Option<Clock<'a>>,
    /// What the client said, in their words.
    pub voice: Vec<Text<'a>>,
    /// The problem as agreed.
    pub agreed: Option<Remark<'a>>,
    /// What the client wanted, what we promised, what we did.
    pub wanted: Vec<Pair<'a>>,
    /// The three-part call.
    pub call: Option<Call<'a>>,
    /// HTML of the body.
    pub body: String,
    /// Whether the body needs a heading before it, because it does not begin with one.
    pub body_heading: bool,
    /// Causes.
    pub causes: Vec<Cause<'a>>,
    /// Messages.
    pub log: Vec<Message<'a>>,
    /// Our part.
    pub blame: Option<Blame<'a>>,
    /// Our apology; none where there is none, so that no empty box is shown.
    pub apology: Option<Apology<'a>>,
    /// Prevention.
    pub prevention: Steps<'a>,
    /// Amends, follow-up, steps of trust, review.
    pub after: Vec<Pair<'a>>,
    /// Playbooks that were used.
    pub playbooks: Vec<Followed<'a>>,
    /// What they learned.
    pub playbook_changes: Vec<Text<'a>>,
    /// Earlier and later incidents of the same kind, and steps that did not hold.
    pub recurrence: Vec<Recurrence<'a>>,
    /// What is not known yet.
    pub questions: Vec<Text<'a>>,
    /// The team's own fields (`x_…`).
    pub extra: Vec<Pair<'a>>,
    /// Pages that link here.
    pub backlinks: Vec<Backlink<'a>>,
    /// Incidents named as related, and those of the same client, service or kind.
    pub related: Vec<Brief<'a>>,
    /// Neighbours in time.
    pub turn: Turn<'a>,
}

/// The recorded times, and how long it took from one to the next.
#[derive(Debug, Clone, Serialize)]
pub struct Clock<'a> {
    /// The strip: phases, and a numbered mark for each time; empty where no time is recorded.
    pub svg: String,
    /// The phases by their classes.
    pub key: Vec<Key>,
    /// How long each of them lasted.
    pub lengths: Vec<String>,
    /// The times, in order.
    pub events: Vec<Event<'a>>,
    /// What is not recorded, in a sentence.
    pub missing: Option<String>,
    /// Why the client was not told.
    pub withheld: Option<Text<'a>>,
}

/// A recorded time.
#[derive(Debug, Clone, Serialize)]
pub struct Event<'a> {
    /// Its number in the strip.
    pub number: usize,
    /// Class of the phase that it ends; may be empty.
    pub class: &'static str,
    /// How long nothing is recorded before it, if more than an hour.
    pub gap: Option<String>,
    /// When.
    pub at: Moment,
    /// What.
    pub text: Text<'a>,
    /// For a promised time, whether it was kept.
    pub pill: Option<Pill<'a>>,
    /// How long after the start.
    pub after: Option<String>,
}

/// A text and a line about it.
#[derive(Debug, Clone, Serialize)]
pub struct Remark<'a> {
    /// Text.
    pub text: Option<Text<'a>>,
    /// When, by whom, how.
    pub line: Option<String>,
}

/// The three-part call.
#[derive(Debug, Clone, Serialize)]
pub struct Call<'a> {
    /// Why there was none.
    pub not_called: Option<Text<'a>>,
    /// What, sorry, plan, by when.
    pub parts: Vec<Pair<'a>>,
    /// When, by whom, with whom, where it is recorded.
    pub line: Option<String>,
}

/// A cause.
#[derive(Debug, Clone, Serialize)]
pub struct Cause<'a> {
    /// Its anchor, where it has an id.
    pub anchor: Option<String>,
    /// The fact.
    pub fact: Text<'a>,
    /// What kind of fact.
    pub kind: Option<Text<'a>>,
    /// What shows it.
    pub evidence: Option<Link<'a>>,
    /// Steps that avert it.
    pub averted_by: Vec<Anchor<'a>>,
    /// Why no step averts it.
    pub accepted: Option<Text<'a>>,
}

/// A message in the log.
#[derive(Debug, Clone, Serialize)]
pub struct Message<'a> {
    /// An arrow that shows which way it went, beside the words that say so.
    pub arrow: &'static str,
    /// When.
    pub at: Option<Moment>,
    /// What was said.
    pub text: Text<'a>,
    /// To whom, how, by whom.
    pub line: String,
}

/// Our part.
#[derive(Debug, Clone, Serialize)]
pub struct Blame<'a> {
    /// In first person plural.
    pub statement: Option<Text<'a>>,
    /// How it came about.
    pub explanation: Option<Text<'a>>,
    /// What would have averted it.
    pub averted: Option<Text<'a>>,
    /// Steps that do that now.
    pub steps: Vec<Anchor<'a>>,
    /// Share, team.
    pub line: Option<String>,
    /// Facts about other parties.
    pub others: Vec<String>,
}

/// Our apology.
#[derive(Debug, Clone, Serialize)]
pub struct Apology<'a> {
    /// Its words.
    pub words: Option<Text<'a>>,
    /// When, by whom, how.
    pub line: Option<String>,
}

/// Prevention steps of one incident.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Steps<'a> {
    /// `2 of 4 done`.
    pub count: Option<String>,
    /// Each.
    pub rows: Vec<StepRow<'a>>,
    /// What is said where there are none.
    pub empty: Text<'a>,
}

/// A playbook that was used.
#[derive(Debug, Clone, Serialize)]
pub struct Followed<'a> {
    /// Its title.
    pub title: Text<'a>,
    /// Its address.
    pub href: Text<'a>,
    /// How it was followed, in a sentence.
    pub tally: String,
    /// Each of its steps.
    pub steps: Vec<FollowedStep<'a>>,
}

/// A step of a playbook that was used.
#[derive(Debug, Clone, Serialize)]
pub struct FollowedStep<'a> {
    /// Its title.
    pub title: Text<'a>,
    /// Its address in the playbook.
    pub href: String,
    /// What the write-up shows of it, where it shows anything.
    pub pill: Option<Pill<'a>>,
    /// Why it was left out or changed.
    pub reason: Option<Text<'a>>,
}

/// An incident of the same kind.
#[derive(Debug, Clone, Serialize)]
pub struct Recurrence<'a> {
    /// How they belong together: `Again after`, `Happened again in`, `Step that did not hold:`.
    pub relation: &'static str,
    /// Title.
    pub title: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// A line about it.
    pub detail: Option<Text<'a>>,
}
