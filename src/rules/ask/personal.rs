//! Data that belong to single people, as they stand in texts: addresses, numbers, accounts.

use crate::patterns::patterns;
use crate::source::Span;
use regex::Regex;
use std::ops::Deref;
use std::sync::LazyLock;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::rules) struct Personal {
    pub(in crate::rules) span: Span,
    pub(in crate::rules) what: &'static str,
}

/// What may stand.
#[derive(Debug, Default)]
pub(in crate::rules) struct Allowed {
    /// Addresses and domains, in lower case.
    pub(in crate::rules) words: Vec<String>,
    /// Numbers, as digits.
    pub(in crate::rules) numbers: Vec<String>,
}

impl Allowed {
    /// From texts that hold addresses, domains or numbers.
    pub(in crate::rules) fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut allowed = Self::default();
        for text in texts {
            let words =
                text.split([' ', ',', ';', '<', '>', '(', ')']).filter(|word| word.contains(['@', '.']));
            allowed.words.extend(words.map(|word| word.trim_start_matches('@').to_lowercase()));
            let numbers = text.split(|c: char| c.is_alphabetic() || matches!(c, ',' | ';')).map(digits);
            allowed.numbers.extend(numbers.filter(|digits| digits.len() >= 6));
        }
        allowed
    }

    fn has_address(&self, address: &str) -> bool {
        let address = address.to_lowercase();
        let ends = |domain: &String| {
            let rest = address.strip_suffix(domain.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.ends_with(['@', '.']))
        };
        self.words.iter().any(ends)
    }

    fn has_number(&self, number: &str) -> bool {
        let number = number.trim_start_matches('0');
        self.numbers.iter().map(|known| known.trim_start_matches('0')).any(|known| {
            let (long, short) = if known.len() > number.len() { (known, number) } else { (number, known) };
            short.len() >= 6 && long.ends_with(short)
        })
    }
}

/// All of it in a text, in its order. In code, where numbers mean other things, only addresses and accounts are
/// looked for. What may stand is only asked for where something is found.
pub(in crate::rules) fn find(
    text: &str,
    allowed: &impl Deref<Target = Allowed>,
    is_code: impl Fn(usize) -> bool,
) -> Vec<Personal> {
    let mut all = addresses(text, allowed);
    if !may_hold_number(text) || !ANY.as_ref().is_some_and(|any| any.is_match(text)) {
        return all;
    }
    all.extend(matching(text, &IBAN, "an account number", is_iban));
    let numbers =
        phones(text, allowed).into_iter().chain(matching(text, &SSN, "a social security number", is_ssn));
    let numbers = numbers.chain(matching(text, &NINO, "a national insurance number", |_| true));
    let numbers = numbers.chain(matching(text, &NIR, "a social security number", is_nir));
    let numbers = numbers.chain(matching(text, &TAX, "a tax number", is_tax_id));
    all.extend(numbers.filter(|found| !is_code(found.span.start as usize)));
    all.sort_by_key(|found| (found.span.start, std::cmp::Reverse(found.span.end)));
    let mut end = 0;
    all.retain(|found| {
        let is_free = found.span.start >= end;
        end = if is_free { found.span.end } else { end };
        is_free
    });
    all
}

/// All shapes of numbers at once: most texts have none of them.
static ANY: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let shapes = [&PHONE, &CALLED, &NORTH_AMERICAN, &IBAN, &SSN, &NINO, &NIR, &TAX];
    let shapes: Option<Vec<String>> =
        shapes.into_iter().map(|shape| Some(unnamed(shape.as_ref()?))).collect();
    Regex::new(&shapes?.join("|")).ok()
});

/// Whether a number of a person may stand in a text: a quick look at its digits, since even all shapes at once are slow
/// on a long text. Every shape has six digits or more that only signs part, but for accounts.
fn may_hold_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(start) = next_digit(bytes, at) {
        let (before, rest) = bytes.split_at_checked(start).unwrap_or_default();
        let length = rest.iter().position(|byte| !is_digit_or_sign(byte)).unwrap_or(rest.len());
        let run = rest.get(..length).unwrap_or_default();
        if may_be_number(before, run) || may_begin_account(before, rest) {
            return true;
        }
        at = start + length;
    }
    false
}

/// Where the next digit stands, looked for many bytes at a time.
fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    for some in bytes.get(from..)?.chunks(32) {
        if some.iter().fold(false, |any, byte| any | byte.is_ascii_digit()) {
            return some.iter().position(u8::is_ascii_digit).map(|within| at + within);
        }
        at += some.len();
    }
    None
}

/// Whether a byte may stand in a number; the last two are those of a space that does not break.
fn is_digit_or_sign(byte: &u8) -> bool {
    matches!(byte, b'0'..=b'9' | b' ' | b'\t' | b'(' | b')' | b'.' | b'/' | b'-' | 0xc2 | 0xa0)
}

/// Whether digits, and the signs between them, may hold a number.
fn may_be_number(before: &[u8], run: &[u8]) -> bool {
    let digits = |part: &[u8]| part.iter().filter(|byte| byte.is_ascii_digit()).count();
    if is_date(before, run) {
        return run.get(DATE..).is_some_and(|rest| digits(rest) >= FEWEST);
    }
    // Behind a letter, as in a hash, only a tax number begins.
    let goes_on = before.last().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
    let inner = if goes_on { run.iter().take_while(|byte| byte.is_ascii_digit()).count() } else { 0 };
    digits(run.get(inner..).unwrap_or_default()) >= FEWEST || (goes_on && digits(run) >= TAX_DIGITS)
}

/// The fewest digits of any number.
const FEWEST: usize = 6;

/// The digits of a tax number.
const TAX_DIGITS: usize = 11;

/// The length of `2025-03-`.
const DATE: usize = 8;

/// Whether a date begins, within whose year and month no number begins: behind a plus or a bracket one may.
fn is_date(before: &[u8], run: &[u8]) -> bool {
    let is_digit = |at: usize| run.get(at).is_some_and(u8::is_ascii_digit);
    let is_hyphen = |at: usize| run.get(at) == Some(&b'-');
    let is_open = || before.iter().rev().take_while(|byte| is_digit_or_sign(byte)).any(|byte| *byte == b'(');
    run.first().is_some_and(|first| (b'1'..=b'9').contains(first))
        && [1, 2, 3, 5, 6].into_iter().all(is_digit)
        && [4, 7].into_iter().all(is_hyphen)
        && before.last() != Some(&b'+')
        && !is_open()
}

/// Whether an account begins with two capitals before these digits.
fn may_begin_account(before: &[u8], rest: &[u8]) -> bool {
    let is_country = matches!(before, [.., b'A'..=b'Z', b'A'..=b'Z']);
    let rest = rest.get(2..).filter(|_| is_country && rest.get(1).is_some_and(u8::is_ascii_digit));
    let signs = |byte: &&u8| matches!(byte, b' ' | 0xc2 | 0xa0);
    rest.is_some_and(|rest| {
        let group = rest.iter().skip_while(signs).take(4);
        group.filter(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count() == 4
    })
}

/// A pattern without the name of its group, to stand beside others.
fn unnamed(shape: &Regex) -> String {
    format!("(?:{})", shape.as_str().replace("?P<number>", "?:"))
}

patterns! {
    ADDRESS = r"[\p{L}0-9_.%+-]+@(?:[\p{L}0-9-]+\.)+[A-Za-z]{2,24}";
    // With a country, or behind a word for it.
    PHONE = r"(?P<number>(?:\+|(?-u:\b)00)[1-9][0-9 \t()./\u{a0}-]{6,22}[0-9])";
    CALLED = concat!(
        r"(?i)(?-u:\b)(?:tel|tel\.|telefon|telefonnummer|phone|phone number|mobile|mobil|mobilnummer|cell|handy|fax)(?-u:\b)",
        r"[.:]?(?: (?:is|was|ist|war|at|on|no\.?|number|nr\.?))?[:\s]{1,3}(?P<number>[0(][0-9 \t()./-]{5,20}[0-9])",
    );
    NORTH_AMERICAN = r"(?P<number>\([2-9][0-9]{2}\) ?[2-9][0-9]{2}-[0-9]{4})";
    IBAN = r"(?-u:\b)(?P<number>[A-Z]{2}[0-9]{2}(?:[ \u{a0}]?[A-Z0-9]{4}){2,7}(?:[ \u{a0}]?[A-Z0-9]{1,3})?)(?-u:\b)";
    SSN = r"(?:^|[^0-9A-Za-z./_-])(?P<number>[0-8][0-9]{2}-[0-9]{2}-[0-9]{4})(?:$|[^0-9A-Za-z/_-])";
    NINO = r"(?-u:\b)(?P<number>[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] [0-9]{2} [0-9]{2} [0-9]{2} [A-D])(?-u:\b)";
    NIR = r"(?-u:\b)(?P<number>[12] ?[0-9]{2} ?(?:0[1-9]|1[0-2]) ?[0-9][0-9AB] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2})(?-u:\b)";
    TAX = concat!(
        r"(?i)(?:steuer-?id(?:entifikationsnummer|nr)?|idnr|tin|tax (?:id|number))(?-u:\b)[^0-9\n]{0,20}",
        r"(?P<number>[1-9][0-9](?: ?[0-9]{3}){3})(?-u:\b)",
    );
}

fn matching(
    text: &str,
    shape: &LazyLock<Option<Regex>>,
    what: &'static str,
    is_it: impl Fn(&str) -> bool,
) -> Vec<Personal> {
    let Some(shape) = shape.as_ref() else { return Vec::new() };
    let found = shape.captures_iter(text).filter_map(|found| found.name("number"));
    let found = found.filter(|number| is_it(number.as_str()));
    found.map(|number| Personal { span: Span::new(number.start(), number.end()), what }).collect()
}

/// What stands before the `@` of an address that several people read, or a machine.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "abuse", "accounting", "accounts", "admin", "alert", "alerts", "announce", "app", "billing", "bot", "buchhaltung",
    "bugs", "care", "centos", "ci", "client-services", "contact", "datenschutz", "debian", "deploy", "dev", "dpo",
    "ec2-user", "editor", "feedback", "finance", "ftp", "git", "hallo", "hello", "help", "helpdesk", "hostmaster", "hr",
    "incident", "incidents", "info", "it", "jenkins", "jobs", "kontakt", "legal", "list", "mail", "mailer-daemon",
    "marketing", "me", "monitoring", "mysql", "name", "news", "newsletter", "no-reply", "noc", "noreply",
    "notifications", "office", "oncall", "on-call", "operations", "ops", "orders", "postgres", "postmaster", "presse",
    "press", "privacy", "reply", "rechnung", "root", "sales", "sre", "security", "service", "shop", "staff", "status",
    "support", "sysadmin", "team", "test", "ubuntu", "user", "username", "vertrieb", "web", "webmaster", "www",
    "www-data", "you", "your", "your-name", "yourname", "zentrale",
];

/// Endings that no domain has, and those that are kept for examples.
#[rustfmt::skip]
const NO_DOMAIN: &[&str] = &[
    ".example", ".test", ".invalid", ".localhost", "example.com", "example.org", "example.net", "example.de",
    "domain.com", "company.com", ".gserviceaccount.com", "users.noreply.github.com", ".service", ".socket", ".timer",
    ".target", ".mount", ".slice", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".md", ".js", ".ts", ".css",
    ".json", ".yaml", ".yml", ".tgz", ".gz", ".html", ".internal", ".lan", ".amazonaws.com",
];

fn addresses(text: &str, allowed: &impl Deref<Target = Allowed>) -> Vec<Personal> {
    let shape = ADDRESS.as_ref().filter(|_| text.contains('@'));
    let Some(shape) = shape else { return Vec::new() };
    let found = shape.find_iter(text).filter(|found| {
        let address = found.as_str();
        let Some((name, domain)) = address.split_once('@') else { return false };
        let (name, domain) = (name.to_lowercase(), format!(".{}", domain.to_lowercase()));
        let base = name.split('+').next().unwrap_or_default().trim_start_matches(['.', '-', '_']);
        let is_role = ROLES.contains(&base) || base.is_empty() || base.chars().all(|c| c == 'x');
        let is_none = NO_DOMAIN.iter().any(|end| domain.ends_with(end));
        let before = text.get(..found.start()).unwrap_or_default();
        let after = text.get(found.end()..).unwrap_or_default();
        let is_list = ["lists.", "googlegroups.", "groups."]
            .iter()
            .any(|list| domain.get(1..).is_some_and(|domain| domain.starts_with(list)));
        // `ssh://user@host`, `postgres://user:…@host`, `@user@host`, `host:path` of git.
        let is_login =
            before.ends_with("//") || before.ends_with('@') || is_in_login(before) || after.starts_with(":/");
        !is_role && !is_none && !is_list && !is_login && !allowed.has_address(address)
    });
    found
        .map(|found| Personal { span: Span::new(found.start(), found.end()), what: "an e-mail address" })
        .collect()
}

/// Whether a text ends within the login of an address: behind `://` and before the first `/`.
fn is_in_login(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.rsplit_once("://").is_some_and(|(_, login)| !login.contains('/'))
}

fn phones(text: &str, allowed: &impl Deref<Target = Allowed>) -> Vec<Personal> {
    let is_phone = |number: &str| {
        let digits = digits(number);
        let is_example =
            digits.len() >= 10 && digits.get(digits.len() - 7..).is_some_and(|end| end.starts_with("55501"));
        (7..=15).contains(&digits.len()) && !is_example && !allowed.has_number(&digits)
    };
    let international = |number: &str| digits(number).len() >= 8 && !is_amount(number) && is_phone(number);
    let mut all = matching(text, &PHONE, "a phone number", international);
    // What continues a word, a number or a sum is no beginning of one.
    all.retain(|found| {
        let head = text.get(..found.span.start as usize).unwrap_or_default();
        let goes_on = head.trim_end_matches([' ', '\u{a0}']).ends_with(|c: char| c.is_ascii_digit());
        if goes_on && found.span.of(text).starts_with('0') {
            return false;
        }
        let before = head.chars().next_back();
        let after = text.get(found.span.end as usize..).and_then(|text| text.chars().next());
        before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '.' | '-' | '_' | '/' | '+' | '=' | ':'))
            && after.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '%' | '_' | ':'))
    });
    all.extend(matching(text, &CALLED, "a phone number", is_phone));
    all.extend(matching(text, &NORTH_AMERICAN, "a phone number", is_phone));
    all
}

/// `+12 500 000`: groups of three, and not long enough for a number with its country.
fn is_amount(number: &str) -> bool {
    let mut groups = number.trim_start_matches('+').split([' ', '.', '\u{a0}']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let grouped = !rest.is_empty() && rest.iter().all(|group| group.len() == 3) && first.len() <= 3;
    grouped && digits(number).len() <= 10
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The length of the account numbers of a country, and the check over all of it (ISO 13616, ISO 7064 MOD 97-10).
fn is_iban(number: &str) -> bool {
    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let Some((head, rest)) = plain.split_at_checked(4) else { return false };
    let country = head.get(..2).unwrap_or_default();
    let known = LENGTHS.iter().find(|(other, _)| *other == country);
    if known.is_none_or(|(_, length)| *length != plain.len()) {
        return false;
    }
    let remainder = rest.chars().chain(head.chars()).try_fold(0u32, |sum, c| {
        let value = c.to_digit(36)?;
        Some(if value < 10 { (sum * 10 + value) % 97 } else { (sum * 100 + value) % 97 })
    });
    remainder == Some(1)
}

#[rustfmt::skip]
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24), ("AE", 23), ("AT", 20), ("BE", 16), ("BG", 22), ("BR", 29), ("CH", 21), ("CY", 28), ("CZ", 24),
    ("DE", 22), ("DK", 18), ("EE", 20), ("ES", 24), ("FI", 18), ("FR", 27), ("GB", 22), ("GR", 27), ("HR", 21),
    ("HU", 28), ("IE", 22), ("IL", 23), ("IS", 26), ("IT", 27), ("LI", 21), ("LT", 20), ("LU", 20), ("LV", 21),
    ("MC", 27), ("MT", 31), ("NL", 18), ("NO", 15), ("PL", 28), ("PT", 25), ("RO", 24), ("RS", 22), ("SA", 24),
    ("SE", 24), ("SI", 19), ("SK", 24), ("SM", 27), ("TR", 26), ("UA", 29),
];

/// Numbers that were never given out, and the two that stand in every example, are none.
fn is_ssn(number: &str) -> bool {
    let parts: Vec<&str> = number.split('-').collect();
    let never = parts.as_slice() == ["123", "45", "6789"] || parts.as_slice() == ["078", "05", "1120"];
    let empty = parts.iter().any(|part| part.bytes().all(|byte| byte == b'0'));
    !never && !empty && parts.first() != Some(&"666")
}

/// The French number ends with 97 less the rest of all before it.
fn is_nir(number: &str) -> bool {
    let plain: String = number.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.replace("2A", "19").replace("2B", "18");
    let Some((body, key)) = plain.split_at_checked(13) else { return false };
    match (body.parse::<u64>(), key.parse::<u64>()) {
        (Ok(body), Ok(key)) => 97 - body % 97 == key,
        _ => false,
    }
}

/// The German number: eleven digits, of which the last is a check (ISO 7064 MOD 11,10).
fn is_tax_id(number: &str) -> bool {
    let plain: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let Some((check, body)) = plain.split_last().filter(|_| plain.len() == 11) else { return false };
    let product = body.iter().fold(10, |product, digit| match (digit + product) % 10 {
        0 => 20 % 11,
        sum => sum * 2 % 11,
    });
    (11 - product) % 10 == *check
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        let allowed = Allowed::of(["+49 30 555 01 (Lena)", "@partner.co", "jo@mail.co"]);
        find(text, &&allowed, |_| false).into_iter().map(|found| (found.what, found.span.of(text))).collect()
    }

    #[test]
    fn every_pattern_is_one() {
        for (name, pattern) in ALL {
            assert!(pattern.is_some(), "{name}");
        }
        assert!(super::ANY.is_some());
    }

    #[test]
    fn finds_what_belongs_to_people() {
        for (text, data) in [
            ("jane.roe@acme.co called", "jane.roe@acme.co"),
            ("[Jane](mailto:jane.roe@acme.co)", "jane.roe@acme.co"),
            ("user=jörg@acme.de;", "jörg@acme.de"),
            ("call +49 30 23125 042.", "+49 30 23125 042"),
            ("call 0049 (30) 23125-042", "0049 (30) 23125-042"),
            ("Tel.: 030 23125042", "030 23125042"),
            ("phone number (212) 661-0143", "(212) 661-0143"),
            ("refund to DE89 3704 0044 0532 0130 00, please", "DE89 3704 0044 0532 0130 00"),
            ("GB82WEST12345698765432", "GB82WEST12345698765432"),
            ("her SSN is 219-09-9999.", "219-09-9999"),
            ("NI number QQ 12 34 56 C, AB 12 34 56 C", "AB 12 34 56 C"),
            ("Steuer-ID: 86 095 742 719", "86 095 742 719"),
            ("2 55 08 14 168 025 38", "2 55 08 14 168 025 38"),
        ] {
            let all: Vec<&str> = found(text).into_iter().map(|(_, data)| data).collect();
            assert_eq!(all, [data], "{text}");
        }
    }

    #[test]
    fn the_quick_look_misses_no_number() {
        let pieces = [
            "+",
            "00",
            "0",
            "(",
            ")",
            " ",
            "-",
            "/",
            ".",
            "\u{a0}",
            "\n",
            ":",
            "é",
            "x",
            "A",
            "DE89",
            "AB",
            "Tel",
            "phone",
            "tin",
            "IdNr",
            "2025-03-",
            "2025-03-04",
            "30",
            "3704",
            "0044 0532 0130 00",
            "23125042",
            "(212) 661-0143",
            "219-09-9999",
            "12 34 56 C",
            "86 095 742 719",
            "86095742719",
            "2 55 08 14 168 025 38",
            "2 55 08 2A",
            " 168 025 38",
        ];
        let shapes = [&PHONE, &CALLED, &NORTH_AMERICAN, &SSN, &NINO, &NIR, &TAX, &IBAN];
        let mut state = 1_u32;
        let mut found = 0;
        for _ in 0..20_000 {
            let text: String = (0..6)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    pieces[(state >> 16) as usize % pieces.len()]
                })
                .collect();
            let allowed = Allowed::default();
            let numbers = phones(&text, &&allowed).len() + matching(&text, &IBAN, "", is_iban).len();
            let others = shapes[3..7].iter().any(|shape| shape.as_ref().unwrap().is_match(&text));
            if numbers > 0 || others {
                found += 1;
                assert!(may_hold_number(&text), "{text}");
            }
        }
        assert!(found > 1_000, "{found}");
        for text in
            ["2025-03-04T09:05+01:00, 2025-03-04 09:05", "trace 13c6036464ee of REL-7428", "308 of 12 500"]
        {
            assert!(!may_hold_number(text), "{text}");
        }
    }

    #[test]
    fn lets_through_what_does_not() {
        for text in [
            "info@acme.co, no-reply@acme.co, support+42@acme.co",
            "jane@example.com, jane@x.example, jo@mail.co, ann@eu.partner.co",
            "git@github.com:acme/x.git, https://app:xxx@db.acme.co/x, logo@2x.png, getty@tty1.service",
            "react@18.2.0, @lena, a@b, https://lists.x.org/archives/list/x-devel@lists.x.org/thread/A",
            "call +49 30 555 01 or 030 555 01",
            "+1 212 555 0143",
            "2025-03-04T09:05+01:00, +12 500 000 visits, 10.0.0.1, 1700000000000, +0100",
            "id 219-09-99991, 123-45-6789, 000-12-3456, 2025-03-0499",
            "DE89 3704 0044 0532 0130 01, commit DE89370400440532",
            "tax id 12345678901, AB123456C",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
