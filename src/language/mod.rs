//! How it is said: phrases that blame, excuse, belittle or hide, as data, and the guards that keep it quiet.
//!
//! A document is read once for all rules of the group: its prose is gathered passage by passage, what is not our
//! voice is masked, registered names are marked by what they are, and the words of every sentence tell which patterns
//! can match it. Then each pattern is held against the sentences of many documents, one after the other. Patterns
//! cannot look around, so a sentence costs the same however it is written.

mod classes;
pub mod entry;
mod finder;
mod fixed;
mod fold;
mod judge;
pub mod lexicon;
mod literal;
mod mask;
mod matched;
pub mod names;
mod needs;
mod opening;
mod parts;
mod passage;
mod pool;
mod prose;
mod sentence;
mod shape;
pub mod trial;
mod vocabulary;
mod whole;
mod word;
mod workers;

use crate::config::{CONTENT, Config};
use crate::document::Document;
use crate::language::entry::{Family, LexiconFile};
use crate::language::judge::Heard;
use crate::language::lexicon::Lexicon;
use crate::language::names::Names;
use crate::language::passage::Passage;
use crate::language::workers::Workers;
use crate::registry::Registry;
use crate::source::{FileId, Sources, Span};
use crate::tree::decode::Reading;
use crate::tree::fault::{Fault, FaultKind};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

/// A phrase that a lexicon knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub family: Family,
    /// Id of the pattern.
    pub entry: Box<str>,
    /// Why it is told.
    pub why: Box<str>,
    /// Where the phrase stands.
    pub span: Span,
    /// Whom it is about, where the pattern tells.
    pub who: Option<Span>,
    /// The sentence around it.
    pub sentence: Span,
    /// Path of the field; none in the body.
    pub field: Option<Box<str>>,
    /// Levels up or down, by where it stands.
    pub shift: i8,
    /// Whether it stands in a cause that a prevention step averts.
    pub averted: bool,
}

/// The lexicons of a site, by language.
#[derive(Debug, Default)]
pub struct Language {
    main: Box<str>,
    own: Arc<Own>,
    /// The files of the team's own lexicon.
    pub files: Vec<FileId>,
    names: Arc<OnceLock<Names>>,
    /// What each document says, by its number, once it has been asked for.
    said: Vec<Said>,
}

/// So many documents are read at once: enough that an automaton is asked about many sentences in a row, and few enough
/// that what they say takes little memory.
const AT_ONCE: usize = 4_000;

/// What a document says; shared by all states of a site in which it says the same.
type Said = Arc<OnceLock<Vec<Hit>>>;

/// The lexicons of a team.
#[derive(Debug, Default)]
struct Own {
    /// What they were made of.
    texts: Vec<Arc<str>>,
    lexicons: BTreeMap<Box<str>, Arc<Lexicon>>,
    /// What is wrong with each text.
    readings: Vec<(usize, Reading)>,
}

/// The built-in lexicon: words first, then the guards, then what is told, a file for each family.
const ENGLISH_TEXT: &str = concat!(
    include_str!("lexicon/en/words.toml"),
    include_str!("lexicon/en/guards.toml"),
    include_str!("lexicon/en/finger-pointing.toml"),
    include_str!("lexicon/en/denial.toml"),
    include_str!("lexicon/en/excuse.toml"),
    include_str!("lexicon/en/minimising.toml"),
    include_str!("lexicon/en/counterfactual.toml"),
    include_str!("lexicon/en/tone.toml"),
);

static ENGLISH: LazyLock<(LexiconFile, Arc<Lexicon>)> = LazyLock::new(|| {
    let (file, _) = lexicon::read(ENGLISH_TEXT);
    let compiled = Arc::new(Lexicon::new(Some(&file), &mut []));
    (file, compiled)
});

impl Language {
    /// Reads the lexicons that site.toml names, or `lexicon.toml` among the registries; what is wrong with them
    /// comes back file by file. Lexicons that were made of the same texts `before` are not made again.
    pub fn read(config: &Config, sources: &Sources, before: Option<&Self>) -> (Self, Vec<(FileId, Reading)>) {
        let main = main_part(&config.language);
        let (files, mut side) = named(config, sources);
        let texts: Vec<Arc<str>> = files
            .iter()
            .filter_map(|file| sources.get(*file))
            .map(|source| Arc::clone(&source.text))
            .collect();
        let own = before.filter(|before| before.main == main && before.own.texts == texts);
        let own = own.map_or_else(|| Arc::new(Own::read(&main, texts)), |before| Arc::clone(&before.own));
        let told = own.readings.iter();
        side.extend(told.filter_map(|(at, reading)| Some((*files.get(*at)?, reading.clone()))));
        (Self { main, own, files, ..Self::default() }, side)
    }

    /// Makes room for what each document says.
    pub fn make_room(&mut self, documents: usize) {
        self.said = (0..documents).map(|_| Said::default()).collect();
    }

    /// Takes over the registered names of another state of the site: they are the same.
    pub fn take_names(&mut self, before: &Self) {
        self.names = Arc::clone(&before.names);
    }

    /// Takes over what a document said in another state of the site in which it had another number, its text and the
    /// registered names were the same; lexicons may not be.
    pub fn take(&mut self, at: usize, before: &Self, number: usize) {
        if !Arc::ptr_eq(&self.own, &before.own) {
            return;
        }
        if let (Some(said), Some(known)) = (self.said.get_mut(at), before.said.get(number)) {
            *said = Arc::clone(known);
        }
    }

    /// What a document says, by its number among the documents.
    pub fn hits(&self, at: usize, document: &Document, text: &str, registry: &Registry) -> &[Hit] {
        match self.said.get(at) {
            Some(said) => said.get_or_init(|| self.read_document(document, text, registry)),
            None => &[],
        }
    }

    /// The language of a document that has no lexicon.
    pub fn unknown(&self, document: &Document) -> Option<Box<str>> {
        let written = document.incident()?.lang.as_ref().map_or(&self.main, |lang| &lang.value);
        let language = main_part(written);
        let known = match self.own.lexicons.get(&language) {
            Some(lexicon) => !lexicon.entries.is_empty(),
            None => language.as_ref() == "en",
        };
        (!known).then_some(language)
    }

    /// The lexicons in use by language: those of the team, and the built-in one.
    pub fn lexicons(&self) -> Vec<(&str, &Lexicon)> {
        let english = (!self.own.lexicons.contains_key("en")).then(|| ("en", ENGLISH.1.as_ref()));
        let own = self.own.lexicons.iter().map(|(language, lexicon)| (language.as_ref(), lexicon.as_ref()));
        english.into_iter().chain(own).collect()
    }

    /// Gives back the memory that reading took, once there is nothing more to read.
    pub fn rest(&self) {
        self.own
            .lexicons
            .values()
            .chain(LazyLock::get(&ENGLISH).map(|english| &english.1))
            .for_each(|it| it.rest());
    }

    fn lexicon(&self, written: &str) -> Option<&Lexicon> {
        let language = main_part(written);
        match self.own.lexicons.get(&language) {
            Some(lexicon) => Some(lexicon),
            None => (language.as_ref() == "en").then(|| ENGLISH.1.as_ref()),
        }
    }

    /// Reads some documents, given by their numbers with their texts, with all cores.
    pub fn read_all(&self, documents: &[(usize, &Document, &str)], registry: &Registry) {
        let is_new =
            |(at, ..): &(usize, &Document, &str)| self.said.get(*at).is_some_and(|said| said.get().is_none());
        let new: Vec<_> = documents.iter().filter(|document| is_new(document)).collect();
        for some in new.chunks(AT_ONCE) {
            let heard = some.par_iter().filter_map(|(at, document, text)| {
                let (lexicon, heard) = self.hear(document, text, registry)?;
                Some((*at, lexicon, heard))
            });
            let mut heard: Vec<(usize, &Lexicon, Vec<Heard>)> = heard.collect();
            // Mostly there is one language.
            while let Some(&(_, lexicon, _)) = heard.first() {
                let (same, others): (Vec<_>, Vec<_>) =
                    heard.into_iter().partition(|(_, other, _)| std::ptr::eq(*other, lexicon));
                let (numbers, texts): (Vec<usize>, Vec<Vec<Heard>>) =
                    same.into_iter().map(|(at, _, heard)| (at, heard)).unzip();
                for (at, hits) in numbers.into_iter().zip(judge::judge(lexicon, texts, Workers::All)) {
                    // Whoever asked in the meantime has read the same.
                    self.said.get(at).map(|said| said.set(hits));
                }
                heard = others;
            }
        }
    }

    fn read_document(&self, document: &Document, text: &str, registry: &Registry) -> Vec<Hit> {
        let Some((lexicon, heard)) = self.hear(document, text, registry) else { return Vec::new() };
        judge::judge(lexicon, vec![heard], Workers::One).pop().unwrap_or_default()
    }

    /// The passages of a document that may say something, and the lexicon that knows.
    fn hear(&self, document: &Document, text: &str, registry: &Registry) -> Option<(&Lexicon, Vec<Heard>)> {
        let incident = document.incident()?;
        let written = incident.lang.as_ref().map_or(&self.main, |lang| &lang.value);
        let lexicon = self.lexicon(written)?;
        let names = self.names.get_or_init(|| Names::of(registry));
        let mut heard = Vec::new();
        lexicon.finder.with_room(|room| {
            prose::each(document, incident, text, |passage, spot| {
                heard.extend(Heard::new(lexicon, names, passage, spot, false, room));
            });
        });
        Some((lexicon, heard))
    }
}

impl Own {
    fn read(main: &str, texts: Vec<Arc<str>>) -> Self {
        let mut read: BTreeMap<Box<str>, Vec<(usize, LexiconFile, Reading)>> = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            let (written, reading) = lexicon::read(text);
            let language = written.language.as_ref().map_or_else(|| main.into(), |own| main_part(own));
            read.entry(language).or_default().push((at, written, reading));
        }
        let mut own = Self { texts, ..Self::default() };
        for (language, read) in read {
            let numbers: Vec<usize> = read.iter().map(|(at, _, _)| *at).collect();
            let mut read: Vec<(LexiconFile, Reading)> =
                read.into_iter().map(|(_, written, reading)| (written, reading)).collect();
            let built_in = (language.as_ref() == "en").then(|| &ENGLISH.0);
            let lexicon = Lexicon::new(built_in, &mut read);
            own.lexicons.insert(language, Arc::new(lexicon));
            own.readings.extend(numbers.into_iter().zip(read.into_iter().map(|(_, reading)| reading)));
        }
        own
    }
}

/// The files of a team's lexicons, and what is wrong with those that site.toml names and that are not there.
fn named(config: &Config, sources: &Sources) -> (Vec<FileId>, Vec<(FileId, Reading)>) {
    let (mut files, mut side) = (Vec::new(), Vec::new());
    if config.lexicons.is_empty() {
        let default = format!("{CONTENT}/{}/lexicon.toml", config.folders.registry);
        files.extend(sources.find(&default));
    }
    for path in &config.lexicons {
        let name = path.value.trim_start_matches("./");
        if let Some(file) = sources.find(name) {
            files.push(file);
            continue;
        }
        let got = format!("`{name}`, which is not there");
        let expected = format!("a file in {CONTENT}/{}", config.folders.registry);
        let kind = FaultKind::Invalid { got, expected, allowed: &[] };
        let fault = Fault { span: path.span, field: "lexicon.extend".into(), kind };
        let site = sources.find(crate::config::SITE_TOML);
        side.extend(site.map(|site| (site, Reading::after(vec![fault]))));
    }
    (files, side)
}

/// What a lexicon says about a text that stands in no document.
pub fn of_text(lexicon: &Lexicon, text: &str) -> Vec<Hit> {
    let (names, spot) = (Names::default(), prose::Spot::default());
    let heard =
        lexicon.finder.with_room(|room| Heard::new(lexicon, &names, Passage::of(text), &spot, false, room));
    judge::judge(lexicon, vec![heard.into_iter().collect()], Workers::One).pop().unwrap_or_default()
}

/// Ids of the entries, guards among them, that speak about a text, those included that others say better.
pub fn entries_in<'a>(lexicon: &'a Lexicon, text: &str) -> Vec<&'a str> {
    lexicon.finder.with_room(|room| judge::entries_in(lexicon, Passage::of(text), room))
}

/// The language without its region: `en` of `en-GB`.
fn main_part(language: &str) -> Box<str> {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase().into()
}
