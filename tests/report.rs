//! Reports as people and programs get them.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

#[path = "common/dice.rs"]
mod dice;
#[path = "common/finding.rs"]
mod finding;

use amends::diagnostic::{Diagnostic, Level, Place, Report};
use amends::report::{Format, Style, write};
use amends::source::{FileId, Sources, Span};
use dice::Dice;
use finding::finding;
use std::io::{self, ErrorKind, Write};

fn place_of(sources: &Sources, path: &str, text: &str) -> Place {
    let file = sources.find(path).expect("a file of this test");
    let start = sources.text(file).find(text).expect("text of this file");
    Place { file, span: Span::new(start, start + text.len()) }
}

fn at(path: &str, sources: &Sources, start: usize, end: usize) -> Place {
    Place { file: sources.find(path).expect("a file of this test"), span: Span::new(start, end) }
}

fn report(diagnostics: Vec<Diagnostic>) -> Report {
    Report { diagnostics, documents: 1, ..Report::default() }
}

fn styled(report: &Report, sources: &Sources, format: Format, style: &Style) -> String {
    let mut out = Vec::new();
    write(report, sources, format, style, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("a report is text")
}

fn shown(report: &Report, sources: &Sources, format: Format) -> String {
    styled(report, sources, format, &Style::default())
}

const ACME: &str = "content/incidents/2025-03-04-acme.md";

fn acme() -> Sources {
    let text = "---\ntitle: Contact form was silent\ndate: 2025-03-04\nclient: acme\n\n\n\n\nblame_taken: None, this was the provider.\n---\n";
    Sources::from_texts([(ACME, text), ("content/playbooks/a.md", "---\nid: acme\n---\n")])
}

fn acme_report(sources: &Sources) -> Report {
    let blame = Diagnostic {
        label: Some("no part of ours is named here".into()),
        note: Some("some part is always ours (Kaplan, 2010)".into()),
        help: Some("name one thing we could have done; `share: little` exists".into()),
        ..finding(
            "none-of-the-blame",
            Level::Error,
            place_of(sources, ACME, "None"),
            "blame taken is never none",
        )
    };
    let told = Diagnostic {
        absent: true,
        field: Some("times.client_told".into()),
        help: Some("the safe answer is yes, tell them".into()),
        document: Some("2025-03-04-acme".into()),
        status: Some("review"),
        seeds: &["S5.3n", "S2.7c"],
        ..finding(
            "client-not-told",
            Level::Warn,
            at(ACME, sources, 0, 3),
            "nothing shows that the client was told",
        )
    };
    let file = sources.find(ACME).expect("it is there");
    Report { diagnostics: vec![blame, told], hints: vec![(file, 6)], documents: 1, ..Report::default() }
}

#[test]
fn full_shows_the_lines() {
    let sources = acme();
    let expected = "\
error[none-of-the-blame]: blame taken is never none
 --> content/incidents/2025-03-04-acme.md:9:14
  |
9 | blame_taken: None, this was the provider.
  |              ^^^^ no part of ours is named here
  |
  = note: some part is always ours (Kaplan, 2010)
  = help: name one thing we could have done; `share: little` exists

warning[client-not-told]: nothing shows that the client was told  [S5.3n]
 --> content/incidents/2025-03-04-acme.md:1:1  (times.client_told)
  = help: the safe answer is yes, tell them

more: amends explain RULE
hints for later stages: 6  (amends check --as published content/incidents/2025-03-04-acme.md)
1 document: 1 error, 1 warning, 0 infos
";
    assert_eq!(shown(&acme_report(&sources), &sources, Format::Full), expected);
}

#[test]
fn full_shows_another_place() {
    let sources = acme();
    let near = Diagnostic {
        label: Some("said again".into()),
        also: Some(Box::new((place_of(&sources, ACME, "acme"), "said here".to_owned()))),
        ..finding("x", Level::Info, place_of(&sources, ACME, "provider"), "it stands twice")
    };
    let far = Diagnostic {
        help: Some("rename one\nof the two".into()),
        also: Some(Box::new((
            place_of(&sources, "content/playbooks/a.md", "acme"),
            "the other one".to_owned(),
        ))),
        ..finding("x", Level::Error, place_of(&sources, ACME, "acme"), "two files have the id `acme`")
    };
    let expected = "\
info[x]: it stands twice
 --> content/incidents/2025-03-04-acme.md:9:33
  |
4 | client: acme
  |         ---- said here
...
9 | blame_taken: None, this was the provider.
  |                                 ^^^^^^^^ said again

error[x]: two files have the id `acme`
 --> content/incidents/2025-03-04-acme.md:4:9
  |
4 | client: acme
  |         ^^^^
  |
  = help: rename one
          of the two
note: the other one
 --> content/playbooks/a.md:2:5

more: amends explain x
1 document: 1 error, 0 warnings, 1 info
";
    assert_eq!(shown(&report(vec![near, far]), &sources, Format::Full), expected);
}

#[test]
fn full_underlines_several_lines() {
    let text = "one\r\ntwo\r\n    three\r\nfour\r\n".to_owned() + &"more\n".repeat(20);
    let sources = Sources::from_texts([("a.md", text)]);
    let few = finding("x", Level::Warn, at("a.md", &sources, 5, 21), "a few lines");
    let many = finding("x", Level::Warn, at("a.md", &sources, 6, 120), "many lines");
    let expected = "\
warning[x]: a few lines
 --> a.md:2:1
  |
2 | / two
3 | |     three
  | |_________^

warning[x]: many lines
 --> a.md:2:2
  |
2 | two
  |  ^^

more: amends explain x
1 document: 0 errors, 2 warnings, 0 infos
";
    assert_eq!(shown(&report(vec![few, many]), &sources, Format::Full), expected);
}

#[test]
fn full_says_nothing_where_nothing_is() {
    let sources = acme();
    let clean = Report { documents: 12, ..Report::default() };
    assert_eq!(shown(&clean, &sources, Format::Full), "12 documents: 0 errors, 0 warnings, 0 infos\n");
    let file = FileId(0);
    let hints = Report { hints: vec![(file, 20), (FileId(1), 11)], documents: 2, ..Report::default() };
    let expected = "\
hints for later stages: 31 in 2 documents  (amends check --as published)
2 documents: 0 errors, 0 warnings, 0 infos
";
    assert_eq!(shown(&hints, &sources, Format::Full), expected);
}

#[test]
fn full_points_into_empty_text_and_at_its_end() {
    let sources = Sources::from_texts([("a.md", ""), ("b.md", "x: 1"), ("c.md", "x: 1\n"), ("it's.md", "")]);
    let labelled = |path: &str, start, end| Diagnostic {
        label: Some("here".into()),
        ..finding("x", Level::Error, at(path, &sources, start, end), "it ends")
    };
    let found = vec![
        labelled("a.md", 0, 0),
        labelled("b.md", 4, 4),
        labelled("c.md", 5, 5),
        labelled("b.md", 70, 90),
    ];
    let hints = vec![(sources.find("it's.md").expect("there"), 1)];
    let expected = "\
error[x]: it ends
 --> a.md:1:1
  = note: here

error[x]: it ends
 --> b.md:1:5
  |
1 | x: 1
  |     ^ here

error[x]: it ends
 --> c.md:2:1
  = note: here

error[x]: it ends
 --> b.md:1:5
  |
1 | x: 1
  |     ^ here

more: amends explain x
hints for later stages: 1  (amends check --as published 'it'\\''s.md')
1 document: 4 errors, 0 warnings, 0 infos
";
    assert_eq!(shown(&Report { hints, ..report(found) }, &sources, Format::Full), expected);
}

#[test]
fn full_cuts_a_line_of_ten_megabytes() {
    let long = "é".repeat(2_500_000);
    let sources = Sources::from_texts([("a.md", format!("key: {long}HERE{long}\n"))]);
    let place = place_of(&sources, "a.md", "HERE");
    let whole = at("a.md", &sources, 5, 10_000_000);
    let quoting = format!("unknown client `{long}`");
    let found =
        vec![finding("x", Level::Error, place, "inside"), finding("x", Level::Error, whole, &quoting)];
    let text = shown(&report(found), &sources, Format::Full);
    assert!(text.contains(" --> a.md:1:2500006\n"), "the column counts the whole line:\n{text}");
    assert!(text.contains("HERE") && text.contains("^^^^\n"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 1_100), "no line is long");
    assert!(text.len() < 10_000, "{} bytes", text.len());
}

#[test]
fn a_terminal_gets_nothing_that_acts_on_it() {
    let evil = "a\u{1b}[31m\u{202e}\u{9b}2J\u{7f}\u{200b}b\tc\u{7}";
    let path = "ev\u{1b}il\n.md";
    let sources = Sources::from_texts([(path, format!("x: {evil}\n"))]);
    let diagnostic = Diagnostic {
        label: Some(evil.into()),
        help: Some(evil.into()),
        note: Some(evil.into()),
        also: Some(Box::new((at(path, &sources, 0, 1), evil.to_owned()))),
        ..finding("x", Level::Error, place_of(&sources, path, evil), &format!("{evil}\r\nand more"))
    };
    let absent = Diagnostic { absent: true, field: Some(evil.into()), ..diagnostic.clone() };
    let report = report(vec![diagnostic, absent]);
    let concise = shown(&report, &sources, Format::Concise);
    let line = "ev␛il .md:1:4: error[x] a␛[31m\u{fffd}\u{fffd}2J␡\u{fffd}b c␇  and more\n";
    assert_eq!(concise.lines().next(), Some(line.trim_end()));
    assert_eq!(concise.lines().count(), 2);
    let full = shown(&report, &sources, Format::Full);
    assert!(full.contains("  (a␛[31m"), "{full}");
    let acts = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}');
    assert!(!full.contains(acts), "{full:?}");
    let json = shown(&report, &sources, Format::Json);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["findings"][0]["help"], evil, "programs get what is there");
}

#[test]
fn colour_and_links_only_where_asked_for() {
    let sources = acme();
    let report = acme_report(&sources);
    assert!(!shown(&report, &sources, Format::Full).contains('\u{1b}'));
    let style = Style { color: true, ..Style::default() };
    let colored = styled(&report, &sources, Format::Full, &style);
    assert!(colored.contains("\u{1b}[1m\u{1b}[91merror[none-of-the-blame]"), "{colored:?}");
    assert!(!colored.contains("\u{1b}]8;"), "a relative address is no link");
    let style = Style { color: true, rules_url: "https://pm.example/rules/".to_owned(), ..style };
    let linked = styled(&report, &sources, Format::Full, &style);
    assert!(linked.contains("https://pm.example/rules/none-of-the-blame.html"), "{linked:?}");
}

#[test]
fn concise_is_one_line_each() {
    let sources = acme();
    let expected = "\
content/incidents/2025-03-04-acme.md:9:14: error[none-of-the-blame] blame taken is never none
content/incidents/2025-03-04-acme.md:1:1: warning[client-not-told] nothing shows that the client was told
";
    assert_eq!(shown(&acme_report(&sources), &sources, Format::Concise), expected);
    assert_eq!(shown(&Report::default(), &sources, Format::Concise), "");
}

#[test]
fn json_keeps_its_fields_and_their_order() {
    let sources = acme();
    let expected = r#"{"version":1,"findings":[
{"rule":"none-of-the-blame","group":"client-care","level":"error","path":"content/incidents/2025-03-04-acme.md","line":9,"column":14,"end_line":9,"end_column":18,"field":null,"doc":null,"status":null,"message":"blame taken is never none","help":"name one thing we could have done; `share: little` exists","seeds":[],"fix":null,"fingerprint":"0123456789abcdef","suppressed":null,"url":"rules/none-of-the-blame.html"},
{"rule":"client-not-told","group":"client-care","level":"warn","path":"content/incidents/2025-03-04-acme.md","line":1,"column":1,"end_line":1,"end_column":4,"field":"times.client_told","doc":"2025-03-04-acme","status":"review","message":"nothing shows that the client was told","help":"the safe answer is yes, tell them","seeds":["S5.3n","S2.7c"],"fix":null,"fingerprint":"0123456789abcdef","suppressed":null,"url":"rules/client-not-told.html"}
],"summary":{"documents":1,"errors":1,"warnings":1,"infos":0,"hints":6,"suppressed":0,"fixable":0}}
"#;
    assert_eq!(shown(&acme_report(&sources), &sources, Format::Json), expected);
    let empty = shown(&Report::default(), &sources, Format::Json);
    let empty: serde_json::Value = serde_json::from_str(&empty).expect("JSON");
    assert_eq!(empty["findings"], serde_json::json!([]));
    assert_eq!(empty["summary"]["documents"], 0);
}

#[test]
fn formats_have_words() {
    let words = "full concise grouped json jsonl sarif github gitlab junit rdjson rdjsonl markdown";
    assert_eq!(Format::WORDS.join(" "), words);
    assert_eq!(Format::of("json"), Some(Format::Json));
    assert_eq!(Format::of("JSON"), None);
}

/// A pipe whose reader has gone after so many bytes.
struct Pipe(usize);

impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.checked_sub(bytes.len()).ok_or(ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_told_to_the_caller() {
    let sources = acme();
    for format in Format::ALL {
        for open in [0, 1, 100, 150] {
            let result = write(&acme_report(&sources), &sources, *format, &Style::default(), &mut Pipe(open));
            let kind = result.expect_err("the pipe is closed").kind();
            assert_eq!(kind, ErrorKind::BrokenPipe, "{format:?} after {open} bytes");
        }
    }
}

/// A text of what is hard to show and to count.
fn any_text(dice: &mut Dice) -> String {
    const PIECES: &[&str] = &[
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        "\u{feff}",
        "e\u{301}",
        "\u{1f525}",
        "日本",
        "\u{1b}[1m",
        "\u{202e}",
        "\u{200d}",
        "word ",
        "key: value",
        "\0",
        "\u{2028}",
    ];
    let mut text = String::new();
    for _ in 0..dice.below(60) {
        let times = if dice.below(20) == 0 { 400 } else { 1 };
        text.push_str(&PIECES.get(dice.below(PIECES.len())).expect("below their number").repeat(times));
    }
    text
}

/// The slow and obvious way to a line and a column.
fn counted(text: &str, offset: usize) -> (usize, usize) {
    let (mut line, mut column, mut before) = (1, 1, None);
    for (at, c) in text.char_indices().take_while(|(at, c)| at + c.len_utf8() <= offset) {
        match c {
            '\u{feff}' if at == 0 => {}
            '\n' if before == Some('\r') => {}
            '\r' if at + 1 == offset && text.as_bytes().get(offset) == Some(&b'\n') => {}
            '\n' | '\r' => (line, column) = (line + 1, 1),
            _ => column += 1,
        }
        before = Some(c);
    }
    (line, column)
}

#[test]
fn any_text_and_any_place_can_be_shown() {
    let mut dice = Dice(20_250_304);
    for round in 0..3_000 {
        let sources = Sources::from_texts([("a.md", any_text(&mut dice)), ("b.md", any_text(&mut dice))]);
        let mut place = || {
            let file = FileId(u32::try_from(dice.below(3)).expect("small"));
            let reach = sources.text(file).len() + 5;
            let start = dice.below(reach);
            Place { file, span: Span::new(start, start + dice.below(reach)) }
        };
        let primary = place();
        let diagnostic = Diagnostic {
            also: (round % 2 == 0).then(|| Box::new((place(), "also\nhere".to_owned()))),
            label: (round % 3 == 0).then(|| "a label".into()),
            absent: round % 7 == 0,
            ..finding("x", Level::Error, primary, "any\nmessage")
        };
        let report = report(vec![diagnostic]);
        let style = Style { width: dice.below(160), ..Style::default() };
        let [full, concise, json] = [Format::Full, Format::Concise, Format::Json]
            .map(|format| styled(&report, &sources, format, &style));
        assert!(!full.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{full:?}");
        assert_eq!(concise.lines().count(), 1);
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let text = sources.text(primary.file);
        let (line, column) = counted(text, primary.span.start as usize);
        assert_eq!(json["findings"][0]["line"], line, "{text:?} {primary:?}");
        assert_eq!(json["findings"][0]["column"], column, "{text:?} {primary:?}");
    }
}
