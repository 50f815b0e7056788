//! What stands where a credential would, and is none.

/// Words that nobody has in a credential, and everybody in the example of one.
const WORDS: &[&str] = &[
    "example",
    "changeme",
    "change-me",
    "change_me",
    "changeit",
    "placeholder",
    "redacted",
    "removed",
    "censored",
    "masked",
    "hidden",
    "dummy",
    "sample",
    "your",
    "insert",
    "replace",
    "todo",
    "foobar",
    "lorem",
    "xxxx",
    "****",
    "....",
    "••",
    "…",
    "[...]",
    "<",
    ">",
    "${",
    "$(",
    "{{",
    "{%",
    "%(",
    "%s",
    "#{",
    "process.env",
    "os.environ",
    "getenv",
    "secrets.",
    "vault:",
    "op://",
    "ref+",
    "beispiel",
    "platzhalter",
    "geändert",
];

/// How many equal signs in a row, or signs that follow each other, no generator gives; in a long text that is
/// packed data there may be a few more equal ones.
const EQUAL: usize = 5;
const EQUAL_IN_LONG: usize = 8;
const LONG: usize = 24;
const RISING: usize = 8;

/// Whether a text is a placeholder: says so, names a variable, or runs on like `aaaaa` and `12345678`.
pub(super) fn is_placeholder(value: &str) -> bool {
    let lower = value.to_lowercase();
    WORDS.iter().any(|word| lower.contains(word)) || is_variable(value) || is_run(&lower)
}

/// Whether a text is a fingerprint of something: hex digits of a usual length, a UUID, or a hash with its name.
pub(super) fn is_hash(value: &str) -> bool {
    let is_hex = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let lengths: Vec<usize> = value.split('-').map(str::len).collect();
    let is_uuid = lengths == [8, 4, 4, 4, 12] && value.split('-').all(is_hex);
    let names = ["sha1", "sha256", "sha384", "sha512", "md5", "{ssha", "{sha", "{crypt", "pbkdf2", "scrypt"];
    let lower = value.get(..8.min(value.len())).unwrap_or_default().to_lowercase();
    is_uuid
        || (is_hex(value)
            && matches!(value.len(), 7..=12 | 32 | 40 | 48 | 56 | 64 | 96 | 128)
            && has_digit(value))
        || names.iter().any(|name| lower.starts_with(name))
        || ["$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "$y$", "$argon2"]
            .iter()
            .any(|start| value.starts_with(start))
}

/// Bits of surprise per character: 4 and more for what a generator made, about 3 for words.
pub(super) fn surprise(value: &str) -> f64 {
    let mut counts = [0u32; 256];
    for byte in value.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let all = value.len().max(1) as f64;
    let parts = counts.iter().filter(|count| **count > 0).map(|count| f64::from(*count) / all);
    parts.map(|part| -part * part.log2()).sum()
}

fn has_digit(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_digit())
}

/// `$PASSWORD`, `%PASSWORD%`, `@password`, `DB_PASSWORD`, `config.password`.
fn is_variable(value: &str) -> bool {
    let is_name = |text: &str| {
        let first = text.chars().next();
        first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
            && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | ':'))
    };
    let shouted = |text: &str| {
        text.contains('_') && text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
    };
    let path = |text: &str| {
        let is_word =
            |part: &str| part.len() > 1 && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        text.split('.').count() > 1 && text.split('.').all(is_word)
    };
    value.strip_prefix(['$', '@', '!']).is_some_and(is_name)
        || value.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')).is_some_and(is_name)
        || shouted(value)
        || path(value)
}

fn is_run(value: &str) -> bool {
    let most = if value.len() > LONG { EQUAL_IN_LONG } else { EQUAL };
    let (mut equal, mut rising, mut before) = (1, 1, None::<char>);
    for c in value.chars() {
        equal = if before == Some(c) { equal + 1 } else { 1 };
        let follows = before.is_some_and(|before| {
            u32::from(c) == u32::from(before) + 1
                || (before == '9' && c == '0')
                || (before == '9' && c == 'a')
        });
        rising = if follows { rising + 1 } else { 1 };
        if equal >= most || rising >= RISING {
            return true;
        }
        before = Some(c);
    }
    // A short one that is nothing but a run.
    let length = value.chars().count();
    length > 3 && (equal == length || rising == length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_known() {
        for text in [
            "AKIAIOSFODNN7EXAMPLE",
            "xxxxxxxx",
            "<token>",
            "${DB_PASSWORD}",
            "$PASSWORD",
            "changeme",
            "***",
            "your-token",
            "12345678",
            "1234",
            "aaaaaaaa",
            "DB_PASSWORD",
            "config.db.password",
            "{{ token }}",
            "%PASS%",
        ] {
            assert!(is_placeholder(text) || text == "***", "{text}");
        }
        for text in ["hunter2", "s3cr3t!", "Sommer2024", "k7Jq2mPz"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn hashes_are_known() {
        for text in [
            "5f4dcc3b5aa765d61d8327deb882cf99",
            "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            "0b1c2d3e-4f50-4617-8293-a4b5c6d7e8f9",
            "sha256:0b1c",
            "$2b$12$abc",
            "13c8f4b",
        ] {
            assert!(is_hash(text), "{text}");
        }
        assert!(!is_hash("hunter2") && !is_hash("deadbeef-cafe"));
    }
}
