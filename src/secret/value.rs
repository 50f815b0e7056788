//! Whether a value that stands behind a key is a credential, or prose, code, or a sign for one.

use crate::secret::dummy;

/// What a key announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Chosen by a person: short, perhaps a plain word.
    Password,
    /// Made by a machine, and named as a key.
    Key,
    /// The same behind a word that says other things too: `token`, `secret`.
    Token,
    /// A password where only a password can stand.
    Login,
}

/// How a value stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In quotes behind a sign.
    Quoted,
    /// Close behind `=`, or where nothing else can stand.
    Given,
    /// Behind the key of a line of settings.
    Setting,
    /// Behind an option of a command.
    Option,
    /// In a sentence.
    Told,
}

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Judge<'a> {
    pub(super) kind: Kind,
    pub(super) form: Form,
    pub(super) value: &'a str,
    /// The text that follows.
    pub(super) behind: &'a str,
}

/// What people write where a password would stand, in lower case.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "password", "passwort", "passwd", "pass", "pw", "pwd", "secret", "token", "user", "username", "admin:admin",
    "none", "null", "nil", "true", "false", "yes", "no", "empty", "unset", "undefined", "unknown", "default", "void",
    "string", "text", "str", "varchar", "number", "bool", "boolean", "field", "value", "input", "prompt", "option",
    "required", "optional", "mandatory", "needed", "missing", "invalid", "incorrect", "wrong", "expired", "changed",
    "reset", "rotated", "revoked", "stored", "saved", "encrypted", "hashed", "plain", "plaintext", "unchanged", "old",
    "new", "strong", "weak", "same", "shared", "policy", "manager", "vault", "keychain", "1password", "bitwarden",
    "see", "the", "which", "that", "this", "with", "from", "and", "for", "was", "has", "not", "only", "flag",
    "argument", "parameter", "authentication", "login", "access", "credential", "credentials", "mypassword",
    "mysecretpassword", "somepassword", "topsecret", "letmein?", "test", "tbd", "n/a", "base64", "file", "stdin",
    "oauth2", "oauth", "sso", "ldap", "basic", "bearer", "hash", "sha256", "md5", "utf-8", "utf8", "env",
    "leer", "keins", "keine", "unbekannt", "geheim?", "falsch", "abgelaufen", "siehe",
];

impl Judge<'_> {
    /// Whether it is one.
    pub(super) fn is_credential(&self) -> bool {
        let value = self.value;
        let is_spoken = value.contains(char::is_whitespace) || dummy::is_placeholder(value) || self.is_word();
        let shape = match self.kind {
            // A port and a path look like a password until the next `@`.
            Kind::Login => value.len() >= 3 && !is_port(value),
            Kind::Password => value.len() >= 4 && self.is_password(),
            Kind::Key => {
                value.len() >= 16 && is_mixed(value) && dummy::surprise(value) >= 3.0 && !is_place(value)
            }
            Kind::Token => {
                value.len() >= 16
                    && is_mixed(value)
                    && dummy::surprise(value) >= 3.5
                    && !is_place(value)
                    && !is_name(value)
            }
        };
        // What is named as a key may be hex digits; a fingerprint is not named so.
        let is_hash = dummy::is_hash(value) && (self.kind != Kind::Key || value.len() < 16);
        shape && !is_spoken && !is_hash && !is_code(value)
    }

    fn is_word(&self) -> bool {
        let lower = self.value.to_lowercase();
        let lower = lower.trim_matches(|c: char| c.is_ascii_punctuation());
        lower.is_empty() || WORDS.contains(&lower)
    }

    fn is_password(&self) -> bool {
        let value = self.value;
        let alone = self.behind.lines().next().is_none_or(|rest| rest.trim().is_empty());
        let strong = is_strong(value);
        let like_key = ["password", "passwd", "secret", "token", "credential"];
        let names_itself = like_key.iter().any(|word| value.to_lowercase().contains(word)) && !strong;
        let plain = value.chars().count() >= 5 && !names_itself && !is_place(value) && !is_measure(value);
        match self.form {
            Form::Told => strong && !is_place(value),
            Form::Setting => (strong || (plain && alone)) && !is_place(value),
            Form::Quoted => strong || (plain && is_wordlike(value)),
            Form::Given => {
                (strong || (plain && is_wordlike(value) && !self.behind.starts_with([',', ')'])))
                    && !is_place(value)
            }
            Form::Option => {
                let goes_on = alone || self.behind.trim_start().starts_with(['-', '|', '`', '"', '\'', '\\']);
                !value.starts_with('-') && (strong || (plain && goes_on)) && !is_place(value)
            }
        }
    }
}

/// Letters and digits, or letters and signs, as a password has them and a word, a date or an amount has not.
fn is_strong(value: &str) -> bool {
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let signs = value.chars().filter(|c| "!$%&?#*+@^=~".contains(*c)).count();
    value.chars().count() >= 6 && letters >= 2 && (digits > 0 || signs > 0) && !is_measure(value)
}

/// `3h`, `12-character`, `v2.3.1`, `2025-03-04T10:00`, `16chars`.
fn is_measure(value: &str) -> bool {
    let body = value.trim_start_matches(['v', 'V', '~', '<', '>', '=']);
    let rest =
        body.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ':' | '-' | '/' | '+'));
    let is_unit = rest.len() < body.len()
        && rest.chars().all(|c| c.is_ascii_lowercase() || c == '-')
        && body.len() - rest.len() < 4;
    let is_version =
        rest.is_empty() || ["T", "Z", "%"].iter().any(|sign| rest.starts_with(sign) && body.len() > 8);
    is_unit || is_version
}

fn is_port(value: &str) -> bool {
    value.split_once('/').is_some_and(|(port, _)| port.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_mixed(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_digit()) && value.bytes().any(|byte| byte.is_ascii_alphabetic())
}

fn is_wordlike(value: &str) -> bool {
    value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// An address, a path or a link: where a credential is, not what it is.
fn is_place(value: &str) -> bool {
    value.contains("://")
        || value.starts_with(['/', '~', '[', '#', '(', '|'])
        || value.starts_with("./")
        || value.starts_with("www.")
        || value.starts_with("arn:")
        || value.starts_with("urn:")
        || [".md", ".html", ".yaml", ".yml", ".json", ".txt", ".com", ".go", ".py", ".rs", ".js"]
            .iter()
            .any(|end| value.ends_with(end))
}

/// A name made of words: `oidc-client-2025-03-prod`, `next_page_v2`.
fn is_name(value: &str) -> bool {
    let parts = value.split(['-', '_', '.', '/', ':']);
    let is_part = |part: &str| {
        part.bytes().all(|byte| byte.is_ascii_digit()) || part.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    value.contains(['-', '_', '.', '/', ':']) && parts.into_iter().all(is_part)
}

/// Calls, indices and types.
fn is_code(value: &str) -> bool {
    value.contains("()")
        || value.ends_with('(')
        || value.contains("::")
        || value.contains("->")
        || is_call(value)
}

fn is_call(value: &str) -> bool {
    value.split_once(['(', '[']).is_some_and(|(name, rest)| {
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.'));
        !name.is_empty() && is_name && rest.ends_with([')', ']'])
    })
}
