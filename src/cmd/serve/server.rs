//! The preview server: this machine only, this site only.
//!
//! It takes no path to the disk: what it serves is what [`Preview`] knows by an address. A page on another host
//! can make a browser ask here (also under another host's name), so the Host header is checked, and answers
//! say that they are for pages of this origin.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse as _, Response};
use tokio::sync::watch;
use tokio_stream::StreamExt as _;
use tokio_stream::wrappers::WatchStream;

use crate::cmd::serve::page;

/// Where the server gets its answers; asked from many threads at once.
pub trait Preview: Send + Sync + 'static {
    /// What stands at an address of the site: `index.html`, `incidents/index.html`. No `..`, no empty part.
    fn get(&self, path: &str) -> Answer;
}

/// What stands at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A file of the site.
    File(Vec<u8>),
    /// Nothing: the site's own 404.html is shown.
    Missing,
    /// The site cannot be built now: a whole page of HTML that says why. It goes by itself when that is mended.
    Fault(Vec<u8>),
}

/// Tells open browsers that the site has changed. Clones tell the same browsers.
#[derive(Debug, Clone)]
pub struct Reload(watch::Sender<u64>);

impl Default for Reload {
    fn default() -> Self {
        Self(watch::Sender::new(1))
    }
}

impl Reload {
    /// Every page that is open anywhere is loaded again.
    pub fn tell(&self) {
        self.0.send_modify(|number| *number = number.wrapping_add(1));
    }

    /// The process is part of it: a page that was drawn before the server was started again is old as well.
    fn version(number: u64) -> String {
        format!("{}-{number}", std::process::id())
    }
}

/// Listens on this machine, on `port` or on the next one that is free.
pub fn listen(port: u16) -> io::Result<TcpListener> {
    let mut port = port;
    loop {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => match port.checked_add(1) {
                Some(next) => port = next,
                None => return Err(error),
            },
            bound => return bound,
        }
    }
}

/// Serves until Ctrl-C.
pub fn serve(listener: TcpListener, preview: Arc<dyn Preview>, reload: &Reload) -> io::Result<()> {
    serve_until(listener, preview, reload, async {
        // Where the signal cannot be heard, the system ends the program as it would have anyway.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

/// Serves until `stop` comes. Connections that are open then are cut: a stream of events never ends by itself.
pub fn serve_until(
    listener: TcpListener,
    preview: Arc<dyn Preview>,
    reload: &Reload,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let site = Site { preview, versions: reload.0.subscribe() };
    let served = runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        let router = Router::new().fallback(answer).with_state(site);
        tokio::select! {
            served = async { axum::serve(listener, router).await } => served,
            () = stop => Ok(()),
        }
    });
    // Not waiting for a page that is still being drawn.
    runtime.shutdown_background();
    served
}

#[derive(Clone)]
struct Site {
    preview: Arc<dyn Preview>,
    versions: watch::Receiver<u64>,
}

async fn answer(State(site): State<Site>, request: Request) -> Response {
    let mut response = match refusal(&request) {
        Some(refusal) => refusal,
        None => match request.uri().path() {
            page::EVENTS => events(site.versions),
            page::SCRIPT_ADDRESS => whole(StatusCode::OK, SCRIPT, page::SCRIPT),
            path => match address(path) {
                Some(path) => of_site(site, path).await,
                None => whole(StatusCode::BAD_REQUEST, TEXT, "no page can have this address\n"),
            },
        },
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, value);
    }
    response
}

/// On every answer: nothing is kept, nothing is guessed, nothing is for pages of another origin.
const HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

const TEXT: &str = "text/plain; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

fn refusal(request: &Request) -> Option<Response> {
    if !is_for_this_machine(request) {
        return Some(whole(StatusCode::FORBIDDEN, TEXT, "this preview is for localhost only\n"));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut response = whole(StatusCode::METHOD_NOT_ALLOWED, TEXT, "this preview can only be read\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(response);
    }
    None
}

/// Whether the browser thinks that it talks to this machine. A name on the internet can be made to lead here,
/// and then its pages could read the site. The port is not looked at: it may come through a tunnel.
fn is_for_this_machine(request: &Request) -> bool {
    let is_local =
        |host: &str| ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host.eq_ignore_ascii_case(name));
    let authority = |value: &HeaderValue| value.to_str().ok().and_then(|host| host.parse::<Authority>().ok());
    let hosts: Vec<Option<Authority>> =
        request.headers().get_all(header::HOST).iter().map(authority).collect();
    let named = request.uri().host().is_none_or(is_local);
    named
        && !hosts.is_empty()
        && hosts.iter().all(|host| host.as_ref().is_some_and(|host| is_local(host.host())))
}

/// The address within the site that the path of a request names, if it can name one.
fn address(path: &str) -> Option<String> {
    let decoded = decode(path)?;
    let within = decoded.strip_prefix('/')?;
    let (folders, name) = within.rsplit_once('/').unwrap_or(("", within));
    let is_part =
        |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0']);
    if !(folders.is_empty() && !within.starts_with('/') || folders.split('/').all(is_part)) {
        return None;
    }
    match name {
        "" => Some(format!("{within}index.html")),
        name => is_part(name).then(|| within.to_owned()),
    }
}

/// Percent signs resolved, once. A slash that hides behind one is refused: it would make two parts of one.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.bytes();
    while let Some(byte) = rest.next() {
        let decoded = match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?].map(|digit| char::from(digit).to_digit(16));
                let [Some(high), Some(low)] = digits else { return None };
                u8::try_from(high * 16 + low).ok().filter(|byte| *byte != b'/')?
            }
            byte => byte,
        };
        bytes.push(decoded);
    }
    String::from_utf8(bytes).ok()
}

/// Asked on a thread of its own: drawing a page must not keep others waiting.
async fn of_site(site: Site, path: String) -> Response {
    let version = Reload::version(*site.versions.borrow());
    let drawn = tokio::task::spawn_blocking(move || match site.preview.get(&path) {
        Answer::File(bytes) => (StatusCode::OK, mime(&path), bytes),
        Answer::Fault(bytes) => (StatusCode::INTERNAL_SERVER_ERROR, HTML, bytes),
        Answer::Missing => match site.preview.get("404.html") {
            Answer::File(bytes) => (StatusCode::NOT_FOUND, HTML, page::from_root(bytes)),
            _ => (
                StatusCode::NOT_FOUND,
                HTML,
                b"<!doctype html><title>Not found</title><p>Not found</p>".to_vec(),
            ),
        },
    });
    match drawn.await {
        Ok((status, HTML, bytes)) => whole(status, HTML, page::with_reload(&bytes, &version)),
        Ok((status, mime, bytes)) => whole(status, mime, bytes),
        Err(_) => whole(StatusCode::INTERNAL_SERVER_ERROR, TEXT, "this page could not be drawn\n"),
    }
}

fn events(versions: watch::Receiver<u64>) -> Response {
    let event = |number| Ok::<_, Infallible>(Event::default().event("version").data(Reload::version(number)));
    Sse::new(WatchStream::new(versions).map(event)).keep_alive(KeepAlive::default()).into_response()
}

fn whole(status: StatusCode, mime: &'static str, body: impl Into<Body>) -> Response {
    (status, [(header::CONTENT_TYPE, mime)], body.into()).into_response()
}

/// What a browser takes a file for, by the end of its name. Anything else is offered for download, so that no
/// asset is run that we do not know.
fn mime(path: &str) -> &'static str {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" => SCRIPT,
        "json" | "map" => "application/json",
        "xml" => "application/xml",
        "txt" | "log" | "md" => TEXT,
        "csv" => "text/csv; charset=utf-8",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "pdf" => "application/pdf",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_within_the_site() {
        let good = [
            ("/", "index.html"),
            ("/incidents/", "incidents/index.html"),
            ("/a/b.html", "a/b.html"),
            ("/na%C3%AFve%20name.html", "naïve name.html"),
            ("/100%25.html", "100%.html"),
            ("/..a/b..", "..a/b.."),
        ];
        for (path, expected) in good {
            assert_eq!(address(path).as_deref(), Some(expected), "{path}");
        }
        let bad = [
            "",
            "*",
            "a",
            "//",
            "//a",
            "/a//b",
            "/..",
            "/../",
            "/../a",
            "/a/..",
            "/a/../b",
            "/%2e%2e/a",
            "/.%2E/a",
            "/a%2fb",
            "/..%2fa",
            "/..%5ca",
            "/a\\..\\b",
            "/%00",
            "/%zz",
            "/%f",
            "/%",
            "/%ff",
            "/./a",
            "/a/.",
        ];
        for path in bad {
            assert_eq!(address(path), None, "{path}");
        }
        assert_eq!(address("/%252e%252e/a").as_deref(), Some("%2e%2e/a"), "decoded once, not twice");
    }
}
