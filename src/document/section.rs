//! The sections of a body: which of its headings mean what, and what stands under them.

use crate::document::body::{Body, Edge, Heading, Kind, Run};
use crate::source::Span;

/// The sections that have a meaning; all others are welcome and have none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// What happened.
    WhatHappened,
    /// The timeline.
    Timeline,
    /// The effect on the client.
    Impact,
    /// What went wrong, the causes.
    WhatWentWrong,
    /// Our part in it.
    OurPart,
    /// What we told the client.
    WhatWeTold,
    /// The repair.
    Fix,
    /// What keeps it from happening again.
    Prevention,
    /// What went well.
    WhatWentWell,
    /// What was learnt.
    Lessons,
    /// What we do not know yet.
    OpenQuestions,
}

/// How a heading names its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// By its own name; case, numbering and a colon do not matter.
    Exact,
    /// By one of the other names that templates use for it.
    Alias,
}

/// A section of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What its heading means, if it is one of ours.
    pub section: Option<(Section, Naming)>,
    /// Index into [`Body::headings`].
    pub heading: u32,
    /// From the end of the heading to the next section.
    pub content: Span,
    /// The nodes of the content.
    pub nodes: Run,
    /// Whether it says anything: text, code, a picture. Headings and comments say nothing.
    pub has_text: bool,
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The whole item with what is nested in it.
    pub span: Span,
    /// Its own plain text, without lists that are nested in it.
    pub text: String,
    /// Its nodes, start and end included.
    pub nodes: Run,
}

impl Section {
    /// All of them, in the order in which a write-up tells them.
    pub const ALL: [Self; 11] = [
        Self::WhatHappened,
        Self::Timeline,
        Self::Impact,
        Self::WhatWentWrong,
        Self::OurPart,
        Self::WhatWeTold,
        Self::Fix,
        Self::Prevention,
        Self::WhatWentWell,
        Self::Lessons,
        Self::OpenQuestions,
    ];

    /// As its heading is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::WhatHappened => "What happened",
            Self::Timeline => "Timeline",
            Self::Impact => "Impact",
            Self::WhatWentWrong => "What went wrong",
            Self::OurPart => "Our part",
            Self::WhatWeTold => "What we told the client",
            Self::Fix => "Fix",
            Self::Prevention => "Prevention",
            Self::WhatWentWell => "What went well",
            Self::Lessons => "Lessons",
            Self::OpenQuestions => "Open questions",
        }
    }

    /// A short name for templates and settings.
    pub fn key(self) -> &'static str {
        match self {
            Self::WhatHappened => "what-happened",
            Self::Timeline => "timeline",
            Self::Impact => "impact",
            Self::WhatWentWrong => "what-went-wrong",
            Self::OurPart => "our-part",
            Self::WhatWeTold => "what-we-told-the-client",
            Self::Fix => "fix",
            Self::Prevention => "prevention",
            Self::WhatWentWell => "what-went-well",
            Self::Lessons => "lessons",
            Self::OpenQuestions => "open-questions",
        }
    }

    /// Other names for it, lower case, `and` for `&`.
    pub fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::WhatHappened => &[
                "summary",
                "issue summary",
                "incident summary",
                "executive summary",
                "outage description",
                "incident description",
                "overview",
            ],
            Self::Timeline => {
                &["incident timeline", "timeline of events", "chain of events", "sequence of events"]
            }
            Self::Impact => &[
                "customer impact",
                "client impact",
                "user impact",
                "business impact",
                "summary of impact",
                "end user impact",
                "affected users",
                "affected customers",
                "affected clients",
            ],
            Self::WhatWentWrong => &[
                "root cause",
                "root causes",
                "root cause(s)",
                "root cause analysis",
                "contributing conditions analysis",
                "contributing factors",
                "contributing conditions",
                "contributing causes",
                "causes",
                "what caused the incident",
                "what caused the outage",
                "trigger",
            ],
            Self::OurPart => &[
                "blame taken",
                "the blame we take",
                "what we could have done",
                "what we could have done better",
            ],
            Self::WhatWeTold => &[
                "communication",
                "communications",
                "customer communication",
                "client communication",
                "what we told our client",
                "what we told the customer",
            ],
            Self::Fix => &[
                "resolution",
                "resolution and recovery",
                "recovery",
                "mitigation",
                "mitigation and resolution",
                "root cause and mitigation",
                "the fix",
            ],
            Self::Prevention => &[
                "action items",
                "action items and followups",
                "action items and follow-ups",
                "corrective and preventative measures",
                "corrective and preventive measures",
                "corrective measures",
                "preventive measures",
                "preventative measures",
                "corrective actions",
                "follow-up actions",
                "next steps",
                "recommendations",
                "what we will change",
            ],
            Self::WhatWentWell => &["where we got lucky", "things that went well"],
            Self::Lessons => &[
                "lessons learned",
                "lessons learnt",
                "what we learned",
                "what we learnt",
                "what could have gone better",
                "what could have been better",
            ],
            Self::OpenQuestions => &["questions", "unanswered questions", "unknowns"],
        }
    }

    /// The section that a heading names.
    pub fn of(heading: &str) -> Option<(Self, Naming)> {
        let name = plain_name(heading);
        // "Timeline (all times UTC)": what is in brackets adds to the name. "Root cause(s)" is a name of its own.
        let short = name.split_once(" (").map_or(name.as_str(), |(short, _)| short);
        [name.as_str(), short]
            .into_iter()
            .find_map(|name| Self::ALL.into_iter().find_map(|one| one.named(name)))
    }

    fn named(self, name: &str) -> Option<(Self, Naming)> {
        if self.name().eq_ignore_ascii_case(name) {
            return Some((self, Naming::Exact));
        }
        self.aliases().contains(&name).then_some((self, Naming::Alias))
    }
}

/// Lower case, without numbering, emphasis marks and closing punctuation, `&` spelt out.
fn plain_name(heading: &str) -> String {
    let begins = heading.find(char::is_alphabetic).unwrap_or(heading.len());
    let (marks, name) = heading.split_at_checked(begins).unwrap_or_default();
    // "1. Impact" and "2.3) Impact" are numbered; "5xx errors" is a name.
    let numbered = marks.is_empty() || marks.ends_with(|c: char| !c.is_alphanumeric());
    let name = if numbered { name } else { heading };
    let name =
        name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '?' | '!' | '*' | '_'));
    let words: Vec<String> = name
        .split_whitespace()
        .map(|word| if word == "&" { "and".into() } else { word.to_lowercase() })
        .collect();
    words.join(" ")
}

impl Body {
    /// The heading of a section.
    pub fn heading_of(&self, part: &Part) -> Option<&Heading> {
        self.headings.get(part.heading as usize)
    }

    /// Works the sections out, once, when a body is read.
    pub(super) fn find_sections(&self, text: &str) -> Box<[Part]> {
        let heads = self.section_headings();
        let ends = heads.iter().skip(1).map(Some).chain([None]);
        let both = heads.iter().zip(ends);
        both.filter_map(|(&at, next)| self.part(at, next.copied(), text)).collect()
    }

    fn section_headings(&self) -> Vec<usize> {
        let mut under_second = false;
        let mut heads = Vec::new();
        for (at, heading) in self.headings.iter().enumerate().filter(|(_, heading)| heading.top) {
            match heading.level {
                1 => under_second = false,
                2 => under_second = true,
                3 if !under_second => {}
                _ => continue,
            }
            heads.push(at);
        }
        heads
    }

    fn part(&self, at: usize, next: Option<usize>, text: &str) -> Option<Part> {
        let heading = self.headings.get(at)?;
        let next = next.and_then(|next| self.headings.get(next));
        let nodes = Run { from: heading.nodes.to, to: next.map_or(self.all().to, |next| next.nodes.from) };
        let content =
            Span { start: heading.span.end, end: next.map_or(self.span.end, |next| next.span.start) };
        Some(Part {
            section: heading.section,
            heading: u32::try_from(at).ok()?,
            content,
            nodes,
            has_text: self.says_something(nodes, text),
        })
    }

    /// Whether some nodes hold anything but headings, comments and white space.
    pub fn says_something(&self, run: Run, text: &str) -> bool {
        let mut in_heading = false;
        self.slice(run).iter().any(|node| match node.kind {
            Kind::Heading => {
                in_heading = node.edge == Edge::Start;
                false
            }
            Kind::Text | Kind::Code => !in_heading && !self.words(node, text).trim().is_empty(),
            Kind::Image => true,
            Kind::HtmlBlock => self.raw_html.get(node.aux as usize).is_some_and(|html| !html.comment),
            _ => false,
        })
    }

    /// Items of the lists that stand in a run themselves, without those of lists within.
    pub fn items(&self, run: Run, text: &str) -> Vec<Item> {
        let own = |nodes| self.plain(self.own(nodes), text);
        let items = self.item_runs(run);
        items.map(|(span, nodes)| Item { span, text: own(nodes), nodes }).collect()
    }

    /// Where they stand, and their nodes.
    pub fn item_runs(&self, run: Run) -> impl Iterator<Item = (Span, Run)> {
        // How deep in containers; an item of a list of the run itself is at depth 1.
        let (mut depth, mut from) = (0_usize, None);
        (run.from..).zip(self.slice(run)).filter_map(move |(at, node)| {
            match node.edge {
                Edge::Start => {
                    if depth == 1 && node.kind == Kind::Item {
                        from = Some(at);
                    }
                    depth += 1;
                }
                Edge::End => depth = depth.saturating_sub(1),
                Edge::Leaf => {}
            }
            let is_end = node.edge == Edge::End && node.kind == Kind::Item && depth == 1;
            let begun = from.take_if(|_| is_end)?;
            Some((node.span, Run { from: begun, to: at.saturating_add(1) }))
        })
    }

    /// The part of an item that stands before the first list nested in it.
    pub fn own(&self, item: Run) -> Run {
        let inside = item.inside();
        let nested = self.slice(inside).iter().position(|node| node.kind == Kind::List);
        let to = nested.and_then(|at| u32::try_from(at).ok()).map_or(inside.to, |at| inside.from + at);
        Run { to, ..inside }
    }
}

#[cfg(test)]
mod tests {
    use super::{Naming, Section};

    #[test]
    fn names() {
        for section in Section::ALL {
            assert_eq!(Section::of(section.name()), Some((section, Naming::Exact)));
            for alias in section.aliases() {
                assert_eq!(Section::of(alias), Some((section, Naming::Alias)), "{alias}");
                assert_eq!(*alias, alias.to_lowercase(), "an alias is lower case");
            }
        }
        for (heading, section, naming) in [
            ("TIMELINE:", Section::Timeline, Naming::Exact),
            ("3. Impact", Section::Impact, Naming::Exact),
            ("2.1) **Our part**", Section::OurPart, Naming::Exact),
            ("⏱ Timeline (all times UTC)", Section::Timeline, Naming::Exact),
            ("Root Cause(s)", Section::WhatWentWrong, Naming::Alias),
            ("Mitigation & Resolution", Section::Fix, Naming::Alias),
            ("What caused the incident?", Section::WhatWentWrong, Naming::Alias),
            ("What could have gone better?", Section::Lessons, Naming::Alias),
            ("Action Items & Followups", Section::Prevention, Naming::Alias),
        ] {
            assert_eq!(Section::of(heading), Some((section, naming)), "{heading}");
        }
        for heading in ["", "5", "Stats", "Impact on us", "4Timeline", "Attendees"] {
            assert_eq!(Section::of(heading), None, "{heading}");
        }
    }

    #[test]
    fn no_alias_names_two_sections() {
        let mut names: Vec<_> =
            Section::ALL.into_iter().flat_map(|one| one.aliases().iter().copied()).collect();
        names.extend(Section::ALL.map(|one| one.name()));
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
