//! A project that is kept in memory comes, after every change, to exactly what a cold build makes.
//!
//! Each change is made on the disk, the warm state is told of it as the watcher would tell (the paths, or that anything
//! may have changed), and every page, every byte and every finding is compared with a state that is read anew.

#![cfg(feature = "serve")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

#[path = "common/dice.rs"]
mod dice;
#[path = "common/files.rs"]
mod files;

use amends::check::{Checked, How};
use amends::cmd::build::stopping;
use amends::cmd::project::Project;
use amends::cmd::serve::server::Answer;
use amends::cmd::serve::warm::{State, Warm};
use amends::date::Day;
use amends::disk::known::Heard;
use amends::disk::picture::sizes;
use amends::pipeline::Book;
use dice::Dice;
use files::files;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

#[test]
fn every_change_ends_in_what_a_cold_build_makes() {
    let mut shop = Shop::open();
    let mut sites = 0;
    for change in CHANGES {
        shop.make(change, true);
        sites += usize::from(shop.warm.state().book().is_ok());
    }
    // Where there is no site, only its faults are compared.
    assert!(sites * 3 > CHANGES.len() * 2, "only {sites} of {} were sites", CHANGES.len());
}

#[test]
fn in_any_order_and_however_it_is_told() {
    for seed in 1..=seeds() {
        let mut dice = Dice(seed);
        let mut shop = Shop::open();
        for _ in 0..20 {
            let change = CHANGES.get(dice.below(CHANGES.len())).unwrap();
            // Every third time, the system has lost what happened; sometimes several changes come as one.
            let more = CHANGES.get(dice.below(CHANGES.len())).unwrap();
            if dice.below(4) == 0 {
                (change.make)(&shop.root);
                shop.name.push_str(change.name);
                shop.name.push_str(" + ");
                shop.make_after(change, more);
            } else {
                shop.make(change, dice.below(3) > 0);
            }
        }
    }
}

/// Twice is what a suite has time for; `AMENDS_SEEDS` asks for more.
fn seeds() -> u64 {
    std::env::var("AMENDS_SEEDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2)
}

#[test]
fn nothing_new_is_nothing_to_show() {
    let mut shop = Shop::open();
    let before = shop.warm.state();
    assert!(!shop.warm.look(&Heard::Anything), "nothing has changed");
    let same = fs::read(shop.root.join(MAIL)).unwrap();
    fs::write(shop.root.join(MAIL), same).unwrap();
    assert!(!shop.warm.look(&told(&shop.root, &[MAIL])), "the same text was written again");
    assert!(std::sync::Arc::ptr_eq(&before, &shop.warm.state()));
}

#[test]
fn an_old_state_stays_what_it_was() {
    let mut shop = Shop::open();
    let before = shop.warm.state();
    let pages = shown(&before);
    for change in CHANGES.iter().take(6) {
        shop.make(change, true);
    }
    // All but files that are served from where they lie.
    let is_page = |(url, _): &(&String, &Answer)| !url.ends_with(".svg") && !url.ends_with(".png");
    let now = shown(&before);
    assert!(pages.iter().filter(is_page).eq(now.iter().filter(is_page)));
}

/// The same, with a real server and what the system tells of real files.
#[test]
fn the_server_shows_what_a_cold_build_makes() {
    let shop = Shop::open();
    let server = Server::start(&shop.root);
    for change in CHANGES.iter().filter(|change| SOME.contains(&change.name)) {
        (change.make)(&shop.root);
        let mut cold = Warm::open(project(&shop.root));
        cold.learn(amends::cmd::history::history(&shop.root));
        let cold = cold.state();
        let urls = ["/index.html", "/incidents/index.html", "/incidents/2025-11-02-mail.html", "/all.html"];
        for url in urls {
            let expected = match cold.get(url.trim_start_matches('/')) {
                Answer::File(bytes) => String::from_utf8(bytes).unwrap(),
                Answer::Fault(_) => "The site cannot be built".to_owned(),
                Answer::Missing => "404".to_owned(),
            };
            let begun = Instant::now();
            while !plain(&server.get(url)).contains(plain(&expected).trim()) {
                assert!(
                    begun.elapsed() < Duration::from_secs(30),
                    "{}: {url} is not as it should be",
                    change.name
                );
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

#[test]
fn a_commit_is_shown_under_the_pages_it_changed() {
    let mut shop = Shop::open();
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=Ada", "-c", "user.email=ada@notes.example", "-c", "commit.gpgsign=false"];
        let mut command = Command::new("git");
        command
            .current_dir(&shop.root)
            .args(who)
            .args(args)
            .env_remove("GIT_DIR")
            .env_remove("GIT_INDEX_FILE");
        assert!(command.output().unwrap().status.success(), "{args:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "All"]);
    let server = Server::start(&shop.root);
    let url = "/incidents/2025-11-02-mail.html";
    server.until(url, |page| page.contains("by Ada."));
    fs::write(shop.root.join("content/incidents/2025-11-29-new.md"), incident("2025-11-29", "A new one"))
        .unwrap();
    let url = "/incidents/2025-11-29-new.html";
    server.until(url, |page| page.contains("Not committed yet."));
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "More"]);
    server.until(url, |page| page.contains("by Ada."));
    // In the library, the pages are those of a build that has asked git.
    shop.warm.look(&Heard::Anything);
    assert!(shop.warm.learn(amends::cmd::history::history(&shop.root)));
    assert!(!shop.warm.learn(amends::cmd::history::history(&shop.root)), "git says the same");
    let out = shop.root.join("public");
    build(&shop.root, &out);
    let page = fs::read(out.join(url.trim_start_matches('/'))).unwrap();
    assert!(shop.warm.state().get(url.trim_start_matches('/')) == Answer::File(page));
}

/// The second build writes nothing, and one after an edit only the pages that the edit shows on.
#[test]
fn a_second_build_writes_only_what_changed() {
    let shop = Shop::open();
    let out = shop.root.join("public");
    build(&shop.root, &out);
    let first = places(&out);
    build(&shop.root, &out);
    let second = places(&out);
    let differing = |a: &BTreeMap<String, u64>, b: &BTreeMap<String, u64>| -> BTreeSet<String> {
        a.iter().filter(|(path, place)| b.get(*path) != Some(*place)).map(|(path, _)| path.clone()).collect()
    };
    assert_eq!(
        differing(&second, &first),
        BTreeSet::from(LIST_OF_FILES.map(str::to_owned)),
        "nothing has changed"
    );
    let text = fs::read_to_string(shop.root.join(MAIL)).unwrap();
    fs::write(shop.root.join(MAIL), format!("{text}\nAnother word.\n")).unwrap();
    build(&shop.root, &out);
    let third = differing(&places(&out), &second);
    assert!(third.contains("incidents/2025-11-02-mail.html"), "{third:?}");
    for kept in
        ["index.html", "incidents/index.html", "incidents/2025-11-20-draft.html", "s.css", "about.html"]
    {
        assert!(!third.contains(kept), "{kept} among {third:?}");
    }
    let cold = shop.root.join("cold");
    build(&shop.root, &cold);
    let bytes = |folder: &Path| -> BTreeMap<String, Vec<u8>> {
        places(folder).into_keys().map(|path| (path.clone(), fs::read(folder.join(&path)).unwrap())).collect()
    };
    assert!(bytes(&out) == bytes(&cold), "a site that was built on another is another");
}

/// What is written at every build: the list of what Amends has written.
const LIST_OF_FILES: [&str; 1] = [".amends-manifest"];

// The changes

/// Something that somebody does to a project.
struct Change {
    name: &'static str,
    make: fn(&Path),
    /// What the system tells of it.
    paths: &'static [&'static str],
}

const MAIL: &str = "content/incidents/2025-11-02-mail.md";
const DRAFT: &str = "content/incidents/2025-11-20-draft.md";
const BASELINE: &str = "amends-baseline.jsonl";

/// Those that are also made under the eyes of a real server.
const SOME: [&str; 8] = [
    "a body is edited",
    "an editor saves by rename",
    "a file is renamed",
    "a new folder with a file in it",
    "a registry is edited",
    "site.toml is broken",
    "site.toml is mended",
    "twenty files at once",
];

const CHANGES: &[Change] = &[
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

// The project

const SITE: &str = "[site]\ntitle = \"Notes of us\"\ntimezone = \"Europe/Berlin\"\nurl = \"https://notes.example\"\ntheme = \"own\"\n\n[lint]\nprofile = \"standard\"\n";
const TAGS: &str = "mail: { name: Mail }\n";
const PLAYBOOK: &str = "---\ntitle: They call\nwhen: they call\nstatus: active\nowner: omar\nreviewed_at: 2025-01-10\nreview_every: 11 months\nsteps: [{ id: answer, title: Answer, within: 15m }]\n---\n\nPick up, see [the mail](../incidents/2025-11-02-mail.md#what-we-learnt).\n";

fn incident(day: &str, title: &str) -> String {
    format!(
        "---\ntitle: {title}\ndate: {day}\nclient: acme\nstatus: published\nseverity: sev3\nservices: [shop]\nplaybook: [call]\nwhat_went_wrong: It broke for an hour.\nprevention: [{{ step: Look each week, owner: lena, due: 2026-01-30 }}]\n---\n\nLike [[2025-11-02-mail]].\n"
    )
}

fn mail() -> String {
    "---\ntitle: Mail to ACME\ndate: 2025-11-02\nclient: acme\nstatus: published\nseverity: sev2\nservices: [shop]\ntags: [mail]\nplaybook: [call]\nwhat_went_wrong: ACME got everybody's mail.\nblame_taken: { share: most, by: web, statement: We did not look. }\ntimes: { started: 2025-11-02 09:00, detected: 2025-11-02T10:00+01:00 }\nprevention:\n  - { id: p1, step: Look each hour, owner: omar, due: 2025-12-20 }\n---\n\n## What happened\n\nIt was just a glitch. ![A graph](graph.svg)\n\n## What we learnt\n\n- To look.\n".to_owned()
}

fn draft() -> String {
    "---\ntitle: Being written\ndate: 2025-11-20\nstatus: draft\nclient: acme\nservices: [shop]\nrecurrence_of: 2025-11-02-mail\nwhat_went_wrong: It broke.\nprevention: [{ step: Be careful, due: 2025-12-01 }]\n---\n\nThe client should have known, see [what we learnt](2025-11-02-mail.md#what-we-learnt).\n".to_owned()
}

fn picture(width: u32, height: u32) -> String {
    format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"/>\n")
}

/// A project, kept warm.
struct Shop {
    _folder: TempDir,
    root: PathBuf,
    warm: Warm,
    /// What was done to it.
    name: String,
}

impl Shop {
    fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for (path, text) in [
            ("site.toml", SITE.to_owned()),
            ("content/registry/clients.yaml", "acme: { name: ACME GmbH }\n".to_owned()),
            (
                "content/registry/people.yaml",
                "lena: { name: Lena Voss, team: web }\nomar: { name: Omar Haddad }\n".to_owned(),
            ),
            ("content/registry/teams.yaml", "web: { name: Web team }\n".to_owned()),
            ("content/registry/services.yaml", "shop: { name: Shop }\n".to_owned()),
            ("content/registry/tags.yaml", TAGS.to_owned()),
            (MAIL, mail()),
            (DRAFT, draft()),
            ("content/incidents/2025-09-01-early.md", incident("2025-09-01", "An early one")),
            ("content/incidents/graph.svg", picture(30, 20)),
            ("content/playbooks/call.md", PLAYBOOK.to_owned()),
            ("content/pages/about.md", "# About us\n\nText.\n".to_owned()),
            ("themes/own/templates/about.html", "{% extends \"default:about.html\" %}\n".to_owned()),
            ("themes/own/static/own.css", "p { margin: 0 }\n".to_owned()),
        ] {
            put(&root, path, text);
        }
        let warm = Warm::open(project(&root));
        if let Err(fault) = warm.state().book() {
            panic!("{fault}");
        }
        Self { _folder: folder, root, warm, name: String::new() }
    }

    fn make(&mut self, change: &Change, is_told: bool) {
        (change.make)(&self.root);
        self.name.push_str(change.name);
        let heard = if is_told { told(&self.root, change.paths) } else { Heard::Anything };
        self.compare(&heard);
    }

    /// Two changes that are told as one; the first has been made.
    fn make_after(&mut self, first: &Change, second: &Change) {
        (second.make)(&self.root);
        self.name.push_str(second.name);
        self.compare(&told(&self.root, &[first.paths, second.paths].concat()));
    }

    fn compare(&mut self, heard: &Heard) {
        self.warm.look(heard);
        self.name.push_str("; ");
        let (warm, what) = (self.warm.state(), &self.name);
        let book = match warm.book() {
            Ok(book) => book,
            Err(fault) => {
                let cold = Warm::open(project(&self.root)).state();
                assert_eq!(Err(fault), cold.book().map(|_| ()), "{what}");
                return;
            }
        };
        let (checked, built) = built(&self.root);
        let stopping = stopping(&checked, false);
        assert!(stopping.diagnostics.is_empty(), "{what} is shown, and should not be: {stopping:?}");
        let shown = shown(&warm);
        for (url, expected) in &built {
            let got = shown.get(url);
            assert!(got == Some(expected), "{what}\n{url}\n{}", difference(got, expected));
        }
        assert_eq!(shown.len(), built.len(), "{what}: there are other pages");
        assert_eq!(book.checked().report(), checked.report(), "{what}");
    }
}

/// What `amends build` makes of a project that nobody has read before, and what it finds.
fn built(root: &Path) -> (Checked, BTreeMap<String, Answer>) {
    let project = project(root);
    let judge = || project.check(&How::default()).unwrap();
    let checked = judge();
    let own = project.theme(checked.site()).unwrap();
    let own = own.into_iter().map(|file| (file.path.into_string(), file.bytes));
    let sizes = sizes(root, &checked.site().sources.assets);
    let book = Book::new(checked, own).unwrap().with_sizes(sizes);
    let pages = book.pages().iter().map(|page| {
        let drawn = book.draw(page).unwrap_or_else(|fault| fault.to_string().into_bytes());
        (page.url.to_string(), Answer::File(drawn))
    });
    let statics = book.statics().map(|(url, bytes)| (url.to_owned(), Answer::File(bytes.to_vec())));
    let assets = book.assets().map(|(path, url)| {
        let bytes = fs::read(root.join(path)).unwrap();
        (url.to_owned(), Answer::File(bytes))
    });
    // Where two claim an address, a page comes first.
    let all = assets.chain(statics).chain(pages).collect();
    (judge(), all)
}

/// Everything that a state shows.
fn shown(state: &State) -> BTreeMap<String, Answer> {
    let book = state.book().unwrap();
    let pages = book.pages().iter().map(|page| page.url.to_string());
    let others =
        book.statics().map(|(url, _)| url.to_owned()).chain(book.assets().map(|(_, url)| url.to_owned()));
    pages.chain(others).map(|url| (url.clone(), state.get(&url))).collect()
}

/// The first line that is not the same.
fn difference(got: Option<&Answer>, expected: &Answer) -> String {
    let text = |answer: Option<&Answer>| match answer {
        Some(Answer::File(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        other => format!("{other:?}"),
    };
    let (got, expected) = (text(got), text(Some(expected)));
    let differing = got.lines().zip(expected.lines()).find(|(got, expected)| got != expected);
    format!("{differing:?}, {} bytes for {}", got.len(), expected.len())
}

fn project(root: &Path) -> Project {
    Project::at(root.to_path_buf(), Day::new(2025, 12, 2).unwrap())
}

fn told(root: &Path, paths: &[&str]) -> Heard {
    Heard::Paths(paths.iter().map(|path| root.join(path)).collect())
}

fn put(root: &Path, path: &str, text: String) {
    let place = root.join(path);
    // What lies in the way in a random order of changes stays there.
    let _ = fs::create_dir_all(place.parent().unwrap());
    let _ = fs::write(place, text);
}

fn edit(root: &Path, path: &str, with: impl FnOnce(String) -> String) {
    if let Ok(text) = fs::read_to_string(root.join(path)) {
        put(root, path, with(text));
    }
}

fn remove(root: &Path, path: &str) {
    let _ = fs::remove_file(root.join(path));
}

fn baseline(root: &Path) {
    let _ = amends(root, &["baseline", "--yes"]).output();
    let _ = amends(root, &["baseline"]).output();
}

fn build(root: &Path, out: &Path) {
    let output = amends(root, &["build", "-o"]).arg(out).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn amends(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
    command.args(["--today", "2025-12-02", "-C"]).arg(root).args(args).stdin(Stdio::null());
    command.env("GIT_CEILING_DIRECTORIES", std::env::temp_dir());
    command
}

/// The files of a folder by their paths, and where each lies on the disk.
fn places(folder: &Path) -> BTreeMap<String, u64> {
    let place = |path: PathBuf| {
        let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        (name, number(&path))
    };
    files(folder).into_iter().map(place).collect()
}

#[cfg(unix)]
fn number(path: &Path) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    fs::metadata(path).unwrap().ino()
}

#[cfg(not(unix))]
fn number(path: &Path) -> u64 {
    let since = fs::metadata(path).unwrap().modified().unwrap().duration_since(std::time::UNIX_EPOCH);
    since.unwrap().as_nanos() as u64
}

// A real server

struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(root: &Path) -> Self {
        let mut command = amends(root, &["serve", "--port", "8790"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let line = lines.find_map(|line| line.ok().filter(|line| line.contains("http://"))).unwrap();
        std::thread::spawn(move || lines.for_each(drop));
        let address = line.split("http://").nth(1).unwrap().split('/').next().unwrap().to_owned();
        Self { child, address }
    }

    fn get(&self, url: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn until(&self, url: &str, is_right: impl Fn(&str) -> bool) {
        let begun = Instant::now();
        loop {
            let page = self.get(url);
            if is_right(&page) {
                return;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "{url} is still\n{page}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page without what the preview adds to it: the script, and that the policy lets it listen.
fn plain(page: &str) -> String {
    let before = page.split("<script src=\"/_amends/reload.js\"").next().unwrap_or_default();
    let after =
        page.split("<script src=\"/_amends/reload.js\"").nth(1).and_then(|rest| rest.split_once("</script>"));
    format!("{before}{}", after.map_or("", |(_, rest)| rest))
}
