//! Wherever it runs: any locale, zone and umask, without a home, on folders that cannot be written to, with names of
//! every kind. The site is the same each time, and every link on it leads somewhere.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test may stop, and says what it skips")]

#[path = "common/files.rs"]
mod files;

use files::files;
use scraper::{Html, Selector};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const DOCUMENT: &str = "---\ntitle: The form lost 31 enquiries\ndate: 2025-03-04\nclient: acme\n\
                        what_went_wrong: The form sent no mail for 19 hours.\n\
                        times: { started: 2025-03-30T02:30, fixed: 2025-10-26 02:30 }\n---\n\nText.\n";

struct Project {
    folder: TempDir,
}

impl Project {
    fn new() -> Self {
        let project = Self { folder: TempDir::new().unwrap() };
        project.put("site.toml", "[site]\ntitle = \"Ärger\"\ntimezone = \"Europe/Berlin\"\n");
        project.put("content/registry/clients.yaml", "acme: { name: İstanbul Iıİi }\n");
        project.put("content/incidents/2025/form.md", DOCUMENT);
        project
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn put(&self, path: impl AsRef<OsStr>, text: &str) {
        let path = self.root().join(Path::new(path.as_ref()));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_amends"));
        command.args(args).args(["--today", "2026-01-02"]).current_dir(self.root());
        command
    }

    /// Builds into a folder and gives the site with what was said.
    fn built(&self, change: impl Fn(&mut Command)) -> (Site, String) {
        let out = TempDir::new().unwrap();
        let place = out.path().join("site");
        let mut command = self.command(&["build", "-q", "-o", place.to_str().unwrap()]);
        change(&mut command);
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{command:?}: {}", said(&output));
        (Site::read(&place), said(&output))
    }
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Every file of a site with its bytes.
#[derive(PartialEq)]
struct Site(BTreeMap<PathBuf, Vec<u8>>);

impl Site {
    fn read(folder: &Path) -> Self {
        let below = |path: PathBuf| path.strip_prefix(folder).unwrap().to_path_buf();
        Self(files(folder).into_iter().map(|path| (below(path.clone()), fs::read(path).unwrap())).collect())
    }

    /// Links of the pages that lead to no file of the site.
    fn dead_links(&self) -> Vec<String> {
        let mut dead = Vec::new();
        let selectors = ["href", "src"].map(|name| (name, Selector::parse(&format!("[{name}]")).unwrap()));
        for (path, bytes) in self.0.iter().filter(|(path, _)| path.extension() == Some(OsStr::new("html"))) {
            let page = Html::parse_document(std::str::from_utf8(bytes).unwrap());
            for (name, selector) in &selectors {
                let links = page.select(selector).filter_map(|element| element.value().attr(name));
                for link in links.filter(|link| !self.leads(path, link)) {
                    dead.push(format!("{}: {link}", path.display()));
                }
            }
        }
        dead
    }

    fn leads(&self, from: &Path, link: &str) -> bool {
        let link = link.split(['#', '?']).next().unwrap();
        if link.is_empty()
            || ["https:", "http:", "mailto:", "data:"].iter().any(|head| link.starts_with(head))
        {
            return true;
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%!$'()*+,;=@&".contains(&byte);
        assert!(link.bytes().all(plain), "{link:?} is not percent-encoded");
        let mut place: Vec<String> = match link.starts_with('/') {
            true => Vec::new(),
            false => from.parent().unwrap().iter().map(|part| part.to_str().unwrap().to_owned()).collect(),
        };
        for part in link.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(place.pop()),
                part => {
                    place.push(percent_encoding::percent_decode_str(part).decode_utf8().unwrap().into_owned())
                }
            }
        }
        let place: PathBuf = place.iter().collect();
        self.0.contains_key(&place) || self.0.contains_key(&place.join("index.html"))
    }
}

#[test]
fn locale_zone_and_home_change_nothing() {
    let project = Project::new();
    let (plain, _) = project.built(|_| ());
    assert_eq!(plain.dead_links(), Vec::<String>::new());
    for (name, value) in [
        ("LC_ALL", "C"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LC_ALL", "no such locale"),
        ("LANG", "de_DE.ISO-8859-1"),
        ("TZ", "Pacific/Apia"),
        ("TZ", "America/St_Johns"),
        ("TZ", "Mars/Olympus"),
        ("TZ", ":/nowhere"),
        ("HOME", "/nowhere"),
        ("HOME", ""),
        ("XDG_CACHE_HOME", "/nowhere"),
        ("PATH", ""),
        ("TERM", "dumb"),
        ("COLUMNS", "1"),
        ("RAYON_NUM_THREADS", "1"),
    ] {
        let (site, _) = project.built(|command| {
            command.env(name, value);
        });
        assert!(site == plain, "{name}={value} changes the site");
    }
    let (bare, _) = project.built(|command| {
        command.env_clear();
    });
    assert!(bare == plain, "the site needs something of the environment");
    let check = |locale: &str| said(&project.command(&["check"]).env("LC_ALL", locale).output().unwrap());
    assert_eq!(check("C"), check("tr_TR.UTF-8"));
}

#[test]
fn any_umask_gives_a_site_that_its_owner_can_read_and_replace() {
    let project = Project::new();
    let (plain, _) = project.built(|_| ());
    for mask in ["0077", "0022", "0000", "0027", "0777"] {
        let out = TempDir::new().unwrap();
        let place = out.path().join("site");
        let build = || {
            let script = format!("umask {mask}; exec \"$0\" \"$@\"");
            let program = env!("CARGO_BIN_EXE_amends");
            let mut command = Command::new("sh");
            command.args(["-c", &script, program, "build", "-q", "--today", "2026-01-02", "-o"]).arg(&place);
            // Whatever the mask says, root may; so the test asks for the modes themselves.
            command.current_dir(project.root()).output().unwrap()
        };
        for _ in 0..2 {
            let output = build();
            if mask == "0777" && output.status.code() == Some(2) {
                // Nobody but root can work with folders that may not be entered; it is told.
                assert!(said(&output).contains("Permission denied"), "{}", said(&output));
                continue;
            }
            assert_eq!(output.status.code(), Some(0), "umask {mask}: {}", said(&output));
            let site = Site::read(&place);
            assert!(site == plain, "umask {mask} changes the site");
        }
        if mask != "0777" {
            for file in files(&place) {
                let mode = fs::metadata(&file).unwrap().permissions().mode() & 0o777;
                let masked = u32::from_str_radix(mask, 8).unwrap();
                assert_eq!(mode & 0o600, 0o600, "{} has {mode:o}", file.display());
                assert_eq!(mode & masked, 0, "{} has {mode:o} in spite of {mask}", file.display());
            }
        }
    }
}

#[test]
fn sources_that_cannot_be_written_to_are_read() {
    let project = Project::new();
    let (plain, _) = project.built(|_| ());
    let mut folders: Vec<PathBuf> =
        files(project.root()).iter().map(|file| file.parent().unwrap().to_owned()).collect();
    folders.dedup();
    let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    files(project.root()).iter().for_each(|file| set(file, 0o444));
    folders.iter().for_each(|folder| set(folder, 0o555));
    // Root may write anyway, and is not asked.
    let is_root = fs::write(project.root().join("content/incidents/2025/try"), "").is_ok();
    let _ = fs::remove_file(project.root().join("content/incidents/2025/try"));
    let as_nobody = |command: &mut Command| {
        if is_root {
            command.uid(65_534).gid(65_534);
        }
    };
    set(project.root(), 0o555);
    let mut check = project.command(&["check"]);
    as_nobody(&mut check);
    match check.output() {
        Err(error) => println!("skipped: this test cannot run as somebody else: {error}"),
        // The binary itself may lie where nobody else may go.
        Ok(check) if check.status.code().is_none_or(|code| code > 1) => println!("skipped: {}", said(&check)),
        Ok(check) => {
            let out = TempDir::new().unwrap();
            set(out.path(), 0o777);
            let place = out.path().join("site");
            let mut build = project.command(&["build", "-q", "-o", place.to_str().unwrap()]);
            as_nobody(&mut build);
            let build = build.output().unwrap();
            assert_eq!(build.status.code(), Some(0), "{}{}", said(&check), said(&build));
            assert!(Site::read(&place) == plain);
            let mut inside = project.command(&["build", "-q"]);
            as_nobody(&mut inside);
            let inside = inside.output().unwrap();
            assert_eq!(inside.status.code(), Some(2));
            assert!(said(&inside).contains("cannot "), "{}", said(&inside));
            let mut fix = project.command(&["check", "--fix", "--unsafe-fixes"]);
            as_nobody(&mut fix);
            let fix = fix.output().unwrap();
            assert!(matches!(fix.status.code(), Some(0..=2)), "{}", said(&fix));
        }
    }
    folders.iter().for_each(|folder| set(folder, 0o755));
    set(project.root(), 0o755);
}

/// Names that a file can have, without their ending.
fn names() -> Vec<String> {
    let mut names: Vec<String> = [
        "with space",
        "  two  spaces ",
        "it's",
        "say \"hi\"",
        "100%",
        "%20",
        "%2e%2e",
        "a#b",
        "a?b=c&d",
        "a+b",
        "a;b,c",
        "a\\b",
        "C:",
        "C:\\temp",
        "con",
        "nul",
        "a:b",
        "a|b",
        "a*b",
        "<b>",
        "a&amp;b",
        "(x)",
        "[x]",
        "{{x}}",
        "$HOME",
        "`id`",
        "-rf",
        "~",
        "x..",
        "a.b.c",
        "🔥",
        "👩‍👩‍👧 family",
        "café",
        "cafe\u{301}",
        "straße",
        "İstanbul",
        "日本語",
        "مرحبا",
        "שלום",
        "a\u{202e}b",
        "a\u{200b}b",
        "a\tb",
        "a\nb",
        "a\rb",
        "a\u{7f}b",
        "a\u{1}b",
        "ǅ",
        "ﬁ",
    ]
    .map(str::to_owned)
    .to_vec();
    names.extend(["l".repeat(250), "ü".repeat(125), "🔥".repeat(62), "日".repeat(83)]);
    names
}

#[test]
fn names_of_every_kind_are_built_and_linked() {
    let project = Project::new();
    let mut index = String::from("---\ntitle: All of them\n---\n\n");
    for (number, name) in names().into_iter().enumerate() {
        let title = format!(
            "---\ntitle: Number {number}\n{}---\n\n![p](<{}>)\n",
            // Signs make no id, so that many of these names would have one id; the longest have one of their own.
            if name.len() < 200 { format!("id: n{number}\n") } else { String::new() },
            percent(&format!("{name}.png"))
        );
        project.put(format!("content/pages/{number}/{name}.md"), &title);
        project.put(format!("content/pages/{number}/{name}.png"), "no picture");
        index.push_str(&format!("- [{number}]({number}/{})\n", percent(&format!("{name}.md"))));
        // As it is written by somebody who encodes nothing, where Markdown lets that stand.
        if !name.contains(['\n', '\r', '<', '>', '\\', '%', '#', '?', '&', ':']) {
            index.push_str(&format!("- [{number}](<{number}/{name}.png>)\n"));
        }
    }
    project.put("content/pages/all.md", &index);
    let check = project.command(&["check"]).output().unwrap();
    assert!(matches!(check.status.code(), Some(0 | 1)), "{}", said(&check));
    assert!(!said(&check).contains("broken-link"), "{}", said(&check));
    if check.status.code() == Some(1) {
        println!("{}", said(&check));
    }
    let (site, _) = project.built(|_| ());
    assert_eq!(site.dead_links(), Vec::<String>::new());
    let pages = site.0.keys().filter(|path| path.to_string_lossy().ends_with(".png")).count();
    assert_eq!(pages, names().len());
    let (again, _) = project.built(|command| {
        command.env("RAYON_NUM_THREADS", "1");
    });
    assert!(again == site, "two builds differ");
}

fn percent(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

#[test]
fn folders_of_every_name_are_built_and_linked() {
    let project = Project::new();
    let mut index = String::from("---\ntitle: All of them\n---\n\n");
    for (number, name) in names().into_iter().enumerate() {
        project.put(
            format!("content/pages/{name}/d{number}.md"),
            &format!("---\ntitle: Number {number}\n---\n\n[up](../all.md)\n"),
        );
        index.push_str(&format!("- [{number}]({}/d{number}.md)\n", percent(&name)));
    }
    project.put("content/pages/all.md", &index);
    let check = project.command(&["check"]).output().unwrap();
    assert!(!said(&check).contains("broken-link"), "{}", said(&check));
    let (site, _) = project.built(|_| ());
    assert_eq!(site.dead_links(), Vec::<String>::new());
}

#[test]
fn a_name_that_is_not_utf_8_is_told_and_nothing_is_built() {
    let project = Project::new();
    let name = OsStr::from_bytes(b"content/incidents/2025/\xff\xfe.md");
    if fs::write(project.root().join(name), DOCUMENT).is_err() {
        println!("skipped: this file system takes no such name");
        return;
    }
    for args in [["check"], ["build"]] {
        let output = project.command(&args).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(said(&output).contains("its name is not UTF-8"), "{}", said(&output));
    }
}

#[test]
fn two_thousand_files_in_one_folder() {
    let project = Project::new();
    for number in 0..2_000 {
        let text = DOCUMENT.replace("31", &number.to_string());
        project.put(format!("content/incidents/2025/2025-03-04-n{number}.md"), &text);
    }
    project.put("content/pages/wide.md", "---\ntitle: Wide\n---\n\n[[2025-03-04-n1999]]\n");
    let (site, _) = project.built(|_| ());
    assert!(site.0.len() > 2_000);
    let wide = Site(site.0.into_iter().filter(|(path, _)| !path.to_string_lossy().contains("-n1")).collect());
    assert!(wide.0.len() > 800);
}

#[test]
fn windows_line_ends_give_the_same_pages() {
    let project = Project::new();
    let text = format!(
        "{DOCUMENT}\n## Timeline\n\n- 09:05 down\n\n```sh\nls\n```\n\n<!-- amends-ignore excuse: said so by all -->\nx  \ny\n"
    );
    project.put("content/incidents/2025/form.md", &text);
    let (plain, _) = project.built(|_| ());
    for file in files(project.root()) {
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, format!("\u{feff}{}", text.replace('\n', "\r\n"))).unwrap();
    }
    let (windows, _) = project.built(|_| ());
    for (path, bytes) in &plain.0 {
        let theirs = windows.0.get(path).unwrap_or_else(|| panic!("{} is missing", path.display()));
        let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\r', "");
        assert_eq!(lines(theirs), lines(bytes), "{}", path.display());
    }
}

#[test]
fn a_backslash_on_the_command_line_is_part_of_a_name() {
    let project = Project::new();
    project.put("content/pages/a\\b.md", "---\ntitle: Back\n---\n\nx\n");
    for (path, code) in
        [("content/pages/a\\b.md", 0), ("content\\pages\\a.md", 2), ("content/pages/no.md", 2)]
    {
        let output = project.command(&["check", path]).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{path}: {}", said(&output));
        if code == 2 {
            assert!(said(&output).contains(path), "{}", said(&output));
        }
    }
}
