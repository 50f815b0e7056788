//! Code coloured by classes. The only place that knows the highlighter.

use crate::render::highlight::languages::find;
use crate::render::html::escape::escape_text;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use syntect::parsing::{BasicScopeStackOp, ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};
use syntect::util::LinesWithEndings;

mod languages;
mod scan;

/// Writes code as HTML with a `<span class>` for what has a colour.
///
/// This is by far the slowest step of a page (about a millisecond for a block, a hundred times what the rest of
/// a page takes), so a block is coloured once, however many pages show it and however often they are written.
///
/// Classes: `hc` comment, `hs` string, `hk` keyword, `hn` number or other constant, `hf` name of something,
/// `ho` operator, `hv` variable, `hi` inserted, `hd` deleted, `hh` heading.
#[derive(Debug, Default)]
pub struct Highlighter {
    loaded: OnceLock<Loaded>,
    seen: Mutex<Seen>,
}

/// Blocks that have been coloured, by language and code.
#[derive(Debug, Default)]
struct Seen {
    blocks: HashMap<Box<str>, Arc<str>>,
    bytes: usize,
}

#[derive(Debug)]
struct Loaded {
    syntaxes: SyntaxSet,
    classes: Vec<(Scope, &'static str)>,
}

/// Larger blocks stay plain: colours help reading, and nobody reads so much.
const MOST_BYTES: usize = 32 * 1024;
/// Longer lines stay plain: the patterns are not linear.
const LONGEST_LINE: usize = 2_000;
/// Beyond this no further blocks are kept.
const MOST_KEPT: usize = 64 * 1024 * 1024;

impl Highlighter {
    /// Knows no language yet; they are loaded when the first block needs one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Writes code, escaped, with colours where the language is known.
    pub fn write(&self, out: &mut String, lang: &str, code: &str) {
        if !is_bearable(code) {
            return escape_text(out, code);
        }
        if let Some(language) = find(lang) {
            let mut spans = Spans::new(out);
            scan::write(&mut spans, language, code);
            return spans.finish();
        }
        let Some(token) = token(lang) else { return escape_text(out, code) };
        let key = format!("{token}\0{code}").into_boxed_str();
        let html = match self.known(&key) {
            Some(html) => html,
            None => self.colour(token, code, key),
        };
        out.push_str(&html);
    }

    fn known(&self, key: &str) -> Option<Arc<str>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).blocks.get(key).cloned()
    }

    fn colour(&self, token: &str, code: &str, key: Box<str>) -> Arc<str> {
        let mut html = String::new();
        if self.coloured(&mut html, token, code).is_none() {
            html.clear();
            escape_text(&mut html, code);
        }
        let html: Arc<str> = html.into();
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.bytes += key.len() + html.len();
        if seen.bytes <= MOST_KEPT {
            seen.blocks.insert(key, Arc::clone(&html));
        }
        html
    }

    fn coloured(&self, out: &mut String, token: &str, code: &str) -> Option<()> {
        let loaded = self.loaded.get_or_init(load);
        let syntax = loaded.syntaxes.find_syntax_by_token(token)?;
        loaded.write(out, syntax, code)
    }
}

fn is_bearable(code: &str) -> bool {
    code.len() <= MOST_BYTES && code.lines().all(|line| line.len() <= LONGEST_LINE)
}

/// The name by which the highlighter knows a language, or nothing where colours would only be noise.
fn token(lang: &str) -> Option<&str> {
    Some(match lang.to_ascii_lowercase().as_str() {
        "" | "text" | "txt" | "plain" | "plaintext" | "none" | "log" | "logs" | "console" | "output" => {
            return None;
        }
        "shell" | "shell-session" | "sh-session" | "ksh" | "dash" => "bash",
        "javascript" | "jsx" | "mjs" | "cjs" | "ts" | "tsx" | "typescript" => "js",
        "json5" | "jsonc" | "ndjson" => "json",
        "ini" | "toml" | "conf" | "cfg" | "env" | "dotenv" | "systemd" => "properties",
        "python3" => "python",
        "golang" => "go",
        "postgres" | "postgresql" | "mysql" | "plsql" | "sqlite" => "sql",
        "c++" => "cpp",
        "kotlin" | "kt" | "swift" => "java",
        _ => lang,
    })
}

fn load() -> Loaded {
    // The first prefix that fits decides, so what is special stands first.
    let classes = [
        ("comment", "hc"),
        ("markup.inserted", "hi"),
        ("markup.deleted", "hd"),
        ("markup.heading", "hh"),
        ("meta.diff", "hh"),
        ("constant.character.escape", "hn"),
        ("string.unquoted", ""),
        ("string", "hs"),
        ("constant", "hn"),
        ("keyword.operator", "ho"),
        ("keyword", "hk"),
        ("storage", "hk"),
        ("entity.name", "hf"),
        ("entity.other", "hf"),
        ("support", "hf"),
        ("variable.function", "hf"),
        ("variable", "hv"),
    ];
    let known = |(name, class): (&str, &'static str)| Some((Scope::new(name).ok()?, class));
    Loaded {
        syntaxes: SyntaxSet::load_defaults_newlines(),
        classes: classes.into_iter().filter_map(known).collect(),
    }
}

impl Loaded {
    fn write(&self, out: &mut String, syntax: &SyntaxReference, code: &str) -> Option<()> {
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        // The class in force at each depth of the scopes.
        let mut classes: Vec<&'static str> = Vec::new();
        let mut spans = Spans::new(out);
        for line in LinesWithEndings::from(code) {
            let mut done = 0;
            for (at, op) in state.parse_line(line, &self.syntaxes).ok()? {
                spans.push(line.get(done..at)?, classes.last().copied().unwrap_or_default());
                done = at;
                let change = |step: BasicScopeStackOp, _: &[Scope]| match step {
                    BasicScopeStackOp::Push(scope) => {
                        let before = classes.last().copied().unwrap_or_default();
                        classes.push(self.class(scope).unwrap_or(before));
                    }
                    BasicScopeStackOp::Pop => {
                        classes.pop();
                    }
                };
                scopes.apply_with_hook(&op, change).ok()?;
            }
            spans.push(line.get(done..)?, classes.last().copied().unwrap_or_default());
        }
        spans.finish();
        Some(())
    }

    fn class(&self, scope: Scope) -> Option<&'static str> {
        self.classes.iter().find(|(known, _)| known.is_prefix_of(scope)).map(|(_, class)| *class)
    }
}

/// Writes flat spans; neighbours of one class share one, white space between them included.
struct Spans<'a> {
    out: &'a mut String,
    class: &'static str,
    space: String,
}

impl<'a> Spans<'a> {
    fn new(out: &'a mut String) -> Self {
        Self { out, class: "", space: String::new() }
    }

    fn push(&mut self, text: &str, class: &'static str) {
        // White space has no colour of its own: what follows decides whose it is.
        if text.bytes().all(|b| b.is_ascii_whitespace()) {
            return self.space.push_str(text);
        }
        if class != self.class {
            self.close();
            self.space();
            if !class.is_empty() {
                self.out.push_str("<span class=\"");
                self.out.push_str(class);
                self.out.push_str("\">");
            }
            self.class = class;
        }
        self.space();
        escape_text(self.out, text);
    }

    fn finish(&mut self) {
        self.close();
        self.space();
    }

    fn space(&mut self) {
        self.out.push_str(&self.space);
        self.space.clear();
    }

    fn close(&mut self) {
        if !self.class.is_empty() {
            self.out.push_str("</span>");
            self.class = "";
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Highlighter;

    fn written(lang: &str, code: &str) -> String {
        let mut out = String::new();
        Highlighter::new().write(&mut out, lang, code);
        out
    }

    #[test]
    fn colours() {
        assert_eq!(
            written("rust", "let x = \"a<b\"; // 1\n"),
            "<span class=\"hk\">let</span> x <span class=\"ho\">=</span> <span class=\"hs\">&quot;a&lt;b&quot;</span>; <span class=\"hc\">// 1</span>\n"
                .replace("&quot;", "\"")
        );
        assert!(written("shell", "echo \"$HOME\"\n").contains("<span"));
        assert!(written("JSON", "{\"a\": 1}\n").contains("<span class=\"hn\">1</span>"));
    }

    #[test]
    fn plain() {
        for lang in ["", "text", "console", "no-such-language", "LOG"] {
            assert_eq!(written(lang, "let a = 1 < 2;"), "let a = 1 &lt; 2;");
        }
        let long = "x".repeat(3_000);
        assert!(written("rust", &long) == long);
        let large = "let x = 1;\n".repeat(4_000);
        assert!(written("rust", &large) == large);
    }

    #[test]
    fn odd_code_is_no_slower() {
        for lang in ["rust", "sql", "yaml", "diff", "bash", "json", "python", "ini", "js", "go", "promql"] {
            for part in ["\"\\", "'\n", "\"\"\"", "'''\\", "${", "/*", "`", "#\n", "a:", "[", "$\n", "\\\n\""]
            {
                let code = part.repeat(30_000 / part.len());
                let begun = std::time::Instant::now();
                written(lang, &code);
                assert!(begun.elapsed().as_secs() < 3, "{lang} {part:?} took {:?}", begun.elapsed());
            }
        }
    }

    #[test]
    fn text_stays_whole() {
        for lang in
            ["rust", "sql", "yaml", "diff", "bash", "html", "php", "md", "json", "python", "ini", "js", "go"]
        {
            let code = "a: \"é\u{301}\" <x y='1'> # 🙂\n-- ?> $(\n+{[\r\n\tend";
            let html = written(lang, code);
            let mut text = String::new();
            let mut tag = false;
            for c in html.chars() {
                match c {
                    '<' => tag = true,
                    '>' if tag => tag = false,
                    _ if !tag => text.push(c),
                    _ => {}
                }
            }
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            assert_eq!(text, code, "{lang}");
        }
    }
}
