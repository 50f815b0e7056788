//! Follows the ways of patterns along the words of a sentence.

use crate::language::finder::phrase::ALONE;
use crate::language::finder::role::{Role, Roles};
use crate::language::finder::{Candidate, Finder, Hit, Way, index};
use crate::language::literal::is_letter;

/// The words of a sentence, and what they are.
pub(super) struct Row<'a> {
    pub(super) finder: &'a Finder,
    pub(super) roles: &'a Roles,
    pub(super) hits: &'a [Hit],
    /// The sentence in small letters.
    pub(super) text: &'a [u8],
}

impl Row<'_> {
    /// Whether the phrase stands around a word.
    pub(super) fn has_phrase(&self, phrase: u32, hit: Hit) -> bool {
        phrase == ALONE || self.begins(phrase, hit).is_some()
    }

    /// Where a phrase begins that stands around a word.
    fn begins(&self, phrase: u32, hit: Hit) -> Option<u32> {
        if phrase == ALONE {
            return Some(hit.at);
        }
        let phrase = self.finder.phrases.get(phrase as usize)?;
        if phrase.beside.read(self.text, hit.at as usize) != Some(phrase.beside.letters) {
            return None;
        }
        let start = (hit.at as usize).checked_sub(phrase.at)?;
        let (head, rest) = self.text.split_at_checked(start)?;
        let behind = rest.strip_prefix(phrase.text.as_ref())?;
        let begins = !phrase.begins || !head.last().is_some_and(|last| is_letter(*last));
        let ends = !phrase.ends || !behind.first().is_some_and(|next| is_letter(*next));
        (begins && ends && (!phrase.first || head.is_empty())).then(|| index(start))
    }

    /// Whether a word stands in a clause.
    fn has(&self, clause: u32, hit: Hit) -> bool {
        // Mostly it does not, and the rough marks say so at once.
        let is_in = |role: &&Role| role.traits.has(clause);
        let Some(role) = self.roles.get(hit.role).filter(is_in) else { return false };
        role.alone.has(clause)
            || role.phrases_of(clause).iter().any(|stand| self.has_phrase(stand.phrase, hit))
    }

    /// Follows a way from its most telling step in both directions, and tells where a match can begin.
    pub(super) fn follow(
        &self,
        way: &Way,
        key: usize,
        rooms: [&mut Vec<usize>; 2],
        found: &mut Vec<Candidate>,
    ) {
        let [led, next] = rooms;
        let steps =
            |from: u32, to: u32| self.finder.steps.get(from as usize..to as usize).unwrap_or_default();
        let (before, [(middle, reach), after @ ..]) = (steps(way.first, way.key), steps(way.key, way.end))
        else {
            return;
        };
        led.clear();
        led.push(key);
        let mut last = *middle;
        for &(clause, reach) in after {
            let step = Step { from: last, to: clause, reach };
            if !self.onward(step, led, next) {
                return;
            }
            std::mem::swap(led, next);
            last = clause;
        }
        led.clear();
        led.push(key);
        let (mut first, mut reach) = (*middle, *reach);
        for &(clause, further) in before.iter().rev() {
            let step = Step { from: clause, to: first, reach };
            if !self.backward(step, led, next) {
                return;
            }
            std::mem::swap(led, next);
            (first, reach) = (clause, further);
        }
        match way.lead {
            Some(lead) => self.tell_starts(way.pattern, first, lead, led, found),
            None => found.push(Candidate { pattern: way.pattern, start: None }),
        }
    }

    /// Tells where a match can begin whose first step is one of these words.
    fn tell_starts(&self, pattern: u32, clause: u32, lead: u32, led: &[usize], found: &mut Vec<Candidate>) {
        for hit in led.iter().filter_map(|at| self.hits.get(*at)) {
            let Some(role) = self.roles.get(hit.role) else { continue };
            let alone = role.alone.has(clause).then_some(ALONE);
            let phrases = role.phrases_of(clause).iter().map(|stand| stand.phrase).chain(alone);
            let starts = phrases.filter_map(|phrase| self.begins(phrase, *hit));
            let starts = starts.flat_map(|start| start.saturating_sub(lead)..=start);
            found.extend(starts.map(|start| Candidate { pattern, start: Some(start) }));
        }
    }

    /// Finds the words that a step leads to from any of some.
    fn onward(&self, step: Step, from: &[usize], to: &mut Vec<usize>) -> bool {
        to.clear();
        let place = |at: usize| self.hits.get(at).map_or(0, |hit| hit.at);
        let same = self.is_within(step);
        let first = from.first().map_or(usize::MAX, |first| *first);
        let last = from.last().and_then(|last| self.hits.get(*last)).map_or(0, |last| last.signs);
        let is_near = |(_, hit): &(usize, &Hit)| hit.signs <= last.saturating_add(step.reach);
        let near = self.hits.iter().enumerate().skip(if same { 0 } else { first + 1 }).take_while(is_near);
        for (at, hit) in near {
            // The nearest one before it is the one to ask.
            let near = from.partition_point(|from| place(*from) < hit.at || (same && place(*from) == hit.at));
            let near = near.checked_sub(1).and_then(|near| self.hits.get(*from.get(near)?));
            if near.is_some_and(|near| hit.signs <= near.signs.saturating_add(step.reach))
                && self.has(step.to, *hit)
            {
                to.push(at);
            }
        }
        !to.is_empty()
    }

    /// Finds the words from which a step leads to any of some.
    fn backward(&self, step: Step, to: &[usize], from: &mut Vec<usize>) -> bool {
        from.clear();
        let place = |at: usize| self.hits.get(at).map_or(0, |hit| hit.at);
        let same = self.is_within(step);
        let last = to.last().map_or(0, |last| *last);
        let first = to.first().and_then(|first| self.hits.get(*first)).map_or(0, |first| first.signs);
        let is_far = |(_, hit): &(usize, &Hit)| hit.signs.saturating_add(step.reach) < first;
        let near = self.hits.iter().enumerate().take(if same { usize::MAX } else { last }).skip_while(is_far);
        for (at, hit) in near {
            let near = to.partition_point(|to| place(*to) < hit.at || (!same && place(*to) == hit.at));
            let near = to.get(near).and_then(|near| self.hits.get(*near));
            if near.is_some_and(|near| near.signs <= hit.signs.saturating_add(step.reach))
                && self.has(step.from, *hit)
            {
                from.push(at);
            }
        }
        !from.is_empty()
    }

    /// Whether both ends of a step may be found by the same word.
    fn is_within(&self, step: Step) -> bool {
        [step.from, step.to].iter().any(|clause| self.finder.within.get(*clause as usize) == Some(&true))
    }
}

/// From one clause to the next.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: u32,
    to: u32,
    reach: u32,
}
