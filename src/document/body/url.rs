//! Which addresses a page may lead to.

/// Whether a link may lead there: `http`, `https`, `mailto`, `tel`, or no scheme at all.
///
/// Browsers drop control characters and white space from an address before they look for its scheme, so they
/// are dropped here as well; an entity that survived until here is taken for an attempt to hide one.
pub fn is_safe_url(dest: &str) -> bool {
    may_lead_to(dest, &["http", "https", "mailto", "tel"])
}

/// Whether an image may come from there: `http`, `https`, or no scheme at all.
pub fn is_safe_image(dest: &str) -> bool {
    may_lead_to(dest, &["http", "https"])
}

fn may_lead_to(dest: &str, schemes: &[&str]) -> bool {
    let seen = |c: &char| !c.is_control() && !c.is_whitespace() && !is_invisible(*c);
    let head: String = dest.chars().filter(seen).take_while(|c| !matches!(c, '/' | '?' | '#')).collect();
    let head = head.to_ascii_lowercase();
    // "a.md#x" and "&#58;": the walk above stops at '#', so an entity by number shows as a trailing '&'.
    if head.ends_with('&') || ["&colon;", "&tab;", "&newline;"].iter().any(|hidden| head.contains(hidden)) {
        return false;
    }
    let Some((scheme, _)) = head.split_once(':') else { return true };
    // "12:30.md" and "foo):" cannot be schemes, and browsers do not take them for any.
    let letters = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(letters);
    !is_scheme || schemes.contains(&scheme)
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{is_safe_image, is_safe_url};

    #[test]
    fn safe() {
        for dest in [
            "https://a.example",
            "HTTP://a",
            "mailto:a@b.c",
            "tel:+49",
            "a/b.md",
            "#x",
            "",
            "//h/x",
            "a?b:c",
            "../x.md#a:b",
            "12:30.md",
            "foo):",
            ":x",
            "a&b.md",
            "x#&y",
        ] {
            assert!(is_safe_url(dest), "{dest}");
        }
        assert!(!is_safe_image("mailto:a@b.c"));
        assert!(is_safe_image("a.png"));
    }

    #[test]
    fn unsafe_ones() {
        for dest in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:x",
            "java\tscript:x",
            "java\nscript:x",
            "\u{1}javascript:x",
            "java\u{200b}script:x",
            "javascript&colon;x",
            "javascript&#58;x",
            "javascript&#x3a;x",
            "java&Tab;script:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "C:\\x",
            "blob:x",
        ] {
            assert!(!is_safe_url(dest), "{dest}");
            assert!(!is_safe_image(dest), "{dest}");
        }
    }
}
