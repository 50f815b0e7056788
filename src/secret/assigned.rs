//! Credentials that are known by what stands before them: `password:`, `--token`, `user:…@` in an address.

use crate::patterns::patterns;
use crate::secret::Secret;
use crate::secret::value::{Form, Judge, Kind};
use crate::source::Span;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

/// How far behind its key a value may end.
const REACH: usize = 400;

/// What stands before a credential, in any case, and what kind of credential it announces.
const KEYS: &[(&str, Key)] = &[
    ("password", Key::Named(Kind::Password)),
    ("passwort", Key::Named(Kind::Password)),
    ("passwd", Key::Named(Kind::Password)),
    ("kennwort", Key::Named(Kind::Password)),
    ("passphrase", Key::Named(Kind::Password)),
    ("pwd", Key::Named(Kind::Password)),
    ("pw", Key::Named(Kind::Password)),
    ("_pass", Key::Named(Kind::Password)),
    ("api_key", Key::Named(Kind::Key)),
    ("apikey", Key::Named(Kind::Key)),
    ("api-key", Key::Named(Kind::Key)),
    ("api key", Key::Named(Kind::Key)),
    ("access_key", Key::Named(Kind::Key)),
    ("accesskey", Key::Named(Kind::Key)),
    ("secret_key", Key::Named(Kind::Key)),
    ("secretkey", Key::Named(Kind::Key)),
    ("client_secret", Key::Named(Kind::Key)),
    ("clientsecret", Key::Named(Kind::Key)),
    ("auth_token", Key::Named(Kind::Key)),
    ("access_token", Key::Named(Kind::Key)),
    ("refresh_token", Key::Named(Kind::Key)),
    ("secret", Key::Named(Kind::Token)),
    ("token", Key::Named(Kind::Token)),
    ("://", Key::Address),
    ("bearer ", Key::Bearer),
    ("authorization", Key::Basic),
    ("identified by ", Key::Sql),
    ("identified with ", Key::Sql),
    ("sshpass ", Key::Sshpass),
    ("curl ", Key::Curl),
    ("mysql", Key::Mysql),
];

#[derive(Debug, Clone, Copy)]
enum Key {
    Named(Kind),
    Address,
    Bearer,
    Basic,
    Sql,
    Sshpass,
    Curl,
    Mysql,
}

patterns! {
    // What may stand between a key and its value, then the value in one of four forms.
    ASSIGNED = concat!(
        r#"\A[0-9]{0,2}(?:\\?["'`\]]|\*\*|__)?(?P<gap>[ \t]{0,8})(?P<sign>:=|=>|=|:)(?:\*\*|__)?[ \t]{0,8}(?:"#,
        r#"\\?"(?P<double>[^"\\\r\n]{1,200})|'(?P<single>[^'\r\n]{1,200})'|`(?P<code>[^`\r\n]{1,200})`|"#,
        r#"(?P<bare>[^\s"'`]{1,200}))"#,
    );
    OPTION = r#"\A[0-9]{0,2}[ \t]{1,4}(?:"(?P<double>[^"\r\n]{1,200})"|'(?P<single>[^'\r\n]{1,200})'|(?P<bare>[^\s"'`]{1,200}))"#;
    TOLD = r#"\A(?:["'`]|\*\*)?[ \t](?:(?:is|was|to|ist|war|lautet)[ \t])?(?:"(?P<double>[^"\s]{4,100})"|'(?P<single>[^'\s]{4,100})'|`(?P<code>[^`\s]{4,100})`)"#;
    ADDRESS = r#"\A://(?:[^\s:/@?\#"'<>`\[\]{}|\\]{0,100}):(?P<bare>[^\s"'<>`@/]{1,200}|[^\s"'<>`@]{1,200})@[A-Za-z0-9\[]"#;
    BEARER = r"\A(?i:bearer)[ \t]{1,3}(?P<bare>[A-Za-z0-9._~+/=-]{20,2000})";
    BASIC = r#"\A(?i:authorization)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?(?i:basic)[ \t]{1,3}(?P<bare>[A-Za-z0-9+/]{8,200}={0,2})"#;
    SQL = r#"\A(?i:identified (?:by|with [a-z0-9_]+ by))[ \t]{1,4}(?:password[ \t]{1,4})?(?:"(?P<double>[^"\r\n]{1,200})"|'(?P<single>[^'\r\n]{1,200})')"#;
    SSHPASS = r#"\A(?i:sshpass)[ \t]{1,4}-p[ \t]{0,4}(?:"(?P<double>[^"\r\n]{1,200})"|'(?P<single>[^'\r\n]{1,200})'|(?P<bare>[^\s"'`]{1,200}))"#;
    CURL = r#"\A(?i:curl)[ \t][^\r\n|;]{0,200}?(?:-u|--user)[ \t=]{1,4}["']?[^\s:"'$<]{1,100}:(?P<bare>[^\s"'`]{1,200})"#;
    MYSQL = r#"\A(?i:mysql)[a-z]{0,10}[ \t][^\r\n|;]{0,200}?[ \t]-p(?P<bare>[^\s"'`]{4,200})"#;
}

/// What stands before a credential, in small letters.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(key, _)| *key)
}

/// The credential behind one of [`keys`], which stands at a range in any case.
pub(super) fn at(text: &str, key: usize, range: Range<usize>) -> Option<Secret> {
    let (_, key) = KEYS.get(key)?;
    behind(text, *key, range.start, range.end)
}

fn behind(text: &str, key: Key, start: usize, end: usize) -> Option<Secret> {
    match key {
        Key::Named(_) if !may_be_assigned(text, end) => None,
        Key::Named(kind) => named(text, kind, start, end),
        Key::Address if !may_be_login(text, end) => None,
        Key::Address => tried(text, start, &ADDRESS, Kind::Login, Form::Given, "a password in an address"),
        Key::Bearer => tried(text, start, &BEARER, Kind::Token, Form::Given, "a bearer token"),
        Key::Basic => tried(text, start, &BASIC, Kind::Login, Form::Given, "a login in a header"),
        Key::Sql => tried(text, start, &SQL, Kind::Login, Form::Given, "a password"),
        Key::Sshpass => tried(text, start, &SSHPASS, Kind::Login, Form::Given, "a password"),
        Key::Curl => tried(text, start, &CURL, Kind::Login, Form::Given, "a password"),
        Key::Mysql => tried(text, start, &MYSQL, Kind::Login, Form::Told, "a password"),
    }
}

/// Whether something like a sign, a quote or the end of an option follows a key: a look at a few bytes, for most
/// keys stand in sentences.
fn may_be_assigned(text: &str, end: usize) -> bool {
    let behind = || text.bytes().skip(end).take(14);
    let first = behind().next().unwrap_or_default();
    let is_word = first.is_ascii_alphabetic() || first >= 0x80;
    !is_word && behind().any(|byte| matches!(byte, b':' | b'=' | b'"' | b'\'' | b'`' | b' ' | b'\t'))
}

/// Whether a login may follow `://`: an `@` behind a `:` in what is written without a space.
fn may_be_login(text: &str, end: usize) -> bool {
    let mut colon = false;
    for byte in text.bytes().skip(end).take(REACH) {
        match byte {
            b':' => colon = true,
            b'@' => return colon,
            b'/' if !colon => return false,
            b' ' | b'\n' | b'\r' | b'\t' | b'"' | b'\'' | b'<' | b'>' | b'`' | b')' => return false,
            _ => {}
        }
    }
    false
}

/// A value behind a key with a name: `password: …`, `"password": "…"`, `--password …`, "the password is `…`".
fn named(text: &str, kind: Kind, start: usize, end: usize) -> Option<Secret> {
    let is_key = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    let head = text.get(..start)?;
    let own = head.len() - head.trim_end_matches(is_key).len();
    let prefix = head.get(start.saturating_sub(own)..)?;
    let before = head.get(..start - own)?;
    // So short a key is only one where it is a word: `pw`, `db_pw`.
    if end - start == 2 && !prefix.is_empty() && !prefix.ends_with(['_', '-', '.']) {
        return None;
    }
    let window = window(text, end)?;
    let name = if kind == Kind::Password { "a password" } else { "a key or token" };
    let judge = |form, value: &str, behind: &str| Judge { kind, form, value, behind }.is_credential();
    if let Some(found) = ASSIGNED.as_ref()?.captures(window) {
        let quoted = ["double", "single", "code"].iter().find_map(|group| found.name(group));
        let sign = found.name("sign").map_or("", |sign| sign.as_str());
        let gap = found.name("gap").is_some_and(|gap| !gap.is_empty());
        let (form, value) = match (quoted, found.name("bare")) {
            (Some(quoted), _) => (Form::Quoted, quoted),
            (None, Some(bare)) if sign != ":" && !gap => (Form::Given, bare),
            (None, Some(bare)) if is_setting(before, prefix) => (Form::Setting, bare),
            (None, Some(bare)) => (Form::Told, bare),
            (None, None) => return None,
        };
        let bare = form != Form::Quoted;
        let range = end + value.start()
            ..end + value.start() + if bare { bare_end(value.as_str()) } else { value.len() };
        let behind = text.get(range.end..).unwrap_or_default();
        return judge(form, text.get(range.clone())?, behind).then(|| secret(range, name));
    }
    if prefix.starts_with("--") {
        let found = OPTION.as_ref()?.captures(window)?;
        let (form, value) = match found.name("double").or_else(|| found.name("single")) {
            Some(quoted) => (Form::Quoted, quoted),
            None => (Form::Option, found.name("bare")?),
        };
        let range = end + value.start()..end + value.end();
        let behind = text.get(range.end..).unwrap_or_default();
        return judge(form, value.as_str(), behind).then(|| secret(range, name));
    }
    let found = TOLD.as_ref()?.captures(window)?;
    let value = ["double", "single", "code"].iter().find_map(|group| found.name(group))?;
    judge(Form::Told, value.as_str(), "").then(|| secret(end + value.start()..end + value.end(), name))
}

fn tried(
    text: &str,
    start: usize,
    shape: &LazyLock<Option<Regex>>,
    kind: Kind,
    form: Form,
    what: &'static str,
) -> Option<Secret> {
    let found = shape.as_ref()?.captures(window(text, start)?)?;
    let value = ["double", "single", "bare"].iter().find_map(|group| found.name(group))?;
    let length =
        if kind == Kind::Token { value.as_str().trim_end_matches(['.', '-']).len() } else { value.len() };
    let range = start + value.start()..start + value.start() + length;
    let is_it = Judge { kind, form, value: text.get(range.clone())?, behind: "" }.is_credential();
    is_it.then(|| secret(range, what))
}

fn secret(range: std::ops::Range<usize>, what: &'static str) -> Secret {
    let span = Span::new(range.start, range.end);
    Secret { span, core: span, what }
}

fn window(text: &str, start: usize) -> Option<&str> {
    text.get(start..text.floor_char_boundary(text.len().min(start + REACH)))
}

/// Whether a key begins its line in small letters, as a setting does and a sentence does not.
fn is_setting(before: &str, prefix: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().all(|c| c == ' ' || c == '\t')
        && !prefix.contains(|c: char| c.is_ascii_uppercase() && !prefix.contains('_'))
}

/// Where a value without quotes ends: before the next setting of a list, and before what ends a sentence.
fn bare_end(value: &str) -> usize {
    let next = NEXT.as_ref().and_then(|next| next.find(value)).map_or(value.len(), |found| found.start());
    let value = value.get(..next).unwrap_or(value);
    let closing = |c: char| matches!(c, '.' | ',' | ';' | ')' | '}' | ']' | '\\' | '*');
    // A stop or bracket of the sentence, not of the value: nothing like `$(PASS)` or `{{pass}}` is opened inside.
    let open = value.contains(['(', '{', '[']);
    if open || value.bytes().all(|byte| byte == b'*') {
        value.len()
    } else {
        value.trim_end_matches(closing).len()
    }
}

static NEXT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"[;&,]["']?[A-Za-z_][\w.-]*["']?[:=]|;$|\\n"#).ok());

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_one() {
        for (name, pattern) in ALL {
            assert!(pattern.is_some(), "{name}");
        }
        assert!(NEXT.is_some());
    }
}
