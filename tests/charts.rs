//! Charts and the clock strip: their numbers are those that are counted by hand on a small site.

#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests")]

use amends::check::How;
use amends::date::Day;
use amends::document::incident::Kind;
use amends::document::incident::blame::CauseType;
use amends::pipeline::{Book, Settings, judged, site};
use amends::source::Sources;
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;

const SITE: &str = "[site]\ntitle = \"Notes\"\n";
const REGISTRY: [(&str, &str); 3] = [
    ("content/registry/clients.yaml", "acme: { name: ACME }\nbolt: { name: Bolt }\n"),
    ("content/registry/services.yaml", "shop: { name: Shop }\nmail: { name: Mail }\n"),
    ("content/registry/people.yaml", "lena: { name: Lena Voss }\n"),
];

/// Date, status and more of the front matter.
const INCIDENTS: &[(&str, &str, &str)] = &[
    (
        "2025-01-06",
        "published",
        "severity: sev1\ntype: outage\nnoticed_by: client\nclient: acme\nservices: [shop]\n\
         first_contact: { channel: call }\n\
         times: { started: 2025-01-06T09:00Z, detected: 2025-01-06T09:30Z, first_response: 2025-01-06T09:40Z, client_told: 2025-01-06T10:00Z, fixed: 2025-01-06T12:30Z }\n\
         plan: { promised_by: 2025-01-06T12:00Z }\n\
         causes: [{ id: c1, fact: A, type: process }]\n\
         prevention: [{ step: A, kind: strong, status: done, done_at: 2025-01-10, verified_at: 2025-01-12 }, { step: B, kind: weak, due: 2025-02-01 }]",
    ),
    (
        "2025-02-04",
        "closed",
        "severity: sev2\ntype: outage\nnoticed_by: monitoring\nclient: acme\nservices: [shop, mail]\n\
         first_contact: { channel: email }\n\
         times: { started: 2025-02-04T09:00Z, detected: 2025-02-04T09:00Z, first_response: 2025-02-04T09:20Z, client_told: 2025-02-04T09:10Z, fixed: 2025-02-04T10:00Z }\n\
         plan: { promised_by: 2025-02-04T10:00Z }\nrecurrence_of: 2025-01-06-x\n\
         causes: [{ id: c1, fact: A, type: process }, { id: c2, fact: B, type: technical }]\n\
         prevention: [{ step: A, kind: strong, status: done }, { step: B, due: 2026-01-01 }]",
    ),
    (
        "2025-03-04",
        "published",
        "severity: sev2\ntype: delay\nnoticed_by: us\nclient: bolt\nservices: [mail]\n\
         first_contact: { channel: video }\n\
         times: { started: 2025-03-04T09:00Z, detected: 2025-03-04T09:05Z, first_response: 2025-03-04T09:35Z, client_told: 2025-03-04T09:35Z, fixed: 2025-03-04T10:05Z }\n\
         follow_up: { due: 2025-03-10 }\ncauses: [{ id: c1, fact: A, type: process }]\n\
         prevention: [{ step: A, kind: intermediate, status: dropped, reason: X }, { step: B, kind: intermediate }]",
    ),
    (
        "2025-04-01",
        "published",
        "severity: sev4\ntype: outage\nnoticed_by: client\nclient: bolt\n\
         first_contact: { channel: in-person }\n\
         times: { started: 2025-04-01T23:00Z, detected: 2025-04-02T00:00Z, first_response: 2025-04-02T00:40Z, client_told: 2025-04-02T00:30Z, fixed: 2025-04-02T02:00Z }\n\
         follow_up: { due: 2025-04-10, done_at: 2025-04-09 }\ncauses: [{ id: c1, fact: A, type: unknown }]\n\
         prevention: [{ step: A }, { step: B, status: superseded }]",
    ),
    (
        "2025-05-05",
        "published",
        "type: billing\nnoticed_by: public\nclient: acme\n\
         first_contact: { channel: chat }\n\
         times: { started: 2025-05-05T09:00Z, detected: 2025-05-05T09:00Z, first_response: 2025-05-05T09:50Z, client_told: 2025-05-05T10:00Z, fixed: 2025-05-05T13:00Z }\n\
         trust_steps: [{ step: A, due: 2026-03-01 }]\ncauses: [{ id: c1, fact: A, type: process }]\n\
         prevention: [{ step: A }]",
    ),
    // Counted nowhere.
    ("2025-05-06", "draft", "severity: sev1\ntype: security\nclient: acme\nprevention: [{ step: A }]"),
    ("2025-05-07", "review", "severity: sev1\ntype: security\nclient: acme\nprevention: [{ step: A }]"),
    (
        "2025-05-08",
        "published",
        "exercise: true\nseverity: sev1\ntype: security\nnoticed_by: client\nclient: acme\nservices: [shop]\nfirst_contact: { channel: call }\ncauses: [{ id: c1, fact: A, type: capacity }]\n\
         times: { started: 2025-05-08T09:00Z, detected: 2025-05-08T09:00Z, first_response: 2025-05-08T19:00Z, fixed: 2025-05-08T20:00Z }\nfollow_up: { due: 2025-05-10 }\nprevention: [{ step: A }]",
    ),
];

#[test]
fn the_numbers_are_those_counted_by_hand() {
    let pages = small(INCIDENTS);
    let csv = |name: &str| pages[&format!("charts/{name}.csv")].replace("\r\n", "\n");
    assert_eq!(
        csv("severity"),
        "When,SEV 1,SEV 2,SEV 4,not rated,All\n2025-01,1,0,0,0,1\n2025-02,0,1,0,0,1\n2025-03,0,1,0,0,1\n\
         2025-04,0,0,1,0,1\n2025-05,0,0,0,1,1\n2025-06,0,0,0,0,0\n"
    );
    assert_eq!(
        csv("type"),
        "Type,2025-01,2025-02,2025-03,2025-04,2025-05,2025-06,All\nOutage,1,1,0,1,0,0,3\nDelay,0,0,1,0,0,0,1\n\
         Billing,0,0,0,0,1,0,1\n"
    );
    // 10, 20, 30, 40 and 50 minutes; 30, 10, 30, 30, 60; 180, 60, 60, 120, 240.
    for (name, half, three, nine) in [("response", 30, 40, 50), ("told", 30, 30, 60), ("fix", 120, 180, 240)]
    {
        let wanted = format!("2025,5,{half},{three},{nine}\n");
        assert!(csv(name).ends_with(&wanted), "{name}: {}", csv(name));
    }
    assert_eq!(
        csv("noticed"),
        "Noticed by,Incidents,In the last 365 days\nMonitoring,1,1\nSomebody of us,1,1\nA supplier,0,0\n\
         The client,2,2\nThe public,1,1\n"
    );
    assert_eq!(csv("first-contact"), "First contact,Incidents\nBy voice,3\nIn writing,2\n");
    assert_eq!(csv("promises"), "Promises,Number\nKept in time,2\nKept late,1\nOpen,1\nOverdue,1\n");
    assert_eq!(
        csv("prevention"),
        "Steps,Number\n\"Open, in time\",4\nOverdue,1\nDone,1\nProven,1\nDropped or taken over,2\n"
    );
    assert_eq!(
        csv("age"),
        "Age,Open steps\nUnder 30 days,1\n30 to 89 days,2\n90 to 179 days,2\n180 to 364 days,0\n365 days and more,0\n"
    );
    assert_eq!(csv("causes"), "Cause,Incidents,Came back\nProcess,4,1\nTechnical,1,1\nUnknown,1,0\n");
    // Shop: 210 and 60 minutes; Mail: 60 and 65.
    assert_eq!(
        csv("harm-by-service"),
        "Service,Time of harm (minutes),Incidents measured,Incidents\nShop,270,2,2\nMail,125,2,2\n"
    );
    assert_eq!(
        csv("harm-by-client"),
        "Client,Time of harm (minutes),Incidents measured,Incidents\nACME,510,3,3\nBolt,245,2,2\n"
    );
    assert_eq!(csv("hours").lines().nth(1), Some("Monday,2,09: 2"));
    assert_eq!(csv("hours").lines().nth(2), Some("Tuesday,3,\"09: 2, 23: 1\""));
}

#[test]
fn every_chart_says_what_it_shows_and_has_its_numbers() {
    let page = Html::parse_document(&small(INCIDENTS)["charts/index.html"]);
    let charts: Vec<ElementRef<'_>> = page.select(&selector("figure.chart")).collect();
    assert_eq!(charts.len(), 16);
    let mut missing = Vec::new();
    for chart in charts {
        let name = chart.value().attr("id").unwrap();
        assert!(!text(chart, "h3").is_empty() && text(chart, "figcaption p").ends_with('?'), "{name}");
        if chart.select(&selector("table")).next().is_none() {
            assert!(!text(chart, ".empty").is_empty(), "{name}");
            missing.push(name);
            continue;
        }
        assert!(chart.select(&selector("svg")).next().is_some(), "{name}");
        for drawing in chart.select(&selector("svg[role=img]")) {
            assert!(!text(drawing, "title").is_empty(), "{name}");
        }
        let link = chart.select(&selector("details a")).next().unwrap();
        assert_eq!(link.value().attr("href"), Some(format!("../charts/{name}.csv").as_str()));
    }
    // Four steps say their strength, and no playbook is there.
    assert_eq!(missing, ["strength", "rehearsal"]);
    let findings = page.select(&selector("h3")).map(|it| it.text().collect::<String>()).collect::<Vec<_>>();
    for said in [
        "5 incidents in the last 365 days, 5 more than in the year before; 3 of them SEV 1 or 2",
        "Most often: outage, 3 of 5 incidents",
        "Half of the first responses came within 30 min (n = 5)",
        "We noticed 2 of 5 incidents ourselves, before anybody told us",
        "2 of 4 promises that fell due were kept in time; 1 overdue",
        "Most often: process in 4 of 5 incidents; 1 incident came back although a step was done",
    ] {
        assert!(findings.iter().any(|it| it == said), "{said:?} is not among {findings:#?}");
    }
}

#[test]
fn nothing_is_drawn_of_fewer_than_five() {
    let pages = small(INCIDENTS.get(1..).unwrap());
    let page = Html::parse_document(&pages["charts/index.html"]);
    assert_eq!(page.select(&selector("figure, svg")).count(), 0);
    assert!(text(page.root_element(), ".empty").starts_with("4 incidents of the record so far"));
    assert!(pages["charts/severity.csv"].is_empty());
    assert!(!pages["index.html"].contains("<svg"));
}

#[test]
fn a_client_and_a_service_have_their_clocks() {
    let pages = small(INCIDENTS);
    let client = Html::parse_document(&pages["clients/acme.html"]);
    let said = text(client.root_element(), "main");
    assert!(said.contains("To the first response too few (n = 3)"), "{said}");
    assert!(said.contains("3 incidents in the last 365 days; the latest on 2025-05-05."), "{said}");
    let five: Vec<_> =
        INCIDENTS.iter().map(|(date, status, more)| (*date, *status, more.replace("bolt", "acme"))).collect();
    let five: Vec<_> = five.iter().map(|(date, status, more)| (*date, *status, more.as_str())).collect();
    let client = Html::parse_document(&small(&five)["clients/acme.html"]);
    let said = text(client.root_element(), "main");
    assert!(said.contains("To the first response half within 30 min (n = 5)"), "{said}");
}

#[test]
fn the_clock_says_what_was_promised_and_what_is_not_recorded() {
    let pages = small(INCIDENTS);
    let page = Html::parse_document(&pages["incidents/2025-01-06-x.html"]);
    let title = text(page.root_element(), "svg.clock title");
    for said in [
        "Until it was noticed: 30 min.",
        "Until it worked again: 3 h.",
        "The promised time: kept 30 min late.",
        "Not recorded: the apology, the plan, reporting back, the follow-up.",
    ] {
        assert!(title.contains(said), "{said:?} is not in {title:?}");
    }
    assert_eq!(page.select(&selector("svg.clock .overdue")).count(), 1);
    assert_eq!(page.select(&selector("svg.clock text")).count(), 6);
    assert_eq!(text(page.root_element(), ".numbered .pill"), "! kept 30 min late");
    assert_eq!(text(page.root_element(), ".numbered .gap"), "2 h without an entry");
    let page = Html::parse_document(&pages["incidents/2025-02-04-x.html"]);
    assert_eq!(text(page.root_element(), ".numbered .pill"), "✓ kept");
    assert_eq!(page.select(&selector("svg.clock .overdue, svg.clock .over")).count(), 0);
}

/// Everything is recorded, of every type, for many services and clients, with many playbooks.
#[test]
fn a_large_record_makes_no_large_page() {
    let (_, _, whole) = INCIDENTS.first().unwrap();
    let types = Kind::WORDS;
    let causes = CauseType::WORDS;
    let write_up = |number: usize| {
        let day = Day::parse("2022-07-01").unwrap().plus_days(i64::try_from(number).unwrap() / 2);
        let hour = format!("{day}T{:02}", number * 7 % 24);
        let more = whole
            .replace("2025-01-06T09:00", &format!("{hour}:00"))
            .replace("2025-01-06T09:30", &format!("{hour}:05"))
            .replace("2025-01-06T09:40", &format!("{hour}:{:02}", 6 + number % 50))
            .replace("2025-01-06T10:00", &format!("{hour}:{:02}", 8 + number % 50))
            .replace("2025-01-06T12:30", &format!("{hour}:59"))
            .replace("acme", &format!("c{}", number % 12))
            .replace("shop", &format!("s{}", number % 12))
            .replace("outage", types[number % types.len()])
            .replace("process", causes[number % causes.len()])
            .replace("sev1", &format!("sev{}", number % 4 + 1));
        let text =
            format!("---\ntitle: X\ndate: {day}\nstatus: published\nwhat_went_wrong: X\n{more}\n---\n");
        (format!("content/incidents/{day}-{number}.md"), text)
    };
    let names = |letter: &str| -> String {
        (0..12).map(|number| format!("{letter}{number}: {{ name: Name of {letter}{number} }}\n")).collect()
    };
    let playbook = |number: usize| {
        let text =
            format!("---\ntitle: Playbook {number}\nstatus: active\nsteps: [{{ id: a, title: A }}]\n---\n");
        (format!("content/playbooks/p{number}.md"), text)
    };
    let mut files: Vec<(String, String)> = (0..2_100).map(write_up).chain((0..12).map(playbook)).collect();
    files.push(("content/registry/clients.yaml".to_owned(), names("c")));
    files.push(("content/registry/services.yaml".to_owned(), names("s")));
    let html = &drawn(&files)["charts/index.html"];
    let page = Html::parse_document(html);
    assert_eq!(page.select(&selector("figure.chart table")).count(), 16);
    let nodes = page.select(&selector("*")).count();
    assert!(nodes <= 1_500, "{nodes} nodes");
    let said: usize = page.root_element().text().map(str::len).sum();
    assert!(html.len() - said <= 30_000, "{} bytes beyond the text", html.len() - said);
}

type Pages = BTreeMap<String, String>;

/// A site of incidents that are called after their day, drawn at the middle of 2025.
fn small(incidents: &[(&str, &str, &str)]) -> Pages {
    let write_up = |(date, status, more): &(&str, &str, &str)| {
        let text =
            format!("---\ntitle: X\ndate: {date}\nstatus: {status}\nwhat_went_wrong: X\n{more}\n---\n");
        (format!("content/incidents/{date}-x.md"), text)
    };
    let registry = REGISTRY.map(|(path, text)| (path.to_owned(), text.to_owned()));
    drawn(&incidents.iter().map(write_up).chain(registry).collect::<Vec<_>>())
}

/// The pages that these tests look at.
fn drawn(files: &[(String, String)]) -> Pages {
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let sources = Sources::from_texts(texts.chain([("site.toml", SITE)]));
    let site = site(Settings::read(SITE), sources, Day::parse("2025-06-01").unwrap());
    let book = Book::new(judged(site, &How::default()), []).unwrap_or_else(|faults| panic!("{faults:?}"));
    let is_wanted = |url: &str| {
        url == "index.html"
            || ["charts/", "clients/acme.", "incidents/2025-0"].iter().any(|it| url.starts_with(it))
    };
    let drawn = book.pages().iter().filter(|page| is_wanted(&page.url)).map(|page| {
        let bytes = book.draw(page).unwrap_or_else(|fault| panic!("{fault}"));
        (page.url.to_string(), String::from_utf8(bytes).unwrap())
    });
    drawn.collect()
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

/// The words of the first element that a selector finds.
fn text(within: ElementRef<'_>, of: &str) -> String {
    let found = within.select(&selector(of)).next();
    let words: Vec<&str> = found.iter().flat_map(|it| it.text()).flat_map(str::split_whitespace).collect();
    words.join(" ")
}
