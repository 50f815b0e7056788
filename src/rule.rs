//! What a rule is: data, and a function from what it looks at to what it finds.
//!
//! A rule does not know who runs it, at which level, or how its findings are shown.

use crate::diagnostic::{Fix, Level, Place, Safety};
use crate::document::incident::Incident;
use crate::document::playbook::Playbook;
use crate::document::suppression::Suppression;
use crate::document::{Document, Stage};
use crate::site::{DocId, Site};
use crate::source::{FileId, Span};
use crate::tree::decode::Field;
use crate::tree::record::choice;
use std::borrow::Cow;

/// A rule, whole: `explain`, `rules`, the pages of the site and the reports all read this one definition.
#[derive(Debug)]
pub struct Rule {
    /// Its name in kebab-case: it states the fault and reads well after "ignore".
    pub name: &'static str,
    /// The group it belongs to.
    pub group: Group,
    /// Its level in the profiles starter, standard and strict.
    pub levels: [Level; 3],
    /// What it needs to judge.
    pub kind: Kind,
    /// The status from which it counts; below it, its findings fold into one hint.
    pub from: From,
    /// What it finds, in a line.
    pub summary: &'static str,
    /// What the page about it says.
    pub explain: Explain,
    /// Ids in the founding texts (`S5.3a`), or the work that the rule comes from.
    pub source: &'static [&'static str],
    /// Its options in `[lint.rules.NAME]`: key and meaning.
    pub options: &'static [(&'static str, &'static str)],
    /// What its fixes may change; none where only a person can mend it. Not every finding need have one.
    pub fix: Option<Safety>,
    /// The function.
    pub check: Check,
}

/// What `amends explain` says about a rule, in sentences.
#[derive(Debug)]
pub struct Explain {
    /// Exactly what it finds, and what it lets through.
    pub finds: &'static str,
    /// Why that matters.
    pub why: &'static str,
    /// A text that it speaks about.
    pub bad: &'static str,
    /// The same, mended.
    pub good: &'static str,
    /// How to mend it.
    pub mend: &'static str,
    /// When it is right to ignore it.
    pub ignore: &'static str,
}

choice! {
    /// The groups, which can be named as `@group` wherever a rule can.
    pub enum Group {
        /// How the front matter is written.
        FrontMatter = "front-matter",
        /// Names, links and ids.
        References = "references",
        /// Times and their order.
        Time = "time",
        /// What the client saw.
        WhatWentWrong = "what-went-wrong",
        /// Our part.
        BlameTaken = "blame-taken",
        /// How it is said.
        Language = "language",
        /// What will prevent it.
        Prevention = "prevention",
        /// What the client was told and given.
        ClientCare = "client-care",
        /// The body.
        Structure = "structure",
        /// Drafts, reviews, closings.
        Lifecycle = "lifecycle",
        /// Secrets and people.
        Privacy = "privacy",
        /// Playbooks.
        Playbook = "playbook",
        /// All documents together.
        Corpus = "corpus",
        /// The check itself.
        Suppression = "suppression",
    }
}

choice! {
    /// What a rule needs to judge.
    pub enum Kind {
        /// One file, and the judgement is a fact.
        Deterministic = "deterministic",
        /// One file, and the judgement is about prose.
        Heuristic = "heuristic",
        /// Other files too.
        Corpus = "corpus",
        /// Today's date.
        Clock = "clock",
    }
}

choice! {
    /// The status from which a rule counts.
    pub enum From {
        /// Always.
        Any = "any",
        /// From draft on.
        Draft = "draft",
        /// From review on.
        Review = "review",
        /// From published on.
        Published = "published",
    }
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub enum Check {
    /// Every document.
    Document(fn(&Case<'_>) -> Vec<Finding>),
    /// Every incident.
    Incident(fn(&Incident, &Case<'_>) -> Vec<Finding>),
    /// Every playbook.
    Playbook(fn(&Playbook, &Case<'_>) -> Vec<Finding>),
    /// Every document by itself, and what stands beside the documents; each finding names its file.
    Each(fn(&Case<'_>) -> Vec<Finding>, fn(&Site) -> Vec<Finding>),
    /// Names, settings and front matters, all at once and nothing of any body; each finding names its file.
    Names(fn(&Site) -> Vec<Finding>),
    /// All of them at once; each finding names its file.
    Site(fn(&Site) -> Vec<Finding>),
    /// What the other rules have found, and what of it is not counted; each finding names its file.
    Run(fn(&Run<'_>) -> Vec<Finding>),
}

/// What is known when all other rules have run.
#[derive(Debug)]
pub struct Run<'a> {
    /// All documents.
    pub site: &'a Site,
    /// The comments that could be followed, in the order of the files.
    pub suppressions: Vec<Followed<'a>>,
    /// Entries of the baseline that match no finding any more, by their index.
    pub stale: &'a [usize],
}

/// A suppression that could be followed, and which of its names have nothing to suppress.
#[derive(Debug)]
pub struct Followed<'a> {
    /// The file it stands in.
    pub file: FileId,
    /// The comment.
    pub suppression: &'a Suppression,
    /// The names whose rule ran and found nothing that it covers, by their index.
    pub idle: Vec<usize>,
}

/// A document, and all that stands around it.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// All documents.
    pub site: &'a Site,
    /// The one that is looked at.
    pub document: &'a Document,
    /// Its id in the site.
    pub id: DocId,
}

impl<'a> Case<'a> {
    /// The whole text of the document's file.
    pub fn text(&self) -> &'a str {
        self.site.text(self.document)
    }
}

/// What a rule has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Where: the smallest place that shows it.
    pub at: At,
    /// Path of the field at fault.
    pub field: Option<Box<str>>,
    /// What is the case: lower case, no full stop.
    pub message: String,
    /// A word at the place itself.
    pub label: Option<String>,
    /// What to do, as an imperative.
    pub help: Option<Cow<'static, str>>,
    /// Why it matters, or what else is known.
    pub note: Option<String>,
    /// Another place that explains it, and what stands there.
    pub also: Option<(Place, String)>,
    /// How it can be mended by a machine.
    pub fix: Option<Fix>,
    /// Levels up or down from that of the rule, by where it stands; never below info, and up to warn at most.
    pub shift: i8,
}

/// Where a finding stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// In the document that was looked at.
    Span(Span),
    /// Nowhere in it: something is absent.
    Absent,
    /// In a file that the rule names.
    Place(Place),
    /// Nowhere in a file that the rule names: something is absent.
    AbsentFrom(FileId),
}

impl Finding {
    /// At a place in the document.
    pub fn at(span: Span, message: impl Into<String>) -> Self {
        Self::new(At::Span(span), message)
    }

    /// At the value of a field.
    pub fn on<T>(field: &Field<T>, path: impl Into<Box<str>>, message: impl Into<String>) -> Self {
        Self::at(field.span, message).field(path)
    }

    /// About a field that is not there.
    pub fn absent(path: impl Into<Box<str>>, message: impl Into<String>) -> Self {
        Self::new(At::Absent, message).field(path)
    }

    /// At a place in any file.
    pub fn elsewhere(place: Place, message: impl Into<String>) -> Self {
        Self::new(At::Place(place), message)
    }

    /// About a field that is not there, in any file.
    pub fn absent_from(file: FileId, path: impl Into<Box<str>>, message: impl Into<String>) -> Self {
        Self::new(At::AbsentFrom(file), message).field(path)
    }

    fn new(at: At, message: impl Into<String>) -> Self {
        let message = message.into();
        Self {
            at,
            field: None,
            message,
            label: None,
            help: None,
            note: None,
            also: None,
            fix: None,
            shift: 0,
        }
    }

    /// Names the field.
    #[must_use]
    pub fn field(self, path: impl Into<Box<str>>) -> Self {
        Self { field: Some(path.into()), ..self }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(self, help: impl Into<Cow<'static, str>>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    /// Says a word at the place itself.
    #[must_use]
    pub fn label(self, label: impl Into<String>) -> Self {
        Self { label: Some(label.into()), ..self }
    }

    /// Says why it matters.
    #[must_use]
    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }

    /// Offers a way to mend it by a machine.
    #[must_use]
    pub fn fix(self, fix: Fix) -> Self {
        Self { fix: Some(fix), ..self }
    }

    /// Moves it levels up or down.
    #[must_use]
    pub fn shift(self, shift: i8) -> Self {
        Self { shift, ..self }
    }

    /// Points to another place that explains it.
    #[must_use]
    pub fn also(self, place: Place, what: impl Into<String>) -> Self {
        Self { also: Some((place, what.into())), ..self }
    }
}

impl Rule {
    /// Whether a word names it: its name, `@group`, or a group that cuts across: `@clock`, `@heuristic`,
    /// `@cross-file`, `@seeds`.
    pub fn is_named(&self, word: &str) -> bool {
        match word.strip_prefix('@') {
            None => word == self.name,
            Some("clock") => self.kind == Kind::Clock,
            Some("heuristic") => self.kind == Kind::Heuristic,
            Some("cross-file") => self.kind == Kind::Corpus,
            Some("seeds") => !self.seeds().is_empty(),
            Some(group) => group == self.group.word(),
        }
    }

    /// The steps of the founding texts that it comes from; they stand before other sources.
    pub fn seeds(&self) -> &'static [&'static str] {
        let count = self.source.iter().take_while(|source| is_seed(source)).count();
        self.source.get(..count).unwrap_or_default()
    }

    /// Whether a comment can keep its findings from being counted; not where it judges such comments.
    pub fn heeds_comments(&self) -> bool {
        self.group != Group::Suppression || self.name == "nothing-checked"
    }

    /// Whether its findings can be put into the baseline: not those that say what cannot be trusted or must not
    /// be open.
    pub fn heeds_baseline(&self) -> bool {
        !matches!(self.group, Group::FrontMatter | Group::References | Group::Privacy | Group::Suppression)
    }

    /// Who mends it, in words.
    pub fn mended_by(&self) -> &'static str {
        match self.fix {
            Some(Safety::Safe) => "`amends check --fix`",
            Some(Safety::Unsafe) => "`amends check --fix --unsafe-fixes`, which assumes a fact",
            Some(Safety::Display) => "a person; a proposal is shown",
            None => "a person",
        }
    }

    /// Whether it counts for a document at a stage.
    pub fn counts_at(&self, stage: Stage) -> bool {
        match self.from {
            From::Any => true,
            From::Draft => stage >= Stage::Draft,
            From::Review => stage >= Stage::Review,
            From::Published => stage >= Stage::Published,
        }
    }
}

/// Whether a word is the id of a step of a founding text, such as `S5.3a`.
pub fn is_seed(word: &str) -> bool {
    let rest = word.strip_prefix('S').unwrap_or_default();
    rest.split_once('.').is_some_and(|(text, step)| {
        matches!(text, "1" | "2" | "3" | "4" | "5") && step.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// The groups that cut across, without `@`.
pub const CROSS_GROUPS: [&str; 4] = ["clock", "heuristic", "cross-file", "seeds"];
