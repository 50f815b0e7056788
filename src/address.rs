//! Paths of files and addresses of pages: joined, made relative, written for the web and read back.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// The folder of a path, without a slash at its end; empty for a file at the top.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A path from a folder, `.` and `..` resolved; nothing where it leaves the top.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How one writes the path of `file` in a file of `folder`.
pub fn relative(folder: &str, file: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = file.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count().min(to.len().saturating_sub(1));
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to.into_iter().skip(shared)).collect::<Vec<_>>().join("/")
}

/// Whether an address leads out of the site: it has a scheme or a host.
pub fn is_outside(address: &str) -> bool {
    let scheme = |head: &str| {
        head.starts_with(|c: char| c.is_ascii_alphabetic())
            && head.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    let head = address.split(['/', '?', '#']).next().unwrap_or_default();
    address.starts_with("//") || head.split_once(':').is_some_and(|(head, _)| scheme(head))
}

/// A path from an address, percent signs resolved; what is not UTF-8 stays a replacement character.
pub fn decode(address: &str) -> String {
    percent_decode_str(address).decode_utf8_lossy().into_owned()
}

/// What must not stand as it is in the path of an address.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b':');

/// The address of a path: all but plain characters and slashes percent-encoded.
pub fn encode(path: &str) -> String {
    utf8_percent_encode(path, PATH).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_and_turned_back() {
        assert_eq!(
            join("content/incidents/2025", "../../playbooks/x.md").as_deref(),
            Some("content/playbooks/x.md")
        );
        assert_eq!(join("content", "../../etc/passwd"), None);
        assert_eq!(relative("content/incidents/2025", "content/playbooks/x.md"), "../../playbooks/x.md");
        assert_eq!(relative("content", "content/x.md"), "x.md");
    }

    #[test]
    fn addresses_lead_in_or_out() {
        for outside in ["https://a.example", "mailto:x@a.example", "//a.example/x", "tel:+1"] {
            assert!(is_outside(outside), "{outside}");
        }
        for inside in ["x.md", "../a/b.md#c:d", "#here", "a b.md", "x.md?y=z:1", "2025/10:30.md", ""] {
            assert!(!is_outside(inside), "{inside}");
        }
        assert_eq!(decode(&encode("a b%/ü?.png")), "a b%/ü?.png");
    }
}
