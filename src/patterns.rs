//! Patterns with names, compiled when they are first asked for.

/// Statics that hold a pattern each, and for the tests a list of them: one that cannot be compiled finds nothing, and
/// the tests of its file say so.
macro_rules! patterns {
    ($($name:ident = $pattern:expr;)*) => {
        $(static $name: std::sync::LazyLock<Option<regex::Regex>> =
            std::sync::LazyLock::new(|| regex::Regex::new($pattern).ok());)*

        #[cfg(test)]
        static ALL: &[(&str, &std::sync::LazyLock<Option<regex::Regex>>)] = &[$((stringify!($name), &$name)),*];
    };
}

pub(crate) use patterns;
