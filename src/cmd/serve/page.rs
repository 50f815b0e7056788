//! What the preview adds to a page, so that the browser shows the next one by itself.

use crate::render::html::escape::escape_text;

/// Address of the stream of events that tells of every new version.
pub(super) const EVENTS: &str = "/_amends/reload";

/// Address of [`SCRIPT`].
pub(super) const SCRIPT_ADDRESS: &str = "/_amends/reload.js";

/// Listens for a version other than the one that the page was drawn with.
///
/// A page that is not looked at hangs up: a browser opens only six connections to one host, and the seventh
/// tab would wait for ever.
pub(super) const SCRIPT: &str = r#"(function () {
  "use strict";
  var shown = document.currentScript.dataset.version;
  var stream = null;
  function listen() {
    if (stream || document.hidden) return;
    stream = new EventSource("/_amends/reload");
    stream.addEventListener("version", function (event) {
      if (event.data !== shown) location.reload();
    });
  }
  function hangUp() {
    if (stream) stream.close();
    stream = null;
  }
  document.addEventListener("visibilitychange", function () {
    if (document.hidden) hangUp(); else listen();
  });
  addEventListener("pagehide", hangUp);
  addEventListener("pageshow", listen);
  listen();
})();
"#;

/// A page that says why the site cannot be shown; it needs no theme, for that may be what is at fault.
pub fn fault(text: &str) -> Vec<u8> {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self'\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>Not built</title></head>\
         <body><main><h1>The site cannot be built</h1>\
         <p>It is shown again by itself when this is mended.</p><pre>",
    );
    escape_text(&mut page, text);
    page.push_str("</pre></main></body></html>\n");
    page.into_bytes()
}

/// The page with the script in it, and with the policy of the page letting the script listen.
pub(super) fn with_reload(html: &[u8], version: &str) -> Vec<u8> {
    let script = format!("<script src=\"{SCRIPT_ADDRESS}\" data-version=\"{version}\" defer></script>");
    let mut page = Vec::with_capacity(html.len() + script.len() + LISTEN.len());
    let rest = match end_of(html, POLICY).and_then(|at| html.split_at_checked(at)) {
        Some((head, rest)) if !starts_policy_that_listens(rest) => {
            page.extend_from_slice(head);
            page.extend_from_slice(LISTEN);
            rest
        }
        _ => html,
    };
    let body = rest.windows(END.len()).rposition(|part| part.eq_ignore_ascii_case(END));
    let (head, tail) = rest.split_at_checked(body.unwrap_or(rest.len())).unwrap_or((rest, &[]));
    page.extend_from_slice(head);
    page.extend_from_slice(script.as_bytes());
    page.extend_from_slice(tail);
    page
}

/// A page that stands at the root of the site, as it has to be when it is shown at any other address: its
/// relative links start at the root.
pub(super) fn from_root(html: Vec<u8>) -> Vec<u8> {
    let Ok(mut page) = String::from_utf8(html) else { return Vec::new() };
    for attribute in [" href=\"", " src=\""] {
        let mut parts = page.split(attribute);
        let mut rewritten = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            rewritten.push_str(attribute);
            if is_relative(part.split('"').next().unwrap_or_default()) {
                rewritten.push('/');
            }
            rewritten.push_str(part);
        }
        page = rewritten;
    }
    page.into_bytes()
}

fn is_relative(link: &str) -> bool {
    !link.starts_with(['#', '/']) && !link.split('/').next().unwrap_or_default().contains(':')
}

const END: &[u8] = b"</body>";
const POLICY: &[u8] = b"<meta http-equiv=\"Content-Security-Policy\" content=\"";
const LISTEN: &[u8] = b"connect-src 'self'; ";

fn end_of(html: &[u8], what: &[u8]) -> Option<usize> {
    let at = html.windows(what.len()).position(|part| part.eq_ignore_ascii_case(what))?;
    Some(at + what.len())
}

/// Of two directives of one name the first holds, so one that the page already has must not be set before.
fn starts_policy_that_listens(rest: &[u8]) -> bool {
    let policy = rest.split(|byte| *byte == b'"').next().unwrap_or_default();
    policy.windows(b"connect-src".len()).any(|part| part == b"connect-src")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        String::from_utf8(with_reload(html.as_bytes(), "7-1")).unwrap()
    }

    const SCRIPT_TAG: &str = r#"<script src="/_amends/reload.js" data-version="7-1" defer></script>"#;

    #[test]
    fn the_script_comes_last_in_the_body() {
        let page = "<p>a</body> quoted</p></body></html>";
        assert_eq!(shown(page), format!("<p>a</body> quoted</p>{SCRIPT_TAG}</body></html>"));
        assert_eq!(shown("<p>no end"), format!("<p>no end{SCRIPT_TAG}"));
        assert_eq!(shown(""), SCRIPT_TAG);
    }

    #[test]
    fn links_of_the_404_page_start_at_the_root() {
        let page = |links: [&str; 5]| links.map(|link| format!("<a href=\"{link}\">")).concat();
        let before = page(["index.html", "#main", "/x", "https://x.example/", "incidents/index.html"]);
        let after = page(["/index.html", "#main", "/x", "https://x.example/", "/incidents/index.html"]);
        assert_eq!(from_root(before.into_bytes()), after.into_bytes());
    }

    #[test]
    fn a_policy_is_opened_for_listening_and_for_nothing_else() {
        let policy =
            |rules: &str| format!(r#"<meta http-equiv="Content-Security-Policy" content="{rules}">"#);
        let strict = shown(&policy("default-src 'none'"));
        assert!(strict.starts_with(&policy("connect-src 'self'; default-src 'none'")), "{strict}");
        let own = policy("default-src 'none'; connect-src https://x.example");
        assert_eq!(shown(&own), format!("{own}{SCRIPT_TAG}"));
    }
}
