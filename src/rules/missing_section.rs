//! `missing-section`

use super::ask::care;
use crate::diagnostic::Level::{Info, Off, Warn};
use crate::diagnostic::{Edit, Fix, Safety};
use crate::document::body::Body;
use crate::document::incident::{Incident, Severity};
use crate::document::items;
use crate::document::section::{Part, Section};
use crate::fix::lines;
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;

pub(super) static RULE: Rule = Rule {
    name: "missing-section",
    group: Group::Structure,
    levels: [Off, Info, Warn],
    kind: Kind::Deterministic,
    from: From::Published,
    summary: "a section that this severity asks for is not there",
    explain: Explain {
        finds: "An incident of sev1 or sev2 without the sections Timeline, Our part and Prevention, or of \
                any severity without those that site.toml asks for. Other names of a section count, and \
                their order is free. Our part is also there when `blame_taken.could_have_averted` says it, \
                and Prevention when `prevention` has steps: what is said once need not be said twice.",
        why: "Who reads many of these looks for the same few things. Which order they stand in is a matter \
              of taste, and whether they are there is not.",
        bad: "severity: sev1\n---\nThe form sent no mail.",
        good: "severity: sev1\n---\n\
               ## Timeline\n\n- 09:05 the client calls\n- 11:02 a test mail arrives\n\n\
               ## Our part\n\nWe never sent a test mail.\n\n\
               ## Prevention\n\nA test mail each hour, as `prevention` has it.",
        mend: "Add the section, with one line that is true. An empty one helps nobody.",
        ignore: "When the incident has no course that could be told, such as a remark in a meeting.",
    },
    source: &["MD043", "SRE"],
    options: &[
        ("sev1", "the sections of a sev1, by name; Timeline, Our part and Prevention where it is left out"),
        ("sev2", "the sections of a sev2, by name; Timeline, Our part and Prevention where it is left out"),
        ("sev3", "the sections of a sev3, by name; none where it is left out"),
        ("sev4", "the sections of a sev4, by name; none where it is left out"),
    ],
    fix: Some(Safety::Unsafe),
    check: Check::Incident(look),
};

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(severity) = incident.severity.as_ref().map(|severity| severity.value) else { return Vec::new() };
    if care::is_drill(incident) || case.document.is_unreadable() {
        return Vec::new();
    }
    let wanted = wanted(severity, case);
    let parts = case.document.body.sections();
    let lacking = wanted.into_iter().filter(|wanted| !is_there(wanted, parts, incident, case));
    let told = lacking.map(|wanted| {
        let name = wanted.name();
        let finding = Finding::absent(format!("section {name}"), format!("no section `{name}`"))
            .help(format!("add `## {name}` and one line"));
        match appended(&wanted, case) {
            Some(fix) => finding.fix(fix),
            None => finding,
        }
    });
    told.collect()
}

/// Whether what is added to the end of a text falls into a block of code or HTML that nothing closes.
fn is_open_at_end(body: &Body, text: &str) -> bool {
    let end = text.trim_end().len();
    let reaches_end = |span: Span| span.end as usize >= end;
    let html = body.raw_html.last().map(|html| html.span).filter(|span| reaches_end(*span));
    if html.is_some_and(|span| !span.of(text).trim_end().ends_with("-->")) {
        return true;
    }
    let code = body.code_blocks.last().map(|code| code.span).filter(|span| reaches_end(*span));
    code.is_some_and(|span| is_unclosed(span.of(text)))
}

/// Whether a block of code begins with a fence that no other ends.
fn is_unclosed(code: &str) -> bool {
    let mut lines = code.trim().lines().map(|line| line.trim_start_matches([' ', '>']).trim_end());
    let first = lines.next().unwrap_or_default();
    let sign = first.chars().next().filter(|sign| matches!(sign, '`' | '~'));
    let Some(sign) = sign.filter(|sign| first.starts_with(&sign.to_string().repeat(3))) else { return false };
    let length = first.len() - first.trim_start_matches(sign).len();
    let closes = |last: &str| last.len() >= length && last.chars().all(|c| c == sign);
    !lines.next_back().is_some_and(closes)
}

/// Adds the heading at the end, with its question in a comment, where that is not swallowed.
fn appended(wanted: &Wanted<'_>, case: &Case<'_>) -> Option<Fix> {
    let text = case.text();
    if is_open_at_end(&case.document.body, text) {
        return None;
    }
    let newline = lines::newline(text);
    let question = match wanted {
        Wanted::Ours(section) => question(*section),
        Wanted::Own(_) => "What belongs here?",
    };
    let gap = match text {
        text if text.ends_with("\n\n") || text.ends_with("\n\r\n") => String::new(),
        text if text.ends_with('\n') => newline.to_owned(),
        _ => format!("{newline}{newline}"),
    };
    let name = wanted.name();
    let section = format!("{gap}## {name}{newline}{newline}<!-- {question} -->{newline}");
    let end = Span::new(text.len(), text.len()).start;
    Some(Fix::assuming(format!("add `## {name}` with its question"), vec![Edit::insert(end, section)]))
}

fn question(section: Section) -> &'static str {
    match section {
        Section::WhatHappened => "What did the client see, in the order in which they saw it?",
        Section::Timeline => "When did what happen? One item a moment, with its time and offset.",
        Section::Impact => "What could the client, or their customers, not do, and for how long?",
        Section::WhatWentWrong => "Which facts, none of them a person, led to it?",
        Section::OurPart => "What could we have done that would have averted or shortened it?",
        Section::WhatWeTold => "What did we tell the client, when and how?",
        Section::Fix => "What was repaired, and when?",
        Section::Prevention => "What will keep it from happening again? One item a step.",
        Section::WhatWentWell => "What helped, and is worth keeping?",
        Section::Lessons => "What do we know now that we did not know before?",
        Section::OpenQuestions => "What do we not know yet?",
    }
}

/// A section that is asked for: one of ours, or one of the team's own.
enum Wanted<'a> {
    Ours(Section),
    Own(&'a str),
}

impl Wanted<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Ours(section) => section.name(),
            Self::Own(name) => name,
        }
    }
}

fn wanted<'a>(severity: Severity, case: &Case<'a>) -> Vec<Wanted<'a>> {
    match case.site.config.lint.option_words("missing-section", severity.word()) {
        Some(words) => words.into_iter().map(named).collect(),
        None if matches!(severity, Severity::Sev1 | Severity::Sev2) => {
            [Section::Timeline, Section::OurPart, Section::Prevention].map(Wanted::Ours).into()
        }
        None => Vec::new(),
    }
}

fn named(word: &str) -> Wanted<'_> {
    let by_key = Section::ALL.into_iter().find(|section| section.key() == word);
    let section = by_key.or_else(|| Section::of(word).map(|(section, _)| section));
    section.map_or(Wanted::Own(word), Wanted::Ours)
}

fn is_there(wanted: &Wanted<'_>, parts: &[Part], incident: &Incident, case: &Case<'_>) -> bool {
    match wanted {
        Wanted::Ours(section) => {
            let in_body = parts.iter().any(|part| part.section.is_some_and(|(found, _)| found == *section));
            in_body || is_said_above(*section, incident)
        }
        Wanted::Own(name) => {
            let headings = parts.iter().filter_map(|part| case.document.body.heading_of(part));
            headings.into_iter().any(|heading| heading.text.trim().eq_ignore_ascii_case(name))
        }
    }
}

/// Whether the front matter says what a section would, as fully.
fn is_said_above(section: Section, incident: &Incident) -> bool {
    let blame = incident.blame_taken.as_ref();
    match section {
        Section::OurPart => blame.is_some_and(|blame| blame.could_have_averted.is_some()),
        Section::Prevention => items(&incident.prevention).iter().any(|step| step.step.is_some()),
        _ => false,
    }
}
