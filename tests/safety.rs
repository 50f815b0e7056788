//! No slip of a flag, no fault of a text and no full disk costs a file or a page: the real binary, on real folders.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn amends(folder: &Path, home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_amends"))
        .args(args)
        .current_dir(folder)
        .env("HOME", home)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A home folder with a project in it, and with files of others around.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        let home = Self { folder: TempDir::new().unwrap() };
        fs::create_dir(home.project()).unwrap();
        let init = home.run(&["init"]);
        assert_eq!(init.status.code(), Some(0), "{}", said(&init));
        home.write(".git/HEAD", "ref: refs/heads/main\n");
        home.write(".git/objects/ab/cdef", "an object");
        home.write("precious/a.txt", "not ours");
        home.write("precious/.hidden", "not ours either");
        home.write("src/main.rs", "fn main() {}\n");
        home.write("themes/own/static/own.css", "a {}\n");
        fs::write(home.folder.path().join("letter.txt"), "dear").unwrap();
        home
    }

    fn project(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn write(&self, path: &str, text: &str) {
        let place = self.project().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.project().join(path)).unwrap()
    }

    fn run(&self, args: &[&str]) -> Output {
        amends(&self.project(), self.folder.path(), args)
    }

    fn everything(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        tree(self.folder.path())
    }

    /// Takes the theme `own` into use.
    fn theme(&self) {
        self.write("site.toml", &self.read("site.toml").replacen("[site]\n", "[site]\ntheme = \"own\"\n", 1));
    }

    /// Says in site.toml where the site goes.
    fn configure(&self, output: &str) {
        let text = self.read("site.toml");
        let line = format!("output = {}\n", toml_string(output));
        let with = if text.contains("[build]\n") {
            text.replacen("[build]\n", &format!("[build]\n{line}"), 1)
        } else {
            format!("{text}\n[build]\n{line}")
        };
        self.write("site.toml", &with);
    }
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Every file and every link of a folder by its path; links with what they point to.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap().map(Result::unwrap) {
            let (path, kind) = (entry.path(), entry.file_type().unwrap());
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_symlink() {
                let to = fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes();
                files.insert(path, to);
            } else {
                let bytes = fs::read(&path).unwrap();
                files.insert(path, bytes);
            }
        }
    }
    files
}

/// Invocations with which other generators have cost their users a project, and where they point here.
const DESTRUCTIVE: [&str; 15] = [
    "content",
    ".",
    "..",
    "precious",
    "src",
    "themes",
    "themes/own",
    ".git",
    ".git/site",
    "content/incidents",
    "content/../content",
    "to-content",
    "to-content/site",
    "/",
    "~",
];

#[test]
fn an_output_folder_in_which_files_could_be_lost_is_refused_and_nothing_is_touched() {
    let home = Home::new();
    #[cfg(unix)]
    std::os::unix::fs::symlink("content", home.project().join("to-content")).unwrap();
    let settings = home.read("site.toml");
    let home_folder = home.folder.path().to_str().unwrap().to_owned();
    for output in DESTRUCTIVE {
        let output = if output == "~" { home_folder.as_str() } else { output };
        for by_flag in [true, false] {
            for verb in ["build", "clean"] {
                if !by_flag {
                    home.configure(output);
                }
                let before = home.everything();
                let flag: &[&str] = if by_flag { &[verb, "-o", output] } else { &[verb] };
                let end = home.run(flag);
                assert_eq!(end.status.code(), Some(2), "{verb} {output} by flag {by_flag}: {}", said(&end));
                let why = if verb == "build" { "cannot build into" } else { "cannot clean" };
                assert!(said(&end).contains(why), "{}", said(&end));
                assert!(before == home.everything(), "{verb} {output} by flag {by_flag} changed something");
                home.write("site.toml", &settings);
            }
        }
    }
}

#[cfg(any(target_vendor = "apple", windows))]
#[test]
fn differing_case_does_not_hide_a_folder_of_sources() {
    let home = Home::new();
    let before = home.everything();
    assert_eq!(home.run(&["build", "-o", "Content"]).status.code(), Some(2));
    assert!(before == home.everything());
}

#[test]
fn cleaning_removes_what_we_wrote_and_nothing_else() {
    let home = Home::new();
    let before = home.everything();
    assert_eq!(home.run(&["build"]).status.code(), Some(0));
    assert!(home.everything().len() > before.len() + 50);
    let clean = home.run(&["clean"]);
    assert_eq!(clean.status.code(), Some(0), "{}", said(&clean));
    assert!(before == home.everything(), "something is left, or too much is gone");
    assert!(!home.project().join("public").exists());
    let again = home.run(&["clean"]);
    assert!(again.status.code() == Some(0) && said(&again).starts_with("0 files"), "{}", said(&again));

    assert_eq!(home.run(&["build"]).status.code(), Some(0));
    home.write("public/incidents/theirs.txt", "theirs");
    fs::create_dir(home.project().join("public/empty")).unwrap();
    let clean = home.run(&["clean"]);
    assert_eq!(clean.status.code(), Some(0), "{}", said(&clean));
    assert!(said(&clean).contains("incidents/theirs.txt"), "{}", said(&clean));
    let left: Vec<PathBuf> = tree(&home.project().join("public")).into_keys().collect();
    assert_eq!(left, [home.project().join("public/incidents/theirs.txt")]);
    assert!(home.project().join("public/empty").is_dir());
    // What is left is a folder of others, and a build does not go into it.
    assert_eq!(home.run(&["build"]).status.code(), Some(2));
}

/// A way to make a build fail, and the code with which it has to end.
type Fault = (&'static str, &'static [&'static str], i32, fn(&Home));

const INCIDENT: &str = "content/incidents/2025-03-11-example-bakery-contact-form.md";

/// The ways in which builds of other generators have cost their users the site.
const FAILING: [Fault; 8] = [
    ("an image that is not there", &["build", "--strict"], 1, |home| {
        home.write(INCIDENT, &format!("{}\n![A graph](not-there.png)\n", home.read(INCIDENT)));
    }),
    ("a link that leads nowhere", &["build"], 1, |home| {
        home.write(INCIDENT, &format!("{}\n[There](not-there.md)\n", home.read(INCIDENT)));
    }),
    ("two documents with one address", &["build"], 1, |home| {
        home.write("content/incidents/again/2025-03-11-example-bakery-contact-form.md", &home.read(INCIDENT));
    }),
    ("front matter that is no YAML", &["build"], 1, |home| {
        home.write(INCIDENT, &home.read(INCIDENT).replacen("title: ", "title: \"", 1));
    }),
    ("a template that is no template", &["build"], 2, |home| {
        home.theme();
        home.write("themes/own/templates/incident.html", "{% if %}");
    }),
    ("a template that fails while it is drawn", &["build"], 2, |home| {
        home.theme();
        home.write("themes/own/templates/incident.html", "{{ view.not.there.at.all | upper }}");
    }),
    ("a link that leads nowhere, and a new layout", &["build"], 1, |home| {
        home.theme();
        home.write("themes/own/templates/page.html", "another layout");
        home.write(INCIDENT, &format!("{}\n[There](not-there.md)\n", home.read(INCIDENT)));
    }),
    ("settings that are not understood", &["build"], 2, |home| {
        home.write("site.toml", "[site");
    }),
];

#[test]
fn a_build_that_fails_leaves_the_old_site_byte_for_byte() {
    for (name, args, code, break_it) in FAILING {
        let home = Home::new();
        let first = home.run(&["build"]);
        assert_eq!(first.status.code(), Some(0), "{}", said(&first));
        let before = tree(&home.project().join("public"));
        break_it(&home);
        let end = home.run(args);
        assert_eq!(end.status.code(), Some(code), "{name}: {}", said(&end));
        let theirs = !name.contains("settings") && said(&end).contains("site.toml");
        assert!(!theirs, "{name}: it failed for another reason: {}", said(&end));
        assert!(before == tree(&home.project().join("public")), "{name}: the old site has changed");
        let beside = fs::read_dir(home.project()).unwrap().map(|entry| entry.unwrap().file_name());
        let left: Vec<_> = beside.filter(|name| name.to_string_lossy().starts_with(".public")).collect();
        assert!(left.is_empty(), "{name}: {left:?}");
    }
}

/// Fills a small disk to differing degrees, builds a site of which every page has changed, and compares. Prints a
/// line for each try: the code of the build, and whether the old or the new site is there.
const FULL_DISK: &str = r#"
set -eu
mount -t tmpfs -o size=16m tmpfs "$DISK"
echo mounted
cd "$DISK"
"$AMENDS" init -q .
sum() { (cd public && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-64); }
"$AMENDS" build -q -C "$DISK"
sed -i "s/^title = .*/title = \"Another title\"/" site.toml
"$AMENDS" build -q -C "$DISK" -o "$DISK/new"
new=$(cd new && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-64)
rm -r new
old=$(sum)
[ "$old" != "$new" ]
for kilobytes in 0 8 32 64 128 200 256 300 400 500 600 700 800 1000 1500 2000 8000; do
  free=$(df --output=avail -k . | tail -1 | tr -d ' ')
  fill=$((free - kilobytes))
  [ "$fill" -gt 0 ] && head -c "${fill}k" /dev/zero > fill
  code=0
  "$AMENDS" build -q -C "$DISK" > /dev/null 2> said || code=$?
  rm -f fill
  now=$(sum)
  case "$now" in "$old") which=old ;; "$new") which=new ;; *) which=mixed ;; esac
  left=$(find . -maxdepth 1 -name '.public*' | wc -l)
  echo "try $kilobytes $code $which $left"
  if [ "$which" = new ]; then
    sed -i "s/^title = .*/title = \"Try $kilobytes\"/" site.toml
    "$AMENDS" build -q -C "$DISK"
    old=$(sum)
    sed -i "s/^title = .*/title = \"Another title\"/" site.toml
  fi
done
"#;

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_site_or_the_new_one_whole() {
    let disk = TempDir::new().unwrap();
    let run = Command::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", FULL_DISK])
        .env("AMENDS", env!("CARGO_BIN_EXE_amends"))
        .env("DISK", disk.path())
        .output();
    let text = run.as_ref().map(said).unwrap_or_default();
    if !text.starts_with("mounted") {
        println!("skipped: no small disk can be mounted here: {text}");
        return;
    }
    assert!(run.unwrap().status.success(), "{text}");
    let tries: Vec<Vec<&str>> = text
        .lines()
        .filter_map(|line| line.strip_prefix("try "))
        .map(|line| line.split(' ').collect())
        .collect();
    assert_eq!(tries.len(), 17, "{text}");
    for found in &tries {
        let [_, code, which, left] = found.as_slice() else { panic!("{text}") };
        assert!(matches!((*code, *which), ("0", "new") | ("2", "old")), "{text}");
        assert_eq!(*left, "0", "{text}");
    }
    let ends = |which: &str| tries.iter().filter(|found| found.get(2) == Some(&which)).count();
    assert!(ends("old") >= 3 && ends("new") >= 1, "nothing was tried: {text}");
}
