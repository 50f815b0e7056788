//! What a lexicon has to say about a passage.

use crate::language::entry::Family;
use crate::language::lexicon::{Entry, Lexicon};
use crate::language::matched::{self, Room, Told};
use crate::language::names::{Names, is_word};
use crate::language::passage::Passage;
use crate::language::prose::Spot;
use crate::language::sentence::{Sentence, sentences};
use crate::language::{Hit, mask};
use crate::source::Span;
use std::ops::Range;

/// A match in a sentence.
struct Found<'a> {
    entry: &'a Entry,
    range: Range<usize>,
    who: Option<Range<usize>>,
}

/// Tells every phrase of a passage.
pub(super) fn judge(
    lexicon: &Lexicon,
    names: &Names,
    mut passage: Passage,
    spot: &Spot,
    room: &mut Room,
    hits: &mut Vec<Hit>,
) {
    hide(lexicon, &mut passage);
    names.mark(&mut passage);
    let small = passage.text.to_ascii_lowercase();
    for sentence in sentences(&passage.text) {
        let within = within(&passage.text, &small, &sentence);
        for found in of_sentence(lexicon, within, spot, room) {
            let moved = |range: &Range<usize>| -> Span {
                passage.span(sentence.start + range.start..sentence.start + range.end)
            };
            hits.push(Hit {
                family: found.entry.family,
                entry: found.entry.id.clone(),
                why: found.entry.why.clone(),
                span: moved(&found.range),
                who: found.who.as_ref().map(moved),
                sentence: passage.span(sentence.clone()),
                field: spot.field.clone(),
                shift: spot.shift,
                averted: spot.averted,
            });
        }
    }
}

/// Ids of the entries that speak in a passage, and of the guards.
pub(super) fn entries_in<'a>(lexicon: &'a Lexicon, mut passage: Passage, room: &mut Room) -> Vec<&'a str> {
    hide(lexicon, &mut passage);
    let mut ids = Vec::new();
    let small = passage.text.to_ascii_lowercase();
    for sentence in sentences(&passage.text) {
        let sentence = within(&passage.text, &small, &sentence);
        let (guards, told) = matched(lexicon, sentence, &Spot::default(), true, room);
        ids.extend(guards.iter().map(|guard| guard.id.as_ref()));
        ids.extend(told.iter().flat_map(|told| places(told, sentence)).map(|found| found.entry.id.as_ref()));
    }
    ids
}

fn within<'t>(text: &'t str, small: &'t str, sentence: &Range<usize>) -> Sentence<'t> {
    let part = |text: &'t str| text.get(sentence.clone()).unwrap_or_default();
    Sentence { text: part(text), small: part(small) }
}

/// Hides what is not our voice, and what is accepted.
fn hide(lexicon: &Lexicon, passage: &mut Passage) {
    mask::hide(passage);
    if let Some(accepted) = &lexicon.accepted {
        let found = accepted.find_iter(&passage.text).map(|found| found.range());
        let found: Vec<_> = found.filter(|range| is_word(&passage.text, range.clone())).collect();
        found.into_iter().for_each(|range| passage.hide(range, "a"));
    }
}

/// The guards of a sentence, and the entries that they let speak.
fn matched<'a>(
    lexicon: &'a Lexicon,
    sentence: Sentence<'_>,
    spot: &Spot,
    all: bool,
    room: &mut Room,
) -> (Vec<&'a Entry>, Vec<Told<'a>>) {
    let (guards, mut told) = matched::matched(lexicon, sentence, all, room);
    told.retain(|told| !is_silenced(told.entry, &guards, spot));
    (guards, told)
}

fn of_sentence<'a>(
    lexicon: &'a Lexicon,
    sentence: Sentence<'_>,
    spot: &Spot,
    room: &mut Room,
) -> Vec<Found<'a>> {
    let (_, told) = matched(lexicon, sentence, spot, false, room);
    let mut found: Vec<Found<'_>> = told.iter().flat_map(|told| places(told, sentence)).collect();
    // A circumstance in a wish, or beside what makes light of the effect, is told with that: one finding is enough.
    let says_more = |one: &Found<'_>| matches!(one.entry.family, Family::Counterfactual | Family::Minimising);
    if found.iter().any(says_more) {
        found.retain(|one| one.entry.family != Family::Excuse);
    }
    // The family that says it best comes first; of two that overlap within a family, the longer one.
    found.sort_by_key(|one| (one.entry.family, one.range.start, std::cmp::Reverse(one.range.end)));
    let mut kept: Vec<Found<'_>> = Vec::new();
    for one in found {
        let says =
            |other: &Found<'_>| overlap(&one.range, &other.range) && says_both(one.entry, other.entry, spot);
        if !kept.iter().any(says) {
            kept.push(one);
        }
    }
    kept
}

/// How many places of one entry in one sentence are told.
const MOST: usize = 20;

fn places<'a>(told: &Told<'a>, sentence: Sentence<'_>) -> Vec<Found<'a>> {
    let (entry, Some((whole, text))) = (told.entry, told.finder(sentence)) else { return Vec::new() };
    let places = whole.places(text.as_bytes(), MOST, told.starts.as_deref()).into_iter();
    let found = places.map(|(range, who)| Found {
        entry,
        range: trimmed(text, range),
        who: who.map(|who| trimmed(text, who)),
    });
    found.filter(|found| !found.range.is_empty()).collect()
}

/// A range without white space and commas at its ends.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let is_margin = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':');
    let found = text.get(range.clone()).unwrap_or_default();
    let start = range.start + found.len() - found.trim_start_matches(is_margin).len();
    start..(start + found.trim_matches(is_margin).len())
}

fn is_silenced(entry: &Entry, guards: &[&Entry], spot: &Spot) -> bool {
    let guarded = |guard: Family| entry.guarded && guards.iter().any(|entry| entry.family == guard);
    if spot.judgements_only && !entry.judgement {
        return true;
    }
    match entry.family {
        Family::FingerPointing | Family::Excuse => guarded(Family::Ownership),
        Family::Counterfactual => spot.wishes || guarded(Family::Expectation),
        Family::Minimising => guarded(Family::Measurement),
        Family::Denial => guarded(Family::Exclusion),
        _ => false,
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Whether two families that overlap say the same, so that one is enough. A hedge in an apology also plays the
/// effect down, except in the apology itself, where one word about it will do.
fn says_both(a: &Entry, b: &Entry, spot: &Spot) -> bool {
    let hedges = |family: Family| matches!(family, Family::NonApology | Family::ClientBelittled);
    a.family == b.family || spot.to_client || !(a.family == Family::Minimising && hedges(b.family))
}
