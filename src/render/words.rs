//! Words that are put between the author's, and a theme's own for them.

use crate::render::fault::ThemeFault;
use crate::source::Span;
use crate::tree::fault::FaultKind;
use crate::tree::{Entry, Value, toml};

/// The file of a theme that has its own words.
pub const WORDS: &str = "words.toml";

macro_rules! words {
    ($($name:ident = $text:literal,)*) => {
        /// Words that the Markdown writer puts between the author's.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "each is the word for what it is called")]
        pub struct Words {
            $(pub $name: String,)*
        }

        impl Words {
            /// Every key of `words.toml`, with what is said where a theme says nothing.
            pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $text),)*];

            fn set(&mut self, name: &str, text: &str) -> bool {
                match name {
                    $(stringify!($name) => self.$name = text.into(),)*
                    _ => return false,
                }
                true
            }
        }

        impl Default for Words {
            fn default() -> Self {
                Self { $($name: $text.into(),)* }
            }
        }
    };
}

words! {
    note = "Note",
    tip = "Tip",
    important = "Important",
    warning = "Warning",
    caution = "Caution",
    permalink = "Link to this section",
    table = "Table",
    done = "Done",
    open = "Open",
    footnote = "Footnote",
    footnotes = "Footnotes",
    back = "Back to the text",
}

impl Words {
    /// Takes over what a theme's `words.toml` says; what is wrong with the file comes back.
    pub fn read(&mut self, bytes: &[u8]) -> Vec<ThemeFault> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                return vec![ThemeFault::in_file(WORDS, bytes, error.valid_up_to(), "the file is not UTF-8")];
            }
        };
        let parsed = toml::parse(text);
        let fault =
            |span: Span, message: &str| ThemeFault::in_file(WORDS, bytes, span.start as usize, message);
        let mut faults = Vec::new();
        for known in &parsed.faults {
            if let FaultKind::Malformed(why) = &known.kind {
                faults.push(fault(known.span, why));
            }
        }
        let entries: &[Entry] = match parsed.root.as_ref().map(|root| &root.value) {
            Some(Value::Map(entries)) => entries,
            _ => &[],
        };
        for entry in entries {
            let Value::Scalar { text, plain: false } = &entry.node.value else {
                faults.push(fault(entry.node.span, "a word is a text in quotes"));
                continue;
            };
            if !self.set(&entry.key, text) {
                faults.push(fault(entry.key_span, &format!("`{}` is no word that is put in", entry.key)));
            }
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_says_some_words_and_the_others_stay() {
        let mut words = Words::default();
        assert_eq!(words.read("note = \"Hinweis\"\n".as_bytes()), []);
        assert_eq!((words.note.as_str(), words.tip.as_str()), ("Hinweis", "Tip"));
    }

    #[test]
    fn what_is_wrong_with_the_file_is_told_with_its_place() {
        let told = |text: &[u8]| {
            let faults = Words::default().read(text);
            faults.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            told(b"tip = \"Rat\"\nhint = \"x\"\n"),
            ["words.toml:2:1: `hint` is no word that is put in"]
        );
        assert_eq!(told(b"tip = 3\n"), ["words.toml:1:7: a word is a text in quotes"]);
        assert_eq!(told(b"tip = \"\xff\"\n"), ["words.toml:1:8: the file is not UTF-8"]);
        assert_eq!(told(b"tip = \n").len(), 1);
    }
}
