//! Every page by its name: the way to find something without a script.

use serde::Serialize;

use crate::pages::parts::Text;

/// `all.html`.
#[derive(Debug, Clone, Serialize, Default)]
pub struct NameListView<'a> {
    /// How many there are, in a sentence.
    pub lede: String,
    /// By first letter.
    pub letters: Vec<Letter<'a>>,
}

/// Pages whose names begin alike.
#[derive(Debug, Clone, Serialize)]
pub struct Letter<'a> {
    /// Id of its heading.
    pub id: String,
    /// Its heading.
    pub text: String,
    /// Each.
    pub rows: Vec<Name<'a>>,
}

/// A page by its name.
#[derive(Debug, Clone, Serialize)]
pub struct Name<'a> {
    /// Name.
    pub text: Text<'a>,
    /// Address.
    pub href: Text<'a>,
    /// Kind and date.
    pub detail: Text<'a>,
}
