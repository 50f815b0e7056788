//! What holds for every input, tried on some thousand that are made up: the same ones each time.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use amends::address;
use amends::check::{Checked, How};
use amends::config::Profile;
use amends::date::{Day, Length, Time, Zone};
use amends::diagnostic::Safety;
use amends::document::Document;
use amends::document::body::Body;
use amends::document::suppression::{Scope, in_body, in_lines};
use amends::fix::yaml_edit;
use amends::import::write;
use amends::mend::mend;
use amends::pipeline::{Settings, judged, site};
use amends::source::{Sources, Span};
use amends::tree::{Entry, Node, Value, yaml};

/// Numbers that look random and are the same each time (xorshift).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        of.get(self.below(of.len())).unwrap()
    }

    /// Some pieces, joined.
    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        (0..self.below(most + 1)).map(|_| *self.one(pieces)).collect()
    }
}

/// What readers of YAML stumble over.
const WORDS: [&str; 60] = [
    "a",
    "B",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\t",
    "\r",
    "\r\n",
    ":",
    ": ",
    " #",
    "#",
    "-",
    "- ",
    "---",
    "...",
    "?",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&a",
    "*a",
    "!",
    "!!str ",
    "|",
    ">",
    "'",
    "''",
    "\"",
    "\\",
    "\\n",
    "%",
    "@",
    "`",
    "null",
    "~",
    "true",
    "no",
    "0x1f",
    "1e3",
    "017",
    "2025-03-04",
    "12:30",
    "<<",
    "=",
    "ü",
    "折",
    "🔥",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{a0}",
    "\u{0}",
    "\u{7f}",
    "e\u{301}",
    "\u{202e}",
];

fn scalar(text: &str) -> Node {
    Node { span: Span::default(), value: Value::Scalar { text: text.into(), plain: false } }
}

fn tree(random: &mut Random, depth: usize) -> Node {
    let value = match random.below(if depth == 0 { 1 } else { 3 }) {
        0 => return scalar(&random.text(&WORDS, 6)),
        1 => Value::List((0..random.below(4)).map(|_| tree(random, depth - 1)).collect()),
        _ => Value::Map(
            (0..random.below(4))
                .map(|at| Entry {
                    key: format!("k{at}{}", random.text(&WORDS, 2)).into(),
                    key_span: Span::default(),
                    node: tree(random, depth - 1),
                })
                .collect(),
        ),
    };
    Node { span: Span::default(), value }
}

#[test]
fn values_survive_being_written_and_read() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..4_000 {
        let text = random.text(&WORDS, 6);
        for written in [yaml_edit::scalar(&text), yaml_edit::quoted(&text)] {
            let line = format!("a: {written}\nb: [{written}, {{c: {written}}}]\n");
            let parsed = yaml::parse(&line, Span::new(0, line.len()));
            let read = parsed.root.as_ref().and_then(|root| root.get("a")).and_then(Node::text);
            assert_eq!((read, parsed.faults.len()), (Some(text.as_str()), 0), "{line:?}");
        }
        let line = format!("a: {}\nb: {}\n", write::scalar(&text), write::list(&[text.as_str().into()]));
        let parsed = yaml::parse(&line, Span::new(0, line.len()));
        let read = parsed.root.as_ref().and_then(|root| root.get("a")).and_then(Node::text);
        assert_eq!((read, parsed.faults.len()), (Some(text.as_str()), 0), "{line:?}");
        let node = tree(&mut random, 3);
        let line = format!("a: {}\n", write::tree(&node));
        let parsed = yaml::parse(&line, Span::new(0, line.len()));
        let read = parsed.root.as_ref().and_then(|root| root.get("a"));
        assert!(read.is_some_and(|read| write::same(read, &node)), "{line:?} {node:?} {:?}", parsed.faults);
    }
}

#[test]
fn times_read_as_they_print() {
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    let number = |random: &mut Random, limit| i8::try_from(random.below(limit)).unwrap();
    let zones = ["Europe/Berlin", "America/St_Johns", "Pacific/Apia"].map(|name| Zone::named(name).unwrap());
    for _ in 0..4_000 {
        let year = i16::try_from(random.below(10_000)).unwrap();
        let Some(day) = Day::new(year, number(&mut random, 14), number(&mut random, 33)) else { continue };
        assert_eq!(Day::parse(&day.to_string()), Some(day));
        let offset = [None, Some(0), Some(330), Some(-210), Some(-59), Some(900)];
        let (hour, minute) = (number(&mut random, 24), number(&mut random, 60));
        let time = Time::from_parts(day, hour, minute, *random.one(&offset)).unwrap();
        assert_eq!(Time::parse(&time.to_string()), Ok(time));
        let zone = random.one(&zones);
        if (1973..9999).contains(&year) {
            assert_eq!(Time::parse(&time.rfc3339(zone)).unwrap().instant(zone), time.instant(zone), "{time}");
            let days = i64::try_from(random.below(800)).unwrap() - 400;
            assert_eq!(
                day.plus_days(days).days_since(day),
                days.min(Day::new(9999, 12, 31).unwrap().days_since(day))
            );
        }
        let minutes = i64::try_from(random.below(100_000)).unwrap();
        assert_eq!(Length::parse(&format!("{minutes}m")), Some(Length(minutes * 60)));
    }
}

#[test]
fn addresses_lead_back() {
    let mut random = Random(0x1234_5678_9abc_def1);
    let pieces = ["a", "b", "c d", "%", "%20", "ü", "🔥", "?", "#", "&", "\\", ":", "..x", "\n"];
    for _ in 0..2_000 {
        let mut path = || {
            let part = |random: &mut Random| format!("x{}", random.text(&pieces, 3));
            let parts: Vec<String> = (0..=random.below(4)).map(|_| part(&mut random)).collect();
            parts.join("/")
        };
        let (from, to) = (path(), path());
        assert_eq!(address::decode(&address::encode(&to)), to);
        assert_eq!(
            address::join(address::folder(&from), &address::relative(address::folder(&from), &to)),
            Some(to)
        );
    }
}

#[test]
fn suppressions_say_what_they_were_written_with() {
    let mut random = Random(0xdead_beef_cafe_f00d);
    let rules = ["excuse", "broken-link", "@language", "no-such-rule"];
    let reasons = ["said so by all", "ünsere 🔥 Gründe: drei", "a, b, and until=never", "", "  two  spaces "];
    for _ in 0..1_000 {
        let names: Vec<&str> = (0..=random.below(3)).map(|_| *random.one(&rules)).collect();
        let until = random.one(&["", " until=2026-01-02"]);
        let reason = *random.one(&reasons);
        let said = format!("amends-ignore {}{until}: {reason}", names.join(", "));
        let end = *random.one(&["\n", "\r\n"]);
        let html = format!("{end}<!-- {said} -->{end}Text.{end}");
        let found = in_body(&html, &Body::parse(&html, 0));
        let lines = format!("a: 1{end}# {said}{end}b: 2{end}");
        let whole = Span::new(0, lines.len());
        let below = in_lines(&lines, whole, &yaml::parse(&lines, whole).root.unwrap());
        for (found, text) in [(&found, &html), (&below, &lines)] {
            let [found] = found.as_slice() else { panic!("{text:?}: {found:?}") };
            let read: Vec<&str> = found.names.iter().map(|named| &*named.name).collect();
            assert_eq!(read, names, "{text:?}");
            assert_eq!(
                found.until.as_ref().map(|until| until.span.of(text)).unwrap_or_default(),
                until.trim()
            );
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(found.reason.as_deref().unwrap()), words(reason));
            let is_aimed = match &found.scope {
                Scope::Block(span) => span.of(text).trim_end() == "Text.",
                Scope::Field(span, path) => &**path == "b" && span.of(text).starts_with('b'),
                _ => false,
            };
            assert!(is_aimed, "{text:?}: {:?}", found.scope);
        }
    }
}

/// Lines of front matter and blocks of a body that fixes have something to say about.
const FIELDS: [&str; 18] = [
    "titel: The form lost 31 enquiries\n",
    "title: TODO\n",
    "date: 2025-03-04\n",
    "date: 04/03/2025\n",
    "client: Acme\n",
    "client: acmee\n",
    "status: publish\n",
    "severity: Sev1 # why\n",
    "tags: [dsn, 'dns']\n",
    "services:\n  - SMTP\n  # the relay\n  - mail\n",
    "x_note: |\n  two\n  lines\n",
    "prevention:\n  - Test the form\n  - step: Test it again\n    due:\n    kind: Strong\n",
    "times: { started: 2025-03-04 09:05, fixed: 2025-03-03 10:00 }\n",
    "blame_taken: Jan forgot it.\n",
    "impact: no\n",
    "people: { lead: Jan }\n",
    "# a comment\n",
    "amends: 12:30\n",
];

const BLOCKS: [&str; 14] = [
    "# A second title\n\n",
    "## Timeline\n\n",
    "## Time line\n\n- 09:05 down\n\n",
    "## Impact\n\n31 enquiries were lost.\n\n",
    "## Impact\n\n",
    "[page](gone.md) and [that](../2025/2025-01-02-acme.md)\n\n",
    "<!-- amends-ignore broken-link: links of the old site -->\n",
    "text <!-- amends-ignore excuse -->\n\n",
    "## Prevention\n\n- Test the form\n- [ ] Test it again\n\n",
    "```sh\n# no title\n```\n\n",
    "> # Quoted\n\n",
    "We should have known, Jan.\n\n",
    "| a | b |\n|---|---|\n| c | d |\n\n",
    "Setext\n======\n\n",
];

const PATH: &str = "content/incidents/2025/2025-03-04-form.md";

fn judge(sources: Sources) -> Checked {
    let how = How { profile: Some(Profile::Strict), ..How::default() };
    judged(site(Settings::read("[site]\ntitle = \"T\"\n"), sources, Day::parse("2026-01-02").unwrap()), &how)
}

fn project(text: &str) -> Sources {
    Sources::from_texts([
        ("site.toml", "[site]\ntitle = \"T\"\n"),
        ("content/registry/clients.yaml", "acme: { name: Acme }\n"),
        ("content/registry/people.yaml", "jan: { name: Jan }\n"),
        ("content/registry/services.yaml", "mail: { name: Mail relay, aliases: [SMTP] }\n"),
        ("content/registry/tags.yaml", "dns: { name: DNS }\n"),
        (
            "content/incidents/2025/2025-01-02-acme.md",
            "---\ntitle: Other\ndate: 2025-01-02\nclient: acme\n---\n",
        ),
        (PATH, text),
    ])
}

fn mended(text: &str) -> (String, bool) {
    let checked = mend(judge(project(text)), Safety::Unsafe, &judge).checked;
    let site = checked.site();
    let readable = site.by_path(PATH).is_some_and(|(_, document)| !Document::is_unreadable(document));
    (site.sources.find(PATH).map(|file| site.sources.text(file).to_owned()).unwrap(), readable)
}

#[test]
fn fixes_end_and_keep_what_they_do_not_mend() {
    let mut random = Random(0x0bad_5eed_0bad_5eed);
    for _ in 0..60 {
        let mut fields: Vec<&str> = FIELDS.to_vec();
        let front: String =
            (0..2 + random.below(8)).map(|_| fields.remove(random.below(fields.len()))).collect();
        let text = format!("---\n{front}---\n\n{}", random.text(&BLOCKS, 8));
        let (once, readable) = mended(&text);
        assert!(readable, "{text}\nbecame\n{once}");
        assert_eq!(mended(&once).0, once, "a second run changes more of\n{text}");
        for kept in [
            "# why",
            "# the relay",
            "# a comment",
            "  two\n  lines\n",
            "# no title",
            "| c | d |",
            "> # Quoted",
        ] {
            assert!(once.contains(kept) == text.contains(kept), "{kept:?} is lost:\n{once}");
        }
        let windows = |text: &str| format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(mended(&windows(&text)).0, windows(&once), "line ends of\n{text}");
    }
}
