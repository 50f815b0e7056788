//! The theme: templates that draw pages, and the files that go with them.
//!
//! The only room of the template engine. The built-in theme travels with the binary; a theme of the project's own
//! lies over it file by file. Its templates carry the plain name (`page.html`), the built-in ones the name with
//! [`BUILT_IN`] before it, so that a theme's `page.html` can say `{% extends "default:page.html" %}` and change one
//! block of it.

use std::collections::BTreeMap;
use std::fmt;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use crate::render::fault::{BUILT_IN, ThemeFault, faults_of};
use crate::render::slim::slim;
use crate::render::words::{WORDS, Words};

static DEFAULT: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// What a template has drawn, to be put into other pages as it is.
#[derive(Debug, Clone, Serialize)]
pub struct Piece(Value);

/// Templates that are parsed and agree with each other, and the static files.
///
/// Drawing needs only `&self` and is done from many threads at once.
pub struct Theme {
    tera: Tera,
    statics: BTreeMap<String, Vec<u8>>,
    words: Words,
}

impl Theme {
    /// The built-in theme with `user` over it: paths relative to the folder of the theme (`templates/page.html`,
    /// `static/s.css`, `words.toml`) and their bytes. All that cannot be read is told at once. Other files are left
    /// alone.
    pub fn load(user: impl IntoIterator<Item = (String, Vec<u8>)>) -> Result<Self, Vec<ThemeFault>> {
        let mut templates = Templates::default();
        let mut statics = BTreeMap::new();
        let mut words = Words::default();
        let mut faults = Vec::new();
        for (path, bytes) in built_in() {
            if let Some(name) = path.strip_prefix("templates/") {
                templates.add(format!("{BUILT_IN}{name}"), bytes);
            } else if let Some(name) = path.strip_prefix("static/") {
                statics.insert(name.to_owned(), light(name, bytes));
            }
        }
        for (path, bytes) in user {
            if let Some(name) = path.strip_prefix("templates/") {
                templates.add(name.to_owned(), &bytes);
            } else if let Some(name) = path.strip_prefix("static/") {
                statics.insert(name.to_owned(), bytes);
            } else if path == WORDS {
                faults = words.read(&bytes);
            }
        }
        templates.faults.extend(faults);
        Ok(Self { tera: templates.parse()?, statics, words })
    }

    /// The words that are put between the author's.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// Makes `site` known to every template under that name, once instead of with every page.
    pub fn set_site(&mut self, site: &impl Serialize) {
        self.tera.global_context().insert("site", site);
    }

    /// Draws the page at address `page` with `template` and appends it to `out`. What `context` serialises to must
    /// be a struct or a map; its fields are the names that the template knows, beside `site`. Everything is escaped
    /// except what a template marks as `safe`. After a fault `out` holds what was drawn up to there.
    pub fn draw(
        &self,
        template: &str,
        page: &str,
        context: &impl Serialize,
        out: &mut Vec<u8>,
    ) -> Result<(), ThemeFault> {
        Context::from_serialize(context)
            .and_then(|context| self.tera.render_to(template, &context, out))
            .map_err(|error| ThemeFault::drawing(&error, &self.whole_name(template), page))
    }

    /// Draws something that many pages have, of which `page` is the first.
    pub fn draw_piece(
        &self,
        template: &str,
        page: &str,
        context: &impl Serialize,
    ) -> Result<Piece, ThemeFault> {
        let mut out = Vec::new();
        self.draw(template, page, context, &mut out)?;
        Ok(Piece(Value::safe_string(&String::from_utf8_lossy(&out))))
    }

    /// The engine's name of a template: that of the project's theme, else that of the built-in one.
    fn whole_name(&self, template: &str) -> String {
        let own = self.tera.get_template_names().any(|name| name == template);
        if own { template.to_owned() } else { format!("{BUILT_IN}{template}") }
    }

    /// The static files, sorted by path: those of the project's theme, and the built-in ones that it does not replace.
    pub fn statics(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.statics.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
    }
}

impl fmt::Debug for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Theme").field("statics", &self.statics.keys()).finish_non_exhaustive()
    }
}

/// Paths and bytes of the built-in theme, as they lie in `themes/default`.
pub fn built_in() -> Vec<(String, &'static [u8])> {
    let mut files = Vec::new();
    let mut folders = vec![&DEFAULT];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|file| (slashed(file.path()), file.contents())));
    }
    files.sort();
    files
}

/// A file of the built-in theme as it travels.
fn light(name: &str, bytes: &[u8]) -> Vec<u8> {
    match std::str::from_utf8(bytes) {
        Ok(text) if name.ends_with(".js") => slim(text).into_bytes(),
        _ => bytes.to_vec(),
    }
}

fn slashed(path: &std::path::Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Templates on their way into the engine.
#[derive(Default)]
struct Templates {
    texts: Vec<(String, String)>,
    faults: Vec<ThemeFault>,
}

impl Templates {
    fn add(&mut self, name: String, bytes: &[u8]) {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.texts.push((name, text.to_owned())),
            Err(error) => self.faults.push(ThemeFault::not_text(&name, bytes, error.valid_up_to())),
        }
    }

    /// The engine stops at the first template with a syntax error; trying each alone tells them all.
    fn parse(mut self) -> Result<Tera, Vec<ThemeFault>> {
        let mut tera = engine();
        let whole = tera.add_raw_templates(self.texts.iter().map(|(name, text)| (name, text)));
        let Err(error) = whole else {
            return if self.faults.is_empty() { Ok(tera) } else { Err(self.faults) };
        };
        if matches!(error.kind(), ErrorKind::SyntaxError(_)) {
            for (name, text) in &self.texts {
                let alone = engine().add_raw_template(name, text);
                if let Err(error) = alone
                    && matches!(error.kind(), ErrorKind::SyntaxError(_))
                {
                    self.faults.extend(faults_of(&error, name));
                }
            }
        } else {
            self.faults.extend(faults_of(&error, ""));
        }
        self.faults.sort();
        Err(self.faults)
    }
}

/// An engine that escapes everything, whatever a template is called, and looks into the built-in theme for what the
/// project's theme does not have.
fn engine() -> Tera {
    let mut tera = Tera::new();
    tera.autoescape_on([""]);
    // Refused only once templates are in, and there are none yet.
    let _ = tera.set_fallback_prefixes([BUILT_IN]);
    tera
}
