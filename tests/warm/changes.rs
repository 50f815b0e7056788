//! What somebody does to a project.

use crate::project::{DRAFT, MAIL, PLAYBOOK, TAGS, baseline, draft, edit, incident, picture, put, remove};
use std::fs;
use std::path::Path;

/// Something that somebody does to a project.
pub(crate) struct Change {
    pub(crate) name: &'static str,
    pub(crate) make: fn(&Path),
    /// What the system tells of it.
    pub(crate) paths: &'static [&'static str],
}

/// A write-up that others name.
const FIRST: &str = "content/incidents/2025-09-01-x.md";
const BASELINE: &str = "amends-baseline.jsonl";
const CLIENTS: &str = "content/registry/clients.yaml";
const TEAMS: &str = "content/registry/teams.yaml";
const EARLY: &str = "content/incidents/2025-09-01-early.md";
const ABOUT: &str = "content/pages/about.md";
const CALL: &str = "content/playbooks/call.md";

/// Those that are also made under the eyes of a real server.
pub(crate) const SOME: [&str; 8] = [
    "a body is edited",
    "an editor saves by rename",
    "a file is renamed",
    "a new folder with a file in it",
    "a registry is edited",
    "site.toml is broken",
    "site.toml is mended",
    "twenty files at once",
];

pub(crate) const CHANGES: &[Change] = &[
    Change {
        name: "a body is edited",
        make: |root| {
            edit(root, MAIL, |text| format!("{text}\nAnother word, and [a link](2025-11-20-draft.md).\n"))
        },
        paths: &[MAIL],
    },
    Change {
        name: "a field is edited",
        make: |root| {
            edit(root, MAIL, |text| text.replace("severity: sev2", "severity: sev3").replace("ACME", "They"))
        },
        paths: &[MAIL],
    },
    Change {
        name: "what is said of an incident",
        make: |root| {
            let said = "title: Letters to ACME\nopen_questions: [Who knew of it?]\nclient_voice: [We got it twice.]\n";
            edit(root, MAIL, |text| {
                text.replace("title: Mail to ACME\n", said)
                    .replace("got everybody's mail", "got the mail of all")
            });
        },
        paths: &[MAIL],
    },
    Change {
        name: "some of it is said no more",
        make: |root| {
            edit(root, MAIL, |text| {
                text.replace("open_questions: [Who knew of it?]\nclient_voice: [We got it twice.]\n", "")
            });
        },
        paths: &[MAIL],
    },
    Change {
        name: "a title and a step",
        make: |root| {
            edit(root, MAIL, |text| {
                text.replace("title: Letters", "title: Mail").replace("due: 2025-12-20", "due: 2025-11-20")
            });
        },
        paths: &[MAIL],
    },
    Change {
        name: "a heading that is the title of its page",
        make: |root| {
            edit(root, ABOUT, |text| match text.contains("# Whom") {
                true => text.replace("# Whom you can ask", "# About us"),
                false => text.replace("# About us", "# Whom you can ask"),
            });
        },
        paths: &[ABOUT],
    },
    Change {
        name: "what a playbook is called",
        make: |root| edit(root, CALL, |text| text.replace("title: They call", "title: When a client calls")),
        paths: &[CALL],
    },
    Change {
        name: "a body that is long",
        make: |root| {
            edit(root, EARLY, |text| format!("{text}\n{}\n", "All of them wrote to us. ".repeat(3000)))
        },
        paths: &[EARLY],
    },
    Change {
        name: "it is short again",
        make: |root| put(root, EARLY, incident("2025-09-01", "An early one")),
        paths: &[EARLY],
    },
    Change {
        name: "another severity, and a link that leads nowhere",
        make: |root| {
            edit(root, EARLY, |text| {
                format!("{}\nSee [it](nowhere.md).\n", text.replace("severity: sev3", "severity: sev1"))
            });
        },
        paths: &[EARLY],
    },
    Change {
        name: "the link is taken out",
        make: |root| edit(root, EARLY, |text| text.replace("See [it](nowhere.md).\n", "")),
        paths: &[EARLY],
    },
    Change {
        name: "a heading that others lead to is renamed",
        make: |root| edit(root, MAIL, |text| text.replace("## What we learnt", "## Lessons")),
        paths: &[MAIL],
    },
    Change {
        name: "the heading comes back",
        make: |root| edit(root, MAIL, |text| text.replace("## Lessons", "## What we learnt")),
        paths: &[MAIL],
    },
    Change {
        name: "a draft is edited",
        make: |root| {
            edit(root, DRAFT, |text| format!("{text}\nIt was just a small thing, they should have called.\n"))
        },
        paths: &[DRAFT],
    },
    Change {
        name: "a draft is published",
        make: |root| edit(root, DRAFT, |text| text.replace("status: draft", "status: published")),
        paths: &[DRAFT],
    },
    Change {
        name: "it is a draft again",
        make: |root| edit(root, DRAFT, |text| text.replace("status: published", "status: draft")),
        paths: &[DRAFT],
    },
    Change {
        name: "a new file",
        make: |root| {
            put(
                root,
                "content/incidents/2025-11-21-new.md",
                incident("2025-11-21", "Nothing could be ordered"),
            )
        },
        paths: &["content/incidents/2025-11-21-new.md"],
    },
    Change {
        name: "a new file before all others",
        make: |root| {
            put(
                root,
                "content/incidents/1999-01-01-first.md",
                incident("1999-01-01", "The first of them all"),
            )
        },
        paths: &["content/incidents/1999-01-01-first.md"],
    },
    Change {
        name: "an editor saves by rename",
        make: |root| {
            let text = fs::read_to_string(root.join(DRAFT))
                .unwrap_or_else(|_| incident("2025-11-20", "Not a draft"));
            put(root, "content/incidents/.2025-11-20-draft.md.swp", format!("{text}\nSaved by rename.\n"));
            fs::rename(root.join("content/incidents/.2025-11-20-draft.md.swp"), root.join(DRAFT)).unwrap();
        },
        paths: &["content/incidents/.2025-11-20-draft.md.swp", DRAFT],
    },
    Change {
        name: "a file is renamed",
        make: |root| {
            let _ = fs::rename(
                root.join("content/incidents/2025-11-21-new.md"),
                root.join("content/incidents/2025-11-22-newer.md"),
            );
        },
        paths: &["content/incidents/2025-11-21-new.md", "content/incidents/2025-11-22-newer.md"],
    },
    Change {
        name: "a file is deleted",
        make: |root| remove(root, "content/incidents/2025-11-22-newer.md"),
        paths: &["content/incidents/2025-11-22-newer.md"],
    },
    Change {
        name: "a file that others name is deleted, so that there is no site",
        make: |root| remove(root, "content/playbooks/call.md"),
        paths: &["content/playbooks/call.md"],
    },
    Change {
        name: "it is put back",
        make: |root| put(root, "content/playbooks/call.md", PLAYBOOK.to_owned()),
        paths: &["content/playbooks/call.md"],
    },
    Change {
        name: "a new folder with a file in it",
        make: |root| {
            put(root, "content/incidents/2026/01/deep.md", incident("2026-01-03", "Deep down in folders"))
        },
        paths: &["content/incidents/2026"],
    },
    Change {
        name: "a folder is renamed",
        make: |root| {
            let _ = fs::rename(root.join("content/incidents/2026"), root.join("content/incidents/later"));
        },
        paths: &["content/incidents/2026", "content/incidents/later"],
    },
    Change {
        name: "a folder is deleted",
        make: |root| drop(fs::remove_dir_all(root.join("content/incidents/later"))),
        paths: &["content/incidents/later"],
    },
    Change {
        name: "an image is moved",
        make: |root| {
            let _ = fs::create_dir_all(root.join("content/images"));
            let _ =
                fs::rename(root.join("content/incidents/graph.svg"), root.join("content/images/graph.svg"));
            edit(root, MAIL, |text| text.replace("](graph.svg)", "](../images/graph.svg)"));
        },
        paths: &["content/incidents/graph.svg", "content/images", "content/images/graph.svg", MAIL],
    },
    Change {
        name: "an image is another",
        make: |root| put(root, "content/images/graph.svg", picture(640, 480)),
        paths: &["content/images/graph.svg", "content/images"],
    },
    Change {
        name: "a file is put beside a document",
        make: |root| put(root, "content/incidents/log.txt", "a log\n".to_owned()),
        paths: &["content/incidents/log.txt"],
    },
    Change {
        name: "it has other bytes",
        make: |root| put(root, "content/incidents/log.txt", "another log\n".to_owned()),
        paths: &["content/incidents/log.txt"],
    },
    Change {
        name: "a registry is edited",
        make: |root| {
            edit(root, "content/registry/clients.yaml", |text| text.replace("ACME GmbH", "ACME and Sons"));
            put(root, "content/registry/vendors.yaml", "hoster: { name: The Hoster }\n".to_owned());
        },
        paths: &["content/registry/clients.yaml", "content/registry/vendors.yaml"],
    },
    Change {
        name: "what a client is called",
        make: |root| edit(root, CLIENTS, |text| text.replace("ACME", "Zebra and ACME")),
        paths: &[CLIENTS],
    },
    Change {
        name: "it is called as before",
        make: |root| edit(root, CLIENTS, |text| text.replace("Zebra and ACME", "ACME")),
        paths: &[CLIENTS],
    },
    Change {
        name: "a client is named by what it is called",
        make: |root| {
            put(root, CLIENTS, "acme: { name: ACME }\nnew: { name: The New Ones }\n".to_owned());
            edit(root, EARLY, |text| text.replace("client: acme", "client: The new ones"));
        },
        paths: &[CLIENTS, EARLY],
    },
    Change {
        name: "it is called something else, so that nothing is named",
        make: |root| edit(root, CLIENTS, |text| text.replace("The New Ones", "The Newest")),
        paths: &[CLIENTS],
    },
    Change {
        name: "another client is called that",
        make: |root| {
            edit(root, CLIENTS, |text| text.replace("acme: { name: ACME }", "acme: { name: The new ONES }"))
        },
        paths: &[CLIENTS],
    },
    Change {
        name: "the two change their names",
        make: |root| {
            edit(root, CLIENTS, |text| {
                text.replace("The new ONES", "ACME").replace("The Newest", "The New Ones")
            });
        },
        paths: &[CLIENTS],
    },
    Change {
        name: "the client is named by its slug",
        make: |root| edit(root, EARLY, |text| text.replace("client: The new ones", "client: acme")),
        paths: &[EARLY],
    },
    Change {
        name: "a client nobody may know of",
        make: |root| {
            let secret = "hidden: { name: Nobody knows them, confidential: true, codename: Apex }";
            put(root, CLIENTS, format!("acme: {{ name: ACME GmbH }}\n{secret}\n"));
        },
        paths: &[CLIENTS],
    },
    Change {
        name: "its name stands in a write-up",
        make: |root| edit(root, CLIENTS, |text| text.replace("Nobody knows them", "It broke")),
        paths: &[CLIENTS],
    },
    Change {
        name: "the client is gone",
        make: |root| put(root, CLIENTS, "acme: { name: ACME GmbH }\n".to_owned()),
        paths: &[CLIENTS],
    },
    Change {
        name: "somebody who apologised is called something else",
        make: |root| {
            edit(root, "content/registry/people.yaml", |text| text.replace("Lena Voss", "Lena Voss-Haddad"));
        },
        paths: &["content/registry/people.yaml"],
    },
    Change {
        name: "what a team is called",
        make: |root| edit(root, TEAMS, |text| text.replace("Web team", "The web")),
        paths: &[TEAMS],
    },
    Change {
        name: "somebody is of another team",
        make: |root| {
            edit(root, "content/registry/people.yaml", |text| text.replace("team: web", "team: ops"));
        },
        paths: &["content/registry/people.yaml"],
    },
    Change {
        name: "a severity, and what a client is called",
        make: |root| {
            edit(root, EARLY, |text| text.replace("severity: sev1", "severity: sev4"));
            edit(root, CLIENTS, |text| text.replace("ACME GmbH", "ACME AG"));
        },
        paths: &[EARLY, CLIENTS],
    },
    Change {
        name: "so many names that each letter has a page",
        make: |root| {
            let tags = (0..240).map(|number| format!("t{number}: {{ name: Tag {number} }}\n"));
            put(root, "content/registry/tags.yaml", format!("{TAGS}{}", tags.collect::<String>()));
        },
        paths: &["content/registry/tags.yaml"],
    },
    Change {
        name: "a title begins with another letter",
        make: |root| edit(root, EARLY, |text| text.replace("title: An early", "title: Quite an early")),
        paths: &[EARLY],
    },
    Change {
        name: "it begins as before",
        make: |root| edit(root, EARLY, |text| text.replace("title: Quite an early", "title: An early")),
        paths: &[EARLY],
    },
    Change {
        name: "a name begins with another letter",
        make: |root| edit(root, "content/registry/tags.yaml", |text| text.replace("Tag 17 ", "Yet a tag ")),
        paths: &["content/registry/tags.yaml"],
    },
    Change {
        name: "fewer names",
        make: |root| put(root, "content/registry/tags.yaml", TAGS.to_owned()),
        paths: &["content/registry/tags.yaml"],
    },
    Change {
        name: "a name is taken out of a registry",
        make: |root| put(root, "content/registry/tags.yaml", "other: { name: Other }\n".to_owned()),
        paths: &["content/registry/tags.yaml"],
    },
    Change {
        name: "a registry is deleted",
        make: |root| remove(root, "content/registry/tags.yaml"),
        paths: &["content/registry/tags.yaml"],
    },
    Change {
        name: "the registry is back",
        make: |root| put(root, "content/registry/tags.yaml", TAGS.to_owned()),
        paths: &["content/registry/tags.yaml"],
    },
    Change {
        name: "site.toml is edited",
        make: |root| edit(root, "site.toml", |text| text.replace("Notes of us", "Notes of all of us")),
        paths: &["site.toml"],
    },
    Change {
        name: "title and description of the site",
        make: |root| {
            edit(root, "site.toml", |text| {
                text.replace("of all of us\"", "of ours\"\ndescription = \"What went wrong\"")
            });
        },
        paths: &["site.toml"],
    },
    Change {
        name: "a site that cannot be searched",
        make: |root| {
            edit(root, "site.toml", |text| text.replace("\n[lint]", "\n[build]\nsearch = false\n\n[lint]"))
        },
        paths: &["site.toml"],
    },
    Change {
        name: "it can be searched again",
        make: |root| edit(root, "site.toml", |text| text.replace("[build]\nsearch = false\n\n", "")),
        paths: &["site.toml"],
    },
    Change {
        name: "times of another zone",
        make: |root| edit(root, "site.toml", |text| text.replace("Europe/Berlin", "Asia/Tokyo")),
        paths: &["site.toml"],
    },
    Change {
        name: "a client for who names none",
        make: |root| {
            edit(root, "site.toml", |text| format!("{text}\n[defaults]\nclient = \"acme\"\n"));
            edit(root, EARLY, |text| text.replace("client: acme\n", ""));
        },
        paths: &["site.toml", EARLY],
    },
    Change {
        name: "another client for who names none",
        make: |root| {
            edit(root, "site.toml", |text| text.replace("client = \"acme\"", "client = \"internal\""))
        },
        paths: &["site.toml"],
    },
    Change {
        name: "all name their client",
        make: |root| {
            edit(root, "site.toml", |text| text.replace("\n[defaults]\nclient = \"internal\"\n", ""));
            put(root, EARLY, incident("2025-09-01", "An early one"));
        },
        paths: &["site.toml", EARLY],
    },
    Change {
        name: "another profile",
        make: |root| edit(root, "site.toml", |text| text.replace("\"standard\"", "\"strict\"")),
        paths: &["site.toml"],
    },
    Change {
        name: "site.toml is broken",
        make: |root| edit(root, "site.toml", |text| format!("{}[broken", text.replace("[broken", ""))),
        paths: &["site.toml"],
    },
    Change {
        name: "site.toml is mended",
        make: |root| edit(root, "site.toml", |text| text.replace("[broken", "")),
        paths: &["site.toml"],
    },
    Change {
        name: "the registries lie elsewhere",
        make: |root| {
            edit(root, "site.toml", |text| {
                if text.contains("[content]") {
                    text.replace("\n[content]\nregistry = \"names\"\n", "")
                } else {
                    format!("{text}\n[content]\nregistry = \"names\"\n")
                }
            });
        },
        paths: &["site.toml"],
    },
    Change {
        name: "they are where they were",
        make: |root| edit(root, "site.toml", |text| text.replace("\n[content]\nregistry = \"names\"\n", "")),
        paths: &["site.toml"],
    },
    Change {
        name: "a template is edited",
        make: |root| {
            edit(root, "themes/own/templates/about.html", |text| {
                text.replace("</main>", "<p>Ours.</p></main>")
            });
            put(root, "themes/own/templates/foot.html", "<p>Unused.</p>\n".to_owned());
        },
        paths: &["themes/own/templates/about.html", "themes/own/templates/foot.html"],
    },
    Change {
        name: "a template is broken",
        make: |root| put(root, "themes/own/templates/about.html", "{% if %}".to_owned()),
        paths: &["themes/own/templates/about.html"],
    },
    Change {
        name: "the template is taken out",
        make: |root| remove(root, "themes/own/templates/about.html"),
        paths: &["themes/own/templates/about.html"],
    },
    Change {
        name: "a file of the theme is edited",
        make: |root| edit(root, "themes/own/static/own.css", |text| format!("{text}p {{ color: red }}\n")),
        paths: &["themes/own/static/own.css"],
    },
    Change {
        name: "no theme",
        make: |root| edit(root, "site.toml", |text| text.replace("theme = \"own\"\n", "")),
        paths: &["site.toml"],
    },
    Change {
        name: "a lexicon",
        make: |root| {
            let text = "[[pattern]]\nid = \"own-oops\"\nfamily = \"minimising\"\npattern = \"oops\"\nwhy = \"it is small\"\nbad = [\"oops\"]\ngood = [\"sorry\"]\n";
            put(root, "content/registry/lexicon.toml", text.to_owned());
            edit(root, DRAFT, |text| format!("{text}\nThey said oops.\n"));
        },
        paths: &["content/registry/lexicon.toml", DRAFT],
    },
    Change {
        name: "a lexicon that is not understood",
        make: |root| put(root, "content/registry/lexicon.toml", "[[pattern]]\nid = 3\n".to_owned()),
        paths: &["content/registry/lexicon.toml"],
    },
    Change {
        name: "no lexicon",
        make: |root| remove(root, "content/registry/lexicon.toml"),
        paths: &["content/registry/lexicon.toml"],
    },
    Change { name: "a baseline", make: |root| baseline(root), paths: &[BASELINE] },
    Change {
        name: "half of the baseline",
        make: |root| {
            edit(root, BASELINE, |text| text.lines().step_by(2).map(|line| format!("{line}\n")).collect());
        },
        paths: &[BASELINE],
    },
    Change { name: "no baseline", make: |root| remove(root, BASELINE), paths: &[BASELINE] },
    Change {
        name: "twenty files at once",
        make: |root| {
            for day in 1..=20 {
                let path = format!("content/incidents/2025-10-{day:02}-x.md");
                put(root, &path, incident(&format!("2025-10-{day:02}"), "All at once"));
            }
        },
        paths: &["content/incidents"],
    },
    Change {
        name: "write-ups that name each other",
        make: |root| {
            let named = |day: &str, what: &str, step: &str| {
                let text = incident(day, "One after the other");
                text.replace("severity: sev3\n", &format!("severity: sev3\n{what}"))
                    .replace("{ step:", &format!("{{ {step}, step:"))
            };
            put(root, FIRST, named("2025-09-01", "", "id: p1"));
            let second =
                named("2025-09-02", "recurrence_of: 2025-09-01-x\n", "superseded_by: 2025-09-01-x#p1");
            put(root, "content/incidents/2025-09-02-x.md", second);
            let third = named("2025-09-03", "recurrence_of: 2025-09-02-x\n", "id: p1");
            put(root, "content/incidents/2025-09-03-x.md", third);
        },
        paths: &["content/incidents"],
    },
    Change {
        name: "a step that another one names has another id",
        make: |root| edit(root, FIRST, |text| text.replace("id: p1", "id: p9")),
        paths: &[FIRST],
    },
    Change {
        name: "it has its id again",
        make: |root| edit(root, FIRST, |text| text.replace("id: p9", "id: p1")),
        paths: &[FIRST],
    },
    Change {
        name: "a chain of recurrences is closed",
        make: |root| {
            let closed = "severity: sev3\nrecurrence_of: 2025-09-03-x\n";
            edit(root, FIRST, |text| {
                text.replace("recurrence_of: 2025-09-03-x\n", "").replace("severity: sev3\n", closed)
            });
        },
        paths: &[FIRST],
    },
    Change {
        name: "it is open again",
        make: |root| edit(root, FIRST, |text| text.replace("recurrence_of: 2025-09-03-x\n", "")),
        paths: &[FIRST],
    },
    Change {
        name: "a chain is closed, and a comment lets it be",
        make: |root| {
            let closed = "severity: sev3\nrecurrence_of: 2025-09-03-x\n";
            let comment = "<!-- amends-ignore-file relation-cycle: each of them was the one before -->";
            edit(root, FIRST, |text| format!("{}\n{comment}\n", text.replace("severity: sev3\n", closed)));
        },
        paths: &[FIRST],
    },
    Change {
        name: "the comment is taken out",
        make: |root| {
            edit(root, FIRST, |text| {
                let kept = text.lines().filter(|line| !line.contains("amends-ignore-file"));
                kept.map(|line| format!("{line}\n")).collect()
            });
        },
        paths: &[FIRST],
    },
    Change {
        name: "the chain is open",
        make: |root| edit(root, FIRST, |text| text.replace("recurrence_of: 2025-09-03-x\n", "")),
        paths: &[FIRST],
    },
    Change {
        name: "what others name is only for a few",
        make: |root| {
            edit(root, FIRST, |text| text.replace("client: acme", "visibility: restricted\nclient: acme"))
        },
        paths: &[FIRST],
    },
    Change {
        name: "it is for all again",
        make: |root| edit(root, FIRST, |text| text.replace("visibility: restricted\n", "")),
        paths: &[FIRST],
    },
    Change {
        name: "a step of a playbook that is followed has another id",
        make: |root| {
            edit(root, "content/playbooks/call.md", |text| text.replace("id: answer", "id: reply"));
        },
        paths: &["content/playbooks/call.md"],
    },
    Change {
        name: "the step has its id again",
        make: |root| {
            edit(root, "content/playbooks/call.md", |text| text.replace("id: reply", "id: answer"));
        },
        paths: &["content/playbooks/call.md"],
    },
    Change {
        name: "a file that is no text",
        make: |root| fs::write(root.join(DRAFT), b"---\ntitle: x\xff\n---\n").unwrap(),
        paths: &[DRAFT],
    },
    Change { name: "it is text again", make: |root| put(root, DRAFT, draft()), paths: &[DRAFT] },
    Change {
        name: "a folder in the place of a file",
        make: |root| {
            remove(root, DRAFT);
            fs::create_dir_all(root.join(DRAFT)).unwrap();
        },
        paths: &[DRAFT],
    },
    Change {
        name: "the file is back",
        make: |root| {
            let _ = fs::remove_dir_all(root.join(DRAFT));
            put(root, DRAFT, draft());
        },
        paths: &[DRAFT],
    },
    Change {
        name: "a former address",
        make: |root| {
            edit(root, MAIL, |text| {
                text.replace("status: published\n", "status: published\naliases: [old/mail.html]\n").replace(
                    "aliases: [old/mail.html]\naliases: [old/mail.html]\n",
                    "aliases: [old/mail.html]\n",
                )
            });
        },
        paths: &[MAIL],
    },
    Change {
        name: "Windows line ends",
        make: |root| edit(root, MAIL, |text| text.replace('\r', "").replace('\n', "\r\n")),
        paths: &[MAIL],
    },
    Change {
        name: "a credential is pasted",
        make: |root| {
            let token = format!("ghp_{}", "aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5");
            edit(root, DRAFT, |text| format!("{text}\nThe token was {token} until noon.\n"));
        },
        paths: &[DRAFT],
    },
    Change {
        name: "a comment asks not to count a finding",
        make: |root| {
            edit(root, MAIL, |text| {
                format!(
                    "{text}\n<!-- amends-ignore minimising: these are the words of the client, and stay -->\nIt was only a small mistake, just a glitch.\n"
                )
            });
        },
        paths: &[MAIL],
    },
    #[cfg(unix)]
    Change {
        name: "a link to another file",
        make: |root| {
            let _ = fs::remove_file(root.join("content/pages/linked.md"));
            std::os::unix::fs::symlink("about.md", root.join("content/pages/linked.md")).unwrap();
        },
        paths: &["content/pages/linked.md"],
    },
    Change {
        name: "the file behind the link is edited",
        make: |root| edit(root, "content/pages/about.md", |text| format!("{text}\nMore about us.\n")),
        paths: &["content/pages/about.md"],
    },
    Change {
        name: "the link is taken away",
        make: |root| remove(root, "content/pages/linked.md"),
        paths: &["content/pages/linked.md"],
    },
    Change {
        name: "the content is moved away",
        make: |root| drop(fs::rename(root.join("content"), root.join("aside"))),
        paths: &["content"],
    },
    Change {
        name: "the content is back",
        make: |root| drop(fs::rename(root.join("aside"), root.join("content"))),
        paths: &["content"],
    },
];
