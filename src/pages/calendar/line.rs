//! Lines of a calendar file (RFC 5545): escaped, folded, each ended by CR LF.

/// Most octets of a line, its end apart.
const MOST: usize = 75;

/// Begins or ends a component, or sets a property whose value is none of a person's words.
pub(super) fn plain(out: &mut Vec<u8>, name: &str, value: &str) {
    fold(out, &format!("{name}:{value}"));
}

/// Sets a property to a text.
pub(super) fn text(out: &mut Vec<u8>, name: &str, value: &str) {
    fold(out, &format!("{name}:{}", escaped(value)));
}

/// Sets a property to several texts.
pub(super) fn texts(out: &mut Vec<u8>, name: &str, values: &[&str]) {
    let values: Vec<String> = values.iter().map(|value| escaped(value)).collect();
    fold(out, &format!("{name}:{}", values.join(",")));
}

/// A backslash before what has a meaning, `\n` for the end of a line; other control characters may not stand in a
/// calendar at all.
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for character in value.trim().chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            character if character.is_control() => {}
            character => out.push(character),
        }
    }
    out
}

/// Writes a line in pieces of at most [`MOST`] octets, none of which ends within a character; each but the first
/// begins with a space.
fn fold(out: &mut Vec<u8>, line: &str) {
    let mut length = 0;
    for character in line.chars() {
        let size = character.len_utf8();
        if length + size > MOST {
            out.extend_from_slice(b"\r\n ");
            length = 1;
        }
        let mut bytes = [0; 4];
        out.extend_from_slice(character.encode_utf8(&mut bytes).as_bytes());
        length += size;
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str) -> String {
        let mut out = Vec::new();
        text(&mut out, "SUMMARY", value);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(written(" a;b,c\\d\r\ne\tf\u{7}:g\n"), "SUMMARY:a\\;b\\,c\\\\d\\ne f:g\r\n");
    }

    #[test]
    fn long_lines_are_folded_between_characters() {
        for value in ["x".repeat(67), "x".repeat(68), "é".repeat(100), "漢字".repeat(90), "👩‍👩‍👧".repeat(20)]
        {
            let folded = written(&value);
            assert!(folded.split("\r\n").all(|line| line.len() <= MOST), "{folded}");
            assert_eq!(folded.replace("\r\n ", ""), format!("SUMMARY:{value}\r\n"));
        }
        assert_eq!(written(&"x".repeat(67)).matches("\r\n").count(), 1);
        assert_eq!(written(&"x".repeat(68)).matches("\r\n").count(), 2);
    }
}
