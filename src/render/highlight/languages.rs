//! The languages that write-ups quote most, as little as colouring needs to know of them.

/// What a scanner has to know of a language.
#[derive(Debug)]
pub(super) struct Language {
    /// Names in info strings, lower case.
    pub(super) names: &'static [&'static str],
    /// What begins a comment to the end of the line.
    pub(super) comments: &'static [&'static str],
    /// What begins and ends a comment over several lines.
    pub(super) block: Option<(&'static str, &'static str)>,
    /// What begins and ends a string; longer ones first.
    pub(super) quotes: &'static [&'static str],
    /// Quotes that may run over several lines.
    pub(super) long: &'static [&'static str],
    /// Words of the language, sorted.
    pub(super) keywords: &'static [&'static str],
    /// Words that are values, sorted.
    pub(super) constants: &'static [&'static str],
    /// How its lines are made.
    pub(super) shape: Shape,
}

/// How the lines of a language are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Statements; case matters.
    Code,
    /// Statements; case does not matter.
    AnyCase,
    /// Statements of a shell: `$name` is a variable, `#` begins a comment only after white space.
    Shell,
    /// `key: value` or `key = value`.
    Keys,
    /// Each line is coloured by its first sign.
    Diff,
}

const NONE: Language = Language {
    names: &[],
    comments: &[],
    block: None,
    quotes: &["\"", "'"],
    long: &[],
    keywords: &[],
    constants: &[],
    shape: Shape::Code,
};

const C_BLOCK: Option<(&str, &str)> = Some(("/*", "*/"));

/// All of them.
pub(super) static LANGUAGES: &[Language] = &[
    Language {
        names: &["bash", "sh", "shell", "zsh", "ksh", "dash"],
        comments: &["#"],
        long: &["\"", "'"],
        keywords: &[
            "case", "do", "done", "elif", "else", "esac", "exit", "export", "fi", "for", "function", "if",
            "in", "local", "readonly", "return", "select", "set", "then", "until", "while",
        ],
        constants: &["false", "true"],
        shape: Shape::Shell,
        ..NONE
    },
    Language {
        names: &["python", "py", "python3"],
        comments: &["#"],
        quotes: &["\"\"\"", "'''", "\"", "'"],
        long: &["\"\"\"", "'''"],
        keywords: &[
            "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
            "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
            "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
        ],
        constants: &["False", "None", "True"],
        ..NONE
    },
    Language {
        names: &["sql", "postgres", "postgresql", "mysql", "plsql", "sqlite"],
        comments: &["--"],
        block: C_BLOCK,
        long: &["'", "\""],
        keywords: &[
            "add",
            "all",
            "alter",
            "analyze",
            "and",
            "as",
            "asc",
            "begin",
            "between",
            "by",
            "case",
            "column",
            "commit",
            "constraint",
            "create",
            "cross",
            "delete",
            "desc",
            "distinct",
            "drop",
            "else",
            "end",
            "except",
            "exists",
            "explain",
            "foreign",
            "from",
            "full",
            "grant",
            "group",
            "having",
            "in",
            "index",
            "inner",
            "insert",
            "interval",
            "into",
            "is",
            "join",
            "key",
            "left",
            "like",
            "limit",
            "not",
            "offset",
            "on",
            "or",
            "order",
            "outer",
            "over",
            "partition",
            "primary",
            "references",
            "returning",
            "right",
            "rollback",
            "select",
            "set",
            "table",
            "then",
            "union",
            "unique",
            "update",
            "using",
            "values",
            "view",
            "when",
            "where",
            "with",
        ],
        constants: &["false", "null", "true"],
        shape: Shape::AnyCase,
        ..NONE
    },
    Language {
        names: &["yaml", "yml"],
        comments: &["#"],
        constants: &["false", "no", "null", "off", "on", "true", "yes"],
        shape: Shape::Keys,
        ..NONE
    },
    Language {
        names: &["json", "json5", "jsonc", "ndjson"],
        comments: &["//"],
        quotes: &["\""],
        constants: &["false", "null", "true"],
        shape: Shape::Keys,
        ..NONE
    },
    Language {
        names: &["ini", "toml", "conf", "cfg", "properties", "env", "dotenv", "systemd"],
        comments: &["#", ";"],
        constants: &["false", "no", "off", "on", "true", "yes"],
        shape: Shape::Keys,
        ..NONE
    },
    Language {
        names: &["go", "golang"],
        comments: &["//"],
        block: C_BLOCK,
        quotes: &["\"", "'", "`"],
        long: &["`"],
        keywords: &[
            "break",
            "case",
            "chan",
            "const",
            "continue",
            "default",
            "defer",
            "else",
            "fallthrough",
            "for",
            "func",
            "go",
            "goto",
            "if",
            "import",
            "interface",
            "map",
            "package",
            "range",
            "return",
            "select",
            "struct",
            "switch",
            "type",
            "var",
        ],
        constants: &["false", "iota", "nil", "true"],
        ..NONE
    },
    Language {
        names: &["rust", "rs"],
        comments: &["//"],
        block: C_BLOCK,
        quotes: &["\""],
        long: &["\""],
        keywords: &[
            "as", "async", "await", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
            "fn", "for", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref",
            "return", "self", "static", "struct", "super", "trait", "type", "unsafe", "use", "where",
            "while",
        ],
        constants: &["Err", "None", "Ok", "Some", "false", "true"],
        ..NONE
    },
    Language {
        names: &["javascript", "js", "jsx", "mjs", "cjs", "typescript", "ts", "tsx"],
        comments: &["//"],
        block: C_BLOCK,
        quotes: &["\"", "'", "`"],
        long: &["`"],
        keywords: &[
            "as",
            "async",
            "await",
            "break",
            "case",
            "catch",
            "class",
            "const",
            "continue",
            "default",
            "delete",
            "do",
            "else",
            "export",
            "extends",
            "finally",
            "for",
            "from",
            "function",
            "if",
            "import",
            "in",
            "instanceof",
            "interface",
            "let",
            "new",
            "of",
            "return",
            "static",
            "super",
            "switch",
            "this",
            "throw",
            "try",
            "type",
            "typeof",
            "var",
            "while",
            "yield",
        ],
        constants: &["false", "null", "true", "undefined"],
        ..NONE
    },
    Language {
        names: &["java", "kotlin", "kt", "c", "cpp", "c++", "h", "csharp", "cs"],
        comments: &["//"],
        block: C_BLOCK,
        keywords: &[
            "abstract",
            "break",
            "case",
            "catch",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "for",
            "fun",
            "if",
            "implements",
            "import",
            "instanceof",
            "interface",
            "namespace",
            "new",
            "override",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "static",
            "struct",
            "super",
            "switch",
            "this",
            "throw",
            "throws",
            "try",
            "using",
            "val",
            "var",
            "void",
            "while",
        ],
        constants: &["false", "null", "nullptr", "true"],
        ..NONE
    },
    Language {
        names: &["promql"],
        comments: &["#"],
        quotes: &["\"", "'", "`"],
        keywords: &[
            "and",
            "bool",
            "by",
            "group_left",
            "group_right",
            "ignoring",
            "offset",
            "on",
            "or",
            "unless",
            "without",
        ],
        ..NONE
    },
    Language { names: &["diff", "patch"], quotes: &[], shape: Shape::Diff, ..NONE },
];

/// The language of a name in an info string.
pub(super) fn find(name: &str) -> Option<&'static Language> {
    let name = name.to_ascii_lowercase();
    LANGUAGES.iter().find(|language| language.names.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::LANGUAGES;

    #[test]
    fn words_are_sorted() {
        for language in LANGUAGES {
            assert!(language.keywords.is_sorted(), "{:?}", language.names);
            assert!(language.constants.is_sorted(), "{:?}", language.names);
        }
    }
}
