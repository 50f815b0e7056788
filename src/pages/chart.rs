//! Charts: numbers made into drawings that are read without seeing them, too.
//!
//! A drawing has a sentence as its title, its text is never scaled, its colours are classes of the theme, and its
//! numbers stand in a table beside it and in a file of their own.

pub mod bars;
pub mod columns;
pub mod dots;
pub mod scale;
pub mod spark;
pub mod svg;
pub mod table;
pub mod week;

use serde::Serialize;

use crate::pages::chart::table::Table;
use crate::pages::figures::FEW;
use crate::pages::parts::Text;
use crate::pages::show;

/// What a chart is about.
#[derive(Debug, Clone, Copy)]
pub struct Topic {
    /// Its anchor, and the name of the file of its numbers.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub label: &'static str,
    /// The question that it answers.
    pub question: &'static str,
}

/// A chart, as the component `chart` shows it.
#[derive(Debug, Clone, Serialize, Default)]
pub struct Chart<'a> {
    /// Its anchor, and the name of the file of its numbers.
    pub name: &'static str,
    /// What it shows, in a few words.
    pub label: &'static str,
    /// The question that it answers.
    pub question: &'static str,
    /// What it shows, as a sentence of its numbers.
    pub finding: String,
    /// Why there is no drawing; then all that follows is empty.
    pub missing: Option<String>,
    /// The drawing; empty where it consists of rows.
    pub svg: String,
    /// A drawing in rows.
    pub rows: Vec<Row<'a>>,
    /// What the colours and shapes stand for.
    pub key: Vec<Key>,
    /// What must be known to read it.
    pub note: Option<String>,
    /// Its numbers.
    pub table: Table<'a>,
}

/// A row of a drawing: a name, a bar, and the value in words.
#[derive(Debug, Clone, Serialize)]
pub struct Row<'a> {
    /// Name.
    pub label: Text<'a>,
    /// The bar.
    pub svg: String,
    /// Its value.
    pub value: String,
}

/// What a colour or a shape stands for.
#[derive(Debug, Clone, Serialize)]
pub struct Key {
    /// Its class.
    pub class: &'static str,
    /// Its meaning.
    pub text: String,
}

impl Key {
    /// A class and its meaning.
    pub fn new(class: &'static str, text: impl Into<String>) -> Self {
        Self { class, text: text.into() }
    }
}

impl<'a> Chart<'a> {
    /// A chart with nothing in it yet.
    pub fn new(topic: &Topic) -> Self {
        Self { name: topic.name, label: topic.label, question: topic.question, ..Self::default() }
    }

    /// Says that too little is known: `known` of what is meant by `noun`, and where it is written down.
    #[must_use]
    pub fn too_few(self, known: usize, noun: &str, hint: &str) -> Self {
        let known = sentence(&format!("{} so far", show::many(known, noun)));
        let missing = format!("{known}; a chart needs {FEW}. {hint}");
        Self { missing: Some(missing), ..self }
    }

    /// Says why there is nothing to draw.
    #[must_use]
    pub fn without(self, why: impl Into<String>) -> Self {
        Self { missing: Some(why.into()), ..self }
    }
}

/// With a capital letter at its beginning.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
