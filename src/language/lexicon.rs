//! A lexicon, ready to be matched: the built-in file of a language, and over it a team's own.

use crate::document::items;
use crate::language::classes::Classes;
use crate::language::entry::{Family, LexiconFile, Pattern};
use crate::language::finder::{Candidate, Finder};
use crate::language::fixed::FixedPhrases;
use crate::language::fold;
use crate::language::needs::Way;
use crate::language::parts::{self, Part};
use crate::language::pool::Pool;
use crate::language::shape::{Memory, Shape};
use crate::language::whole::Whole;
use crate::tree::decode::{Decode, Field, List, OneOrMany, Reading};
use crate::tree::fault::{Fault, FaultKind};
use crate::tree::toml;
use std::iter;
use std::sync::OnceLock;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

/// A phrase pattern, ready to be matched.
#[derive(Debug)]
pub struct Entry {
    /// Its name; for a nameless one of a team's own, where it stands in the file.
    pub id: Box<str>,
    /// What a match is.
    pub family: Family,
    /// Whether it stands in a team's own lexicon.
    pub own: bool,
    /// Whether it speaks even where a fact about another party is told.
    pub judgement: bool,
    /// Whether the guards of its family silence it.
    pub guarded: bool,
    /// Why it is told.
    pub why: Box<str>,
    /// Sentences that it must speak about.
    pub matches: Vec<Box<str>>,
    /// Sentences that it must let through.
    pub no_matches: Vec<Box<str>>,
    /// The pattern with its classes spelt out.
    bare: String,
    /// Finds its places.
    whole: OnceLock<Option<Whole>>,
    /// The same on small letters, without the branches for which case counts.
    small: OnceLock<Option<Whole>>,
    /// What else in a sentence lets the phrase through.
    pub(super) unless: Option<Unless>,
}

/// What lets a phrase through.
#[derive(Debug)]
pub(super) struct Unless {
    bare: String,
    shape: OnceLock<Shape>,
    pub(super) memories: Pool<Memory>,
}

/// A part of an entry's pattern.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) entry: usize,
    pub(super) shape: Shape,
    pub(super) memories: Pool<Memory>,
}

/// The phrases of a language.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// In the order of the files.
    pub entries: Vec<Entry>,
    /// Parts of all patterns, in the order of their entries.
    pub(super) pieces: Vec<Piece>,
    /// Finds pieces that can match, those of guards apart: they are asked for where something speaks.
    pub(super) finder: Finder,
    pub(super) guards: Finder,
    /// What is let through, in any case of letters.
    pub(super) accepted: FixedPhrases,
}

/// Reads a file; what is wrong with its form comes back beside it.
pub fn read(text: &str) -> (LexiconFile, Reading) {
    let parsed = toml::parse(text);
    let mut reading = Reading::after(parsed.faults);
    let file = parsed.root.and_then(|root| LexiconFile::decode(&root, &mut reading)).unwrap_or_default();
    (file, reading)
}

impl Lexicon {
    /// From the built-in file and those of a team; what is wrong with the patterns of a team's file goes to its
    /// reading, and those patterns are left out.
    pub fn new(built_in: Option<&LexiconFile>, own: &mut [(LexiconFile, Reading)]) -> Self {
        let mut classes = Classes::default();
        for file in built_in.into_iter().chain(own.iter().map(|(file, _)| file)) {
            classes.extend(file);
        }
        let mut entries = Vec::new();
        let mut accepted: Vec<Box<str>> = Vec::new();
        if let Some(file) = built_in {
            entries
                .extend(patterns(file).filter_map(|(_, pattern)| Entry::new(pattern, &classes, None).ok()));
            accepted.extend(phrases(file));
        }
        let ids: Vec<Box<str>> = entries.iter().map(|entry: &Entry| entry.id.clone()).collect();
        for (file, reading) in own {
            for (at, pattern) in patterns(file) {
                match Entry::new(pattern, &classes, Some(at)) {
                    Ok(entry) => entries.push(entry),
                    Err(Some(fault)) => reading.faults.push(*fault),
                    Err(None) => {}
                }
            }
            reading.faults.extend(bad_classes(file, &classes));
            for id in file.off.iter().flat_map(|ids| ids.iter()) {
                if !ids.contains(&id.value) {
                    let expected = "the id of a built-in pattern, as `amends lexicon stats` lists them";
                    reading.faults.push(invalid(id, "off", &format!("`{}`", id.value), expected));
                }
                entries.retain(|entry| entry.own || entry.id != id.value);
            }
            accepted.extend(phrases(file));
        }
        let accepted = FixedPhrases::new(accepted.iter().map(AsRef::as_ref), true);
        let parts = |entry: &Entry| parts::of_pattern(&entry.bare);
        let parts: Vec<Vec<Part>> = on_all_cores(&entries, parts);
        let parts = entries.iter().zip(parts).enumerate();
        let parts = parts.flat_map(|(entry, (_, parts))| parts.into_iter().map(move |part| (entry, part)));
        let (pieces, ways): (Vec<Piece>, Vec<Vec<Way>>) = parts
            .map(|(entry, Part { pattern, small, ways })| {
                (Piece { entry, shape: Shape::new(pattern, small), memories: Pool::default() }, ways)
            })
            .unzip();
        let is_guard = |piece: &Piece| entries.get(piece.entry).is_some_and(|entry| entry.family.is_guard());
        let numbered = pieces.iter().zip((0..).zip(ways));
        let (guards, others): (Vec<_>, Vec<_>) = numbered.partition(|(piece, _)| is_guard(piece));
        let finder =
            |some: Vec<(&Piece, (u32, Vec<Way>))>| Finder::new(some.into_iter().map(|(_, ways)| ways));
        let (finder, guards) = (finder(others), finder(guards));
        Self { entries, finder, guards, pieces, accepted }
    }

    /// Gives back the memory that reading took, once there is nothing more to read.
    pub(super) fn rest(&self) {
        self.finder.rest();
        self.guards.rest();
        for piece in &self.pieces {
            piece.shape.rest();
            piece.memories.clear();
        }
        for entry in &self.entries {
            [&entry.whole, &entry.small]
                .into_iter()
                .filter_map(|it| it.get()?.as_ref())
                .for_each(Whole::rest);
            if let Some(Unless { shape, memories, .. }) = &entry.unless {
                shape.get().into_iter().for_each(Shape::rest);
                memories.clear();
            }
        }
    }

    /// The number of the entry whose part may match.
    pub(super) fn entry_of(&self, candidate: &Candidate) -> Option<usize> {
        self.pieces.get(candidate.pattern as usize).map(|piece| piece.entry)
    }
}

/// Works with threads of its own. A lexicon is made while a lock is held that workers of the pool wait for, and one
/// who then waited for the pool would wait for ever.
fn on_all_cores<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, usize::from).min(items.len());
    // Some are a hundred times as much work as others: whoever is done takes the next.
    let next = AtomicUsize::new(0);
    let take = || {
        let one = || {
            let at = next.fetch_add(1, Relaxed);
            Some((at, work(items.get(at)?)))
        };
        iter::from_fn(one).collect()
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let started: Vec<_> = (0..threads).map(|_| scope.spawn(take)).collect();
        let end = |part: thread::ScopedJoinHandle<'_, Vec<(usize, R)>>| match part.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        started.into_iter().flat_map(end).collect()
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, done)| done).collect()
}

impl Unless {
    fn new(bare: String) -> Self {
        Self { bare, shape: OnceLock::new(), memories: Pool::default() }
    }

    /// The pattern.
    pub(super) fn shape(&self) -> &Shape {
        self.shape.get_or_init(|| match fold::whole(&self.bare, false) {
            Some((small, true)) => Shape::new(small, true),
            _ => Shape::new(fold::with_flags(&self.bare), false),
        })
    }
}

impl Entry {
    /// From a pattern as it is written; `own` is its number in a team's file.
    fn new(pattern: &Pattern, classes: &Classes, own: Option<usize>) -> Result<Self, Option<Box<Fault>>> {
        let some = |phrases: &&Field<OneOrMany<Box<str>>>| !phrases.is_empty();
        let regex = pattern.regex.as_ref().filter(some);
        let (Some(family), Some(regex)) = (&pattern.family, regex) else { return Err(None) };
        let at = own.unwrap_or_default();
        let spelt = |phrase: &Field<Box<str>>, path: &str| {
            let spelt = classes.spelt_out(phrase).map_err(|class| no_class(phrase, path, &class, classes))?;
            match own.and_then(|_| Whole::new(&fold::with_flags(&spelt)).err()) {
                Some(why) => {
                    Err(Box::new(invalid(phrase, path, &why, "a regular expression without look-around")))
                }
                None => Ok(spelt),
            }
        };
        let compiled = |phrases: &OneOrMany<Box<str>>, key: &str| match &**phrases {
            [phrase] => spelt(phrase, &format!("pattern[{at}].{key}")),
            phrases => {
                let numbered = phrases.iter().enumerate();
                let spelt = numbered.map(|(number, phrase)| {
                    Ok(format!("(?:{})", spelt(phrase, &format!("pattern[{at}].{key}[{number}]"))?))
                });
                Ok(spelt.collect::<Result<Vec<String>, Box<Fault>>>()?.join("|"))
            }
        };
        let bare = compiled(regex, "regex").map_err(Some)?;
        let unless =
            pattern.unless.as_ref().filter(some).map(|unless| compiled(unless, "unless")).transpose();
        let texts = |list: &Option<Field<List<Box<str>>>>| {
            items(list).iter().map(|text| text.value.clone()).collect()
        };
        let text = |field: &Option<Field<Box<str>>>| field.as_ref().map(|field| field.value.clone());
        Ok(Self {
            id: text(&pattern.id).unwrap_or_else(|| format!("pattern[{at}]").into()),
            family: family.value,
            own: own.is_some(),
            judgement: pattern.judgement.as_ref().is_some_and(|judgement| judgement.value),
            guarded: pattern.guarded.as_ref().is_none_or(|guarded| guarded.value),
            why: text(&pattern.why).unwrap_or_default(),
            matches: texts(&pattern.r#match),
            no_matches: texts(&pattern.no_match),
            bare,
            whole: OnceLock::new(),
            small: OnceLock::new(),
            unless: unless.map_err(Some)?.map(Unless::new),
        })
    }

    /// Whether its patterns are regular expressions.
    pub fn compiles(&self) -> bool {
        self.whole().is_some() && self.unless.as_ref().is_none_or(|unless| unless.shape().compiles())
    }

    /// The pattern, compiled; nothing where it does not compile, which only a built-in one could do and a test
    /// forbids.
    pub(super) fn whole(&self) -> Option<&Whole> {
        self.whole.get_or_init(|| Whole::new(&fold::with_flags(&self.bare)).ok()).as_ref()
    }

    /// The same for a text in small letters, without the branches for which case counts.
    pub(super) fn small(&self) -> Option<&Whole> {
        self.small.get_or_init(|| Whole::new(&fold::whole(&self.bare, true)?.0).ok()).as_ref()
    }
}

fn patterns(file: &LexiconFile) -> impl Iterator<Item = (usize, &Pattern)> {
    items(&file.pattern).iter().map(|pattern| &pattern.value).enumerate()
}

fn phrases(file: &LexiconFile) -> impl Iterator<Item = Box<str>> {
    let accept = file.accept.as_ref().map(|accept| &accept.phrases);
    accept.into_iter().flat_map(items).map(|phrase| phrase.value.clone())
}

/// Words of a team's classes that are no regular expressions, or name classes that are not there.
fn bad_classes(file: &LexiconFile, classes: &Classes) -> Vec<Fault> {
    let tables = file.classes.iter().flat_map(|classes| classes.iter());
    let words = tables.flat_map(|(name, words)| words.value.iter().map(move |word| (name.as_ref(), word)));
    let fault = |(name, word): (&str, &Field<Box<str>>)| {
        let path = format!("classes.{name}");
        match classes.spelt_out(word) {
            Err(class) => Some(*no_class(word, &path, &class, classes)),
            Ok(spelt) => {
                let why = Whole::new(&fold::with_flags(&spelt)).err()?;
                Some(invalid(word, &path, &why, "a word or a regular expression"))
            }
        }
    };
    words.filter_map(fault).collect()
}

fn no_class(field: &Field<Box<str>>, path: &str, class: &str, classes: &Classes) -> Box<Fault> {
    let names: Vec<&str> = classes.names().collect();
    let got = match classes.has(class) {
        true => format!("a pattern in which `{{{class}}}` stands in itself"),
        false => format!("a pattern with `{{{class}}}`"),
    };
    Box::new(invalid(field, path, &got, &format!("one with these classes: {}", names.join(", "))))
}

fn invalid(field: &Field<Box<str>>, path: &str, got: &str, expected: &str) -> Fault {
    let kind = FaultKind::Invalid { got: got.to_owned(), expected: expected.to_owned(), allowed: &[] };
    Fault { span: field.span, field: path.into(), kind }
}
