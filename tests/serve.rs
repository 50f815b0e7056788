//! The preview server and its watcher: real connections, real files.

#![cfg(feature = "serve")]
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use amends::cmd::serve::server::{Answer, Preview, Reload, listen, serve_until};
use amends::cmd::watch::Watch;
use tempfile::TempDir;

// The server

#[test]
fn pages_and_assets_are_served_with_the_headers_of_a_preview() {
    let server = Server::start();
    let page = server.get("/");
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<h1>Home</h1>"), "{}", page.body);
    assert!(page.body.contains(r#"<script src="/_amends/reload.js" data-version=""#), "{}", page.body);
    for header in [
        "content-type: text/html; charset=utf-8",
        "cache-control: no-store",
        "x-content-type-options: nosniff",
        "cross-origin-resource-policy: same-origin",
    ] {
        assert!(page.head.contains(header), "{header} in {}", page.head);
    }
    assert!(server.get("/index.html").body.contains("Home"));
    assert!(server.get("/incidents/").body.contains("List"));
    assert!(server.get("/na%C3%AFve.html?x=1").body.contains("Naïve"));
    let style = server.get("/site.css");
    assert!(style.head.contains("text/css") && style.body == "p{}", "{}", style.body);
    assert!(server.get("/_amends/reload.js").body.contains("EventSource"));
}

#[test]
fn what_is_not_there_is_the_404_page() {
    let server = Server::start();
    for path in ["/nowhere.html", "/incidents", "/.git/config", "/etc/passwd"] {
        let page = server.get(path);
        assert_eq!((page.status, page.body.contains("Nothing here")), (404, true), "{path}");
    }
}

#[test]
fn paths_that_leave_the_site_are_refused() {
    let server = Server::start();
    for path in
        ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/a/..%2f..%2fetc/passwd", "//etc/passwd", "/%00"]
    {
        assert_eq!(server.get(path).status, 400, "{path}");
    }
}

#[test]
fn only_localhost_is_answered() {
    let server = Server::start();
    let port = server.address.port();
    for host in
        [format!("localhost:{port}"), format!("127.0.0.1:{port}"), "[::1]:80".into(), "LOCALHOST".into()]
    {
        assert_eq!(server.ask(&format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n")).status, 200, "{host}");
    }
    let foreign = [
        "Host: evil.example\r\n",
        "Host: localhost.evil.example\r\n",
        "Host: localhost@evil.example\r\n",
        "Host: localhost\r\nHost: evil.example\r\n",
        "Host: 169.254.169.254\r\n",
        "Host: \r\n",
        "",
    ];
    for host in foreign {
        let status = server.ask(&format!("GET / HTTP/1.1\r\n{host}\r\n")).status;
        assert!(matches!(status, 400 | 403), "{status} for {host}");
    }
    let absolute = format!("GET http://evil.example/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n");
    assert_eq!(server.ask(&absolute).status, 403);
}

#[test]
fn the_site_can_only_be_read() {
    let server = Server::start();
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer =
            server.ask(&format!("{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"));
        assert_eq!((answer.status, answer.head.contains("allow: GET, HEAD")), (405, true), "{method}");
    }
    let head = server.ask("HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn malformed_requests_end_only_their_own_connection() {
    let server = Server::start();
    let long = format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(1_000_000));
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "X: y\r\n".repeat(5_000));
    for text in
        ["\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\0\x01\x02\x03\r\n\r\n", "{}", &long, &many]
    {
        let mut stream = TcpStream::connect(server.address).unwrap();
        // The server may hang up before all of it was sent.
        let _ = stream.write_all(text.as_bytes());
        drop(stream);
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_connection_is_kept_for_the_next_request() {
    let server = Server::start();
    let mut stream = server.connect();
    for _ in 0..3 {
        stream.write_all(b"GET /site.css HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let text = read_until(&mut stream, "p{}");
        assert!(text.starts_with("HTTP/1.1 200"), "{text}");
    }
}

#[test]
fn slow_clients_and_slow_pages_keep_nobody_waiting() {
    let server = Server::start();
    let mut slow = server.connect();
    slow.write_all(b"GET / HT").unwrap();
    let mut drawing = server.connect();
    drawing.write_all(b"GET /slow.html HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    std::thread::sleep(Duration::from_millis(50));
    let start = Instant::now();
    assert_eq!(server.get("/").status, 200);
    assert!(start.elapsed() < Duration::from_millis(800), "{:?}", start.elapsed());
    slow.write_all(b"TP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    assert!(read_until(&mut slow, "</body>").starts_with("HTTP/1.1 200"));
    assert!(read_until(&mut drawing, "</body>").contains("Slow"));
}

#[test]
fn two_hundred_connections_at_once_are_all_answered() {
    let server = Server::start();
    let request = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    let mut streams: Vec<TcpStream> = (0..200).map(|_| server.connect()).collect();
    for stream in &mut streams {
        stream.write_all(request).unwrap();
    }
    for stream in &mut streams {
        assert!(read_until(stream, "</body>").starts_with("HTTP/1.1 200"));
    }
}

#[test]
fn a_page_that_cannot_be_drawn_ends_nothing() {
    let server = Server::start();
    assert_eq!(server.get("/panic.html").status, 500);
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn a_fault_is_shown_and_goes_when_it_is_mended() {
    let server = Server::start();
    *server.site.fault.lock().unwrap() = Some("<body>2 errors</body>".into());
    let page = server.get("/incidents/");
    assert_eq!((page.status, page.body.contains("2 errors")), (500, true));
    assert!(page.body.contains("/_amends/reload.js"), "{}", page.body);
    *server.site.fault.lock().unwrap() = None;
    assert_eq!(server.get("/incidents/").status, 200);
}

#[test]
fn browsers_are_told_of_every_new_version() {
    let server = Server::start();
    let mut stream = server.connect();
    stream.write_all(b"GET /_amends/reload HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let first = read_until(&mut stream, "\n\n");
    assert!(first.contains("text/event-stream"), "{first}");
    let shown = server.get("/").body;
    let shown = shown.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(first.contains(&format!("data: {shown}\n")), "{first} but {shown}");
    server.reload.tell();
    let second = read_until(&mut stream, "\n\n");
    assert!(second.contains("event: version") && !second.contains(shown), "{second}");
    assert!(second.contains("data:") && !server.get("/").body.contains(shown));
}

#[test]
fn it_ends_when_it_is_told_to_though_browsers_listen() {
    let mut server = Server::start();
    let mut stream = server.connect();
    stream.write_all(b"GET /_amends/reload HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    read_until(&mut stream, "\n\n");
    let start = Instant::now();
    server.stop();
    assert!(start.elapsed() < Duration::from_secs(2));
    assert!(TcpStream::connect(server.address).is_err());
}

#[test]
fn the_next_port_is_taken_if_one_is_not_free() {
    let first = listen(0).unwrap();
    let port = first.local_addr().unwrap().port();
    let second = listen(port).unwrap().local_addr().unwrap();
    assert!(second.port() > port && second.ip().is_loopback());
}

// The watcher

#[test]
fn every_kind_of_change_is_noticed() {
    let (project, changes, _watch) = watched();
    let root = project.path();
    let a = root.join("content/incidents/a.md");
    expect(&changes, "edit", || fs::write(&a, "2").unwrap());
    expect(&changes, "save by rename", || {
        fs::write(root.join("content/incidents/.a.swp"), "3").unwrap();
        fs::rename(root.join("content/incidents/.a.swp"), &a).unwrap();
    });
    expect(&changes, "new file", || fs::write(root.join("content/b.md"), "").unwrap());
    expect(&changes, "rename", || fs::rename(root.join("content/b.md"), root.join("content/c.md")).unwrap());
    expect(&changes, "delete", || fs::remove_file(root.join("content/c.md")).unwrap());
    expect(&changes, "file in a folder made a moment ago", || {
        fs::create_dir_all(root.join("content/x/y/z")).unwrap();
        fs::write(root.join("content/x/y/z/d.md"), "1").unwrap();
    });
    expect(&changes, "edit in the new folder", || fs::write(root.join("content/x/y/z/d.md"), "22").unwrap());
    expect(&changes, "site.toml", || fs::write(root.join("site.toml"), "x").unwrap());
    expect(&changes, "a first theme", || fs::create_dir_all(root.join("themes/mine/templates")).unwrap());
    expect(&changes, "in it", || fs::write(root.join("themes/mine/templates/page.html"), "x").unwrap());
    expect(&changes, "content moved away", || fs::rename(root.join("content"), root.join("aside")).unwrap());
    expect(&changes, "and back", || fs::rename(root.join("aside"), root.join("content")).unwrap());
    expect(&changes, "edit after that", || fs::write(&a, "4444").unwrap());
    expect(&changes, "content made anew", || {
        fs::remove_dir_all(root.join("content")).unwrap();
        fs::create_dir_all(root.join("content/incidents")).unwrap();
    });
    expect(&changes, "edit after that too", || fs::write(&a, "new").unwrap());
}

#[test]
fn reading_building_and_hidden_files_are_no_change() {
    let (project, changes, watch) = watched();
    let root = project.path();
    for _ in 0..50 {
        fs::read(root.join("content/incidents/a.md")).unwrap();
        fs::read_dir(root.join("content")).unwrap().count();
    }
    fs::create_dir(root.join("public")).unwrap();
    fs::write(root.join("public/index.html"), "x").unwrap();
    fs::write(root.join(".public.amends-lock"), "x").unwrap();
    fs::write(root.join("content/incidents/.a.md.swp"), "x").unwrap();
    let told = changes.recv_timeout(Duration::from_millis(600));
    assert!(told.is_err() || !watch.is_told(), "a change was told that is none");
}

#[test]
fn twenty_files_at_once_are_few_changes() {
    let (project, changes, watch) = watched();
    for file in 0..20 {
        fs::write(project.path().join(format!("content/{file}.md")), "x").unwrap();
    }
    changes.recv_timeout(SOON).expect("told");
    std::thread::sleep(Duration::from_millis(600));
    let more = changes.try_iter().count();
    assert!(more <= 3, "{more} more");
    drop(watch);
    fs::write(project.path().join("content/after.md"), "x").unwrap();
    assert!(changes.recv_timeout(Duration::from_millis(200)).is_err());
}

// Helpers

const SOON: Duration = Duration::from_secs(10);

fn watched() -> (TempDir, Receiver<()>, Watch) {
    let project = tempfile::tempdir().unwrap();
    fs::create_dir_all(project.path().join("content/incidents")).unwrap();
    fs::write(project.path().join("content/incidents/a.md"), "1").unwrap();
    fs::write(project.path().join("site.toml"), "").unwrap();
    let (tell, changes) = channel();
    let watch = Watch::start(project.path(), move || {
        let _ = tell.send(());
    })
    .unwrap();
    (project, changes, watch)
}

/// Does something, and waits until it was noticed and all is quiet again.
fn expect(changes: &Receiver<()>, what: &str, change: impl FnOnce()) {
    change();
    changes.recv_timeout(SOON).unwrap_or_else(|_| panic!("not noticed: {what}"));
    while changes.recv_timeout(Duration::from_millis(400)).is_ok() {}
}

/// A site in memory, in the place of the real one.
#[derive(Default)]
struct Memory {
    fault: Mutex<Option<String>>,
}

impl Preview for Memory {
    fn get(&self, path: &str) -> Answer {
        if let Some(fault) = self.fault.lock().unwrap().clone() {
            return Answer::Fault(fault.into_bytes());
        }
        let page = |body: &str| Answer::File(format!("<html><body>{body}</body></html>").into_bytes());
        match path {
            "index.html" => page("<h1>Home</h1>"),
            "incidents/index.html" => page("List"),
            "naïve.html" => page("Naïve"),
            "404.html" => page("Nothing here"),
            "site.css" => Answer::File(b"p{}".to_vec()),
            "panic.html" => panic!("on purpose"),
            "slow.html" => {
                std::thread::sleep(Duration::from_secs(1));
                page("Slow")
            }
            _ => Answer::Missing,
        }
    }
}

struct Server {
    address: SocketAddr,
    site: Arc<Memory>,
    reload: Reload,
    stop: Option<tokio::sync::oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (site, reload) = (Arc::new(Memory::default()), Reload::default());
        let (stop, stopped) = tokio::sync::oneshot::channel();
        let (preview, versions) = (site.clone(), reload.clone());
        let thread = std::thread::spawn(move || {
            serve_until(listener, preview, &versions, async { drop(stopped.await) }).unwrap();
        });
        Self { address, site, reload, stop: Some(stop), thread: Some(thread) }
    }

    fn stop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(SOON)).unwrap();
        stream
    }

    fn get(&self, path: &str) -> Reply {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"))
    }

    fn ask(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        let request = request.replacen("\r\n", "\r\nConnection: close\r\n", 1);
        stream.write_all(request.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Reply { status, head: head.to_owned(), body: body.to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn read_until(stream: &mut TcpStream, end: &str) -> String {
    let mut text = String::new();
    let mut part = [0; 4096];
    while !text.contains(end) {
        let read = stream.read(&mut part).expect(end);
        assert!(read > 0, "hung up before {end:?}: {text}");
        text.push_str(&String::from_utf8_lossy(part.get(..read).unwrap()));
    }
    text
}
