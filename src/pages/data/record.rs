//! What `amends.json` holds. These types are written, make its schema, and are explained on the page of the data.
//!
//! What is not recorded is left out. Fields are only added; one that changes its meaning gets a new `version`.

use crate::pages::parts::Text;
use schemars::JsonSchema;
use serde::Serialize;

/// The version of the form.
pub const VERSION: u32 = 1;

/// All records of a site.
///
/// There is no list of people, and nothing is counted by person.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SiteData<'a> {
    /// What the file is, and the lists.
    #[serde(flatten)]
    pub head: Head<'a>,
    /// Post-mortems, the newest first.
    pub incidents: Vec<Incident<'a>>,
    /// Prevention steps in the order of their incidents.
    pub prevention: Vec<Step<'a>>,
    /// Promises to clients of the record, in the order of their incidents.
    pub promises: Vec<Promise<'a>>,
    /// Playbooks, by title.
    pub playbooks: Vec<Playbook<'a>>,
    /// Plain pages.
    pub pages: Vec<PlainPage<'a>>,
    /// Clients, by slug. A confidential one is called by its codename.
    pub clients: Vec<Name<'a>>,
    /// Services, by slug.
    pub services: Vec<Name<'a>>,
    /// Teams, by slug.
    pub teams: Vec<Name<'a>>,
    /// Vendors, by slug.
    pub vendors: Vec<Name<'a>>,
    /// Tags, by slug.
    pub tags: Vec<Name<'a>>,
}

/// What the file is.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Head<'a> {
    /// Address of the schema of this file.
    #[serde(rename = "$schema")]
    pub schema: &'static str,
    /// Version of the form of this file.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// Program that wrote it.
    pub generator: &'static str,
    /// Name of the site.
    pub title: &'a str,
    /// Absolute address of the site, to which every `page` can be added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'a str>,
    /// Language of the site as BCP 47.
    pub language: &'a str,
    /// Zone of the site by its IANA name.
    pub timezone: &'a str,
    /// The day on which "overdue" was judged.
    pub today: String,
}

/// A post-mortem.
#[derive(Debug, Serialize, JsonSchema, Default)]
pub struct Incident<'a> {
    /// Permanent id.
    pub id: &'a str,
    /// Address of its page, from the root of the site.
    pub page: &'a str,
    /// Path of its file, from the folder of site.toml.
    pub file: &'a str,
    /// What the client would call it.
    pub title: &'a str,
    /// Day the effect began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// draft, review, published, closed or superseded.
    pub status: &'static str,
    /// Whether it is part of the record; drafts, drills and what was merged into another are not.
    pub counted: bool,
    /// Who may read it: internal, restricted, client or public.
    pub visibility: &'static str,
    /// A drill.
    #[serde(skip_serializing_if = "is_false")]
    pub exercise: bool,
    /// Effect on the client, sev1 to sev4.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<&'static str>,
    /// Kind of crisis.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// Where the chain of events started.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<&'static str>,
    /// Who noticed first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub noticed_by: Option<&'static str>,
    /// Slugs of the clients.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<&'a str>,
    /// Slugs of the services.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub services: Vec<&'a str>,
    /// Slugs of the tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
    /// Slug of the team that takes the blame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<&'a str>,
    /// Language of the text as BCP 47, where it is not the site's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<&'a str>,
    /// What the client saw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_went_wrong: Option<&'a str>,
    /// Our part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blame_taken: Option<Blame<'a>>,
    /// Effect on the client and their customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub impact: Option<&'a str>,
    /// When what happened.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub times: Option<Times>,
    /// Contributing facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause<'a>>,
    /// Why there is no prevention step, where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_prevention: Option<&'a str>,
    /// The apology.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub apology: Option<Apology<'a>>,
    /// The repair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix<'a>>,
    /// What was offered to make up for it; left out where the client or everybody may read the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amends: Option<Amends<'a>>,
    /// Ids of the playbooks that were used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub playbooks: Vec<&'a str>,
    /// Steps of them that were left out or changed on purpose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deviations: Vec<Deviation<'a>>,
    /// Id of the earlier incident of the same kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recurrence_of: Option<&'a str>,
    /// Earlier prevention steps that did not hold.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub defeats: Vec<Defeat<'a>>,
    /// Ids of documents to see also.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<&'a str>,
    /// Id of the incident into which it was merged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<&'a str>,
    /// Day of the last change to its file, where the site knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
}

/// Our part of the blame.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Blame<'a> {
    /// How much of it was ours: all, most, part or little.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub share: Option<&'static str>,
    /// What we did or left undone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<&'a str>,
    /// The one thing we could have done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub could_have_averted: Option<&'a str>,
}

/// When what happened: days, or moments as RFC 3339 with their offset.
#[derive(Debug, Serialize, JsonSchema, Default)]
pub struct Times {
    /// The effect began.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started: Option<String>,
    /// Somebody noticed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detected: Option<String>,
    /// The picture inside was complete enough to call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts_gathered: Option<String>,
    /// First human answer to the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_response: Option<String>,
    /// The client was told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_told: Option<String>,
    /// The effect was made smaller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mitigated: Option<String>,
    /// It worked again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
    /// The client was told that it worked again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reported_back: Option<String>,
    /// Nothing was open any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<String>,
}

/// A contributing fact.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Cause<'a> {
    /// Its id within the incident.
    pub id: Text<'a>,
    /// The fact.
    pub fact: &'a str,
    /// Its kind.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// Why the risk is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<&'a str>,
}

/// The apology.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Apology<'a> {
    /// False where it was not given on purpose.
    pub given: bool,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// How.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<&'static str>,
    /// Its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<&'a str>,
    /// Why it was not given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
}

/// The repair.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fix<'a> {
    /// What was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what: Option<&'a str>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// What it cost; left out where the client or everybody may read the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<&'a str>,
}

/// What was offered to make up for it.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Amends<'a> {
    /// Which way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// How much.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<&'a str>,
    /// When it was offered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered_at: Option<String>,
    /// Whether it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accepted: Option<bool>,
}

/// A step of a playbook that was left out or changed on purpose.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Deviation<'a> {
    /// Id of the step.
    pub step: &'a str,
    /// Why.
    pub reason: &'a str,
}

/// An earlier prevention step that did not hold.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Defeat<'a> {
    /// Incident and step as `ID#STEP`.
    pub step: &'a str,
    /// Why it did not hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<&'static str>,
}

/// A prevention step.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Step<'a> {
    /// Id of its incident.
    pub incident: &'a str,
    /// Its id within the incident.
    pub id: String,
    /// Address of its place, from the root of the site.
    pub page: String,
    /// What is to be done.
    pub step: &'a str,
    /// Whether its incident is part of the record.
    pub counted: bool,
    /// What carries it: strong, intermediate or weak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// Slug of the one person or role that does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// Slug of the owner's team.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<&'a str>,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// open, in-progress, overdue, done, proven, dropped or superseded.
    pub state: &'static str,
    /// Days since it was due, where it is overdue.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_overdue: Option<i64>,
    /// When it was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_at: Option<String>,
    /// What shows that it is done.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<&'a str>,
    /// How we will know that it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verify: Option<&'a str>,
    /// When that was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<String>,
    /// What it averts: our-part, ids of causes, or both.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub averts: Vec<&'a str>,
    /// Address of the ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tracker: Option<&'a str>,
    /// Why it was dropped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
    /// Dates that were moved.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<Move<'a>>,
    /// The playbook step that it comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_playbook: Option<&'a str>,
    /// The step that took over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<&'a str>,
}

/// A due date that was moved.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Move<'a> {
    /// The date before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The new date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'a str>,
}

/// A promise to a client.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Promise<'a> {
    /// Id of the incident it was made in.
    pub incident: &'a str,
    /// What it was about: fix, follow-up, trust-step or news.
    pub about: &'static str,
    /// What was promised.
    pub promise: Text<'a>,
    /// By when: a day, or a moment as RFC 3339.
    pub due: String,
    /// When it was kept, where that is recorded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept: Option<String>,
    /// open, overdue, kept, or late where it was kept after its time.
    pub state: &'static str,
    /// Slugs of the clients it was made to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub clients: Vec<&'a str>,
}

/// What to do when.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Playbook<'a> {
    /// Permanent id.
    pub id: &'a str,
    /// Address of its page, from the root of the site.
    pub page: &'a str,
    /// Path of its file, from the folder of site.toml.
    pub file: &'a str,
    /// An imperative, or the situation.
    pub title: &'a str,
    /// The condition that calls for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<&'a str>,
    /// draft, active or retired.
    pub status: &'static str,
    /// Who may read it.
    pub visibility: &'static str,
    /// Slug of the one person or role that keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<&'a str>,
    /// Slugs of the tags.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<&'a str>,
    /// The steps in their order.
    pub steps: Vec<PlaybookStep<'a>>,
    /// Last walk-through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed_at: Option<String>,
    /// Day by which the next one is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_due: Option<String>,
    /// Ids of the incidents that used it, the newest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<&'a str>,
    /// Day of the last change to its file, where the site knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
}

/// A step of a playbook.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlaybookStep<'a> {
    /// Permanent id.
    pub id: &'a str,
    /// What to do.
    pub title: &'a str,
    /// Time box in minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_minutes: Option<i64>,
    /// Whether it may not be left out.
    pub required: bool,
    /// Steps of founding texts, or incidents, that it comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<&'a str>,
}

/// A plain page.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlainPage<'a> {
    /// Permanent id.
    pub id: &'a str,
    /// Address of its page, from the root of the site.
    pub page: &'a str,
    /// Path of its file, from the folder of site.toml.
    pub file: &'a str,
    /// Title.
    pub title: &'a str,
    /// Day of the last change to its file, where the site knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<String>,
}

/// A registered name.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Name<'a> {
    /// Its slug.
    pub slug: &'a str,
    /// The name as the site shows it.
    pub name: &'a str,
    /// What it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<&'a str>,
    /// For a client: active or former.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<&'static str>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
