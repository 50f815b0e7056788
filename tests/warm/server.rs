//! The same with a real server, and with what the system tells of real files.

use crate::changes::{CHANGES, SOME};
use crate::project::{amends, build, incident, project};
use crate::shop::Shop;
use amends::cmd::serve::server::Answer;
use amends::cmd::serve::warm::Warm;
use amends::disk::known::Heard;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

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
