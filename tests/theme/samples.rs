//! A view of every kind of page, with everything in it that a view can hold.

use amends::pages::entry::{EntryListView, EntryRow, EntryView};
use amends::pages::home::HomeView;
use amends::pages::incident::view::{
    Apology, Blame, Call, Cause, Clock, Deviation, Event, Followed, IncidentView, Message, Phase, Recurrence,
    Remark, Steps,
};
use amends::pages::incident_list::{IncidentListView, Year};
use amends::pages::name_list::{Letter, Name, NameListView};
use amends::pages::parts::{
    Anchor, Backlink, Badge, Brief, Fact, FindingRow, Findings, IncidentRow, Link, Moment, Pair, Pill,
    StepRow, TocEntry, Turn,
};
use amends::pages::plain::PlainView;
use amends::pages::playbook::{Exercise, PlaybookStep, PlaybookView};
use amends::pages::playbook_list::{PlaybookCard, PlaybookGroup, PlaybookListView};
use amends::pages::prevention::{PreventionView, StepGroup};
use amends::pages::redirect::{NotFoundView, RedirectView};
use amends::pages::rule::{RuleGroup, RuleListView, RulePart, RuleRow, RuleView};
use amends::pages::search::SearchView;
use amends::pages::shell::{Change, Crumb, NavItem, POLICY, PageFrame, SiteFrame, direction};
use serde_json::{Value, json};

/// A page to draw.
pub(crate) struct Sample {
    pub(crate) template: &'static str,
    pub(crate) address: &'static str,
    pub(crate) context: Value,
}

/// One of every kind.
pub(crate) fn full() -> Vec<Sample> {
    vec![
        sample("home.html", "index.html", "home", home()),
        sample("incident-list.html", "incidents/index.html", "incident-list", incident_list()),
        sample("incident.html", "incidents/2025-03-04-acme-contact-form.html", "incident", incident()),
        sample("playbook-list.html", "playbooks/index.html", "playbook-list", playbook_list()),
        sample("playbook.html", "playbooks/client-crisis.html", "playbook", playbook()),
        sample("prevention.html", "prevention/index.html", "prevention", prevention()),
        sample("entry-list.html", "clients/index.html", "client-list", entry_list()),
        sample("entry.html", "clients/acme.html", "client", entry()),
        sample("page.html", "pages/about.html", "page", plain()),
        sample("rule-list.html", "rules/index.html", "rule-list", rule_list()),
        sample("rule.html", "rules/client-not-told.html", "rule", rule()),
        sample("all.html", "all.html", "all", all()),
        sample("search.html", "search.html", "search", SearchView { lede: "Of 34 pages.".into() }),
        sample("redirect.html", "incidents/acme-form.html", "redirect", redirect()),
        sample("not-found.html", "404.html", "not-found", NotFoundView {}),
    ]
}

/// One of every kind with nothing in it but what must be there.
pub(crate) fn bare() -> Vec<Sample> {
    let entry_row =
        EntryRow { name: "Acme".into(), href: "clients/acme.html".into(), incidents: 0, open: 0, last: None };
    vec![
        sample("home.html", "index.html", "home", HomeView { heading: "Home".into(), ..HomeView::default() }),
        sample(
            "incident-list.html",
            "incidents/index.html",
            "incident-list",
            IncidentListView { heading: "Incidents".into(), ..Default::default() },
        ),
        sample(
            "incident.html",
            "incidents/x.html",
            "incident",
            IncidentView { title: "X".into(), ..Default::default() },
        ),
        sample("playbook-list.html", "playbooks/index.html", "playbook-list", PlaybookListView::default()),
        sample(
            "playbook.html",
            "playbooks/x.html",
            "playbook",
            PlaybookView { title: "X".into(), ..Default::default() },
        ),
        sample(
            "prevention.html",
            "prevention/index.html",
            "prevention",
            PreventionView { heading: "Prevention", ..Default::default() },
        ),
        sample(
            "entry-list.html",
            "clients/index.html",
            "client-list",
            EntryListView { heading: "Clients", ..Default::default() },
        ),
        sample(
            "entry-list.html",
            "tags/index.html",
            "tag-list",
            EntryListView { heading: "Tags", rows: vec![entry_row], ..Default::default() },
        ),
        sample(
            "entry.html",
            "clients/x.html",
            "client",
            EntryView { name: "X".into(), ..Default::default() },
        ),
        sample("page.html", "pages/x.html", "page", PlainView { title: "X".into(), ..Default::default() }),
        sample("rule-list.html", "rules/index.html", "rule-list", RuleListView::default()),
        sample("rule.html", "rules/x.html", "rule", RuleView { name: "x".into(), ..Default::default() }),
        sample("all.html", "all.html", "all", NameListView::default()),
    ]
}

/// `site` for all of them.
pub(crate) fn site() -> SiteFrame {
    let item = |key, text: &str, href: &str| NavItem { key, text: text.into(), href: href.into() };
    let nav = vec![
        item("incidents", "Incidents", "incidents/index.html"),
        item("playbooks", "Playbooks", "playbooks/index.html"),
        item("prevention", "Prevention", "prevention/index.html"),
    ];
    let more = vec![
        item("clients", "Clients", "clients/index.html"),
        item("services", "Services", "services/index.html"),
        item("teams", "Teams", "teams/index.html"),
        item("tags", "Tags", "tags/index.html"),
        item("rules", "Rules", "rules/index.html"),
        item("all", "A to Z", "all.html"),
        item("about", "About", "pages/about.html"),
    ];
    SiteFrame {
        title: "Post-mortems".into(),
        lang: "en".into(),
        dir: direction("en"),
        policy: POLICY,
        generator: "amends 0.1.0",
        nav,
        more,
        search: true,
        feeds: vec![link("feed.xml", "All changes")],
        build: "Built from 34 documents.".into(),
        dated: true,
        unknown: None,
        repo: Some("https://git.example/notes".into()),
    }
}

fn sample(
    template: &'static str,
    address: &'static str,
    kind: &'static str,
    view: impl serde::Serialize,
) -> Sample {
    let section = address.split('/').next().unwrap_or_default();
    let section = ["incidents", "playbooks", "prevention"].into_iter().find(|known| *known == section);
    let here = Crumb { href: None, text: "This page".into() };
    let above = Crumb { href: Some("incidents/index.html".into()), text: "Incidents".into() };
    let page = PageFrame {
        root: if address.contains('/') { "../" } else { "" }.into(),
        kind,
        title: "A page & its title".into(),
        description: "What it is about".into(),
        section: section.unwrap_or_default(),
        current: "true",
        canonical: Some(format!("https://notes.example/{address}").into()),
        crumbs: if kind == "home" { Vec::new() } else { vec![above, here] },
        source: Some("content/incidents/2025/2025-03-04-acme-contact-form.md"),
        edit: Some("https://git.example/notes/edit/2025-03-04-acme-contact-form.md".into()),
        change: Some(Change {
            at: day("2025-03-13"),
            by: "Lena Voss",
            authors: Some("Lena Voss and Omar".into()),
        }),
        feeds: Vec::new(),
    };
    Sample { template, address, context: json!({ "page": page, "view": view }) }
}

fn link(href: &'static str, text: &'static str) -> Link<'static> {
    Link { href: href.into(), text: text.into(), outside: href.starts_with("http") }
}

fn day(text: &str) -> Moment {
    Moment { iso: text.into(), local: text.into(), utc: None }
}

fn moment(text: &str) -> Moment {
    Moment {
        iso: format!("2025-03-04T{text}+01:00"),
        local: format!("2025-03-04 {text} +01:00"),
        utc: Some(format!("2025-03-04 {text} UTC")),
    }
}

fn badge(level: u8) -> Option<Badge<'static>> {
    Some(Badge { level, text: format!("SEV {level}").into() })
}

fn brief(
    level: u8,
    title: &'static str,
    detail: &'static str,
    pill: Option<Pill<'static>>,
) -> Brief<'static> {
    Brief {
        badge: if level > 0 { badge(level) } else { None },
        title: title.into(),
        href: "incidents/2025-03-04-acme-contact-form.html".into(),
        detail: Some(detail.into()),
        pill,
    }
}

fn home() -> HomeView<'static> {
    HomeView {
        heading: "What went wrong, what we own, what we changed".into(),
        state: "19 incidents and 7 playbooks. 61 days since the last SEV 1.".into(),
        promises: vec![
            brief(
                0,
                "One shared mailbox for all provider notices",
                "Omar Haddad · due 2025-03-21",
                Some(Pill::late("overdue 9 days")),
            ),
            brief(
                0,
                "Form answers with an error and keeps a copy",
                "Lena Voss · due 2025-03-28",
                Some(Pill::doing("in progress")),
            ),
        ],
        no_promises: "No step is open. 41 are done.".into(),
        all_promises: "All 12 open steps".into(),
        latest: (1..5)
            .map(|level| {
                brief(level, "Contact form lost 31 enquiries", "2025-03-04 · ACME GmbH · 19 h 2 min", None)
            })
            .collect(),
        all_incidents: "All 19 incidents".into(),
        unfinished: vec![brief(
            0,
            "Newsletter sent twice",
            "2025-04-01 · Northwind",
            Some(Pill::open("draft")),
        )],
        playbooks: vec![brief(
            0,
            "A client calls: something is broken",
            "19 steps",
            Some(Pill::late("rehearsal due since 2025-02-01")),
        )],
        all_playbooks: "All 7 playbooks".into(),
    }
}

fn incident_row(level: u8, title: &'static str) -> IncidentRow<'static> {
    IncidentRow {
        date: Some(day("2025-03-04")),
        title: title.into(),
        href: "incidents/2025-03-04-acme-contact-form.html".into(),
        badge: if level < 5 { badge(level) } else { None },
        clients: vec![link("clients/acme.html", "ACME GmbH"), link("clients/northwind.html", "Northwind")],
        lasted: (level < 4).then(|| "19 h 2 min".to_owned()),
        prevention: match level {
            1 => Some(Pill::late("1 overdue")),
            2 => Some(Pill::doing("2 of 4 done")),
            3 => Some(Pill::done("all done")),
            _ => None,
        },
        mark: (level == 4).then(|| Pill::open("draft")),
        exercise: level == 3,
    }
}

fn incident_list() -> IncidentListView<'static> {
    let year = |text: &str, current| Year {
        text: text.into(),
        count: 7,
        href: format!("incidents/{text}.html"),
        current,
    };
    IncidentListView {
        heading: "Incidents".into(),
        lede: "19 incidents since 2022, newest first.".into(),
        years: vec![year("Newest", true), year("2025", false), year("2024", false)],
        rows: (1..6)
            .map(|level| incident_row(level, "Contact form lost 31 enquiries after a change of password"))
            .collect(),
        turn: turn(),
    }
}

fn turn() -> Turn<'static> {
    Turn {
        prev_label: "Earlier",
        prev: Some(link("incidents/2024-11-02-acme-mail.html", "Order mails arrived a day late")),
        next_label: "Later",
        next: Some(link("incidents/2025-04-01-northwind-newsletter.html", "Newsletter sent twice")),
    }
}

fn step_row(anchor: Option<&'static str>, pill: Pill<'static>) -> StepRow<'static> {
    StepRow {
        anchor: anchor.map(Into::into),
        step: "Hourly test mail through every client form; page when one is missing".into(),
        incident: "Contact form lost 31 enquiries".into(),
        href: "incidents/2025-03-04-acme-contact-form.html#p1".into(),
        kind: Some("Intermediate: memory gets help"),
        averts: if anchor.is_some() {
            vec![link("#at-blame", "our part"), link("#cause-c1", "cause c1"), link("", "c9")]
        } else {
            Vec::new()
        },
        notes: vec!["We will know by: relay stopped in staging".into(), "Date moved twice".into()],
        owner: Some("Omar Haddad".into()),
        due: Some(day("2025-03-14")),
        pill,
        proof: vec![link("https://git.example/monitor/418", "git.example/monitor/418"), link("", "on paper")],
    }
}

fn bare_step() -> StepRow<'static> {
    StepRow {
        anchor: None,
        kind: None,
        averts: Vec::new(),
        notes: Vec::new(),
        owner: None,
        due: None,
        proof: Vec::new(),
        ..step_row(None, Pill::open("open"))
    }
}

fn pair(label: &'static str, text: &'static str, items: &[&'static str], line: &str) -> Pair<'static> {
    Pair {
        label: label.into(),
        text: (!text.is_empty()).then(|| text.into()),
        items: items.iter().map(|item| (*item).into()).collect(),
        line: (!line.is_empty()).then(|| line.to_owned()),
    }
}

fn findings() -> Findings<'static> {
    Findings {
        summary: "2 findings before this can be published".into(),
        rows: vec![
            FindingRow {
                level: "error",
                place: "line 9".into(),
                message: "no step averts our part".into(),
                rule: "uncovered-cause",
            },
            FindingRow {
                level: "warn",
                place: "times.client_told".into(),
                message: "nothing shows that the client was told".into(),
                rule: "client-not-told",
            },
        ],
    }
}

fn toc() -> Vec<TocEntry<'static>> {
    let entry =
        |id: &'static str, text: &'static str, sub| TocEntry { id: id.into(), text: text.into(), sub };
    vec![
        entry("timeline", "Timeline", false),
        entry("mails", "The mails", true),
        entry("table", "Table", false),
    ]
}

fn clock() -> Clock<'static> {
    let phase =
        |class, label, lasted: &str, x, width| Phase { class, label, lasted: lasted.into(), x, width };
    let event = |class, at, text: &'static str, after: Option<&str>| Event {
        class,
        gap: (text == "We noticed").then(|| "17 h 5 min without a record".to_owned()),
        at: moment(at),
        text: text.into(),
        after: after.map(str::to_owned),
    };
    Clock {
        sentence: "Until we noticed 17 h 5 min, until it was fixed 1 h 57 min; 19 h 2 min in all".into(),
        phases: vec![
            phase("ph1", "Until we noticed", "17 h 5 min", 0, 700),
            phase("ph2", "Until we knew the facts", "30 min", 703, 97),
            phase("ph3", "Until it hurt less", "40 min", 803, 97),
            phase("ph4", "Until it was fixed", "47 min", 903, 97),
        ],
        events: vec![
            event("ph1", "16:00", "It began", None),
            event("ph1", "09:05", "We noticed", Some("after 17 h 5 min")),
            event("ph2", "09:40", "The client was told", Some("after 17 h 40 min")),
            event("ph4", "11:02", "It was fixed", Some("after 19 h 2 min")),
        ],
        withheld: Some("their lawyer asked for it".into()),
    }
}

/// What the Markdown writer makes of a body: the theme must have a look for all of it.
const BODY: &str = r##"<h2 id="timeline">Timeline<a class="anchor" href="#timeline" aria-label="Link to Timeline">#</a></h2>
<ul><li>09:05 client calls</li><li>11:02 test mail <a href="https://x.example/" rel="noopener noreferrer">arrives</a></li></ul>
<h3 id="mails">The mails</h3><p>Text with <code>inline code</code>, a footnote<sup class="footnote-reference"><a href="#fn-1" id="fnref-1">1</a></sup> and <del>more</del>.</p>
<div class="callout note"><p class="callout-title">Note</p><p>The password expires each March.</p></div>
<div class="callout warning"><p class="callout-title">Warning</p><p>The form hides errors.</p></div>
<figure class="code"><figcaption>send.rs</figcaption><pre tabindex="0"><code class="language-rust"><span class="hk">fn</span> <span class="hf">send</span>() { <span class="hc">// once a day</span> <span class="hs">"x"</span> <span class="hn">42</span> }</code></pre></figure>
<h2 id="table">Table</h2><div class="tbl"><table><thead><tr><th scope="col">Day</th><th scope="col" class="right">Mails</th></tr></thead><tbody><tr><td>Monday</td><td class="right">31</td></tr></tbody></table></div>
<blockquote><p>My boss asked me.</p></blockquote><dl><dt>Relay</dt><dd>The server that sends our mail.</dd></dl>
<section class="footnotes" aria-label="Footnotes"><ol><li id="fn-1"><p>Since 2019. <a href="#fnref-1" aria-label="Back to reference 1">↩</a></p></li></ol></section>"##;

fn incident() -> IncidentView<'static> {
    IncidentView {
        lang: Some("en-GB".into()),
        badge: badge(2),
        pills: vec![Pill::done("published"), Pill::late("1 prevention step overdue")],
        exercise: true,
        title: "Contact form lost 31 enquiries".into(),
        title_id: Some("contact-form"),
        impact: Some("31 people who asked for an offer got no answer".into()),
        lede: Some("The contact form sent no mail for 19 hours. 31 of 31 enquiries were lost.".into()),
        banner: Some("This is a draft: it is not part of the record yet.".into()),
        findings: Some(findings()),
        figures: vec![
            Fact::text("Lasted", Some("19 h 2 min")),
            Fact::text("To notice", Some("17 h 5 min")),
            Fact::text("To tell the client", Some("35 min")),
            Fact::text("Customers", None::<&str>),
        ],
        facts: vec![
            Fact::moment("Began", Some(moment("16:00"))),
            Fact::links("Client", [link("clients/acme.html", "ACME GmbH")]),
            Fact::links("Services", [link("services/website-forms.html", "Website forms"), link("", "Mail")]),
            Fact::text("Found by", Some("the client")),
            Fact::text("Lead", None::<&str>),
        ],
        toc: toc(),
        clock: Some(clock()),
        voice: vec!["My boss asked me why nobody called back, and I had no answer.".into()],
        agreed: Some(Remark {
            text: Some("Mails from the contact form did not arrive between Monday 16:00 and Tuesday 11:00.".into()),
            line: Some("2025-03-04 10:15 +01:00, by email".into()),
        }),
        wanted: vec![
            pair("The client wanted", "Every enquirer is called back by Friday.", &[], ""),
            pair("We promised", "Repair the form, rebuild the list.", &["Call all 31 people"], "by 2025-03-07 17:00 +01:00, agreed with the client"),
            pair("We did", "", &[], ""),
        ],
        call: Some(Call {
            not_called: Some("they asked for mail".into()),
            parts: vec![
                pair("What", "No mail has left the form since yesterday 16:00.", &[], ""),
                pair("Sorry", "I am sorry. We broke it and did not notice.", &[], ""),
                pair("Plan", "Mail works again by noon.", &[], ""),
            ],
            line: Some("2025-03-04 09:40 +01:00, by Lena Voss".into()),
        }),
        body: BODY.into(),
        body_heading: true,
        causes: vec![
            Cause {
                anchor: Some("cause-c1".into()),
                fact: "The mail password was changed by hand".into(),
                kind: Some("process".into()),
                evidence: Some(link("https://git.example/forms/issues/91", "git.example/forms/issues/91")),
                averted_by: vec![Anchor { id: "p1".into(), text: "Hourly test mail".into() }],
                accepted: None,
            },
            Cause { anchor: None, fact: "Notices went to a mailbox that nobody reads".into(), kind: None, evidence: None, averted_by: Vec::new(), accepted: Some("closed since".into()) },
            Cause { anchor: None, fact: "The form shows thanks".into(), kind: None, evidence: None, averted_by: Vec::new(), accepted: None },
        ],
        log: vec![
            Message { at: Some(moment("09:40")), text: "Three-part call".into(), line: "to the client, by call, Lena Voss".into() },
            Message { at: None, text: "Status mail".into(), line: "to the client, by email".into() },
        ],
        blame: Some(Blame {
            statement: Some("We changed the password without a test mail, and our form hid the error from the visitors and from us.".into()),
            explanation: Some("The change was not on the list of changes that are tried out.".into()),
            averted: Some("A test mail after every password change.".into()),
            steps: vec![Anchor { id: "p1".into(), text: "Hourly test mail".into() }],
            line: Some("Most of it is ours: web team".into()),
            others: vec!["Mailhost: announced the rule to an address we no longer read.".into()],
        }),
        apology: Some(Apology { words: Some("We are sorry. You should have heard from us first.".into()), line: Some("2025-03-04 09:40, Lena Voss, by call".into()) }),
        prevention: Steps {
            count: Some("1 of 3 done".into()),
            rows: vec![step_row(Some("p1"), Pill::done("done")), step_row(Some("p2"), Pill::late("overdue 9 days")), bare_step()],
            empty: "".into(),
        },
        after: vec![pair("Follow-up", "Nothing else was found.", &["web log read again"], "2025-03-11, Lena Voss")],
        playbooks: vec![Followed {
            title: "A client calls: something is broken".into(),
            href: "playbooks/client-crisis.html".into(),
            deviations: vec![
                Deviation { step: "Amends".into(), href: Some("playbooks/client-crisis.html#amends".into()), reason: "internal client".into() },
                Deviation { step: "unknown".into(), href: None, reason: "no longer there".into() },
            ],
        }],
        playbook_changes: vec!["Ask who else must know".into()],
        recurrence: vec![Recurrence { relation: "Again after", title: "Order mails arrived a day late".into(), href: "incidents/2024-11-02-acme-mail.html".into(), detail: Some("The step did not reach this form".into()) }],
        questions: vec!["Did the mails reach the spam folder?".into()],
        extra: vec![pair("x_ticket", "4711", &[], "")],
        backlinks: vec![Backlink { title: "Newsletter sent twice".into(), href: "incidents/2025-04-01.html".into(), sentence: Some("As in March, the form hid the error.".into()) }],
        related: vec![brief(3, "Order mails arrived a day late", "same client", None)],
        turn: turn(),
    }
}

fn playbook_list() -> PlaybookListView<'static> {
    let card = PlaybookCard {
        title: "A client calls: something is broken".into(),
        href: "playbooks/client-crisis.html".into(),
        when: "A client says, or we notice, that something we are responsible for hurts them".into(),
        pills: vec![Pill::open("19 steps"), Pill::done("rehearsed 2025-02-01")],
    };
    PlaybookListView {
        lede: "7 playbooks in use.".into(),
        groups: vec![
            PlaybookGroup { id: "at-active", heading: "In use", rows: vec![card.clone(), card.clone()] },
            PlaybookGroup { id: "at-draft", heading: "Drafts", rows: vec![card] },
        ],
    }
}

fn playbook() -> PlaybookView<'static> {
    let step = |id: &'static str, title: &'static str| PlaybookStep {
        id: id.into(),
        also: (id == "pick-up").then_some("answer-the-phone"),
        title: title.into(),
        notes: vec!["within 15 min".into(), "whoever is called".into(), "may be left out".into()],
        why: Some("Silence is heard as indifference.".into()),
        todo: vec!["Answer, or call back at once".into(), "Write down the time".into()],
        say: vec!["Thank you for telling me. I am on it now.".into()],
        dont: vec!["Explain, defend, guess".into()],
        body: "<p>A longer word about it.</p>".into(),
        done_when: Some("A person has spoken to the client".into()),
        captures: vec!["times.detected".into(), "first_contact".into()],
        from: vec![link("", "S1.9"), link("incidents/2025-03-04.html", "Contact form lost 31 enquiries")],
        skipped: vec![link("incidents/2025-03-04.html", "Contact form lost 31 enquiries")],
    };
    PlaybookView {
        title_id: None,
        extra: vec![pair("x_ticket", "4711", &[], "")],
        lang: None,
        pills: vec![Pill::done("in use"), Pill::late("rehearsal due since 2025-08-01")],
        title: "A client calls: something is broken".into(),
        when: "A client says, or we notice, that something we are responsible for hurts them".into(),
        banner: Some("This playbook is retired."),
        findings: Some(findings()),
        facts: vec![Fact::text("Owner", Some("Lena Voss")), Fact::text("Applies to", Some("SEV 1, SEV 2"))],
        toc: toc(),
        preamble: "<p>Read it before you need it.</p>".into(),
        steps: vec![step("pick-up", "Answer now"), step("calm-and-listen", "Calm, listen, thank")],
        body: BODY.into(),
        exercises: vec![Exercise {
            at: day("2025-02-01"),
            by: Some("Omar Haddad".into()),
            found: Some("Phone list was old".into()),
        }],
        used: vec![brief(2, "Contact form lost 31 enquiries", "2025-03-04", None)],
        backlinks: vec![Backlink { title: "About".into(), href: "pages/about.html".into(), sentence: None }],
        related: vec![brief(0, "Before launch", "playbook", None)],
        turn: turn(),
    }
}

fn prevention() -> PreventionView<'static> {
    let group = |id, heading, rows: Vec<StepRow<'static>>| StepGroup {
        id,
        heading,
        count: rows.len(),
        rows,
        empty: "No step is overdue.",
        more: Some("3 more steps.".into()),
    };
    PreventionView {
        heading: "Prevention",
        lede: "12 steps are open, 1 of them overdue.".into(),
        other: link("prevention/done.html", "Done and proven: 41 steps"),
        groups: vec![
            group("at-overdue", "Overdue", vec![step_row(None, Pill::late("overdue 9 days"))]),
            group("at-soon", "Due in 30 days", Vec::new()),
            group("at-later", "Later", vec![bare_step(), bare_step()]),
        ],
    }
}

fn entry_list() -> EntryListView<'static> {
    let row = |last| EntryRow {
        name: "ACME GmbH".into(),
        href: "clients/acme.html".into(),
        incidents: 3,
        open: 2,
        last,
    };
    EntryListView {
        heading: "Clients",
        lede: "2 clients.".into(),
        rows: vec![row(Some(day("2025-03-04"))), row(None)],
        empty: "No client.",
    }
}

fn entry() -> EntryView<'static> {
    EntryView {
        name: "ACME GmbH".into(),
        lede: "3 incidents, 2 open steps.".into(),
        facts: vec![Fact::text("Incidents", Some("3")), Fact::text("Open steps", Some("2"))],
        rows: vec![
            incident_row(1, "Contact form lost 31 enquiries"),
            incident_row(5, "Newsletter sent twice"),
        ],
        more: Some(link("incidents/index.html", "Older ones are in the list")),
        empty: "No incident.",
        more_steps: Some(link("prevention/index.html", "All open steps")),
        steps: vec![step_row(None, Pill::open("open"))],
        playbooks: vec![brief(0, "Before launch", "12 steps", None)],
    }
}

fn plain() -> PlainView<'static> {
    PlainView {
        title_id: None,
        extra: vec![pair("x_ticket", "4711", &[], "")],
        lang: Some("de".into()),
        title: "About".into(),
        summary: Some("What this is, and how we take blame.".into()),
        toc: toc(),
        body: BODY.into(),
        backlinks: vec![Backlink {
            title: "Contribute".into(),
            href: "pages/contribute.html".into(),
            sentence: Some("See About.".into()),
        }],
        related: vec![brief(0, "Contribute", "page", None)],
        turn: turn(),
    }
}

fn rule_list() -> RuleListView<'static> {
    let row = RuleRow {
        name: "client-not-told".into(),
        href: "rules/client-not-told.html".into(),
        summary: "nothing shows that the client was told".into(),
        starter: "off",
        standard: "warn",
        strict: "error",
    };
    RuleListView {
        lede: "108 rules in 14 groups.".into(),
        groups: vec![RuleGroup {
            id: "client-care".into(),
            heading: "Client care".into(),
            count: 1,
            rows: vec![row],
        }],
    }
}

fn rule() -> RuleView<'static> {
    RuleView {
        name: "client-not-told".into(),
        summary: "nothing shows that the client was told".into(),
        facts: vec![Fact::text("Group", Some("client-care")), Fact::text("Level", Some("off, warn, error"))],
        parts: vec![
            RulePart {
                id: "why",
                heading: "Why",
                paragraphs: vec!["The safe answer is yes.".into()],
                code: None,
            },
            RulePart {
                id: "bad",
                heading: "What it finds",
                paragraphs: Vec::new(),
                code: Some("times: {}".into()),
            },
        ],
        turn: turn(),
    }
}

fn all() -> NameListView<'static> {
    let row = |text: &'static str| Name {
        text: text.into(),
        href: "incidents/x.html".into(),
        detail: "incident, 2025-03-04".into(),
    };
    NameListView {
        lede: "34 pages.".into(),
        letters: vec![
            Letter { id: "at-a".into(), text: "A".into(), rows: vec![row("A client calls"), row("About")] },
            Letter { id: "at-c".into(), text: "C".into(), rows: vec![row("Contact form lost 31 enquiries")] },
        ],
    }
}

fn redirect() -> RedirectView<'static> {
    RedirectView {
        heading: "This page has moved",
        lede: "It is now here:",
        to: link("incidents/2025-03-04-acme-contact-form.html", "Contact form lost 31 enquiries"),
    }
}
