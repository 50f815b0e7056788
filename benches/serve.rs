//! How long it takes from saving a file to the new text being served: `cargo bench --bench serve`.
//!
//! `AMENDS_BENCH=FOLDER` names the project; a copy of it is written to. Without it, the project is this repository, each
//! incident many times under other ids. Two ways are measured: within one process, from a path that is known to have
//! changed to the page; and through the real server, from the end of writing to the answer that has the new text, with
//! the time that the system takes to tell and that is waited for an editor to be done: for the body of an incident, its
//! front matter, a registry and site.toml.

#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a benchmark prints")]

use amends::cmd::project::Project;
use amends::cmd::serve::server::Answer;
use amends::cmd::serve::warm::Warm;
use amends::date::Day;
use amends::disk::known::Heard;
use amends::pages::Subject;
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How often each incident of this repository stands in the corpus.
const COPIES: usize = 150;
/// How often a file is saved for a median.
const TIMES: usize = 31;

fn main() {
    let folder = tempfile::tempdir_in(if Path::new("/dev/shm").is_dir() { "/dev/shm" } else { "." }).unwrap();
    let root = folder.path().canonicalize().unwrap();
    match std::env::var_os("AMENDS_BENCH") {
        Some(given) => copy(Path::new(&given), &root, 1),
        None => copy(Path::new(env!("CARGO_MANIFEST_DIR")), &root, COPIES),
    }
    within(&root);
    served(&root);
}

/// From a path that is known to have changed to the page.
fn within(root: &Path) {
    let begun = Instant::now();
    let mut warm = Warm::open(Project::at(root.to_path_buf(), Day::new(2026, 11, 21).unwrap()));
    println!("{:<44}{:>9.1} ms", "read, before anything is shown", ms(begun.elapsed()));
    let (path, url) = victim(&warm, root);
    let list = "incidents/index.html".to_owned();
    for (what, page, is_draft) in [
        ("an incident", &url, false),
        ("an incident that is a draft", &url, true),
        ("the list of incidents", &list, false),
        ("the first page", &"index.html".to_owned(), false),
    ] {
        let text = fs::read_to_string(&path).unwrap();
        let base = if is_draft { text.replace("status: published", "status: draft") } else { text.clone() };
        let (mut looks, mut all) = (Vec::new(), Vec::new());
        for number in 0..TIMES {
            fs::write(&path, format!("{base}\nMeasured {number} times.\n")).unwrap();
            let begun = Instant::now();
            assert!(warm.look(&Heard::Paths(BTreeSet::from([path.clone()]))));
            let state = warm.state();
            looks.push(begun.elapsed());
            let Answer::File(bytes) = state.get(page) else { unreachable_page(page, &state.summary()) };
            all.push(begun.elapsed());
            assert!(
                page != &url
                    || String::from_utf8(bytes).unwrap().contains(&format!("Measured {number} times"))
            );
            warm.tidy();
        }
        println!("{:<44}{:>9.1} ms, {:.1} ms of them for the new state", what, median(all), median(looks));
        fs::write(&path, text).unwrap();
        warm.look(&Heard::Anything);
    }
}

/// Through the real server.
fn served(root: &Path) {
    let warm = Warm::open(Project::at(root.to_path_buf(), Day::new(2026, 11, 21).unwrap()));
    let (path, url) = victim(&warm, root);
    drop(warm);
    let mut child = Command::new(env!("CARGO_BIN_EXE_amends"))
        .args(["serve", "--port", "8700", "-C"])
        .arg(root)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let address = address(&mut child);
    let clients = root.join("content/registry/clients.yaml");
    // Puts the token in the place of the value behind a key.
    let put = |text: &str, key: &str, token: &str| {
        let (head, rest) = text.split_once(key).unwrap();
        let (_, rest) = rest.split_at(rest.find(['\n', ',', '}']).unwrap());
        format!("{head}{key}\"{token}\"{rest}")
    };
    let body = |text: &str, token: &str| format!("{text}\n{token}.\n");
    let title = |text: &str, token: &str| put(text, "title: ", token);
    let client = |text: &str, token: &str| {
        let key = if text.contains("\"name\": ") { "\"name\": " } else { "name: " };
        put(text, key, token)
    };
    let site = |text: &str, token: &str| put(text, "title = ", token);
    for (what, path, edit, url) in [
        ("the body of an incident", &path, &body as &dyn Fn(&str, &str) -> String, url.as_str()),
        ("its title", &path, &title, url.as_str()),
        ("the name of a client", &clients, &client, "clients/index.html"),
        ("the title of the site", &root.join("site.toml"), &site, "index.html"),
    ] {
        let text = fs::read_to_string(path).unwrap();
        let mut times = Vec::new();
        for number in 0..TIMES {
            let token = format!("Served {number} times");
            std::thread::sleep(Duration::from_millis(900));
            fs::write(path, edit(&text, &token)).unwrap();
            let begun = Instant::now();
            while !get(&address, url).contains(&token) {
                assert!(begun.elapsed() < Duration::from_secs(60), "{token} is not shown");
            }
            times.push(begun.elapsed());
        }
        println!("{:<44}{:>9.1} ms", format!("saved to served: {what}"), median(times));
        fs::write(path, text).unwrap();
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

fn unreachable_page(page: &str, why: &str) -> ! {
    println!("{page} is not shown: {why}");
    std::process::exit(1)
}

/// The file of a published incident in the middle of the record, and its address.
fn victim(warm: &Warm, root: &Path) -> (PathBuf, String) {
    let state = warm.state();
    let book = state.book().unwrap_or_else(|why| unreachable_page("the site", why));
    let site = book.checked().site();
    let all: Vec<_> = book.pages().iter().filter(|page| page.kind.name == "incident").collect();
    let found = all.iter().skip(all.len() / 2).find_map(|page| {
        let Subject::Document(id) = page.subject else { return None };
        let document = site.get(id).filter(|it| it.status() == Some("published"))?;
        Some((root.join(document.path.as_ref()), page.url.to_string()))
    });
    found.unwrap()
}

/// What the server says where it is.
fn address(child: &mut std::process::Child) -> String {
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let line = lines.find_map(|line| line.ok().filter(|line| line.contains("http://"))).unwrap();
    // The pipe has to be read for as long as something is said.
    std::thread::spawn(move || lines.for_each(drop));
    let from = line.split("http://").nth(1).unwrap();
    from.split('/').next().unwrap().to_owned()
}

fn get(address: &str, url: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET /{url} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// site.toml and the content, with the incidents many times.
fn copy(from: &Path, to: &Path, copies: usize) {
    fs::copy(from.join("site.toml"), to.join("site.toml")).unwrap();
    let mut folders = vec![PathBuf::from("content")];
    while let Some(folder) = folders.pop() {
        fs::create_dir_all(to.join(&folder)).unwrap();
        for entry in fs::read_dir(from.join(&folder)).unwrap().map(Result::unwrap) {
            let below = folder.join(entry.file_name());
            let name = below.to_string_lossy().into_owned();
            if entry.file_type().unwrap().is_dir() {
                folders.push(below);
                continue;
            }
            let times = if name.contains("/incidents/") && name.ends_with(".md") { copies } else { 1 };
            fs::copy(entry.path(), to.join(&below)).unwrap();
            for number in 1..times {
                fs::copy(entry.path(), to.join(name.replace(".md", &format!("-{number}.md")))).unwrap();
            }
        }
    }
}

fn median(mut times: Vec<Duration>) -> f64 {
    times.sort();
    ms(times.get(times.len() / 2).copied().unwrap_or_default())
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
