//! Text made safe for where it is put.

/// Writes text between tags.
pub fn escape_text(out: &mut String, text: &str) {
    escape(out, text, |b| matches!(b, b'&' | b'<' | b'>'));
}

/// Writes text between double quotes of an attribute.
pub fn escape_attribute(out: &mut String, text: &str) {
    escape(out, text, |b| matches!(b, b'&' | b'<' | b'>' | b'"' | b'\''));
}

/// Writes an address between double quotes of an attribute: what may not stand in an address is percent-encoded.
pub fn escape_href(out: &mut String, dest: &str) {
    let mut rest = dest;
    while let Some((before, byte, after)) = cut(rest, |b| !is_href(b)) {
        out.push_str(before);
        match byte {
            b'&' => out.push_str("&amp;"),
            b'\'' => out.push_str("&#x27;"),
            _ if byte.is_ascii() => percent(out, byte),
            // All bytes of the character at once, so that what is left is text again.
            _ => {
                let Some(c) = rest.get(before.len()..).and_then(|tail| tail.chars().next()) else { return };
                c.encode_utf8(&mut [0; 4]).bytes().for_each(|b| percent(out, b));
                rest = rest.get(before.len() + c.len_utf8()..).unwrap_or_default();
                continue;
            }
        }
        rest = after;
    }
    out.push_str(rest);
}

fn is_href(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%()*+,-./:;=?@_~".contains(&byte)
}

fn percent(out: &mut String, byte: u8) {
    out.push('%');
    for half in [byte >> 4, byte & 15] {
        out.extend(char::from_digit(u32::from(half), 16).map(|digit| digit.to_ascii_uppercase()));
    }
}

fn escape(out: &mut String, text: &str, special: impl Fn(u8) -> bool) {
    let mut rest = text;
    while let Some((before, byte, after)) = cut(rest, &special) {
        out.push_str(before);
        out.push_str(match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = after;
    }
    out.push_str(rest);
}

/// Text before the first byte of a kind, that byte, and what follows it (empty within a longer character).
fn cut(text: &str, wanted: impl Fn(u8) -> bool) -> Option<(&str, u8, &str)> {
    let at = text.bytes().position(wanted)?;
    let byte = text.as_bytes().get(at).copied()?;
    Some((text.get(..at)?, byte, text.get(at + 1..).unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::{escape_attribute, escape_href, escape_text};

    fn with(escape: fn(&mut String, &str), text: &str) -> String {
        let mut out = String::new();
        escape(&mut out, text);
        out
    }

    #[test]
    fn escapes() {
        assert_eq!(with(escape_text, "a<b>&\"'é"), "a&lt;b&gt;&amp;\"'é");
        assert_eq!(with(escape_attribute, "\"'<"), "&quot;&#39;&lt;");
        assert_eq!(
            with(escape_href, "a b/é?x=1&y='\\\"🙂z"),
            "a%20b/%C3%A9?x=1&amp;y=&#x27;%5C%22%F0%9F%99%82z"
        );
    }
}
