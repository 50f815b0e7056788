//! What the readers of JUnit's XML take: which element may stand in which, with which attributes.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// What the outermost element says, which is what its suites add up to.
pub(crate) struct Counts {
    pub(crate) tests: usize,
    pub(crate) failures: usize,
}

/// Element, where it may stand, attributes that it must have, and those that it may have.
const ELEMENTS: &[(&str, &str, &[&str], &[&str])] = &[
    ("testsuites", "", &[], &["name", "tests", "failures", "errors"]),
    ("testsuite", "testsuites", &["name", "tests", "failures", "errors"], &["skipped"]),
    ("testcase", "testsuite", &["name"], &["classname"]),
    ("failure", "testcase", &[], &["type", "message"]),
    ("skipped", "testcase", &[], &[]),
    ("system-out", "testsuite", &[], &[]),
];

/// Reads a report and panics where it is not valid.
pub(crate) fn validate(xml: &str) -> Counts {
    assert!(!xml.contains(|c: char| c.is_control() && c != '\n'), "a control character is no XML: {xml:?}");
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<String> = Vec::new();
    let mut said = Counts { tests: 0, failures: 0 };
    let mut suites = Counts { tests: 0, failures: 0 };
    let mut cases = Counts { tests: 0, failures: 0 };
    loop {
        let event = reader.read_event().expect("well-formed XML");
        let (start, is_empty) = match &event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let name = start.name().as_ref().to_owned();
        let parent = open.last().map(String::as_str).unwrap_or_default();
        let attributes = attributes(start);
        let (_, place, must, may) =
            ELEMENTS.iter().find(|(known, ..)| *known == name).expect("a known element");
        assert_eq!(*place, parent, "where {name} stands");
        for (key, _) in &attributes {
            assert!(must.contains(&key.as_str()) || may.contains(&key.as_str()), "{key} of {name}");
        }
        for key in *must {
            assert!(attributes.iter().any(|(other, _)| other == key), "{key} of {name} is missing");
        }
        let number = |key: &str| {
            attributes
                .iter()
                .find(|(other, _)| other == key)
                .map_or(0, |(_, value)| value.parse().expect("a number"))
        };
        match name.as_str() {
            "testsuites" => said = Counts { tests: number("tests"), failures: number("failures") },
            "testsuite" => {
                suites.tests += number("tests");
                suites.failures += number("failures");
            }
            "testcase" => cases.tests += 1,
            "failure" => cases.failures += 1,
            _ => {}
        }
        if !is_empty {
            open.push(name);
        }
    }
    assert_eq!((said.tests, said.failures), (suites.tests, suites.failures), "what the suites add up to");
    assert_eq!((said.tests, said.failures), (cases.tests, cases.failures), "what the cases add up to");
    said
}

fn attributes(start: &BytesStart<'_>) -> Vec<(String, String)> {
    let attributes = start.attributes().map(|attribute| attribute.expect("an attribute"));
    attributes.map(|attribute| (attribute.key.as_ref().to_owned(), attribute.value.into_owned())).collect()
}
