//! The client brief says what was said to the client, and nothing that is ours alone.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use amends::check::How;
use amends::date::Day;
use amends::pipeline::{Book, Settings, judged, site};
use amends::source::Sources;

const CLIENTS: &str = "acme: { name: ACME GmbH }\ninternal: { name: Ourselves }\n\
    secret: { name: Initech, confidential: true, codename: Client 7 }\n";

/// Everything that the check lets somebody write; `INSIDE` stands in what must not leave the house.
const REST: &str = "date: 2025-03-04\nclient_brief: The form is repaired.\n\
    people: { lead: INSIDE, author: INSIDE, responders: [INSIDE] }\n\
    what_went_wrong: OURS lost mail.\nclient_voice: INSIDE\n\
    impact: { client_view: 31 enquiries came late, money: INSIDE, unknown: INSIDE }\n\
    problem_confirmed: { statement: No mail since Monday., by: INSIDE, link: INSIDE }\n\
    times: { started: 2025-03-03T16:00+01:00, fixed: 2025-03-04T11:02+01:00, reported_back: 2025-03-04T11:05+01:00 }\n\
    call: { what: INSIDE, by: INSIDE }\n\
    apology: { given: true, words: We are sorry., by: INSIDE }\n\
    plan: { statement: Works by noon., agreed_with_client: true, promised_by: 2025-03-04T12:00+01:00 }\n\
    fix: { what: The old password again., by: INSIDE, cost: INSIDE, put_on_hold: [INSIDE] }\n\
    blame_taken: { by: INSIDE, statement: OURS changed it., explanation: INSIDE, others: [{ party: INSIDE, fact: INSIDE }] }\n\
    causes: [{ fact: INSIDE }]\n\
    prevention: [{ step: OURS test mail, owner: INSIDE, due: 2025-03-14, evidence: INSIDE }]\n\
    amends: { kind: credit, value: INSIDE, reason: INSIDE }\ntrust_steps: [{ step: INSIDE }]\n\
    relationship: { before: steady, after: weaker }\nopen_questions: [INSIDE]\nfollow_up: { words: INSIDE, reach_us: OURS 112. }\n\
    communications: [{ summary: INSIDE, by: INSIDE }]\nreview: { by: INSIDE, notes: INSIDE }\nx_own: INSIDE\n";

/// The sheet of an incident whose head begins with `head`, if it has one.
fn sheet(head: &str) -> Option<String> {
    let incident = format!("---\ntitle: No enquiry arrived\n{head}\n{REST}---\n\nINSIDE\n");
    let sources = Sources::from_texts([
        ("content/incidents/form.md", incident.as_str()),
        ("content/registry/clients.yaml", CLIENTS),
    ]);
    let site = site(Settings::read(""), sources, Day::parse("2025-06-01").unwrap());
    let book = Book::new(judged(site, &How::default()), []).unwrap();
    let page = book.page("incidents/brief/form.html")?;
    let incident = String::from_utf8(book.draw(book.page("incidents/form.html").unwrap()).unwrap()).unwrap();
    assert!(incident.contains("href=\"../incidents/brief/form.html\""), "the incident leads to it");
    let html = String::from_utf8(book.draw(page).unwrap()).unwrap();
    let (_, sheet) = html.split_once("<article").unwrap();
    Some(sheet.split_once("</article>").unwrap().0.to_owned())
}

#[test]
fn it_holds_what_was_said_to_the_client() {
    let sheet = sheet("client: acme\nstatus: published").unwrap();
    for said in [
        "No enquiry arrived",
        "ACME GmbH",
        "The form is repaired.",
        "No mail since Monday.",
        "31 enquiries came late",
        "We are sorry.",
        "Works by noon.",
        "by 2025-03-04 12:00",
        "The old password again.",
        "2025-03-03 16:00",
    ] {
        assert!(sheet.contains(said), "{said}: {sheet}");
    }
    assert!(!sheet.contains("INSIDE") && !sheet.contains("OURS"), "{sheet}");
}

#[test]
fn what_the_team_wrote_is_there_where_the_client_may_read_it() {
    let sheet = sheet("client: acme\nstatus: published\nvisibility: client").unwrap();
    for said in ["OURS lost mail.", "OURS changed it.", "OURS test mail (by 2025-03-14)", "OURS 112."] {
        assert!(sheet.contains(said), "{said}: {sheet}");
    }
    assert!(!sheet.contains("INSIDE"), "{sheet}");
}

#[test]
fn there_is_none_of_what_should_not_leave_the_house() {
    for head in [
        "client: acme\nstatus: draft",
        "client: acme\nstatus: published\nvisibility: restricted",
        "client: acme\nstatus: published\nexercise: true",
        "client: internal\nstatus: published",
    ] {
        assert_eq!(sheet(head), None, "{head}");
    }
}

#[test]
fn no_client_is_named_to_another_and_no_secret_name_at_all() {
    for head in ["client: [acme, secret]\nstatus: review", "client: secret\nstatus: review"] {
        let sheet = sheet(head).unwrap();
        assert!(
            !sheet.contains("ACME") && !sheet.contains("Client 7") && !sheet.contains("Initech"),
            "{sheet}"
        );
    }
}
