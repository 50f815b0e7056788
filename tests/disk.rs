//! Reading a project and publishing a site, on a real disk.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use amends::disk::DiskError;
use amends::disk::edit::{create_new, replace_file};
use amends::disk::guard::Keep;
use amends::disk::publish::Publisher;
use amends::disk::read::{find_root, read, read_asset, read_file};
use amends::disk::theme::read_theme;
use amends::source::{ReadFault, Sources};
use tempfile::TempDir;

// Reading

#[test]
fn texts_are_read_once_and_everything_else_is_an_asset() {
    let project = project(&[
        ("content/incidents/2025/a.md", "a"),
        ("content/incidents/2025/shot.png", "png"),
        ("content/playbooks/b.md", "b"),
        ("content/registry/clients.yaml", "c"),
        ("content/registry/lexicon.toml", "l"),
        ("content/registry/notes.txt", "not read"),
        ("content/README.md", "not read"),
        ("content/_drafts/x.md", "not read"),
        ("content/.git/x.md", "not read"),
        ("content/pages/_x.md", "not read"),
    ]);
    let sources = read(project.path(), "registry", vec![read_file(project.path(), "site.toml")]).unwrap();
    let paths: Vec<&str> = sources.iter().map(|(_, file)| file.path.as_ref()).collect();
    assert_eq!(
        paths,
        [
            "content/incidents/2025/a.md",
            "content/playbooks/b.md",
            "content/registry/clients.yaml",
            "content/registry/lexicon.toml",
            "site.toml",
        ]
    );
    assert_eq!(
        sources.assets.iter().map(AsRef::as_ref).collect::<Vec<_>>(),
        ["content/incidents/2025/shot.png"]
    );
    assert!(sources.iter().all(|(_, file)| file.fault.is_none()));
}

#[test]
fn a_file_that_is_not_text_is_read_up_to_there() {
    let project = project(&[]);
    fs::write(project.path().join("content/x.md"), b"good \xff bad").unwrap();
    let file = one(project.path(), "content/x.md");
    assert_eq!((file.0.as_str(), file.1), ("good ", Some(ReadFault::NotText { byte: 0xff })));
}

#[test]
fn a_file_larger_than_any_text_is_not_read() {
    let project = project(&[]);
    let file = fs::File::create(project.path().join("content/x.md")).unwrap();
    file.set_len(16 * 1024 * 1024 + 1).unwrap();
    assert_eq!(
        one(project.path(), "content/x.md"),
        (String::new(), Some(ReadFault::TooLarge { bytes: 16 * 1024 * 1024 + 1 }))
    );
    file.set_len(16 * 1024 * 1024).unwrap();
    assert_eq!(one(project.path(), "content/x.md").1, None);
}

#[test]
fn a_folder_where_a_file_is_expected_is_told_and_walked() {
    let project = project(&[("content/x.md/y.md", "y")]);
    assert!(
        matches!(one(project.path(), "content/x.md").1, Some(ReadFault::Refused(why)) if why.contains("folder"))
    );
    assert_eq!(one(project.path(), "content/x.md/y.md").0, "y");
}

#[test]
fn no_content_folder_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let error = read(folder.path(), "registry", Vec::new()).unwrap_err().to_string();
    assert!(error.starts_with("cannot read ") && error.contains("content: "), "{error}");
    assert!(!error.contains("os error"), "{error}");
}

#[test]
fn the_root_is_the_nearest_folder_upwards_with_a_site_toml() {
    let project = project(&[("content/a/b/c.md", "")]);
    let root = fs::canonicalize(project.path()).unwrap();
    assert_eq!(find_root(&project.path().join("content/a/b")), Some(root));
    assert_eq!(find_root(&project.path().join("nowhere")), None);
}

#[cfg(unix)]
#[test]
fn links_are_followed_only_to_files_of_the_content() {
    use std::os::unix::fs::symlink;
    let project = project(&[("content/a.md", "a"), ("secret.md", "secret"), ("content/deep/img.png", "png")]);
    let content = project.path().join("content");
    let link = |to: &Path, name: &str| symlink(to, content.join(name)).unwrap();
    link(Path::new("a.md"), "inside.md");
    link(Path::new("../secret.md"), "outside.md");
    link(Path::new("/etc"), "etc");
    link(Path::new("/etc/passwd"), "passwd.png");
    link(Path::new("nothing"), "dangling.md");
    link(Path::new("."), "loop");
    link(Path::new("round.md"), "round.md");
    link(Path::new("deep/img.png"), "same.png");
    let sources = read(project.path(), "registry", Vec::new()).unwrap();
    let fault = |path: &str| sources.get(sources.find(path).unwrap()).unwrap().fault.clone();
    assert_eq!(fault("content/inside.md"), None);
    for path in ["content/outside.md", "content/etc", "content/passwd.png"] {
        assert_eq!(fault(path), Some(ReadFault::Outside), "{path}");
    }
    for path in ["content/dangling.md", "content/loop", "content/round.md"] {
        assert!(matches!(fault(path), Some(ReadFault::Refused(_))), "{path}");
    }
    assert!(sources.has_asset("content/same.png") && !sources.has_asset("content/passwd.png"));
    assert!(sources.iter().all(|(_, file)| !file.text.contains("secret") && !file.text.contains("root:")));
    assert_eq!(read_asset(project.path(), "content/same.png").unwrap(), b"png");
    assert!(read_asset(project.path(), "content/passwd.png").is_err());
    assert!(read_asset(project.path(), "content/../secret.md").is_err());
}

#[cfg(unix)]
#[test]
fn pipes_and_sockets_are_never_opened() {
    let project = project(&[]);
    let pipe = project.path().join("content/pipe.md");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let _socket = std::os::unix::net::UnixListener::bind(project.path().join("content/socket.md")).unwrap();
    for path in ["content/pipe.md", "content/socket.md"] {
        assert!(matches!(one(project.path(), path).1, Some(ReadFault::Refused(why)) if why.contains("pipe")));
    }
    assert!(read_asset(project.path(), "content/pipe.md").is_err());
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf_8_is_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let project = project(&[]);
    let name = std::ffi::OsStr::from_bytes(b"content/\xff.md");
    fs::write(project.path().join(name), "x").unwrap();
    assert!(matches!(one(project.path(), "content/\u{fffd}.md").1, Some(ReadFault::Refused(_))));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_or_folder_is_told_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt as _;
    let project = project(&[("content/a.md", "a"), ("content/b.md", "b"), ("content/shut/c.md", "c")]);
    let set = |path: &str, mode| {
        fs::set_permissions(project.path().join(path), fs::Permissions::from_mode(mode)).unwrap();
    };
    set("content/b.md", 0);
    set("content/shut", 0);
    let sources = read(project.path(), "registry", Vec::new()).unwrap();
    let for_root = fs::read(project.path().join("content/b.md")).is_ok();
    set("content/shut", 0o755);
    assert_eq!(text(&sources, "content/a.md").0, "a");
    if for_root {
        println!("skipped: this user may read everything");
        return;
    }
    assert!(matches!(text(&sources, "content/b.md").1, Some(ReadFault::Refused(_))));
    assert!(matches!(text(&sources, "content/shut").1, Some(ReadFault::Refused(_))));
}

#[test]
fn a_theme_is_read_whole_and_only_by_its_name() {
    let project = project(&[
        ("themes/mine/templates/page.html", "page"),
        ("themes/mine/templates/_part.html", "part"),
        ("themes/mine/static/x.css", "css"),
        ("themes/mine/.DS_Store", "no"),
    ]);
    let files = read_theme(project.path(), "mine").unwrap();
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_ref()).collect();
    assert_eq!(paths, ["static/x.css", "templates/_part.html", "templates/page.html"]);
    for name in ["", "..", "../content", "other", ".", "a/b"] {
        assert!(read_theme(project.path(), name).is_err(), "{name}");
    }
}

// Editing

#[test]
fn a_file_is_replaced_in_one_step_and_keeps_its_mode() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.md");
    assert!(replace_file(&file, b"x").is_err());
    create_new(&file, b"one").unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        replace_file(&file, b"two").unwrap();
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
    }
    replace_file(&file, b"two").unwrap();
    assert_eq!(fs::read(&file).unwrap(), b"two");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_new_file_never_overwrites() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep/er/a.md");
    create_new(&file, b"one").unwrap();
    assert!(create_new(&file, b"two").is_err());
    assert_eq!(fs::read(&file).unwrap(), b"one");
}

// Publishing

#[test]
fn a_site_is_there_only_when_it_is_finished() {
    let project = project(&[("content/a.png", "png")]);
    let out = project.path().join("public");
    let publisher = open(project.path(), &out).unwrap();
    publisher.write("index.html", b"home").unwrap();
    publisher.write("incidents/2025/a.html", b"a").unwrap();
    publisher.copy("content/a.png", "incidents/a.png").unwrap();
    assert!(!out.exists());
    publisher.finish().unwrap();
    assert_eq!(
        tree(&out),
        files(&[("index.html", "home"), ("incidents/2025/a.html", "a"), ("incidents/a.png", "png")])
    );
    assert_nothing_beside(&out);
}

#[test]
fn a_second_build_removes_our_old_files_and_keeps_those_of_others() {
    let project = project(&[]);
    let out = project.path().join("public");
    publish(project.path(), &out, &[("index.html", "1"), ("gone/a.html", "1"), ("same.html", "same")]);
    fs::write(out.join("CNAME"), "ours").unwrap();
    fs::create_dir_all(out.join("gone/notes")).unwrap();
    fs::write(out.join("gone/notes/x.txt"), "theirs").unwrap();
    fs::create_dir(out.join("empty")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("/nowhere", out.join("link")).unwrap();
    publish(project.path(), &out, &[("index.html", "2"), ("same.html", "same"), ("new.html", "2")]);
    let expected = [
        ("index.html", "2"),
        ("same.html", "same"),
        ("new.html", "2"),
        ("CNAME", "ours"),
        ("gone/notes/x.txt", "theirs"),
    ];
    assert_eq!(tree(&out), files(&expected));
    assert!(out.join("empty").is_dir());
    #[cfg(unix)]
    assert_eq!(fs::read_link(out.join("link")).unwrap(), Path::new("/nowhere"));
    assert_nothing_beside(&out);
}

#[cfg(unix)]
#[test]
fn unchanged_files_are_linked_and_changed_ones_never_written_through() {
    use std::os::unix::fs::MetadataExt as _;
    let project = project(&[]);
    let out = project.path().join("public");
    publish(project.path(), &out, &[("same.html", "same"), ("other.html", "1")]);
    let number = |name: &str| fs::metadata(out.join(name)).unwrap().ino();
    let (same, other) = (number("same.html"), number("other.html"));
    fs::hard_link(out.join("other.html"), project.path().join("kept.html")).unwrap();
    publish(project.path(), &out, &[("same.html", "same"), ("other.html", "2")]);
    assert_eq!(number("same.html"), same);
    assert_ne!(number("other.html"), other);
    assert_eq!(fs::read(project.path().join("kept.html")).unwrap(), b"1");
}

#[test]
fn a_build_that_is_given_up_leaves_the_old_site_as_it_was() {
    let project = project(&[]);
    let out = project.path().join("public");
    publish(project.path(), &out, &[("index.html", "1")]);
    let publisher = open(project.path(), &out).unwrap();
    publisher.write("index.html", b"2").unwrap();
    drop(publisher);
    assert_eq!(tree(&out), files(&[("index.html", "1")]));
    assert_nothing_beside(&out);
}

#[test]
fn folders_where_files_of_others_could_be_lost_are_refused_untouched() {
    let project = project(&[
        ("content/a.md", "a"),
        ("themes/mine/templates/page.html", "t"),
        ("precious/a.txt", "p"),
        ("precious/.hidden", "h"),
        (".git/HEAD", "ref"),
        ("home/me/letter.txt", "l"),
        ("file.txt", "f"),
    ]);
    let root = project.path();
    #[cfg(unix)]
    for (to, name) in [("content", "link"), (".", "here"), ("content/sub", "dangling"), ("precious", "p")] {
        std::os::unix::fs::symlink(to, root.join(name)).unwrap();
    }
    let before = tree(root);
    let mut refused = vec![
        "content",
        "content/",
        "content/new",
        "content/incidents/../new",
        "",
        ".",
        "..",
        "../..",
        "/",
        "themes",
        "themes/mine",
        "themes/new",
        "precious",
        ".git",
        ".git/new",
        ".GIT/new",
        ".hg",
        "home/me",
        "home",
        "file.txt",
        "file.txt/x",
        "public/../content",
        "public/../public/../content/x",
        "Content/x",
    ];
    if cfg!(unix) {
        refused.extend(["link", "link/new", "here", "here/content/x", "dangling", "p", "here/here/content"]);
    }
    for out in refused {
        let error = open(root, &root.join(out)).expect_err(out).to_string();
        assert!(error.starts_with("cannot "), "{error}");
        assert_eq!(tree(root), before, "{out}");
    }
    for out in ["public", "site/of/ours", "content-site", "home-site"] {
        open(root, &root.join(out)).unwrap();
    }
}

#[test]
fn a_folder_with_a_foreign_list_is_refused() {
    let project = project(&[("public/.amends-manifest", "something else\n"), ("public/x.txt", "x")]);
    assert!(open(project.path(), &project.path().join("public")).is_err());
}

#[test]
fn a_file_of_others_in_the_way_is_not_overwritten() {
    let project = project(&[]);
    let out = project.path().join("public");
    publish(project.path(), &out, &[("index.html", "1")]);
    fs::write(out.join("about.html"), "theirs").unwrap();
    let publisher = open(project.path(), &out).unwrap();
    let error = publisher.write("about.html", b"ours").unwrap_err().to_string();
    assert!(error.contains("about.html"), "{error}");
    publisher.write("about.html/x.html", b"ours").unwrap();
    publisher.finish().unwrap_err();
    assert_eq!(tree(&out), files(&[("index.html", "1"), ("about.html", "theirs")]));
    assert_nothing_beside(&out);
}

#[test]
fn names_that_no_file_can_have_are_errors_that_name_them() {
    let project = project(&[]);
    let publisher = open(project.path(), &project.path().join("public")).unwrap();
    let long = "x".repeat(300);
    for path in ["", "/etc/x", "../x", "a/../../x", "a//b", "a/", "./a", "nul\0", ".amends-manifest", &long] {
        let error = publisher.write(path, b"x").unwrap_err().to_string();
        assert!(error.starts_with("cannot write ") && error.contains(path), "{error}");
    }
    publisher.write("a.html", b"x").unwrap();
    assert!(publisher.write("a.html", b"twice").is_err());
}

#[test]
fn two_builds_into_one_folder_do_not_mix() {
    let project = project(&[]);
    let out = project.path().join("public");
    let first = open(project.path(), &out).unwrap();
    let error = open(project.path(), &out).unwrap_err().to_string();
    assert!(error.contains("another build"), "{error}");
    first.write("index.html", b"1").unwrap();
    first.finish().unwrap();
    // What a dead build left behind locks nobody out.
    fs::write(project.path().join(".public.amends-lock"), "").unwrap();
    publish(project.path(), &out, &[("index.html", "2")]);
    assert_eq!(tree(&out), files(&[("index.html", "2")]));
}

#[test]
fn what_killed_builds_left_is_tidied_and_foreign_folders_are_not() {
    let project = project(&[
        (".public.amends-7-0/.amends-unfinished", ""),
        (".public.amends-7-0/half.html", "half"),
        (".public.amends-8-0/.amends-manifest", "amends-manifest 1\nold.html\n"),
        (".public.amends-8-0/old.html", "old"),
        (".public.amends-8-0/theirs.txt", "theirs"),
        (".public.amends-9-0/photo.jpg", "not ours"),
        (".public.amends-notes/x.txt", "not ours"),
    ]);
    let root = project.path();
    fs::create_dir_all(root.join("public")).unwrap();
    publish(root, &root.join("public"), &[("index.html", "1")]);
    assert!(!root.join(".public.amends-7-0").exists() && !root.join(".public.amends-8-0").exists());
    assert!(
        root.join(".public.amends-9-0/photo.jpg").exists()
            && root.join(".public.amends-notes/x.txt").exists()
    );
    assert_eq!(tree(&root.join("public")), files(&[("index.html", "1"), ("theirs.txt", "theirs")]));
}

#[test]
fn an_old_site_that_was_on_its_way_is_put_back() {
    let project = project(&[
        (".public.amends-8-before/.amends-manifest", "amends-manifest 1\nold.html\n"),
        (".public.amends-8-before/old.html", "old"),
    ]);
    drop(open(project.path(), &project.path().join("public")).unwrap());
    assert_eq!(tree(&project.path().join("public")), files(&[("old.html", "old")]));
}

const KILLED: &str = "AMENDS_TEST_BUILD_TO_BE_KILLED";
const PAGES: usize = 300;

/// Not a test of its own: what the next test starts and kills.
#[test]
fn build_to_be_killed() {
    let Some(root) = std::env::var_os(KILLED).map(PathBuf::from) else { return };
    for round in 0u32.. {
        let publisher = open(&root, &root.join("public")).unwrap();
        for page in 0..PAGES {
            publisher.write(&format!("p/{page}.html"), format!("{round}").as_bytes()).unwrap();
        }
        publisher.finish().unwrap();
    }
}

fn time_of_a_build(root: &Path) -> Duration {
    let start = Instant::now();
    let publisher = open(root, &root.join("elsewhere")).unwrap();
    for page in 0..PAGES {
        publisher.write(&format!("p/{page}.html"), b"x").unwrap();
    }
    publisher.finish().unwrap();
    start.elapsed()
}

#[test]
fn a_build_killed_at_any_moment_leaves_one_whole_site() {
    let project = project(&[]);
    let out = project.path().join("public");
    publish(project.path(), &out, &[("p/0.html", "first")]);
    fs::write(out.join("theirs.txt"), "theirs").unwrap();
    let (mut unfinished, mut published) = (0, 0);
    // A slow or busy machine is killed later, so that some builds come to their end.
    let whole = time_of_a_build(project.path());
    let lock = project.path().join(".public.amends-lock");
    for moment in 0..600 {
        if moment >= 100 && unfinished > 0 && published > 0 {
            break;
        }
        let _ = fs::remove_file(&lock);
        let mut build = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "build_to_be_killed"])
            .env(KILLED, project.path())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let start = Instant::now();
        while !project.path().join(".public.amends-lock").exists()
            && start.elapsed() < Duration::from_secs(10)
        {
            std::thread::sleep(Duration::from_micros(200));
        }
        std::thread::sleep(whole * (moment % 100) / 33);
        build.kill().unwrap();
        build.wait().unwrap();
        let site = tree(&out);
        assert_eq!(site.get("theirs.txt").map(String::as_str), Some("theirs"));
        let mut pages = site.iter().filter(|(path, _)| path.starts_with("p/")).map(|(_, text)| text);
        let first = pages.next().unwrap();
        assert!(pages.all(|text| text == first), "two builds are mixed");
        let is_first = first == "first";
        assert!(is_first || site.keys().filter(|path| path.starts_with("p/")).count() == PAGES);
        unfinished += u32::from(hidden_beside(&out).len() > 1);
        published += u32::from(!is_first);
    }
    println!("{unfinished} builds left something unfinished, {published} times a new site stood there");
    assert!(
        unfinished > 0 && published > 0,
        "nothing was tried: {unfinished} unfinished, {published} published"
    );
    publish(project.path(), &out, &[("p/0.html", "last")]);
    assert_eq!(tree(&out), files(&[("p/0.html", "last"), ("theirs.txt", "theirs")]));
    assert_nothing_beside(&out);
}

// Helpers

fn project(texts: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("content")).unwrap();
    fs::write(folder.path().join("site.toml"), "").unwrap();
    for (path, text) in texts {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }
    folder
}

fn one(root: &Path, path: &str) -> (String, Option<ReadFault>) {
    text(&read(root, "registry", Vec::new()).unwrap(), path)
}

fn text(sources: &Sources, path: &str) -> (String, Option<ReadFault>) {
    let file = sources.get(sources.find(path).expect(path)).unwrap();
    (file.text.to_string(), file.fault.clone())
}

fn open(root: &Path, out: &Path) -> Result<Publisher, DiskError> {
    let home = root.join("home/me");
    Publisher::open(out, &Keep { root, folders: &["content", "themes"], home: Some(&home) })
}

fn publish(root: &Path, out: &Path, pages: &[(&str, &str)]) {
    let publisher = open(root, out).unwrap();
    for (path, text) in pages {
        publisher.write(path, text.as_bytes()).unwrap();
    }
    publisher.finish().unwrap();
}

fn files(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// All files of a site but its own list, with their text.
fn tree(folder: &Path) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let found =
        entries.filter(|entry| entry.file_type().is_file() && entry.file_name() != ".amends-manifest");
    let pair = |entry: walkdir::DirEntry| {
        let path = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
        (path, fs::read_to_string(entry.path()).unwrap())
    };
    found.map(pair).collect()
}

fn assert_nothing_beside(out: &Path) {
    assert_eq!(hidden_beside(out), Vec::<String>::new());
}

/// Names of what builds put beside their output.
fn hidden_beside(out: &Path) -> Vec<String> {
    let names = fs::read_dir(out.parent().unwrap()).unwrap().map(|entry| entry.unwrap().file_name());
    names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.contains("amends-")).collect()
}
