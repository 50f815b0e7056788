//! What a lexicon has to say about passages.

use crate::language::entry::Family;
use crate::language::finder::{Candidate, Room};
use crate::language::lexicon::{Entry, Lexicon};
use crate::language::matched::{Line, Told, told};
use crate::language::names::Names;
use crate::language::passage::Passage;
use crate::language::prose::Spot;
use crate::language::sentence::{Sentence, sentences};
use crate::language::word::{Word, words};
use crate::language::workers::Workers;
use crate::language::{Hit, mask};
use std::ops::Range;

/// A passage with sentences of which some entry may tell something.
#[derive(Debug)]
pub(super) struct Heard {
    passage: Passage,
    /// Its text in small letters.
    small: String,
    spot: Spot,
    /// These sentences, and the patterns.
    sentences: Vec<(Range<usize>, Vec<Candidate>)>,
}

/// A match in a sentence.
struct Found<'a> {
    entry: &'a Entry,
    range: Range<usize>,
    who: Option<Range<usize>>,
}

impl Heard {
    /// Reads a passage; nothing where there is nothing to tell. Sentences in which nothing is found are kept where `all`
    /// are wanted.
    pub(super) fn new(
        lexicon: &Lexicon,
        names: &Names,
        mut passage: Passage,
        spot: &Spot,
        all: bool,
        room: &mut Room,
    ) -> Option<Self> {
        let words = hide(lexicon, names, &mut passage);
        let small = passage.text.to_ascii_lowercase();
        let whole = Sentence { text: &passage.text, small: &small };
        let mut heard = Vec::new();
        for range in sentences(&passage.text) {
            let found = lexicon.finder.find(whole, &range, &words, room);
            if all || !found.is_empty() {
                heard.push((range, found.to_vec()));
            }
        }
        (!heard.is_empty()).then(|| Self { passage, small, spot: spot.clone(), sentences: heard })
    }

    fn lines(&self) -> impl Iterator<Item = (&Self, &Range<usize>, Line<'_>)> {
        self.sentences.iter().map(move |(range, candidates)| {
            (self, range, Line::new(within(&self.passage.text, &self.small, range), candidates))
        })
    }
}

/// Tells every phrase of some texts, each in its passages.
pub(super) fn judge(lexicon: &Lexicon, texts: Vec<Vec<Heard>>, workers: Workers) -> Vec<Vec<Hit>> {
    let told = {
        let lines = texts.iter().flatten().flat_map(Heard::lines);
        let (spots, lines): (Vec<&Spot>, Vec<Line<'_>>) =
            lines.map(|(heard, _, line)| (&heard.spot, line)).unzip();
        matched(lexicon, &lines, workers, |line| spots.get(line).copied(), false).1
    };
    let mut lines = 0;
    let texts = texts.into_iter().map(|heard| {
        let first = lines;
        lines += heard.iter().map(|heard| heard.sentences.len()).sum::<usize>();
        (first, heard)
    });
    workers.each(texts.collect(), |(first, heard)| {
        let sentences = heard.iter().flat_map(Heard::lines).zip(first..);
        let hits = sentences
            .flat_map(|((heard, sentence, _), line)| of_sentence(about(&told, line), heard, sentence));
        hits.collect()
    })
}

/// What is told about a sentence.
fn about<'t, 'a>(told: &'t [Told<'a>], line: usize) -> &'t [Told<'a>] {
    let from = told.partition_point(|told| told.line < line);
    let told = told.get(from..).unwrap_or_default();
    told.get(..told.partition_point(|told| told.line == line)).unwrap_or_default()
}

/// Ids of the entries that speak in a passage, and of the guards.
pub(super) fn entries_in<'a>(lexicon: &'a Lexicon, passage: Passage, room: &mut Room) -> Vec<&'a str> {
    let Some(heard) = Heard::new(lexicon, &Names::default(), passage, &Spot::default(), true, room) else {
        return Vec::new();
    };
    let lines: Vec<Line<'_>> = heard.lines().map(|(.., line)| line).collect();
    let (guards, told) = matched(lexicon, &lines, Workers::One, |_| Some(&heard.spot), true);
    let told = told.iter().filter(|told| !told.places.is_empty());
    guards.iter().chain(told).map(|told| told.entry.id.as_ref()).collect()
}

fn within<'t>(text: &'t str, small: &'t str, sentence: &Range<usize>) -> Sentence<'t> {
    let part = |text: &'t str| text.get(sentence.clone()).unwrap_or_default();
    Sentence { text: part(text), small: part(small) }
}

/// Hides what is not our voice, what is accepted, and whom names name; the words of what is left come back.
fn hide(lexicon: &Lexicon, names: &Names, passage: &mut Passage) -> Vec<Word> {
    mask::hide(passage);
    let written = words(&passage.text);
    let accepted = lexicon.accepted.find(&passage.text, &written);
    for (range, _) in &accepted {
        passage.hide(range.clone(), "a");
    }
    let is_hidden = names.mark(passage, &written) || !accepted.is_empty();
    if is_hidden { words(&passage.text) } else { written }
}

/// The guards of some sentences, and the entries that they let speak. Guards are asked for only where there is
/// something to silence, or where `all` are wanted.
fn matched<'a, 's>(
    lexicon: &'a Lexicon,
    lines: &[Line<'_>],
    workers: Workers,
    spot: impl Fn(usize) -> Option<&'s Spot>,
    all: bool,
) -> (Vec<Told<'a>>, Vec<Told<'a>>) {
    let mut speaking = told(lexicon, lines, workers);
    let numbers: Vec<usize> = match all {
        true => (0..lines.len()).collect(),
        false => {
            speaking.chunk_by(|a, b| a.line == b.line).filter_map(|told| Some(told.first()?.line)).collect()
        }
    };
    let guards = guards(lexicon, lines, numbers, workers);
    speaking.retain(|told| {
        spot(told.line).is_none_or(|spot| !is_silenced(told.entry, about(&guards, told.line), spot))
    });
    (guards, speaking)
}

/// The guards that speak about those of some sentences that have these numbers.
fn guards<'a>(
    lexicon: &'a Lexicon,
    lines: &[Line<'_>],
    numbers: Vec<usize>,
    workers: Workers,
) -> Vec<Told<'a>> {
    let found = workers.each(numbers, |number| {
        let sentence = lines.get(number).map(|line| line.sentence)?;
        let (all, words) = (0..sentence.text.len(), words(sentence.text));
        let find = |room: &mut Room| lexicon.guards.find(sentence, &all, &words, room).to_vec();
        Some((number, sentence, lexicon.guards.with_room(find)))
    });
    let found: Vec<_> = found.into_iter().flatten().collect();
    let lines: Vec<Line<'_>> =
        found.iter().map(|(_, sentence, candidates)| Line::new(*sentence, candidates)).collect();
    let mut told = told(lexicon, &lines, workers);
    for told in &mut told {
        told.line = found.get(told.line).map_or(told.line, |(number, ..)| *number);
    }
    told
}

/// What is told of a sentence.
fn of_sentence(told: &[Told<'_>], heard: &Heard, sentence: &Range<usize>) -> Vec<Hit> {
    let Heard { passage, spot, .. } = heard;
    let found = told.iter().flat_map(|told| {
        let found = |(range, who): &(Range<usize>, Option<Range<usize>>)| Found {
            entry: told.entry,
            range: range.clone(),
            who: who.clone(),
        };
        told.places.iter().map(found)
    });
    let moved = |range: &Range<usize>| passage.span(sentence.start + range.start..sentence.start + range.end);
    let hit = |found: Found<'_>| Hit {
        family: found.entry.family,
        entry: found.entry.id.clone(),
        why: found.entry.why.clone(),
        span: moved(&found.range),
        who: found.who.as_ref().map(moved),
        sentence: passage.span(sentence.clone()),
        field: spot.field.clone(),
        shift: spot.shift,
        averted: spot.averted,
    };
    said_best(found.collect(), spot).into_iter().map(hit).collect()
}

/// The matches of a sentence without those that others say better.
fn said_best<'a>(mut found: Vec<Found<'a>>, spot: &Spot) -> Vec<Found<'a>> {
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

fn is_silenced(entry: &Entry, guards: &[Told<'_>], spot: &Spot) -> bool {
    let guarded = |guard: Family| entry.guarded && guards.iter().any(|told| told.entry.family == guard);
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

#[cfg(test)]
mod tests {
    use super::{Heard, Workers, judge};
    use crate::language::lexicon::{Lexicon, read};
    use crate::language::names::Names;
    use crate::language::passage::Passage;
    use crate::language::prose::Spot;

    /// Texts that are judged together are told the same as each alone, and each its own.
    #[test]
    fn texts_are_judged_together_as_alone() {
        let (file, _) = read(crate::language::ENGLISH_TEXT);
        let lexicon = Lexicon::new(Some(&file), &mut []);
        let texts =
            include_str!("lexicon/telling.tsv").lines().chain(include_str!("lexicon/honest.txt").lines());
        let texts: Vec<&str> = texts.filter_map(|line| line.split('\t').next_back()).collect();
        let heard = |text: &&str| -> Vec<Heard> {
            let hear = |text: &str, room: &mut _| {
                Heard::new(&lexicon, &Names::default(), Passage::of(text), &Spot::default(), false, room)
            };
            lexicon.finder.with_room(|room| hear(text, room)).into_iter().collect()
        };
        let together = judge(&lexicon, texts.iter().map(heard).collect(), Workers::All);
        let alone = |text| judge(&lexicon, vec![heard(text)], Workers::One).pop().unwrap_or_default();
        let alone: Vec<_> = texts.iter().map(alone).collect();
        assert_eq!(together, alone);
        assert!(alone.iter().filter(|hits| !hits.is_empty()).count() > 100);
    }
}
