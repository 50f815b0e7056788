//! Reports for machines: each is valid by the schema of its format, escapes what it must, and counts in its own unit.
//!
//! `sarif-2.1.0-part.schema.json` is the part of the schema of SARIF 2.1.0 that holds what we write, and tests/formats/
//! junit.rs our own account of JUnit's XML, so that these tests need nothing from elsewhere. tests/schemas holds the same
//! formats against the schemas of their makers. What GitLab's reader holds an entry of a Code Quality report against
//! (app/validators/json_schemas/codeclimate.json in its sources: description, fingerprint and severity as text, and a
//! location whose lines.begin or positions.begin.line is a whole number) and the table of fields in its documentation
//! are all asked for in the account of it here, and more strictly.

#![expect(clippy::expect_used, reason = "a test that cannot be set up has failed")]

#[path = "../common/finding.rs"]
mod finding;
mod junit;

use amends::diagnostic::{Diagnostic, Edit, Fix, Level, Place, Report, Safety, Suppressed};
use amends::report::{Format, RuleText, Style, statistics, write};
use amends::source::{Sources, Span};
use finding::finding;
use serde_json::{Value, json};

const PATH: &str = "content/incidents/a b#é.md";

/// Five lines, each with a mark after something that the three units count differently.
const TEXT: &str = "\u{feff}x: HERE\r\ny:\tHERE\r\ne\u{301}: HERE\n\u{1f525}\u{1f525} HERE\n日本: HERE\n";

fn sources() -> Sources {
    Sources::from_texts([(PATH, TEXT), ("content/playbooks/p.md", "---\nid: p\n---\n")])
}

/// The places of the mark.
fn marks(sources: &Sources) -> Vec<Place> {
    let file = sources.find(PATH).expect("it is there");
    TEXT.match_indices("HERE")
        .map(|(at, mark)| Place { file, span: Span::new(at, at + mark.len()) })
        .collect()
}

/// A finding of every kind: with help, fix and another place, absent, suppressed, and with words that could be taken
/// for markup.
fn whole(sources: &Sources) -> Report {
    let places = marks(sources);
    let [one, two, three, four, _] = places.first_chunk().expect("five marks");
    let edit = Edit { span: two.span, text: "there\n".to_owned() };
    let fix = Fix { safety: Safety::Safe, title: "write there".to_owned(), edits: vec![edit] };
    let mended = Diagnostic {
        help: Some("write there\nor nowhere".into()),
        fix: Some(Box::new(fix)),
        also: Some(Box::new((*three, "see [here](https://evil.example)".to_owned()))),
        ..finding("mended", Level::Error, *two, "`HERE` is 100%: a, b <i> & \"c\" | @lena [x](y)")
    };
    let absent = Diagnostic {
        absent: true,
        field: Some("times.client_told".into()),
        ..finding("absent", Level::Info, Place { span: Span::default(), ..*one }, "nothing is there\u{1b}[1m")
    };
    let suppressed = Diagnostic {
        suppressed: Some(Box::new(Suppressed { by: "inline", reason: "a quote of the client".to_owned() })),
        ..finding("quiet", Level::Warn, *four, "said aloud")
    };
    let old = Diagnostic {
        suppressed: Some(Box::new(Suppressed { by: "baseline", reason: String::new() })),
        ..suppressed.clone()
    };
    Report {
        diagnostics: vec![absent, finding("forbidden", Level::Warn, *one, "it is forbidden"), mended],
        suppressed: vec![suppressed, old],
        documents: 2,
        ..Report::default()
    }
}

fn style() -> Style {
    let rule = |name| RuleText {
        name,
        summary: "a summary",
        text: "in plain text".to_owned(),
        markdown: "## in Markdown".to_owned(),
        level: Level::Warn,
    };
    Style {
        rules_url: "https://pm.example/rules/".to_owned(),
        folder: "docs/".to_owned(),
        forbid: vec!["forbidden".into()],
        rules: ["mended", "absent", "forbidden", "quiet"].map(rule).to_vec(),
        ..Style::default()
    }
}

fn shown(report: &Report, sources: &Sources, format: Format) -> String {
    let mut out = Vec::new();
    write(report, sources, format, &style(), &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("a report is text")
}

fn parsed(report: &Report, sources: &Sources, format: Format) -> Value {
    serde_json::from_str(&shown(report, sources, format)).expect("JSON")
}

fn errors(schema: &Value, value: &Value) -> Vec<String> {
    let validator = jsonschema::validator_for(schema).expect("a schema");
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn sarif_is_valid() {
    let schema: Value = serde_json::from_str(include_str!("sarif-2.1.0-part.schema.json")).expect("JSON");
    let sources = sources();
    let sarif = parsed(&whole(&sources), &sources, Format::Sarif);
    assert_eq!(errors(&schema, &sarif), Vec::<String>::new());
    let empty = parsed(&Report::default(), &sources, Format::Sarif);
    assert_eq!(errors(&schema, &empty), Vec::<String>::new());
    let mut wrong = sarif;
    wrong["runs"][0]["results"][0]["level"] = "warn".into();
    wrong["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0.into();
    assert_eq!(errors(&schema, &wrong).len(), 2, "the test can fail");
}

#[test]
fn sarif_tells_all_that_github_reads() {
    let sources = sources();
    let sarif = parsed(&whole(&sources), &sources, Format::Sarif);
    let run = &sarif["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = run["results"].as_array().expect("a list");
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert_eq!(result["partialFingerprints"]["amends/v1"], "0123456789abcdef");
    }
    assert_eq!(
        results.iter().map(|result| &result["level"]).collect::<Vec<_>>(),
        ["note", "warning", "error", "warning", "warning"]
    );
    let mended = &results[2];
    let place = &mended["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "docs/content/incidents/a%20b%23%C3%A9.md");
    assert_eq!(place["region"], json!({ "startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 8 }));
    assert_eq!(mended["relatedLocations"][0]["message"]["text"], "see \\[here\\](https://evil.example)");
    assert_eq!(
        mended["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
        "there\n"
    );
    let suppressions = [&results[3]["suppressions"], &results[4]["suppressions"]];
    let expected = json!([{ "kind": "inSource", "justification": "a quote of the client" }]);
    assert_eq!(suppressions, [&expected, &json!([{ "kind": "external" }])]);
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    let mended = rules.iter().find(|rule| rule["id"] == "mended").expect("it is there");
    assert_eq!(mended["help"], json!({ "text": "in plain text", "markdown": "## in Markdown" }));
    assert_eq!(mended["helpUri"], "https://pm.example/rules/mended.html");
}

#[test]
fn gitlab_is_valid() {
    let schema = json!({
        "type": "array",
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": { "type": "string", "minLength": 1 },
                "check_name": { "type": "string", "minLength": 1 },
                "fingerprint": { "type": "string", "minLength": 1 },
                "severity": { "enum": ["info", "minor", "major", "critical", "blocker"] },
                "location": {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["path", "lines"],
                    "properties": {
                        "path": { "type": "string", "pattern": "^[^./]" },
                        "lines": {
                            "type": "object",
                            "additionalProperties": false,
                            "required": ["begin"],
                            "properties": {
                                "begin": { "type": "integer", "minimum": 1 },
                                "end": { "type": "integer", "minimum": 1 },
                            },
                        },
                    },
                },
            },
        },
    });
    let sources = sources();
    let found = parsed(&whole(&sources), &sources, Format::Gitlab);
    assert_eq!(errors(&schema, &found), Vec::<String>::new());
    let each =
        |key: &str| found.as_array().expect("a list").iter().map(|it| it[key].clone()).collect::<Vec<_>>();
    assert_eq!(each("severity"), ["info", "critical", "major"]);
    let first = "0123456789abcdef";
    assert_eq!(each("fingerprint"), [first.to_owned(), format!("{first}-2"), format!("{first}-3")]);
    assert_eq!(
        found[2]["location"],
        json!({ "path": format!("docs/{PATH}"), "lines": { "begin": 2, "end": 2 } })
    );
    assert!(found[2]["description"].as_str().expect("text").ends_with(" (write there or nowhere)"));
    assert_eq!(parsed(&Report::default(), &sources, Format::Gitlab), json!([]));
}

#[test]
fn junit_is_valid() {
    let sources = sources();
    let report = whole(&sources);
    let xml = shown(&report, &sources, Format::Junit);
    let counts = junit::validate(&xml);
    assert_eq!((counts.tests, counts.failures), (1, 1), "{xml}");
    assert!(xml.contains("1:1: info[absent] nothing is there␛[1m\n"), "{xml}");
    assert!(xml.contains("100%: a, b &lt;i&gt; &amp; &quot;c&quot;"), "{xml}");
    let mut out = Vec::new();
    for (fails, failures) in [(Some(Level::Info), 3), (Some(Level::Warn), 2), (None, 0)] {
        out.clear();
        write(&report, &sources, Format::Junit, &Style { fails, ..style() }, &mut out).expect("memory");
        let counts = junit::validate(std::str::from_utf8(&out).expect("text"));
        assert_eq!((counts.tests, counts.failures), (failures.max(1), failures));
    }
    let clean = shown(&Report { documents: 12, ..Report::default() }, &sources, Format::Junit);
    assert_eq!((junit::validate(&clean).tests, junit::validate(&clean).failures), (1, 0));
    assert!(clean.contains("12 documents checked"));
}

#[test]
fn github_commands_cannot_be_forged() {
    let sources = sources();
    let text = shown(&whole(&sources), &sources, Format::Github);
    let expected = "\
::error title=mended,file=docs/content/incidents/a b#é.md,line=2,col=4,endColumn=8::`HERE` is 100%25: a, b <i> & \"c\" | @lena [x](y)%0Ahelp: write there%0Aor nowhere
::warning title=forbidden,file=docs/content/incidents/a b#é.md,line=1,col=4,endColumn=8::it is forbidden
::notice title=absent,file=docs/content/incidents/a b#é.md,line=1::nothing is there␛[1m
";
    assert_eq!(text, expected);
    let path = "content/a,b:c%\n::error::x.md";
    let sources = Sources::from_texts([(path, "x")]);
    let place = Place { file: sources.find(path).expect("there"), span: Span::new(0, 1) };
    let evil = Report {
        diagnostics: vec![finding("x", Level::Error, place, "a\r\n::set-env name=X::y")],
        ..Report::default()
    };
    let text = shown(&evil, &sources, Format::Github);
    assert_eq!(text.lines().count(), 1, "{text}");
    assert!(text.contains("file=docs/content/a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax.md,line=1"), "{text}");
}

#[test]
fn two_hundred_findings_are_ten_annotations_a_level() {
    let texts = (0..40).map(|number| (format!("content/incidents/{number:02}.md"), "a\nb\nc\nd\ne\n"));
    let sources = Sources::from_texts(texts);
    let mut report = Report { documents: 40, ..Report::default() };
    for (file, _) in sources.iter() {
        for (at, level) in
            [(0, Level::Warn), (2, Level::Info), (4, Level::Error), (6, Level::Warn), (8, Level::Warn)]
        {
            let place = Place { file, span: Span::new(at, at + 1) };
            report.diagnostics.push(finding("twice", level, place, "it is"));
        }
    }
    assert_eq!(report.diagnostics.len(), 200);
    let text = shown(&report, &sources, Format::Github);
    for word in ["error", "warning", "notice"] {
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with(&format!("::{word} "))).collect();
        assert_eq!(lines.len(), 10, "{text}");
        let beyond = if word == "warning" { 90 } else { 30 };
        assert!(lines[9].ends_with(&format!("and {beyond} more, see the job summary")), "{}", lines[9]);
        assert!(!lines[8].contains("job summary"));
        assert_eq!(lines[0].contains("and 2 more of this rule in this file: lines 4, 5"), word == "warning");
    }
    assert!(text.starts_with("::error "), "the gravest come first");
    let table = shown(&report, &sources, Format::Markdown);
    assert_eq!(
        table.lines().filter(|line| line.starts_with("| ")).count(),
        201,
        "the summary has all of them"
    );
}

#[test]
fn reviewdog_counts_bytes() {
    let sources = sources();
    let lines = shown(&whole(&sources), &sources, Format::Rdjsonl);
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let whole = parsed(&whole(&sources), &sources, Format::Rdjson);
    assert_eq!(lines.len(), 3);
    for (line, one) in lines.iter().zip(whole["diagnostics"].as_array().expect("a list")) {
        let mut with_source = one.clone();
        with_source["source"] = whole["source"].clone();
        assert_eq!(*line, with_source);
    }
    let mended = &lines[2];
    assert_eq!(mended["severity"], "ERROR");
    assert_eq!(mended["suggestions"][0]["text"], "there\n");
    assert_eq!(mended["suggestions"][0]["range"], mended["location"]["range"]);
    assert_eq!(
        mended["related_locations"][0]["location"]["range"]["start"],
        json!({ "line": 3, "column": 6 })
    );
}

#[test]
fn columns_are_in_the_unit_of_each_reader() {
    let sources = sources();
    let found = marks(&sources).into_iter().map(|place| finding("x", Level::Error, place, "it is"));
    let report = Report { diagnostics: found.collect(), ..Report::default() };
    // A byte order mark and a carriage return are no column, a tab is one, a combining accent is one of its own.
    let scalars = [(1, 4), (2, 4), (3, 5), (4, 4), (5, 5)];
    let bytes = [(1, 4), (2, 4), (3, 6), (4, 10), (5, 9)];
    let sarif = parsed(&report, &sources, Format::Sarif);
    let rdjson = parsed(&report, &sources, Format::Rdjson);
    let gitlab = parsed(&report, &sources, Format::Gitlab);
    let jsonl = shown(&report, &sources, Format::Jsonl);
    let concise = shown(&report, &sources, Format::Concise);
    let grouped = shown(&report, &sources, Format::Grouped);
    let whole = parsed(&report, &sources, Format::Json);
    let lines = shown(&report, &sources, Format::Rdjsonl);
    let [full, junit, markdown] =
        [Format::Full, Format::Junit, Format::Markdown].map(|format| shown(&report, &sources, format));
    // GitHub shows one annotation of a rule in a file, so each finding is written by itself.
    let github = report.diagnostics.iter().map(|found| {
        shown(&Report { diagnostics: vec![found.clone()], ..Report::default() }, &sources, Format::Github)
    });
    let github: Vec<String> = github.collect();
    for at in 0..5 {
        let ((line, column), (_, byte)) = (scalars[at], bytes[at]);
        let region = &sarif["runs"][0]["results"][at]["locations"][0]["physicalLocation"]["region"];
        assert_eq!(
            *region,
            json!({ "startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 4 })
        );
        let range = &rdjson["diagnostics"][at]["location"]["range"];
        assert_eq!(range["start"], json!({ "line": line, "column": byte }));
        assert_eq!(range["end"], json!({ "line": line, "column": byte + 4 }));
        assert_eq!(gitlab[at]["location"]["lines"]["begin"], line);
        let json: Value = serde_json::from_str(jsonl.lines().nth(at).expect("a line")).expect("JSON");
        assert_eq!((&json["line"], &json["column"]), (&line.into(), &column.into()));
        let here = format!("{line}:{column}");
        assert!(concise.lines().nth(at).expect("a line").contains(&format!("{PATH}:{here}: ")));
        assert!(grouped.contains(&format!("  {here}  error")), "{grouped}");
        let found = &whole["findings"][at];
        assert_eq!((&found["line"], &found["column"]), (&line.into(), &column.into()));
        assert_eq!((&found["end_line"], &found["end_column"]), (&line.into(), &(column + 4).into()));
        let row: Value = serde_json::from_str(lines.lines().nth(at).expect("a line")).expect("JSON");
        assert_eq!(row["location"]["range"]["start"], json!({ "line": line, "column": byte }));
        assert!(full.contains(&format!("--> {PATH}:{here}\n")), "{full}");
        assert!(junit.contains(&format!("name=\"x at {here}\"")), "{junit}");
        assert!(junit.contains(&format!("{PATH}:{here}</failure>")), "{junit}");
        assert!(markdown.contains(&format!("| `docs/{PATH}`:{line} |")), "{markdown}");
        let columns = format!(",line={line},col={column},endColumn={}::", column + 4);
        assert!(github[at].contains(&columns), "{}", github[at]);
    }
}

#[test]
fn markdown_means_nothing_but_its_words() {
    let sources = sources();
    let text = shown(&whole(&sources), &sources, Format::Markdown);
    let expected = r#"<!-- amends-report -->
### Amends

2 documents: 1 error, 1 warning, 1 info; 1 ignored by comments; 1 known by the baseline

| level | where | what | rule |
|---|---|---|---|
| **error** | `docs/content/incidents/a b#é.md`:2 | \`HERE\` is 100%: a, b &lt;i&gt; &amp; "c" \| @<!-- -->lena \[x\](y)<br>help: write there or nowhere | [`mended`](https://pm.example/rules/mended.html) |
"#;
    assert!(text.starts_with(expected), "{text}");
    let place = marks(&sources)[0];
    let many = vec![finding("x", Level::Error, place, &"long ".repeat(150)); 500];
    let long = shown(&Report { diagnostics: many, ..Report::default() }, &sources, Format::Markdown);
    assert!(long.len() < 65_536, "{} bytes fit no comment", long.len());
    let rows = long.lines().filter(|line| line.starts_with("| **error**")).count();
    assert!(long.ends_with(&format!("\nand {} more\n", 500 - rows)));
}

#[test]
fn every_format_shows_what_is_suppressed_where_it_is_asked_for_and_can_be_told_apart() {
    let sources = sources();
    // SARIF has a place for it, which its readers know: there it always stands.
    for (format, unasked, asked) in [
        (Format::Full, 0, 2),
        (Format::Concise, 0, 2),
        (Format::Grouped, 0, 2),
        (Format::Json, 0, 2),
        (Format::Jsonl, 0, 2),
        (Format::Sarif, 2, 2),
        (Format::Github, 0, 0),
        (Format::Gitlab, 0, 0),
        (Format::Junit, 0, 2),
        (Format::Rdjson, 0, 0),
        (Format::Rdjsonl, 0, 0),
        (Format::Markdown, 0, 2),
    ] {
        assert_eq!(format.shows_suppressed(), asked > 0, "{}", format.word());
        for (suppressed, count) in [(false, unasked), (true, asked)] {
            let mut out = Vec::new();
            let style = Style { suppressed, ..style() };
            write(&whole(&sources), &sources, format, &style, &mut out).expect("memory");
            let text = String::from_utf8(out).expect("text");
            assert_eq!(text.matches("said aloud").count(), count, "{} {text}", format.word());
            assert_eq!(text.contains("a quote of the client"), count > 0, "{} {text}", format.word());
        }
    }
    let shown = |format| {
        let mut out = Vec::new();
        let style = Style { suppressed: true, ..style() };
        write(&whole(&sources), &sources, format, &style, &mut out).expect("memory");
        String::from_utf8(out).expect("text")
    };
    let grouped = shown(Format::Grouped);
    assert!(
        grouped.contains("4:4  ignored  said aloud  [quiet] (inline: a quote of the client)\n"),
        "{grouped}"
    );
    assert!(grouped.contains("4:4  ignored  said aloud  [quiet] (baseline)\n"), "{grouped}");
    let junit = shown(Format::Junit);
    assert_eq!(junit::validate(&junit).tests, 3, "{junit}");
    assert!(junit.contains("failures=\"1\" errors=\"0\" skipped=\"2\""), "{junit}");
    let markdown = shown(Format::Markdown);
    assert!(
        markdown.contains("| ignored | `docs/content/incidents/a b#é.md`:4 | said aloud (baseline) |"),
        "{markdown}"
    );
}

/// What a format says of a finding has its own lines or none: a help of two lines breaks none of them.
#[test]
fn a_help_of_two_lines_breaks_no_format() {
    let sources = sources();
    let place = marks(&sources)[0];
    let asked = Diagnostic {
        group: "language",
        help: Some("what did they see?\n\"The form has no field for it.\"".into()),
        fix: Some(Box::new(Fix::shown("rewrite it"))),
        ..finding("finger-pointing", Level::Warn, place, "this points at \"Tom\"")
    };
    let body = Diagnostic { field: None, ..asked.clone() };
    let value = Diagnostic { field: Some("title".into()), ..asked };
    let report =
        |found: &Diagnostic| Report { diagnostics: vec![found.clone()], documents: 1, ..Report::default() };
    for (format, lines) in
        [(Format::Concise, 1), (Format::Github, 1), (Format::Jsonl, 1), (Format::Rdjsonl, 1)]
    {
        assert_eq!(shown(&report(&body), &sources, format).lines().count(), lines, "{}", format.word());
    }
    let markdown = shown(&report(&body), &sources, Format::Markdown);
    assert!(
        markdown.contains("<br>help: what did they see? \"The form has no field for it.\" |"),
        "{markdown}"
    );
    let gitlab = parsed(&report(&body), &sources, Format::Gitlab);
    let description = gitlab[0]["description"].as_str().expect("text");
    assert!(description.ends_with("(what did they see? \"The form has no field for it.\")"), "{description}");
    junit::validate(&shown(&report(&body), &sources, Format::Junit));
    let json = parsed(&report(&body), &sources, Format::Json);
    assert_eq!(json["findings"][0]["help"], "what did they see?\n\"The form has no field for it.\"");
    assert_eq!(json["findings"][0]["fix"]["safety"], "display");
    for (found, comment) in
        [(&body, "<!-- amends-ignore finger-pointing: … -->"), (&value, "# amends-ignore finger-pointing: …")]
    {
        let full = shown(&report(found), &sources, Format::Full);
        let help = format!(
            "  = help: what did they see?\n          \"The form has no field for it.\"\n  = ignore here: {comment}\n"
        );
        assert!(full.contains(&help), "{full}");
    }
}

#[test]
fn grouped_puts_a_document_above_its_findings() {
    let sources = sources();
    let mut report = whole(&sources);
    let other = Place { file: sources.find("content/playbooks/p.md").expect("there"), span: Span::new(4, 6) };
    report.diagnostics.push(finding("x", Level::Warn, other, "it is"));
    let expected = "\
content/incidents/a b#é.md
  1:1  info     nothing is there␛[1m  [absent]
  1:4  warning  it is forbidden  [forbidden]
  2:4  error    `HERE` is 100%: a, b <i> & \"c\" | @lena [x](y)  [mended]

content/playbooks/p.md
  2:1  warning  it is  [x]

2 documents: 1 error, 2 warnings, 1 info; 1 ignored by comments; 1 known by the baseline
";
    assert_eq!(shown(&report, &sources, Format::Grouped), expected);
}

#[test]
fn statistics_count_rules() {
    let sources = sources();
    let mut report = whole(&sources);
    report.diagnostics.push(finding("forbidden", Level::Info, marks(&sources)[4], "it is"));
    let mut text = Vec::new();
    statistics::write(&report, Format::Full, &mut text).expect("memory");
    let expected = "\
2  forbidden  warning
1  absent     info
1  mended     error    1 fixable
0  quiet               2 suppressed
2 documents: 1 error, 1 warning, 2 infos; 1 ignored by comments; 1 known by the baseline
";
    assert_eq!(String::from_utf8(text).expect("text"), expected);
    let mut json = Vec::new();
    statistics::write(&report, Format::Json, &mut json).expect("memory");
    let json: Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json["version"], 1);
    let quiet = json!({ "rule": "quiet", "group": "client-care", "level": null, "count": 0, "fixable": 0, "suppressed": 2 });
    assert_eq!(json["statistics"][3], quiet);
    assert!(!statistics::fits(Format::Sarif) && statistics::fits(Format::Jsonl));
}
