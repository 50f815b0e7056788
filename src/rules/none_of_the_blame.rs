//! `none-of-the-blame`

use crate::diagnostic::Level::Error;
use crate::document::incident::Incident;
use crate::document::incident::blame::BlameTaken;
use crate::document::section::{Part, Section};
use crate::rule::{Case, Check, Explain, Finding, From, Group, Kind, Rule};
use crate::source::Span;
use crate::tree::fault::FaultKind;
use std::ops::Range;

pub(super) static RULE: Rule = Rule {
    name: "none-of-the-blame",
    group: Group::BlameTaken,
    levels: [Error, Error, Error],
    kind: Kind::Deterministic,
    from: From::Draft,
    summary: "the blame taken is none",
    explain: Explain {
        finds: "`blame_taken`, its `statement` or its `share`, and a section Our part, where the whole text is a \
                word for nothing: none, nothing, no, n/a, a dash, 0, 0 %, `not us`, `not ours`; also one that begins \
                with none and a sign, such as \"None, this was the provider.\" A sentence that uses the word, such \
                as \"None of our tests sent a mail\", is let through; longer denials belong to the language rules.",
        why: "Part of the blame may be taken, but never none: there is nearly always one thing on our side that \
              would have averted or shortened it, and a team that looks for it finds its best prevention step. \
              site.toml forbids lowering this rule where it says nothing else.",
        bad: "blame_taken: None, this was the provider.",
        good: "blame_taken:\n  share: little\n  statement: We had one provider and no second route.",
        mend: "Name one thing that we could have done that would have averted or shortened it. `share: little` is \
               there for small parts.",
        ignore: "Never; it cannot be ignored in the file.",
    },
    source: &["S2.2", "S1.4c", "S1.5a"],
    options: &[],
    fix: None,
    check: Check::Incident(look),
};

/// Whether the blame taken by an incident is none, so that other rules need not ask for more of it.
pub(super) fn is_denied(blame: &BlameTaken) -> bool {
    blame.statement.as_ref().is_some_and(|statement| denial(statement).is_some())
}

fn look(incident: &Incident, case: &Case<'_>) -> Vec<Finding> {
    let Some(blame) = &incident.blame_taken else {
        return in_section(case).map(|span| finding(span, "blame_taken")).into_iter().collect();
    };
    let mut findings = Vec::new();
    if let Some(statement) = &blame.statement
        && denial(statement).is_some()
    {
        let path = if statement.span == blame.span { "blame_taken" } else { "blame_taken.statement" };
        findings.push(finding(narrow(statement.span, case.text()), path));
    }
    findings.extend(share(case).map(|span| finding(span, "blame_taken.share")));
    findings
}

fn finding(span: Span, path: &str) -> Finding {
    Finding::at(span, "blame taken is never none")
        .field(path)
        .label("no part of ours is named here")
        .note("some part is always ours (Kaplan, 2010)")
        .help(
            "name one thing we could have done that would have averted or shortened it; `share: little` exists",
        )
}

/// A share that says none; the reader knows no such word, so that it stands among the faults.
fn share(case: &Case<'_>) -> Option<Span> {
    let mut faults = case.document.faults.iter();
    let fault = faults.find(|fault| {
        matches!(fault.kind, FaultKind::Invalid { .. }) && fault.field.as_ref() == "blame_taken.share"
    })?;
    denial(fault.span.of(case.text())).map(|_| fault.span)
}

/// A section Our part that says none.
fn in_section(case: &Case<'_>) -> Option<Span> {
    let text = case.text();
    let parts = case.document.body.sections();
    let ours = |part: &&Part| part.section.is_some_and(|(section, _)| section == Section::OurPart);
    let part = parts.iter().filter(ours).find(|part| denial(part.content.of(text)).is_some())?;
    Some(narrow(part.content, text))
}

/// The place of the word for nothing within a value.
fn narrow(span: Span, text: &str) -> Span {
    let raw = span.of(text);
    match denial(raw) {
        Some(range) => Span::new(span.start as usize + range.start, span.start as usize + range.end),
        None => span,
    }
}

/// Where in a text the word for nothing stands, if it is all that the text says.
fn denial(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| !is_margin(c))?;
    let inner = text.get(start..)?.trim_end_matches(is_margin);
    let plain = inner.trim_end_matches(['.', '!', '?', ',', ';', ':']).trim_end();
    if plain.split_whitespace().nth(MOST_WORDS).is_none() {
        let lower = plain.to_lowercase();
        let folded: Vec<&str> = lower.split_whitespace().collect();
        if NOTHING.contains(&folded.join(" ").as_str()) {
            return Some(start..start + plain.len());
        }
    }
    let head = plain.get(..4).filter(|head| head.eq_ignore_ascii_case("none"))?;
    let rest = plain.get(4..)?;
    begins_with_sign(rest).then_some(start..start + head.len())
}

/// No way of saying nothing has more words.
const MOST_WORDS: usize = 3;

/// White space, quotes and the marks of emphasis.
fn is_margin(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '*' | '_' | '`')
}

/// Whether what follows a word is a sign, and not a hyphen or apostrophe that makes it part of a longer one.
fn begins_with_sign(rest: &str) -> bool {
    let spaced = rest.starts_with(char::is_whitespace);
    let mut letters = rest.trim_start().chars();
    match letters.next() {
        Some('-' | '–' | '—' | '/') => spaced || letters.next().is_none_or(|c| !c.is_alphanumeric()),
        Some(sign) => matches!(sign, '.' | ',' | ';' | ':' | '!' | '?' | '(' | '…'),
        None => false,
    }
}

#[rustfmt::skip]
const NOTHING: &[&str] = &[
    "none", "nothing", "n/a", "na", "n.a", "no", "nope", "nil", "null", "-", "--", "—", "–",
    "0", "0%", "0 %", "0.0", "zero", "not us", "not ours", "not our part", "nobody", "no one",
    "none of it", "none of ours", "none at all", "nothing at all", "no blame", "no part",
];

#[cfg(test)]
mod tests {
    use super::{MOST_WORDS, NOTHING, denial};

    #[test]
    fn no_way_of_saying_nothing_is_too_long_to_be_found() {
        assert_eq!(NOTHING.iter().map(|way| way.split_whitespace().count()).max(), Some(MOST_WORDS));
    }

    #[test]
    fn nothing_is_told_from_a_sentence() {
        for (text, word) in [
            ("None", "None"),
            ("\"none.\"", "none"),
            ("None, this was the provider.", "None"),
            ("None – the provider", "None"),
            ("none (see below)", "none"),
            ("N/A", "N/A"),
            ("0 %", "0 %"),
            ("Not\n  ours", "Not\n  ours"),
            ("-", "-"),
        ] {
            assert_eq!(denial(text).and_then(|range| text.get(range)), Some(word), "{text}");
        }
        for text in ["None of our tests sent a mail", "None-the-less we own it", "Nothing was tested", "We", ""] {
            assert_eq!(denial(text), None, "{text}");
        }
    }
}
