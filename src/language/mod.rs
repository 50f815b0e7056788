//! How it is said: phrases that blame, excuse, belittle or hide, as data, and the guards that keep it quiet.
//!
//! A document is read once for all rules of the group: its prose is gathered passage by passage, what is not our
//! voice is masked, registered names are marked by what they are, and every sentence is matched against all patterns
//! of its language at once. Patterns cannot look around, so a sentence costs the same however it is written.

mod classes;
pub mod entry;
mod finder;
mod fold;
mod judge;
pub mod lexicon;
mod literal;
mod mask;
pub mod names;
mod needs;
mod opening;
mod parts;
mod passage;
mod prose;
mod sentence;
mod shape;
mod tree;
pub mod trial;

use crate::config::{CONTENT, Config};
use crate::document::Document;
use crate::language::entry::{Family, LexiconFile};
use crate::language::lexicon::Lexicon;
use crate::language::names::Names;
use crate::language::passage::Passage;
use crate::registry::Registry;
use crate::source::{FileId, Sources, Span};
use crate::tree::decode::Reading;
use crate::tree::fault::{Fault, FaultKind};
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
    lexicons: BTreeMap<Box<str>, Arc<Lexicon>>,
    /// The files of the team's own lexicon.
    pub files: Vec<FileId>,
    names: OnceLock<Names>,
    /// What each document says, by its number, once it has been asked for.
    said: Vec<OnceLock<Vec<Hit>>>,
}

/// The built-in lexicons, by language.
const BUILT_IN: [(&str, &str); 1] = [("en", include_str!("lexicon/en.toml"))];

static ENGLISH: LazyLock<(LexiconFile, Arc<Lexicon>)> = LazyLock::new(|| {
    let text = BUILT_IN.first().map_or("", |(_, text)| text);
    let (file, _) = lexicon::read(text);
    let compiled = Arc::new(Lexicon::new(Some(&file), &mut []));
    (file, compiled)
});

impl Language {
    /// Reads the lexicons that site.toml names, or `lexicon.toml` among the registries; what is wrong with them
    /// comes back file by file.
    pub fn read(config: &Config, sources: &Sources) -> (Self, Vec<(FileId, Reading)>) {
        let main = main_part(&config.language);
        let mut own: BTreeMap<Box<str>, Vec<(FileId, LexiconFile, Reading)>> = BTreeMap::new();
        let mut side = Vec::new();
        let mut files = Vec::new();
        let default = format!("{CONTENT}/{}/lexicon.toml", config.folders.registry);
        let named = config.lexicons.iter().map(|path| (path.value.trim_start_matches("./"), Some(path)));
        let paths: Vec<_> =
            if config.lexicons.is_empty() { vec![(default.as_str(), None)] } else { named.collect() };
        for (path, field) in paths {
            match (sources.find(path), field) {
                (Some(file), _) => {
                    let (written, reading) = lexicon::read(sources.text(file));
                    let language = written.language.as_ref().map_or(main.clone(), |own| main_part(own));
                    files.push(file);
                    own.entry(language).or_default().push((file, written, reading));
                }
                (None, Some(field)) => {
                    let got = format!("`{path}`, which is not there");
                    let expected = format!("a file in {CONTENT}/{}", config.folders.registry);
                    let kind = FaultKind::Invalid { got, expected, allowed: &[] };
                    let fault = Fault { span: field.span, field: "lexicon.extend".into(), kind };
                    let site = sources.find(crate::config::SITE_TOML);
                    side.extend(site.map(|site| (site, Reading::after(vec![fault]))));
                }
                (None, None) => {}
            }
        }
        let mut lexicons = BTreeMap::new();
        for (language, read) in own {
            let ids: Vec<FileId> = read.iter().map(|(file, _, _)| *file).collect();
            let mut read: Vec<(LexiconFile, Reading)> =
                read.into_iter().map(|(_, written, reading)| (written, reading)).collect();
            let built_in = (language.as_ref() == "en").then(|| &ENGLISH.0);
            let lexicon = Lexicon::new(built_in, &mut read);
            lexicons.insert(language, Arc::new(lexicon));
            side.extend(ids.into_iter().zip(read.into_iter().map(|(_, reading)| reading)));
        }
        (Self { main, lexicons, files, ..Self::default() }, side)
    }

    /// Makes room for what each document says.
    pub fn make_room(&mut self, documents: usize) {
        self.said = (0..documents).map(|_| OnceLock::new()).collect();
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
        let known = match self.lexicons.get(&language) {
            Some(lexicon) => !lexicon.entries.is_empty(),
            None => BUILT_IN.iter().any(|(built_in, _)| *built_in == language.as_ref()),
        };
        (!known).then_some(language)
    }

    /// The lexicons in use by language: those of the team, and the built-in one.
    pub fn lexicons(&self) -> Vec<(&str, &Lexicon)> {
        let english = (!self.lexicons.contains_key("en")).then(|| ("en", ENGLISH.1.as_ref()));
        let own = self.lexicons.iter().map(|(language, lexicon)| (language.as_ref(), lexicon.as_ref()));
        english.into_iter().chain(own).collect()
    }

    /// Gives back the memory that reading took, once there is nothing more to read.
    pub fn rest(&self) {
        self.lexicons
            .values()
            .chain(LazyLock::get(&ENGLISH).map(|english| &english.1))
            .for_each(|it| it.rest());
    }

    fn lexicon(&self, written: &str) -> Option<&Lexicon> {
        let language = main_part(written);
        match self.lexicons.get(&language) {
            Some(lexicon) => Some(lexicon),
            None => (language.as_ref() == "en").then(|| ENGLISH.1.as_ref()),
        }
    }

    fn read_document(&self, document: &Document, text: &str, registry: &Registry) -> Vec<Hit> {
        let Some(incident) = document.incident() else { return Vec::new() };
        let written = incident.lang.as_ref().map_or(&self.main, |lang| &lang.value);
        let Some(lexicon) = self.lexicon(written) else { return Vec::new() };
        let names = self.names.get_or_init(|| Names::of(registry));
        let (mut hits, mut room) = (Vec::new(), lexicon.room());
        prose::each(document, incident, text, |passage, spot| {
            judge::judge(lexicon, names, passage, spot, &mut room, &mut hits);
        });
        lexicon.put_back(room);
        hits
    }
}

/// What a lexicon says about a text that stands in no document.
pub fn of_text(lexicon: &Lexicon, text: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    judge::judge(
        lexicon,
        &Names::default(),
        Passage::of(text),
        &prose::Spot::default(),
        &mut lexicon.room(),
        &mut hits,
    );
    hits
}

/// Ids of the entries, guards among them, that speak about a text, those included that others say better.
pub fn entries_in<'a>(lexicon: &'a Lexicon, text: &str) -> Vec<&'a str> {
    judge::entries_in(lexicon, Passage::of(text))
}

/// The language without its region: `en` of `en-GB`.
fn main_part(language: &str) -> Box<str> {
    language.split(['-', '_']).next().unwrap_or_default().to_lowercase().into()
}
